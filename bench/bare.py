"""The same reads and writes as six of Kith's pages, as plain Django views with hand-written SQL and no frame.

Signed in by the same session, behind the middleware that `django-admin startproject` writes; the same rule (part,
emergency, bar) asked in SQL; the same rows read and shown; the same rows written, the trail with its chain among
them. No forms, no frame, no middleware of Kith: what is left is what the work itself costs on this machine.
"""

import datetime
import json
import uuid
from html import escape

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from django.template import Context, Engine
from django.urls import path

from kith.config import settings as kith

if not settings.configured:
    settings.configure(
        DEBUG=False,
        SECRET_KEY=kith.SECRET_KEY,
        KITH_AUDIT_KEY=kith.KITH_AUDIT_KEY,
        KITH_HASH_KEY=kith.KITH_HASH_KEY,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="bench.bare",
        DATABASES=kith.DATABASES,
        INSTALLED_APPS=["django.contrib.sessions"],
        # What `django-admin startproject` puts before a view, but for the person, whom the view reads by SQL.
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        SESSION_COOKIE_NAME="kith",
        CSRF_USE_SESSIONS=True,
        USE_TZ=True,
        TIME_ZONE=kith.TIME_ZONE,
        LOGGING={  # a fault of a view is told in full to the server's log, as Kith tells its own
            "version": 1,
            "handlers": {"log": {"class": "logging.StreamHandler"}},
            "loggers": {"django.request": {"handlers": ["log"], "level": "ERROR", "propagate": False}},
        },
    )

PAGE = Engine().from_string(
    "<!doctype html><html lang=en><title>Bare</title><h1>{{ title }}</h1>"
    "{% for block in blocks %}<h2>{{ block.0 }}</h2><ul>{% for row in block.1 %}<li>{% for cell in row %}{{ cell }} "
    "{% endfor %}</li>{% endfor %}</ul>{% endfor %}</html>"
)
# The matters of one person, as the rule says it: their own part, their team's, their managed team's; an emergency.
MINE = """
(SELECT p.matter_id FROM concerns_consultationpart p
  WHERE p.begins <= now() AND (p.ends IS NULL OR p.ends > now())
    AND (p.person_id = %(person)s OR (p.team_id = ANY(%(teams)s) AND NOT p.managers_only) OR p.team_id = ANY(%(managed)s))
 UNION SELECT e.matter_id FROM concerns_consultationemergency e
  WHERE e.person_id = %(person)s AND e.begins <= now() AND e.ends > now()
 EXCEPT SELECT b.matter_id FROM concerns_consultationbar b
  WHERE b.person_id = %(person)s AND b.begins <= now() AND (b.ends IS NULL OR b.ends > now()))
"""
MAY = """
 AND c.authority_id = %(authority)s
 AND (EXISTS (SELECT 1 FROM concerns_consultationpart p WHERE p.matter_id = c.id
        AND p.begins <= now() AND (p.ends IS NULL OR p.ends > now())
        AND (p.person_id = %(person)s OR (p.team_id = ANY(%(teams)s) AND NOT p.managers_only)
             OR p.team_id = ANY(%(managed)s)))
   OR EXISTS (SELECT 1 FROM concerns_consultationemergency e WHERE e.matter_id = c.id
        AND e.person_id = %(person)s AND e.begins <= now() AND e.ends > now()))
 AND NOT EXISTS (SELECT 1 FROM concerns_consultationbar b WHERE b.matter_id = c.id
        AND b.person_id = %(person)s AND b.begins <= now() AND (b.ends IS NULL OR b.ends > now()))
"""
OPEN = "('waiting', 'claimed', 'sign-off')"
# Whose sign-off a decided screening waits for.
SIGNS = """(SELECT w.name FROM screening_signoff a JOIN screening_screeningdecision b ON b.id = a.decision_id
  JOIN people_person w ON w.id = a.asked_of_id WHERE b.screening_id = s.id AND a.answered_at IS NULL
  ORDER BY a.asked_at DESC LIMIT 1)"""


