"""Jayden, Kacper and Lily."""

from .writing import noticed

JAYDEN = {
    "id": "TH-04",
    "at": "2026-04-27 11:15",
    "noticed": [
        noticed(
            "Videos of violence go round on his phone, with talk against people of other postcodes. A second phone.",
            "2026-04-24",
            place="neighbourhood",
            source_words="Youth worker",
            interpretation="He is threatening, and streetwise.",
            assumption="That the words in the videos are his own. Nobody asked him.",
        ),
        noticed("New trainers. Excluded from school in February; missing twice since.", source_words="Youth worker"),
    ],
    "voice": {"not_spoken_because": "The youth worker asked us before saying anything to him."},
    "question": {"question": "Exploitation, Prevent, or both, and who leads?"},
    "child": {"name": "Jayden", "case_reference": "TH-000104", "birth_kind": "known", "birth_date": "2011-01-20"},
    "signs": [("money-gifts-older-friend", "New trainers, a second phone.", "A present from home.")],
    "needs": {
        "needs": "A school place; to be safe where he spends his days.",
        "strengths": "His grandmother, with whom he lives; he talks with the youth worker.",
        "exploitation": [
            {"kind": "cce", "thought": "A second phone, new things, missing twice: I know this from county lines."}
        ],
    },
    "family": {"family_told": "not-known"},
    "then": [
        ("2026-04-27 12:00", "petra", "claim"),
        (
            "2026-04-28 09:10",
            "petra",
            "ask",
            "‘Threatening’ and ‘streetwise’ are words for an adult. What happened, that made the youth worker say so?",
        ),
        (
            "2026-04-28 11:30",
            "amina",
            "answer",
            "He told two boys to keep off a street, and looked over his shoulder while he did. Please read it so.",
        ),
        (
            "2026-04-28 14:30",
            "petra",
            "decide",
            ["strategy-discussion", "exploitation"],
            {
                "harm_source": "outside",
                "level": 4,
                "passage": "4-1",
                "applied_outside": "What frightens us happens away from home, among people whom his grandmother does not know.",
                "parents_can": "His grandmother can keep him in on some nights. She cannot know who rings the second phone.",
                "childs_voice": "Not yet heard. The first thing to ask is whether he is afraid.",
                "family_told": "His grandmother is told today, before the discussion.",
                "reason": "A second phone, new things, two times missing and an exclusion: criminal exploitation has to be "
                "looked at now, with the talk beside it. One plan with one lead.",
                "set_aside": "That he is ‘streetwise’: he is fifteen, and we wrote what happened instead of that word. "
                "A referral to Prevent now: police Prevent are asked for advice, and the answer is kept.",
                "would_change": "If police see a terrorism concern.",
                "next_owner": "amina",
            },
        ),
        (
            "2026-04-30 10:00",
            "carys",
            "sign",
            "agreed",
            "The discussion found it: older men use him to carry. Level 4 for that, and for nothing that he thinks.",
        ),
        ("2026-05-01 15:00", "amina", "step", "nrm", "Sent."),
        ("2026-05-07 16:00", "amina", "step", "prevent-answer", "No terrorism concern; the content is the men’s."),
        ("2026-05-11 12:00", "amina", "note", "2026-05-11", "Reasonable grounds: positive."),
        (
            "2026-07-10 16:30",
            "amina",
            "note",
            "2026-07-10",
            "College place from September. Staff at the station forecourt look out for him.",
            "No one asked if I was scared. You did.",
        ),
        ("2026-07-10 16:50", "amina", "finish"),
    ],
}

