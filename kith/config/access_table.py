"""Who comes to which door, and which rule chooses the record behind it: the whole policy on one page.

`who` lets a person reach the view; `rule` says which rows they then find there (promise 6). A route that is not
named here does not exist for anybody. tests/architecture/test_access_table.py walks every route.
"""

from kith.access.table import ANYONE, SIGNED_IN, TOKEN, Command, Door
from kith.calibration.words import CALIBRATORS, OPENERS
from kith.coaching.words import COACHES, COUNTERS
from kith.config.editor_doors import EDITOR, WRITERS
from kith.learning.words import PLANNERS
from kith.learning_systems.words import CONNECTORS
from kith.lti.words import REGISTRARS
from kith.panel.rules import PANEL_ROLES, SETTING_UP
from kith.people.rules import VETTING_ROLES
from kith.people.words import Role
from kith.toolkit.rules import LOCAL_EDITORS
from kith.training.words import LEADS

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
ASSESSMENT = "assessments.rules.sees_assessment: who reads its consultation, of social care"
SHARERS = (*CASEWORK, Role.PARTNER)
RECEIVING = (*SHARERS, Role.ADMINISTRATOR)
# Who may answer for somebody else: managers, who manages a team of another agency, and administrators.
ANSWERING = (Role.MANAGER, Role.PARTNER, Role.ADMINISTRATOR)
MEETERS = (*SHARERS, Role.CHAIR)
MEETING = "meetings.rules.sees_meeting: who is invited, or whose agency called it about a matter of theirs"
BEFORE = "meetings.rules.sees_question"
PLAN = "plans.rules.sees_plan: who reads its matter and works on cases"
SESSION = "plans.rules.sees_session: who reads its matter and works on cases"
SHARING = "sharing.rules.sees_request; of what came back, sharing.rules.sees_version"
CONTEXT = "contexts.rules.sees_context: a part in it, of one’s own or one’s team’s, and no bar"
NODES = "contexts.rules.sees_node: with the consultation or the context; what is linked, for who sees both"
MAPS = "contexts.rules.may_map: who works in the consultation, or in the context"
TRAINING = "one’s own training"
ANSWERED_FOR = "training.rules.answers_for: who manages them, else the training lead"
CERTIFICATE = "training.rules.sees_certificate: one’s own, and of those for whom one answers"
OWN_RATING = "confidence.rules.sees_rating: one’s own, of social care"
LEARNT = "learning.rules.sees_plan: social care of the own authority"
TRAINED = "training.rules.sees_session: who runs it, is invited or was there, and the training lead"
LINKED = "learning_systems.rules.sees_system: own authority"
FILES = "training.rules.sees_file: own authority"
COACHING = "coaching.rules.sees_question: who asked, has it, or is a specialist whom it is for; late, the others"
TIMES = "coaching.rules.sees_slot: own authority’s; what is booked, for the two"
JOINTLY = "coaching.rules.sees_joint: the two, while they read the matter"
THINKING = "coaching.rules.sees_reflection: own authority"
OWN_LOG = "coaching.rules.sees_entry: one’s own"
CALIBRATION = "calibration.rules.sees_round: who is asked, opened it or manages a team"
LAUNCH = "lti.actions.verify_opening: what a registered platform signed, in the browser that began it"
PLATFORM = "lti.rules.sees_platform: own authority"
PANEL = "panel.rules.sees_panel: a seat on it"
CASE = "panel.rules.sees_case: a seat on its panel or a part in it, and no bar"
MEETING = f"panel.rules.sees_meeting; its cases by {CASE}"
PACK = f"{MEETING}; the consultation by {SEES}; what was shared by sharing.rules.fullest_for"
PANEL_DOOR = (*PANEL_ROLES, Role.ADMINISTRATOR)