def rows(sql: str, values=None) -> list[tuple]:
    """What a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def who(request) -> dict | None:
    """Who is signed in, with roles and teams, or None."""
    signed_in_as = request.session.get("_auth_user_id")
    if not signed_in_as:
        return None
    person = rows(
        "SELECT p.id, p.uuid, p.authority_id, a.key, g.key, g.id FROM people_person p "
        "JOIN people_authority a ON a.id = p.authority_id JOIN people_agency g ON g.id = p.agency_id "
        "WHERE p.id = %s AND p.is_active",
        [signed_in_as],
    )[0]
    roles = rows(
        "SELECT role FROM people_roleheld WHERE person_id = %s AND begins <= now() AND (ends IS NULL OR ends > now())",
        [person[0]],
    )
    teams = rows(
        "SELECT team_id, manages FROM people_membership WHERE person_id = %s AND begins <= now() "
        "AND (ends IS NULL OR ends > now())",
        [person[0]],
    )
    return {
        "person": person[0],
        "uuid": str(person[1]),
        "authority": person[2],
        "authority_key": person[3],
        "agency_key": person[4],
        "agency": person[5],
        "roles": [role for (role,) in roles],
        "teams": [team for team, _ in teams],
        "managed": [team for team, manages in teams if manages],
    }


def page(title: str, *blocks) -> HttpResponse:
    return HttpResponse(PAGE.render(Context({"title": title, "blocks": blocks})))


def signed_in(view):
    def shown(request, **kwargs):
        me = who(request)
        return HttpResponseNotFound() if me is None else view(request, me, **kwargs)

    return shown


def record(me: dict, verb: str, subject: str, details: dict, changed=(), hashes=None) -> None:
    """One entry at the end of the trail, its number taken under the lock; inside a transaction."""
    record_all(me, [(verb, subject, details)], changed, hashes)


def record_all(me: dict, said: list[tuple[str, str, dict]], changed=(), hashes=None) -> None:
    """An entry for each verb, subject and details, one after another, under one lock."""
    from kith.audit.seals import canonical, grown, leaf_of, seal_of

    size, frontier, seal = rows("SELECT size, frontier, seal FROM audit_trailstate WHERE id = 1 FOR UPDATE")[0]
    frontier = json.loads(frontier) if isinstance(frontier, str) else frontier
    at = datetime.datetime.now(datetime.UTC)
    written = []
    for verb, subject, details in said:
        size += 1
        fields = {
            "seq": size,
            "at": at.isoformat(timespec="microseconds"),
            "actor": me["uuid"],
            "actor_agency": me["agency_key"],
            "authority": me["authority_key"],
            "verb": verb,
            "subject": subject,
            "about_child": True,
            "details": details,
            "changed": list(changed),
            "hashes": hashes or {},
            "request_id": "bare",
            "session": "",
        }
        leaf = leaf_of(canonical(fields))
        seal = seal_of(seal, leaf)
        frontier = grown(frontier, leaf)
        row = [json.dumps(v) if isinstance(v, dict | list) else v for v in {**fields, "at": at}.values()]
        written += [*row, leaf, seal]
    places = ", ".join([f"({', '.join(['%s'] * 15)})"] * len(said))
    rows(
        "INSERT INTO audit_entry (seq, at, actor, actor_agency, authority, verb, subject, about_child, details, "  # noqa: S608
        f"changed, hashes, request_id, session, leaf, seal) VALUES {places}",
        written,
    )
    rows(
        "UPDATE audit_trailstate SET size = %s, frontier = %s, seal = %s WHERE id = 1",
        [size, json.dumps(frontier), seal],
    )


@signed_in
def queue(request, me):
    """25 rows of the team's queue, and how many there are."""
    where = f"""FROM screening_screening s JOIN concerns_consultation c ON c.id = s.consultation_id
        LEFT JOIN concerns_child k ON k.id = c.child_id JOIN people_person o ON o.id = s.owner_id
        WHERE s.team_id = ANY(%(teams)s) AND s.state IN {OPEN} {MAY}"""
    count = rows(f"SELECT count(*) {where}", me)  # noqa: S608
    found = rows(
        f"SELECT c.reference, left(k.name, 1), s.due_on, o.name, s.state, {SIGNS} {where} "  # noqa: S608
        "ORDER BY s.due_on, s.received_at, s.id LIMIT 25",
        me,
    )
    danger = rows(f"SELECT count(*) {where} AND c.danger = 'yes'", me)  # noqa: S608
    return page("Queue", (count[0][0], found), (danger[0][0], []))


