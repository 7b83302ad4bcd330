"""What this room does when Wagtail says that a page was sent, approved or sent back: it leaves an event, by any door."""

from django.dispatch import receiver
from wagtail.signals import task_approved, task_rejected, task_submitted

from kith.audit.actions import record
from kith.toolkit.rules import writers_of

from .events import PageApproved, PageSentBack, PageSubmitted
from .models import SecondPerson


def _writer(state) -> str:
    return f"person:{state.revision.user.uuid}" if state.revision and state.revision.user else ""


@receiver(task_submitted)
def _submitted(sender, instance, user, **kwargs):
    page = instance.workflow_state.content_object.specific
    if isinstance(instance.task.specific, SecondPerson) and user is not None:
        others = writers_of(page.place()).exclude(pk__in={user.pk, instance.revision.user_id})
        record(PageSubmitted(subject=page.subject, to=tuple(f"person:{one.uuid}" for one in others)), by=user)


@receiver(task_approved)
def _approved(sender, instance, user, **kwargs):
    page = instance.workflow_state.content_object.specific
    record(PageApproved(subject=page.subject, to=_writer(instance)), by=user)


@receiver(task_rejected)
def _sent_back(sender, instance, user, **kwargs):
    page = instance.workflow_state.content_object.specific
    record(PageSentBack(subject=page.subject, to=_writer(instance)), by=user)
