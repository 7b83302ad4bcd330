"""Signing in and out, locking, and one's own account."""

import time
import uuid
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AnonymousUser
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.addresses import address_of
from kith.access.middleware import is_fresh
from kith.access.rules import NotFound
from kith.access.table import door_of
from kith.bounds.few import Busy, Few

from . import actions, queries
from .devices import device_of, remember
from .forms import NewPasswordForm, PasswordForm, SignInForm, TokenForm
from .words import TokenScope

# Argon2 as Django sets it takes about 100 MB and a tenth of a second.
PASSWORDS = Few(2, patience=3.0)
BUSY = "Very many people are signing in at this moment. Wait a minute, then try again."


def _next(request) -> str:
    """Where to go afterwards: a path of this site, else home."""
    return _here(request, request.POST.get("next") or request.GET.get("next") or "")


def _here(request, target: str) -> str:
    """The target where it is a path of this site, else home."""
    if target.startswith("/") and url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return target
    return reverse("desk:home")


def _place(request, email: str) -> actions.Place:
    return actions.Place(address_of(request), device_of(request, email))


def _demo_accounts():
    """The sign-in hint, which exists only in a demo."""
    if settings.KITH_SIGN_IN_HINT and queries.is_demo_database():
        return import_string(settings.KITH_SIGN_IN_HINT)()
    return []


@require_http_methods(["GET", "POST"])
def sign_in(request):
    """One message and one time for every failure, so that nothing is learnt about which accounts exist."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, password = form.cleaned_data["email"], form.cleaned_data["password"]
        try:
            attempt = actions.begin_attempt(email, _place(request, email))
        except actions.TooManyAttempts:
            form.add_error(
                None, "That was tried too often from here. Wait fifteen minutes, or sign in from another place."
            )
        else:
            try:
                with PASSWORDS.place():
                    person = authenticate(request, username=email.strip().lower(), password=password)
            except Busy:
                actions.forget_attempt(attempt)
                form.add_error(None, BUSY)
                return _sign_in_page(request, form)
            if person is None:
                actions.note_failed_sign_in()
                form.add_error(
                    None, "The e-mail address and password do not match an account. Check both and try again."
                )
            else:
                login(request, person)
                now = time.time()
                request.session["started_at"] = request.session["seen_at"] = request.session["fresh_at"] = now
                actions.note_sign_in(person, _place(request, email))
                response = redirect(_next(request))
                remember(request, response, email)
                return response
    return _sign_in_page(request, form)


def _sign_in_page(request, form):
    return render(
        request,
        "people/sign_in.html",
        {
            "form": form,
            "next": request.GET.get("next", request.POST.get("next", "")),
            "accounts": _demo_accounts(),
            "signed_out": request.GET.get("out") == "yes" and request.method == "GET",
        },
    )


@require_POST
def sign_out(request):
    """Signed out; the browser is asked to forget what it holds of this site."""
    if request.user.is_authenticated:
        actions.note_sign_out(request.user)
    logout(request)
    response = redirect(f"{reverse('people:sign-in')}?out=yes")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
def lock(request):
    """Nothing of the session can be read until the password is given again."""
    request.session["locked"] = True
    request.session["locked_from"] = request.POST.get("from", "")
    actions.note_lock(request.user)
    return redirect("people:unlock")


@require_http_methods(["GET", "POST"])
def unlock(request):
    """The password opens the screen again, where it was left."""
    if not request.session.get("locked"):
        return redirect("desk:home")
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _password_is_right(request, form):
            request.session.pop("locked", None)
            target = request.session.pop("locked_from", "")
            request.session["fresh_at"] = time.time()
            return redirect(_here(request, target))
    # To the page nobody is signed in: a locked screen says neither who works here nor what they may open.
    return render(request, "people/unlock.html", {"form": form, "user": AnonymousUser()})


NOT_CARRIED = {"csrfmiddlewaretoken", "next", "came", "password"}


def _saves_a_file(target: str) -> bool:
    """Whether a browser saves what stands there, and so would stay on the page where the password was asked."""
    try:
        door = door_of(resolve(urlsplit(target).path).view_name)
    except Resolver404:
        return False
    return door is not None and door.file


@require_http_methods(["GET", "POST"])
def confirm(request):
    """A fresh sign-in before an export or emergency access. What was typed there is carried along and sent on."""
    asked = "password" in request.POST
    form = PasswordForm(request.POST if asked else None)
    carried = [(name, text) for name, texts in request.POST.lists() if name not in NOT_CARRIED for text in texts]
    where, came = _next(request), _here(request, request.POST.get("came") or request.GET.get("came") or "")
    if request.method == "GET" and is_fresh(request) and _saves_a_file(where):
        return render(request, "people/take_out.html", {"next": where, "came": came})
    if asked and form.is_valid() and _password_is_right(request, form):
        request.session["fresh_at"] = time.time()
        actions.note_fresh_sign_in(request.user)
        if not carried and _saves_a_file(where):
            return redirect(f"{reverse('people:confirm')}?{urlencode({'next': where, 'came': came})}")
        return redirect(where, preserve_request=bool(carried) and where == request.POST.get("next"))
    return render(
        request,
        "people/confirm.html",
        {
            "form": form,
            "carried": carried,
            "next": request.GET.get("next", request.POST.get("next", "")),
            "came": came,
        },
    )


def _password_is_right(request, form) -> bool:
    """True where the password is the person's; otherwise the form says so, and tries are counted."""
    person = request.user
    try:
        attempt = actions.begin_attempt(person.email, _place(request, person.email))
    except actions.TooManyAttempts:
        form.add_error(None, "That was tried too often from here. Wait fifteen minutes.")
        return False
    try:
        with PASSWORDS.place():
            right = check_password(form.cleaned_data["password"], person.password)
    except Busy:
        actions.forget_attempt(attempt)
        form.add_error(None, BUSY)
        return False
    if right:
        actions.forget_attempt(attempt)
        return True
    actions.note_failed_sign_in()
    form.add_error("password", "That is not your password. Try again.")
    return False


