"""Assessments of the demonstration: Megan’s, finished (TH-01), and Lily’s, being written (TH-06). All fictional."""

from kith.assessments import actions, queries
from kith.assessments.models import Assessment, Checkpoint, Conclusion
from kith.assessments.queries import outcomes_of, parts_in
from kith.people.queries import person_by_email
from kith.thresholds.queries import levels_of, statements_in

from .moments import Script

MEGAN = {
    "childs-account": "“They listen. I’m in charge of something.” She wants to sleep, and not to be shouted at. She is "
    "afraid of what the others say when she stops answering.",
    "education": "Alder Hill Academy, Year 9. Likes art. Stopped netball in May. Her tutor sees her each morning.",
    "identity": "Megan says that she is “nothing special”. No religion. What matters to her: her brother, drawing, and to "
    "be asked first.",
    "care-and-safety": "Mother is warm and firm. Since January she is alone with two children and works evenings.",
    "parents-view": "Mother is glad that someone asks. She saw the light under the door at night and thought it was music.",
    "parents-and-places": "Mother can help with the nights and has. She cannot reach the adult who writes. She would like "
    "to know what to say when Megan is angry about the telephone.",
    "wider-family": "An aunt nearby. Rent is paid. Father rings on Sundays, not always.",
    "drives-harm": "The group online, and in it the adult who gives her tasks and praise at night. Everything else that "
    "worries us follows from those nights.",
    "can-protect": "School: her tutor and the netball coach like her and would have her back tomorrow. It needs somebody "
    "who keeps a place free for her.",
    "not-known": "Who the adult is: police see to it, and ask us not to ask Megan. What she did for the group: we let her "
    "tell it in her own time, with her mentor.",
    "other-explanations": "Edgy jokes among friends: it holds for the jokes, not for the adult. Her father’s leaving: it "
    "explains the need.",
    "analysis": "Megan lost a place in January and found one at night. It is kept by an adult who uses her. At home she is "
    "safe and loved. If nothing changes she will be asked for more and lose her friends. What helps is a place by day.",
}
# What Megan and Lily told Amina alone.
KEPT_FROM_FAMILY = ("childs-account",)
LILY = {
    "childs-account": "“If I plan it in my head it stops the noise.” She does not want her friends to know.",
    "parents-view": "Father found a notebook and gave it to the police. Both parents come to each meeting. They want to "
    "know what to watch for, and what to leave alone.",
    "care-and-safety": "Two parents, gentle with her, and worn out. They hid kitchen knives themselves.",
}
SAID = {
    "reason": "The harm is outside her home. Her mother is an ally. Megan needs a place by day, sleep, and one adult who "
    "stays; the group needs somebody who can reach it.",
    "needed": "Mentor weekly, netball again, her tutor each morning, work with mother on nights. Police and the platform "
    "see to the group. Amina visits each fortnight.",
    "set_aside": "A child protection conference: nobody at home harms her or fails her.",
    "would_change": "If the adult finds a way back to her, or she is missing.",
    "childs_view": "“As long as it’s not a lecture.”",
    "family_reads_child": True,
    "no_childs_view_because": "",
    "familys_view": "Mother read it with Amina and agrees. She asked for “runs a group” to be put as what was said.",
    "not_shown_because": "",
}


# Of the authority’s threshold document, as it has them.
RELIED_ON = ("3-1", "3-2")


def add_assessments(script: Script, matters: dict) -> None:
    """Megan’s from June to August, with a manager’s look on the way; Lily’s begun in September, its first day corrected."""
    script.at("2026-06-10 09:40", lambda: _begin(script, matters["TH-01"], "2026-06-08"))
    script.at("2026-06-24 16:00", lambda: _look(matters["TH-01"]))
    script.at("2026-08-05 11:00", lambda: _write(matters["TH-01"], MEGAN))
    script.at("2026-08-06 15:00", lambda: _conclude(matters["TH-01"]))
    script.at("2026-08-07 10:30", lambda: _agree(matters["TH-01"]))
    script.at("2026-09-02 16:30", lambda: _begin(script, matters["TH-06"], "2026-09-01"))
    script.at("2026-09-03 09:20", lambda: _correct(script, matters["TH-06"]))
    script.at("2026-09-09 17:00", lambda: _write(matters["TH-06"], LILY))


def _person(name: str):
    return person_by_email(f"{name}@thornmere.example")


def _of(consultation) -> Assessment:
    return Assessment.objects.select_related("consultation", "lead").get(consultation=consultation)


def _begin(script: Script, consultation, starts_on: str) -> None:
    amina = _person("amina")
    row = actions.begin_assessment(amina, consultation=consultation, lead=amina, starts_on=script.day(starts_on))
    # The authority’s checkpoints are switched off as delivered; this manager set a day of their own.
    day = script.day("2026-06-24" if starts_on == "2026-06-08" else "2026-09-16")
    Checkpoint.objects.create(assessment=row, title="Carys looks at it on the way", due_on=day)


def _correct(script: Script, consultation) -> None:
    actions.correct_day(
        _person("carys"),
        assessment=_of(consultation),
        starts_on=script.day("2026-08-28"),
        because="The referral came on the Friday; the Tuesday was the day on which we first met.",
    )


def _look(consultation) -> None:
    one = Checkpoint.objects.select_related("assessment").get(assessment__consultation=consultation)
    actions.keep_checkpoint(
        _person("carys"),
        checkpoint=one,
        words="Megan was seen twice. The group has its place in it. Ask the netball coach before the summer.",
    )


def _write(consultation, texts: dict) -> None:
    row = _of(consultation)
    for part in parts_in(row):
        said = {one.key: texts[one.key] for one in part.written if one.key in texts}
        if said:
            actions.write_part(
                _person("amina"),
                assessment=row,
                part=part.key,
                texts=said,
                stood=queries.fingerprint(part.written),
                family_reads={one.key: one.key not in KEPT_FROM_FAMILY for one in part.written if one.for_family},
            )


def _conclude(consultation) -> None:
    row = _of(consultation)
    outcomes = [one for one in outcomes_of(consultation.authority_id) if one[0] in ("plan", "context")]
    cited = [one for one in statements_in(levels_of(consultation.authority_id)) if one.key in RELIED_ON]
    actions.conclude_assessment(
        _person("amina"), assessment=row, outcomes=outcomes, once_key="demo", statements=cited, **SAID
    )


def _agree(consultation) -> None:
    row = _of(consultation)
    conclusion = Conclusion.objects.get(assessment=row)
    actions.answer_conclusion(
        _person("carys"),
        assessment=row,
        conclusion=conclusion.uuid,
        answer="agreed",
        reason="Clear, and fair to Megan and her mother. The places come first, as they should.",
    )
