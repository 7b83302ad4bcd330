"""Yusuf, and a skate park that names no child."""

from .writing import noticed

YUSUF = {
    "id": "TH-11",
    "at": "2026-10-05 14:20",
    "noticed": [
        noticed(
            "Angry posts about a war; a teacher felt threatened. An adult stranger tells him that words are for cowards.",
            "2026-10-02",
            place="online",
            source_words="School",
            interpretation="Two things: anger about a war, and a man who urges him on.",
        )
    ],
    "voice": {"not_spoken_because": "The school has not told him; we want to see him with his family."},
    "question": {"question": "How do we deal with the man without making the boy’s opinion the matter?"},
    "child": {"name": "Yusuf", "case_reference": "TH-000111", "birth_kind": "known", "birth_date": "2011-06-06"},
    "signs": [("tested-or-dared", "‘Words are for cowards’, from a stranger.", "A boast among friends.")],
    "family": {"family_told": "no", "family_told_words": "We ask the specialist first what to say honestly."},
    "then": [
        ("2026-10-05 15:00", "bola", "claim"),
        (
            "2026-10-06 13:30",
            "bola",
            "decide",
            ["section-17", "prevent-referral"],
            {
                "harm_source": "outside",
                "level": 3,
                "passage": "3-2",
                "applied_outside": "One contact online urges violence. His opinion on a war is lawful and not a concern.",
                "parents_can": "His parents can talk with him about the man. They cannot stop him from writing.",
                "childs_voice": "Not yet heard: he is seen tomorrow with his family.",
                "family_told": "At tomorrow’s visit, with these reasons in front of them.",
                "reason": "The referral is about the contact who urges violence, and about nothing else. Help from social "
                "care goes on whatever becomes of it.",
                "set_aside": "His posts: lawful political anger, which is not a sign. The family’s name and faith: no part "
                "of any reason here.",
                "would_change": "If the man turns out to be a classmate.",
                "next_owner": "amina",
            },
        ),
        ("2026-10-06 16:00", "carys", "sign", "agreed", "Two things kept apart, as they should be."),
        (
            "2026-10-07 18:00",
            "amina",
            "note",
            "2026-10-07",
            "Visit. His mother, a nurse: “You come because of our name.” I showed her the reasons and what was set aside.",
            "I want people to look. He said looking is not enough.",
        ),
        ("2026-10-07 18:10", "amina", "step", "see-child", "Seen at home with his mother."),
        ("2026-10-07 18:12", "amina", "step", "tell-family", "At the visit."),
        ("2026-10-08 09:00", "carys", "step", "accept", "Amina has it."),
        ("2026-10-08 09:02", "carys", "step", "care-goes-on", "Section 17 goes on whatever becomes of the referral."),
        ("2026-10-08 11:00", "amina", "step", "prevent-considered", "About the contact alone."),
        (
            "2026-10-08 11:30",
            "amina",
            "refer",
            {
                "ideas-and-influences": "An adult stranger online tells him that words are for cowards. His own posts about "
                "a war are lawful opinion and no part of this referral.",
                "harm": "None done by him.",
                "what-may-happen": "The stranger may press him, or another child, towards violence.",
            },
            "Midvale Police, Prevent team",
        ),
        ("2026-10-09 10:00", "amina", "acknowledged", "Duty officer, Prevent team"),
        (
            "2026-10-12 10:00",
            "petra",
            "disagree",
            "I would have gone to the police at once, before the visit: the man may move on, and other children with him.",
        ),
        (
            "2026-10-13 09:30",
            "carys",
            "settle",
            "I keep to the decision. Police have had the referral since Thursday; the visit came first because the "
            "family had to hear it from us. Your point about other children went to police today.",
        ),
        (
            "2026-11-05 17:00",
            "amina",
            "note",
            "2026-11-05",
            "The panel would adopt. The parents refuse consent, as is their right. Youth worker, debate club, volunteering "
            "and an advocate go on with their consent. We look again in three months.",
        ),
        ("2026-11-05 17:10", "amina", "outcome", "The panel would adopt; the parents do not consent."),
        ("2026-11-05 17:14", "amina", "step", "panel", "Took part; consent refused. Social care goes on."),
        (
            "2026-11-16 16:00",
            "amina",
            "note",
            "2026-11-16",
            "He blocked the man himself and told the youth worker. Police are told, with his agreement.",
        ),
    ],
}

