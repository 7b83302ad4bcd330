"""What readers and editors of Thornmere’s toolkit wrote. Everybody is invented, and nobody’s material is described."""

# Our own pages. `ago`: calendar days since it was approved; `review`: days from today until its next review.
DUTY = {
    "title": "Our exploitation duty desk",
    "kind": "guidance",
    "summary": "Who is at the desk, when to ring it, and what it needs to hear.",
    "words": {
        "Do this first": "<p>Ring the desk between 9am and 5pm. Say three things: what was seen, by whom and when, and what you ask.</p>"
        "<p>After 5pm ring the emergency duty team. In danger ring 999 first.</p>",
        "Why": "<p>One place to ring means that two worries about one child meet on the same day.</p>",
    },
    "source": "Thornmere exploitation team, duty procedure",
    "audience": "Practitioners",
    "doing": ["worried"],
    "themes": ["thresholds"],
    "contacts": ["screening", "out-of-hours"],
    "ago": 190,
    "review": -9,
}
PANEL = {
    "title": "How Thornmere’s exploitation panel works",
    "kind": "guidance",
    "summary": "What to bring to the panel, who sits there, and what happens on the day after.",
    "words": {
        "Do this first": "<p>Send two pages by noon on Monday: what is known, what the young person says, what you ask.</p>",
        "Why": "<p>The panel plans for places and groups as well as for a child. It decides nothing that is a manager’s.</p>",
    },
    "source": "Thornmere exploitation panel, terms of reference",
    "audience": "Practitioners and managers",
    "doing": ["assessing"],
    "themes": ["contextual"],
    "contacts": ["screening"],
    "ago": 60,
    "review": 19,
}
# Written and sent, and not yet answered.
WAITING = [
    {
        "by": "petra",
        "title": "Asking for a joint visit with police",
        "kind": "guidance",
        "summary": "When a joint visit helps, whom to ask, and how the family is told.",
        "words": {
            "Do this first": "<p>Ask the Prevent case officer before you fix a day. Agree who speaks first, and about what.</p>",
            "Why": "<p>A family that meets two services once is asked the same question once.</p>",
        },
        "source": "Thornmere and Midvale Police, agreed practice",
        "audience": "Practitioners",
        "doing": ["police"],
        "themes": ["information-sharing"],
        "contacts": ["police-prevent"],
        "ago": 2,
        "review": 180,
    },
    {
        "by": "farah",
        "title": "Interpreters at a first talk",
        "kind": "guidance",
        "summary": "Booking an interpreter who is not of the family, and what to tell them beforehand.",
        "words": {
            "Do this first": "<p>Book through the duty desk. Never ask a brother, sister or neighbour to interpret.</p>",
            "Why": "<p>A young person says other things, and says them otherwise, when nobody from home is listening.</p>",
        },
        "source": "Thornmere interpreting service, how to book",
        "audience": "Practitioners",
        "doing": ["young-person"],
        "themes": ["childs-voice"],
        "contacts": ["front-door"],
        "ago": 3,
        "review": 180,
    },
]

# What practitioners proposed. `ago`: working days. A change names its page; a sign says what else it may be.
PROPOSALS = [
    {
        "by": "amina",
        "ago": 4,
        "about": "writing-for-the-child",
        "words": {
            "text": "Say that one may read it aloud together before it is kept. Two young people asked me to, and each put "
            "one sentence right."
        },
    },
    {
        "by": "olu",
        "ago": 6,
        "words": {
            "title": "Stops coming to eat with the family",
            "seen": "Two young people in one month took every meal to their room, and said that they had no time.",
            "may_matter": "Somebody may be asking for their evenings, and home hears less of them.",
            "may_also_be": "Exams, a first job, worry about food or weight, a quarrel, a new console.",
            "ask": "What are evenings like? Who would notice if you were tired?",
            "where": "At home, in two families of the town",
        },
    },
]
TAKEN = {
    "by": "petra",
    "ago": 20,
    "words": {
        "title": "Uses two phones and explains neither",
        "seen": "A second, plain phone that is answered outside and never left on a table.",
        "may_matter": "Somebody else may pay for it and expect an answer at any hour.",
        "may_also_be": "An old phone kept for music, a parent’s work phone, a separated family, a small trade in repairs.",
        "ask": "Who rings that one? What happens if you do not answer?",
        "where": "At school and in the youth club",
    },
}
DECLINED = {
    "by": "olu",
    "ago": 28,
    "about": "what-is-not-a-sign",
    "words": {"text": "Add that growing a beard can be a sign."},
    "why": "Faith and how somebody looks are not signs, and the page is there to say so. Thank you for asking: others wonder too.",
}

# Beside pages that come with Kith: notes, documents with their words, one page that is not shown here.
NOTES = [
    ("danger-first", 15, "In Thornmere ring 999, then the front door on the same number day and night."),
    (
        "consent-is-for-support",
        9,
        "Our panel meets on the second Thursday of the month. Ask the family before that week begins.",
    ),
]
DOCUMENT = {
    "slug": "telling-kith-is-not-telling-police",
    "title": "What to have ready when you ring Midvale Police",
    "lines": ["What was seen, by whom, when.", "What you ask, and by when you need it.", "Who else knows."],
    "ago": 12,
}
DOCUMENT_WAITS = {
    "slug": "unfounded-is-a-good-outcome",
    "title": "Letter to a family at the end, for adapting",
    "lines": ["Thank you for your time.", "What we were asked, and what we found.", "Whom you can ring, and when."],
    "ago": 1,
}
HIDDEN = (
    "ask-one-clear-question",
    30,
    "Our duty desk asks three questions of its own, and our page on the desk has them.",
)
SIGNED_OFF = ["danger-first", "exact-words", "do-not-collect-material"]

# Searches: (who, working days ago, words, how many pages answered).
SEARCHES = [
    ("amina", 1, "what do i write if i saw a video", 5),
    ("olu", 1, "private fostering visits how often", 0),
    ("amina", 3, "private fostering visits", 0),
    ("vera", 3, "can i sign off my own team’s referral", 4),
    ("olu", 5, "pre birth assessment template", 0),
    ("amina", 6, "mum does not want police told", 6),
    ("carys", 8, "young carers assessment form", 0),
    ("bola", 9, "how do we ask health for records", 5),
    ("olu", 11, "private fostering visits how often", 0),
    ("amina", 14, "is a walk a visit", 3),
]
# Which pages were useful to whom: (who, page, yes or no).
USEFUL = [
    ("amina", "exact-words", True),
    ("olu", "exact-words", True),
    ("vera", "before-you-sign-off", True),
    ("amina", "harm-outside-the-home", False),
    ("olu", "harm-outside-the-home", False),
    ("bola", "telling-kith-is-not-telling-police", True),
]
