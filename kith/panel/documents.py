"""The minutes as a Word document, with real headings, the marking on each page, in British English."""

import io

from kith.concerns.rules import told_in_words
from kith.design.templatetags.design import day, day_and_time, weekday
from kith.design.word_files import begun


def minutes_docx(said: dict) -> bytes:
    """The minutes of one meeting as one reader may read them."""
    meeting, reader = said["meeting"], said["reader"]
    title = f"Minutes of {meeting.panel.name}, {day(meeting.on)}"
    document = begun(said["marking"], title, f"Made for {reader.name}, {day_and_time(said['made_at'])}")
    document.add_heading(title, level=1)
    document.add_heading("Who came", level=2)
    for member, came in said["members"]:
        how = came.get_how_display() if came else "Not recorded"
        document.add_paragraph(f"{member.person.agency.name}, {member.person.name}: {how}", style="List Bullet")
    missing = "; ".join(said["quorum"].missing)
    document.add_paragraph(f"No quorum. Missing: {missing}." if missing else "It was a quorum.")
    for row in said["items"]:
        _case(document, row["item"], row["came"], row["marks"])
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _paragraphs(document, text: str) -> None:
    for paragraph in text.split("\n"):
        document.add_paragraph(paragraph)


def _case(document, item, came, marks) -> None:
    case = item.case
    document.add_heading(f"{case.name}, {case.reference}", level=2)
    for line in told_in_words(marks):
        document.add_paragraph(line).runs[0].bold = True
    worker = came.person if came else case.social_worker
    how = came.get_how_display() if came else "not recorded"
    document.add_paragraph(
        f"The child’s social worker, {worker.name}: {how}." if worker else "The child has no social worker."
    )
    for view in item.views.all():
        document.add_heading(f"The view of {view.agency.name}", level=3)
        _paragraphs(document, view.text)
    for decision in item.decisions.all():
        replaced = " (a later decision replaces this)" if hasattr(decision, "replaced_by") else ""
        document.add_heading(f"Decision: {decision.get_outcome_display()}{replaced}", level=3)
        document.add_paragraph(f"{decision.made_by.name} recorded it, {day_and_time(decision.made_at)}")
        _paragraphs(document, decision.reason)
        if decision.set_aside:
            document.add_paragraph(f"Set aside: {decision.set_aside}")
        if decision.to_whom:
            document.add_paragraph(f"Who has it: {decision.to_whom}")
        if decision.exit_words:
            document.add_paragraph(f"Why it ends: {decision.exit_words}")
        if decision.childs_voice:
            document.add_paragraph(f"What the child wanted: {decision.childs_voice}")
        document.add_paragraph(f"There: {decision.there}.")
        if not decision.quorate:
            document.add_paragraph(f"No quorum: {decision.missing}. {decision.without_quorum_because}")
        for dissent in decision.dissents.all():
            document.add_paragraph(f"{dissent.agency.name} saw it differently: {dissent.text}")
        if decision.next_review_on:
            document.add_paragraph(f"Next review: {weekday(decision.next_review_on)}")
        if decision.reassess_on:
            document.add_paragraph(f"Looked at again: {weekday(decision.reassess_on)}")
    actions = list(case.actions.all())
    if actions:
        document.add_heading("Who does what", level=3)
    for action in actions:
        state = "done" if action.done_at else "stopped" if action.stopped_at else f"by {day(action.due_on)}"
        document.add_paragraph(f"{action.text} ({action.owner.name}, {state})", style="List Bullet")
