"""The shape of the house, read from its code: doors only, who is asked for, what an action asks and leaves.

Each check is itself tried on a wrong example.
"""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2] / "kith"
ROOMS = [
    "desk",
    "handover",
    "meetings",
    "panel",
    "plans",
    "assessments",
    "screening",
    "services",
    "calibration",
    "modules",
    "training",
    "coaching",
    "learning",
    "confidence",
    "learning_systems",
    "lti",
    "thresholds",
    "contexts",
    "concerns",
    "toolkit",
    "people",
    "decisions",
]
GROUND = {"access", "audit", "bounds", "design", "decisions", "version"}
DOORS = {"queries", "actions", "rules", "events", "words"}

# Names of another room that are imported past its doors, each with its reason.
PAST_THE_DOOR = {
    ("concerns", "people.models"): "the third face of the rule asks memberships and people in one query",
    ("desk", "people.words"): "a door",
    ("desk", "toolkit.queries"): "a door",
}

# Public queries that take no person first, each with its reason.
WITHOUT_PERSON = {
    "services": {
        "kinds_of": "a list of the authority",
        "said_of": "of a service that its reader holds",
        "directories_of": "the authority’s settings",
        "is_named": "the authority’s settings",
        "open_import": "for the worker and the command",
        "waiting_imports": "for the worker",
        "kept_until": "of an import that its reader holds",
        "differences": "of versions that their reader holds",
        "in_words": "words, no record",
    },
    "sharing": {
        "bases": "a list of the authority",
        "reasons": "a list of the authority",
        "reading_side": "of a request that its reader holds",
        "readers_to_name": "of a version that its originator holds",
        "marks_to_look_at": "for the worker",
        "stage_of": "of a request that its reader holds",
        "whom_to_ring": "of a request that its reader holds",
        "named_for": "of a version that its originator holds",
        "readings_of": "of a version that its originator holds",
        "late_ones": "for the worker",
    },
    "panel": {
        "kinds_of": "a list of the authority",
        "quorum_of": "a list of the authority",
        "may_chair": "a list of the authority",
        "enters_by": "a list of the authority",
        "referrers_of": "a list of the authority",
        "looks_of": "a list of the authority",
        "consent_lists": "a list of the authority",
        "exit_reasons": "a list of the authority",
        "action_due": "a clock of the authority",
        "reassess_due": "a clock of the authority",
        "look_due": "a clock of the authority",
        "members_of": "of a panel that its reader holds",
        "posts_of": "of a panel that its reader holds",
        "members_at": "of a meeting that its reader holds",
        "gaps_of": "of a panel that its reader holds",
        "quorum_at": "of a meeting that its reader holds",
        "attendance_of": "of a meeting that its reader holds",
        "coordinators_for": "for a reaction, in the transaction of the act",
        "with_everything": "of cases that a query with a person chose",
        "decisions_under": "what is read along with rows that a query with a person chose",
        "put_words": "of cases that a query with a person chose",
        "put_last_meetings": "of looks that a query with a person chose",
        "standing_decision": "of an item that its reader holds",
        "whose_today": "of rows that a query with a person chose, and for the worker",
        "leaders_today": "of cases that a query with a person chose, and for the worker",
        "due_for_reminding": "for the worker",
        "counted": "true numbers, which figures_of suppresses",
        "count_of": "numbers, no record",
        "shown": "numbers, no record",
        "rate": "numbers, no record",
    },
    "concerns": {
        "chronology_of": "of a record that its reader holds",
        "last_notes": "of a record that its reader holds",
        "parts_in": "of a record that its reader holds",
        "bars_in": "of a record that its reader holds",
        "emergencies_in": "of a record that its reader holds",
        "live_bars": "for the worker",
        "likely_same_child": "asked by screening, which decides whom to tell",
        "answers_about_same_child": "of a record that its reader holds",
        "owner_of": "for reactions, in the transaction of the act",
        "emergencies_left": "for the worker",
        "submitted": "for reactions, in the transaction of the act",
        "first_noticed_on": "of a record that its reader holds",
        "template_of": "an empty form, which holds no child",
        "reference_known": "for the demonstration",
    },
    "screening": {
        "answers_in": "of a record that its reader holds",
        "questions_in": "of a screening that its reader holds",
        "decisions_of": "of a screening that its reader holds",
        "returned_to": "of a screening that its reader holds",
        "people_in": "for reactions, in the transaction of the act",
        "steps_left": "of a screening that its reader holds",
        "left_with_barred": "for the worker",
        "steps_to_remind": "for the worker",
        "screenings_to_remind": "for the worker",
        "answers_to_remind": "for the worker",
        "outcome_words": "words, no record",
        "harm_kinds": "a list of the authority",
        "left_out": "a list of the authority",
        "compared_words": "a list of the authority",
    },
    "calibration": {
        "choices_of": "of a round that its reader holds",
        "rounds_running": "for a handover, which asks the room’s rules",
    },
    "modules": {
        "story_told_in": "of a run that its person holds",
        "way_of": "of a run that its person holds",
        "follow_ups_of": "of a run that its person holds",
        "asked_in": "of a question that its person holds",
        "follow_ups_to_remind": "for the worker",
    },
    "coaching": {
        "settings_of": "the authority’s settings",
        "sentences_of": "content that comes with Kith",
        "answered_by": "a day of the authority",
        "specialists_of": "who coaches in an authority",
        "answers_of": "of a question that its reader holds",
        "late_questions": "for the worker",
        "secrets_of": "of a question whose answerer writes, to refuse what names somebody",
        "learnt_in": "of a reflection that its reader holds",
        "themes_asked": "counts of an authority, which it suppresses",
        "coached_on": "of people whom a query with a person chose",
        "experiences_to_remind": "for the worker",
    },
    "confidence": {
        "items_now": "content that comes with Kith",
        "by_theme": "of a rating that its person holds",
        "people_to_ask": "for the worker",
        "figures_of": "for freezing a half year, by the worker",
        "half_years_to_keep": "for the worker",
        "steps": "words of a number",
    },
    "learning": {
        "terms_for": "the authority’s settings",
        "themes_in": "words, no record",
        "lines_in": "words, no record",
    },
    "learning_systems": {
        "live_key": "for a learning system’s own door, by the hash of its key",
        "people_told_of": "for a learning system’s own door, and for the worker",
        "waiting_of": "for a learning system’s own door, and for the worker",
        "systems_with_waiting": "for the worker",
    },
    "training": {
        "staff_numbers_in": "for a learning system’s own door",
        "trained_on": "of people whom a query with a person chose",
        "take_up_of": "words in which counts of an authority may be told, for the room above",
        "training_ahead": "a list of the authority, for the room above",
        "tiers_of": "a list of the authority",
        "titles_of": "a list of the authority",
        "needed_by_words": "words, no record",
        "standards_beside": "content that comes with Kith",
        "settings_of": "the authority’s settings",
        "stands_of": "of people whom a query with a person chose, and for the worker",
        "leaves_of": "of people whom a query with a person chose, and for the worker",
        "kept_until": "of a file that its reader holds",
        "files_to_forget": "for the worker",
    },
    "lti": {
        "platform_by": "of a launch, before anybody is known",
        "hashed": "words, no record",
        "targets_of": "the addresses that a platform may open",
        "opening_of": "of a launch, before anybody is known",
        "verified_opening": "of a launch, in the browser that holds its secret",
        "link_of": "of a launch that was believed",
        "key_that_signs": "for the worker, and for the act that makes one",
        "public_keys": "public",
        "results_to_pass": "for the worker",
        "over_since": "a moment, no record",
    },
    "handover": {
        "thing_uuid": "a name for an address",
        "live_of": "of an item that its reader has",
        "left_with": "of a handover that its reader sees",
        "is_waiting": "of a handover that its reader sees",
        "open_handovers": "for the worker",
        "days_to_remind": "a setting of the authority",
    },
    "meetings": {
        "answers_of": "of a question that its reader holds",
        "taken_without": "of a question that its reader holds",
        "whom_to_speak_to": "of a question that its reader holds",
        "is_late": "of a question that its reader holds",
        "late_questions": "for the worker",
        "is_to_be_led": "of a meeting that whoever acts holds",
        "visible_steps": "a list of the authority",
        "is_cleared": "of a meeting that its reader holds",
        "was_asked_about": "of a meeting that its reader holds",
        "seats_of": "of a meeting that its reader holds",
        "times_of": "of a meeting that its reader holds",
        "live_seat": "a condition, no record",
        "changes_of": "of a meeting that its reader holds",
        "accounts_of": "of a meeting that its reader holds",
        "decisions_of": "of a meeting that its reader holds",
        "actions_in": "of a meeting that its reader holds",
        "owners_in": "of a meeting that its reader holds",
        "actions_to_chase": "for the worker",
        "calendar_with": "of a private address, from which its person is known",
    },
    "contexts": {
        "concerns_of": "of a context that its reader holds",
        "partners_of": "of a context that its reader holds",
        "assessments_of": "of a context that its reader holds",
        "goals_of": "of a context that its reader holds",
        "goals_at": "of an assessment that its reader holds",
        "reviews_of": "of a context that its reader holds",
        "conferences_of": "of a context that its reader holds",
        "reopenings_of": "of a context that its reader holds",
        "versions_of": "of a conference that its reader holds",
        "plan_of": "of a context that its reader holds",
        "by_goal": "of a plan that its reader holds",
        "changes_between": "of a plan that its reader holds",
        "since_the_last": "of a plan that its reader holds",
        "with_changes": "of a plan that its reader holds",
        "bars_in": "of a context that its manager holds",
        "contexts_to_remind": "for the worker",
        "actions_to_remind": "for the worker",
        "words_of_goal": "of a goal that its reader holds",
    },
    "assessments": {
        "running_in": "of a matter that whoever acts reads",
        "parts_in": "of an assessment that its reader holds",
        "outcomes_of": "a list of the authority",
        "names_of_work": "words of the authority",
        "marking_of": "a word of the authority",
        "managers_before": "of an assessment that its reader holds",
        "fingerprint": "of texts that their reader holds",
        "mark_of": "of a text that its reader holds",
        "due_for_reminding": "for the worker",
        "family_texts": "of an assessment that its reader holds",
        "parts_for_family": "of an assessment that its reader holds",
        "why_both": "a list of the authority",
        "why_not_day_0": "of a matter that whoever acts reads",
        "days_of": "clocks of the authority",
    },
    "plans": {
        "family_texts": "of a plan that its reader holds",
        "running_in": "what would be left with nobody; asked by who would close the matter, after its rule",
        "named_by": "lists of the authority",
        "ways_to_agree": "a list of the authority",
        "reasons_missed": "a list of the authority",
        "editions_of": "of a plan that its reader holds",
        "standing_edition": "of a plan that its reader holds",
        "draft_of": "of a plan that its reader holds",
        "reviews_of": "of a plan that its reader holds",
        "edition_before": "of an edition that its reader holds",
        "outcomes_in": "of an edition that its reader holds",
        "actions_in": "of an edition that its reader holds",
        "parts_taken_out": "of an edition that its reader holds",
        "agreements_of": "of an edition that its reader holds",
        "changes_between": "of editions that their reader holds",
        "account_of": "of a session that its reader holds",
        "accounts_of": "of a session that its reader holds",
        "moves_of": "of a session that its reader holds",
        "open_actions": "a condition, no record",
        "is_to_do": "of an action that whoever acts holds",
        "actions_to_chase": "for the worker",
        "reviews_to_chase": "for the worker",
    },
    "desk": {"mail_to_send": "for the worker", "reviewers_to_remind": "for the worker"},
    "decisions": {"subjects_with_drafts": "for the worker"},
}

