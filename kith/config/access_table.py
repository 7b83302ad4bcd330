"""Who comes to which door, and which rule chooses the record behind it: the whole policy on one page.

`who` lets a person reach the view; `rule` says which rows they then find there (promise 6). A route that is not
named here does not exist for anybody. tests/architecture/test_access_table.py walks every route.
"""

from kith.access.table import ANYONE, SIGNED_IN, TOKEN, Command, Door
from kith.config.editor_doors import EDITOR, WRITERS
from kith.panel.rules import PANEL_ROLES, SETTING_UP
from kith.people.rules import VETTING_ROLES
from kith.people.words import Role
from kith.toolkit.rules import LOCAL_EDITORS

CASEWORK = (Role.PRACTITIONER, Role.SPECIALIST, Role.MANAGER)
SCREENERS = (Role.SPECIALIST, Role.MANAGER)
OPEN = "nothing about a child or a person stands here"
OWN = "one’s own account"
TOOLKIT = "toolkit: every signed-in person, own authority’s words first"
SEES = "concerns.rules.sees_consultation"
DRAFT = "concerns.rules.may_write_draft: its author alone"
SCREENING = "screening.rules.sees_screening"
SERVICES = "services.rules.sees_service: own authority"
KEEPS = "services.rules.may_keep_service: own authority"
TAKEN_IN = "services.queries.import_for: own authority"
PUBLIC = "services.public.public: what an editor marked public"
SHARERS = (*CASEWORK, Role.PARTNER)
RECEIVING = (*SHARERS, Role.ADMINISTRATOR)
# Who may answer for somebody else: managers, who manages a team of another agency, and administrators.
ANSWERING = (Role.MANAGER, Role.PARTNER, Role.ADMINISTRATOR)
MEETERS = (*SHARERS, Role.CHAIR)
MEETING = "meetings.rules.sees_meeting: who is invited, or whose agency called it about a matter of theirs"
BEFORE = "meetings.rules.sees_question"
SHARING = "sharing.rules.sees_request; of what came back, sharing.rules.sees_version"
PANEL = "panel.rules.sees_panel: a seat on it"
CASE = "panel.rules.sees_case: a seat on its panel or a part in it, and no bar"
MEETING = f"panel.rules.sees_meeting; its cases by {CASE}"
PACK = f"{MEETING}; the consultation by {SEES}; what was shared by sharing.rules.fullest_for"
PANEL_DOOR = (*PANEL_ROLES, Role.ADMINISTRATOR)

