"""What waits today: unclaimed, late, asked, to be signed off, and a draft."""

from .writing import noticed

# `ago`: working days back, and the hour; lines follow after so many minutes.
FRESH = [
    {
        "id": "NEW-1",
        "ago": (5, 10),
        "noticed": [noticed("He no longer sits with his friends and spends the breaks alone.", place="school")],
        "voice": {"voice_words": "They don’t get it."},
        "question": {"question": "How do I ask what changed?"},
        "child": {
            "name": "Callum",
            "case_reference": "TH-000113",
            "birth_kind": "estimated",
            "birth_date": "2012-01-01",
        },
        "signs": [("sudden-change", "Left his friends within a month.", "A quarrel, or a first love.")],
    },
    {
        "id": "NEW-2",
        "ago": (1, 14),
        "noticed": [
            noticed(
                "A girl told her foster carer that a man in a game asks where she lives.",
                place="online",
                exact_words="“He says he can fetch me.”",
            )
        ],
        "voice": {"voice_words": "He says he can fetch me."},
        "question": {"question": "Who speaks with her, and do we tell the police today?"},
        "child": {"name": "Niamh", "case_reference": "TH-000114", "birth_kind": "known", "birth_date": "2013-10-10"},
        "then": [
            (20, "bola", "claim"),
            (40, "bola", "ask", "Which game is it, and does the carer know how to block him?"),
        ],
    },
    {
        "id": "NEW-3",
        "ago": (0, 9),
        "by": "carys",
        "noticed": [
            noticed("A pupil shows others clips that frighten them. Nobody has asked him why.", place="school")
        ],
        "voice": {"not_spoken_because": "The school rings his father first."},
        "question": {"question": "Is this for the school, or for us?"},
        "child": {},
    },
    {
        "id": "NEW-4",
        "ago": (2, 11),
        "noticed": [
            noticed("An older friend pays for his travel and asks him to bring others along.", place="peers"),
        ],
        "voice": {"voice_words": "He’s all right. He buys the food."},
        "question": {"question": "Two pathways or one?"},
        "child": {"name": "Tariq", "case_reference": "TH-000115", "birth_kind": "known", "birth_date": "2010-12-01"},
        "signs": [("money-gifts-older-friend", "Travel and food.", "A generous cousin of a friend.")],
        "then": [
            (30, "petra", "claim"),
            (
                240,
                "petra",
                "decide",
                ["section-17", "exploitation", "prevent-referral"],
                {
                    "harm_source": "outside",
                    "level": 3,
                    "passage": "3-3",
                    "applied_outside": "The older friend has reach where his parents have none.",
                    "parents_can": "His parents can ask to meet the friend.",
                    "childs_voice": "“He’s all right. He buys the food.”",
                    "family_told": "His mother knows and asks us to go gently.",
                    "reason": "Somebody older recruits through gifts. We do not know yet for what, so both pathways stand "
                    "side by side.",
                    "set_aside": "Waiting for more: he is asked to bring others this weekend.",
                    "would_change": "If the friend is a youth worker of a club that we know.",
                    "next_owner": "amina",
                },
            ),
        ],
    },
]

DRAFT = {
    "safety": {"danger": ["no"]},
    "noticed": {"what_0": ["A neighbour’s child says that he is going to be famous soon"]},
}