# Rooms that hold what happens to a child or between people: all that they do and read is looked at here.
WORKING = (
    *("concerns", "screening", "services", "sharing", "contexts", "assessments", "plans"),
    *(
        "calibration",
        "modules",
        "training",
        "lti",
        "learning_systems",
        "coaching",
        "confidence",
        "learning",
        "meetings",
        "panel",
        "handover",
        "desk",
    ),
)

# Public actions that ask no rule or leave no event of their own, each with its reason.
WITHOUT_RULE = {
    "assessments": {
        "note_reading": "the reader found the assessment by its rule",
        "find_manager": "a reaction to somebody’s leaving, which writes only where nobody is left",
    },
    "plans": {
        "note_plan_read": "the reader found the plan by its rule",
        "note_session_read": "the reader found the session by its rule",
    },
    "modules": {},
    "calibration": {"keep_vignettes": "the content that comes with Kith, by the command"},
    "coaching": {
        "keep_conventions": "the content that comes with Kith, by the command",
        "note_page_shown": "a reaction to a page that was approved",
        "leave_joint": "a reaction to a bar or a closing",
        "leave_slots": "a reaction to the end of an account",
        "leave_questions": "a reaction to the end of an account",
        "end_experience": "a reaction to the end of an account",
    },
    "confidence": {"keep_items": "the content that comes with Kith, by the command"},
    "learning": {},
    "learning_systems": {
        "note_key_use": "its key was found to live",
        "completion_is_told": "reads, and writes nothing",
    },
    "training": {
        "keep_delivered_tiers": "the content that comes with Kith, by the command",
        "key_for": "a name, and writes nothing",
    },
    "services": {
        "columns_of": "words, no record",
        "beside": "makes rows, and writes none",
        "put": "a part of an act that asks its rule",
        "say_of_organisation": "a part of an act that asks its rule",
    },
    "sharing": {},
    "handover": {"note_reading": "the reader found the words by their rule"},
    "meetings": {
        "note_question_read": "the reader found the question by its rule",
        "note_meeting_read": "the reader found the meeting by its rule",
        "note_calendar_read": "its address was found to live",
    },
    "contexts": {
        "note_context_read": "the reader found the context by its rule",
        "withdraw_tie": "by _require_tie",
    },
    "panel": {
        "locked": "takes a lock for the action that asks the rule",
        "locked_meeting": "takes a lock for the action that asks the rule",
        "leaders": "reads, and writes nothing",
    },
    "concerns": {
        "look_at_passages": "asked by the act that takes a paper, after its rule",
        "note_reading": "the reader found the record by its rule",
        "note_readings": "the reader found the records by their rule",
        "note_list": "the reader’s list began with the rule",
        "locked_consultation": "takes a lock for the action that asks the rule",
        "mark_decided": "asked by screening, after its own rule",
        "mark_returned": "asked by screening, after its own rule",
        "hand_on_ownership": "a part of placing a bar, and the worker's",
        "close_consultation": "asked by screening, after its own rule",
    },
    "screening": {
        "open_screening": "a reaction to what was sent",
        "hand_on_from": "a reaction to a bar",
        "say_what_is_left": "a reaction to a bar",
        "look_again": "a reaction to what became known about the child",
        "in_sample": "draws, and writes nothing",
    },
    "desk": {
        "tell": "a reaction; a notice is about its own person",
        "mark_read": "one's own notices",
        "note_search": "one's own search",
        "send_waiting_mail": "the worker",
        "forget_old_notices": "the worker",
    },
}
WITHOUT_EVENT = {
    "assessments": {
        "change_lead": "by _lead",
        "take_over_assessment": "by _lead",
        "take_over_answer": "by give_part_for_work",
        "find_manager": "by give_part_for_work",
        "hand_on_lead": "by _lead",
        "remind_of_assessments": "by _tell",
    },
    "plans": {
        "name_edition": "by _changed",
        "write_safety": "by _changed",
        "add_outcome": "by _put",
        "add_action": "by _put",
        "take_out": "by _changed",
        "put_back": "by _changed",
        "leave_plans": "by take_over_plan, take_over_action and take_over_session",
    },
    "lti": {
        "begin_opening": "nobody is known yet; refusing and coming in leave one",
        "verify_opening": "by refuse_opening and enter",
        "replace_key": "by _new_key",
        "forget_old_launches": "holds no child",
    },
    "calibration": {},
    "modules": {"choose": "what was chosen is its person’s alone; the end, by _complete"},
    "coaching": {"begin_agreed_page": "by _begin"},
    "confidence": {},
    "learning": {},
    "learning_systems": {
        "note_key_use": "when a key was last used is no act",
        "completion_is_told": "reads, and writes nothing",
    },
    "training": {
        "record_completion": "by _record",
        "key_for": "a name, and writes nothing",
        "name_training_columns": "by _on",
        "name_courses": "by _on",
    },
    "services": {
        "columns_of": "words, no record",
        "beside": "makes rows, and writes none",
        "put": "a part of an act that records it",
        "say_of_organisation": "a part of an act that records it",
        "ask_for_directory": "by _begin",
        "begin_directory": "by _begin",
        "fetch_directory": "by each part that was read, and by load_import",
    },
    "sharing": {},
    "handover": {"give_by_default": "by _give_one", "work_through": "by each of what it does"},
    "meetings": {
        "answer_question": "by _answer",
        "take_back": "by _answer",
        "note_calendar_read": "a device fetches every hour; what it is shown is a kind, a reference and a time",
        "take_over_lead": "by _led_by",
        "see_to_question": "by carry",
    },
    "contexts": {
        "hand_over_context": "by _owned_by",
        "take_over_context": "by _owned_by",
        "hand_on_actions": "by take_over_context_action",
    },
    "panel": {
        "locked": "takes a lock for the action that records",
        "locked_meeting": "takes a lock for the action that records",
        "leaders": "reads, and writes nothing",
        "end_seat": "by _ended",
        "remind_of_panels": "by _tell",
        "record_attendance": "by _attend, for each person",
        "take_over_social_work": "by _name",
        "take_over_look": "by carry",
        "hand_on_cases": "by take_over_action and _name",
        "note_social_worker_left": "by _left",
    },
    "concerns": {
        "look_at_passages": "it writes nothing: the act that takes a paper does",
        "start_consultation": "by _start",
        "start_for_practitioner": "by _start",
        "save_section": "a draft is not yet said",
        "mark_decided": "screening records the decision",
        "mark_returned": "screening records the answer",
        "locked_consultation": "takes a lock for the action that records",
        "give_part": "by _give",
        "hand_over_matter": "by change_owner",
        "hand_on_ownership": "by change_owner",
        "give_part_for_work": "by _give",
    },
    "screening": {
        "close_matter": "by close_consultation",
        "follow_referral": "by _take_shown",
        "follow_assessment": "by _take_shown",
        "hand_on_again": "by hand_on_from",
        "look_again": "by _tell_owners",
        "decide_screening": "by _decide",
        "in_sample": "draws, and writes nothing",
    },
    "desk": {
        "tell": "a notice is no act of a person",
        "remind_of_reviews": "a notice is no act of a person",
        "send_changes": "by send_waiting_mail, when it has left",
        "mark_read": "reading one's own notices",
        "forget_old_notices": "holds no child",
    },
}


