"""Who registers learning platforms, where Kith may ask, and whose link it is."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q

from kith.access.rules import NOTHING, WORKER

from .models import Link, Platform
from .words import LTI, REGISTRARS


def may_register(person) -> bool:
    """The administrator and the training lead."""
    return person.is_active and person.holds(*REGISTRARS)


def sees_platform(person) -> Q:
    """Those of one’s own authority, to whoever registers them."""
    return Q(authority_id=person.authority_id) if may_register(person) else NOTHING


def may_keep_platform(person, platform: Platform) -> bool:
    """Whoever registers, of its authority."""
    return may_register(person) and platform.authority_id == person.authority_id


def sees_link(person) -> Q:
    """One’s own."""
    return Q(person=person.pk) if person.is_active else NOTHING


def may_link(person, platform: Platform) -> bool:
    """Everybody who has an account in the platform’s authority, of whichever agency, while it is in use."""
    return person.is_active and platform.in_use and person.authority_id == platform.authority_id


def may_unlink(person, link: Link) -> bool:
    """Its person, whenever they like."""
    return link.person_id == person.pk and person.is_active


def may_be_asked(url: str) -> bool:
    """True for an address over https of a host that the operator named (KITH_LTI_HOSTS), and for no other."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    if (host, port) in settings.KITH_LTI_ALSO:
        return True
    return (
        parts.scheme == "https" and port in (None, 443) and parts.username is None and host in settings.KITH_LTI_HOSTS
    )


def may_answer_at(platform: Platform, url: str) -> bool:
    """True for an address of a host that this platform’s own registration names, too: where a result may be sent."""
    hosts = {urlsplit(one).netloc for one in (platform.token_url, platform.keys_url, platform.auth_url)}
    return may_be_asked(url) and urlsplit(url).netloc in hosts


def may_launch(by: str) -> bool:
    """The door of launches, before anybody is known."""
    return by == LTI


def may_work(by: str) -> bool:
    """Scheduled work passes results back."""
    return by == WORKER
