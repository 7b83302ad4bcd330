"""Who writes in a layer, and who may answer a page that waits for a second person."""

from kith.toolkit.rules import writers_of

# What a version says; beside it stand comments and what Wagtail notes for itself.
WORDS = (
    *("title", "slug", "kind", "summary", "body", "source", "source_date", "owner_role", "audience", "checked_on"),
    *("review_on", "doing", "themes", "steps", "contacts", "related", "asked", "evidence", "seen_where", "why"),
    *("local_sign_off", "go_live_at"),
)


def writers_in(versions, shown: int) -> list[int]:
    """Whoever changed a word after the version that is shown, of versions as (key, person, content), oldest first; who
    did so last stands last.

    Who kept a version with a comment alone wrote nothing.
    """
    before, found = None, dict[int, None]()
    for key, person, content in versions:
        words = [content.get(name) for name in WORDS]
        if key > shown and words != before:
            found.pop(person, None)
            found[person] = None
        before = words
    return [person for person in found if person is not None]


def writers_since(page, up_to: int | None = None) -> list[int]:
    """Everybody who wrote a part of what waits: who changed a word since the version that is shown."""
    shown = page.live_revision_id or 0
    rows = page.revisions.filter(pk__gte=shown).order_by("pk")
    if up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    return writers_in(rows.values_list("pk", "user_id", "content"), shown)


def wrote(person, page) -> bool:
    """True for everybody who wrote a part of the words that wait, and for whoever sent them to be approved."""
    state = page.current_workflow_state
    return person.pk in [*writers_since(page), getattr(state, "requested_by_id", None)]


def may_answer(person, page) -> bool:
    """Whoever writes in the page’s layer now, and did not write these words."""
    return not wrote(person, page) and writers_of(page.place()).filter(pk=person.pk).exists()
