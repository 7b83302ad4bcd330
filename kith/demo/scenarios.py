"""The words of the demonstration's cases. Everybody is invented; no material, slogan, group or platform is named.

Each case: who raised it, what was known that day, and then, line by line, what people did and when.
"""

import datetime

# The newest activity among the dated cases; all move by whole weeks until it is of the last seven days.
NEWEST = datetime.date(2026, 11, 9)


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
            "harm": "A chat group at night; an adult whom nobody knows writes to her.",
            "protects": "",
            "reach": "Police, and the platform’s own reporting route.",
        },
        {"kind": "school", "harm": "", "protects": "Her tutor and the netball coach like her.", "reach": "The lead."},
        {"kind": "home", "harm": "Father moved away in January.", "protects": "Mother, younger brother.", "reach": ""},
    ],
    "signs": [
        (
            "drawn-into-private-spaces",
            "Asked to keep the group from her mother.",
            "Many groups of friends are private at fourteen.",
        ),
        ("more-time-online-secrecy", "Up at night.", "She sleeps badly since her father left."),
    ],
    "needs": {
        "needs": "Sleep, somebody to talk to about her father, to matter to somebody.",
        "strengths": "Organises people well; good at netball.",
        "exploitation": [
            {"kind": "online-abuse", "thought": "An adult who asks a child for secrecy is how grooming begins."}
        ],
    },
    "family": {"parents_view": "", "family_told": "no", "family_told_words": "We ask the specialist first."},
    "then": [
        ("2026-06-08 16:30", "bola", "claim"),
        ("2026-06-09 09:20", "bola", "ask", "Does her mother know the adult who writes to Megan?"),
        ("2026-06-09 10:05", "amina", "answer", "She does not. She is glad that someone asks."),
        (
            "2026-06-09 11:30",
            "amina",
            "note",
            "2026-06-09",
            "Spoke with Megan and her mother at home. An adult writes to Megan late and asks her to keep it to herself.",
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
                "family_told": "Mother was told on 9 June before the referral, and agrees.",
                "reason": "An adult nobody knows draws her into running a group and asks for secrecy. It gives her a "
                "place; that is the need to meet. Police must look at the adult before anybody asks her about him.",
                "set_aside": "That it is only edgy jokes among friends: the adult and the secrecy do not fit. That her "
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
            "Duty officer, Prevent team",
            "Suitable for Channel. Police look after the matter of the adult and ask that Megan is not asked his name.",
        ),
        ("2026-06-10 14:00", "amina", "step", "tell-family", "Told on 9 June."),
        ("2026-06-10 14:02", "amina", "step", "write", "Written and checked."),
        ("2026-06-10 14:05", "amina", "step", "send", "Sent to the Prevent team."),
        ("2026-06-11 11:00", "amina", "step", "acknowledged", "By the duty officer."),
        ("2026-06-18 16:00", "amina", "step", "first-look", "Suitable for Channel."),
        ("2026-06-12 12:00", "amina", "step", "see-child", "Seen at school with her tutor."),
        (
            "2026-07-08 17:10",
            "amina",
            "note",
            "2026-07-08",
            "Mother consents to support, Megan agrees. Mentor, netball coach and school tutor are in the plan.",
            "As long as it’s not a lecture.",
        ),
        ("2026-08-07 15:00", "amina", "step", "finish", "Assessment finished on 7 August."),
        (
            "2026-10-01 16:45",
            "amina",
            "note",
            "2026-10-01",
            "She left the group and her friends are back. She is wary of one girl at school.",
        ),
        ("2026-10-01 17:00", "amina", "finish"),
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
            exact_words="“He says real love would come.”",
            interpretation="Somebody prepares her for travel.",
        )
    ],
    "voice": {"not_spoken_because": "Police ask us to wait until the joint visit."},
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
        {"kind": "online", "harm": "An adult man who has asked for pictures.", "protects": "", "reach": "Police."},
        {"kind": "home", "harm": "Her mother died two years ago.", "protects": "Her aunt.", "reach": "Her aunt."},
    ],
    "needs": {
        "needs": "To grieve for her mother with somebody. Safety from him.",
        "strengths": "Close to her aunt. Prayer comforts her; it is hers.",
        "exploitation": [{"kind": "cse", "thought": "He asks for pictures and secrecy: this is sexual exploitation."}],
    },
    "family": {"parents_view": "Father is frightened and angry with him, not with her.", "family_told": "yes"},
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
                "applied_outside": "A man abroad controls her through a screen and prepares her to travel.",
                "parents_can": "Father and aunt can hold the passport and stay near. They cannot stop his messages.",
                "childs_voice": "Not yet heard: the joint visit on Thursday.",
                "family_told": "Father and aunt know. She is told at the visit who knows what.",
                "reason": "Grooming with sexual exploitation and possible travel. A strategy discussion today.",
                "set_aside": "That praying more this spring matters: it is comfort after her mother’s death, and no sign "
                "of anything. A referral to Prevent now: the strategy discussion asks Prevent police in the same room.",
                "would_change": "If he turns out to be known for something else.",
                "next_owner": "amina",
            },
        ),
        ("2026-09-08 13:00", "carys", "sign", "agreed", "Strategy discussion tomorrow at ten."),
        ("2026-09-08 14:00", "amina", "step", "safe-tonight", "Passport with her father. Aunt sleeps there."),
        (
            "2026-09-10 17:20",
            "amina",
            "note",
            "2026-09-10",
            "Joint visit with police, the social worker led. He has asked for pictures.",
            "He’s the only one who talks about my mum.",
        ),
        (
            "2026-10-12 16:00",
            "amina",
            "note",
            "2026-10-12",
            "Bereavement counselling and a women’s circle that she chose have begun.",
        ),
        ("2026-10-12 16:30", "amina", "finish"),
    ],
}