TABLE: dict[str, Door] = {
    # People and sessions
    "people:sign-in": Door(ANYONE, OPEN, open_when_locked=True),
    "people:sign-out": Door(SIGNED_IN, OWN, open_when_locked=True, learning=True),
    "people:lock": Door(SIGNED_IN, OWN, open_when_locked=True),
    "people:unlock": Door(SIGNED_IN, OWN, open_when_locked=True),
    "people:confirm": Door(SIGNED_IN, OWN),
    "people:stay": Door(SIGNED_IN, OWN, learning=True),
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
    "desk:healthz": Door(ANYONE, OPEN, open_when_locked=True, learning=True),
    "desk:accessibility": Door(ANYONE, OPEN, learning=True),
    "desk:privacy": Door(ANYONE, OPEN, learning=True),
    "desk:offline": Door(ANYONE, OPEN, open_when_locked=True, keep=True, learning=True),
    "desk:worker": Door(ANYONE, OPEN, open_when_locked=True, learning=True),
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
    # Assessments of a child
    "assessments:of-matter": Door(CASEWORK, f"{SEES}; {ASSESSMENT}", child=True),
    "assessments:begin": Door(CASEWORK, "assessments.rules.may_begin", child=True),
    "assessments:assessment": Door(CASEWORK, ASSESSMENT, child=True),
    "assessments:part": Door(CASEWORK, "assessments.rules.may_write", child=True),
    "assessments:lead": Door(CASEWORK, "assessments.rules.may_change_lead", child=True),
    "assessments:checkpoint": Door((Role.MANAGER,), "assessments.rules.may_keep_checkpoint", child=True),
    "assessments:conclude": Door(CASEWORK, "assessments.rules.may_conclude: who leads it", child=True),
    "assessments:answer": Door((Role.MANAGER,), "assessments.rules.may_answer", child=True),
    "assessments:day": Door((Role.MANAGER,), "assessments.rules.may_correct_day", child=True),
    "assessments:stop": Door((Role.MANAGER,), "assessments.rules.may_stop", child=True),
    "assessments:paper": Door(CASEWORK, ASSESSMENT, child=True),
    "assessments:family": Door(CASEWORK, "assessments.rules.may_take_out_assessment", child=True),
    "assessments:family-words": Door(CASEWORK, "assessments.rules.may_word_for_family", child=True),
    "assessments:pdf": Door(
        CASEWORK, "assessments.rules.may_take_out_assessment; may_give_to_family", fresh=True, child=True, file=True
    ),
    "assessments:docx": Door(
        CASEWORK, "assessments.rules.may_take_out_assessment; may_give_to_family", fresh=True, child=True, file=True
    ),
    # Plans, and time with young people
    "plans:mine": Door(CASEWORK, PLAN),
    "plans:time": Door(CASEWORK, "plans.rules.sees_own_time: one’s own, as numbers"),
    "plans:team-time": Door((Role.MANAGER,), "plans.rules.sees_team_time: a team that one manages; totals alone"),
    "plans:of-matter": Door(CASEWORK, SEES, child=True),
    "plans:begin": Door(CASEWORK, "plans.rules.may_begin", child=True),
    "plans:plan-session": Door(CASEWORK, "plans.rules.may_plan_session", child=True),
    "plans:record-session": Door(CASEWORK, "plans.rules.may_plan_session", child=True),
    "plans:plan": Door(CASEWORK, PLAN, child=True),
    "plans:edition": Door(CASEWORK, PLAN, child=True),
    "plans:new-edition": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:writing": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:names": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:add-outcome": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:change-outcome": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:take-out-outcome": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:put-back-outcome": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:add-action": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:change-action": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:take-out-action": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:put-back-action": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:safety": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:agree": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:drop": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:said": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:review": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:put-review-right": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:end": Door(CASEWORK, "plans.rules.may_write_plan: who leads it", child=True),
    "plans:end-action": Door(CASEWORK, "plans.rules.may_end_action: who has it, or leads the plan", child=True),
    "plans:paper": Door(CASEWORK, PLAN, child=True),
    "plans:paper-docx": Door(CASEWORK, "plans.rules.may_take_paper", fresh=True, child=True, file=True),
    "plans:paper-pdf": Door(CASEWORK, "plans.rules.may_take_paper", fresh=True, child=True, file=True),
    "plans:family-paper": Door(CASEWORK, PLAN, child=True),
    "plans:family-docx": Door(CASEWORK, "plans.rules.may_give_family", fresh=True, child=True, file=True),
    "plans:family-pdf": Door(CASEWORK, "plans.rules.may_give_family", fresh=True, child=True, file=True),
    "plans:session": Door(CASEWORK, SESSION, child=True),
    "plans:move-session": Door(CASEWORK, "plans.rules.may_move_session", child=True),
    "plans:held": Door(CASEWORK, "plans.rules.may_write_session", child=True),
    "plans:missed": Door(CASEWORK, "plans.rules.may_write_session", child=True),
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
    # Contexts: places and groups, their links to children, maps
    "contexts:mine": Door(SHARERS, CONTEXT),
    "contexts:open": Door(CASEWORK, "contexts.rules.may_open"),
    "contexts:of-matter": Door(CASEWORK, f"{SEES}; its contexts by contexts.rules.sees_link", child=True),
    "contexts:link": Door(CASEWORK, "contexts.rules.may_link: who works in both", child=True),
    "contexts:child-map": Door(CASEWORK, NODES, child=True),
    "contexts:child-picture": Door(CASEWORK, NODES, child=True),
    "contexts:child-print": Door(CASEWORK, NODES, child=True),
    "contexts:child-node": Door(CASEWORK, MAPS, child=True),
    "contexts:child-linked": Door(CASEWORK, MAPS, child=True),
    "contexts:child-tie": Door(CASEWORK, MAPS, child=True),
    "contexts:end-link": Door(CASEWORK, "contexts.rules.may_end_link: who works in both", child=True),
    "contexts:end-partner": Door(CASEWORK, "contexts.rules.may_change"),
    "contexts:end-part": Door(CASEWORK, "contexts.rules.may_give_part"),
    "contexts:assessment": Door(SHARERS, CONTEXT),
    "contexts:conference": Door(SHARERS, CONTEXT),
    "contexts:agree-action": Door(CASEWORK, "contexts.rules.may_assess"),
    "contexts:put-conference-right": Door(CASEWORK, "contexts.rules.may_assess"),
    "contexts:plan": Door(SHARERS, CONTEXT),
    "contexts:add-action": Door(CASEWORK, "contexts.rules.may_assess"),
    "contexts:drop-action": Door(CASEWORK, "contexts.rules.may_drop_action"),
    "contexts:aim-action": Door(CASEWORK, "contexts.rules.may_drop_action"),
    "contexts:dissent": Door(SHARERS, "contexts.rules.may_note"),
    "contexts:action-done": Door(SHARERS, "contexts.rules.may_finish_action"),
    "contexts:rename": Door(CASEWORK, MAPS, child=True),
    "contexts:take-out-node": Door(CASEWORK, MAPS, child=True),
    "contexts:tie": Door(SHARERS, NODES, child=True),
    "contexts:put-right": Door(CASEWORK, MAPS, child=True),
    "contexts:tie-ended": Door(CASEWORK, MAPS, child=True),
    "contexts:take-out-tie": Door(CASEWORK, MAPS, child=True),
    "contexts:context": Door(SHARERS, f"{CONTEXT}; its children by contexts.rules.sees_link", child=True),
    "contexts:change": Door(CASEWORK, "contexts.rules.may_change"),
    "contexts:concern": Door(SHARERS, "contexts.rules.may_note"),
    "contexts:partner": Door(SHARERS, "contexts.rules.may_note"),
    "contexts:assess": Door(CASEWORK, "contexts.rules.may_assess"),
    "contexts:review": Door(CASEWORK, "contexts.rules.may_assess"),
    "contexts:hold": Door(CASEWORK, "contexts.rules.may_assess"),
    "contexts:chronology": Door(SHARERS, f"{CONTEXT}; its links by contexts.rules.sees_link", child=True),
    "contexts:who": Door(SHARERS, f"{CONTEXT}; what was done with a link by contexts.rules.sees_link", child=True),
    "contexts:let-in": Door(CASEWORK, "contexts.rules.may_give_part; may_be_in"),
    "contexts:bar": Door(SHARERS, "contexts.rules.may_place_bar; anybody about themselves"),
    "contexts:hand-over": Door(CASEWORK, "contexts.rules.may_hand_over; may_own"),
    "contexts:close": Door(CASEWORK, "contexts.rules.may_close"),
    "contexts:open-again": Door(CASEWORK, "contexts.rules.may_open_again; may_own"),
    "contexts:map": Door(SHARERS, NODES, child=True),
    "contexts:picture": Door(SHARERS, NODES, child=True),
    "contexts:print": Door(SHARERS, NODES, child=True),
    "contexts:node": Door(CASEWORK, MAPS, child=True),
    "contexts:linked": Door(CASEWORK, MAPS, child=True),
    "contexts:new-tie": Door(CASEWORK, MAPS, child=True),
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
    "panel:move": Door(
        PANEL_ROLES, "panel.rules.may_move: who leads the panel, until something of it is recorded", child=True
    ),
    "panel:invitation": Door(
        PANEL_ROLES, "panel.rules.invited_to: a seat, or the social worker; a kind, a reference and a time"
    ),
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
    # Calibration
    "calibration:rounds": Door(CALIBRATORS, CALIBRATION),
    "calibration:open": Door(OPENERS, "calibration.rules.may_open_round: own authority’s service"),
    "calibration:round": Door(CALIBRATORS, f"{CALIBRATION}; answers of others by sees_results, once it is over"),
    "calibration:answer": Door(CALIBRATORS, "calibration.rules.may_answer: who was asked, one’s own answer"),
    "calibration:close": Door(OPENERS, "calibration.rules.may_close_round: who opened it"),
    "calibration:discuss": Door(CALIBRATORS, "calibration.rules.may_discuss: who sees it, once it is over"),
    "calibration:agreement": Door(CALIBRATORS, f"{CALIBRATION}; figures of the service, small numbers hidden"),
    # Short modules
    "modules:modules": Door(
        SIGNED_IN, "modules.rules.sees_run: one’s own way; pages of the toolkit as shown", learning=True
    ),
    "modules:begin": Door(SIGNED_IN, "modules.rules.may_learn: pages of the toolkit as shown", learning=True),
    "modules:run": Door(SIGNED_IN, "modules.rules.sees_run: one’s own", learning=True),
    "modules:forget": Door(SIGNED_IN, "modules.rules.may_forget: one’s own", learning=True),
    "modules:follow-up": Door(SIGNED_IN, "modules.rules.sees_run: one’s own, once its day has come", learning=True),
    # Coaching
    "coaching:home": Door(SIGNED_IN, COACHING),
    "coaching:ask": Door(SIGNED_IN, "coaching.rules.may_ask"),
    "coaching:ask-of-matter": Door(CASEWORK, f"{SEES}; coaching.rules.may_ask_about", child=True),
    "coaching:joint-of-matter": Door(CASEWORK, f"{SEES}; coaching.rules.may_work_jointly", child=True),
    "coaching:question": Door(SIGNED_IN, f"{COACHING}; the consultation by {SEES}"),
    "coaching:take": Door(COACHES, "coaching.rules.may_take"),
    "coaching:answer": Door(SCREENERS, "coaching.rules.may_answer"),
    "coaching:offer-for": Door(COACHES, "coaching.rules.may_answer, and one’s own free time"),
    "coaching:pass-on": Door(SCREENERS, "coaching.rules.may_pass_on"),
    "coaching:close": Door(SIGNED_IN, "coaching.rules.may_close: who asked"),
    "coaching:take-back": Door(SIGNED_IN, "coaching.rules.may_take_back: who asked"),
    "coaching:how-it-was": Door(SIGNED_IN, "coaching.rules.may_say_how_it_was: the two; read by sees_feedback"),
    "coaching:make-page": Door(COACHES, "coaching.rules.may_make_page: who answered"),
    "coaching:begin-page": Door(COACHES, "coaching.rules.may_make_page: who answered"),
    "coaching:agree": Door(SIGNED_IN, "coaching.rules.may_agree: who asked"),
    "coaching:slots": Door(SIGNED_IN, TIMES),
    "coaching:offer": Door(COACHES, "coaching.rules.may_offer"),
    "coaching:slot": Door(SIGNED_IN, TIMES),
    "coaching:move-slot": Door(COACHES, "coaching.rules.may_change_slot: its specialist"),
    "coaching:withdraw-slot": Door(COACHES, "coaching.rules.may_change_slot: its specialist"),
    "coaching:cancel": Door(SIGNED_IN, "coaching.rules.may_cancel: the two"),
    "coaching:joint": Door(CASEWORK, JOINTLY, child=True),
    "coaching:end-joint": Door(CASEWORK, f"{JOINTLY}; may_end_joint", child=True),
    "coaching:reflections": Door(SIGNED_IN, THINKING),
    "coaching:reflection-new": Door((*SCREENERS, *LEADS), "coaching.rules.may_set_up"),
    "coaching:reflection": Door(SIGNED_IN, THINKING),
    "coaching:take-place": Door(SIGNED_IN, "coaching.rules.may_take_place"),
    "coaching:give-place-back": Door(SIGNED_IN, THINKING),
    "coaching:move-reflection": Door(SIGNED_IN, "coaching.rules.may_change_reflection"),
    "coaching:call-reflection-off": Door(SIGNED_IN, "coaching.rules.may_change_reflection"),
    "coaching:reflection-held": Door(SIGNED_IN, "coaching.rules.may_change_reflection"),
    "coaching:log": Door(COACHES, OWN_LOG),
    "coaching:log-file": Door(COACHES, OWN_LOG, file=True),
    "coaching:log-new": Door(COACHES, OWN_LOG),
    "coaching:log-entry": Door(COACHES, OWN_LOG),
    "coaching:figures": Door(COUNTERS, "coaching.rules.sees_counts: own authority, numbers of few people hidden"),
    "coaching:find": Door(SIGNED_IN, "coaching.rules.sees_experience: own authority; of the region who said so"),
    "coaching:experience": Door(SIGNED_IN, "coaching.rules.may_say_experience: one’s own"),
    "coaching:confirm-experience": Door(SIGNED_IN, "coaching.rules.may_say_experience: one’s own"),
    "coaching:withdraw-experience": Door(SIGNED_IN, "coaching.rules.may_say_experience: one’s own"),
    # Training
    "confidence:mine": Door(SIGNED_IN, OWN_RATING),
    "confidence:answer": Door(SIGNED_IN, OWN_RATING),
    "confidence:later": Door(SIGNED_IN, OWN_RATING),
    "confidence:themes": Door(SIGNED_IN, OWN_RATING),
    "confidence:take-out": Door(SIGNED_IN, OWN_RATING, file=True),
    "confidence:delete": Door(SIGNED_IN, OWN_RATING),
    "confidence:groups": Door(SIGNED_IN, "confidence.rules.sees_groups: half years that are over, five people or more"),
    "learning:learning": Door(SIGNED_IN, f"{LEARNT}; the figures by plans_learning"),
    "learning:begin": Door(PLANNERS, "learning.rules.plans_learning: own authority"),
    "learning:earlier": Door(SIGNED_IN, LEARNT),
    "learning:plan": Door(SIGNED_IN, LEARNT),
    "learning:add": Door(PLANNERS, f"{LEARNT}; may_add"),
    "learning:aim": Door(SIGNED_IN, LEARNT),
    "learning:change": Door(PLANNERS, f"{LEARNT}; may_change"),
    "learning:end": Door(SIGNED_IN, "learning.rules.may_end: who sees to it, and who plans"),
    # Learning systems
    "learning_systems:systems": Door(CONNECTORS, LINKED),
    "learning_systems:register": Door(CONNECTORS, "learning_systems.rules.may_connect: own authority"),
    "learning_systems:system": Door(CONNECTORS, LINKED),
    "learning_systems:key": Door(CONNECTORS, LINKED, fresh=True),
    "learning_systems:withdraw": Door(CONNECTORS, LINKED),
    "learning_systems:end": Door(CONNECTORS, LINKED),
    "learning_systems:activities": Door(LEADS, "learning_systems.rules.may_name: the training lead, own authority"),
    "xapi:statements": Door(
        TOKEN, "learning_systems.rules.may_tell: a learning system’s own key, to tell and never to read"
    ),
    "xapi:nothing": Door(TOKEN, "nothing stands here"),
    # Training
    "training:mine": Door(SIGNED_IN, TRAINING, learning=True),
    "training:certificate-new": Door(SIGNED_IN, TRAINING),
    "training:certificate": Door(SIGNED_IN, CERTIFICATE),
    "training:certificate-back": Door(
        SIGNED_IN, "training.rules.may_take_certificate_back: one’s own, until it is answered"
    ),
    "training:team": Door(SIGNED_IN, f"training.rules.answers_for_somebody; {ANSWERED_FOR}"),
    "training:somebody": Door(SIGNED_IN, ANSWERED_FOR),
    "training:choice-end": Door(SIGNED_IN, ANSWERED_FOR),
    "training:leave-new": Door(SIGNED_IN, ANSWERED_FOR),
    "training:leave": Door(SIGNED_IN, ANSWERED_FOR),
    "training:leave-remove": Door(SIGNED_IN, ANSWERED_FOR),
    "training:take-back": Door(SIGNED_IN, "training.rules.may_take_back"),
    "training:authority": Door(LEADS, "training.rules.sees_figures: own authority, small numbers hidden"),
    "training:tiers": Door(SIGNED_IN, "training.queries.tiers_of: own authority’s tiers first"),
    "training:tier": Door(SIGNED_IN, "training.queries.tier_for: own authority’s tiers first"),
    "training:change-tier": Door(LEADS, "training.rules.may_keep_tiers: own authority"),
    "training:add-tier": Door(LEADS, "training.rules.may_keep_tiers: own authority"),
    "training:unchoose": Door(LEADS, "training.rules.may_choose: own authority"),
    "training:sessions": Door(SIGNED_IN, TRAINED),
    "training:plan": Door(SIGNED_IN, "training.queries.tiers_to_run: the training lead, and whose tier runs sessions"),
    "training:session": Door(SIGNED_IN, f"{TRAINED}; the register by runs_session"),
    "training:move": Door(SIGNED_IN, "training.rules.may_change_session"),
    "training:call-off": Door(SIGNED_IN, "training.rules.may_change_session"),
    "training:open-register": Door(SIGNED_IN, "training.rules.may_keep_register: its trainer"),
    "training:shut-register": Door(SIGNED_IN, "training.rules.may_keep_register: its trainer"),
    "training:register": Door(SIGNED_IN, "training.rules.may_keep_register: its trainer"),
    "training:sign-in": Door(SIGNED_IN, "training.queries.session_of_code: own authority, while it is open"),
    "training:files": Door(LEADS, FILES),
    "training:file": Door(LEADS, FILES),
    "training:load-file": Door(LEADS, FILES),
    "training:leave-file": Door(LEADS, FILES),
    "training:rows-to-mend": Door(LEADS, FILES, file=True),
    # Learning platforms, LTI 1.3
    "lti:login": Door(ANYONE, LAUNCH, learning=True),
    "lti:launch": Door(ANYONE, LAUNCH, learning=True),
    "lti:enter": Door(ANYONE, f"{LAUNCH}; the person by lti.queries.link_of", open_when_locked=True, learning=True),
    "lti:join": Door(SIGNED_IN, "lti.rules.may_link: a launch in this browser, own authority", fresh=True),
    "lti:module": Door(SIGNED_IN, "modules.queries.modules_for: pages of the toolkit as shown", learning=True),
    "lti:jwks": Door(ANYONE, "public halves of keys", open_when_locked=True, learning=True),
    "lti:config": Door(ANYONE, OPEN, open_when_locked=True, learning=True),
    "lti:mine": Door(SIGNED_IN, "lti.rules.sees_link: one’s own"),
    "lti:end-link": Door(SIGNED_IN, "lti.rules.may_unlink: one’s own"),
    "lti:platforms": Door(REGISTRARS, PLATFORM),
    "lti:add": Door(REGISTRARS, PLATFORM, fresh=True),
    "lti:platform": Door(REGISTRARS, PLATFORM, fresh=True),
    "lti:end": Door(REGISTRARS, PLATFORM, fresh=True),
    "lti:new-key": Door(REGISTRARS, PLATFORM, fresh=True),
    "lti:again": Door(REGISTRARS, PLATFORM),
    # Thresholds
    "thresholds:document": Door(SIGNED_IN, "own authority’s published document; nothing about a child"),
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
    "screening:reasoned": Door(CASEWORK, "screening.rules.sees_account: released ones of one’s own authority"),
    "screening:account": Door(CASEWORK, "screening.rules.sees_account; the matter by sees_matter_of_account"),
    "screening:write-account": Door(SCREENERS, "screening.rules.may_write_account, may_rewrite_account", child=True),
    "screening:review-account": Door(SCREENERS, "screening.rules.may_review_account: a second person", child=True),
    "screening:withdraw-account": Door(SCREENERS, "screening.rules.may_withdraw_account", child=True),
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
