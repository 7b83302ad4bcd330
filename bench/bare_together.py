"""The list of requests and the panel pack as plain views: the same reads and the same rows, by hand-written SQL."""

import datetime

from django.db import transaction
from django.http import HttpResponseNotFound
from django.urls import path

from .bare import page, record_all, rows, signed_in

# The matters of which a person may read what was shared: by a part, never in an emergency, and no bar.
MATTERS = """
(SELECT p.matter_id FROM concerns_consultationpart p
  WHERE p.begins <= now() AND (p.ends IS NULL OR p.ends > now())
    AND (p.person_id = %(person)s OR (p.team_id = ANY(%(teams)s) AND NOT p.managers_only) OR p.team_id = ANY(%(managed)s))
 EXCEPT SELECT b.matter_id FROM concerns_consultationbar b
  WHERE b.person_id = %(person)s AND b.begins <= now() AND (b.ends IS NULL OR b.ends > now()))
"""
# A version whose conditions this person meets.
MEETS = """v.released_at IS NOT NULL AND v.withdrawn_at IS NULL AND (v.until IS NULL OR v.until >= CURRENT_DATE)
 AND (NOT v.named_only OR EXISTS (SELECT 1 FROM sharing_namedreader n WHERE n.version_id = v.id AND n.person_id = %(person)s))
 AND (v.floor_id IS NULL OR EXISTS (SELECT 1 FROM people_vetting w JOIN people_vettinglevel has ON has.id = w.level_id
   JOIN people_vettinglevel asked ON asked.id = v.floor_id WHERE w.person_id = %(person)s AND has.order >= asked.order
   AND w.confirmed_at IS NOT NULL AND w.withdrawn_at IS NULL AND w.last_day >= CURRENT_DATE))"""
PARTS = """(SELECT q.matter_id FROM sharing_requestpart q WHERE q.person_id = %(person)s AND q.begins <= now()
 AND (q.ends IS NULL OR q.ends > now()) AND q.reason IN ({reasons}))"""
ASKED = PARTS.format(reasons="'asks', 'asks-too'")
RECEIVED = PARTS.format(reasons="'receives', 'given'")
LINKED = (
    f"""(SELECT l.request_id FROM sharing_matterlink l WHERE l.ended_at IS NULL AND l.consultation_id IN {MATTERS})"""  # noqa: S608
)
SHOWN = f"""EXISTS (SELECT 1 FROM sharing_answer x WHERE x.request_id = r.id AND (r.to_agency_id = %(agency)s
 OR NOT EXISTS (SELECT 1 FROM sharing_disclosure d WHERE d.answer_id = x.id)
 OR EXISTS (SELECT 1 FROM sharing_disclosure d JOIN sharing_version v ON v.disclosure_id = d.id
    WHERE d.answer_id = x.id AND d.originator_id <> %(agency)s AND {MEETS})))"""  # noqa: S608
ROW = f"""SELECT r.uuid, f.name, t.name, a.name, c.reference, r.asked_at, r.answer_by, r.acknowledge_by, r.acknowledged_at,
 r.withdrawn_at, r.unasked, r.about, r.needed, r.decision, r.why, {SHOWN}
 FROM sharing_informationrequest r JOIN people_agency f ON f.id = r.from_agency_id
 JOIN people_agency t ON t.id = r.to_agency_id JOIN people_person a ON a.id = r.asked_by_id
 LEFT JOIN concerns_consultation c ON c.id = r.consultation_id WHERE r.authority_id = %(authority)s"""  # noqa: S608
TO_US = f"r.to_agency_id = %(agency)s AND (r.consultation_id IN {MATTERS} OR r.id IN {RECEIVED} OR r.id IN {LINKED})"
OURS = f"""r.from_agency_id = %(agency)s AND (r.consultation_id IN {MATTERS}
 OR (r.consultation_id IS NULL AND r.id IN {ASKED}))"""
KEPT = f"""FROM sharing_version v JOIN sharing_disclosure d ON d.id = v.disclosure_id
 JOIN sharing_informationrequest r ON r.id = d.request_id WHERE d.originator_id = %(agency)s AND v.withdrawn_at IS NULL
 AND (({TO_US}) OR ({OURS}))"""


