"""Notices and mail. Neither carries anything about a child."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Notice(models.Model):
    """One thing that one person should know: a fixed sentence and a link, which asks the rule again when opened."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    at = models.DateTimeField(default=timezone.now)
    kind = models.SlugField(max_length=40)
    reference = models.CharField(max_length=80, blank=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], condition=Q(read_at__isnull=True), name="notices_unread")]


class Mail(models.Model):
    """One e-mail waiting to leave: always the same subject, and an address that is still right when sent.

    Without `since` its words are always the same too. With it, it names the pages of the toolkit that changed from
    that moment until it was made; which ones, and whether it is still wanted, is asked when it leaves.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    fault = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["not_before"], condition=Q(sent_at__isnull=True), name="mail_to_send")]
