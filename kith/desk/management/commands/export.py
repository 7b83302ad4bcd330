"""`kith export`: everything that an authority holds here, as JSON lines, for a move or an inspection."""

import json
import os
from pathlib import Path

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from kith.access.classes import leaving_by
from kith.audit.actions import record
from kith.desk.events import AuthorityExported
from kith.people.queries import authority_by_key

# How each kind of record is found for one authority. What is kept apart or secret is no column of any file: its
# class does not leave by export. Drafts are not yet said, and stay with their authors.
OF_AUTHORITY = {
    "people.Agency": "authority",
    "people.Team": "agency__authority",
    "people.Person": "authority",
    "people.RoleHeld": "person__authority",
    "people.Membership": "team__agency__authority",
    "people.PointOfContact": "authority",
    "people.Setting": "authority",
    "services.Organisation": "authority",
    "services.Service": "authority",
    "services.Tag": "service__authority",
    "services.Opening": "service__authority",
    "services.Version": "service__authority",
    "people.Carried": "holder__authority",
    "handover.Handover": "authority",
    "handover.Item": "handover__authority",
    "handover.Answer": "item__handover__authority",
    "concerns.Child": "authority",
    "concerns.Consultation": "authority",
    "concerns.ConsultationPart": "matter__authority",
    "concerns.ConsultationBar": "matter__authority",
    "concerns.ConsultationEmergency": "matter__authority",
    "concerns.OwnerChange": "consultation__authority",
    "concerns.Noticed": "consultation__authority",
    "concerns.ContextNoted": "consultation__authority",
    "concerns.SignConsidered": "consultation__authority",
    "concerns.ExploitationConsidered": "consultation__authority",
    "concerns.Note": "consultation__authority",
    "concerns.PassageExplained": "consultation__authority",
    "concerns.SameChild": "one__authority",
    "concerns.Referral": "consultation__authority",
    "concerns.ReferralAnswer": "referral__consultation__authority",
    "thresholds.Document": "authority",
    "thresholds.Level": "document__authority",
    "thresholds.Statement": "level__document__authority",
    "confidence.HalfYear": "authority",
    "learning.LearningPlan": "authority",
    "learning.Aim": "plan__authority",
    "calibration.Round": "authority",
    "calibration.RoundTeam": "round__authority",
    "calibration.RoundVignette": "round__authority",
    "calibration.Discussion": "round__authority",
    "calibration.DiscussionPresent": "discussion__round__authority",
    "calibration.AgreedLevel": "discussion__round__authority",
    "coaching.Question": "authority",
    "coaching.Answer": "question__authority",
    "coaching.Making": "question__authority",
    "coaching.Slot": "authority",
    "coaching.Booking": "slot__authority",
    "coaching.Joint": "authority",
    "coaching.Reflection": "authority",
    "coaching.ReflectionPlace": "reflection__authority",
    "coaching.ReflectionTheme": "reflection__authority",
    "learning_systems.System": "authority",
    "learning_systems.Activity": "system__authority",
    "lti.Platform": "authority",
    "training.Tier": "authority",
    "training.Chosen": "person__authority",
    "training.Leave": "person__authority",
    "training.Completion": "authority",
    "training.Certificate": "person__authority",
    "training.LearningSystem": "authority",
    "training.CourseTier": "system__authority",
    "training.TrainingSession": "authority",
    "training.Invited": "session__authority",
    "training.Attended": "session__authority",
    "training.AgencyCount": "session__authority",
    "screening.Screening": "authority",
    "screening.Question": "screening__authority",
    "screening.ScreeningDecision": "screening__authority",
    "screening.Reopening": "decision__screening__authority",
    "screening.DecisionOutcome": "decision__screening__authority",
    "screening.CitedStatement": "decision__screening__authority",
    "screening.OpenMatch": "decision__screening__authority",
    "screening.SignOff": "decision__screening__authority",
    "screening.Disagreement": "decision__screening__authority",
    "screening.StartedPathway": "decision__screening__authority",
    "screening.Step": "pathway__decision__screening__authority",
    "contexts.Context": "authority",
    "contexts.ContextPart": "matter__authority",
    "contexts.ContextBar": "matter__authority",
    "contexts.ContextOwnerChange": "context__authority",
    "contexts.ContextLink": "context__authority",
    "contexts.ContextReopening": "context__authority",
    "contexts.AdultNamed": "link__context__authority",
    "contexts.ContextConcern": "context__authority",
    "contexts.ContextPartner": "context__authority",
    "contexts.ContextAssessment": "context__authority",
    "contexts.SafetyGoal": "context__authority",
    "contexts.ContextReview": "context__authority",
    "contexts.GoalReview": "review__context__authority",
    "contexts.Conference": "context__authority",
    "contexts.ConferenceSeat": "conference__context__authority",
    "contexts.ContextAction": "context__authority",
    "contexts.ConferenceDissent": "conference__context__authority",
    "contexts.MapNode": "recorded_by__authority",
    "contexts.NodeName": "node__recorded_by__authority",
    "contexts.MapTie": "one__recorded_by__authority",
    "assessments.Assessment": "consultation__authority",
    "assessments.Written": "assessment__consultation__authority",
    "assessments.Checkpoint": "assessment__consultation__authority",
    "assessments.Conclusion": "assessment__consultation__authority",
    "assessments.ConclusionOutcome": "conclusion__assessment__consultation__authority",
    "assessments.CitedStatement": "conclusion__assessment__consultation__authority",
    "assessments.DayCorrected": "assessment__consultation__authority",
    "assessments.FamilyWords": "assessment__consultation__authority",
    "assessments.ConclusionAnswer": "conclusion__assessment__consultation__authority",
    "plans.Plan": "authority",
    "plans.Edition": "plan__authority",
    "plans.Outcome": "plan__authority",
    "plans.Action": "plan__authority",
    "plans.Agreement": "edition__plan__authority",
    "plans.Review": "plan__authority",
    "plans.Session": "authority",
    "plans.SessionMove": "session__authority",
    "plans.SessionAccount": "session__authority",
    "plans.TimeNote": "team__agency__authority",
    "screening.ReasoningAccount": "authority",
    "screening.AccountStatement": "account__authority",
    "screening.AccountAnswer": "account__authority",
    "meetings.Meeting": "authority",
    "meetings.MeetingChange": "meeting__authority",
    "meetings.Seat": "meeting__authority",
    "meetings.Account": "meeting__authority",
    "meetings.MeetingDecision": "meeting__authority",
    "meetings.Dissent": "decision__meeting__authority",
    "meetings.MeetingAction": "meeting__authority",
    "panel.Panel": "authority",
    "panel.Member": "panel__authority",
    "panel.Case": "authority",
    "panel.CasePart": "matter__authority",
    "panel.CaseBar": "matter__authority",
    "panel.ConsentAsked": "case__authority",
    "panel.ConsentAnswer": "asked__case__authority",
    "panel.Meeting": "panel__authority",
    "panel.AgendaItem": "case__authority",
    "panel.Attendance": "meeting__panel__authority",
    "panel.AgencyView": "item__case__authority",
    "panel.PanelDecision": "item__case__authority",
    "panel.Dissent": "decision__item__case__authority",
    "panel.PlanAction": "case__authority",
    "panel.Support": "case__authority",
    "panel.Session": "support__case__authority",
    "panel.Look": "case__authority",
}