@signed_in
def team(request, me):
    """What waits in a manager's teams: 25 screenings, 25 steps with a day and 25 without of how many, sign-offs and disagreements."""
    decided = """JOIN screening_screeningdecision d ON d.id = x.decision_id
        JOIN screening_screening s ON s.id = d.screening_id JOIN concerns_consultation c ON c.id = s.consultation_id"""
    of_team = f"""FROM screening_screening s
        JOIN concerns_consultation c ON c.id = s.consultation_id JOIN people_person o ON o.id = s.owner_id
        LEFT JOIN concerns_child k ON k.id = c.child_id
        WHERE s.state IN {OPEN} AND s.raising_team_id = ANY(%(managed)s) {MAY}"""
    waiting = rows(f"SELECT count(*) {of_team}", me)  # noqa: S608
    screenings = rows(
        f"SELECT c.reference, left(k.name, 1), s.state, o.name, s.due_on, {SIGNS} {of_team} "  # noqa: S608
        "ORDER BY s.due_on, s.received_at, s.id LIMIT 25",
        me,
    )
    to_take = f"""FROM screening_step st
        JOIN screening_startedpathway x ON x.id = st.pathway_id {decided} JOIN people_person o ON o.id = st.owner_id
        WHERE st.done_at IS NULL AND x.stopped_at IS NULL AND st.owner_id IN (
            SELECT m.person_id FROM people_membership m WHERE m.team_id = ANY(%(managed)s)
            AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now())) {MAY}"""  # noqa: S608
    days = []
    for dated, order in (("st.due_on IS NOT NULL", "st.due_on, st.id"), ("st.due_on IS NULL", "st.id")):
        left = rows(f"SELECT count(*) {to_take} AND {dated}", me)  # noqa: S608
        steps = rows(
            f"SELECT c.reference, st.title, o.name, st.due_on {to_take} AND {dated} "  # noqa: S608
            f"ORDER BY {order} LIMIT 25",
            me,
        )
        days.append((left[0][0], steps))
    sign_offs = rows(
        f"""SELECT c.reference, x.uuid, x.due_on FROM screening_signoff x {decided}
        WHERE x.asked_of_id = %(person)s AND x.answered_at IS NULL {MAY} ORDER BY x.due_on, x.id""",  # noqa: S608
        me,
    )
    disagreements = rows(
        f"""SELECT c.reference, x.uuid, x.due_on FROM screening_disagreement x {decided}
        WHERE x.to_id = %(person)s AND x.answered_at IS NULL {MAY} ORDER BY x.due_on, x.id""",  # noqa: S608
        me,
    )
    return page("Team", ("Sign", sign_offs), ("Said", disagreements), (waiting[0][0], screenings), *days)


