"""An event is a fact in the past tense, made of references and choices: never a name, never a narrative."""

import dataclasses
import typing
from dataclasses import dataclass
from typing import ClassVar

ALLOWED = (str, int, bool, tuple[str, ...], str | None, int | None)
REGISTRY: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """What every event carries: `subject` says which record, `changed` names fields and never their content."""

    verb: ClassVar[str] = ""
    sentence: ClassVar[str] = ""
    about_child: ClassVar[bool] = False
    is_read: ClassVar[bool] = False
    subject: str = ""
    changed: tuple[str, ...] = ()

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if not cls.verb or not cls.sentence:
            raise TypeError(f"{cls.__name__} needs a verb and a sentence.")
        known = REGISTRY.get(cls.verb)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise TypeError(f"“{cls.verb}” is already the verb of {known.__name__}.")
        for name, kind in typing.get_type_hints(cls).items():
            if typing.get_origin(kind) is not ClassVar and kind not in ALLOWED:
                raise TypeError(f"{cls.__name__}.{name} may only be a reference or a choice, not {kind}.")
        REGISTRY[cls.verb] = cls

    def details(self) -> dict:
        """The event's own fields, as they stand in the trail."""
        return {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(self)
            if field.name not in ("subject", "changed")
        }


@dataclass(frozen=True, kw_only=True)
class Refused(Event):
    verb: ClassVar[str] = "access.refused"
    sentence: ClassVar[str] = "was answered ‘not found’"
    route: str
    method: str