KACPER = {
    "id": "TH-05",
    "at": "2026-10-12 13:40",
    "danger": "yes",
    "danger_told": "The crisis team was rung first at 13:10; his mother was told with an interpreter.",
    "noticed": [
        noticed(
            "Essays about being hated by women, with praise for men who hurt others. He said he would not see Christmas.",
            "2026-10-12",
            place="school",
            source_words="College counsellor",
            exact_words="“I won’t see Christmas.”",
            interpretation="Despair first, and blame that gives it a direction.",
        )
    ],
    "voice": {"voice_words": "I won’t see Christmas."},
    "question": {"question": "How do we keep him alive tonight, and who else might be in danger?"},
    "child": {
        "name": "Kacper",
        "case_reference": "TH-000105",
        "birth_kind": "known",
        "birth_date": "2009-01-30",
        "sex": "male",
        "language": "Polish and English; his mother needs an interpreter",
        "interpreter": "yes",
        "school": "Midvale College",
    },
    "signs": [("blaming-a-group", "Women, in two essays.", "Loneliness and despair.")],
    "needs": {"needs": "To be kept safe. Company.", "strengths": "Writes well, and showed it to somebody."},
    "family": {"parents_view": "His mother wants help.", "family_told": "yes"},
    "then": [
        ("2026-10-12 14:00", "bola", "claim"),
        (
            "2026-10-13 11:00",
            "bola",
            "decide",
            ["section-17", "prevent-referral"],
            {
                "harm_source": "outside",
                "level": 3,
                "passage": "3-1",
                "applied_outside": "Loneliness is the way in; the words come from elsewhere.",
                "parents_can": "His parents can help to keep him safe at home, with an interpreter for his mother.",
                "childs_voice": "“At least someone read it.”",
                "family_told": "His mother was told with an interpreter. He was told by the counsellor.",
                "reason": "Suicide risk first, with health. The praise of violence is named without contempt, and Prevent "
                "is asked beside that.",
                "set_aside": "Prevent alone: his despair would be missed. Health alone: others might be harmed.",
                "would_change": "If the crisis team finds that the essays were homework.",
                "next_owner": "amina",
            },
        ),
        ("2026-10-13 15:00", "carys", "sign", "agreed", "Health first, and both pathways side by side."),
        (
            "2026-10-14 10:00",
            "amina",
            "refer",
            {
                "ideas-and-influences": "Praise in two essays for men who hurt others.",
                "harm": "To himself: he said he would not see Christmas. Nobody else is named.",
                "what-may-happen": "He may die. He may hurt somebody if nobody stays near.",
            },
            "Midvale Police, Prevent team",
        ),
        (
            "2026-10-13 16:00",
            "amina",
            "step",
            "tell-family",
            "His mother with an interpreter; the counsellor told him.",
        ),
        ("2026-10-13 16:10", "carys", "step", "accept", "Amina has it, with health."),
        ("2026-10-13 16:12", "carys", "step", "care-goes-on", "Section 17 with health goes on beside it."),
        ("2026-10-14 10:40", "amina", "step", "prevent-considered", "Referred, beside this assessment."),
        ("2026-10-15 11:00", "amina", "acknowledged", "Duty officer, Prevent team"),
        ("2026-10-20 15:00", "amina", "outcome", "Suitable for Channel."),
        (
            "2026-10-16 16:00",
            "amina",
            "note",
            "2026-10-16",
            "Crisis plan made. Means at home are removed.",
        ),
        ("2026-10-16 16:10", "amina", "step", "see-child", "At home, with the crisis team."),
        (
            "2026-11-05 16:45",
            "amina",
            "note",
            "2026-11-05",
            "The panel adopts. A parent consents; the panel asked him too, and he agrees. Who has him when he is "
            "eighteen is to be named before his birthday.",
        ),
        ("2026-11-09 16:20", "amina", "note", "2026-11-09", "First session with his mentor."),
        ("2026-11-16 16:40", "amina", "note", "2026-11-16", "The second session was missed: a hospital appointment."),
    ],
}

