"""The doors of a launch, and the pages of whoever registers platforms or links an account."""

import time
import uuid as uuids
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as sign_in
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.addresses import address_of
from kith.access.rules import NotFound, require
from kith.bounds.often import Often
from kith.modules.queries import modules_for
from kith.version import VERSION

from . import actions, queries, rules
from .forms import PlatformForm, platform_as_typed
from .tokens import Unbelieved
from .words import BEGINNINGS, JOIN_SECONDS, LAUNCH_SECONDS, LTI, SCOPE, VIA

ASKERS = Often(60)
# Of the launch alone: a form that another site sends brings no other cookie.
LAUNCH, WAY_IN = "__Host-kith-lti", "__Host-kith-lti-in"
AGAIN = "Go back to your learning platform and open the activity once more, in a new window."
STRANGE = "Kith was not opened from there. " + AGAIN


def _refused(request, sentence: str = STRANGE, status: int = 400):
    response = render(request, "lti/refused.html", {"said": sentence}, status=status)
    response.delete_cookie(LAUNCH, samesite="None")
    return response


def _own(name: str, *args) -> str:
    return f"{settings.KITH_ADDRESS.rstrip('/')}{reverse(name, args=args)}"


# A platform posts from its own site, so no token of Django’s can come along. Nothing is done here or in `launch` by a
# session’s right: the state, the cookie of this browser and the signed nonce hold together what began and what came back.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def login(request):
    """The first step of a launch: the browser is sent to the platform that is registered, and nowhere else."""
    if ASKERS.wait(address_of(request), most=BEGINNINGS):
        return _refused(
            request, "Many people come from your learning platform at this moment. Wait a minute, then try again.", 429
        )
    sent = request.POST if request.method == "POST" else request.GET
    platform = queries.platform_by(sent.get("iss", ""), sent.get("client_id", ""))
    hint, target = sent.get("login_hint", ""), sent.get("target_link_uri", "")
    deployment = sent.get("lti_deployment_id", "")
    if (
        platform is None
        or not hint
        or target not in queries.targets_of(platform)
        or (deployment and deployment not in platform.deployments)
        or not rules.may_be_asked(platform.auth_url)
    ):
        actions.refuse_opening(LTI, why="login", platform=platform)
        return _refused(request)
    state, nonce, cookie = actions.begin_opening(LTI, platform=platform, target=target)
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": _own("lti:launch"),
        "login_hint": hint,
        "state": state,
        "nonce": nonce,
    }
    if sent.get("lti_message_hint"):
        asked["lti_message_hint"] = sent["lti_message_hint"]
    joined = "&" if "?" in platform.auth_url else "?"
    response = HttpResponseRedirect(f"{platform.auth_url}{joined}{urlencode(asked)}")
    response.set_cookie(LAUNCH, cookie, max_age=LAUNCH_SECONDS, secure=True, httponly=True, samesite="None")
    return response


# As in `login`: a state is used once, in the browser of its cookie, with its own nonce in what was signed.
@csrf_exempt
@require_POST
def launch(request):
    """What the platform signed is believed or not. Who came is asked at the next address, where the browser says more."""
    try:
        opening, secret = actions.verify_opening(
            LTI,
            state=request.POST.get("state", ""),
            cookie=request.COOKIES.get(LAUNCH, ""),
            token=request.POST.get("id_token", ""),
        )
    except Unbelieved:
        return _refused(request)
    response = HttpResponseRedirect(reverse("lti:enter", args=[opening.uuid]), status=303)
    response.delete_cookie(LAUNCH, samesite="None")
    response.set_cookie(WAY_IN, secret, max_age=JOIN_SECONDS, secure=True, httponly=True, samesite="Lax")
    return response


def _opening(request, uuid):
    return queries.verified_opening(uuid, request.COOKIES.get(WAY_IN, ""))


