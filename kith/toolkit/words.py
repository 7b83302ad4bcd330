"""Units of time, kinds of page, and the shelves on which a page stands."""

from django.db import models


class ClockUnit(models.TextChoices):
    WORKING_DAYS = "working_days", "working days"
    CALENDAR_DAYS = "calendar_days", "calendar days"
    MONTHS = "months", "months"
    HOURS = "hours", "hours"
    NOW = "now", "at once"


class Kind(models.TextChoices):
    GUIDANCE = "guidance", "Guidance"
    CONVERSATION = "conversation", "Conversation guide"
    PRACTICE_EXAMPLE = "practice-example", "Practice example"
    INDICATOR = "indicator", "Indicator"
    PARALLEL = "parallel", "Parallel"
    PATHWAY = "pathway", "Pathway"
    THRESHOLD = "threshold", "Threshold document"
    RESOURCE = "resource", "Resource"
    MODULE = "module", "Short module"


class Doing(models.TextChoices):
    """What a worker is in the middle of."""

    WORRIED = "worried", "I am worried about a child"
    DECIDING = "deciding", "I am deciding what to do"
    REFERRING = "referring", "I am making a referral"
    ASSESSING = "assessing", "I am assessing"
    YOUNG_PERSON = "young-person", "I am working with the young person"
    POLICE = "police", "I am working with police"
    CLOSING = "closing", "I am closing"


class Theme(models.TextChoices):
    IDEOLOGIES = "ideologies", "Ideologies"
    MIXED = "mixed-and-none", "Mixed or no ideology"
    ONLINE = "online", "Life online"
    THRESHOLDS = "thresholds", "Thresholds"
    CONTEXTUAL = "contextual", "Contextual safeguarding"
    SHARING = "information-sharing", "Sharing information"
    FAIRNESS = "fairness-and-faith", "Fairness and faith"
    PARALLELS = "parallels", "Parallels with other exploitation"
    FAMILY = "family", "Parents and family"
    VOICE = "voice", "The child’s voice"


class About(models.TextChoices):
    """What one can become surer of: the themes of the confidence self-rating (shared/domain/training.md, part 4)."""

    SIGNS = "signs", "Signs, and what else they may mean"
    IDEOLOGIES = "ideologies", "Ideas that draw young people in"
    ONLINE = "online", "Life online"
    THRESHOLD = "threshold", "Thresholds and harm from outside the home"
    CONTEXTS = "contexts", "Places and groups"
    PARALLELS = "parallels", "What I know from other exploitation"
    POLICE = "police", "Working with police"
    FAIRNESS = "fairness", "Faith and fairness"
    TALKING = "child-and-family", "Talking with children and parents"


# What somebody who looks at a theme would ask colleagues about.
ABOUT_OF: dict[str, str] = {
    Theme.IDEOLOGIES: About.IDEOLOGIES,
    Theme.MIXED: About.IDEOLOGIES,
    Theme.ONLINE: About.ONLINE,
    Theme.THRESHOLDS: About.THRESHOLD,
    Theme.CONTEXTUAL: About.CONTEXTS,
    Theme.SHARING: About.POLICE,
    Theme.FAIRNESS: About.FAIRNESS,
    Theme.PARALLELS: About.PARALLELS,
    Theme.FAMILY: About.TALKING,
    Theme.VOICE: About.TALKING,
}


def shelves_of(about: str) -> list[str]:
    """The themes of the toolkit on which there is something about what one can become surer of; none where there is none."""
    return [theme for theme, one in ABOUT_OF.items() if one == about]


def shelves_about(themes) -> list[tuple[str, str]]:
    """The shelves of the toolkit on these of what one can become surer of, in its order: key and title of each."""
    return [(key, Theme(key).label) for about in About.values if about in themes for key in shelves_of(about)]


class Fits(models.TextChoices):
    """What experienced workers think of a choice in a module. It is said of the choice, never of who chose."""

    WELL = "well", "Fits well"
    PARTLY = "partly", "Fits in part"
    NOT = "not", "Does not fit here"


