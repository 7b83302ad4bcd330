"""Platforms, keys, launches on their way, links, and results that wait. Who asks stands first."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kith.access.rules import find
from kith.audit.seals import keyed_hash
from kith.modules.queries import modules_for

from .models import Launched, Link, Opening, Passing, Platform, SigningKey
from .rules import sees_link, sees_platform
from .words import JOIN_SECONDS, KEPT_DAYS, TRIES


def platforms_of(person) -> QuerySet[Platform]:
    """The platforms of the person’s authority, by name; to nobody but who registers them."""
    return Platform.objects.filter(sees_platform(person)).select_related("kept_by")


def platform_for(person, uuid) -> Platform:
    """One of them. Raises NotFound."""
    return find(platforms_of(person).filter(uuid=uuid))


def links_of(person) -> QuerySet[Link]:
    """One’s own accounts of learning platforms."""
    return Link.objects.filter(sees_link(person)).select_related("platform").order_by("platform__name", "pk")


def link_for(person, uuid) -> Link:
    """One of one’s own. Raises NotFound."""
    return find(links_of(person).filter(uuid=uuid))


def platform_by(issuer: str, client_id: str) -> Platform | None:
    """The platform in use by what its launch says; by its issuer alone where it has but one."""
    rows = Platform.objects.filter(issuer=issuer, in_use=True).select_related("kept_by", "authority")
    rows = list(rows.filter(client_id=client_id)[:2] if client_id else rows[:2])
    return rows[0] if len(rows) == 1 else None


def hashed(secret: str) -> str:
    """How a secret of a launch is kept."""
    return keyed_hash(f"lti:{secret}")


def targets_of(platform: Platform) -> dict[str, str]:
    """Every address that a launch of the platform may name, to the module that it opens; none is for My training."""
    address = settings.KITH_ADDRESS.rstrip("/")
    targets = {f"{address}{reverse('training:mine')}": ""}
    for module in modules_for(platform.kept_by):
        try:
            targets[f"{address}{reverse('lti:module', args=[module.slug])}"] = module.slug
        except NoReverseMatch:
            continue
    return targets


def opening_of(state: str) -> Opening | None:
    """The launch of this state, used or not."""
    rows = Opening.objects.filter(state=hashed(state)) if state else Opening.objects.none()
    return rows.select_related("platform__kept_by", "platform__authority").first()


def verified_opening(uuid, cookie: str) -> Opening | None:
    """The launch that was believed, in the browser in which it was, while one may still come in by it."""
    since = timezone.now() - timedelta(seconds=JOIN_SECONDS)
    rows = Opening.objects.filter(
        uuid=uuid, cookie=hashed(cookie), verified_at__gte=since, entered_at=None, platform__in_use=True
    )
    return rows.select_related("platform").first() if cookie else None


def link_of(opening: Opening) -> Link | None:
    """Who in Kith it is that came, where they said so once."""
    rows = Link.objects.filter(platform_id=opening.platform_id, said_by=opening.said_by)
    return rows.select_related("person__agency", "person__authority", "platform").first()


def key_that_signs(authority_id: int) -> SigningKey | None:
    """The authority’s key of today."""
    return SigningKey.objects.filter(authority_id=authority_id, dead_at=None).first()


def public_keys() -> list[dict]:
    """Every key with which something was signed that may still be read: those of today, and replaced ones until dead."""
    living = Q(dead_at=None) | Q(dead_at__gt=timezone.now())
    return list(SigningKey.objects.filter(living).order_by("pk").values_list("public", flat=True))


def keys_of(person) -> QuerySet[SigningKey]:
    """The living keys of the person’s authority, the newest first."""
    living = Q(dead_at=None) | Q(dead_at__gt=timezone.now())
    return SigningKey.objects.filter(living, authority_id=person.authority_id).order_by("-made_at")


def still_leads_in(person, link: str) -> bool:
    """True while this link of the person’s stands and its platform is in use."""
    return Link.objects.filter(person=person.pk, uuid=link, platform__in_use=True).exists()


def places_of(person, slug: str) -> list[Launched]:
    """Where in which platform the person came to this module from, while the platform is in use."""
    rows = Launched.objects.filter(link__person=person, slug=slug, link__platform__in_use=True)
    return list(rows.filter(link__person__is_active=True).order_by("pk"))


def _left(person) -> QuerySet[Passing]:
    platforms = Platform.objects.filter(sees_platform(person))
    return Passing.objects.filter(launched__link__platform__in=platforms, sent_at=None)


def waiting_count(person) -> int:
    """How many results are still to leave."""
    return _left(person).filter(tries__lt=TRIES).count()


def given_up(person) -> QuerySet[Passing]:
    """Results that no platform of the authority took, however often it was tried."""
    return _left(person).filter(tries__gte=TRIES)


def results_to_pass(limit: int = 50) -> list[Passing]:
    """Results whose time has come, the oldest first; for the worker."""
    rows = Passing.objects.filter(sent_at=None, tries__lt=TRIES, not_before__lte=timezone.now())
    rows = rows.filter(launched__link__platform__in_use=True)
    return list(rows.select_related("launched__link__platform", "launched__link__person").order_by("pk")[:limit])


def over_since():
    """Before this moment, what is over is forgotten."""
    return timezone.now() - timedelta(days=KEPT_DAYS)
