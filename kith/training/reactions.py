"""What this room does when another room’s event happens."""

from kith.audit.reactions import when
from kith.modules.events import ModuleCompleted
from kith.modules.queries import gone_through

from . import actions, queries
from .words import BY_MODULE, How


@when(ModuleCompleted)
def _went_through(event, by):
    """A short module that somebody went through is a completion for the tier that its page names, once in a day.

    Who, which module, in which edition and on which day is all that comes here: what was chosen stays where it is.
    """
    done = gone_through(by, event.run)
    tiers = queries.tiers_of(by.authority_id)
    tier = next((row for row in tiers if done is not None and row.order == done.tier), None)
    if done is None or tier is None:
        return
    actions.record_completion(
        BY_MODULE,
        person=by,
        tier=tier.key,
        day=done.day,
        how=How.MODULE,
        source="module",
        key=f"{by.uuid.hex}:{done.slug}:{done.edition}:{done.day:%Y%m%d}",
        course=done.title,
    )
