"""`kith worker`: what happens without anybody's click. Sends mail, reminds, signs heads, forgets on schedule."""

import logging
import signal
import threading
import time

from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from kith.access.rules import WORKER
from kith.assessments.actions import remind_of_assessments
from kith.audit.heads import KeyLost, sign_head
from kith.coaching.actions import remind_of_experience, tell_of_late_questions
from kith.concerns.actions import forget_old_drafts
from kith.confidence.actions import ask_again, keep_half_years
from kith.contexts.actions import remind_of_contexts
from kith.desk.actions import forget_old_notices, remind_of_reviews, send_changes, send_waiting_mail
from kith.desk.readiness import unapplied_migrations
from kith.editing.actions import publish_what_is_due
from kith.handover.actions import work_through
from kith.learning_systems.actions import forget_old_statements, match_waiting_statements
from kith.lti.actions import forget_old_launches, pass_results
from kith.meetings.actions import chase_actions, escalate_late_questions
from kith.modules.actions import remind_of_follow_ups
from kith.panel.actions import remind_of_panels
from kith.people.actions import chase_contacts
from kith.plans.actions import chase_plans
from kith.screening.actions import hand_on_again, remind
from kith.services.actions import forget_old_imports
from kith.services.taking_in import fetch_waiting
from kith.sharing.actions import escalate_late, remind_of_marks
from kith.toolkit.actions import remind_of_page_reviews
from kith.training.actions import forget_old_training_files, remind_of_training

log = logging.getLogger("kith.worker")
EVERY = 15
HOURLY = 3600


def hourly() -> None:
    """Reminders are given, what has had its time is forgotten, and last a head is signed. Raises KeyLost."""
    remind(WORKER, today=timezone.localdate())
    publish_what_is_due()
    remind_of_reviews(WORKER, today=timezone.localdate())
    remind_of_page_reviews(WORKER, today=timezone.localdate())
    fetch_waiting(WORKER)
    send_changes(WORKER, now=timezone.now())
    hand_on_again(WORKER)
    escalate_late(WORKER, today=timezone.localdate())
    work_through(WORKER, today=timezone.localdate())
    chase_contacts(WORKER, today=timezone.localdate())
    escalate_late_questions(WORKER, today=timezone.localdate())
    chase_actions(WORKER, today=timezone.localdate())
    chase_plans(WORKER, today=timezone.localdate())
    remind_of_follow_ups(WORKER, today=timezone.localdate())
    remind_of_marks(WORKER, today=timezone.localdate())
    remind_of_panels(WORKER, today=timezone.localdate())
    remind_of_assessments(WORKER, today=timezone.localdate())
    remind_of_contexts(WORKER, today=timezone.localdate())
    ask_again(WORKER, today=timezone.localdate())
    keep_half_years(WORKER, today=timezone.localdate())
    remind_of_training(WORKER, today=timezone.localdate())
    tell_of_late_questions(WORKER, today=timezone.localdate())
    remind_of_experience(WORKER, today=timezone.localdate())
    match_waiting_statements(WORKER)
    forget_old_notices()
    forget_old_drafts(WORKER)
    forget_old_imports(WORKER)
    forget_old_training_files(WORKER)
    forget_old_statements(WORKER)
    forget_old_launches(WORKER)
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    sign_head()


class Command(BaseCommand):
    help = "Sends mail, reminds, signs the trail’s heads, and forgets on schedule, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do everything that is due once, then end")

    def handle(self, *args, **options):
        if unapplied_migrations():
            raise CommandError("The database is empty or behind this version. Run `kith migrate` first.", returncode=1)
        if options["once"]:
            try:
                hourly()
            except KeyLost as lost:
                raise CommandError(str(lost), returncode=1) from None
            pass_results(WORKER)
            self.stdout.write(f"Done. E-mails sent: {send_waiting_mail()}.")
            return
        stop = threading.Event()
        for kind in (signal.SIGTERM, signal.SIGINT):
            signal.signal(kind, lambda *_: stop.set())
        self.stdout.write("Working. Stop with Ctrl-C.")
        last = 0.0
        while not stop.is_set():
            close_old_connections()
            try:
                if time.monotonic() - last >= HOURLY or not last:
                    hourly()
                    last = time.monotonic()
                send_waiting_mail()
                pass_results(WORKER)
            except KeyLost as lost:
                # Work goes on without heads; `kith check` says so too.
                log.error("no head was signed: the signing key is lost", extra={"fault": type(lost).__name__})
                last = time.monotonic()
            except DatabaseError as error:
                # The database is away for a while: nothing is lost, and the next round tries again.
                log.warning("the database did not answer", extra={"fault": type(error).__name__})
            stop.wait(EVERY)
        self.stdout.write("Stopped.")