@signed_in
def requests(request, me):
    """What others ask and tell us, what we asked and told, gists and passings that wait, what was passed on, what we answered."""
    readable = f"EXISTS (SELECT 1 FROM sharing_disclosure d JOIN sharing_version v ON v.disclosure_id = d.id WHERE d.request_id = r.id AND {MEETS})"  # noqa: S608, E501
    return page(
        "Requests",
        (
            "To us",
            rows(
                f"{ROW} AND {TO_US} AND NOT r.unasked AND r.answered_at IS NULL AND r.withdrawn_at IS NULL "
                "ORDER BY r.answer_by, r.asked_at, r.id",
                me,
            ),
        ),
        (
            "Told",
            rows(
                f"{ROW} AND {TO_US} AND r.unasked AND {readable} "
                "ORDER BY r.acknowledged_at DESC NULLS FIRST, r.asked_at DESC LIMIT 50",
                me,
            ),
        ),
        ("Gists", rows(f"SELECT r.uuid {KEPT} AND v.extent = 2 AND v.released_at IS NULL", me)),  # noqa: S608
        (
            "May it go on",
            rows(
                f"SELECT p.uuid FROM sharing_passingon p WHERE p.allowed IS NULL AND p.version_id IN (SELECT v.id {KEPT})",  # noqa: S608
                me,
            ),
        ),
        (
            "Passed",
            rows(
                "SELECT p.uuid FROM sharing_passedto t JOIN sharing_passingon p ON p.id = t.passing_id "  # noqa: S608
                f"JOIN sharing_version v ON v.id = p.version_id WHERE t.person_id = %(person)s AND p.allowed AND {MEETS}",
                me,
            ),
        ),
        ("Ours", rows(f"{ROW} AND {OURS} ORDER BY r.asked_at DESC, r.id DESC LIMIT 50", me)),
        (
            "Answered",
            rows(
                f"{ROW} AND {TO_US} AND NOT r.unasked AND r.answered_at IS NOT NULL ORDER BY r.answered_at DESC LIMIT 50",
                me,
            ),
        ),
    )