SKATE = {
    "id": "TH-12",
    "at": "2026-09-21 10:30",
    "noticed": [
        noticed(
            "Stickers with hateful text at the Mill Lane skate park, paint on the door of a Roma family. Two men of about twenty bring drink to "
            "a crowd of ten to sixteen year-olds.",
            "2026-09-20",
            place="neighbourhood",
            source_words="Council warden",
        )
    ],
    "voice": {"not_spoken_because": "It is about a place; the youth worker asks six young people next week."},
    "question": {"question": "Who looks after a place, when no one child is the matter?"},
    "child": {},
    "contexts": [
        {
            "kind": "neighbourhood",
            "harm": "Two adults, drink, hate on the walls.",
            "protects": "",
            "reach": "The warden.",
        }
    ],
    "then": [
        ("2026-09-21 11:00", "petra", "claim"),
        (
            "2026-09-22 14:00",
            "petra",
            "decide",
            ["universal-or-early-help"],
            {
                "harm_source": "outside",
                "level": 3,
                "passage": "3-6",
                "applied_outside": "The place is the subject. No child is named and none needs to be.",
                "parents_can": "Parents can be told what is done at the park.",
                "childs_voice": "Not yet heard: six young people are asked next week.",
                "family_told": "No one family is the matter. The community worker speaks with the family whose door was painted.",
                "reason": "Change the place: light, a youth worker, the wall cleaned in a day, the two men for police.",
                "set_aside": "Opening a record on each child seen there: they would be named for standing in a park.",
                "would_change": "If one child turns out to be drawn in or harmed: then that child has their own record.",
                "next_owner": "carys",
            },
        ),
        ("2026-09-22 16:00", "carys", "step", "name-helper", "Youth service, with the warden."),
        ("2026-09-23 11:00", "carys", "step", "first-contact", "Youth worker at the park on three afternoons."),
        (
            "2026-09-29 17:00",
            "carys",
            "note",
            "2026-09-29",
            "Safety maps with six young people: the bench by the ramp is bad after four, the library steps are good. One "
            "boy goes the long way home.",
            "The bench is bad after four.",
        ),
        ("2026-09-29 17:10", "carys", "step", "ask-family", "Six young people were asked, and the community worker."),
        (
            "2026-10-05 16:00",
            "carys",
            "note",
            "2026-10-05",
            "Conference about the place, no child named. Goals: adults with bad intent gone, hate removed in a day, "
            "something to do at four o’clock, Roma children safe on their way.",
        ),
        (
            "2026-11-23 15:00",
            "carys",
            "note",
            "2026-11-23",
            "Maps again: the bench is better than it was. The place stays open to January.",
        ),
    ],
}

ELLIE = {
    "id": "TH-12a",
    "at": "2026-09-25 15:40",
    "noticed": [
        noticed(
            "Her support worker says that she was told to put up stickers at the park ‘to be let in’, and cried.",
            "2026-09-24",
            place="neighbourhood",
            source_words="Support worker",
            interpretation="She is used by others, and wants friends.",
        )
    ],
    "voice": {"voice_words": "They said I can sit with them if I do it."},
    "question": {"question": "How is she helped, while the place itself is worked on?"},
    "child": {"name": "Ellie", "case_reference": "TH-000112", "birth_kind": "known", "birth_date": "2014-02-11"},
    "needs": {
        "needs": "Friends who are kind to her; words that she understands.",
        "strengths": "She tells her support worker what happens. She loves dogs.",
    },
    "family": {"family_told": "yes", "family_told_words": "Her mother rang with the support worker."},
    "then": [
        ("2026-09-25 16:10", "petra", "claim"),
        (
            "2026-09-28 10:20",
            "petra",
            "decide",
            ["universal-or-early-help"],
            {
                "harm_source": "outside",
                "level": 3,
                "passage": "3-6",
                "applied_outside": "She is harmed and used by a group at one place, which is worked on for itself.",
                "parents_can": "Her mother goes with her, and knows whom to ring.",
                "childs_voice": "They said I can sit with them if I do it.",
                "family_told": "Her mother knows what is done for Ellie, and what is done at the park.",
                "reason": "Help for Ellie by somebody whom she knows, in words that she understands; the park is the park’s matter.",
                "set_aside": "That the stickers say what she thinks: she cannot read them.",
                "would_change": "If somebody asks her for more.",
                "next_owner": "amina",
            },
        ),
        ("2026-09-29 10:00", "amina", "step", "ask-family", "Her mother and Ellie said yes."),
        ("2026-09-29 10:05", "amina", "step", "name-helper", "Her support worker, and a dog-walking group."),
        ("2026-10-02 16:00", "amina", "step", "first-contact", "They have met, with her mother."),
        (
            "2026-11-20 14:00",
            "amina",
            "note",
            "2026-11-20",
            "She goes to the dog-walking group and has a friend there. She comes home by the library.",
            "Biscuit likes me best.",
        ),
    ],
}