@require_GET
def enter(request, uuid):
    """Who is linked comes in: in the session that they have, else in one that opens training alone."""
    opening = _opening(request, uuid)
    if opening is None:
        return _refused(request)
    link = queries.link_of(opening)
    if link is None:
        return redirect("lti:join", uuid=uuid)
    person = link.person
    if not rules.may_link(person, opening.platform):
        return _refused(request)
    here = request.user
    if here.is_authenticated and here.pk != person.pk:
        return _refused(
            request, "Somebody else is signed in to Kith in this browser. Sign out there first. " + AGAIN, 403
        )
    alone = not here.is_authenticated or request.session.get("via") == VIA
    slug = actions.enter(person, opening=opening, link=link, alone=alone)
    if alone:
        sign_in(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session["via"], request.session["link"] = VIA, str(link.uuid)
        request.session["started_at"] = request.session["seen_at"] = time.time()
        request.session.pop("fresh_at", None)
    response = redirect("lti:module", slug=slug) if slug else redirect("training:mine")
    response.delete_cookie(WAY_IN)
    return response


@require_http_methods(["GET", "POST"])
def join(request, uuid):
    """Signed in, the person says that it was they who came. Nobody is matched by an address."""
    opening = _opening(request, uuid)
    if opening is None:
        return _refused(request, "This took too long, or was done already. " + AGAIN)
    require(rules.may_link(request.user, opening.platform))
    if request.method == "POST":
        try:
            actions.link_account(request.user, opening=opening)
        except actions.LinkedToAnother:
            return _refused(request, "Somebody else has linked this account. Ask your training lead.", 409)
        messages.success(
            request,
            f"Linked. From now on you come in from {opening.platform.name} without your password, to training alone.",
        )
        return redirect("lti:enter", uuid=uuid)
    return render(request, "lti/join.html", {"platform": opening.platform, "uuid": uuid})


@require_GET
def module(request, slug):
    """One short module, to begin or to go on with: where a launch leads."""
    found = next((one for one in modules_for(request.user) if one.slug == slug), None)
    if found is None:
        raise NotFound
    return render(request, "lti/module.html", {"module": found, "once": uuids.uuid4()})


@require_GET
def jwks(request):
    """The public keys by which a platform knows what Kith signed."""
    return JsonResponse({"keys": queries.public_keys()})


@require_GET
def config(request):
    """What a platform needs to register Kith, for those that read it by themselves."""
    return JsonResponse(
        {
            "title": "Kith",
            "description": "Short modules and training for children’s social care",
            "oidc_initiation_url": _own("lti:login"),
            "target_link_uri": _own("training:mine"),
            "redirect_uris": [_own("lti:launch")],
            "public_jwk_url": _own("lti:jwks"),
            "scopes": [SCOPE],
            "messages": [{"type": "LtiResourceLinkRequest"}],
            "custom_fields": {},
            "version": VERSION,
        }
    )


@require_GET
def mine(request):
    """One’s own accounts of learning platforms."""
    return render(request, "lti/mine.html", {"links": queries.links_of(request.user)})


@require_POST
def end_link(request, uuid):
    """One is not known from there any more."""
    link = queries.link_for(request.user, uuid)
    actions.end_link(request.user, link=link)
    messages.success(request, "Ended. Nobody comes in as you from there any more.")
    return redirect("lti:mine")


@require_GET
def platforms(request):
    """Which platforms are registered, what to give them, the keys, and what could not be passed back."""
    person = request.user
    require(rules.may_register(person))
    return render(
        request,
        "lti/platforms.html",
        {
            "rows": queries.platforms_of(person),
            "given": [
                ("Tool URL for My training", _own("training:mine")),
                ("Initiate login URL", _own("lti:login")),
                ("Redirection URI", _own("lti:launch")),
                ("Public keyset URL", _own("lti:jwks")),
                ("All of this as a file", _own("lti:config")),
            ],
            "modules": [(one.title, _own("lti:module", one.slug)) for one in modules_for(person)],
            "keys": queries.keys_of(person),
            "waiting": queries.waiting_count(person),
            "given_up": queries.given_up(person).count(),
            "hosts": sorted(settings.KITH_LTI_HOSTS),
        },
    )


@require_http_methods(["GET", "POST"])
def add(request):
    """A platform is registered."""
    require(rules.may_register(request.user))
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
def platform(request, uuid):
    """How a platform is registered, to be changed."""
    return _keep(request, queries.platform_for(request.user, uuid))


def _keep(request, row):
    form = PlatformForm(request.POST or None, initial=platform_as_typed(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_platform(request.user, platform=row, said=form.cleaned_data)
        except actions.KnownAlready:
            form.add_error("client_id", "A platform with this issuer and client ID is registered already")
        else:
            messages.success(request, "Kept. People can come from there now.")
            return redirect("lti:platforms")
    return render(request, "lti/platform.html", {"form": form, "row": row})


@require_POST
def end(request, uuid):
    """A platform opens nothing any more."""
    actions.end_platform(request.user, platform=queries.platform_for(request.user, uuid))
    messages.success(request, "Ended. Nobody comes in from there, and nothing goes back to it.")
    return redirect("lti:platforms")


@require_POST
def new_key(request):
    """Kith signs with a new key from now on."""
    actions.replace_key(request.user)
    messages.success(request, "Kith signs with a new key. The one before can be read for seven more days.")
    return redirect("lti:platforms")


@require_POST
def again(request):
    """What no platform took is tried once more."""
    number = actions.try_again(request.user)
    messages.success(request, f"{number} will be tried again within a minute." if number else "Nothing waits.")
    return redirect("lti:platforms")
