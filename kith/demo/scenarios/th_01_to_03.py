"""Megan, Aaliyah and Rayyan."""

from .writing import noticed

MEGAN = {
    "id": "TH-01",
    "at": "2026-06-08 14:10",
    "noticed": [
        noticed(
            "Two pupils told the safeguarding lead that Megan posts jokes about migrants and runs a group at night.",
            "2026-06-08",
            place="online",
            source_words="Safeguarding lead, Alder Hill Academy, by telephone",
            exact_words="“She’s in charge of it. She’s on till two in the morning.”",
            interpretation="She has found a place where she matters.",
            assumption="That the pupils saw the group themselves. Not checked.",
        ),
        noticed("She is tired in lessons and stopped netball.", "2026-06-05", place="school"),
    ],
    "voice": {"not_spoken_because": "The lead asked us to speak with the specialist before anybody talks to her."},
    "question": {
        "question": "Is this exploitation, radicalisation, or a girl who is lonely since her father left? What first?",
        "done": "Thanked the lead, asked that nobody looks at her telephone.",
    },
    "child": {
        "name": "Megan",
        "case_reference": "TH-000101",
        "birth_kind": "known",
        "birth_date": "2012-03-14",
        "sex": "female",
        "language": "English",
        "school": "Alder Hill Academy, Year 9",
        "responsibility": "Mother",
        "responsible_know": "no",
    },
    "contexts": [
        {
            "kind": "online",
            "harm": "A chat group at night, which she is said to run.",
            "protects": "",
            "reach": "Not known yet.",
        },
        {"kind": "school", "harm": "", "protects": "Her tutor and the netball coach like her.", "reach": "The lead."},
        {"kind": "home", "harm": "Father moved away in January.", "protects": "Mother, younger brother.", "reach": ""},
    ],
    "signs": [
        (
            "drawn-into-private-spaces",
            "Two pupils say that she runs a group at night.",
            "Many groups of friends are private at fourteen.",
        ),
        ("more-time-online-secrecy", "Up at night; tired in lessons.", "Her father moved away; she may sleep badly."),
    ],
    "needs": {
        "needs": "Sleep, perhaps somebody to talk to about her father, to matter to somebody.",
        "strengths": "Organises people well; good at netball.",
        "exploitation": [
            {"kind": "online-abuse", "thought": "Nobody has asked who else is in the group, or who began it."}
        ],
    },
    "family": {"parents_view": "", "family_told": "no", "family_told_words": "We ask the specialist first."},
    "then": [
        ("2026-06-08 16:30", "bola", "claim"),
        (
            "2026-06-09 09:20",
            "bola",
            "ask",
            "What does the group give her, and does her mother know who else writes to her at night?",
        ),
        (
            "2026-06-09 13:20",
            "amina",
            "answer",
            "Her mother is glad that someone asks. An adult whom she does not know messages Megan late.",
        ),
        (
            "2026-06-09 11:30",
            "amina",
            "note",
            "2026-06-09",
            "Spoke with Megan and her mother at home. An adult whom her mother does not know messages Megan late.",
            "They listen. I’m in charge of something.",
        ),
        (
            "2026-06-09 15:40",
            "bola",
            "decide",
            ["section-17", "prevent-referral"],
            {
                "harm_source": "outside",
                "level": 3,
                "passage": "3-5",
                "applied_outside": "The harm is in a group online that home cannot see. We read the level for what "
                "happens there, not for how Megan is cared for.",
                "parents_can": "Mother can help with the nights and wants to. She cannot reach the adult.",
                "childs_voice": "“They listen. I’m in charge of something.”",
                "family_told": "Mother knows of the worry since today. She is told of the referral before it goes.",
                "reason": "An adult nobody at home knows messages her late, and she is in charge of something. It gives "
                "her a place; that is the need to meet. Police are asked before anybody acts on the adult.",
                "set_aside": "That it is only edgy jokes among friends: the adult does not fit. That her "
                "father’s leaving explains all of it: it explains the need, not the adult.",
                "would_change": "If the adult turns out to be somebody her mother knows.",
                "next_owner": "amina",
            },
        ),
        ("2026-06-10 09:15", "carys", "sign", "agreed", "Clear reasons. Mother was told first."),
        (
            "2026-06-10 13:00",
            "amina",
            "refer",
            {
                "ideas-and-influences": "Jokes about migrants, as told by two pupils. Nothing was seen by staff.",
                "harm": "None known.",
                "what-may-happen": "She may be asked to do more for the adult, and lose the friends she has.",
            },
            "Midvale Police, Prevent team",
        ),
        ("2026-06-10 12:30", "amina", "step", "tell-family", "Mother was told before it was sent."),
        ("2026-06-10 16:00", "carys", "step", "care-goes-on", "Section 17 goes on beside the referral."),
        ("2026-06-10 16:05", "carys", "step", "accept", "Amina has it."),
        ("2026-06-11 10:50", "amina", "acknowledged", "Duty officer, Prevent team"),
        (
            "2026-06-18 15:30",
            "amina",
            "outcome",
            "Suitable for Channel. The adult is a matter for police, who ask us not to ask Megan his name.",
        ),
        (
            "2026-07-02 16:00",
            "amina",
            "note",
            "2026-07-02",
            "The panel adopts. Plan: mentor, netball coach, school tutor, sleep, work with the family. Police act on the "
            "online group with the platform.",
        ),
        ("2026-06-12 12:00", "amina", "step", "see-child", "Seen at school with her tutor."),
        (
            "2026-07-08 17:10",
            "amina",
            "note",
            "2026-07-08",
            "Mother consents to support, and Megan agrees.",
            "As long as it’s not a lecture.",
        ),
        (
            "2026-10-01 16:45",
            "amina",
            "note",
            "2026-10-01",
            "Panel review: she left the group and her friends are back. She is wary of one girl at school. Of six "
            "mentor sessions four were held: one fell on a holiday, once the worker was ill.",
        ),
        (
            "2026-11-05 16:30",
            "amina",
            "note",
            "2026-11-05",
            "Exit from Channel. We look again after six and after twelve months; both days are in the diary.",
        ),
        ("2026-11-05 17:00", "amina", "finish"),
    ],
}