@signed_in
def consultation(request, me, reference):
    """The whole record, and that it was read."""
    found = rows(
        f"""SELECT c.*, k.*, o.name, r.name FROM concerns_consultation c LEFT JOIN concerns_child k ON k.id = c.child_id
        JOIN people_person o ON o.id = c.owner_id JOIN people_person r ON r.id = c.raised_by_id
        WHERE c.reference = %(reference)s AND c.state <> 'draft' {MAY}""",  # noqa: S608
        {**me, "reference": reference},
    )
    if not found:
        return HttpResponseNotFound()
    key = [found[0][0]]
    blocks = [
        ("Noticed", rows('SELECT * FROM concerns_noticed WHERE consultation_id = %s ORDER BY "order", id', key)),
        ("Contexts", rows("SELECT * FROM concerns_contextnoted WHERE consultation_id = %s", key)),
        ("Signs", rows("SELECT * FROM concerns_signconsidered WHERE consultation_id = %s", key)),
        ("Exploitation", rows("SELECT * FROM concerns_exploitationconsidered WHERE consultation_id = %s", key)),
        (
            "Notes",
            rows(
                "SELECT n.happened_on, n.text, n.childs_words, p.name FROM concerns_note n "
                "JOIN people_person p ON p.id = n.written_by_id WHERE n.consultation_id = %s",
                key,
            ),
        ),
        (
            "Referrals",
            rows(
                "SELECT r.reference, r.state, r.started_at, s.name FROM concerns_referral r "
                "JOIN people_person s ON s.id = r.started_by_id WHERE r.consultation_id = %s ORDER BY r.started_at, r.id",
                key,
            ),
        ),
        (
            "Owners",
            rows(
                "SELECT o.at, o.reason, w.name, n.name FROM concerns_ownerchange o JOIN people_person w ON w.id = o.was_id "
                "JOIN people_person n ON n.id = o.now_id WHERE o.consultation_id = %s",
                key,
            ),
        ),
        (
            "Lists",
            rows(
                "SELECT list, key, label FROM toolkit_category WHERE list IN ('source-of-information', 'online-space') "
                "AND (authority_id = %s OR authority_id IS NULL) AND (valid_from IS NULL OR valid_from <= CURRENT_DATE) "
                'AND (valid_to IS NULL OR valid_to > CURRENT_DATE) ORDER BY "order", label',
                [me["authority"]],
            ),
        ),
        (
            "Setting",
            rows("SELECT value FROM people_setting WHERE authority_id = %s AND key = 'marking'", [me["authority"]]),
        ),
    ]
    rows(
        """SELECT EXISTS (SELECT 1 FROM concerns_consultationpart p WHERE p.matter_id = %s AND p.begins <= now()
        AND (p.ends IS NULL OR p.ends > now()) AND (p.person_id = %s OR p.team_id = ANY(%s)))""",
        [*key, me["person"], me["teams"]],
    )
    rows(
        "SELECT s.state, s.due_on, o.name FROM screening_screening s JOIN people_person o ON o.id = s.owner_id "
        "WHERE s.consultation_id = %s",
        key,
    )
    rows(
        "SELECT * FROM decisions_draft WHERE author_id = %s AND subject = %s AND section = 'note' ORDER BY id LIMIT 1",
        [me["person"], f"note:{reference}"],
    )
    with transaction.atomic():
        record(me, "consultation.read", f"consultation:{reference}", {"how": "page"})
        rows(
            "UPDATE desk_notice SET read_at = now() WHERE person_id = %s AND reference = %s AND read_at IS NULL",
            [me["person"], reference],
        )
    return page("Consultation", ("Record", found), *blocks)


