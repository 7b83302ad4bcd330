"""What this room does when a module is completed: the result waits to go back to where the person came from."""

from kith.audit.reactions import when
from kith.modules.events import ModuleCompleted

from .models import Passing
from .queries import places_of


@when(ModuleCompleted)
def completed(event: ModuleCompleted, by) -> None:
    """One row for each place from which the person came to this module; `kith worker` sends it."""
    for place in places_of(by, event.subject.removeprefix("toolkit:")):
        Passing.objects.get_or_create(launched=place, run=event.run)
