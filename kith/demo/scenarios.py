"""The words of the demonstration's cases. Everybody is invented; no material, slogan, group or platform is named.

Each case: who raised it, what was known that day, and then, line by line, what people did and when.
"""

import datetime

# The newest activity among the dated cases; all move by whole weeks until it is of the last seven days. The words
# name days of the week and never dates, which would not move with them.
NEWEST = datetime.date(2026, 11, 23)


def noticed(what: str, day: str = "", **more) -> dict:
    return {"what": what, **({"happened_on": day} if day else {}), **more}


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
                "passage": "Needs of a child that one service alone cannot meet.",
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
        ("2026-06-10 14:02", "amina", "step", "write", "Written and checked."),
        ("2026-06-10 14:05", "amina", "step", "send", "Sent to the Prevent team."),
        ("2026-06-10 16:00", "carys", "step", "care-goes-on", "Section 17 goes on beside the referral."),
        ("2026-06-10 16:05", "carys", "step", "accept", "Amina has it."),
        ("2026-06-11 10:50", "amina", "acknowledged", "Duty officer, Prevent team"),
        ("2026-06-11 11:00", "amina", "step", "acknowledged", "By the duty officer."),
        (
            "2026-06-18 15:30",
            "amina",
            "outcome",
            "Suitable for Channel. The adult is a matter for police, who ask us not to ask Megan his name.",
        ),
        ("2026-06-18 16:00", "amina", "step", "first-look", "Suitable for Channel."),
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
        ("2026-08-07 15:00", "amina", "step", "finish", "Finished in time."),
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
                "passage": "Reasonable cause to suspect significant harm.",
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
                "passage": "Reasonable cause to suspect significant harm.",
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
                "passage": "Needs of a child that one service alone cannot meet.",
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
        ("2026-10-14 10:30", "amina", "step", "write", "Written and checked."),
        ("2026-10-14 10:31", "amina", "step", "send", "Sent."),
        ("2026-10-14 10:40", "amina", "step", "prevent-considered", "Referred, beside this assessment."),
        ("2026-10-15 11:00", "amina", "acknowledged", "Duty officer, Prevent team"),
        ("2026-10-15 11:05", "amina", "step", "acknowledged", "By the duty officer."),
        ("2026-10-20 15:00", "amina", "outcome", "Suitable for Channel."),
        ("2026-10-20 15:10", "amina", "step", "first-look", "Suitable for Channel."),
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
                "passage": "Reasonable cause to suspect significant harm.",
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
                "passage": "Reasonable cause to suspect significant harm.",
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
                "passage": "Help that the community and one service give together.",
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
                "passage": "Needs of a child that one service alone cannot meet.",
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
        ("2026-10-08 11:40", "amina", "step", "write", "Written and checked."),
        ("2026-10-08 11:42", "amina", "step", "send", "Sent."),
        ("2026-10-09 10:00", "amina", "acknowledged", "Duty officer, Prevent team"),
        ("2026-10-09 10:05", "amina", "step", "acknowledged", "By the duty officer."),
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
        ("2026-11-05 17:12", "amina", "step", "first-look", "Went to the panel."),
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
                "level": 2,
                "passage": "Help that the community and one service give together.",
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
                "passage": "Help that one service gives.",
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

CASES = [
    MEGAN,
    AALIYAH,
    RAYYAN,
    JAYDEN,
    KACPER,
    LILY_FIRST,
    LILY_SECOND,
    LILY_THIRD,
    ARJUN,
    POPPY,
    NATHAN,
    IDRIS,
    YUSUF,
    SKATE,
    CALDER_ONE,
    CALDER_TWO,
]

SAME = [("TH-06", "TH-06a", "2026-09-01 10:00"), ("TH-06", "TH-06b", "2026-09-01 10:05")]

# What waits today. `ago`: working days back, and the hour; lines follow after so many minutes.
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
                    "passage": "Needs of a child that one service alone cannot meet.",
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