@signed_in
def section(request, me, reference, section):
    """One section of a draft is kept."""
    found = rows(
        f"""SELECT c.id FROM concerns_consultation c WHERE c.reference = %(reference)s AND c.state = 'draft'
        AND c.raised_by_id = %(person)s {MAY}""",  # noqa: S608
        {**me, "reference": reference},
    )
    if not found:
        return HttpResponseNotFound()
    content = {name: values for name, values in request.POST.lists() if name not in ("version", "act")}
    subject = f"consultation:{reference}"
    with transaction.atomic():
        rows(
            "SELECT id, version, content FROM decisions_draft "
            "WHERE author_id = %s AND subject = %s AND section = %s FOR UPDATE",
            [me["person"], subject, section],
        )
        version = rows(
            """INSERT INTO decisions_draft (author_id, subject, section, content, version, saved_at, expires)
            VALUES (%s, %s, %s, %s, 1, now(), now() + interval '90 days')
            ON CONFLICT (author_id, subject, section) DO UPDATE SET content = excluded.content,
            version = decisions_draft.version + 1, saved_at = now(), expires = excluded.expires RETURNING version""",
            [me["person"], subject, section, json.dumps(content)],
        )
    return JsonResponse({"version": version[0][0]})


@signed_in
def submit(request, me, reference):
    """A draft is with the specialist: child, record, what was noticed, parts, screening, notice, mail, two entries."""
    now = datetime.datetime.now(datetime.UTC)
    subject = f"consultation:{reference}"
    with transaction.atomic():
        found = rows(
            f"""SELECT c.id FROM concerns_consultation c WHERE c.reference = %(reference)s AND c.state = 'draft'
            AND c.raised_by_id = %(person)s {MAY} FOR UPDATE OF c""",  # noqa: S608
            {**me, "reference": reference},
        )
        if not found:
            return HttpResponseNotFound()
        key = found[0][0]
        said = dict(
            rows(
                "SELECT section, content FROM decisions_draft WHERE author_id = %s AND subject = %s",
                [me["person"], subject],
            )
        )
        said = {name: json.loads(c) if isinstance(c, str) else c for name, c in said.items()}
        born = datetime.date(*(int(said["child"][f"birth_date_{part}"][0]) for part in ("year", "month", "day")))
        name, case = said["child"]["name"][0], said["child"]["case_reference"][0]
        child = rows(
            """INSERT INTO concerns_child (uuid, authority_id, case_reference, named, name, search_name, known_as,
            birth_kind, birth_date, sex, gender_words, language, interpreter, disability, school, responsibility,
            responsible_know, version)
            VALUES (%s, %s, %s, true, %s, %s, '', 'known', %s, '', '', '', '', '', '', '', '', 1)
            RETURNING id""",
            [uuid.uuid4(), me["authority"], case, name, name.casefold(), born],
        )[0][0]
        rows(
            """UPDATE concerns_consultation SET child_id = %s, state = 'screening', submitted_at = %s, danger = %s,
            voice_words = %s, question = %s WHERE id = %s""",
            [
                child,
                now,
                said["safety"]["danger"][0],
                said["voice"]["voice_words"][0],
                said["question"]["question"][0],
                key,
            ],
        )
        rows(
            """INSERT INTO concerns_noticed (consultation_id, "order", happened_words, source, source_words, place, space,
            what, exact_words, interpretation, assumption) VALUES (%s, 1, '', '', '', '', '', %s, '', '', '')""",
            [key, said["noticed"]["what_0"][0]],
        )
        screeners = rows(
            """SELECT t.id, m.person_id, p.uuid, p.wants_mail FROM people_team t
            JOIN people_agency a ON a.id = t.agency_id JOIN people_membership m ON m.team_id = t.id
            JOIN people_person p ON p.id = m.person_id JOIN people_roleheld r ON r.person_id = p.id
            WHERE a.authority_id = %s AND t.screens AND p.is_active AND r.role = 'specialist' AND p.id <> %s
            AND m.begins <= now() AND (m.ends IS NULL OR m.ends > now()) ORDER BY t.id, p.name LIMIT 1""",
            [me["authority"], me["person"]],
        )[0]
        rows(
            """INSERT INTO concerns_consultationpart (matter_id, team_id, managers_only, reason, begins)
            VALUES (%s, %s, true, 'manages', %s), (%s, %s, false, 'screens', %s)""",
            [key, me["teams"][0], now, key, screeners[0], now],
        )
        rows("DELETE FROM decisions_draft WHERE author_id = %s AND subject = %s", [me["person"], subject])
        record(me, "consultation.submitted", subject, {"danger": "no"})
        rows(
            "SELECT * FROM toolkit_clock WHERE key = 'screening-decision' AND (authority_id = %s OR authority_id IS NULL)",
            [me["authority"]],
        )
        rows(
            """INSERT INTO screening_screening (consultation_id, authority_id, team_id, owner_id, state, received_at,
            due_on, version) VALUES (%s, %s, %s, %s, 'waiting', %s, %s, 1)""",
            [key, me["authority"], screeners[0], screeners[1], now, now.date() + datetime.timedelta(days=1)],
        )
        record(me, "screening.opened", subject, {"owner": f"person:{screeners[2]}"})
        rows(
            "INSERT INTO desk_notice (person_id, at, kind, reference) VALUES (%s, %s, 'submitted', %s)",
            [screeners[1], now, reference],
        )
        rows(
            """INSERT INTO desk_mail (person_id, made_at, tries, not_before, fault) SELECT %s, %s, 0, %s, ''
            WHERE NOT EXISTS (SELECT 1 FROM desk_mail WHERE person_id = %s AND sent_at IS NULL AND fault = '')""",
            [screeners[1], now, now, screeners[1]],
        )
        rows(
            """SELECT c.id FROM concerns_child k JOIN concerns_consultation c ON c.child_id = k.id
            WHERE k.authority_id = %s AND k.id <> %s AND c.state <> 'draft'
            AND (k.case_reference = %s OR (k.search_name = %s AND k.birth_date = %s))""",
            [me["authority"], child, case, name.casefold(), born],
        )
    return HttpResponse(status=302, headers={"Location": f"/consultations/{reference}"})


