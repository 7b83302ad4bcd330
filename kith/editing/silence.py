"""Wagtail writes no e-mail of its own: Kith tells people in one place, always in the same neutral words."""

from wagtail.admin.views.pages.edit import EditView
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

MAILERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
)


def no_mail() -> None:
    """None of Wagtail’s own mailers is connected, and a comment is written about to nobody."""
    EditView.send_commenting_notifications = lambda view, changes: None
    for signal, sender, uid in MAILERS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