class Shelf(models.TextChoices):
    """A way in to a page: what one is doing, a theme, a step of the work, a finding, a context."""

    DOING = "doing", "What I am doing"
    THEME = "theme", "Theme"
    STEP = "step", "Step of the work"
    PROBLEM = "problem", "Problem that the study found"
    CONTEXT = "context", "Context"


# The headings that a page of each kind has, in order; the first of guidance is what to do first (design.md, problem 3).
HEADINGS: dict[str, tuple[str, ...]] = {
    Kind.GUIDANCE: ("Do this first", "Why"),
    Kind.CONVERSATION: ("Before you start", "Words to begin", "Ask", "If it gets hard", "Afterwards"),
    Kind.PRACTICE_EXAMPLE: (
        "What was noticed",
        "What people did",
        "What it turned out to be",
        "What the child said",
        "What others can use",
    ),
    Kind.INDICATOR: ("Seen", "May matter because", "May also be", "Ask", "How sound this is"),
    Kind.PARALLEL: (
        "If you know this already",
        "Shared",
        "Carries over",
        "Does not carry over",
        "Do differently",
    ),
    Kind.PATHWAY: ("Do this first", "Steps", "What runs beside it"),
    Kind.THRESHOLD: ("How to use it",),
    Kind.RESOURCE: ("What it is for", "When to open it"),
    Kind.MODULE: ("What you will be able to do", "What to take with you", "Talk about it in your team"),
}
INNOCENT = "May also be"


class Change(models.TextChoices):
    """What an edition did to its page."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    RETIRED = "retired", "Retired"


class Beside(models.TextChoices):
    """What happened beside a page’s own words."""

    NOTE = "note", "Local note added"
    NOTE_GONE = "note-gone", "Local note taken away"
    DOCUMENT = "document", "Document added"
    DOCUMENT_GONE = "document-gone", "Document taken out"


class Since(models.TextChoices):
    """What became of a page since somebody relied on it."""

    SAME = "same", "It says the same today."
    CHANGED = "changed", "It was changed since."
    REPLACED = "replaced", "Another layer’s page stands in its place since."
    RETIRED = "retired", "It was retired since."
    HIDDEN = "hidden", "It is not shown here any more."


class Evidence(models.TextChoices):
    GUIDANCE = "published-guidance", "Published guidance"
    RESEARCH = "research", "Research"
    PRACTICE = "practice-knowledge", "Practice knowledge, not yet checked against a published source"


# Where a limit of time comes from, as a reader is told.
STATUS_WORDS = {
    "statute": "The law",
    "national guidance": "National guidance",
    "local": "A local procedure",
}


class FileKind(models.TextChoices):
    """What a document of a page is, by its content."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word document"
    PNG = "png", "Picture (PNG)"
    JPEG = "jpeg", "Picture (JPEG)"


class ProposalState(models.TextChoices):
    NEW = "new", "Waits for an editor"
    TAKEN = "taken", "Being written"
    PUBLISHED = "published", "Published"
    DECLINED = "declined", "Not taken up"


class When(models.TextChoices):
    """Where a review stands when its editors are told."""

    SOON = "soon", "Due for review"
    LATE = "late", "Past its review"


class Settled(models.TextChoices):
    """What editors said of words that found nothing."""

    PAGE = "page", "A page answers it"
    NOT_OURS = "not-ours", "Not for the toolkit"


class LinkState(models.TextChoices):
    """What an address outside Kith answered."""

    ANSWERS = "answers", "Answers"
    GONE = "gone", "The page is not there any more"
    SILENT = "silent", "Does not answer"
    REFUSED = "refused", "Does not let a program look; open it yourself"
    CLOSED = "closed", "Leads to where Kith does not go"


# What somebody must mend; a page that keeps programs out may be well.
BROKEN_LINKS = (LinkState.GONE, LinkState.SILENT, LinkState.CLOSED)

# Who takes a step of a pathway, as its file names them.
WHO = ("owner", "raiser", "manager", "specialist")

# Who is offered beside every list and answer: the toolkit ends in a person to ring.
RING = ("screening", "front-door", "out-of-hours")