TABLE: dict[str, Door] = {
    # People and sessions
    "people:sign-in": Door(ANYONE, OPEN, open_when_locked=True),
    "people:sign-out": Door(SIGNED_IN, OWN, open_when_locked=True),
    "people:lock": Door(SIGNED_IN, OWN, open_when_locked=True),
    "people:unlock": Door(SIGNED_IN, OWN, open_when_locked=True),
    "people:confirm": Door(SIGNED_IN, OWN),
    "people:stay": Door(SIGNED_IN, OWN),
    "people:account": Door(SIGNED_IN, OWN),
    "people:password": Door(SIGNED_IN, OWN),
    "people:new-token": Door(SIGNED_IN, OWN, fresh=True),
    "people:withdraw-token": Door(SIGNED_IN, OWN),
    "people:mail": Door(SIGNED_IN, OWN),
    "people:end-sessions": Door(SIGNED_IN, OWN),
    "people:everybody": Door((Role.ADMINISTRATOR,), "people.queries.everybody_in: own authority"),
    "people:telephone": Door(SIGNED_IN, "people.rules.may_change_telephone: one’s own, or the administrator"),
    "people:receivers": Door(RECEIVING, "own authority"),
    "people:receiver": Door(RECEIVING, "people.rules.may_designate: own agency, or the administrator"),
    "people:name-for": Door(RECEIVING, "people.rules.may_designate"),
    "people:receiver-assure": Door(RECEIVING, "people.rules.may_designate"),
    "people:receiver-back": Door(RECEIVING, "people.rules.may_designate"),
    "people:vettings": Door(VETTING_ROLES, "people.queries.vettings_in: own authority", fresh=True),
    "people:confirm-vetting": Door(VETTING_ROLES, "people.rules.may_confirm_vetting: a second person", fresh=True),
    "people:withdraw-vetting": Door(VETTING_ROLES, "people.rules.may_withdraw_vetting", fresh=True),
    # Toolkit
    "toolkit:browse": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:what-now": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:what-now-answer": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:guide": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:guide-pdf": Door(SIGNED_IN, TOOLKIT),
    "toolkit:piece": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:indicators": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:clocks": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:search": Door(SIGNED_IN, TOOLKIT),
    "toolkit:doing": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:theme": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:kind": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:keep": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:keep-list": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:changed": Door(SIGNED_IN, TOOLKIT),
    "toolkit:parallels": Door(SIGNED_IN, TOOLKIT, keep=True),
    "toolkit:changes-by-mail": Door(SIGNED_IN, "one’s own e-mail"),
    "toolkit:editions": Door(SIGNED_IN, TOOLKIT),
    "toolkit:propose": Door(SIGNED_IN, TOOLKIT),
    "toolkit:propose-sign": Door(SIGNED_IN, TOOLKIT),
    "toolkit:proposals": Door(SIGNED_IN, "one’s own proposals"),
    "toolkit:useful": Door(SIGNED_IN, TOOLKIT),
    "toolkit:hide": Door(LOCAL_EDITORS, "toolkit.rules.may_publish: own authority"),
    "toolkit:note": Door(LOCAL_EDITORS, "toolkit.rules.may_publish: own authority"),
    "toolkit:sign-off": Door(LOCAL_EDITORS, "toolkit.rules.may_publish: own authority"),
    "toolkit:document": Door(SIGNED_IN, "toolkit.rules.sees_document, on a page that one is shown"),
    # Services that can help
    "services:directory": Door(SIGNED_IN, SERVICES),
    "services:service": Door(SIGNED_IN, SERVICES),
    "services:board": Door(LOCAL_EDITORS, KEEPS),
    "services:add": Door(LOCAL_EDITORS, KEEPS),
    "services:change": Door(LOCAL_EDITORS, KEEPS),
    "services:history": Door(LOCAL_EDITORS, KEEPS),
    "services:put-back": Door(LOCAL_EDITORS, KEEPS),
    "services:public": Door(LOCAL_EDITORS, KEEPS),
    "services:checked": Door(LOCAL_EDITORS, KEEPS),
    "services:retire": Door(LOCAL_EDITORS, KEEPS),
    "services:bring-back": Door(LOCAL_EDITORS, KEEPS),
    "services:organisation": Door(LOCAL_EDITORS, KEEPS),
    "services:take-in": Door(LOCAL_EDITORS, KEEPS),
    "services:fetch": Door(LOCAL_EDITORS, "services.rules.is_allowed: a directory that the settings name"),
    "services:import": Door(LOCAL_EDITORS, TAKEN_IN),
    "services:load": Door(LOCAL_EDITORS, TAKEN_IN),
    "services:leave": Door(LOCAL_EDITORS, TAKEN_IN),
    "services:wrong-rows": Door(LOCAL_EDITORS, TAKEN_IN),
    # The public directory, Open Referral UK 3.0
    "oruk:root": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:services": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:service": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:taxonomies": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:taxonomy": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:taxonomy-terms": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:taxonomy-term": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:service-at-locations": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:service-at-location": Door(ANYONE, PUBLIC, open_when_locked=True),
    "oruk:nothing": Door(ANYONE, "nothing stands here", open_when_locked=True),
    # Writing the toolkit: the board here, the editor’s own pages in editor_doors.py
    "editing:board": Door(WRITERS, "own layer"),
    "editing:unschedule": Door(WRITERS, "editing.queries.waiting_page: own layer"),
    "editing:begin": Door(WRITERS, "own layer"),
    "editing:answer": Door(
        WRITERS, "editing.queries.waiting_page: own layer; editing.rules.may_answer: never the writer"
    ),
    "editing:replace": Door(WRITERS, "own layer"),
    "editing:retire": Door(WRITERS, "own layer"),
    "editing:attach": Door(WRITERS, "toolkit.rules.may_publish: own layer"),
    "editing:document": Door(
        WRITERS, "toolkit.rules.sees_document: own layer; may_answer_document: never who attached it"
    ),
    "editing:take-out": Door(WRITERS, "toolkit.rules.may_take_out_document: own layer"),
    "editing:proposal": Door(LOCAL_EDITORS, "toolkit.queries.proposal_for: own authority"),
    "editing:beneath": Door(LOCAL_EDITORS, "toolkit.queries.beneath_ours: own authority"),
    "editing:synonyms": Door(WRITERS, "toolkit.rules.may_publish: own layer"),
    "editing:synonym": Door(WRITERS, "toolkit.rules.may_publish: own layer"),
    "editing:undo-synonyms": Door(WRITERS, "toolkit.queries.synonym_change_for: own layer"),
    "editing:searches": Door(LOCAL_EDITORS, "toolkit.rules.may_publish: own authority"),
    "editing:links": Door(WRITERS, "pages that the own authority shows"),
    "editing:useful": Door(WRITERS, "toolkit.queries.useful_of: own authority; of a region, its pages"),
    **EDITOR,
    # Desk
    "desk:healthz": Door(ANYONE, OPEN, open_when_locked=True),
    "desk:accessibility": Door(ANYONE, OPEN),
    "desk:privacy": Door(ANYONE, OPEN),
    "desk:offline": Door(ANYONE, OPEN, open_when_locked=True, keep=True),
    "desk:worker": Door(ANYONE, OPEN, open_when_locked=True),
    "desk:home": Door(SIGNED_IN, "each list by its own room’s rule"),
    "desk:notices": Door(SIGNED_IN, "one’s own notices"),
    "desk:search": Door(CASEWORK, SEES, child=True),
    "desk:chronology": Door(SIGNED_IN, SEES, child=True),
    "desk:chronology-pdf": Door(SIGNED_IN, SEES, fresh=True, child=True, file=True),
    "desk:chronology-json": Door(SIGNED_IN, SEES, fresh=True, child=True, file=True),
    "desk:emergency-reviews": Door((Role.GOVERNANCE,), "concerns.rules.may_review_emergency", child=True),
    "desk:review-emergency": Door((Role.GOVERNANCE,), "concerns.rules.may_review_emergency", child=True),
    # Sharing
    "sharing:requests": Door(SHARERS, SHARING),
    "sharing:of-matter": Door(CASEWORK, SEES, child=True),
    "sharing:ask": Door(CASEWORK, "sharing.rules.may_ask", child=True),
    "sharing:request": Door(SHARERS, SHARING, child=True),
    "sharing:ask-without-matter": Door((Role.PARTNER,), "sharing.rules.may_ask_without_matter: a partner", child=True),
    "sharing:tell-without-matter": Door((Role.PARTNER,), "sharing.rules.may_ask_without_matter: a partner", child=True),
    "sharing:tell": Door(CASEWORK, "sharing.rules.may_ask", child=True),
    "sharing:document": Door(SHARERS, SHARING, fresh=True, child=True, file=True),
    "sharing:link": Door(SHARERS, "sharing.rules.may_link: who received it in social care", child=True),
    "sharing:mark": Door(SHARERS, "sharing.rules.may_mark: police who received or asked it", child=True),
    "sharing:lift": Door(SHARERS, "sharing.rules.may_lift: the agency that set it", child=True),
    "sharing:pass-on": Door(SHARERS, "sharing.rules.may_ask_passing: who reads the version", child=True),
    "sharing:passing": Door(SHARERS, "sharing.rules.sees_passing", child=True),
    "sharing:answer-passing": Door(SHARERS, "sharing.rules.may_answer_passing: the originator", child=True),
    "sharing:end-passing": Door(SHARERS, "sharing.rules.may_end_passing: the originator", child=True),
    "sharing:figures": Door((*SHARERS, Role.GOVERNANCE), "sharing.rules.sees_figures: own authority"),
    "sharing:figures-csv": Door(
        (*SHARERS, Role.GOVERNANCE), "sharing.rules.sees_figures: own authority", fresh=True, file=True
    ),
    "sharing:acknowledge": Door(SHARERS, "sharing.rules.may_acknowledge: who received it", child=True),
    "sharing:answer": Door(SHARERS, "sharing.rules.may_answer: who received it", child=True),
    "sharing:colleague": Door(SHARERS, "sharing.rules.may_give_part: who received it", child=True),
    "sharing:withdraw": Door(SHARERS, "sharing.rules.may_withdraw_request: who asked", child=True),
    "sharing:release": Door(SHARERS, "sharing.rules.may_release: a second person of the originator", child=True),
    "sharing:narrow": Door(SHARERS, "sharing.rules.may_narrow: the originator", child=True),
    # Handover
    "handover:mine": Door(
        SIGNED_IN, "handover.rules.sees_item: what one is offered or has; references by the matter’s rule"
    ),
    "handover:prepare": Door(SIGNED_IN, "one’s own handover"),
    "handover:begin": Door(ANSWERING, "people.rules.may_start_leaving", fresh=True),
    "handover:take-over": Door(
        SIGNED_IN, "handover.rules.may_answer, and the thing’s own room: Kind.may_take", child=True
    ),
    "handover:alone": Door(ANSWERING, "own authority"),
    "handover:decline": Door(SIGNED_IN, "handover.rules.may_answer: whom it is offered to"),
    "handover:keep": Door(SIGNED_IN, "who has it by default"),
    "handover:handover": Door(SIGNED_IN, "handover.rules.sees_handover; each thing by its room: Kind.sees", child=True),
    "handover:day": Door(SIGNED_IN, "handover.rules.may_change"),
    "handover:call-off": Door(SIGNED_IN, "handover.rules.may_change"),
    "handover:at-once": Door(ANSWERING, "handover.rules.may_settle: who answers for the person", fresh=True),
    "handover:thing": Door(SIGNED_IN, "handover.rules.sees_handover; the thing by its room: Kind.sees", child=True),
    # Visits and meetings, and the question before a visible step
    "meetings:mine": Door(MEETERS, f"{MEETING}; {BEFORE}"),
    "meetings:past": Door(MEETERS, MEETING),
    "meetings:of-matter": Door(CASEWORK, SEES, child=True),
    "meetings:ask-before": Door(CASEWORK, "meetings.rules.may_ask_before", child=True),
    "meetings:before": Door(SHARERS, BEFORE, child=True),
    "meetings:answer-before": Door(SHARERS, "meetings.rules.may_answer_question: who received it", child=True),
    "meetings:take-back": Door(SHARERS, "meetings.rules.may_take_back: who received it", child=True),
    "meetings:before-colleague": Door(SHARERS, "meetings.rules.may_give_question: who received it", child=True),
    "meetings:withdraw-before": Door(SHARERS, "meetings.rules.may_withdraw_question: who asked", child=True),
    "meetings:before-without": Door(SHARERS, "meetings.rules.may_go_without: who works in the matter", child=True),
    "meetings:plan-visit": Door(CASEWORK, "meetings.rules.may_call", child=True),
    "meetings:call-strategy": Door(CASEWORK, "meetings.rules.may_call", child=True),
    "meetings:call-professionals": Door(CASEWORK, "meetings.rules.may_call", child=True),
    "meetings:meeting": Door(MEETERS, MEETING, child=True),
    "meetings:change": Door(MEETERS, "meetings.rules.may_change", child=True),
    "meetings:cancel": Door(MEETERS, "meetings.rules.may_change", child=True),
    "meetings:invite": Door(MEETERS, "meetings.rules.may_change; may_be_invited", child=True),
    "meetings:end-seat": Door(MEETERS, "meetings.rules.may_end_seat", child=True),
    "meetings:take-time": Door(MEETERS, "meetings.rules.may_change", child=True),
    "meetings:reply": Door(MEETERS, "meetings.rules.may_reply: one’s own seat", child=True),
    "meetings:pass-seat": Door(MEETERS, "meetings.rules.may_pass_seat: one’s own seat", child=True),
    "meetings:account": Door(MEETERS, "meetings.rules.may_write_account", child=True),
    "meetings:view": Door(MEETERS, "meetings.rules.may_write_view", child=True),
    "meetings:decide": Door(MEETERS, "meetings.rules.may_decide", child=True),
    "meetings:dissent": Door(MEETERS, "meetings.rules.may_dissent", child=True),
    "meetings:agree-action": Door(MEETERS, "meetings.rules.may_record", child=True),
    "meetings:action-done": Door(MEETERS, "meetings.rules.may_finish_action", child=True),
    "meetings:minutes": Door(MEETERS, MEETING, child=True),
    "meetings:minutes-pdf": Door(MEETERS, MEETING, fresh=True, child=True, file=True),
    "meetings:invitation": Door(MEETERS, f"{MEETING}; the file holds a kind, a reference and a time"),
    "meetings:calendars": Door(MEETERS, "one’s own calendars"),
    "meetings:new-calendar": Door(MEETERS, "one’s own calendars", fresh=True),
    "meetings:withdraw-calendar": Door(MEETERS, "one’s own calendars"),
    "meetings-calendar": Door(
        TOKEN, f"a private address that lives; {MEETING}, asked at each fetch; kinds, references and times alone"
    ),
    # Panels
    "panel:panels": Door(PANEL_DOOR, PANEL),
    "panel:new": Door(SETTING_UP, "panel.rules.may_set_up: own authority"),
    "panel:panel": Door(PANEL_DOOR, f"{PANEL}; without a seat, who sits there alone"),
    "panel:seat": Door(PANEL_DOOR, "panel.rules.may_seat, may_sit"),
    "panel:end-seat": Door(PANEL_DOOR, "panel.rules.may_end_seat"),
    "panel:quorum": Door(PANEL_ROLES, "panel.rules.may_plan: who leads the panel"),
    "panel:plan-meeting": Door(PANEL_ROLES, "panel.rules.may_plan: who leads the panel"),
    "panel:figures": Door(
        PANEL_ROLES, "panel.rules.sees_attendance; counts of meetings, small numbers of cases suppressed"
    ),
    "panel:enter": Door(PANEL_ROLES, "panel.rules.may_enter: who leads the panel, and works in the matter", child=True),
    "panel:case": Door(PANEL_ROLES, CASE, child=True),
    "panel:social-worker": Door(PANEL_ROLES, "panel.rules.may_name_social_worker", child=True),
    "panel:conflict": Door(PANEL_ROLES, "panel.rules.may_place_bar", child=True),
    "panel:agenda": Door(PANEL_ROLES, "panel.rules.may_put_on_agenda", child=True),
    "panel:consent": Door(PANEL_ROLES, "panel.rules.may_record_consent", child=True),
    "panel:consent-answer": Door(PANEL_ROLES, "panel.rules.may_answer_consent", child=True),
    "panel:action": Door(PANEL_ROLES, "panel.rules.may_agree_action", child=True),
    "panel:action-done": Door(PANEL_ROLES, "panel.rules.may_finish: its owner, who leads the case", child=True),
    "panel:support": Door(PANEL_ROLES, "panel.rules.may_support", child=True),
    "panel:session": Door(PANEL_ROLES, "panel.rules.may_support", child=True),
    "panel:session-said": Door(PANEL_ROLES, "panel.rules.may_say_session", child=True),
    "panel:look": Door(PANEL_ROLES, "panel.rules.may_look: who leads the case today", child=True),
    "panel:meeting": Door(PANEL_ROLES, MEETING, child=True),
    "panel:who-came": Door(PANEL_ROLES, "panel.rules.may_run: who leads the panel", child=True),
    "panel:held": Door(PANEL_ROLES, "panel.rules.may_run: who leads the panel", child=True),
    "panel:call-off": Door(PANEL_ROLES, "panel.rules.may_run: who leads the panel", child=True),
    "panel:view": Door(PANEL_ROLES, "panel.rules.may_view: own agency; who leads the case", child=True),
    "panel:decide": Door(PANEL_ROLES, "panel.rules.may_decide: who leads the case, from the day on", child=True),
    "panel:pack": Door(PANEL_ROLES, PACK, child=True),
    "panel:pack-pdf": Door(PANEL_ROLES, PACK, fresh=True, child=True, file=True),
    "panel:minutes": Door(PANEL_ROLES, MEETING, child=True),
    "panel:minutes-pdf": Door(PANEL_ROLES, MEETING, fresh=True, child=True, file=True),
    "panel:minutes-docx": Door(PANEL_ROLES, MEETING, fresh=True, child=True, file=True),
    # Concerns
    "concerns:mine": Door(CASEWORK, SEES, child=True),
    "concerns:start": Door(CASEWORK, "concerns.rules.may_start"),
    "concerns:tasks": Door(CASEWORK, DRAFT, child=True),
    "concerns:section": Door(CASEWORK, DRAFT, child=True),
    "concerns:check": Door(CASEWORK, DRAFT, child=True),
    "concerns:discard": Door(CASEWORK, DRAFT, child=True),
    "concerns:consultation": Door(SIGNED_IN, SEES, child=True),
    "concerns:note": Door(CASEWORK, SEES, child=True),
    "concerns:complete": Door(CASEWORK, "concerns.rules.may_complete", child=True),
    "concerns:complete-equality": Door(CASEWORK, "concerns.rules.may_complete", child=True),
    "concerns:who": Door(SIGNED_IN, SEES, child=True),
    "concerns:give-part": Door(CASEWORK, "concerns.rules.may_give_part", child=True),
    "concerns:end-part": Door(CASEWORK, "concerns.rules.may_give_part", child=True),
    "concerns:hand-over": Door(CASEWORK, "concerns.rules.may_hand_over", child=True),
    "concerns:bar": Door(CASEWORK, "concerns.rules.may_place_bar", child=True),
    "concerns:emergency": Door(CASEWORK, "concerns.rules.may_open_in_emergency", fresh=True, child=True),
    "concerns:referral": Door(CASEWORK, "concerns.rules.may_prepare_referral", child=True),
    "concerns:prepare-referral": Door(CASEWORK, "concerns.rules.may_prepare_referral", child=True),
    "concerns:referral-check": Door(CASEWORK, "concerns.rules.may_prepare_referral", child=True),
    "concerns:referral-urgent": Door(CASEWORK, "concerns.rules.may_refer_urgently", child=True),
    "concerns:referral-sent": Door(CASEWORK, "concerns.rules.may_send_referral", child=True),
    "concerns:referral-acknowledged": Door(CASEWORK, "concerns.rules.may_prepare_referral", child=True),
    "concerns:referral-outcome": Door(CASEWORK, "concerns.rules.may_prepare_referral", child=True),
    "concerns:referral-pdf": Door(CASEWORK, "concerns.rules.may_send_referral", fresh=True, child=True, file=True),
    "concerns:referral-docx": Door(CASEWORK, "concerns.rules.may_send_referral", fresh=True, child=True, file=True),
    "concerns:referral-template": Door((Role.MANAGER, Role.ADMINISTRATOR), "own authority’s form", fresh=True),
    # Screening
    "screening:queue": Door(SCREENERS, SCREENING, child=True),
    "screening:team": Door((Role.MANAGER,), SCREENING, child=True),
    "screening:steps": Door(SIGNED_IN, "steps of one’s own", child=True),
    "screening:sign-offs": Door((Role.MANAGER,), "screening.rules.may_sign_off", child=True),
    "screening:workspace": Door(SCREENERS, SCREENING, child=True),
    "screening:claim": Door((Role.SPECIALIST,), "screening.rules.may_claim", child=True),
    "screening:hand-over": Door(SCREENERS, "screening.rules.may_hand_over", child=True),
    "screening:ask": Door(SCREENERS, "screening.rules.may_ask", child=True),
    "screening:answer": Door(CASEWORK, "screening.rules.may_answer", child=True),
    "screening:decide": Door(SCREENERS, "screening.rules.may_decide", child=True),
    "screening:decision": Door(SIGNED_IN, SEES, child=True),
    "screening:then": Door(SIGNED_IN, SEES, child=True),
    "screening:sign-off": Door((Role.MANAGER,), "screening.rules.may_sign_off", child=True),
    "screening:otherwise": Door(
        (Role.MANAGER,), "screening.rules.may_sign_off, or may_undo_by_disagreement", child=True
    ),
    "screening:match": Door(CASEWORK, "screening.rules.may_answer_match", child=True),
    "screening:again": Door(SCREENERS, "screening.rules.may_reopen", child=True),
    "screening:close": Door(CASEWORK, "screening.rules.may_close", child=True),
    "screening:step-to": Door(CASEWORK, "screening.rules.may_take_step", child=True),
    "screening:step-day": Door(CASEWORK, "screening.rules.may_set_day", child=True),
    "screening:to-answer": Door(SIGNED_IN, SEES, child=True),
    "screening:disagree": Door(CASEWORK, "screening.rules.may_disagree", child=True),
    "screening:disagreement": Door(CASEWORK, SEES, child=True),
    "screening:step": Door(CASEWORK, "screening.rules.may_take_step", child=True),
    "screening:same-child": Door(SCREENERS, SCREENING, child=True),
    # For machines: a person’s token, never a session (`api/v1/`); one made for a feed reader opens what says so
    "api:openapi-json": Door(ANYONE, OPEN, open_when_locked=True),
    "api:api-root": Door(TOKEN, "nothing stands here"),
    "api:nothing": Door(TOKEN, "nothing stands here"),
    "api:consultations": Door(TOKEN, f"reading: {SEES}; beginning: concerns.rules.may_send_draft", child=True),
    "api:consultation": Door(TOKEN, SEES, child=True),
    "api:decisions": Door(TOKEN, SCREENING, child=True),
    "api:decision": Door(TOKEN, SCREENING, child=True),
    "api:toolkit-changes": Door(TOKEN, TOOLKIT, feed=True),
    "api:toolkit-changes-at": Door(TOKEN, f"{TOOLKIT}; the token stands in the address", feed=True),
}

