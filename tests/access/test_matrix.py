"""Everybody of the cast at every door, of every kind of record, reading and writing.

What each may do is written down here by hand, from the issue and design.md, and never asked of the code under test.
A refusal is the same page as for what does not exist.
"""

import datetime
import uuid
from datetime import time, timedelta

import pytest
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.assessments import queries as assessment_queries
from kith.assessments.models import Checkpoint
from kith.assessments.tests import factories as assessments
from kith.concerns import actions as concerns
from kith.concerns.actions import start_consultation
from kith.concerns.models import ConsultationPart
from kith.concerns.words import EQUALITY_ROWS, PartReason
from kith.config.access_table import TABLE
from kith.config.editor_doors import EDITOR
from kith.contexts import actions as context_actions
from kith.contexts.models import Context, ContextAssessment, ContextLink, MapNode, SafetyGoal
from kith.contexts.tests import factories as contexts
from kith.demo.cast import CAST
from kith.desk.tests.factories import claimed, decided, fresh, raised
from kith.meetings import actions as meeting_actions
from kith.meetings.models import Seat, TimeOffered
from kith.meetings.tests import factories as meeting_factories
from kith.panel import actions as panel_actions
from kith.panel.models import Look, Meeting, Member
from kith.panel.tests import factories as panels
from kith.people.models import Team
from kith.plans import actions as plan_actions
from kith.plans import queries as plan_queries
from kith.plans.models import Plan
from kith.plans.tests import factories as plan_factories
from kith.screening import actions as screening
from kith.screening.models import Screening, Step
from kith.sharing import actions as sharing
from kith.sharing.models import InformationRequest, PassingOn, Version
from kith.sharing.tests.factories import SAID as ASKED
from kith.sharing.tests.factories import answered, asked, asked_by_partner, asked_to_pass_on, written
from kith.sharing.words import Extent
from tests.architecture.test_access_table import routes
from tests.pages import without_the_moment

pytestmark = pytest.mark.django_db
EVERYBODY = {player.key for player in CAST}
ABSENT = "K-22222222"

THE_FOUR = {"amina", "bola", "petra", "carys"}  # who has a part in a matter that Amina raised
CASEWORK = {"amina", "bola", "petra", "carys", "olu", "rhys", "sade", "tom", "vera"}
SCREENERS = {"bola", "petra", "carys", "sade", "tom", "vera"}
MANAGERS = {"carys", "tom", "vera"}
NOBODY: set[str] = set()
IN_CONTEXT = {"amina", "carys", "dan"}
SEATED = {"esme", "carys", "petra", "dan"}  # on the panel of Thornmere
LEADING = {"esme", "carys", "petra"}
WRITERS = {"farah", "bola", "petra", "sade", "hal"}
KEEPERS = WRITERS - {"hal"}  # of the directory of services, each in their own authority