@signed_in
def search(request, me):
    """By reference or part of a name, among what this person may read; at most 50, newest first."""
    from kith.audit.seals import keyed_hash

    text = request.POST["q"].strip()
    begins = f"{text.upper()}%" if text.upper().startswith("K-") else None
    rows("SELECT verb, at FROM audit_entry WHERE actor = %s ORDER BY seq DESC LIMIT 200", [me["uuid"]])
    found = rows(
        f"""SELECT c.reference, k.name, k.case_reference, c.state, c.submitted_at, o.name, r.name
        FROM concerns_consultation c LEFT JOIN concerns_child k ON k.id = c.child_id
        JOIN people_person o ON o.id = c.owner_id JOIN people_person r ON r.id = c.raised_by_id
        WHERE c.id IN {MINE} AND c.authority_id = %(authority)s AND c.state <> 'draft'
        AND (upper(c.reference) = upper(%(text)s) OR upper(k.case_reference) = upper(%(text)s)
             OR c.reference LIKE %(begins)s OR k.search_name LIKE %(like)s OR k.known_as ILIKE %(like)s)
        ORDER BY c.submitted_at DESC LIMIT 50""",  # noqa: S608
        {**me, "text": text, "like": f"%{text.casefold()}%", "begins": begins},
    )
    with transaction.atomic():
        hashes = {"text": [keyed_hash(""), keyed_hash(text.casefold())]}
        record(me, "desk.searched", "", {"found": len(found)}, ["text"], hashes)
    return page("Search " + escape(text), ("Found", found))


from .bare_places import urlpatterns as places  # noqa: E402  (it is written with what stands above)
from .bare_together import urlpatterns as together  # noqa: E402  (it is written with what stands above)

# The addresses are Kith's, so that one list of requests goes to both.
urlpatterns = [
    *together,
    *places,
    path("screening/", queue),
    path("screening/team", team),
    path("search", search),
    path("consultations/<str:reference>/write/check", submit),
    path("consultations/<str:reference>/write/<slug:section>", section),
    path("consultations/<str:reference>", consultation),
]
application = get_wsgi_application()