class Command(BaseCommand):
    help = "Writes everything that an authority holds into a new folder, one JSON-lines file for each kind of record."

    def add_arguments(self, parser):
        parser.add_argument("authority", help="the authority’s key")
        parser.add_argument("folder", help="a folder that does not exist yet")

    def handle(self, *args, **options):
        authority = authority_by_key(options["authority"])
        if authority is None:
            raise CommandError(f"There is no authority with the key “{options['authority']}”.", returncode=1)
        folder = Path(options["folder"])
        try:
            folder.mkdir(mode=0o700, parents=False)
        except FileExistsError:
            raise CommandError(f"{folder} exists already. Name a new folder.", returncode=1) from None
        except OSError as error:
            raise CommandError(f"{folder} could not be made: {error.strerror}.", returncode=1) from None
        counts = {}
        try:
            # One transaction: the files show one moment, and the export stands in the trail or did not happen.
            with transaction.atomic():
                record(AuthorityExported(subject=f"authority:{authority.key}"), by="system:command")
                for label, path in OF_AUTHORITY.items():
                    counts[label] = self._write(folder / f"{label}.jsonl", label, path, authority)
                counts["audit.Entry"] = self._write(folder / "audit.Entry.jsonl", "audit.Entry", None, authority)
        except OSError as error:
            raise CommandError(
                f"The export is not whole: {error.strerror}. Delete {folder} and try again.", returncode=1
            ) from None
        total = sum(counts.values())
        self.stdout.write(f"{total} records of {authority.name} are in {folder}. They are OFFICIAL-SENSITIVE.")

    def _write(self, place: Path, label: str, path: str | None, authority) -> int:
        model = apps.get_model(label)
        names = [field.attname for field in leaving_by("export", model)]
        rows = model.objects.filter(**({path: authority} if path else {"authority": authority.key}))
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        count = 0
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            for row in rows.order_by("pk").values(*names).iterator(chunk_size=2000):
                file.write(json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False) + "\n")
                count += 1
        return count
