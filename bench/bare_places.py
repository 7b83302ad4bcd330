"""A child’s map and chronology as plain views: the same reads, by hand-written SQL, and one entry in the trail."""

from django.db import transaction
from django.http import HttpResponseNotFound
from django.urls import path

from .bare import MAY, page, record, rows, signed_in

RECORD = """SELECT c.id, c.reference, c.submitted_at, c.closed_at, c.closed_owner, c.voice_words, c.question, c.done,
 k.name, k.known_as, k.case_reference, o.name, r.name FROM concerns_consultation c
 LEFT JOIN concerns_child k ON k.id = c.child_id JOIN people_person o ON o.id = c.owner_id
 JOIN people_person r ON r.id = c.raised_by_id WHERE c.reference = %(reference)s AND c.state <> 'draft'"""
NAMED = "JOIN people_person p ON p.id = "
# What stands in a chronology besides the record, each asked by the key of the consultation.
HAPPENED = {
    "Noticed": 'SELECT happened_on, what, exact_words FROM concerns_noticed WHERE consultation_id = %s ORDER BY "order"',
    "Notes": f"SELECT n.happened_on, n.text, n.childs_words, p.name FROM concerns_note n {NAMED}n.written_by_id "  # noqa: S608
    "WHERE n.consultation_id = %s ORDER BY n.happened_on",
    "Referrals": "SELECT r.started_at, r.sent_at, r.sent_to, r.outcome FROM concerns_referral r WHERE r.consultation_id = %s",
    "Owners": f"SELECT w.at, w.reason, p.name FROM concerns_ownerchange w {NAMED}w.now_id WHERE w.consultation_id = %s",  # noqa: S608
    "Same child": "SELECT one_id, other_id FROM concerns_samechild WHERE same AND undone_at IS NULL AND %s IN (one_id, other_id)",
    "Questions": "SELECT q.asked_at, q.text, q.answer, p.name FROM screening_question q "  # noqa: S608
    f"JOIN screening_screening s ON s.id = q.screening_id {NAMED}q.asked_by_id WHERE s.consultation_id = %s",
    "Decisions": "SELECT d.made_at, d.reason, p.name, x.outcome FROM screening_screeningdecision d "  # noqa: S608
    f"JOIN screening_screening s ON s.id = d.screening_id {NAMED}d.made_by_id "
    "LEFT JOIN screening_decisionoutcome x ON x.decision_id = d.id WHERE s.consultation_id = %s",
    "Signed": "SELECT g.answered_at, g.answer, g.reason FROM screening_signoff g "
    "JOIN screening_screeningdecision d ON d.id = g.decision_id JOIN screening_screening s ON s.id = d.screening_id "
    "WHERE s.consultation_id = %s",
    "Seen differently": "SELECT g.at, g.text, g.answer FROM screening_disagreement g "
    "JOIN screening_screeningdecision d ON d.id = g.decision_id JOIN screening_screening s ON s.id = d.screening_id "
    "WHERE s.consultation_id = %s",
    "Steps": "SELECT t.title, t.due_on, t.done_at, t.note, p.name FROM screening_step t "  # noqa: S608
    "JOIN screening_startedpathway w ON w.id = t.pathway_id JOIN screening_screeningdecision d ON d.id = w.decision_id "
    f"JOIN screening_screening s ON s.id = d.screening_id {NAMED}t.owner_id WHERE s.consultation_id = %s",
    "Assessments": f"SELECT a.begun_at, a.state, p.name FROM assessments_assessment a {NAMED}a.lead_id WHERE a.consultation_id = %s",  # noqa: S608
    "Meetings": "SELECT m.starts_at, m.kind FROM meetings_meeting m WHERE m.consultation_id = %s",
    "Plans": "SELECT l.begun_at, l.ended_at FROM plans_plan l WHERE l.consultation_id = %s",
    "Sessions": "SELECT x.starts_at, x.what FROM plans_session x WHERE x.consultation_id = %s",
    "Contexts": "SELECT l.begins, x.name FROM contexts_contextlink l JOIN contexts_context x ON x.id = l.context_id "
    "WHERE l.consultation_id = %s AND l.ends IS NULL",
}


def _found(me: dict, reference: str):
    found = rows(f"{RECORD} {MAY}", {**me, "reference": reference})
    return found[0] if found else None


@signed_in
def chronology(request, me, reference):
    """What happened, in order, and that it was read."""
    found = _found(me, reference)
    if found is None:
        return HttpResponseNotFound()
    blocks = [(title, rows(sql, [found[0]])) for title, sql in HAPPENED.items()]
    lists = rows(
        "SELECT list, key, label FROM toolkit_category WHERE list IN ('source-of-information', 'online-space') "
        "AND (authority_id = %s OR authority_id IS NULL)",
        [me["authority"]],
    )
    with transaction.atomic():
        record(me, "consultation.read", f"consultation:{reference}", {"how": "chronology"})
    return page("Chronology", ("Record", [found]), *blocks, ("Lists", lists))


@signed_in
def child_map(request, me, reference):
    """Every node and tie of a child’s map that stands today, and that it was read."""
    found = _found(me, reference)
    if found is None:
        return HttpResponseNotFound()
    nodes = rows(
        "SELECT n.id, n.uuid, n.kind, n.centre, (SELECT x.label FROM contexts_nodename x WHERE x.node_id = n.id "
        "ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1) FROM contexts_mapnode n "
        "WHERE n.of_consultation_id = %s AND n.withdrawn_at IS NULL AND n.of_link_id IS NULL",
        [found[0]],
    )
    keys = [node[0] for node in nodes]
    ties = rows(
        "SELECT t.uuid, t.one_id, t.other_id, t.does, t.words, t.certainty, t.since, t.until, t.recorded_at, p.name "
        "FROM contexts_maptie t JOIN people_person p ON p.id = t.recorded_by_id WHERE t.one_id = ANY(%s) "
        "AND t.other_id = ANY(%s) AND NOT t.withdrawn "
        "AND NOT EXISTS (SELECT 1 FROM contexts_maptie y WHERE y.replaces_id = t.id)",
        [keys, keys],
    )
    lists = rows(
        "SELECT key, label FROM toolkit_category WHERE list = 'certainty' AND (authority_id = %s OR authority_id IS NULL)",
        [me["authority"]],
    )
    with transaction.atomic():
        record(me, "consultation.read", f"consultation:{reference}", {"how": "map"})
    return page("Map", ("Record", [found]), ("Nodes", nodes), ("Ties", ties), ("Lists", lists))


urlpatterns = [
    path("contexts/of/<str:reference>/map", child_map),
    path("chronology/<str:reference>", chronology),
]
