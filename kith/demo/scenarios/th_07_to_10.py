"""Arjun, Poppy and Finn, Nathan, Idris."""

from .writing import noticed

ARJUN = {
    "id": "TH-07",
    "at": "2026-05-14 13:05",
    "noticed": [
        noticed(
            "The school’s web filter flagged searches about weapons of the two world wars and how bombs were made.",
            "2026-05-14",
            place="school",
            source_words="Safeguarding lead, from the filter’s alert",
            interpretation="An alert, not a conversation.",
        )
    ],
    "voice": {"not_spoken_because": "His form tutor talks with him tomorrow, in writing, as suits him."},
    "question": {"question": "Does the alert mean anything, and whom do we ask who knows him?"},
    "child": {
        "name": "Arjun",
        "case_reference": "TH-000107",
        "birth_kind": "known",
        "birth_date": "2014-01-15",
        "disability": "Autistic. Literal, written questions, one at a time.",
    },
    "then": [
        ("2026-05-14 14:00", "petra", "claim"),
        ("2026-05-15 09:30", "petra", "ask", "Who knows him best, and what do they say?"),
        (
            "2026-05-15 11:00",
            "amina",
            "answer",
            "His tutor: years of model kits and museum visits; he repeats facts to calm himself. Classmates made "
            "comments about his turban this week, and nobody had asked about that.",
        ),
        (
            "2026-05-15 14:20",
            "petra",
            "decide",
            ["advice-and-close"],
            {
                "harm_source": "none",
                "finding": "unfounded",
                "reason": "A long interest in military engineering. There is no concern about him. The comments of "
                "classmates are a concern for him, and the school deals with them.",
                "set_aside": "That the searches prepare something: those who know him explain them fully.",
                "childs_voice": "“The computer thinks I’m bad.”",
                "next_owner_words": "the school changes its alert rule and looks after him.",
            },
        ),
        (
            "2026-05-18 15:30",
            "amina",
            "note",
            "2026-05-18",
            "The school apologised to him. Alerts now begin with a conversation, the autism team visits, and the comments "
            "of classmates are dealt with.",
        ),
    ],
}

POPPY = {
    "id": "TH-08",
    "at": "2026-04-01 11:00",
    "noticed": [
        noticed(
            "Finn, 4, copies a salute at nursery. Poppy, 7, told her teacher whom she may not play with.",
            "2026-04-01",
            place="home",
            source_words="Nursery and school together, by telephone",
            exact_words="“I can’t play with those kids or daddy shouts.”",
        ),
        noticed("A bruise on their mother’s arm.", "2026-03-31", place="home", source_words="Nursery manager"),
    ],
    "voice": {"voice_words": "I can’t play with those kids or daddy shouts."},
    "question": {"question": "What harms the children here, and who may know what the police know?"},
    "child": {"name": "Poppy", "case_reference": "TH-000108", "birth_kind": "known", "birth_date": "2018-09-09"},
    "family": {
        "family_told": "no",
        "family_told_words": "Their mother’s safety first: we ask before anybody rings home.",
    },
    "then": [
        ("2026-04-01 11:30", "bola", "claim"),
        (
            "2026-04-02 10:00",
            "bola",
            "decide",
            ["strategy-discussion"],
            {
                "harm_source": "inside",
                "level": 4,
                "passage": "4-5",
                "applied_outside": "Friends of the father meet at home; the harm reaches the children there.",
                "parents_can": "Not known until their mother can speak with us alone.",
                "childs_voice": "“I can’t play with those kids or daddy shouts.”",
                "family_told": "Not yet: their mother is to be safe first.",
                "reason": "Fear at home, and a bruise that may mean violence against their mother. That is the harm, not what the "
                "father believes.",
                "set_aside": "A Prevent referral of children of four and seven: they copy what they see; the harm at home "
                "is ours.",
                "would_change": "If their mother, seen alone, tells us otherwise.",
                "next_owner": "amina",
            },
        ),
        ("2026-04-02 11:30", "carys", "sign", "agreed", "Strategy discussion this afternoon."),
        (
            "2026-04-09 16:00",
            "amina",
            "note",
            "2026-04-09",
            "Joint visit, after police said wait and then go ahead; the officer in plain clothes. The children were seen. "
            "Their mother, alone: “I’m more afraid of him than of you.”",
        ),
        (
            "2026-04-24 16:30",
            "amina",
            "note",
            "2026-04-24",
            "Conference. Plan: the children, domestic abuse support, a place in a refuge.",
        ),
        ("2026-06-05 15:00", "amina", "note", "2026-06-05", "Assessment finished, within its time."),
        ("2026-06-05 15:30", "amina", "finish"),
    ],
}

