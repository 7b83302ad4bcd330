"""Two small matters of another authority, which nobody in Thornmere may see."""

from .writing import noticed

CALDER_ONE = {
    "id": "CF-01",
    "authority": "calderfold",
    "by": "rhys",
    "at": "2026-11-16 09:40",
    "noticed": [noticed("He repeats sentences that are not his own about newcomers.", "2026-11-13", place="school")],
    "voice": {"voice_words": "My brother says it. I just laugh."},
    "question": {"question": "Whom do I ask first: him or his brother?"},
    "child": {"name": "Osian", "case_reference": "CF-000201", "birth_kind": "known", "birth_date": "2012-08-08"},
    "then": [
        ("2026-11-16 10:30", "sade", "claim"),
        (
            "2026-11-17 11:00",
            "sade",
            "decide",
            ["universal-or-early-help"],
            {
                "harm_source": "outside",
                "level": 2,
                "passage": "b-3",
                "applied_outside": "The words come from older pupils.",
                "parents_can": "His parents can talk with both brothers.",
                "childs_voice": "“My brother says it. I just laugh.”",
                "family_told": "His parents know.",
                "reason": "He is looking for a place beside his brother. Mentoring at school.",
                "set_aside": "A referral to Prevent: nothing beyond words that he repeats.",
                "next_owner": "rhys",
            },
        ),
    ],
}
CALDER_TWO = {
    "id": "CF-02",
    "authority": "calderfold",
    "by": "rhys",
    "at": "2026-11-20 13:00",
    "noticed": [noticed("She was sent messages at night that frightened her.", "2026-11-19", place="online")],
    "voice": {"voice_words": "I don’t want to say who."},
    "question": {"question": "How do I ask without frightening her more?"},
    "child": {},
}