LILY = {"name": "Lily", "birth_kind": "known", "birth_date": "2013-05-30", "school": "Alder Hill Academy"}
LILY_FIRST = {
    "id": "TH-06a",
    "at": "2025-03-05 10:20",
    "noticed": [noticed("Drawings of the school in flames.", "2025-03-04", place="school", source_words="Form tutor")],
    "voice": {"not_spoken_because": "The tutor had already talked with her and did not ask."},
    "question": {"question": "Is this worrying?"},
    "child": LILY,
    "then": [
        ("2025-03-05 11:00", "petra", "claim"),
        (
            "2025-03-05 16:00",
            "petra",
            "decide",
            ["advice-and-close"],
            {
                "harm_source": "not-known",
                "finding": "advice",
                "reason": "Advice to the tutor: talk with her, look again if there is more.",
                "set_aside": "An assessment: one set of drawings is not enough on its own.",
                "next_owner_words": "the school keeps an eye on her.",
            },
        ),
    ],
}
LILY_SECOND = {
    "id": "TH-06b",
    "at": "2025-11-14 09:30",
    "noticed": [
        noticed("She cuts herself, sleeps little and watches videos of attacks.", "2025-11-13", source_words="GP")
    ],
    "voice": {"not_spoken_because": "The GP rang; nobody of us has met her."},
    "question": {"question": "Who should see her?"},
    "child": {**LILY, "case_reference": "TH-000106"},
    "then": [
        ("2025-11-14 10:00", "petra", "claim"),
        (
            "2025-11-14 15:30",
            "petra",
            "decide",
            ["advice-and-close"],
            {
                "harm_source": "not-known",
                "finding": "advice",
                "reason": "CAMHS has her on its list. Advice to the GP.",
                "set_aside": "A visit: CAMHS sees her.",
                "next_owner_words": "CAMHS has her on its waiting list.",
            },
        ),
    ],
}
LILY_THIRD = {
    "id": "TH-06",
    "at": "2026-08-28 14:45",
    "noticed": [
        noticed(
            "She asked a lifeguard how long the police take to arrive.",
            "2026-08-28",
            place="neighbourhood",
            source_words="Duty manager, leisure centre",
            exact_words="“How long till they’d get here?”",
        )
    ],
    "voice": {"not_spoken_because": "It is Friday afternoon; her parents are rung today."},
    "question": {"question": "Is there more about this child that we should read together?"},
    "child": {**LILY, "case_reference": "TH-000106", "language": "Cantonese and English"},
    "signs": [("interest-in-attacks", "Asked about police times.", "Fear of attacks, and a need to plan for them.")],
    "then": [
        ("2026-08-28 15:30", "bola", "claim"),
        (
            "2026-09-02 12:00",
            "bola",
            "decide",
            ["strategy-discussion", "violence-no-terrorism"],
            {
                "harm_source": "not-known",
                "level": 4,
                "passage": "4-3",
                "applied_outside": "No place is known that drives it; the harm is to herself and may be to others.",
                "parents_can": "Her parents can stay near. They cannot be with her at school.",
                "childs_voice": "Not yet heard: she and her parents are visited tomorrow.",
                "family_told": "Her parents were rung on Friday; tomorrow’s visit says the rest.",
                "reason": "Three worries in eighteen months, read together for the first time, are one story. Nobody has "
                "owned it. There is no ideology anywhere, and that does not end the matter.",
                "set_aside": "Waiting for CAMHS: she has waited nine months. Prevent now: asked, no sign of terrorism; "
                "they would look again if that changes.",
                "would_change": "If an ideology or a named target appears.",
                "next_owner": "carys",
            },
        ),
        ("2026-09-02 14:00", "carys", "sign", "agreed", "I own this. Strategy discussion today."),
        (
            "2026-09-03 18:00",
            "amina",
            "note",
            "2026-09-03",
            "Visit with both parents; an interpreter was offered and declined. Her father found a notebook and gave it to "
            "police.",
            "If I plan it in my head it stops the noise.",
        ),
        ("2026-09-02 15:00", "carys", "step", "name-owner", "I do."),
        ("2026-09-02 15:05", "carys", "step", "read-together", "All three, in order of time."),
        ("2026-09-02 16:30", "carys", "step", "ask-police", "No sign of terrorism; they look again if that changes."),
        ("2026-09-07 09:00", "carys", "step", "safety-plan", "Quiet room and one trusted adult; no names to others."),
        (
            "2026-09-23 12:00",
            "carys",
            "note",
            "2026-09-23",
            "No conference: section 17 is enough. Set aside: a conference for its own sake, while her parents and school "
            "carry the plan. A named target, or means within reach, would change it.",
        ),
        ("2026-09-23 12:10", "carys", "step", "conference", "Not held; the note says why."),
        (
            "2026-10-30 15:00",
            "amina",
            "note",
            "2026-10-30",
            "Assessment finished, within its time.",
        ),
        ("2026-10-30 15:30", "carys", "finish"),
    ],
}