@require_http_methods(["GET", "POST"])
def password(request):
    """A new password of one's own; what was opened with the last one ends."""
    person, forced = request.user, request.user.must_change
    form = NewPasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid() and _password_is_right(request, form):
        actions.change_password(person, new=form.cleaned_data["new_password1"], keep=request.session.session_key)
        update_session_auth_hash(request, person)
        request.session["fresh_at"] = time.time()
        messages.success(
            request,
            "Your password is changed."
            if forced
            else "Your password is changed. You are signed out everywhere else, and your tokens are withdrawn.",
        )
        return redirect("desk:home" if forced else "people:account")
    return render(request, "people/password.html", {"form": form, "forced": forced})


@require_POST
def stay(request):
    """The session is still wanted."""
    request.session["seen_at"] = time.time()
    return (
        JsonResponse({"idle_seconds": settings.KITH_IDLE_SECONDS})
        if request.headers.get("X-Stay")
        else redirect(_next(request))
    )


@require_GET
def account(request):
    """One's own roles, teams and tokens, with when each was made and last used."""
    return render(
        request,
        "people/account.html",
        {
            "tokens": queries.tokens_of(request.user),
            "roles": queries.roles_in_words(request.user),
            "team": queries.team_of(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
def new_token(request):
    """A token is made, and its secret shown this once; the door asks for a password given lately."""
    form = TokenForm(request.POST or None)
    secret = address = None
    once = request.POST.get("once") or str(uuid.uuid4())
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "days", "scope")}
        try:
            _, secret = actions.make_token(request.user, person=request.user, once_key=once, **said)
        except actions.MadeBefore as made:
            form.add_error(None, str(made))
            once = str(uuid.uuid4())
        if secret and said["scope"] == TokenScope.FEED:
            address = settings.KITH_ADDRESS + reverse("api:toolkit-changes-at", args=[secret])
    return render(request, "people/new_token.html", {"form": form, "secret": secret, "address": address, "once": once})


@require_POST
def withdraw(request, digest):
    """The token opens nothing any more."""
    token = queries.tokens_of(request.user).filter(digest__startswith=digest).first() if len(digest) >= 12 else None
    if token is None:
        raise NotFound
    actions.withdraw_token(request.user, token=token)
    messages.success(request, "The token was withdrawn.")
    return redirect("people:account")


@require_POST
def mail(request):
    """E-mail from Kith is switched on or off, as the button says."""
    wanted = request.POST.get("mail")
    if wanted not in ("on", "off"):
        raise NotFound
    actions.switch_mail(request.user, wanted=wanted == "on")
    messages.success(
        request,
        "Kith tells you by e-mail when something waits for you."
        if wanted == "on"
        else "Kith sends you no e-mail any more.",
    )
    return redirect("people:account")


@require_POST
def end_sessions(request):
    """Every other session of this person is ended, and every token."""
    actions.end_other_sessions(request.user, person=request.user, keep=request.session.session_key)
    messages.success(request, "You are signed out everywhere else, and your tokens are withdrawn.")
    return redirect("people:account")
