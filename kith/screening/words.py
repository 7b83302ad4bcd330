"""Outcomes of equal standing, and where harm comes from."""

from django.db import models


class Outcome(models.TextChoices):
    """In no order of worth; shown in the order of the alphabet of their titles nowhere, always in this one."""

    ADVICE_AND_CLOSE = "advice-and-close", "Unfounded, or advice given: close"
    EARLY_HELP = "universal-or-early-help", "Universal or early (family) help"
    SECTION_17 = "section-17", "Section 17 assessment"
    STRATEGY = "strategy-discussion", "Strategy discussion (section 47)"
    PREVENT = "prevent-referral", "Referral to Prevent"
    VIOLENCE = "violence-no-terrorism", "Violence or fixation without a terrorism concern"
    EXPLOITATION = "exploitation", "Another exploitation pathway"
    MORE_INFORMATION = "more-information", "More information first"


# What is begun because there is harm or the fear of it; “no harm found” beside it is asked about.
FOR_HARM = frozenset({Outcome.SECTION_17, Outcome.STRATEGY, Outcome.VIOLENCE, Outcome.EXPLOITATION})


class HarmSource(models.TextChoices):
    INSIDE = "inside", "Inside the family"
    OUTSIDE = "outside", "Outside the family"
    BOTH = "both", "Both"
    NONE = "none", "No harm found"
    NOT_KNOWN = "not-known", "Not yet known"


class Finding(models.TextChoices):
    """How a closing reads in ten years."""

    UNFOUNDED = "unfounded", "The worry was unfounded"
    ADVICE = "advice", "Advice was given; nothing more is needed"


class State(models.TextChoices):
    WAITING = "waiting", "Waiting for a specialist"
    CLAIMED = "claimed", "With a specialist"
    SIGN_OFF = "sign-off", "Waiting for sign-off"
    DECIDED = "decided", "Decided"


# The assessment's days count from the day on which the concern came in, not from its decision
# (Working Together 2026, chapter 3; content/process/clocks.yaml).
COUNT_FROM_RECEIPT = frozenset({"assessment"})

# Steps on these clocks cannot wait: without a day of the authority's own they are due the same day.
AT_ONCE = frozenset({"emergency", "strategy-discussion", "before-visible-step"})

SIGNED_OFF_BY = "Decided; waits for sign-off by {}"

OPEN = (State.WAITING, State.CLAIMED, State.SIGN_OFF)


class SameChildSaid(models.TextChoices):
    """What a person says of an earlier worry before deciding."""

    YES = "yes", "Yes, the same child"
    NO = "no", "No, another child"
    UNSURE = "unsure", "Cannot tell yet, because…"


class SignOffWhy(models.TextChoices):
    OUTCOME = "outcome", "The authority asks for sign-off of this outcome"
    DISAGREEMENT = "disagreement", "A professional disagreement was recorded"
    SAMPLE = "sample", "Second reading of a closing"


class SignOffAnswer(models.TextChoices):
    AGREED = "agreed", "Agree"
    RETURNED = "returned", "Return with a reason"
    OTHERWISE = "otherwise", "Decide otherwise with a reason"
    OVERTAKEN = "overtaken", "Not needed any more"


# What somebody did who gave this answer, or what became of the asking, after their name.
SIGN_OFF_SAID = {
    SignOffAnswer.AGREED: "agreed",
    SignOffAnswer.RETURNED: "returned it",
    SignOffAnswer.OTHERWISE: "decided otherwise",
    SignOffAnswer.OVERTAKEN: "is no longer asked",
}


class DisagreementAnswer(models.TextChoices):
    """What a manager says to a professional disagreement; each with the reason."""

    STANDS = "stands", "The decision stands"
    RETURNED = "returned", "Returned to the specialist"
    OTHERWISE = "otherwise", "Decided otherwise"


class AccountState(models.TextChoices):
    """Where a de-identified account of a decision stands, from its writing to its end."""

    WAITS = "waits", "Waits for a second person"
    RETURNED = "returned", "Returned to who wrote it"
    RELEASED = "released", "Released to colleagues"
    WITHDRAWN = "withdrawn", "Withdrawn"


class AccountSaid(models.TextChoices):
    """What somebody did with an account."""

    RELEASED = "released", "Release it"
    RETURNED = "returned", "Return it with a reason"
    WITHDRAWN = "withdrawn", "Withdraw it"


ACCOUNT_SAID = {
    AccountSaid.RELEASED: "released it",
    AccountSaid.RETURNED: "returned it",
    AccountSaid.WITHDRAWN: "withdrew it",
}
NO_LEVEL = "No level was chosen"

# How a decision keeps what social care does beside a referral, behind the reason.
MEANWHILE = "\n\nMeanwhile in social care: "
