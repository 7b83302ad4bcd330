"""What can happen to the directory. No event carries a text: the versions do."""

from dataclasses import dataclass
from typing import ClassVar

from kith.audit.events import Event


@dataclass(frozen=True, kw_only=True)
class ServiceAdded(Event):
    verb: ClassVar[str] = "service.added"
    sentence: ClassVar[str] = "added a service to the directory"


@dataclass(frozen=True, kw_only=True)
class ServiceChanged(Event):
    """`version` is the number of what it says from now on; `how` whether it was typed or put back."""

    verb: ClassVar[str] = "service.changed"
    sentence: ClassVar[str] = "changed a service of the directory"
    version: int
    how: str


@dataclass(frozen=True, kw_only=True)
class ServiceAssured(Event):
    verb: ClassVar[str] = "service.assured"
    sentence: ClassVar[str] = "checked the details of a service"


@dataclass(frozen=True, kw_only=True)
class ServiceMadePublic(Event):
    verb: ClassVar[str] = "service.made-public"
    sentence: ClassVar[str] = "marked a service as public"


@dataclass(frozen=True, kw_only=True)
class ServiceMadePrivate(Event):
    verb: ClassVar[str] = "service.made-private"
    sentence: ClassVar[str] = "took a service out of the public directory"


@dataclass(frozen=True, kw_only=True)
class ServiceRetired(Event):
    verb: ClassVar[str] = "service.retired"
    sentence: ClassVar[str] = "retired a service of the directory"


@dataclass(frozen=True, kw_only=True)
class ServiceBroughtBack(Event):
    verb: ClassVar[str] = "service.brought-back"
    sentence: ClassVar[str] = "brought back a service that was retired"


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Event):
    verb: ClassVar[str] = "organisation.changed"
    sentence: ClassVar[str] = "changed what is said of an organisation"
    version: int
    how: str


@dataclass(frozen=True, kw_only=True)
class ImportBegun(Event):
    verb: ClassVar[str] = "import.begun"
    sentence: ClassVar[str] = "began to take in services"
    origin: str


@dataclass(frozen=True, kw_only=True)
class ColumnsNamed(Event):
    verb: ClassVar[str] = "import.columns-named"
    sentence: ClassVar[str] = "said which column of a file is which"
    rows: int
    wrong: int


@dataclass(frozen=True, kw_only=True)
class PageFetched(Event):
    """A part of another directory was read; `page` is the one of its list, 0 for services themselves."""

    verb: ClassVar[str] = "import.fetched"
    sentence: ClassVar[str] = "read a part of another directory"
    page: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class ImportFailed(Event):
    verb: ClassVar[str] = "import.failed"
    sentence: ClassVar[str] = "could not take in services"


@dataclass(frozen=True, kw_only=True)
class ImportLoaded(Event):
    verb: ClassVar[str] = "import.loaded"
    sentence: ClassVar[str] = "took in services"
    added: int
    altered: int
    same: int
    wrong: int
    gone: int


@dataclass(frozen=True, kw_only=True)
class ImportLeft(Event):
    verb: ClassVar[str] = "import.left"
    sentence: ClassVar[str] = "did not take in services after all"


@dataclass(frozen=True, kw_only=True)
class ImportForgotten(Event):
    """Its rows had had their time: nobody took them in or left them, or nobody mended those that could not be kept."""

    verb: ClassVar[str] = "import.forgotten"
    sentence: ClassVar[str] = "forgot the rows of an import, whose time had run out"