# Commands are for whoever may be the user `kith` on the server, who holds the keys and the database in any case. None
# asks a person’s rights; each says what it touches and what it shows. tests/architecture holds the two lists together.
OPERATOR = "the operator, as the user that owns the settings and keys"
DEMO_ONLY = "anybody on this machine, in a demonstration alone"
NOTHING_OF_A_CHILD = "nothing about a child"

COMMANDS: dict[str, Command] = {
    "init": Command(OPERATOR, "people.rules.may_set_up: never in a demonstration", NOTHING_OF_A_CHILD),
    "person": Command(
        OPERATOR,
        "people.rules.may_add_people, may_set_up; who has something that would be with nobody is ended with --now alone",
        "a person’s name, a first password this once, and the references of what they still own",
        child=True,
    ),
    "token": Command(OPERATOR, "people.rules.may_make_token: an active person", "the token’s secret, this once"),
    "local": Command(
        OPERATOR,
        "people.rules.may_set_up, thresholds.rules: one authority’s settings, clocks, pathways, contacts, referral headings and threshold document",
        NOTHING_OF_A_CHILD,
    ),
    "toolkit": Command(
        OPERATOR,
        "national content alone; an authority’s own words stay; addresses outside are tried with --outside alone",
        NOTHING_OF_A_CHILD,
    ),
    "services": Command(
        OPERATOR,
        "services.rules.may_fetch, is_allowed: one directory that the authority’s settings name",
        NOTHING_OF_A_CHILD,
    ),
    "export": Command(
        OPERATOR,
        "one authority; the fields whose class may leave by an export, into a folder that its maker alone reads",
        "how many rows went out, never what they hold",
        child=True,
    ),
    "audit": Command(
        OPERATOR, "the whole trail, read in order", "its length and root, or the first bad entry’s number"
    ),
    "check": Command(OPERATOR, "settings, database, and what each authority lacks", NOTHING_OF_A_CHILD),
    "serve": Command(
        OPERATOR, "every page by TABLE; a demonstration to this machine alone, in production never", NOTHING_OF_A_CHILD
    ),
    "worker": Command(
        OPERATOR,
        "as system:worker: what is due, and who is told of it",
        "how many e-mails left; mail names nobody but its receiver",
        child=True,
    ),
    "demo": Command(DEMO_ONLY, "an empty or a demonstration’s database, never a real authority’s", "fictional people"),
    "accounts": Command(DEMO_ONLY, "the cast", "fictional people and their password"),
}