AALIYAH = {
    "id": "TH-02",
    "at": "2026-09-07 15:30",
    "danger": "yes",
    "danger_told": "999 and the police at 15:05: her passport is missing and he asks her to come to him abroad.",
    "noticed": [
        noticed(
            "Her aunt rang: Aaliyah has an online ‘fiancé’ of 29 who tells her to leave her friends and come to him.",
            "2026-09-07",
            place="online",
            source_words="Aunt, by telephone",
            interpretation="Somebody prepares her for travel.",
        )
    ],
    "voice": {"not_spoken_because": "Police were told half an hour ago; we ask them before anybody speaks with her."},
    "question": {"question": "Who sees her first, and how do we keep her aunt safe to talk to?"},
    "child": {
        "name": "Aaliyah",
        "case_reference": "TH-000102",
        "birth_kind": "known",
        "birth_date": "2010-02-02",
        "sex": "female",
        "language": "Urdu and English",
        "school": "Midvale College, first year",
        "responsibility": "Father",
        "responsible_know": "yes",
    },
    "contexts": [
        {
            "kind": "online",
            "harm": "A man of 29 who tells her to leave her friends.",
            "protects": "",
            "reach": "Police.",
        },
        {"kind": "home", "harm": "Her mother died two years ago.", "protects": "Her aunt.", "reach": "Her aunt."},
    ],
    "needs": {
        "needs": "To grieve for her mother with somebody. Safety from him.",
        "strengths": "Close to her aunt. She began to pray this spring; it comforts her and is hers.",
        "exploitation": [
            {"kind": "cse", "thought": "A man of 29 and a girl of sixteen whom he cuts off from her friends."}
        ],
    },
    "family": {"parents_view": "Her aunt is frightened for her and asks for help.", "family_told": "yes"},
    "then": [
        ("2026-09-07 15:45", "petra", "claim"),
        (
            "2026-09-08 10:30",
            "petra",
            "decide",
            ["strategy-discussion", "exploitation"],
            {
                "harm_source": "outside",
                "level": 4,
                "passage": "4-4",
                "applied_outside": "A man whom nobody has met tells her through a screen to cut off friends and come to him.",
                "parents_can": "Father and aunt can keep the passport, which was found in her bag, and stay near. They cannot stop his messages.",
                "childs_voice": "Not yet heard: police are asked about a joint visit first.",
                "family_told": "Father and aunt know. She is told at the first visit who knows what.",
                "reason": "It reads as grooming, with sexual exploitation likely, and possible travel. There is no ticket.",
                "set_aside": "That praying more this spring matters: it is comfort after her mother’s death, and no sign "
                "of anything. A referral to Prevent now: the strategy discussion asks Prevent police in the same room.",
                "would_change": "If he is somebody whom her family knows after all.",
                "next_owner": "amina",
            },
        ),
        (
            "2026-09-08 13:00",
            "carys",
            "sign",
            "agreed",
            "Strategy discussion tomorrow: social care, both police teams and health in one room.",
        ),
        ("2026-09-08 14:00", "amina", "step", "safe-tonight", "Passport with her father. Aunt sleeps there."),
        (
            "2026-09-10 17:20",
            "amina",
            "note",
            "2026-09-10",
            "Joint visit: police were asked first and said go ahead; the social worker led. He has asked for pictures. "
            "We told her who knows what.",
            "He’s the only one who talks about my mum.",
        ),
        (
            "2026-09-29 16:00",
            "amina",
            "note",
            "2026-09-29",
            "Conference held; a plan is agreed with her and her family.",
        ),
        (
            "2026-10-12 16:00",
            "amina",
            "note",
            "2026-10-12",
            "Bereavement counselling and a women’s circle that she chose have begun.",
        ),
        (
            "2026-11-05 17:10",
            "amina",
            "note",
            "2026-11-05",
            "The panel does not adopt: it was about the man, with little sign of ideas. The plan stays with social care.",
        ),
        ("2026-11-05 17:20", "amina", "finish"),
    ],
}