NATHAN = {
    "id": "TH-09",
    "at": "2026-09-01 15:10",
    "noticed": [
        noticed(
            "His foster carer rang: an old contact sent him a friend request.",
            "2026-08-31",
            place="online",
            source_words="Foster carer, by telephone",
            assumption="That he has not answered it. Nobody asked him.",
        )
    ],
    "voice": {"not_spoken_because": "The carer asks us first; he has work today."},
    "question": {
        "question": "He left Channel in May and does well. Is one friend request something, or nothing?",
        "done": "Thanked the carer.",
    },
    "child": {
        "name": "Nathan",
        "case_reference": "TH-000109",
        "birth_kind": "known",
        "birth_date": "2011-04-11",
        "sex": "male",
    },
    "needs": {"needs": "To be remembered.", "strengths": "His apprenticeship; a carer who rings."},
    "then": [
        ("2026-09-01 16:00", "bola", "claim"),
        ("2026-09-28 10:00", "carys", "hand", "petra"),
        (
            "2026-09-28 10:30",
            "petra",
            "note",
            "2026-09-28",
            "Bola has other work now. This stood on her list alone, late by weeks; the carer is rung today and thanked.",
        ),
        ("2026-10-01 11:00", "petra", "note", "2026-10-01", "Police are asked about the contact."),
        ("2026-10-08 15:00", "petra", "note", "2026-10-08", "Police: nothing held."),
        (
            "2026-10-09 11:00",
            "petra",
            "decide",
            ["universal-or-early-help"],
            {
                "harm_source": "not-known",
                "level": 2,
                "passage": "2-5",
                "applied_outside": "One request from an old contact online; police hold nothing.",
                "parents_can": "His carer watches kindly and rings when something changes.",
                "childs_voice": "Not yet heard. Asking him is the first step, and by somebody whom he knows.",
                "family_told": "The carer told us. He is told who is new.",
                "reason": "Small news, and nobody acted on it for five weeks. He is to be asked, and his review is held "
                "early so that it does not fall on a Sunday.",
                "set_aside": "A new referral to Prevent: one request that he did not make is no reason for it.",
                "would_change": "If he answered the contact, or others write.",
                "next_owner": "carys",
            },
        ),
        ("2026-10-12 10:00", "carys", "step", "ask-family", "The carer and he agree to a meeting."),
        ("2026-10-12 10:05", "carys", "step", "name-helper", "I hold the review myself."),
        ("2026-10-13 10:00", "carys", "step", "first-contact", "Rang him after work."),
        (
            "2026-10-30 16:00",
            "carys",
            "note",
            "2026-10-30",
            "Six-month review, held early. All is well. The next is after twelve months.",
            "I blocked him. I didn’t think anyone still remembered me.",
        ),
    ],
}

IDRIS = {
    "id": "TH-10",
    "at": "2026-07-13 12:00",
    "noticed": [
        noticed(
            "His host worries: he stays in his room, watches fighting, flinches, asked about kitchen knives.",
            "2026-07-12",
            place="home",
            source_words="Supported-lodgings host",
            interpretation="The host is frightened and kind.",
            assumption="That what he watches is made to draw people in. Nobody asked him.",
        )
    ],
    "voice": {"not_spoken_because": "With an interpreter of his choice tomorrow."},
    "question": {"question": "The host has sent a form to the police. What do we do for him today?"},
    "child": {
        "name": "Idris",
        "case_reference": "TH-000110",
        "birth_kind": "estimated",
        "birth_date": "2009-01-01",
        "language": "Arabic",
        "interpreter": "yes",
        "responsibility": "The authority; he is looked after",
    },
    "signs": [("withdrawal", "Stays in his room.", "He is far from home; sorrow, or bad sleep.")],
    "then": [
        ("2026-07-13 12:40", "petra", "claim"),
        (
            "2026-07-14 15:00",
            "petra",
            "decide",
            ["advice-and-close"],
            {
                "harm_source": "none",
                "finding": "unfounded",
                "reason": "He watches news of his home town. The knives were for cooking. He grieves and needs help for "
                "that; there is no concern of another kind.",
                "set_aside": "His night prayers, which the form names: they are ordinary in his life, they calm him, and "
                "they are no sign of anything.",
                "childs_voice": "“I look for my brother’s street.”",
                "next_owner_words": "his own social worker arranges trauma therapy and family tracing.",
            },
        ),
        (
            "2026-07-20 14:00",
            "amina",
            "note",
            "2026-07-20",
            "Police: no concern, closed as misguided, no criticism of the host. They are asked what they keep. Trauma "
            "therapy, family tracing and football are under way. The host is coached and thanked. He was told what "
            "was said, and that it is over.",
        ),
    ],
}