def modules(room: str):
    return [
        place
        for place in (HOUSE / room).rglob("*.py")
        if "tests" not in place.parts and "migrations" not in place.parts
    ]


def imports_of(tree: ast.AST) -> list[str]:
    """Full names that a module imports from the house."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").startswith("kith."):
            found += (
                [node.module] if node.module.count(".") > 1 else [f"{node.module}.{alias.name}" for alias in node.names]
            )
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.startswith("kith.")]
    return found


def past_the_doors(room: str, tree: ast.AST) -> set[str]:
    wrong = set()
    for name in imports_of(tree):
        _, other, part = name.split(".")[:3]
        if other in {room, *GROUND} or part in DOORS:
            continue
        wrong.add(f"{other}.{part}")
    return wrong


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_entered_by_its_doors(room):
    for place in modules(room):
        if "management" in place.parts:
            continue  # commands set the house up, as operators
        wrong = past_the_doors(room, ast.parse(place.read_text(encoding="utf-8")))
        assert {part for part in wrong if (room, part) not in PAST_THE_DOOR} == set(), place


def test_the_doors_are_tried_on_a_wrong_example():
    assert past_the_doors("desk", ast.parse("from kith.concerns.models import Child")) == {"concerns.models"}
    assert past_the_doors("desk", ast.parse("from kith.concerns.queries import x")) == set()


def public_functions(room: str, name: str) -> list[ast.FunctionDef]:
    places = [HOUSE / room / f"{name}.py"] if (HOUSE / room / f"{name}.py").exists() else []
    places += [place for place in (HOUSE / room / name).glob("*.py")] if (HOUSE / room / name).is_dir() else []
    return [
        node
        for place in places
        for node in ast.parse(place.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def first_argument(function: ast.FunctionDef) -> str:
    return function.args.args[0].arg if function.args.args else ""


@pytest.mark.parametrize("room", [*WORKING, "decisions"])
def test_a_query_of_records_takes_the_person_first(room):
    functions = public_functions(room, "queries")
    assert functions
    wrong = {f.name for f in functions if first_argument(f) != "person"}
    assert wrong == set(WITHOUT_PERSON.get(room, {})), (
        "a query begins with the person, or stands on the list with its reason"
    )


def calls(function: ast.FunctionDef) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            names.add(node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", ""))
    return names


@pytest.mark.parametrize("room", WORKING)
def test_an_action_asks_a_rule_and_leaves_an_event(room):
    functions = public_functions(room, "actions")
    assert functions
    # The referral's own `_locked(by, …)` asks the rule while it takes the lock.
    # A rule is asked by `require`, or by one that says besides what is over (`require_writing`, `require_open`).
    no_rule = {
        f.name
        for f in functions
        if not any(name.startswith("require") for name in calls(f)) and not takes_by(f, "_locked")
    }
    assert no_rule == set(WITHOUT_RULE.get(room, {}))
    no_event = {f.name for f in functions if not calls(f) & {"record", "record_all"}}
    assert no_event == set(WITHOUT_EVENT.get(room, {}))


def takes_by(function: ast.FunctionDef, name: str) -> bool:
    """True where the function calls `name(by, …)`."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == name
        and node.args
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id == "by"
        for node in ast.walk(function)
    )