@signed_in
def pack(request, me, uuid):
    """Everything on one meeting's list that this person may read, and that they read it."""
    meeting = rows(
        """SELECT m.id, m.on, m.at, m.place, p.name, m.uuid FROM panel_meeting m JOIN panel_panel p ON p.id = m.panel_id
        WHERE m.uuid = %(uuid)s AND p.authority_id = %(authority)s AND EXISTS (SELECT 1 FROM panel_member s
        WHERE s.panel_id = p.id AND s.person_id = %(person)s AND s.begins <= now() AND (s.ends IS NULL OR s.ends > now()))""",
        {**me, "uuid": uuid},
    )
    if not meeting:
        return HttpResponseNotFound()
    cases = rows(
        """SELECT k.*, w.name FROM panel_agendaitem i JOIN panel_case k ON k.id = i.case_id
        LEFT JOIN people_person w ON w.id = k.social_worker_id
        WHERE i.meeting_id = %(meeting)s AND k.authority_id = %(authority)s
        AND EXISTS (SELECT 1 FROM panel_member s WHERE s.panel_id = k.panel_id AND s.person_id = %(person)s
            AND s.begins <= now() AND (s.ends IS NULL OR s.ends > now()))
        AND NOT EXISTS (SELECT 1 FROM panel_casebar b WHERE b.matter_id = k.id AND b.person_id = %(person)s
            AND b.begins <= now() AND (b.ends IS NULL OR b.ends > now()))
        AND NOT EXISTS (SELECT 1 FROM concerns_consultationbar b WHERE b.matter_id = k.consultation_id
            AND b.person_id = %(person)s AND b.begins <= now() AND (b.ends IS NULL OR b.ends > now()))
        ORDER BY i.added_at, i.id""",
        {**me, "meeting": meeting[0][0]},
    )
    codes = rows("SELECT id, uuid, consultation_id FROM panel_case WHERE id = ANY(%s)", [[row[0] for row in cases]])
    key = [[case for case, _, _ in codes]]
    matters = [matter for _, _, matter in codes]
    hanging = [
        rows("SELECT * FROM panel_consentasked WHERE case_id = ANY(%s)", key),
        rows(
            "SELECT a.*, p.name FROM panel_consentanswer a JOIN panel_consentasked q ON q.id = a.asked_id "
            "JOIN people_person p ON p.id = a.recorded_by_id WHERE q.case_id = ANY(%s)",
            key,
        ),
        rows(
            "SELECT a.*, p.name FROM panel_planaction a JOIN people_person p ON p.id = a.owner_id WHERE a.case_id = ANY(%s)",
            key,
        ),
        rows("SELECT * FROM panel_support WHERE case_id = ANY(%s)", key),
        rows("SELECT * FROM panel_look WHERE case_id = ANY(%s)", key),
        rows(
            "SELECT i.*, m.on FROM panel_agendaitem i JOIN panel_meeting m ON m.id = i.meeting_id WHERE i.case_id = ANY(%s)",
            key,
        ),
        rows(
            "SELECT v.*, a.name FROM panel_agencyview v JOIN panel_agendaitem i ON i.id = v.item_id "
            "JOIN people_agency a ON a.id = v.agency_id WHERE i.case_id = ANY(%s)",
            key,
        ),
        rows(
            "SELECT d.*, p.name FROM panel_paneldecision d JOIN panel_agendaitem i ON i.id = d.item_id "
            "JOIN people_person p ON p.id = d.made_by_id WHERE i.case_id = ANY(%s)",
            key,
        ),
        rows(
            "SELECT x.* FROM panel_dissent x JOIN panel_paneldecision d ON d.id = x.decision_id "
            "JOIN panel_agendaitem i ON i.id = d.item_id WHERE i.case_id = ANY(%s)",
            key,
        ),
        rows(
            "SELECT s.seat, s.panel_id, p.name FROM panel_member s JOIN people_person p ON p.id = s.person_id "
            "WHERE s.panel_id = (SELECT panel_id FROM panel_meeting WHERE id = %s) AND (s.ends IS NULL OR s.ends > now()) "
            "AND s.seat IN ('coordinator', 'chair', 'deputy')",
            [meeting[0][0]],
        ),
        rows(
            "SELECT list, key, label FROM toolkit_category WHERE list LIKE 'panel-%%' OR list LIKE 'consent-%%'",
        ),
        rows("SELECT value FROM people_setting WHERE authority_id = %s AND key = 'marking'", [me["authority"]]),
    ]
    at = {**me, "matters": matters}
    read = rows(
        f"SELECT c.id, c.reference, c.needs, c.strengths FROM concerns_consultation c "  # noqa: S608
        f"WHERE c.id = ANY(%(matters)s) AND c.id IN {MATTERS}",
        at,
    )
    keys = [[row[0] for row in read]]
    hanging += [
        rows("SELECT * FROM concerns_noticed WHERE consultation_id = ANY(%s)", keys),
        rows("SELECT * FROM concerns_note WHERE consultation_id = ANY(%s)", keys),
    ]
    shared = rows(
        f"""SELECT v.id, v.uuid, r.uuid, o.name, v.text, v.marking, v.may_quote, v.may_tell_family, v.may_pass_on, v.until
        FROM sharing_informationrequest r JOIN sharing_disclosure d ON d.request_id = r.id
        JOIN sharing_version v ON v.disclosure_id = d.id JOIN people_agency o ON o.id = d.originator_id
        WHERE r.consultation_id = ANY(%(matters)s) AND r.consultation_id IN {MATTERS}
        AND (r.from_agency_id = %(agency)s OR r.to_agency_id = %(agency)s) AND d.originator_id <> %(agency)s AND {MEETS}
        AND NOT EXISTS (SELECT 1 FROM sharing_version w WHERE w.disclosure_id = d.id AND w.extent < v.extent
            AND w.id IN (SELECT v.id FROM sharing_version v WHERE v.disclosure_id = d.id AND {MEETS}))
        ORDER BY d.given_at, v.id""",  # noqa: S608
        at,
    )
    entries = [("consultation.read", f"consultation:{row[1]}", {"how": "pack"}) for row in read]
    entries += [("request.read", f"request:{uuid}", {}) for uuid in dict.fromkeys(row[2] for row in shared)]
    entries += [("version.read", f"version:{row[1]}", {}) for row in shared]
    held = {"how": "page", "cases": [f"panel-case:{code}" for _, code, _ in codes]}
    entries.append(("panel-pack.opened", f"panel-meeting:{meeting[0][5]}", held))
    now = datetime.datetime.now(datetime.UTC)
    with transaction.atomic():
        if shared:
            rows(
                "INSERT INTO sharing_versionreading (version_id, person_id, first_at, last_at) "
                "SELECT unnest(%s), %s, %s, %s ON CONFLICT (version_id, person_id) DO UPDATE SET last_at = excluded.last_at",
                [[row[0] for row in shared], me["person"], now, now],
            )
        rows(
            "INSERT INTO panel_packopening (meeting_id, person_id, how, at) VALUES (%s, %s, 'page', %s)",
            [meeting[0][0], me["person"], now],
        )
        record_all(me, entries)
    return page("Pack", ("Cases", cases), ("Shared", [row[3:] for row in shared]), ("Read", read), *enumerate(hanging))


urlpatterns = [
    path("sharing/", requests),
    path("panels/meetings/<uuid:uuid>/pack", pack),
]