# Pages that are about no one record: route, method, who gets in.
PLACES = [
    ("people:sign-out", "POST", EVERYBODY),
    ("people:lock", "POST", EVERYBODY),
    ("people:unlock", "GET", EVERYBODY),
    ("people:confirm", "GET", EVERYBODY),
    ("people:stay", "POST", EVERYBODY),
    ("people:account", "GET", EVERYBODY),
    ("people:password", "GET", EVERYBODY),
    ("people:new-token", "GET", EVERYBODY),
    ("people:mail", "POST", EVERYBODY),
    ("people:end-sessions", "POST", EVERYBODY),
    ("people:everybody", "GET", {"jo"}),
    ("people:receivers", "GET", CASEWORK | {"dan", "nia", "jo"}),
    ("people:vettings", "GET", {"carys", "vera", "tom", "ines", "uma", "jo"}),
    ("handover:mine", "GET", EVERYBODY),
    ("handover:prepare", "POST", EVERYBODY),
    ("handover:take-over", "POST", EVERYBODY),
    ("handover:begin", "GET", MANAGERS | {"dan", "nia", "jo"}),
    ("handover:alone", "GET", MANAGERS | {"dan", "nia", "jo"}),
    ("toolkit:browse", "GET", EVERYBODY),
    ("modules:modules", "GET", EVERYBODY),
    ("toolkit:what-now", "GET", EVERYBODY),
    ("toolkit:guide", "GET", EVERYBODY),
    ("toolkit:guide-pdf", "GET", EVERYBODY),
    ("toolkit:keep", "GET", EVERYBODY),
    ("toolkit:keep-list", "GET", EVERYBODY),
    ("toolkit:indicators", "GET", EVERYBODY),
    ("toolkit:clocks", "GET", EVERYBODY),
    ("thresholds:document", "GET", EVERYBODY),
    ("toolkit:search", "GET", EVERYBODY),
    ("toolkit:search", "POST", EVERYBODY),
    ("toolkit:changed", "GET", EVERYBODY),
    ("toolkit:changed", "POST", EVERYBODY),
    ("toolkit:parallels", "GET", EVERYBODY),
    ("toolkit:propose-sign", "GET", EVERYBODY),
    ("toolkit:propose-sign", "POST", EVERYBODY),
    ("toolkit:proposals", "GET", EVERYBODY),
    ("toolkit:changes-by-mail", "POST", EVERYBODY),
    ("editing:synonyms", "GET", WRITERS),
    ("editing:searches", "GET", WRITERS - {"hal"}),
    ("editing:searches", "POST", WRITERS - {"hal"}),
    ("editing:links", "GET", WRITERS),
    ("editing:useful", "GET", WRITERS),
    ("editing:board", "GET", WRITERS),
    ("editing:begin", "GET", WRITERS),
    ("editing:begin", "POST", WRITERS),
    ("services:directory", "GET", EVERYBODY),
    ("services:directory", "POST", EVERYBODY),
    ("services:board", "GET", KEEPERS),
    ("services:add", "GET", KEEPERS),
    ("services:add", "POST", KEEPERS),
    ("services:take-in", "GET", KEEPERS),
    ("services:take-in", "POST", KEEPERS),
    ("services:fetch", "POST", KEEPERS),
    ("oruk:root", "GET", EVERYBODY),
    ("oruk:services", "GET", EVERYBODY),
    ("oruk:taxonomies", "GET", EVERYBODY),
    ("oruk:taxonomy-terms", "GET", EVERYBODY),
    ("oruk:service-at-locations", "GET", EVERYBODY),
    ("desk:accessibility", "GET", EVERYBODY),
    ("desk:privacy", "GET", EVERYBODY),
    ("desk:offline", "GET", EVERYBODY),
    ("desk:worker", "GET", EVERYBODY),
    ("desk:healthz", "GET", EVERYBODY),
    ("desk:home", "GET", EVERYBODY),
    ("desk:notices", "GET", EVERYBODY),
    ("desk:notices", "POST", EVERYBODY),
    ("desk:search", "GET", CASEWORK),
    ("desk:search", "POST", CASEWORK),
    ("desk:emergency-reviews", "GET", {"ines", "uma"}),
    ("concerns:mine", "GET", CASEWORK),
    ("concerns:start", "POST", CASEWORK),
    ("concerns:emergency", "GET", CASEWORK),
    ("concerns:referral-template", "GET", {"carys", "tom", "vera", "jo"}),
    ("screening:queue", "GET", SCREENERS),
    ("sharing:requests", "GET", CASEWORK | {"dan", "nia"}),
    ("plans:mine", "GET", CASEWORK),
    ("plans:time", "GET", CASEWORK),
    ("meetings:mine", "GET", CASEWORK | {"dan", "nia", "esme"}),
    ("meetings:past", "GET", CASEWORK | {"dan", "nia", "esme"}),
    ("meetings:calendars", "GET", CASEWORK | {"dan", "nia", "esme"}),
    ("meetings:new-calendar", "GET", CASEWORK | {"dan", "nia", "esme"}),
    ("meetings:new-calendar", "POST", CASEWORK | {"dan", "nia", "esme"}),
    ("contexts:mine", "GET", CASEWORK | {"dan", "nia"}),
    ("contexts:open", "GET", CASEWORK),
    ("contexts:open", "POST", CASEWORK),
    ("sharing:ask-without-matter", "GET", {"dan", "nia"}),
    ("sharing:ask-without-matter", "POST", {"dan", "nia"}),
    ("sharing:tell-without-matter", "GET", {"dan", "nia"}),
    ("sharing:tell-without-matter", "POST", {"dan", "nia"}),
    ("sharing:figures", "GET", CASEWORK | {"dan", "nia", "ines", "uma"}),
    ("sharing:figures-csv", "GET", CASEWORK | {"dan", "nia", "ines", "uma"}),
    ("panel:panels", "GET", CASEWORK | {"dan", "nia", "esme", "jo"}),
    ("panel:new", "GET", {"esme", "jo"}),
    ("screening:team", "GET", MANAGERS),
    ("screening:steps", "GET", EVERYBODY),
    ("screening:sign-offs", "GET", MANAGERS),
    ("calibration:rounds", "GET", CASEWORK | {"gwen"}),
    ("calibration:open", "GET", SCREENERS | {"gwen"}),
    ("calibration:open", "POST", SCREENERS | {"gwen"}),
    ("calibration:agreement", "GET", CASEWORK | {"gwen"}),
    ("confidence:mine", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:answer", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:answer", "POST", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:later", "POST", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:themes", "POST", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:take-out", "POST", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:delete", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:delete", "POST", EVERYBODY - {"dan", "nia", "hal"}),
    ("confidence:groups", "GET", {"bola", "petra", "sade", "gwen", "carys", "vera", "tom"}),
    ("learning:learning", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("learning:begin", "POST", {"bola", "petra", "sade", "gwen"}),
    ("learning:earlier", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("learning_systems:systems", "GET", {"gwen", "jo"}),
    ("learning_systems:register", "GET", {"gwen", "jo"}),
    ("learning_systems:register", "POST", {"gwen", "jo"}),
    ("training:mine", "GET", EVERYBODY),
    ("training:certificate-new", "GET", EVERYBODY),
    ("training:certificate-new", "POST", EVERYBODY),
    ("training:team", "GET", {"carys", "vera", "tom", "nia", "gwen"}),
    ("training:authority", "GET", {"gwen"}),
    ("lti:mine", "GET", EVERYBODY),
    ("lti:platforms", "GET", {"gwen", "jo"}),
    ("lti:add", "GET", {"gwen", "jo"}),
    ("lti:new-key", "POST", {"gwen", "jo"}),
    ("lti:again", "POST", {"gwen", "jo"}),
    ("lti:jwks", "GET", EVERYBODY),
    ("lti:config", "GET", EVERYBODY),
    ("training:tiers", "GET", EVERYBODY),
    ("training:add-tier", "GET", {"gwen"}),
    ("training:add-tier", "POST", {"gwen"}),
    ("training:sessions", "GET", EVERYBODY),
    ("training:plan", "GET", {"gwen"}),
    ("training:plan", "POST", {"gwen"}),
    ("training:sign-in", "GET", EVERYBODY),
    ("training:sign-in", "POST", EVERYBODY),
    ("training:files", "GET", {"gwen"}),
    ("training:files", "POST", {"gwen"}),
    ("coaching:home", "GET", EVERYBODY),
    ("coaching:ask", "GET", EVERYBODY),
    ("coaching:ask", "POST", EVERYBODY),
    ("coaching:slots", "GET", EVERYBODY),
    ("coaching:offer", "GET", {"bola", "petra", "sade"}),
    ("coaching:offer", "POST", {"bola", "petra", "sade"}),
    ("coaching:reflections", "GET", EVERYBODY),
    ("coaching:reflection-new", "GET", SCREENERS | {"gwen"}),
    ("coaching:reflection-new", "POST", SCREENERS | {"gwen"}),
    ("coaching:log", "GET", {"bola", "petra", "sade"}),
    ("coaching:log-file", "GET", {"bola", "petra", "sade"}),
    ("coaching:log-new", "GET", {"bola", "petra", "sade"}),
    ("coaching:log-new", "POST", {"bola", "petra", "sade"}),
    ("coaching:figures", "GET", {"bola", "petra", "sade", "gwen"}),
    ("coaching:find", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("coaching:experience", "GET", EVERYBODY - {"dan", "nia", "hal"}),
    ("coaching:experience", "POST", EVERYBODY - {"dan", "nia", "hal"}),
    ("coaching:withdraw-experience", "POST", EVERYBODY),
    ("screening:reasoned", "GET", CASEWORK),
    ("screening:reasoned", "POST", CASEWORK),
]

SAID = {
    "contexts:open": {"kind": "online", "name": "A chat", "what": "At night.", "because": "Pressed.", "once": "open"},
    "people:mail": {"mail": "off"},
    "toolkit:changes-by-mail": {"mail": "weekly"},
    "sharing:ask-without-matter": {**ASKED, "to": "social-care", "about_kind": "child", "once": "ask"},
    "sharing:tell-without-matter": {
        **ASKED,
        "to": "social-care",
        "about_kind": "group",
        "once": "tell",
        "marking": "OFFICIAL",
        "text": "They meet on Fridays.",
    },
}

# Doors of one record: which record, route, method, who gets in.
DOORS = [
    # Amina's matter, claimed by Bola, with a question to Amina
    ("open", "concerns:consultation", "GET", THE_FOUR),
    ("open", "concerns:note", "POST", THE_FOUR),
    ("open", "concerns:complete", "GET", {"amina", "bola", "petra"}),
    ("open", "concerns:complete-equality", "GET", {"amina", "bola", "petra"}),
    ("open", "concerns:who", "GET", THE_FOUR),
    ("open", "concerns:give-part", "POST", {"amina", "carys"}),
    ("open", "concerns:end-part", "POST", NOBODY),
    ("open", "concerns:complete", "POST", {"amina", "bola", "petra"}),
    ("open", "concerns:complete-equality", "POST", {"amina", "bola", "petra"}),
    ("open", "concerns:hand-over", "GET", {"amina", "carys"}),
    ("open", "concerns:hand-over", "POST", {"amina", "carys"}),
    ("open", "concerns:bar", "GET", THE_FOUR),
    # about Petra: by herself, and by the manager
    ("open", "concerns:bar", "POST", {"petra", "carys"}),
    ("open", "concerns:referral", "GET", THE_FOUR),
    ("open", "concerns:prepare-referral", "POST", THE_FOUR),
    ("open", "concerns:referral-check", "POST", NOBODY),
    ("open", "concerns:referral-pdf", "GET", NOBODY),
    ("open", "concerns:referral-docx", "GET", NOBODY),
    ("preparing", "concerns:referral", "POST", THE_FOUR),
    ("preparing", "concerns:referral-urgent", "POST", THE_FOUR),
    ("checked", "concerns:referral-sent", "POST", THE_FOUR),
    ("sent", "concerns:referral-acknowledged", "POST", THE_FOUR),
    ("sent", "concerns:referral-outcome", "POST", THE_FOUR),
    ("sent", "concerns:referral-pdf", "GET", THE_FOUR),
    ("sent", "concerns:referral-docx", "GET", THE_FOUR),
    ("open", "concerns:referral-urgent", "GET", NOBODY),
    ("open", "concerns:referral-sent", "GET", NOBODY),
    ("open", "concerns:referral-acknowledged", "GET", NOBODY),
    ("open", "concerns:referral-outcome", "GET", NOBODY),
    ("open", "desk:chronology", "GET", THE_FOUR),
    ("open", "desk:chronology-pdf", "GET", THE_FOUR),
    ("open", "desk:chronology-json", "GET", THE_FOUR),
    ("open", "screening:workspace", "GET", {"bola", "petra", "carys"}),
    ("open", "screening:hand-over", "POST", {"bola", "carys"}),
    ("open", "screening:ask", "POST", {"bola", "petra", "carys"}),
    ("open", "screening:answer", "GET", {"amina"}),
    ("open", "screening:answer", "POST", {"amina"}),
    ("open", "screening:same-child", "POST", NOBODY),
    ("open", "screening:decide", "GET", {"bola"}),
    ("open", "screening:decide", "POST", {"bola"}),
    ("open", "screening:decision", "GET", THE_FOUR),
    ("open", "screening:close", "GET", NOBODY),
    ("open", "screening:match", "GET", NOBODY),
    ("waiting", "screening:claim", "POST", {"bola", "petra"}),
    # a decision that waits for Carys's sign-off, with a disagreement of Petra to her
    ("decided", "screening:sign-off", "GET", {"carys"}),
    ("decided", "screening:sign-off", "POST", {"carys"}),
    ("decided", "screening:then", "GET", THE_FOUR),
    ("decided", "screening:otherwise", "GET", {"carys"}),
    ("decided", "screening:otherwise", "POST", {"carys"}),
    ("decided", "screening:disagree", "GET", THE_FOUR),
    ("decided", "screening:disagreement", "GET", {"carys"}),
    ("decided", "screening:disagreement", "POST", {"carys"}),
    ("decided", "screening:step", "POST", {"amina", "carys"}),
    ("decided", "screening:step-day", "GET", {"amina", "carys"}),
    ("decided", "screening:step-day", "POST", {"amina", "carys"}),
    ("decided", "screening:to-answer", "GET", THE_FOUR),
    ("open", "screening:to-answer", "GET", THE_FOUR),
    ("decided", "screening:step-to", "GET", {"amina", "carys"}),
    ("decided", "screening:step-to", "POST", {"amina", "carys"}),
    ("decided", "screening:again", "GET", NOBODY),
    ("open", "screening:again", "GET", NOBODY),
    ("settled", "screening:again", "GET", {"bola", "petra", "carys"}),
    ("settled", "screening:again", "POST", {"bola", "petra", "carys"}),
    ("settled", "screening:close", "GET", {"amina", "carys"}),
    ("finished", "screening:close", "POST", {"amina", "carys"}),
    # what Bola wrote up of a settled decision, without names: before a second person released it, and afterwards
    ("settled", "screening:write-account", "GET", {"bola", "petra", "carys"}),
    ("settled", "screening:write-account", "POST", {"bola", "petra", "carys"}),
    ("written-up", "screening:account", "GET", {"bola", "petra", "carys"}),
    ("written-up", "screening:review-account", "GET", {"petra", "carys"}),
    ("written-up", "screening:review-account", "POST", {"petra", "carys"}),
    ("written-up", "screening:withdraw-account", "GET", {"bola", "petra", "carys"}),
    ("written-up", "screening:withdraw-account", "POST", {"bola", "petra", "carys"}),
    ("released", "screening:account", "GET", CASEWORK - {"rhys", "sade", "tom"}),
    # what Amina has not sent
    ("draft", "concerns:tasks", "GET", {"amina"}),
    ("draft", "concerns:section", "GET", {"amina"}),
    ("draft", "concerns:section", "POST", {"amina"}),
    ("draft", "concerns:check", "GET", {"amina"}),
    ("draft", "concerns:check", "POST", {"amina"}),
    ("draft", "concerns:discard", "GET", {"amina"}),
    ("draft", "concerns:discard", "POST", {"amina"}),
    ("draft", "concerns:consultation", "GET", NOBODY),
    ("draft", "screening:workspace", "GET", NOBODY),
    # the next authority's
    ("theirs", "concerns:consultation", "GET", {"rhys", "sade", "tom"}),
    ("theirs", "concerns:who", "GET", {"rhys", "sade", "tom"}),
    ("theirs", "concerns:note", "POST", {"rhys", "sade", "tom"}),
    ("theirs", "desk:chronology", "GET", {"rhys", "sade", "tom"}),
    ("theirs", "screening:workspace", "GET", {"sade", "tom"}),
    ("theirs", "screening:claim", "POST", {"sade"}),
    ("theirs", "screening:decision", "GET", {"rhys", "sade", "tom"}),
    # Dan, a partner, has a part in one: he reads it and does nothing in it
    ("shared", "concerns:consultation", "GET", THE_FOUR | {"dan"}),
    ("shared", "concerns:who", "GET", THE_FOUR | {"dan"}),
    ("shared", "desk:chronology", "GET", THE_FOUR | {"dan"}),
    ("shared", "desk:chronology-pdf", "GET", THE_FOUR | {"dan"}),
    ("shared", "desk:chronology-json", "GET", THE_FOUR | {"dan"}),
    ("shared", "screening:decision", "GET", THE_FOUR | {"dan"}),
    ("shared", "concerns:note", "POST", THE_FOUR),
    ("shared", "concerns:bar", "GET", THE_FOUR),
    ("shared", "concerns:referral", "GET", THE_FOUR),
    ("shared", "screening:workspace", "GET", {"bola", "petra", "carys"}),
    # a live part of somebody in the next authority lets nobody through
    ("crossed", "concerns:consultation", "GET", THE_FOUR),
    ("crossed", "concerns:who", "GET", THE_FOUR),
    ("crossed", "concerns:note", "POST", THE_FOUR),
    ("crossed", "concerns:bar", "POST", {"petra", "carys"}),
    ("crossed", "concerns:prepare-referral", "POST", THE_FOUR),
    ("crossed", "desk:chronology-json", "GET", THE_FOUR),
    ("crossed", "screening:workspace", "GET", {"bola", "petra", "carys"}),
    ("crossed", "screening:claim", "POST", {"bola", "petra"}),
    ("crossed", "screening:decision", "GET", THE_FOUR),
    # what Amina asked of the police: who receives it reads the request, and of the record nothing
    ("asked", "concerns:consultation", "GET", THE_FOUR),
    ("asked", "sharing:of-matter", "GET", THE_FOUR),
    ("asked", "sharing:ask", "GET", THE_FOUR),
    ("asked", "sharing:ask", "POST", THE_FOUR),
    ("asked", "sharing:request", "GET", THE_FOUR | {"dan", "nia"}),
    ("asked", "sharing:acknowledge", "POST", {"dan", "nia"}),
    ("asked", "sharing:answer", "GET", {"dan", "nia"}),
    ("asked", "sharing:answer", "POST", {"dan", "nia"}),
    # Dan lets Nia in; who is in already cannot be chosen by herself
    ("asked", "sharing:colleague", "POST", {"dan", "nia"}),
    ("asked", "sharing:withdraw", "POST", {"amina", "carys"}),
    ("asked", "sharing:release", "POST", NOBODY),
    ("asked", "sharing:narrow", "GET", NOBODY),
    # what Dan answered, with a gist that a second person releases
    ("told", "sharing:request", "GET", THE_FOUR | {"dan", "nia"}),
    ("told", "sharing:release", "POST", {"nia"}),
    ("told", "sharing:narrow", "GET", {"dan", "nia"}),
    ("told", "sharing:narrow", "POST", {"dan", "nia"}),
    # a plan of Amina’s that is agreed, with an action of Bola’s, a review and a session that is over; Dan has a part
    ("open", "plans:begin", "GET", THE_FOUR),
    ("open", "plans:begin", "POST", THE_FOUR),
    ("open", "plans:plan-session", "GET", THE_FOUR),
    ("open", "plans:plan-session", "POST", THE_FOUR),
    ("open", "plans:record-session", "GET", THE_FOUR),
    ("open", "plans:record-session", "POST", THE_FOUR),
    ("planned", "plans:of-matter", "GET", THE_FOUR),
    ("planned", "plans:plan", "GET", THE_FOUR),
    ("planned", "plans:edition", "GET", THE_FOUR),
    ("planned", "plans:paper", "GET", THE_FOUR),
    ("planned", "plans:paper-docx", "GET", THE_FOUR),
    ("planned", "plans:paper-pdf", "GET", THE_FOUR),
    ("planned", "plans:family-paper", "GET", THE_FOUR),
    ("planned", "plans:family-paper", "POST", THE_FOUR),
    ("planned", "plans:family-docx", "GET", THE_FOUR),
    ("planned", "plans:family-pdf", "GET", THE_FOUR),
    ("planned", "plans:session", "GET", THE_FOUR),
    ("planned", "plans:new-edition", "POST", {"amina", "carys"}),
    ("planned", "plans:said", "GET", {"amina", "carys"}),
    ("planned", "plans:said", "POST", {"amina", "carys"}),
    ("planned", "plans:review", "GET", {"amina", "carys"}),
    ("planned", "plans:review", "POST", {"amina", "carys"}),
    ("planned", "plans:put-review-right", "GET", {"amina", "carys"}),
    ("planned", "plans:put-review-right", "POST", {"amina", "carys"}),
    ("planned", "plans:end", "GET", {"amina", "carys"}),
    ("planned", "plans:end", "POST", {"amina", "carys"}),
    ("planned", "plans:held", "GET", {"amina", "carys"}),
    ("planned", "plans:held", "POST", {"amina", "carys"}),
    ("planned", "plans:missed", "GET", {"amina", "carys"}),
    ("planned", "plans:missed", "POST", {"amina", "carys"}),
    ("planned", "plans:end-action", "GET", {"amina", "bola", "carys"}),
    ("planned", "plans:end-action", "POST", {"amina", "bola", "carys"}),
    ("rewritten", "plans:writing", "GET", {"amina", "carys"}),
    ("rewritten", "plans:names", "GET", {"amina", "carys"}),
    ("rewritten", "plans:names", "POST", {"amina", "carys"}),
    ("rewritten", "plans:add-outcome", "GET", {"amina", "carys"}),
    ("rewritten", "plans:add-outcome", "POST", {"amina", "carys"}),
    ("rewritten", "plans:change-outcome", "GET", {"amina", "carys"}),
    ("rewritten", "plans:change-outcome", "POST", {"amina", "carys"}),
    ("rewritten", "plans:add-action", "GET", {"amina", "carys"}),
    ("rewritten", "plans:add-action", "POST", {"amina", "carys"}),
    ("rewritten", "plans:change-action", "GET", {"amina", "carys"}),
    ("rewritten", "plans:change-action", "POST", {"amina", "carys"}),
    ("rewritten", "plans:safety", "GET", {"amina", "carys"}),
    ("rewritten", "plans:safety", "POST", {"amina", "carys"}),
    ("rewritten", "plans:agree", "GET", {"amina", "carys"}),
    ("rewritten", "plans:agree", "POST", {"amina", "carys"}),
    ("rewritten", "plans:drop", "GET", {"amina", "carys"}),
    ("rewritten", "plans:drop", "POST", {"amina", "carys"}),
    ("rewritten", "plans:move-session", "GET", {"amina", "carys"}),
    ("rewritten", "plans:move-session", "POST", {"amina", "carys"}),
    ("rewritten", "plans:take-out-outcome", "POST", {"amina", "carys"}),
    ("rewritten", "plans:put-back-outcome", "POST", {"amina", "carys"}),
    ("rewritten", "plans:take-out-action", "POST", {"amina", "carys"}),
    ("rewritten", "plans:put-back-action", "POST", {"amina", "carys"}),
    # what Amina asked the police before a step: who receives it answers, and knows nothing of the record
    ("before", "meetings:of-matter", "GET", THE_FOUR),
    ("before", "meetings:ask-before", "GET", THE_FOUR),
    ("before", "meetings:ask-before", "POST", THE_FOUR),
    ("before", "meetings:before", "GET", THE_FOUR | {"dan", "nia"}),
    ("before", "meetings:answer-before", "POST", {"dan", "nia"}),
    ("before", "meetings:take-back", "POST", {"dan", "nia"}),
    ("before", "meetings:before-colleague", "POST", {"dan", "nia"}),
    ("before", "meetings:withdraw-before", "POST", {"amina", "carys"}),
    ("before", "meetings:before-without", "POST", NOBODY),  # go ahead stands
    ("unanswered", "meetings:take-back", "POST", NOBODY),
    ("unanswered", "meetings:before-without", "POST", THE_FOUR),
    # a visit of Amina's to which Dan is invited, with another time offered
    ("visit", "meetings:plan-visit", "GET", THE_FOUR),
    ("visit", "meetings:plan-visit", "POST", THE_FOUR),
    ("visit", "meetings:call-strategy", "GET", THE_FOUR),
    ("visit", "meetings:call-strategy", "POST", THE_FOUR),
    ("visit", "meetings:call-professionals", "GET", THE_FOUR),
    ("visit", "meetings:call-professionals", "POST", THE_FOUR),
    ("visit", "concerns:consultation", "GET", THE_FOUR),
    ("visit", "meetings:meeting", "GET", THE_FOUR | {"dan"}),
    ("visit", "meetings:minutes", "GET", THE_FOUR | {"dan"}),
    ("visit", "meetings:minutes-pdf", "GET", THE_FOUR | {"dan"}),
    ("visit", "meetings:invitation", "GET", THE_FOUR | {"dan"}),
    ("visit", "meetings:change", "GET", {"amina", "carys"}),
    ("visit", "meetings:change", "POST", {"amina", "carys"}),
    ("visit", "meetings:cancel", "GET", {"amina", "carys"}),
    ("visit", "meetings:cancel", "POST", {"amina", "carys"}),
    ("visit", "meetings:invite", "GET", {"amina", "carys"}),
    ("visit", "meetings:invite", "POST", {"amina", "carys"}),
    ("visit", "meetings:end-seat", "POST", {"amina", "carys"}),
    ("visit", "meetings:take-time", "POST", {"amina", "carys"}),
    ("visit", "meetings:reply", "GET", {"amina", "dan"}),
    ("visit", "meetings:reply", "POST", {"amina", "dan"}),
    ("visit", "meetings:pass-seat", "POST", {"amina", "dan"}),
    ("visit", "meetings:account", "GET", NOBODY),  # it has not begun
    ("visit", "meetings:decide", "GET", NOBODY),
    ("visit", "meetings:view", "GET", NOBODY),
    # a strategy discussion that Amina called, with Dan, under way
    ("strategy", "meetings:meeting", "GET", THE_FOUR | {"dan"}),
    ("strategy", "meetings:account", "GET", {"amina", "carys"}),
    ("strategy", "meetings:account", "POST", {"amina", "carys"}),
    ("strategy", "meetings:view", "GET", {"amina", "dan"}),
    ("strategy", "meetings:view", "POST", {"amina", "dan"}),
    ("strategy", "meetings:decide", "GET", {"amina", "carys"}),
    ("strategy", "meetings:decide", "POST", {"amina", "carys"}),
    ("strategy", "meetings:dissent", "GET", {"amina", "dan"}),
    ("strategy", "meetings:dissent", "POST", {"amina", "dan"}),
    ("strategy", "meetings:agree-action", "GET", {"amina", "carys"}),
    ("strategy", "meetings:agree-action", "POST", {"amina", "carys"}),
    ("strategy", "meetings:action-done", "GET", {"amina", "carys", "dan"}),
    ("strategy", "meetings:action-done", "POST", {"amina", "carys", "dan"}),
    ("barred-visit", "meetings:meeting", "GET", {"amina", "bola", "carys", "dan"}),
    ("asked", "sharing:tell", "GET", THE_FOUR),
    ("asked", "sharing:tell", "POST", THE_FOUR),
    ("asked", "sharing:document", "GET", THE_FOUR | {"dan", "nia"}),
    ("asked", "sharing:link", "POST", NOBODY),
    ("asked", "sharing:mark", "GET", {"dan", "nia"}),
    ("asked", "sharing:mark", "POST", {"dan", "nia"}),
    ("asked", "sharing:lift", "POST", NOBODY),
    # the police ask that the family is not told, and lift it
    ("marked", "sharing:lift", "POST", {"dan", "nia"}),
    ("marked", "sharing:request", "GET", THE_FOUR | {"dan", "nia"}),
    # what Dan asked social care: who asked, who receives it, and nobody by having a part in a matter of the child
    ("partners", "concerns:consultation", "GET", THE_FOUR),
    ("partners", "sharing:request", "GET", {"dan", "bola", "petra"}),
    ("partners", "sharing:document", "GET", {"dan", "bola", "petra"}),
    ("partners", "sharing:acknowledge", "POST", {"bola", "petra"}),
    ("partners", "sharing:answer", "GET", {"bola", "petra"}),
    ("partners", "sharing:answer", "POST", {"bola", "petra"}),
    ("partners", "sharing:link", "POST", {"bola", "petra"}),
    ("partners", "sharing:mark", "GET", {"dan"}),
    ("partners", "sharing:withdraw", "POST", {"dan"}),
    # the same, linked to Amina’s matter: its people read it too, and still do not answer it
    ("linked", "sharing:request", "GET", THE_FOUR | {"dan"}),
    ("linked", "sharing:answer", "GET", {"bola", "petra"}),
    ("linked", "sharing:link", "POST", {"bola", "petra"}),
    # what Dan passed on, of which Amina asks whether Vera may read it, and after his yes
    ("passing", "sharing:pass-on", "GET", THE_FOUR),
    ("passing", "sharing:pass-on", "POST", THE_FOUR),
    ("passing", "sharing:passing", "GET", {"amina", "dan", "nia"}),
    ("passing", "sharing:answer-passing", "POST", {"dan", "nia"}),
    ("passing", "sharing:end-passing", "POST", NOBODY),
    ("passed", "sharing:passing", "GET", {"amina", "vera", "dan", "nia"}),
    ("passed", "sharing:request", "GET", THE_FOUR | {"dan", "nia"}),
    ("passed", "sharing:pass-on", "GET", THE_FOUR | {"vera"}),
    ("passed", "sharing:answer-passing", "POST", NOBODY),
    ("passed", "sharing:end-passing", "POST", {"dan", "nia"}),
    # a context that Amina opened and Carys owns, into which Dan was let; linked to Amina’s matter, in which Bola and Petra
    # have a part and which Dan does not know
    ("context", "concerns:consultation", "GET", THE_FOUR),
    ("context", "contexts:of-matter", "GET", THE_FOUR),
    ("context", "contexts:link", "GET", THE_FOUR),
    ("context", "contexts:end-link", "GET", {"amina", "carys"}),
    ("context", "contexts:end-link", "POST", {"amina", "carys"}),
    ("context", "contexts:context", "GET", IN_CONTEXT),
    ("context", "contexts:chronology", "GET", IN_CONTEXT),
    ("context", "contexts:who", "GET", IN_CONTEXT),
    ("context", "contexts:assessment", "GET", IN_CONTEXT),
    ("context", "contexts:conference", "GET", IN_CONTEXT),
    ("context", "contexts:change", "GET", {"amina", "carys"}),
    ("context", "contexts:change", "POST", {"amina", "carys"}),
    ("context", "contexts:concern", "GET", IN_CONTEXT),
    ("context", "contexts:concern", "POST", IN_CONTEXT),
    ("context", "contexts:partner", "GET", IN_CONTEXT),
    ("context", "contexts:partner", "POST", IN_CONTEXT),
    ("context", "contexts:end-partner", "POST", {"amina", "carys"}),
    ("context", "contexts:assess", "GET", {"amina", "carys"}),
    ("context", "contexts:assess", "POST", {"amina", "carys"}),
    ("context", "contexts:review", "GET", {"amina", "carys"}),
    ("context", "contexts:review", "POST", {"amina", "carys"}),
    ("context", "contexts:hold", "GET", {"amina", "carys"}),
    ("context", "contexts:hold", "POST", {"amina", "carys"}),
    ("context", "contexts:agree-action", "GET", {"amina", "carys"}),
    ("context", "contexts:agree-action", "POST", {"amina", "carys"}),
    ("context", "contexts:dissent", "GET", IN_CONTEXT),
    ("context", "contexts:dissent", "POST", IN_CONTEXT),
    ("context", "contexts:action-done", "GET", IN_CONTEXT),
    ("context", "contexts:action-done", "POST", IN_CONTEXT),
    ("context", "contexts:plan", "GET", IN_CONTEXT),
    ("context", "contexts:add-action", "GET", {"amina", "carys"}),
    ("context", "contexts:add-action", "POST", {"amina", "carys"}),
    ("context", "contexts:drop-action", "GET", {"amina", "carys"}),
    ("context", "contexts:drop-action", "POST", {"amina", "carys"}),
    ("context", "contexts:aim-action", "GET", {"amina", "carys"}),
    ("context", "contexts:aim-action", "POST", {"amina", "carys"}),
    ("context", "contexts:put-conference-right", "GET", {"amina", "carys"}),
    ("context", "contexts:put-conference-right", "POST", {"amina", "carys"}),
    ("closed-context", "contexts:open-again", "GET", {"carys"}),
    ("closed-context", "contexts:open-again", "POST", {"carys"}),
    ("closed-context", "contexts:plan", "GET", IN_CONTEXT),
    ("closed-context", "contexts:add-action", "GET", {"amina", "carys"}),
    ("context", "contexts:let-in", "GET", {"carys"}),
    ("context", "contexts:let-in", "POST", {"carys"}),
    ("context", "contexts:end-part", "POST", {"carys"}),
    ("context", "contexts:bar", "GET", IN_CONTEXT),
    # about Amina: by herself, and by the manager
    ("context", "contexts:bar", "POST", {"amina", "carys"}),
    ("context", "contexts:hand-over", "GET", {"carys"}),
    ("context", "contexts:hand-over", "POST", {"carys"}),
    ("context", "contexts:close", "GET", {"carys"}),
    ("context", "contexts:close", "POST", {"carys"}),
    ("context", "contexts:map", "GET", IN_CONTEXT),
    ("context", "contexts:picture", "GET", IN_CONTEXT),
    ("context", "contexts:print", "GET", IN_CONTEXT),
    ("context", "contexts:node", "GET", {"amina", "carys"}),
    ("context", "contexts:node", "POST", {"amina", "carys"}),
    ("context", "contexts:linked", "GET", {"amina", "carys"}),
    ("context", "contexts:linked", "POST", {"amina", "carys"}),
    ("context", "contexts:new-tie", "GET", {"amina", "carys"}),
    ("context", "contexts:new-tie", "POST", {"amina", "carys"}),
    ("context", "contexts:child-map", "GET", THE_FOUR),
    ("context", "contexts:child-picture", "GET", THE_FOUR),
    ("context", "contexts:child-print", "GET", THE_FOUR),
    ("context", "contexts:child-node", "GET", THE_FOUR),
    ("context", "contexts:child-node", "POST", THE_FOUR),
    ("context", "contexts:child-linked", "GET", THE_FOUR),
    ("context", "contexts:child-linked", "POST", THE_FOUR),
    ("context", "contexts:child-tie", "GET", THE_FOUR),
    ("context", "contexts:child-tie", "POST", THE_FOUR),
    ("context", "contexts:tie", "GET", THE_FOUR),
    ("context", "contexts:rename", "GET", THE_FOUR),
    ("context", "contexts:rename", "POST", THE_FOUR),
    ("context", "contexts:take-out-node", "GET", THE_FOUR),
    ("context", "contexts:take-out-node", "POST", THE_FOUR),
    ("context", "contexts:put-right", "GET", THE_FOUR),
    ("context", "contexts:put-right", "POST", THE_FOUR),
    ("context", "contexts:tie-ended", "GET", THE_FOUR),
    ("context", "contexts:tie-ended", "POST", THE_FOUR),
    ("context", "contexts:take-out-tie", "GET", THE_FOUR),
    ("context", "contexts:take-out-tie", "POST", THE_FOUR),
    # the same in the context’s map: what stands there for everybody, and what stands for the linked child
    ("context-map", "contexts:tie", "GET", IN_CONTEXT),
    ("context-map", "contexts:put-right", "GET", {"amina", "carys"}),
    ("context-map", "contexts:rename", "GET", {"amina", "carys"}),
    ("hidden-map", "contexts:tie", "GET", {"amina", "carys"}),
    ("hidden-map", "contexts:take-out-node", "GET", {"amina", "carys"}),
    # Carys has a conflict of interest, which beats her team’s part and her own; the other manager owns it now
    ("barred-context", "contexts:context", "GET", {"amina", "dan", "vera"}),
    ("barred-context", "contexts:map", "GET", {"amina", "dan", "vera"}),
    # what Petra brought to the Channel panel: a seat opens the case and no consultation; Nia has none
    ("panel", "concerns:consultation", "GET", THE_FOUR),
    ("panel", "panel:panel", "GET", SEATED | {"jo"}),
    ("panel", "panel:seat", "GET", LEADING),
    ("panel", "panel:seat", "POST", LEADING),
    ("panel", "panel:end-seat", "POST", LEADING | {"dan"}),
    ("panel", "panel:quorum", "GET", LEADING),
    ("panel", "panel:quorum", "POST", LEADING),
    ("panel", "panel:plan-meeting", "GET", LEADING),
    ("panel", "panel:plan-meeting", "POST", LEADING),
    ("panel", "panel:figures", "GET", SEATED | {"vera"}),
    ("panel", "panel:enter", "GET", LEADING),
    ("panel", "panel:enter", "POST", LEADING),
    ("panel", "panel:case", "GET", SEATED | {"amina"}),
    ("panel", "panel:social-worker", "GET", LEADING | {"amina"}),
    ("panel", "panel:social-worker", "POST", LEADING | {"amina"}),
    ("panel", "panel:conflict", "GET", SEATED | {"amina"}),
    # about Dan: by who leads, and by himself
    ("panel", "panel:conflict", "POST", LEADING | {"dan", "amina"}),
    ("panel", "panel:agenda", "GET", LEADING),
    ("panel", "panel:agenda", "POST", LEADING),
    ("panel", "panel:consent", "GET", LEADING | {"amina"}),
    ("panel", "panel:consent", "POST", LEADING | {"amina"}),
    ("panel", "panel:consent-answer", "GET", LEADING | {"amina"}),
    ("panel", "panel:consent-answer", "POST", LEADING | {"amina"}),
    ("panel", "panel:action", "GET", LEADING),
    ("panel", "panel:action", "POST", LEADING),
    ("panel", "panel:action-done", "GET", LEADING | {"dan"}),
    ("panel", "panel:action-done", "POST", LEADING | {"dan"}),
    ("panel", "panel:support", "GET", LEADING | {"amina"}),
    ("panel", "panel:support", "POST", LEADING | {"amina"}),
    ("panel", "panel:session", "GET", LEADING | {"amina"}),
    ("panel", "panel:session", "POST", LEADING | {"amina"}),
    ("panel", "panel:session-said", "GET", LEADING | {"amina"}),
    ("panel", "panel:session-said", "POST", LEADING | {"amina"}),
    ("panel", "panel:look", "GET", LEADING),
    ("panel", "panel:look", "POST", LEADING),
    ("panel", "panel:meeting", "GET", SEATED | {"amina"}),
    ("panel", "panel:who-came", "GET", LEADING),
    ("panel", "panel:who-came", "POST", LEADING),
    ("panel", "panel:held", "POST", LEADING),
    ("panel", "panel:move", "GET", LEADING),
    ("panel", "panel:move", "POST", LEADING),
    ("panel", "panel:invitation", "GET", SEATED | {"amina"}),
    ("panel", "panel:call-off", "GET", LEADING),
    ("panel", "panel:call-off", "POST", LEADING),
    ("panel", "panel:view", "GET", SEATED | {"amina"}),
    # as the view of police: by Dan, and by who leads
    ("panel", "panel:view", "POST", LEADING | {"dan", "amina"}),
    ("panel", "panel:decide", "GET", LEADING),
    ("panel", "panel:decide", "POST", LEADING),
    ("panel", "panel:pack", "GET", SEATED | {"amina"}),
    ("panel", "panel:pack-pdf", "GET", SEATED | {"amina"}),
    ("panel", "panel:minutes", "GET", SEATED | {"amina"}),
    ("panel", "panel:minutes-pdf", "GET", SEATED | {"amina"}),
    ("panel", "panel:minutes-docx", "GET", SEATED | {"amina"}),
    # an assessment of Amina's: before Carys, being written, finished, and never a partner's
    ("assessed", "assessments:of-matter", "GET", THE_FOUR),
    ("assessed", "assessments:assessment", "GET", THE_FOUR),
    ("assessed", "assessments:paper", "GET", THE_FOUR),
    ("assessed", "assessments:answer", "GET", {"carys"}),
    ("assessed", "assessments:answer", "POST", {"carys"}),
    ("assessed", "assessments:stop", "GET", {"carys"}),
    ("assessed", "assessments:stop", "POST", {"carys"}),
    ("assessed", "assessments:day", "GET", {"carys"}),
    ("assessed", "assessments:day", "POST", {"carys"}),
    ("assessed", "assessments:lead", "GET", {"amina", "carys"}),
    ("assessed", "assessments:lead", "POST", {"amina", "carys"}),
    ("assessed", "assessments:pdf", "GET", NOBODY),
    ("writing", "assessments:part", "GET", THE_FOUR),
    ("writing", "assessments:part", "POST", THE_FOUR),
    ("writing", "assessments:checkpoint", "GET", {"carys"}),
    ("writing", "assessments:checkpoint", "POST", {"carys"}),
    ("writing", "assessments:conclude", "GET", {"amina"}),
    ("writing", "assessments:conclude", "POST", {"amina"}),
    ("writing", "assessments:answer", "GET", NOBODY),
    ("open", "assessments:begin", "GET", THE_FOUR),
    ("open", "assessments:begin", "POST", THE_FOUR),
    ("finished-assessment", "assessments:family", "GET", THE_FOUR),
    ("finished-assessment", "assessments:family", "POST", THE_FOUR),
    ("finished-assessment", "assessments:family-words", "GET", {"amina", "carys"}),
    ("finished-assessment", "assessments:family-words", "POST", {"amina", "carys"}),
    ("finished-assessment", "assessments:pdf", "GET", THE_FOUR),
    ("finished-assessment", "assessments:docx", "GET", THE_FOUR),
    ("finished-assessment", "assessments:conclude", "GET", NOBODY),
    ("finished-assessment", "concerns:consultation", "GET", THE_FOUR | {"dan"}),
    ("finished-assessment", "assessments:assessment", "GET", THE_FOUR),
    # a conflict of interest beats every part
    ("barred", "sharing:of-matter", "GET", THE_FOUR - {"petra"}),
    ("barred", "concerns:consultation", "GET", THE_FOUR - {"petra"}),
    ("barred", "concerns:who", "GET", THE_FOUR - {"petra"}),
    ("barred", "concerns:note", "POST", THE_FOUR - {"petra"}),
    ("barred", "desk:chronology-json", "GET", THE_FOUR - {"petra"}),
    ("barred", "screening:workspace", "GET", {"bola", "carys"}),
    ("barred", "screening:claim", "POST", {"bola"}),
]

# Their POST is tried elsewhere, by whom it is for: one’s own password in people/, an emergency and a disagreement below,
# an uploaded form in concerns/, an answer about a likely match in screening/.
ACCOUNT = {name: "Told in general words." for name in ("circumstances", "relied_on", "reasons", "set_aside")}

POSTED_ELSEWHERE = {
    "lti:add",  # lti/tests/test_results.py
    # What is one’s own, by the whole cast, in modules/tests/test_modules.py
    "modules:begin",
    "modules:run",
    "modules:forget",
    "modules:follow-up",
    "contexts:link",  # contexts/tests/test_who.py
    "handover:begin",
    "panel:new",
    "people:vettings",
    "sharing:colleague",
    "screening:disagree",
    "people:unlock",
    "people:confirm",
    "people:password",
    "people:new-token",
    "concerns:emergency",
    "concerns:referral-template",
    "screening:match",
}

# Tried elsewhere: the sign-in page, who receives requests and vetting in people/, tokens in people/ and tests/api, reviews in desk/, pages of the toolkit
# by a slug, documents of a page in editing/tests/test_documents.py by the whole cast, and the documents of the machine's door in tests/api.
ELSEWHERE = {
    # Launches, by their secrets, and one platform or link, in lti/tests
    "lti:login",
    "lti:launch",
    "lti:enter",
    "lti:join",
    "lti:module",
    "lti:end-link",
    "lti:platform",
    "lti:end",
    # What is one’s own, by the whole cast, in modules/tests/test_modules.py
    "modules:begin",
    "modules:run",
    "modules:forget",
    "modules:follow-up",
    "people:telephone",
    "plans:team-time",  # plans/tests/test_pages.py
    # One plan of a term and its aims, by the whole cast, in learning/tests/test_learning.py
    "learning:plan",
    "learning:add",
    "learning:aim",
    "learning:change",
    "learning:end",
    # One question, time, joint work, reflection or entry of coaching, by the whole cast, in coaching/tests/test_who.py
    "coaching:ask-of-matter",
    "coaching:joint-of-matter",
    "coaching:question",
    "coaching:take",
    "coaching:answer",
    "coaching:offer-for",
    "coaching:pass-on",
    "coaching:close",
    "coaching:take-back",
    "coaching:how-it-was",
    "coaching:make-page",
    "coaching:begin-page",
    "coaching:agree",
    "coaching:slot",
    "coaching:move-slot",
    "coaching:withdraw-slot",
    "coaching:cancel",
    "coaching:joint",
    "coaching:end-joint",
    "coaching:reflection",
    "coaching:take-place",
    "coaching:give-place-back",
    "coaching:move-reflection",
    "coaching:call-reflection-off",
    "coaching:reflection-held",
    "coaching:log-entry",
    "coaching:confirm-experience",
    # One round, by the whole cast, in calibration/tests/test_who.py
    "calibration:round",
    "calibration:answer",
    "calibration:close",
    "calibration:discuss",
    # One learning system, by the whole cast, in learning_systems/tests/test_who.py
    "learning_systems:system",
    "learning_systems:key",
    "learning_systems:withdraw",
    "learning_systems:end",
    "learning_systems:activities",
    "xapi:statements",
    "xapi:nothing",
    # One person, certificate, tier, session or file of training, by the whole cast, in training/tests/test_who.py
    "training:certificate",
    "training:certificate-back",
    "training:somebody",
    "training:choice-end",
    "training:leave-new",
    "training:leave",
    "training:leave-remove",
    "training:take-back",
    "training:tier",
    "training:change-tier",
    "training:unchoose",
    "training:session",
    "training:move",
    "training:call-off",
    "training:open-register",
    "training:shut-register",
    "training:register",
    "training:file",
    "training:load-file",
    "training:leave-file",
    "training:rows-to-mend",
    # One service, organisation or import, by the whole cast, in services/tests/test_who.py; what the public reads in
    # services/tests/test_oruk.py.
    "services:service",
    "services:change",
    "services:history",
    "services:put-back",
    "services:public",
    "services:checked",
    "services:retire",
    "services:bring-back",
    "services:organisation",
    "services:import",
    "services:load",
    "services:leave",
    "services:wrong-rows",
    "oruk:service",
    "oruk:taxonomy",
    "oruk:taxonomy-term",
    "oruk:service-at-location",
    "oruk:nothing",
    # handover/tests, by the whole cast
    "handover:handover",
    "handover:thing",
    "handover:day",
    "handover:call-off",
    "handover:at-once",
    "handover:decline",
    "handover:keep",
    "people:name-for",
    "meetings-calendar",  # meetings/tests/test_calendar.py
    "meetings:withdraw-calendar",
    "people:receiver",
    "people:receiver-assure",
    "people:receiver-back",
    "people:confirm-vetting",
    "people:withdraw-vetting",
    "people:sign-in",
    "people:withdraw-token",
    "toolkit:what-now-answer",
    "toolkit:piece",
    "toolkit:editions",
    "toolkit:propose",
    "toolkit:useful",
    "toolkit:hide",
    "toolkit:note",
    "toolkit:sign-off",
    "editing:answer",
    "editing:unschedule",
    "editing:replace",
    "editing:retire",
    "editing:proposal",
    "editing:beneath",
    "editing:synonym",
    "editing:undo-synonyms",
    "toolkit:document",
    "editing:attach",
    "editing:document",
    "editing:take-out",
    "toolkit:doing",
    "toolkit:theme",
    "toolkit:kind",
    "desk:review-emergency",
}


def _open(cast):
    row = claimed(cast)
    question = screening.ask_question(cast["bola"], screening=row, of=cast["amina"], text="Who?", once_key="q")
    return row.consultation, {"screening:answer": question.uuid}


def _decided(cast):
    decision = decided(cast, outcomes=["section-17", "prevent-referral"])
    disagreement = screening.record_disagreement(cast["petra"], decision=decision, text="No.", once_key="d")
    sign_off = decision.sign_offs.get()
    step = Step.objects.filter(pathway__decision=decision, owner=cast["amina"]).first()
    return decision.screening.consultation, {
        "screening:sign-off": sign_off.uuid,
        "screening:otherwise": sign_off.uuid,
        "screening:disagree": decision.uuid,
        "screening:then": decision.uuid,
        "screening:disagreement": disagreement.uuid,
        "screening:step": step.uuid,
        "screening:step-to": step.uuid,
        "screening:step-day": Step.objects.get(pathway__decision=decision, key="see-child").uuid,
    }


def _settled(cast):
    decision = decided(cast)
    return decision.screening.consultation, {"screening:write-account": decision.uuid}


def _written_up(cast, released: bool = False):
    """What Bola wrote up of a settled decision, without names."""
    decision = decided(cast)
    account = screening.write_account(
        cast["bola"],
        decision=decision,
        harm="peer-group",
        harm_words="Harm among peers",
        context="peers",
        words=ACCOUNT,
    )
    if released:
        screening.answer_account(cast["petra"], account=account, version=1, answer="released")
    routes_of_one = ("account", "review-account", "withdraw-account")
    return decision.screening.consultation, {f"screening:{name}": account.uuid for name in routes_of_one}


def _finished(cast):
    decision = decided(cast)
    for step in Step.objects.filter(pathway__decision=decision):
        screening.take_step(step.owner, step=step, note="Done.")
    return decision.screening.consultation, {}


def _referred(cast, how_far: str):
    """A matter that goes to Prevent with Carys’s agreement, and its referral so far."""
    decision = decided(cast, outcomes=["prevent-referral"])
    screening.answer_sign_off(cast["carys"], sign_off=decision.sign_offs.get(), answer="agreed", reason="")
    consultation = decision.screening.consultation
    amina = cast["amina"]
    referral = concerns.start_referral(amina, consultation=consultation)
    if how_far != "preparing":
        texts = {answer.key: answer.text or "Not known" for answer in referral.answers.all()}
        referral = concerns.save_referral(amina, referral=referral, texts=texts, version=referral.version)
        referral = concerns.check_referral(amina, referral=referral)
    if how_far == "sent":
        now = timezone.now()
        concerns.note_referral_sent(amina, referral=referral, sent_to="Prevent team", sent_how="post", sent_at=now)
    return consultation, {}


def _with_parts(cast, *rows, **fields):
    """A matter of Amina in which parts were written past every action, as a fault or an import might."""
    consultation = raised(cast["amina"], **fields)
    for row in rows:
        ConsultationPart.objects.create(matter=consultation, reason=PartReason.GIVEN, **row)
    return consultation, {}


def _crossed(cast):
    """People and a team of the next authority have live parts, which their authority must not let through."""
    team = Team.objects.get(agency__authority=cast["rhys"].authority, screens=True)
    return _with_parts(cast, {"person": cast["rhys"]}, {"person": cast["tom"]}, {"team": team})


def _barred(cast):
    """Petra has her part by her team, one of her own, and a bar."""
    consultation, keys = _with_parts(cast, {"person": cast["petra"]})
    concerns.place_bar(cast["carys"], consultation=consultation, person=cast["petra"], reason="Her nephew")
    return consultation, keys


def _asked(cast):
    consultation = claimed(cast).consultation
    request = asked(cast["amina"], consultation)
    return consultation, _keys_of(request)


def _keys_of(request):
    routes_of_one = ("request", "acknowledge", "answer", "colleague", "withdraw", "document", "link", "mark", "lift")
    return {f"sharing:{name}": request.uuid for name in routes_of_one}


def _marked(cast):
    consultation, keys = _asked(cast)
    request = InformationRequest.objects.get(uuid=keys["sharing:request"])
    sharing.ask_not_to_tell(cast["dan"], request=request, review_on=timezone.localdate())
    return consultation, keys


def _partners(cast):
    return raised(cast["amina"]), _keys_of(asked_by_partner(cast["dan"]))


def _linked(cast):
    consultation, keys = _partners(cast)
    request = InformationRequest.objects.get(uuid=keys["sharing:request"])
    sharing.link_request(cast["bola"], request=request, consultation=consultation)
    return consultation, keys


def _passing(cast):
    consultation, keys = _asked(cast)
    request = InformationRequest.objects.get(uuid=keys["sharing:request"])
    answered(cast["dan"], request, written("He is known."))
    version = Version.objects.get(disclosure__request=request)
    row = asked_to_pass_on(cast["amina"], version, cast["vera"])
    names = ("passing", "answer-passing", "end-passing")
    return consultation, {**keys, "sharing:pass-on": version.uuid, **{f"sharing:{name}": row.uuid for name in names}}


def _passed(cast):
    consultation, keys = _passing(cast)
    row = PassingOn.objects.get(uuid=keys["sharing:passing"])
    sharing.answer_passing(cast["dan"], passing=row, allowed=True)
    return consultation, keys


def _told(cast):
    consultation, keys = _asked(cast)
    request = InformationRequest.objects.get(uuid=keys["sharing:request"])
    answered(cast["dan"], request, written("A gist.", Extent.GIST), kind="gist")
    version = Version.objects.get(disclosure__request=request)
    return consultation, {**keys, "sharing:release": version.uuid, "sharing:narrow": version.uuid}


def _before(cast, answered: bool):
    consultation = raised(cast["amina"])
    question = meeting_factories.asked_before(cast["amina"], consultation)
    if answered:
        meeting_factories.cut(cast["dan"], question)
    routes_of_one = ("before", "answer-before", "take-back", "before-colleague", "withdraw-before", "before-without")
    return consultation, {f"meetings:{name}": question.uuid for name in routes_of_one}


def _visit(cast, barred: str = ""):
    consultation = raised(cast["amina"])
    visit = meeting_factories.planned(cast["amina"], consultation)
    time = TimeOffered.objects.create(
        meeting=visit,
        starts_at=meeting_factories.soon(90),
        ends_at=meeting_factories.soon(91),
        offered_by=cast["dan"],
    )
    meeting_actions.invite(cast["amina"], meeting=visit, office="Health visiting")
    if barred:
        concerns.place_bar(cast["carys"], consultation=consultation, person=cast[barred], reason="Her nephew")
    routes_of_one = (
        *("meeting", "minutes", "minutes-pdf", "invitation", "change", "cancel", "invite", "reply", "pass-seat"),
        *("account", "decide", "view"),
    )
    return consultation, {
        **{f"meetings:{name}": visit.uuid for name in routes_of_one},
        "meetings:end-seat": Seat.objects.get(meeting=visit, person=None).uuid,
        "meetings:take-time": time.uuid,
    }


def _plan(cast, rewritten: bool = False):
    """A plan in which a partner with a part reads nothing; where it is written anew, a session of it is still to come."""
    amina = cast["amina"]
    consultation, _ = _with_parts(cast, {"person": cast["dan"]})
    plan = plan_factories.planned(amina, consultation, doer=cast["bola"])
    review = plan_factories.reviewed(amina, plan)
    session = plan_factories.session(amina, consultation)
    edition = plan_queries.standing_edition(plan)
    of_plan = (
        *("plan", "new-edition", "said", "review", "end", "paper", "paper-docx", "paper-pdf"),
        *("family-paper", "family-docx", "family-pdf"),
        *("writing", "names", "add-outcome", "add-action", "safety", "agree", "drop"),
    )
    keys = {f"plans:{name}": plan.uuid for name in of_plan}
    keys |= {"plans:edition": edition.uuid, "plans:put-review-right": review.uuid}
    if rewritten:
        plan_actions.begin_edition(amina, plan=plan)
    else:
        plan_factories.over(session)
    keys |= {f"plans:{name}": session.uuid for name in ("session", "held", "missed", "move-session")}
    outcome, action = plan_queries.outcomes_in(edition)[0], plan_factories.of(plan)
    for name, row in (("outcome", outcome), ("action", action)):
        keys |= {f"plans:{way}-{name}": row.uuid for way in ("change", "take-out", "put-back")}
    return consultation, {**keys, "plans:end-action": action.uuid}


def _strategy(cast):
    consultation = raised(cast["amina"])
    meeting = meeting_factories.begun(meeting_factories.planned(cast["amina"], consultation, "strategy"))
    decision = meeting_factories.decided(cast["amina"], meeting)
    action = meeting_factories.action_for(cast["amina"], meeting, cast["dan"])
    routes_of_one = ("meeting", "account", "view", "decide", "agree-action")
    return consultation, {
        **{f"meetings:{name}": meeting.uuid for name in routes_of_one},
        "meetings:dissent": decision.uuid,
        "meetings:action-done": action.uuid,
    }


def _panel(cast):
    """A case of the Channel panel with everything that hangs from one: a look of an earlier end, a session, an action."""
    panel = panels.panel_of(cast)
    case = panels.entered(cast, panel, panels.sent(cast))
    asked_for = panels.consented(cast, case)
    today = timezone.localdate()
    meeting = panels.met(cast, panel, case)
    panels.decided_at(cast, case, meeting, "adopt")
    to_come = panel_actions.plan_meeting(cast["esme"], panel=panel, on=today + timedelta(days=9), at=time(10))
    support = panel_actions.begin_support(
        cast["petra"], case=case, provider="A mentor", what="Talks", begins_on=today, once_key="s"
    )
    session = panel_actions.plan_session(cast["petra"], support=support, planned_on=today)
    action = panel_actions.agree_action(
        cast["petra"], case=case, text="Ring", owner=cast["dan"], due_on=today, is_support=False, once_key="a"
    )
    look = Look.objects.create(case=case, clock="after-exit-6", title="Six months after", due_on=today)
    of_panel = ("panel", "seat", "quorum", "plan-meeting", "figures", "enter")
    of_case = ("case", "social-worker", "conflict", "agenda", "consent", "action", "support")
    of_meeting = (
        "meeting",
        "who-came",
        "held",
        "call-off",
        "invitation",
        "pack",
        "pack-pdf",
        "minutes",
        "minutes-pdf",
        "minutes-docx",
    )
    keys = {name: panel.uuid for name in of_panel} | {name: case.uuid for name in of_case}
    keys |= {name: meeting.uuid for name in of_meeting}
    keys |= {name: meeting.items.get().uuid for name in ("view", "decide")}
    keys |= {
        "end-seat": Member.objects.get(panel=panel, person=cast["dan"]).uuid,
        "move": to_come.uuid,
        "consent-answer": asked_for.uuid,
        "action-done": action.uuid,
        "session": support.uuid,
        "session-said": session.uuid,
        "look": look.uuid,
    }
    return case.consultation, {f"panel:{name}": one for name, one in keys.items()}


def _assessed(cast, how_far: str):
    row = assessments.begun(cast)
    one = Checkpoint.objects.create(assessment=row, title="A look on the way", due_on=timezone.localdate())
    if how_far == "writing":
        row = assessments.filled(cast, row)
    elif how_far == "finished":
        row = assessments.agreed(cast, row)
        ConsultationPart.objects.create(matter=row.consultation, reason=PartReason.GIVEN, person=cast["dan"])
    else:
        assessments.concluded(cast, row)
    names = (
        "assessment",
        "part",
        "lead",
        "conclude",
        "answer",
        "stop",
        "day",
        "paper",
        "family",
        "family-words",
        "pdf",
        "docx",
    )
    return row.consultation, {**{f"assessments:{name}": row.uuid for name in names}, "assessments:checkpoint": one.uuid}


def _context(cast, kind: str = ""):
    amina, carys, dan = cast["amina"], cast["carys"], cast["dan"]
    consultation = raised(amina, name="Ellie Marsh", named=True)
    place = contexts.opened(amina, owner=carys)
    contexts.let_in(carys, place, dan)
    link = contexts.linked(amina, place, consultation)
    other = contexts.opened(amina, name="Station forecourt", owner=carys)
    partner = contexts.partner(carys, place)
    assessment = contexts.assessed(carys, place)
    conference = contexts.conferred(carys, place, [dan])
    action = contexts.agreed(carys, conference, dan)
    node = contexts.node(amina, consultation=consultation)
    tie = contexts.tied(amina, node, None, consultation=consultation)
    if kind == "plain":
        node = contexts.node(carys, "The two men", context=place)
        tie = contexts.tied(carys, node, None, context=place)
    if kind == "hidden":
        node = contexts.drawn(carys, link, context=place)
        tie = contexts.tied(carys, node, None, context=place)
    if kind == "barred":
        context_actions.place_context_bar(carys, context=place, person=carys, reason="Her nephew goes there.")
    of_context = "context change concern partner assess review hold chronology who let-in bar hand-over close".split()
    of_context += "map picture print node linked new-tie plan add-action open-again".split()
    if kind == "closed":
        contexts.closed(carys, place)
    keys = {name: place.uuid for name in of_context}
    keys |= {name: conference.uuid for name in ("conference", "agree-action", "dissent", "put-conference-right")}
    keys |= {name: action.uuid for name in ("action-done", "drop-action", "aim-action")}
    keys |= {name: node.uuid for name in ("rename", "take-out-node")}
    keys |= {name: tie.uuid for name in ("tie", "put-right", "tie-ended", "take-out-tie")}
    keys |= {
        "end-link": link.uuid,
        "end-partner": partner.uuid,
        "end-part": place.parts.get(person=dan).uuid,
        "assessment": assessment.uuid,
        "link": other.uuid,
    }
    return consultation, {f"contexts:{name}": one for name, one in keys.items()}


# One of each kind, made when it is asked for: the consultation, and the key of what hangs from it by route.
MAKE = {
    "open": _open,
    "waiting": lambda cast: (raised(cast["amina"]), {}),
    "decided": _decided,
    "settled": _settled,
    "written-up": _written_up,
    "released": lambda cast: _written_up(cast, released=True),
    "finished": _finished,
    "preparing": lambda cast: _referred(cast, "preparing"),
    "checked": lambda cast: _referred(cast, "checked"),
    "sent": lambda cast: _referred(cast, "sent"),
    "draft": lambda cast: (start_consultation(cast["amina"], once_key="x"), {}),
    "theirs": lambda cast: (raised(cast["rhys"]), {}),
    "shared": lambda cast: _with_parts(cast, {"person": cast["dan"]}),
    "crossed": _crossed,
    "asked": _asked,
    "told": _told,
    "marked": _marked,
    "partners": _partners,
    "linked": _linked,
    "passing": _passing,
    "passed": _passed,
    "panel": _panel,
    "barred": _barred,
    "assessed": lambda cast: _assessed(cast, "concluded"),
    "writing": lambda cast: _assessed(cast, "writing"),
    "finished-assessment": lambda cast: _assessed(cast, "finished"),
    "context": _context,
    "context-map": lambda cast: _context(cast, "plain"),
    "hidden-map": lambda cast: _context(cast, "hidden"),
    "barred-context": lambda cast: _context(cast, "barred"),
    "closed-context": lambda cast: _context(cast, "closed"),
    "before": lambda cast: _before(cast, True),
    "unanswered": lambda cast: _before(cast, False),
    "visit": _visit,
    "planned": _plan,
    "rewritten": lambda cast: _plan(cast, rewritten=True),
    "strategy": _strategy,
    "barred-visit": lambda cast: _visit(cast, "petra"),
}


class Records(dict):
    def __init__(self, cast):
        super().__init__()
        self.cast = cast

    def __missing__(self, kind):
        self[kind] = MAKE[kind](self.cast)
        return self[kind]


@pytest.fixture
def records(cast):
    return Records(cast)


# What an address names besides the record.
MORE = {
    "concerns:section": {"section": "voice"},
    "assessments:part": {"part": "child"},
    "assessments:family-words": {"where": "needed"},
    "assessments:pdf": {"edition": "file"},
    "assessments:docx": {"edition": "family"},
}


def address(route: str, reference: str, key=None) -> str:
    more = MORE.get(route, {})
    words = {"reference": reference, **more}
    try:
        return reverse(route, kwargs=words)
    except NoReverseMatch:  # the route wants the key of something that hangs from the record
        words["uuid"] = key or uuid.UUID(int=1)
        try:
            return reverse(route, kwargs=words)
        except NoReverseMatch:  # a request is another agency’s page too, which knows no reference of ours
            return reverse(route, kwargs={"uuid": words["uuid"], **more})


def _day() -> dict:
    day = timezone.localdate()
    return {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}


def _now(name: str) -> dict:
    """Today, as three boxes of this name."""
    return {box.replace("day_", f"{name}_", 1): value for box, value in _day().items()}


def _soon(name: str) -> dict:
    """A day of the year after next, as three boxes of this name: further away is taken for a slip."""
    return _dated(name, str(timezone.localdate().year + 2))


def _dated(name: str, year: str) -> dict:
    return {f"{name}_day": "1", f"{name}_month": "6", f"{name}_year": year}


ENTERED = {
    "name": "Leo",
    "summary": "Why.",
    "childs_words": "Yes.",
    "referred_by": "police",
    "once": "enter",
}
CONSENT = {"of": "father", "needed": "no", "asked_by": "Amina", "how": "visit", "once": "consent"}

DECISION = {
    "version": "0",
    "once": "matrix",
    "act": "decide",
    "harm_source": "none",
    "outcomes": ["advice-and-close"],
    "finding": "unfounded",
    "reason": "A holiday camp.",
    "set_aside": "That it was about fighting.",
    "next_owner_words": "the school goes on.",
}


def _then(prefix: str) -> dict:
    """A day and a time that are still to come, as boxes hold them."""
    day = timezone.localdate().replace(month=6, day=9) + datetime.timedelta(days=730)
    boxes = {f"{prefix}_on_day": day.day, f"{prefix}_on_month": day.month, f"{prefix}_on_year": day.year}
    return {**boxes, f"{prefix}_at": "2:30pm", "minutes": "60"}


def _was_there(row) -> dict:
    seats = Seat.objects.filter(meeting__consultation=row)
    return {f"seat_{seat.uuid}": "attended" for seat in seats}


PARK = contexts.PARK["name"]
MADE_TIE = {"one": "centre", "does": "harms", "words": "Pressed.", "certainty": "fact", "once": "t"}
PLANNED = {**meeting_factories.PLAN, "lead": "me", "once": "matrix"}

ACTION_OF_PLAN = {
    "text": "Ring the coach.",
    "target": "child",
    "partner_words": "Netball coach",
    "family_reads": "yes",
    "once": "matrix",
    **_dated("due_on", "2999"),
}
OUTCOME_OF_PLAN = {
    "words": "I want to sleep.",
    "whose": "child",
    "matters_because": "She is tired.",
    "family_reads": "yes",
    "once": "matrix",
    **_now("said_on"),
}
REVIEW = {
    "there": "All",
    "for_the_child": "x",
    "in_the_setting": "y",
    "childs_words": "z",
    "once": "matrix",
    **_now("held_on"),
    **_dated("next_on", "2999"),
}
SAID_TO_IT = {"answer": "not-asked", "because": "She is away."}


def _draft_of(row):
    return plan_queries.draft_of(Plan.objects.get(consultation=row))


# What is sent to each door that writes: content that is good, so that only the rule can refuse it.
FORMS = {
    "concerns:give-part": lambda cast, row: {"person": str(cast["olu"].uuid), "because": "Knows the group."},
    "concerns:end-part": lambda cast, row: {"part": "1"},
    "concerns:bar": lambda cast, row: {"person": str(cast["petra"].uuid), "reason": "A neighbour."},
    "concerns:note": lambda cast, row: {
        "text": "He came back.",
        "once": "n",
        **{name.replace("day_", "happened_on_", 1): value for name, value in _day().items()},
    },
    "concerns:referral": lambda cast, row: {
        **{answer.key: "Known now." for answer in row.referrals.get().answers.all()},
        "version": "0",
        "referral_version": str(row.referrals.get().version),
        "act": "save",
    },
    "concerns:complete": lambda cast, row: {"school": "Beech Lane", "child_version": "1"},
    "concerns:complete-equality": lambda cast, row: {
        f"no_answer_because_{about}": "not-known" for about in EQUALITY_ROWS
    },
    "concerns:hand-over": lambda cast, row: {"person": str(cast["olu"].uuid), "reason": "I am away."},
    "concerns:referral-urgent": lambda cast, row: {"because": "He flies at six."},
    "concerns:referral-sent": lambda cast, row: {"sent_to": "Prevent team", "sent_how": "secure e-mail", **_day()},
    "concerns:referral-acknowledged": lambda cast, row: {"acknowledged_by": "The duty officer", **_day()},
    "concerns:referral-outcome": lambda cast, row: {"outcome": "Not for Channel.", **_day()},
    "meetings:ask-before": lambda cast, row: {
        **meeting_factories.STEP,
        **_then("planned"),
        "to": "police",
        "once": "ask",
    },
    "meetings:answer-before": lambda cast, row: {"kind": "speak", "once": "answer"},
    "meetings:before-without": lambda cast, row: {"because": "He was at the door.", "once": "w"},
    "meetings:plan-visit": lambda cast, row: {**PLANNED, **_then("starts")},
    "meetings:call-strategy": lambda cast, row: {**PLANNED, **_then("starts")},
    "meetings:call-professionals": lambda cast, row: {**PLANNED, **_then("starts")},
    "meetings:change": lambda cast, row: {**PLANNED, **_then("starts"), "because": "School.", "stands": "1"},
    "meetings:cancel": lambda cast, row: {"because": "She is ill."},
    "meetings:invite": lambda cast, row: {"office": "GP"},
    "meetings:reply": lambda cast, row: {"reply": "declined"},
    "meetings:account": lambda cast, row: {
        **_was_there(row),
        "heard": "All spoke.",
        "childs_words": "They listen to me.",
        "once": "account",
    },
    "meetings:decide": lambda cast, row: {"text": "It goes on.", "reason": "Fear.", "once": "decide"},
    "meetings:agree-action": lambda cast, row: {
        "text": "Ring.",
        "owner": str(cast["dan"].uuid),
        "due_on_day": "1",
        "due_on_month": "6",
        "due_on_year": "2999",
        "once": "action",
    },
    "meetings:action-done": lambda cast, row: {"note": "Rang."},
    "contexts:end-link": lambda cast, row: {"because": "She moved.", "once": "e"},
    "contexts:change": lambda cast, row: {"name": "Mill Lane", "what": "A park.", "stands": "1", "once": "c"},
    "contexts:concern": lambda cast, row: {
        **{name: contexts.NOTICED[name] for name in ("source", "what")},
        **_now("happened_on"),
        "once": "n",
    },
    "contexts:partner": lambda cast, row: {"name": "Café", "can_do": "Keeps an eye on it.", "once": "p"},
    "contexts:end-partner": lambda cast, row: {},
    "contexts:assess": lambda cast, row: {
        **contexts.ASSESSED,
        "changed_since": "Light.",
        "goal_1": "Light.",
        "how_1": "We see it.",
        "stands": str(ContextAssessment.objects.latest("pk").uuid),
        "once": "a",
    },
    "contexts:review": lambda cast, row: {
        **_now("on"),
        "changed": "Nothing.",
        "once": "r",
        **{
            f"{name}_{goal.uuid.hex}": word
            for goal in SafetyGoal.objects.all()
            for name, word in (("standing", "same"), ("seen", "As it was."))
        },
    },
    "contexts:hold": lambda cast, row: {**contexts.HELD, **_now("on"), "once": "h"},
    "contexts:agree-action": lambda cast, row: {
        "text": "Ask.",
        "owner": str(cast["dan"].uuid),
        **_dated("due_on", str(timezone.localdate().year + 1)),
        "once": "a",
    },
    "contexts:add-action": lambda cast, row: {
        "text": "Ask.",
        "owner": str(cast["dan"].uuid),
        **_dated("due_on", str(timezone.localdate().year + 1)),
        "once": "b",
    },
    "contexts:drop-action": lambda cast, row: {"because": "The shop closed.", "once": "d"},
    "contexts:aim-action": lambda cast, row: {"goal": "", "once": "g"},
    "contexts:put-conference-right": lambda cast, row: {
        **contexts.HELD,
        **_now("on"),
        "because": "A day was wrong.",
        "once": "r",
    },
    "contexts:open-again": lambda cast, row: {
        "reason": "They are back.",
        "owner": str(cast["carys"].uuid),
        "once": "o",
    },
    "contexts:dissent": lambda cast, row: {"who": "Police", "words": "Sooner.", "once": "d"},
    "contexts:action-done": lambda cast, row: {"note": "Asked.", "once": "d"},
    "contexts:let-in": lambda cast, row: {"who": str(cast["olu"].uuid), "because": "Works there.", "once": "l"},
    "contexts:end-part": lambda cast, row: {},
    "contexts:bar": lambda cast, row: {"person": str(cast["amina"].uuid), "reason": "A neighbour."},
    "contexts:hand-over": lambda cast, row: {"person": str(cast["bola"].uuid), "reason": "I am away.", "once": "h"},
    "contexts:close": lambda cast, row: {"because": "Safe.", "who_has_it": "Nobody, because.", "once": "c"},
    "contexts:node": lambda cast, row: {"kind": "place", "label": "The bench", "once": "n"},
    "contexts:new-tie": lambda cast, row: {
        **MADE_TIE,
        "other": str(contexts.node(cast["carys"], "Steps", context=Context.objects.get(name=PARK)).uuid),
    },
    "contexts:linked": lambda cast, row: {"link": str(ContextLink.objects.latest("pk").uuid), "once": "l"},
    "contexts:child-node": lambda cast, row: {"kind": "person", "label": "Jay", "once": "n"},
    "contexts:child-tie": lambda cast, row: {
        **MADE_TIE,
        "other": str(MapNode.objects.get(of_consultation=row, centre=False).uuid),
    },
    "contexts:child-linked": lambda cast, row: {"link": str(ContextLink.objects.latest("pk").uuid), "once": "l"},
    "contexts:rename": lambda cast, row: {"label": "Kit", "once": "r"},
    "contexts:take-out-node": lambda cast, row: {"because": "In error.", "once": "t"},
    "contexts:put-right": lambda cast, row: {
        "does": "protects",
        "words": "Looks after her.",
        "certainty": "fact",
        "because": "It was the other way round.",
        "once": "p",
    },
    "contexts:tie-ended": lambda cast, row: {**_now("until"), "because": "She said so.", "once": "t"},
    "contexts:take-out-tie": lambda cast, row: {"because": "In error.", "once": "t"},
    "sharing:ask": lambda cast, row: {**ASKED, "to": "police", "once": "ask"},
    "sharing:answer": lambda cast, row: {"kind": "not-held", "because": "not-held", "once": "answer"},
    "sharing:tell": lambda cast, row: {
        **ASKED,
        "to": "police",
        "once": "tell",
        "marking": "OFFICIAL",
        "text": "He rang.",
    },
    "sharing:link": lambda cast, row: {"reference": row.reference},
    "sharing:mark": lambda cast, row: {"review_on_day": "1", "review_on_month": "6", "review_on_year": "2999"},
    "sharing:pass-on": lambda cast, row: {"to": str(cast["olu"].uuid), "what_for": "The visit.", "once": "pass"},
    "sharing:answer-passing": lambda cast, row: {"allowed": "yes"},
    "sharing:narrow": lambda cast, row: {"act": "withdraw", "because": "It was wrong."},
    "panel:seat": lambda cast, row: {"person": str(cast["nia"].uuid), "seat": "member"},
    "panel:end-seat": lambda cast, row: {},
    "panel:quorum": lambda cast, row: {"at_least": "3", "source": "Terms of reference"},
    "plans:begin": lambda cast, row: {
        "owner": str(cast["amina"].uuid),
        "kind": "child-in-need",
        "lead": "social-worker",
        "once": "matrix",
    },
    "plans:plan-session": lambda cast, row: {
        "worker": str(cast["amina"].uuid),
        "way": "online",
        "what": "Talk.",
        "once": "matrix",
        **_then("starts"),
    },
    "plans:record-session": lambda cast, row: {
        "worker": str(cast["amina"].uuid),
        "minutes": "20",
        "way": "online",
        "tried": "Talk.",
        "childs_words": "Hello.",
        "what_next": "Again.",
        "once": "matrix",
        "starts_on_day": "1",
        "starts_on_month": "6",
        "starts_on_year": str(timezone.localdate().year - 1),
        "starts_at": "2:30pm",
    },
    "plans:new-edition": lambda cast, row: {},
    "plans:said": lambda cast, row: {
        "party": "family",
        "family_who": "Her aunt",
        **{f"family_{name}": words for name, words in SAID_TO_IT.items()},
        "once": "matrix",
    },
    "plans:review": lambda cast, row: REVIEW,
    "plans:put-review-right": lambda cast, row: REVIEW,
    "plans:end": lambda cast, row: {"because": "It is done.", "has_it_now": "Her mother."},
    "plans:end-action": lambda cast, row: {"how": "done", "words": "Went.", **_now("on")},
    "plans:held": lambda cast, row: {
        "minutes": "45",
        "tried": "A map.",
        "childs_words": "Good.",
        "what_next": "Again.",
        "once": "matrix",
    },
    "plans:missed": lambda cast, row: {
        "missed_why": "holiday",
        "missed_words": "Away.",
        "what_next": "Again.",
        "once": "matrix",
    },
    "plans:move-session": lambda cast, row: {**_then("starts"), "because": "A trip.", "stands": "1"},
    "plans:names": lambda cast, row: {"kind": "family-help", "lead": "lead-practitioner"},
    "plans:add-outcome": lambda cast, row: OUTCOME_OF_PLAN,
    "plans:change-outcome": lambda cast, row: OUTCOME_OF_PLAN,
    "plans:take-out-outcome": lambda cast, row: {},
    "plans:put-back-outcome": lambda cast, row: {},
    "plans:add-action": lambda cast, row: ACTION_OF_PLAN,
    "plans:change-action": lambda cast, row: ACTION_OF_PLAN,
    "plans:take-out-action": lambda cast, row: {},
    "plans:put-back-action": lambda cast, row: {},
    "plans:safety": lambda cast, row: {"safety_ring": "Ring Carys.", "stands": str(_draft_of(row).version)},
    "plans:agree": lambda cast, row: {
        "because": "Netball moved.",
        **{f"{party}_{name}": words for party in ("child", "family") for name, words in SAID_TO_IT.items()},
        "stands": str(_draft_of(row).version),
        "once": "matrix",
        **_dated("review_on", "2999"),
    },
    "plans:drop": lambda cast, row: {},
    "panel:plan-meeting": lambda cast, row: {"at": "9:30", **_soon("on")},
    "panel:enter": lambda cast, row: {**ENTERED, "social_worker": str(cast["amina"].uuid), **_now("referred_on")},
    "panel:social-worker": lambda cast, row: {"person": str(cast["olu"].uuid)},
    "panel:agenda": lambda cast, row: {"meeting": str(Meeting.objects.order_by("-on").first().uuid)},
    "panel:consent": lambda cast, row: {**CONSENT, **_now("asked_on")},
    "panel:consent-answer": lambda cast, row: {"answer": "withdrawn", "once": "ca", **_now("on")},
    "panel:action": lambda cast, row: {
        "text": "Ring",
        "owner": str(cast["dan"].uuid),
        "is_support": "no",
        "once": "a2",
    },
    "panel:action-done": lambda cast, row: {"words": "Rang."},
    "panel:support": lambda cast, row: {"provider": "B", "what": "Talks", "once": "s2", **_now("begins_on")},
    "panel:session": lambda cast, row: _dated("planned_on", "2999"),
    "panel:session-said": lambda cast, row: {"held": "yes"},
    "panel:look": lambda cast, row: {"found": "Well.", "childs_words": "Yes.", **_now("done_on")},
    "panel:who-came": lambda cast, row: {f"m-{Member.objects.get(person=cast['dan']).uuid}": "yes"},
    "panel:held": lambda cast, row: {},
    "panel:call-off": lambda cast, row: {"because": "Snow"},
    "panel:move": lambda cast, row: {"at": "9:30", "until": "11:00", **_soon("on")},
    "panel:decide": lambda cast, row: {
        "outcome": "not-adopt",
        "reason": "x",
        "to_whom": "Social care",
        "childs_voice": "x",
        "once": "d3",
    },
    "assessments:begin": lambda cast, row: {"lead": str(cast["petra"].uuid), **_now("starts_on")},
    "assessments:part": lambda cast, row: {
        **{one.key: "Known now." for one in row.assessments.get().written.filter(part="child")},
        "stands": assessment_queries.fingerprint(row.assessments.get().written.filter(part="child")),
        "act": "save",
    },
    "assessments:lead": lambda cast, row: {"lead": str(cast["bola"].uuid)},
    "assessments:checkpoint": lambda cast, row: {"words": "The child was seen."},
    "assessments:conclude": lambda cast, row: {
        **assessments.SAID,
        "family_reads_child": "yes",
        "outcomes": ["plan"],
        "once": "matrix",
    },
    "assessments:answer": lambda cast, row: {"answer": "agreed"},
    "assessments:day": lambda cast, row: {**_now("starts_on"), "because": "It came today."},
    "assessments:family": lambda cast, row: {},
    "assessments:family-words": lambda cast, row: {"reads": "yes", "text": "In plain words."},
    "assessments:stop": lambda cast, row: {"because": "They moved away."},
    "screening:ask": lambda cast, row: {"of": str(cast["amina"].uuid), "text": "Since when?", "once": "q2"},
    "screening:answer": lambda cast, row: {"answer": "Since May."},
    "screening:hand-over": lambda cast, row: {"to": str(cast["petra"].uuid)},
    "screening:decide": lambda cast, row: {**DECISION, "screening_version": str(row.screening.version)},
    "screening:otherwise": lambda cast, row: DECISION,
    "screening:sign-off": lambda cast, row: {"answer": "agreed", "reason": ""},
    "screening:disagree": lambda cast, row: {"text": "Help first.", "once": "d2"},
    "screening:disagreement": lambda cast, row: {"outcome": "stands", "answer": "We meet tomorrow."},
    "screening:write-account": lambda cast, row: {"harm": "peer-group", "context": "peers", **ACCOUNT},
    "screening:review-account": lambda cast, row: {"answer": "released", "read": "1"},
    "screening:withdraw-account": lambda cast, row: {"reason": "A cousin would know."},
    "screening:again": lambda cast, row: {"reason": "The uncle does not coach any more."},
    "screening:step": lambda cast, row: {"note": "Visited."},
    "screening:step-to": lambda cast, row: {"to": str(cast["bola"].uuid)},
    "screening:step-day": lambda cast, row: {"due_on_day": "1", "due_on_month": "6", "due_on_year": "2999"},
    "screening:close": lambda cast, row: {"who_has_it": "Amina has the plan in the case system."},
}


def ask(client, method: str, where: str, data=None):
    """One request, of which nothing is left afterwards."""
    with transaction.atomic():
        answer = client.get(where) if method == "GET" else client.post(where, data or {})
        transaction.set_rollback(True)
    return answer


def plain(answer, asked: str) -> str:
    """A page without what differs from one asking to the next: the form's secret, the clock, and the address."""
    return without_the_moment(answer.content.decode()).replace(asked, "")


# The page that somebody is shown at a door for a record that is not there: the same, whatever record is asked for next.
_absent: dict[tuple[str, str, str], str] = {}


@pytest.mark.parametrize(("kind", "route", "method", "allowed"), DOORS, ids=lambda v: v if isinstance(v, str) else "")
def test_everybody_at_the_doors_of_a_record(client, cast, records, kind, route, method, allowed):
    consultation, keys = records[kind]
    where = address(route, consultation.reference, keys.get(route))
    nothing = address(route, ABSENT)
    data = FORMS.get(route, lambda cast, row: {})(cast, consultation) if method == "POST" else {}
    got_in, wrote = set(), set()
    for key in EVERYBODY:
        fresh(client, cast[key])
        answer = ask(client, method, where, data)
        if answer.status_code != 404:
            got_in.add(key)
            if answer.status_code == 302:
                wrote.add(key)
            continue
        withheld = plain(answer, where)
        if _absent.get((key, route, method)) != withheld:  # else this very page was shown here for what is not there
            absent = ask(client, method, nothing, data)
            assert absent.status_code == 404
            _absent[key, route, method] = plain(absent, nothing)
        assert withheld == _absent[key, route, method], f"{key}: withheld and absent look different"
        assert consultation.reference not in plain(answer, where)
    assert got_in == allowed
    if method == "POST" and route in FORMS:
        assert wrote == allowed, "the content was good, so whoever is let in has written"


@pytest.mark.parametrize(("route", "method", "allowed"), PLACES, ids=lambda v: v if isinstance(v, str) else "")
def test_everybody_at_the_other_doors(client, cast, route, method, allowed):
    where = reverse(route)
    data = SAID.get(route, {})
    got_in = set()
    for key in EVERYBODY:
        fresh(client, cast[key])
        if ask(client, method, where, data).status_code != 404:
            got_in.add(key)
    assert got_in == allowed


@pytest.mark.parametrize("kind", ["open", "decided", "draft", "theirs"])
def test_who_is_not_signed_in_gets_to_no_record(client, records, kind):
    consultation, _ = records[kind]
    for route in TABLE:
        if not route.startswith(("concerns:", "screening:", "desk:chron")):
            continue
        try:
            where = address(route, consultation.reference)
        except NoReverseMatch:  # a route without a reference
            where = reverse(route)
        for method in ("GET", "POST"):
            answer = ask(client, method, where)
            assert answer.status_code in (302, 404, 405), (route, answer.status_code)
            if answer.status_code == 302:
                assert answer["Location"].startswith("/sign-in"), route


def test_every_route_is_in_the_matrix():
    tried = {route for _, route, _, _ in DOORS} | {route for route, _, _ in PLACES} | ELSEWHERE
    wanted = {route for route in TABLE if not route.startswith("api:") and route not in EDITOR}
    assert wanted - tried == set(), "write down who may come to these doors"
    assert tried - wanted == set(), "these doors are gone"


def swapped(client, cast, records, person, route, kind, other):
    """The key of one record under the reference of another that the person may read."""
    _, keys = records[kind]
    consultation, _ = records[other]
    fresh(client, cast[person])
    where = address(route, consultation.reference, keys[route])
    return ask(client, "GET", where), ask(client, "POST", where, {"answer": "x", "note": "x"})


@pytest.mark.parametrize(
    ("person", "route", "kind"),
    [
        ("amina", "screening:answer", "open"),
        ("carys", "screening:sign-off", "decided"),
        ("carys", "screening:otherwise", "decided"),
        ("bola", "screening:disagree", "decided"),
        ("carys", "screening:disagreement", "decided"),
        ("amina", "screening:step", "decided"),
        ("amina", "screening:step-to", "decided"),
        ("amina", "screening:step-day", "decided"),
    ],
)
def test_a_key_under_another_reference_opens_nothing(client, cast, records, person, route, kind):
    for answer in swapped(client, cast, records, person, route, kind, "waiting"):
        assert answer.status_code in (404, 405)
    # The same key under its own reference does open, so that the refusal is not for another reason.
    consultation, keys = records[kind]
    right = ask(client, "GET", address(route, consultation.reference, keys[route]))
    assert right.status_code in (200, 405)


def test_a_reference_of_another_in_ones_own_form_opens_nothing(client, cast, records):
    """Bola's own page says which earlier worry is meant by its reference; the next authority's is none."""
    consultation, _ = records["open"]
    theirs, _ = records["theirs"]
    client.force_login(cast["bola"])
    where = reverse("screening:same-child", args=[consultation.reference])
    assert ask(client, "POST", where, {"other": theirs.reference, "same": "yes"}).status_code == 404
    assert ask(client, "POST", where, {"other": records["waiting"][0].reference, "same": "yes"}).status_code == 302


def test_a_colleague_of_the_next_authority_is_given_no_part(client, cast, records):
    consultation, _ = records["open"]
    client.force_login(cast["amina"])
    where = reverse("concerns:give-part", args=[consultation.reference])
    for stranger in ("rhys", "dan", "ines"):
        assert ask(client, "POST", where, {"person": str(cast[stranger].uuid)}).status_code == 404


def test_the_part_of_another_record_is_not_ended(client, cast, records):
    from kith.concerns.actions import give_part
    from kith.concerns.models import ConsultationPart

    consultation, _ = records["open"]
    other, _ = records["waiting"]
    give_part(cast["amina"], consultation=other, person=cast["olu"])
    part = ConsultationPart.objects.get(matter=other, person=cast["olu"])
    client.force_login(cast["amina"])
    wrong = ask(client, "POST", reverse("concerns:end-part", args=[consultation.reference]), {"part": part.pk})
    assert wrong.status_code == 404
    right = ask(client, "POST", reverse("concerns:end-part", args=[other.reference]), {"part": part.pk})
    assert right.status_code == 302


def test_rights_that_end_end_at_the_next_request(client, cast, records):
    from django.utils import timezone

    from kith.concerns.models import ConsultationPart
    from kith.people.models import Membership, Person, RoleHeld

    consultation, _ = records["open"]
    where = reverse("concerns:consultation", args=[consultation.reference])

    def sees(key):
        return client.get(where).status_code == 200

    client.force_login(cast["petra"])
    assert sees("petra")
    Membership.objects.filter(person=cast["petra"]).update(ends=timezone.now())
    assert not sees("petra"), "a membership that ended"

    client.force_login(cast["bola"])
    workspace = reverse("screening:workspace", args=[consultation.reference])
    assert client.get(workspace).status_code == 200
    RoleHeld.objects.filter(person=cast["bola"]).update(ends=timezone.now())
    assert client.get(workspace).status_code == 404, "a role that ended"

    client.force_login(cast["carys"])
    assert sees("carys")
    ConsultationPart.objects.filter(matter=consultation, managers_only=True).update(ends=timezone.now())
    assert not sees("carys"), "a part that ended"

    client.force_login(cast["amina"])
    assert sees("amina")
    Person.objects.filter(pk=cast["amina"].pk).update(is_active=False)
    assert client.get(where).status_code == 302, "an account that ended is signed out"


def test_an_emergency_opens_one_record_for_an_hour_and_only_for_reading(client, cast, records):
    import datetime

    from django.utils import timezone

    from kith.concerns.models import ConsultationEmergency

    consultation, _ = records["open"]
    where = reverse("concerns:consultation", args=[consultation.reference])
    fresh(client, cast["olu"])
    assert client.get(where).status_code == 404
    form = {"exact": consultation.reference, "reason": "short"}
    assert client.post(reverse("concerns:emergency"), form).status_code == 200
    assert client.get(where).status_code == 404, "without a reason nothing opens"
    form["reason"] = "The child is at our door and nobody of the team answers."
    client.post(reverse("concerns:emergency"), form)
    assert client.get(where).status_code == 200
    other, _ = records["waiting"]
    assert client.get(reverse("concerns:consultation", args=[other.reference])).status_code == 404
    note = {"text": "x", "happened_on_day": "1", "happened_on_month": "1", "happened_on_year": "2026"}
    assert client.post(reverse("concerns:note", args=[consultation.reference]), note).status_code == 404
    ConsultationEmergency.objects.update(ends=timezone.now() - datetime.timedelta(seconds=1))
    assert client.get(where).status_code == 404, "the hour is over"


def test_emergency_access_needs_a_fresh_sign_in(client, cast, records):
    client.force_login(cast["olu"])
    answer = client.get(reverse("concerns:emergency"))
    assert answer.status_code == 302 and "/confirm" in answer["Location"]


def test_the_three_faces_of_the_rule_agree(cast, records):
    from kith.concerns.models import Consultation
    from kith.concerns.rules import people_who_see, sees_consultation

    for kind in MAKE:
        consultation, _ = records[kind]
        by_rows = {
            key
            for key, person in cast.items()
            if Consultation.objects.filter(sees_consultation(person), pk=consultation.pk).exists()
        }
        by_people = {person.email.split("@")[0] for person in people_who_see(consultation)}
        assert by_rows == by_people
    assert Screening.objects.exists()


def test_a_partner_with_a_part_sees_that_record_and_no_other_anywhere(client, cast, records):
    from kith.concerns.models import Consultation
    from kith.concerns.rules import sees_consultation
    from kith.people.actions import make_token

    mine, _ = records["shared"]
    others = [records[kind][0] for kind in ("open", "decided", "theirs")]
    assert set(Consultation.objects.filter(sees_consultation(cast["dan"]))) == {mine}
    fresh(client, cast["dan"])
    for page in ("desk:home", "desk:notices", "screening:steps"):
        text = client.get(reverse(page)).content.decode()
        assert not [row.reference for row in others if row.reference in text], page
    _, secret = make_token(cast["dan"], person=cast["dan"], name="theirs")
    headers = {"Authorization": f"Bearer {secret}"}
    listed = client.get("/api/v1/consultations", headers=headers).json()["consultations"]
    assert [row["reference"] for row in listed] == [mine.reference]


def takes_a_post(view) -> bool:
    """What Django's `require_http_methods` was told; a view without it takes everything."""
    names = view.__code__.co_freevars
    if "request_method_list" not in names:
        return True
    return "POST" in view.__closure__[names.index("request_method_list")].cell_contents


def test_every_door_that_writes_is_tried_by_writing():
    posted = {route for _, route, method, _ in DOORS if method == "POST"}
    posted |= {route for route, method, _ in PLACES if method == "POST"}
    # Wagtail’s doors are tried, by reading and by writing, in test_editor.py.
    ours = [(name, entry) for name, entry in routes() if not name.startswith("api:") and name not in EDITOR]
    wanted = {name for name, entry in ours if takes_a_post(entry.callback)}
    assert wanted - posted - set(ELSEWHERE) - set(POSTED_ELSEWHERE) == set()
    assert not takes_a_post(require_GET(lambda request: None)) and takes_a_post(lambda request: None)


def _disagrees(client, cast, records, key):
    consultation, keys = records["decided"]
    where = address("screening:disagree", consultation.reference, keys["screening:disagree"])
    fresh(client, cast[key])
    return ask(client, "POST", where, {"text": "Help first.", "once": "d2"}).status_code


def test_who_has_a_part_disagrees_by_writing(client, cast, records):
    assert {key for key in EVERYBODY if _disagrees(client, cast, records, key) != 404} == THE_FOUR
