"""Registering platforms and keys, the steps of a launch, linking an account, and passing results back."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.bounds.often import Often
from kith.bounds.outside import Refused

from . import asking, queries, rules, tokens
from .events import (
    AccountLinked,
    AccountUnlinked,
    KeyReplaced,
    LaunchEntered,
    LaunchRefused,
    PlatformEnded,
    PlatformKept,
    ResultPassed,
    ResultsTriedAgain,
)
from .models import Launched, Link, Opening, Passing, Platform, SigningKey
from .words import (
    CLAIM,
    DEAD_AFTER_DAYS,
    ENDPOINT,
    KEYS_SECONDS,
    LAUNCH_SECONDS,
    REFETCHES,
    SCOPE,
    TRIES,
)

ASKED = Often(60)
CLAIMED = timedelta(minutes=10)


class KnownAlready(ValueError):
    """A platform with this issuer and client id is registered."""


class LinkedToAnother(ValueError):
    """Somebody else has said that they are this person of the platform."""


@transaction.atomic
def keep_platform(by, *, platform: Platform | None, said: dict) -> Platform:
    """The platform is registered as it was said. Raises KnownAlready."""
    require(rules.may_register(by) if platform is None else rules.may_keep_platform(by, platform))
    row = Platform(authority_id=by.authority_id) if platform is None else platform
    if any(not rules.may_be_asked(said[name]) for name in ("auth_url", "token_url", "keys_url")):
        raise ValueError("Only hosts that the operator allows are asked.")
    others = Platform.objects.exclude(pk=row.pk).filter(issuer=said["issuer"], client_id=said["client_id"])
    if others.exists():
        raise KnownAlready
    if row.keys_url != said["keys_url"]:
        row.keys, row.keys_at = [], None
    for name in ("name", "issuer", "client_id", "deployments", "auth_url", "token_url", "keys_url"):
        setattr(row, name, said[name])
    row.kept_by, row.kept_at, row.in_use = by, timezone.now(), True
    row.save()
    if queries.key_that_signs(by.authority_id) is None:
        _new_key(by)
    record(PlatformKept(subject=row.subject), by=by)
    return row


@transaction.atomic
def end_platform(by, *, platform: Platform) -> None:
    """Nobody comes in from the platform any more, and nothing goes back to it. A second time changes nothing."""
    require(rules.may_keep_platform(by, platform))
    if Platform.objects.filter(pk=platform.pk, in_use=True).update(in_use=False):
        record(PlatformEnded(subject=platform.subject), by=by)


@transaction.atomic
def replace_key(by) -> SigningKey:
    """A new key signs from now on. The one before is shown until what was signed with it can be read by nobody."""
    require(rules.may_register(by))
    return _new_key(by)


def _new_key(by) -> SigningKey:
    dead = timezone.now() + timedelta(days=DEAD_AFTER_DAYS)
    SigningKey.objects.filter(authority_id=by.authority_id, dead_at=None).update(dead_at=dead)
    kid, public, sealed = tokens.new_key()
    row = SigningKey.objects.create(authority_id=by.authority_id, kid=kid, public=public, sealed=sealed)
    record(KeyReplaced(subject=f"lti-key:{kid}", kid=kid), by=by)
    return row


@transaction.atomic
def begin_opening(by: str, *, platform: Platform, target: str) -> tuple[str, str, str]:
    """A launch has begun. Returns its state, nonce and the secret of the browser, which Kith itself keeps as hashes."""
    require(rules.may_launch(by))
    state, nonce, cookie = (secrets.token_urlsafe(32) for _ in range(3))
    state_, nonce_, cookie_ = (queries.hashed(one) for one in (state, nonce, cookie))
    Opening.objects.create(platform=platform, state=state_, nonce=nonce_, cookie=cookie_, target=target)
    return state, nonce, cookie


def verify_opening(by: str, *, state: str, cookie: str, token: str) -> tuple[Opening, str]:
    """The launch is believed, and its browser has a new secret for the way in. Raises Unbelieved, and the trail says why.

    Whatever comes of it, its state is used.
    """
    require(rules.may_launch(by))
    opening = queries.opening_of(state)
    try:
        return _verified(opening, cookie, token)
    except tokens.Unbelieved as fault:
        refuse_opening(by, why=str(fault), platform=opening.platform if opening else None)
        raise


@transaction.atomic
def refuse_opening(by: str, *, why: str, platform: Platform | None = None) -> None:
    """That a launch was refused stands in the trail, with one word for why."""
    require(rules.may_launch(by))
    record(LaunchRefused(subject=platform.subject if platform else "lti-platform:unknown", why=why), by=by)


def _verified(opening: Opening | None, cookie: str, token: str) -> tuple[Opening, str]:
    if opening is None:
        raise tokens.Unbelieved("state")
    now = timezone.now()
    if not cookie or not secrets.compare_digest(opening.cookie, queries.hashed(cookie)):
        raise tokens.Unbelieved("cookie")
    if not Opening.objects.filter(pk=opening.pk, used_at=None).update(used_at=now):
        raise tokens.Unbelieved("state-used")
    if now - opening.made_at > timedelta(seconds=LAUNCH_SECONDS):
        raise tokens.Unbelieved("late")
    platform = opening.platform
    if not platform.in_use:
        raise tokens.Unbelieved("platform")
    claims = _claims(platform, token)
    tokens.check(
        claims, issuer=platform.issuer, client_id=platform.client_id, deployments=[str(d) for d in platform.deployments]
    )
    nonce = claims.get("nonce")
    if (
        not isinstance(nonce, str)
        or not nonce.isascii()
        or not secrets.compare_digest(opening.nonce, queries.hashed(nonce))
    ):
        raise tokens.Unbelieved("nonce")
    target = claims.get(f"{CLAIM}target_link_uri")
    if not isinstance(target, str) or target != opening.target or target not in queries.targets_of(platform):
        raise tokens.Unbelieved("target")
    secret = secrets.token_urlsafe(32)
    opening.said_by, opening.lineitem = claims["sub"], _lineitem(platform, claims)
    opening.verified_at, opening.cookie = now, queries.hashed(secret)
    opening.save(update_fields=["said_by", "lineitem", "verified_at", "cookie"])
    return opening, secret


def _claims(platform: Platform, token: str) -> dict:
    """What the platform signed. Its keys are read anew when they are old, and once when one is named that we do not know."""
    old = platform.keys_at is None or timezone.now() - platform.keys_at > timedelta(seconds=KEYS_SECONDS)
    if old:
        _read_keys(platform)
    try:
        return tokens.read(token, platform.keys)
    except tokens.UnknownKey:
        if old or ASKED.wait(str(platform.pk), most=REFETCHES):
            raise
        _read_keys(platform)
        return tokens.read(token, platform.keys)


def _read_keys(platform: Platform) -> None:
    try:
        platform.keys, platform.keys_at = asking.keys_at(platform.keys_url), timezone.now()
    except Refused as fault:
        raise tokens.Unbelieved("keys-not-read") from fault
    platform.save(update_fields=["keys", "keys_at"])


def _lineitem(platform: Platform, claims: dict) -> str:
    """Where a completion goes back to; nowhere where the platform offers no such place, or one elsewhere."""
    offered = claims.get(ENDPOINT)
    if not isinstance(offered, dict):
        return ""
    line, scopes = offered.get("lineitem"), offered.get("scope")
    if not isinstance(line, str) or not isinstance(scopes, list) or SCOPE not in scopes:
        return ""
    if len(line) > 1000 or not line.isascii() or not line.isprintable():
        return ""
    return line if rules.may_answer_at(platform, line) else ""


@transaction.atomic
def link_account(by, *, opening: Opening) -> Link:
    """The person is who came from the platform; they said so, signed in. Raises LinkedToAnother."""
    require(rules.may_link(by, opening.platform))
    row, made = Link.objects.get_or_create(platform=opening.platform, said_by=opening.said_by, defaults={"person": by})
    if row.person_id != by.pk:
        raise LinkedToAnother
    if made:
        record(AccountLinked(subject=opening.platform.subject), by=by)
    return row


@transaction.atomic
def end_link(by, *, link: Link) -> None:
    """Nobody comes in as this person from there any more, and nothing that waits goes back."""
    require(rules.may_unlink(by, link))
    record(AccountUnlinked(subject=link.platform.subject), by=by)
    link.delete()


@transaction.atomic
def enter(by, *, opening: Opening, link: Link, alone: bool) -> str:
    """The person came in by this launch, once. Returns the module that it opens; none is for My training."""
    require(rules.may_link(by, opening.platform) and link.person_id == by.pk)
    require(bool(Opening.objects.filter(pk=opening.pk, entered_at=None).update(entered_at=timezone.now())))
    slug = queries.targets_of(opening.platform).get(opening.target, "")
    if slug and opening.lineitem:
        Launched.objects.update_or_create(
            link=link, slug=slug, lineitem=opening.lineitem, defaults={"at": timezone.now()}
        )
    record(LaunchEntered(subject=opening.platform.subject, alone=alone), by=by)
    return slug


def pass_results(by: str) -> int:
    """Every result whose time has come has gone back, or waits for its next try. Returns how many went."""
    require(rules.may_work(by))
    passed, known = 0, {}
    for row in queries.results_to_pass():
        free = Passing.objects.filter(pk=row.pk, sent_at=None, not_before=row.not_before)
        if not free.update(not_before=timezone.now() + CLAIMED, tries=row.tries + 1):
            continue  # another worker has it
        platform = row.launched.link.platform
        try:
            if platform.pk not in known:
                key = queries.key_that_signs(platform.authority_id)
                known[platform.pk] = asking.token_of(platform, key)
            asking.give_result(row, known[platform.pk])
        except Refused as fault:
            waits = timedelta(minutes=2 ** min(row.tries + 1, 9))
            Passing.objects.filter(pk=row.pk).update(not_before=timezone.now() + waits, fault=str(fault)[:120])
            continue
        with transaction.atomic():
            Passing.objects.filter(pk=row.pk).update(sent_at=timezone.now(), fault="")
            of = f"person:{row.launched.link.person.uuid}"
            record(ResultPassed(subject=platform.subject, of=of), by=by)
        passed += 1
    return passed


@transaction.atomic
def try_again(by) -> int:
    """What no platform of the authority took is tried again at once. Returns how many."""
    require(rules.may_register(by))
    number = Passing.objects.filter(pk__in=queries.given_up(by).values("pk")).update(
        tries=0, not_before=timezone.now(), fault=""
    )
    if number:
        record(ResultsTriedAgain(subject=f"authority:{by.authority.key}", number=number), by=by)
    return number


@transaction.atomic
def forget_old_launches(by: str) -> None:
    """Launches of yesterday, results that went long ago, and keys that are dead, are gone."""
    require(rules.may_work(by))
    Opening.objects.filter(made_at__lt=timezone.now() - timedelta(days=1)).delete()
    over = queries.over_since()
    Passing.objects.filter(sent_at__lt=over).delete()
    Passing.objects.filter(sent_at=None, tries__gte=TRIES, made_at__lt=over).delete()
    SigningKey.objects.filter(dead_at__lt=timezone.now()).delete()