def is_one_transaction(function: ast.FunctionDef) -> bool:
    """True where the whole function, or each place in it that records, stands in a transaction of its own."""
    if any(ast.unparse(one) == "transaction.atomic" for one in function.decorator_list):
        return True
    inside = {
        id(call)
        for block in ast.walk(function)
        if isinstance(block, ast.With)
        and any(ast.unparse(item.context_expr) == "transaction.atomic()" for item in block.items)
        for call in ast.walk(block)
    }
    records = [
        call
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("record", "record_all")
    ]
    return all(id(call) in inside for call in records)


@pytest.mark.parametrize("room", ["people", "toolkit", "editing", *WORKING])
def test_what_an_action_does_and_its_entry_are_one_transaction(room):
    functions = [f for f in public_functions(room, "actions") if "record" in calls(f)]
    assert functions
    assert [f.name for f in functions if not is_one_transaction(f)] == []
    (bare,) = ast.parse("def act(by):\n    record(x)").body
    assert isinstance(bare, ast.FunctionDef) and not is_one_transaction(bare)


BROAD = re.compile(r"except\s*(Exception|BaseException)?\s*:|except\s+\(?\s*(Exception|BaseException)\b")


def test_no_fault_is_swallowed_whole_and_nothing_is_printed():
    for place in HOUSE.rglob("*.py"):
        if "tests" in place.parts:
            continue
        text = place.read_text(encoding="utf-8")
        assert not BROAD.search(text), place
        if place.name != "cli.py":
            assert not re.search(r"^\s*print\(", text, re.M), place
    assert BROAD.search("except Exception:") and BROAD.search("except:")


def test_no_module_is_a_drawer_for_everything():
    # A command is named by what one types.
    names = {place.stem for place in HOUSE.rglob("*.py") if "commands" not in place.parts}
    assert not names & {"utils", "helpers", "core", "common", "misc", "services", "managers"}
