"""Notices and mail. A notice is written with the act it tells of; mail is a row that the worker sends."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kith.access.rules import WORKER, require
from kith.audit.actions import record
from kith.toolkit.actions import claim_changes

from .events import ChangesMailed, MailSent, Searched
from .models import Mail, Notice
from .queries import changes_named_to, mail_to_send, reviewers_to_remind, unread_of

SUBJECT = "Something waits for you in Kith"
BODY = """Something waits for you in Kith. Sign in to read it:

{address}

This message never says what it is, or whom it is about. You can switch these messages off on your account page.
"""
CHANGES = """This changed in the toolkit:

{pages}

Sign in to read it:

{address}{changed}

You asked for this message. It comes at most once a week, and one button on that page stops it.
"""
TRIES = 8
NAMED_PAGES = 40
CLAIM = timedelta(minutes=5)
SHOWN_NAMED = 25
KEEP_READ = timedelta(days=90)


@transaction.atomic
def tell(person, *, kind: str, reference: str = "") -> None:
    """The person has an unread notice of this kind about this record, and at most one e-mail that waits to leave."""
    if Notice.objects.filter(person=person, kind=kind, reference=reference, read_at__isnull=True).exists():
        return
    Notice.objects.create(person=person, kind=kind, reference=reference)
    waiting = Mail.objects.filter(person=person, sent_at__isnull=True, fault="", since__isnull=True)
    if person.wants_mail and not waiting.exists():
        Mail.objects.create(person=person)


@transaction.atomic
def remind_of_reviews(by: str, *, today) -> None:
    """Whoever reviews emergency openings was told, once a day, while one of an earlier day waits."""
    require(by == WORKER)
    for person in reviewers_to_remind(today):
        if not Notice.objects.filter(person=person, kind="review-late", at__date=today).exists():
            tell(person, kind="review-late")


@transaction.atomic
def send_changes(by: str, *, now) -> None:
    """An e-mail with what changed in the toolkit waits for each who asked for it, at most one a week, none where nothing
    changed. Two workers make no second one.
    """
    require(by == WORKER)
    Mail.objects.bulk_create(
        Mail(person=person, since=since, made_at=now) for person, since in claim_changes(by, now=now)
    )


@transaction.atomic
def mark_read(person, *, reference: str | None = None) -> None:
    """The person's notices (about one record, where it is given) are read."""
    rows = Notice.objects.filter(person=person, read_at__isnull=True)
    if reference is not None:
        rows = rows.filter(reference=reference)
    rows.update(read_at=timezone.now())


@transaction.atomic
def note_search(by, *, text: str, shown: list[str]) -> None:
    """That this person searched stands in the trail, and which records were shown to them (the first ones); of what was
    typed only a keyed hash is kept.
    """
    named = tuple(shown[:SHOWN_NAMED])
    record(Searched(found=len(shown), shown=named, changed=("text",)), by=by, after={"text": text.strip().casefold()})


def send_waiting_mail() -> int:
    """Every e-mail whose time has come has left, or waits for its next try. Returns how many left.

    Who may no longer sign in, wants no mail, or has nothing unread (or changed) that they may still see, is sent nothing.
    """
    if not settings.EMAIL_HOST:
        Mail.objects.filter(sent_at__isnull=True, fault="").update(fault="no mail server was set")
        return 0
    sent = 0
    for mail in mail_to_send():
        claimed = Mail.objects.filter(pk=mail.pk, sent_at__isnull=True, not_before=mail.not_before).update(
            not_before=timezone.now() + CLAIM, tries=mail.tries + 1
        )
        if not claimed:
            continue  # another worker has it
        person = mail.person
        body, event = _words_of(mail) if person.is_active and person.wants_mail else ("", None)
        if event is None:
            Mail.objects.filter(pk=mail.pk).update(fault="not wanted any more")
            continue
        try:
            EmailMessage(SUBJECT, body, to=[person.email]).send()
        except OSError as error:  # SMTP errors and refused connections are both
            waits = timedelta(minutes=2 ** min(mail.tries + 1, 9))
            given_up = mail.tries + 1 >= TRIES
            Mail.objects.filter(pk=mail.pk).update(
                not_before=timezone.now() + waits, fault=type(error).__name__ if given_up else ""
            )
            continue
        with transaction.atomic():
            Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
            record(event, by=WORKER)
        sent += 1
    return sent


def _words_of(mail: Mail) -> tuple[str, MailSent | ChangesMailed | None]:
    """What the e-mail says at this moment, and what its sending is; no event where there is nothing to say any more."""
    subject = f"person:{mail.person.uuid}"
    if mail.since is None:
        event = MailSent(subject=subject) if unread_of(mail.person) else None
        return BODY.format(address=settings.KITH_ADDRESS), event
    lines = changes_named_to(mail.person, since=mail.since, until=mail.made_at)
    if not lines:
        return "", None
    named = lines[:NAMED_PAGES]
    if len(lines) > len(named):
        named.append(f"and {len(lines) - len(named)} more")
    body = CHANGES.format(pages="\n".join(named), address=settings.KITH_ADDRESS, changed=reverse("toolkit:changed"))
    return body, ChangesMailed(subject=subject, pages=len(lines))


@transaction.atomic
def forget_old_notices() -> None:
    """Read notices of three months ago, and mail that is done with, are gone."""
    before = timezone.now() - KEEP_READ
    Notice.objects.filter(read_at__lt=before).delete()
    Mail.objects.filter(Q(sent_at__lt=before) | (~Q(fault="") & Q(made_at__lt=before))).delete()
