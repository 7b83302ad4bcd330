"""What this room does when another room’s event happens."""

from kith.audit.reactions import when
from kith.concerns.events import BarPlaced, ConsultationClosed
from kith.editing.queries import page_shown
from kith.people.events import PersonEnded
from kith.people.queries import person_named
from kith.toolkit.events import PiecePublished

from . import actions


@when(PiecePublished)
def _page_shown(event, by):
    """A page that began from a question is shown: it names nobody, and the two are told."""
    if isinstance(by, str) or event.layer != "local":
        return
    slug = event.subject.removeprefix("toolkit:")
    found = page_shown(slug, by.authority_id)
    if found is not None:
        page, text = found
        actions.note_page_shown(by, page=page, slug=slug, text=text)


@when(PersonEnded)
def _ended(event, by):
    """Whoever leaves is found no more by what they said of their experience, and offers no more times."""
    person = person_named(event.subject)
    if person is not None:
        actions.end_experience(by, of=person)
        actions.leave_slots(by, of=person)
        actions.leave_questions(by, of=person)


@when(BarPlaced)
def _kept_away(event, by):
    """Whom a conflict of interest keeps from a matter works in it with nobody any more; why stands with the bar alone."""
    person = person_named(event.of)
    reference = event.subject.removeprefix("consultation:")
    actions.leave_joint(by, reference=reference, closing="It could not go on with the two of them.", of=person)


@when(ConsultationClosed)
def _closed(event, by):
    """In a closed matter nobody works jointly."""
    actions.leave_joint(by, reference=event.subject.removeprefix("consultation:"), closing="The matter was closed.")
