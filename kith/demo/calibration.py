"""Calibration in the demonstration: a round that is over and was discussed, and one that waits."""

import datetime

from kith.calibration import actions, queries
from kith.calibration.models import Round, Vignette
from kith.calibration.words import Asks
from kith.people.queries import person_by_email, teams_of
from kith.thresholds.queries import levels_in

from .moments import Script, before, working_moment

OVER = (
    "drawings-of-an-attack",
    "errands-and-words",
    "frightened-at-home",
    "night-group-lives-at-home",
    "night-group-looked-after",
    "said-in-class-one-family",
)
OPEN = ("a-bench-in-the-park", "angry-about-a-war", "no-future-seen", "said-in-class-another-family")
# Of each of the six vignettes above: the level, main concern and first step that each person chose, and why.
ANSWERS = {
    "amina": (
        (2, "unmet-need", "talk-with-child", "He is alone since the autumn. I would ask him before I ask about him."),
        (3, "exploited-or-directed", "assessment", "Debts, errands and a second phone: somebody owns his time."),
        (4, "care-at-home", "strategy-discussion", "She goes without supper and is frightened. Police know something."),
        (3, "exploited-or-directed", "talk-with-parents", "A grown man writes at night, and her mother is with us."),
        (3, "exploited-or-directed", "talk-with-child", "The same man, and nobody at home of her own to notice."),
        (1, "none", "ask-who-told", "A film and a bad sentence. I would go back to the teacher first."),
    ),
    "bola": (
        (
            3,
            "may-harm-others",
            "consult-specialist",
            "Plans with doors and times are more than drawings until we know.",
        ),
        (3, "exploited-or-directed", "strategy-discussion", "Criminal exploitation comes first, whatever he repeats."),
        (4, "care-at-home", "strategy-discussion", "It is the harm that counts, and there is harm."),
        (3, "place-or-group", "ring-police", "Ask police about the man before anybody does anything about him."),
        (3, "place-or-group", "ring-police", "As for the other girl: I see no difference in what the man does."),
        (1, "none", "close-with-advice", "Nothing here needs us. The teacher needs a good answer."),
    ),
    "carys": (
        (3, "may-harm-others", "assessment", "I would want a plan with the school this week."),
        (3, "exploited-or-directed", "assessment", "A knife and a debt. One plan, not two."),
        (4, "safety-now", "strategy-discussion", "Her mother looks at the time: I think she is afraid too."),
        (3, "exploited-or-directed", "prevent-referral", "Grooming, and ideas: both go on side by side."),
        (
            4,
            "exploited-or-directed",
            "strategy-discussion",
            "We are her parents. He has more of her nights than we do.",
        ),
        (1, "none", "close-with-advice", "One sentence, one film. Advice, and a kind word to the father."),
    ),
    "olu": (
        (2, "may-harm-self", "talk-with-child", "He eats alone. I would be as worried for him as about him."),
        (2, "unmet-need", "talk-with-child", "The teacher whom he trusts is the way in; begin there."),
        (3, "care-at-home", "assessment", "I would want to know more before police are in it."),
        (2, "unmet-need", "early-help", "Her mother can act, with help. The nights are the place to begin."),
        (3, "unmet-need", "consult-specialist", "There is nobody at home to do what the other mother does."),
        (2, "unmet-need", "talk-with-parents", "I would offer the father somebody to talk to about the news."),
    ),
    "petra": (
        (3, "may-harm-others", "prevent-referral", "No idea is named, and still police should look beside us."),
        (3, "exploited-or-directed", "assessment", "His words are somebody else’s. The debt is his."),
        (4, "care-at-home", "strategy-discussion", "She said what happens when she forgets. That is enough."),
        (3, "exploited-or-directed", "ring-police", "The adult first; what she says comes later."),
        (3, "exploited-or-directed", "ring-police", "The same as the girl at her mother’s."),
        (1, "none", "ask-who-told", "Ask what exactly was said, and in which lesson."),
    ),
    "vera": (
        (2, "unmet-need", "early-help", "A friendship broke. Mend that, and look at the drawings with him."),
        (3, "exploited-or-directed", "assessment", "Two nights a week is a job. Who is the employer?"),
        (4, "care-at-home", "strategy-discussion", "Both children, not one: the little brother stands there too."),
        (3, "place-or-group", "context", "The group will find the next girl. What happens there?"),
        (3, "place-or-group", "context", "The home should know what its other children see at night, too."),
        (1, "none", "close-with-advice", "Unfounded, kindly said."),
    ),
}


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def add_calibration(script: Script, today: datetime.date) -> None:
    """Gwen opened a round five weeks ago, which all six answered and discussed; Carys opened another this week."""
    begun = before(today, 35, 10)
    script.at(begun, lambda: _open("gwen", OVER, begun.date() + datetime.timedelta(days=10), "demo-over"))
    for place, name in enumerate(ANSWERS):
        script.at(begun + datetime.timedelta(days=2, hours=place), lambda name=name: _answer(name))
    script.at(before(today, 23, 11), _discuss)
    script.at(
        working_moment(today, 2, 11), lambda: _open("carys", OPEN, today + datetime.timedelta(days=9), "demo-open")
    )


def _open(by: str, keys, last_day: datetime.date, once: str) -> None:
    known = {row.key: row for row in Vignette.objects.filter(key__in=keys)}
    actions.open_round(
        _person(by),
        vignettes=[known[key] for key in keys],
        teams=list(teams_of(_person(by).authority).select_related("agency")),
        last_day=last_day,
        once_key=once,
    )


def _over() -> Round:
    return Round.objects.get(opened_by=_person("gwen"))


def _answer(name: str) -> None:
    row = _over()
    levels, choices = levels_in(row.document), queries.choices_of(row)
    concerns, steps = dict(choices[Asks.CONCERN]), dict(choices[Asks.FIRST_STEP])
    for item, (level, concern, step, reason) in zip(row.vignettes.all(), ANSWERS[name], strict=True):
        actions.answer_vignette(
            _person(name),
            item=item,
            level=levels[level - 1],
            concern=(concern, concerns[concern]),
            first_step=(step, steps[step]),
            reason=reason,
        )


def _discuss() -> None:
    row = _over()
    third = levels_in(row.document)[2]
    actions.note_discussion(
        _person("carys"),
        round=row,
        levels={one: third for one in row.vignettes.filter(vignette__key__startswith="night-group")},
        discussed="The two girls who run a group at night: the man does the same to both, and some of us chose another "
        "level where the parent is the authority. We talked about what a key worker can do at night that a mother can.",
        agreed="We first ask who has the adult’s nights, then where the child lives. Before any step about the adult, "
        "police are asked.",
        present=[_person(name) for name in ("amina", "carys", "olu", "petra", "vera")],
        once_key="demo",
    )