RAYYAN = {
    "id": "TH-03",
    "at": "2026-03-19 15:50",
    "noticed": [
        noticed(
            "A supply teacher reports that Rayyan spoke of his uncle and a camp, and drew smoke over a building.",
            "2026-03-19",
            place="school",
            exact_words="“He goes to the camp and trains for fighting.”",
            interpretation="The teacher is worried; the class teacher was not asked yet.",
            assumption="That ‘camp’ means what the teacher feared.",
        )
    ],
    "voice": {"not_spoken_because": "The head asks him and his mother tomorrow morning."},
    "question": {"question": "Should the school refer, or ask first?"},
    "child": {"name": "Rayyan", "case_reference": "TH-000103", "birth_kind": "known", "birth_date": "2016-11-02"},
    "then": [
        ("2026-03-19 16:20", "bola", "claim"),
        ("2026-03-20 08:40", "bola", "ask", "Which camp? Would the same words from another child have been reported?"),
        (
            "2026-03-20 10:50",
            "amina",
            "answer",
            "His uncle coaches kickboxing at the holiday camp. The drawing is last week’s fire at the market. "
            "Rayyan said: “I drew it because my nan was scared.”",
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
            interpretation="Somebody older gives him things and words.",
        )
    ],
    "voice": {"voice_words": "It’s just videos. Everyone gets sent them."},
    "question": {"question": "Exploitation, Prevent, or both, and who leads?"},
    "child": {"name": "Jayden", "case_reference": "TH-000104", "birth_kind": "known", "birth_date": "2011-01-20"},
    "signs": [("money-gifts-older-friend", "New trainers, a second phone.", "A birthday in January.")],
    "needs": {
        "needs": "A school place; to be safe at the station.",
        "strengths": "Loves his grandmother; funny.",
        "exploitation": [{"kind": "cce", "thought": "Older men use him to carry. This comes first."}],
    },
    "family": {"parents_view": "His grandmother is frightened of the men.", "family_told": "yes"},
    "then": [
        ("2026-04-27 12:00", "petra", "claim"),
        (
            "2026-04-28 14:30",
            "petra",
            "decide",
            ["strategy-discussion", "exploitation"],
            {
                "harm_source": "outside",
                "level": 4,
                "passage": "Reasonable cause to suspect significant harm.",
                "applied_outside": "Men at the station forecourt use him. The place is where he is harmed.",
                "parents_can": "His grandmother can keep him in on some nights. She cannot face the men.",
                "childs_voice": "“It’s just videos.” He has not been asked whether he is afraid.",
                "family_told": "His grandmother knows and agrees.",
                "reason": "The main harm is criminal exploitation; the talk is the men’s. One plan with one lead.",
                "set_aside": "That he is ‘streetwise’: he is fifteen, and we wrote what happened instead of that word. "
                "Prevent: asked for advice, the answer is kept.",
                "would_change": "If police see a terrorism concern in the men.",
                "next_owner": "amina",
            },
        ),
        ("2026-04-30 10:00", "carys", "sign", "agreed", "Level 4 for what happens at the forecourt."),
        ("2026-05-01 15:00", "amina", "step", "nrm", "Sent on 1 May."),
        ("2026-05-07 16:00", "amina", "step", "prevent-answer", "No terrorism concern; the content is the men’s."),
        ("2026-05-11 12:00", "amina", "note", "2026-05-11", "Reasonable grounds: positive."),
        (
            "2026-07-10 16:30",
            "amina",
            "note",
            "2026-07-10",
            "College place from September. Staff of the station look out for him.",
            "No one asked if I was scared. You did.",
        ),
        ("2026-07-10 17:00", "carys", "close", "Amina has the plan in the case system; MACE follows it."),
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
    "voice": {"voice_words": "At least someone read it."},
    "question": {"question": "How do we keep him alive tonight, and who else might be in danger?"},
    "child": {
        "name": "Kacper",
        "case_reference": "TH-000105",
        "birth_kind": "known",
        "birth_date": "2009-02-13",
        "sex": "male",
        "language": "Polish and English; his mother needs an interpreter",
        "interpreter": "yes",
        "school": "Midvale College",
    },
    "signs": [("blaming-a-group", "Women, in two essays.", "A rejection this summer, and loneliness.")],
    "needs": {"needs": "To be kept safe. Company.", "strengths": "Writes well; trusts the counsellor."},
    "family": {"parents_view": "His mother wants help and is not angry.", "family_told": "yes"},
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
                "parents_can": "His mother can remove means at home, and has. She cannot read the essays in English.",
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
            "Duty officer, Prevent team",
            "",
        ),
        ("2026-10-14 10:30", "amina", "step", "tell-family", "Told with an interpreter on 13 October."),
        ("2026-10-14 10:31", "amina", "step", "send", "Sent."),
        (
            "2026-10-16 16:00",
            "amina",
            "note",
            "2026-10-16",
            "Crisis plan made with him. Means at home are removed.",
        ),
        ("2026-11-09 16:20", "amina", "note", "2026-11-09", "First session with his mentor. He talked about football."),
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
                "parents_can": "Her parents can stay near and have given police a notebook.",
                "childs_voice": "Not yet heard: the visit is on Thursday.",
                "family_told": "Her parents know and want help.",
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
            "Visit with both parents, an interpreter was offered and declined.",
            "If I plan it in my head it stops the noise.",
        ),
        ("2026-09-07 09:00", "carys", "step", "safety-plan", "School has a safety plan and one trusted adult."),
        (
            "2026-10-30 15:00",
            "amina",
            "note",
            "2026-10-30",
            "Assessment finished. CAMHS sees her each week. Her parents and one teacher are the safe people.",
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
    "question": {"question": "Does the alert mean anything, for a boy who knows all about engineers of the wars?"},
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
        ("2026-05-18 15:30", "amina", "note", "2026-05-18", "The school apologised. Alerts now begin a conversation."),
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
    "family": {"family_told": "no", "family_told_words": "Police ask that the father is not told yet."},
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
                "parents_can": "Their mother can keep them close. She is afraid of him.",
                "childs_voice": "“I can’t play with those kids or daddy shouts.”",
                "family_told": "Not yet: police ask us to wait.",
                "reason": "Fear at home and signs of violence against their mother. That is the harm, not what the "
                "father believes.",
                "set_aside": "A Prevent referral of children of four and seven: they copy what they see; the harm at home "
                "is ours.",
                "would_change": "If their mother is not afraid.",
                "next_owner": "amina",
            },
        ),
        ("2026-04-02 11:30", "carys", "sign", "agreed", "Strategy discussion this afternoon."),
        (
            "2026-04-09 16:00",
            "amina",
            "note",
            "2026-04-09",
            "Joint visit, officer in plain clothes. The children were seen. Their mother spoke alone with us.",
        ),
        ("2026-06-05 15:00", "amina", "note", "2026-06-05", "Assessment finished. Refuge place taken up."),
        ("2026-06-05 15:30", "amina", "finish"),
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
        "birth_kind": "known",
        "birth_date": "2009-01-01",
        "language": "Arabic",
        "interpreter": "yes",
        "responsibility": "The authority; he is looked after",
    },
    "signs": [("withdrawal", "Stays in his room.", "Grief: he lost somebody and sleeps badly.")],
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
            "Trauma therapy and a family tracing service are asked. The host is coached and thanked. He was told what "
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
    "voice": {"voice_words": "I want people to look. He said looking is not enough."},
    "question": {"question": "How do we deal with the man without making the boy’s opinion the matter?"},
    "child": {"name": "Yusuf", "case_reference": "TH-000111", "birth_kind": "known", "birth_date": "2011-06-06"},
    "signs": [("tested-or-dared", "‘Words are for cowards’, from a stranger.", "A boast among friends.")],
    "family": {"parents_view": "His mother: “You come because of our name.”", "family_told": "yes"},
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
                "parents_can": "His mother can talk with him, and does. She cannot stop the man.",
                "childs_voice": "“I want people to look. He said looking is not enough.”",
                "family_told": "His mother was told at the visit and was shown these reasons.",
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
            "2026-10-12 10:00",
            "petra",
            "disagree",
            "I would have gone to the police at once, before the visit: the man may move on, and other children with him.",
        ),
        (
            "2026-10-13 09:30",
            "carys",
            "settle",
            "Police heard of the man on the day we decided. The visit came first because the family had to hear it "
            "from us. Your point about other children is with the police now.",
        ),
        (
            "2026-11-05 17:00",
            "amina",
            "note",
            "2026-11-05",
            "The parents refuse consent to Channel, as is their right. Youth worker, debate club and an advocate go on "
            "with their consent. We look again in three months.",
        ),
    ],
}