RAYYAN = {
    "id": "TH-03",
    "at": "2026-03-19 15:50",
    "noticed": [
        noticed(
            "A supply teacher reports that a boy of nine spoke of his uncle and a camp, and drew smoke over a building.",
            "2026-03-19",
            place="school",
            exact_words="“He goes to the camp and trains for fighting.”",
            interpretation="The teacher is worried; the class teacher was not asked yet.",
            assumption="That ‘camp’ means what the teacher feared.",
        )
    ],
    "voice": {"not_spoken_because": "The head asks him and his mother tomorrow morning."},
    "question": {"question": "Should the school refer, or ask first?"},
    "child": {"case_reference": "TH-000103"},
    "then": [
        ("2026-03-19 16:20", "bola", "claim"),
        ("2026-03-20 08:40", "bola", "ask", "Which camp? Would the same words from another child have been reported?"),
        (
            "2026-03-20 10:50",
            "amina",
            "answer",
            "His uncle coaches kickboxing at the holiday camp. The drawing is last week’s fire at the market. "
            "He said: “I drew it because my nan was scared.”",
        ),
        (
            "2026-03-20 11:20",
            "bola",
            "decide",
            ["advice-and-close"],
            {
                "harm_source": "none",
                "finding": "unfounded",
                "reason": "The uncle coaches at a holiday camp and the drawing is of a fire on the local news. There is "
                "no concern about this child or his family.",
                "set_aside": "That he heard something at home: the head asked, and there is nothing.",
                "childs_voice": "“I drew it because my nan was scared.”",
                "next_owner_words": "the school goes on as usual and speaks with its staff about asking first.",
            },
        ),
        (
            "2026-03-23 15:00",
            "amina",
            "note",
            "2026-03-23",
            "The head apologised to the family. A staff session on asking first is booked.",
        ),
        (
            "2026-04-02 15:20",
            "amina",
            "note",
            "2026-04-02",
            "His father asks what is held and that it is put right. This record says it plainly: the worry was unfounded. "
            "A camp was a holiday camp, the smoke a fire at the market.",
        ),
        ("2026-04-20 11:00", "amina", "note", "2026-04-20", "A copy was sent to his father."),
    ],
}
