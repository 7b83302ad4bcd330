"""The vocabulary of a concern, in the field's words."""

from django.db import models


class State(models.TextChoices):
    DRAFT = "draft", "Being written"
    SCREENING = "screening", "With the specialist"
    DECIDED = "decided", "Decided"
    CLOSED = "closed", "Closed"


MATTER_OPEN = (State.SCREENING, State.DECIDED)


class YesNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_KNOWN = "not-known", "Not yet known"


class Danger(models.TextChoices):
    YES = "yes", "Yes, or I am not sure"
    NO = "no", "No"


class BirthKind(models.TextChoices):
    KNOWN = "known", "Date of birth"
    ESTIMATED = "estimated", "Estimated date of birth"
    EXPECTED = "expected", "Expected date (not yet born)"
    UNKNOWN = "unknown", "Not yet known"


class Sex(models.TextChoices):
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    NOT_KNOWN = "not-known", "Not yet known"


class ContextKind(models.TextChoices):
    HOME = "home", "Home"
    PEERS = "peers", "Peers"
    SCHOOL = "school", "School"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    ONLINE = "online", "Online"


class Exploitation(models.TextChoices):
    CCE = "cce", "Child criminal exploitation, county lines"
    CSE = "cse", "Child sexual exploitation"
    GANGS = "gangs", "Gangs and serious violence"
    SLAVERY = "slavery", "Modern slavery and trafficking"
    ONLINE_ABUSE = "online-abuse", "Coercion or abuse online"


class PartReason(models.TextChoices):
    RAISED = "raised", "Raised this concern"
    MANAGES = "manages", "Manages the team that raised it"
    SCREENS = "screens", "Belongs to the team that screens concerns"
    OWNS = "owns", "Owns what happens next"
    STEP = "step", "Has a step to take"
    ANSWERS = "answers", "Was asked to answer"
    GIVEN = "given", "Was let in to read it"


class Section(models.TextChoices):
    SAFETY = "safety", "Immediate safety"
    NOTICED = "noticed", "What was noticed"
    VOICE = "voice", "The child’s own words and wishes"
    QUESTION = "question", "What has been done, and what is asked"
    CHILD = "child", "The child"
    CONTEXTS = "contexts", "Places and people around the child"
    SIGNS = "signs", "Signs considered"
    NEEDS = "needs", "Needs, strengths and other exploitation"
    FAMILY = "family", "The parents’ view"
    EQUALITY = "equality", "Equality monitoring"


# The four pages that must be answered before a consultation is submitted; the rest shows as not yet known.
NEEDED = (Section.SAFETY, Section.NOTICED, Section.VOICE, Section.QUESTION)


EQUALITY_ROWS = {
    "ethnicity": "Ethnicity",
    "religion": "Religion or belief",
    "nationality": "Nationality",
    "first-language": "First language",
    "disability": "Disability",
    "neurodivergence": "Neurodivergence",
}


class ReferralState(models.TextChoices):
    PREPARING = "preparing", "Being prepared"
    CHECKED = "checked", "Checked and complete"
    SENT = "sent", "Sent"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    ANSWERED = "answered", "Outcome known"


# The referral left the house, whatever came after.
SENT_ALREADY = (ReferralState.SENT, ReferralState.ACKNOWLEDGED, ReferralState.ANSWERED)