SKATE = {
    "id": "TH-12",
    "at": "2026-09-21 10:30",
    "noticed": [
        noticed(
            "Stickers and paint against Roma families at the Mill Lane skate park. Two men of about twenty bring drink to "
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
            "protects": "The café owner; the library steps.",
            "reach": "Warden, youth service, policing team.",
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
                "childs_voice": "“The bench by the ramp is bad after four.” Six young people are asked next week.",
                "family_told": "The Roma family were told what is done about the paint.",
                "reason": "Change the place: light, a youth worker, the wall cleaned in a day, the two men for police.",
                "set_aside": "Opening a record on each child seen there: they would be named for standing in a park.",
                "would_change": "If one child turns out to be drawn in or harmed: then that child has their own record.",
                "next_owner": "carys",
            },
        ),
        ("2026-10-05 16:00", "carys", "step", "name-helper", "Youth service and warden lead."),
        (
            "2026-11-09 15:00",
            "carys",
            "note",
            "2026-11-09",
            "Walls clean for two weeks. Police have spoken with the two men.",
        ),
    ],
}

CALDER_ONE = {
    "id": "CF-01",
    "authority": "calderfold",
    "by": "rhys",
    "at": "2026-11-02 09:40",
    "noticed": [noticed("He repeats sentences that are not his own about newcomers.", "2026-10-30", place="school")],
    "voice": {"voice_words": "My brother says it. I just laugh."},
    "question": {"question": "Whom do I ask first: him or his brother?"},
    "child": {"name": "Osian", "case_reference": "CF-000201", "birth_kind": "known", "birth_date": "2012-08-08"},
    "then": [
        ("2026-11-02 10:30", "sade", "claim"),
        (
            "2026-11-03 11:00",
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
    "at": "2026-11-09 13:00",
    "noticed": [noticed("She was sent messages at night that frightened her.", "2026-11-08", place="online")],
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
        "ago": (3, 10),
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
