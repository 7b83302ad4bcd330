"""Decisions of the demonstration that were written up without names, for colleagues who reason about something comparable."""

import datetime

from kith.people.queries import person_by_email
from kith.screening import actions
from kith.screening.models import ScreeningDecision
from kith.screening.queries import harm_kinds

from .moments import Script, working_moment

# Of which case, who wrote it, who read it (nobody: it waits), the kind of harm and context, and the words.
ACCOUNTS = (
    (
        "TH-01",
        "bola",
        "carys",
        "drawn-in-online",
        "online",
        {
            "circumstances": "A girl in her early teens ran a group at night in which others were mocked. An adult whom nobody "
            "knew wrote to her late and told her what to post. A parent had moved out; she had given up a sport.",
            "relied_on": "The harm came from outside the home. The parent who was there did what a parent can, and what "
            "happened online was stronger.",
            "reasons": "Repeated contact with somebody who directs her, and her sleep and school were suffering. The group "
            "gave her company that nothing else gave just then.",
            "set_aside": "That it was only jokes; and a higher level at once: she was not pressed to do anything outside the "
            "group, and her parent was with us.",
        },
    ),
    (
        "TH-03",
        "bola",
        "petra",
        "none-found",
        "school",
        {
            "circumstances": "A young child said something about violence during a lesson on the news. A new teacher was "
            "shaken and rang the same day. The child could not say whom he had meant.",
            "relied_on": "Nothing in the document above what everyday services meet.",
            "reasons": "Asked kindly, it was something half heard at a weekend. Nothing before it, nothing since, and adults "
            "around him who listen.",
            "set_aside": "A referral to be on the safe side: it would have taught the family that asking is dangerous.",
        },
    ),
    (
        "TH-06",
        "petra",
        None,
        "violence",
        "school",
        {
            "circumstances": "A child was taken up with attacks on schools and wrote about one. No idea and no group stood "
            "behind it. Several small worries from different people, over months, told more together than each alone.",
            "relied_on": "Development that was suffering; likely harm to others was looked at and not found likely just then.",
            "reasons": "Loneliness and a wish to be noticed came before the interest.",
            "set_aside": "Prevent at first: without an idea behind it, help and a plan with the school came first.",
        },
    ),
)


def add_reasoning(script: Script, today: datetime.date, decisions: dict) -> None:
    """Two decisions that went different ways can be found; a third waits for a second person."""
    for place, account in enumerate(ACCOUNTS):
        script.at(working_moment(today, 1, 13 + place), lambda account=account: _write(decisions, *account))


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _write(decisions, case, writer, reader, harm, context, words) -> None:
    by = _person(writer)
    account = actions.write_account(
        by,
        decision=ScreeningDecision.objects.select_related("screening__consultation").get(pk=decisions[case].pk),
        harm=harm,
        harm_words=dict(harm_kinds(by.authority_id))[harm],
        context=context,
        words=words,
    )
    if reader:
        actions.answer_account(_person(reader), account=account, version=account.version, answer="released")
