"""A launch from a platform of others is believed, or refused for each thing that may be wrong with it."""

import json
import time
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.desk.tests.factories import fresh
from kith.lti import actions
from kith.lti.models import Launched, Link, Opening, Platform
from kith.lti.tokens import Unbelieved, keys_in, read
from kith.lti.views import ASKERS, LAUNCH, WAY_IN
from kith.modules.tests.factories import SLUG, published
from kith.people.models import Person

from .platform import CLIENT, DEPLOYMENT, WHO, Ours, pem_pair

pytestmark = pytest.mark.django_db
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


@pytest.fixture
def ours(settings):
    platform = Ours()
    settings.KITH_LTI_ALSO = frozenset({("127.0.0.1", platform.port)})
    ASKERS.forget()
    actions.ASKED.forget()
    yield platform
    platform.close()


def said_of(ours, **more):
    return {
        "name": "Our Moodle",
        "issuer": ours.address,
        "client_id": CLIENT,
        "deployments": [DEPLOYMENT],
        "auth_url": f"{ours.address}/auth",
        "token_url": f"{ours.address}/token",
        "keys_url": f"{ours.address}/jwks",
        **more,
    }


@pytest.fixture
def registered(cast, ours):
    published(cast["farah"])
    return actions.keep_platform(cast["jo"], platform=None, said=said_of(ours))


@pytest.fixture
def linked(registered, cast):
    return Link.objects.create(platform=registered, said_by=WHO, person=cast["amina"])


def target(settings, slug=SLUG):
    where = reverse("lti:module", args=[slug]) if slug else reverse("training:mine")
    return f"{settings.KITH_ADDRESS}{where}"


def begun(client, ours, where) -> dict:
    """What Kith asked of the platform."""
    answer = client.get(ours.login_url(where).replace("http://testserver", ""))
    assert answer.status_code == 302 and answer.url.startswith(f"{ours.address}/auth?")
    return dict(parse_qsl(urlsplit(answer.url).query))


def sent(client, form):
    return client.post(reverse("lti:launch"), {"state": form["state"], "id_token": form["id_token"]})


def launched(client, ours, where):
    return sent(client, ours.message(begun(client, ours, where), where).lti_launch())


def why() -> str:
    return Entry.objects.filter(verb="lti.launch-refused").latest("seq").details["why"]


def test_a_launch_opens_the_module_in_a_session_that_opens_training_alone(cast, ours, linked, settings, client):
    where = target(settings)
    asked = begun(client, ours, where)
    assert asked["scope"] == "openid" and asked["response_mode"] == "form_post" and asked["prompt"] == "none"
    assert asked["redirect_uri"] == f"{settings.KITH_ADDRESS}/lti/launch" and asked["login_hint"] == WHO
    cookie = client.cookies[LAUNCH]
    assert cookie["samesite"] == "None" and cookie["secure"] and cookie["httponly"] and int(cookie["max-age"]) <= 300
    assert not cookie["domain"] and cookie["path"] == "/"
    answer = sent(client, ours.message(asked, where).lti_launch())
    assert answer.status_code == 303 and client.cookies[LAUNCH].value == ""
    page = client.get(answer.url, follow=True)
    assert page.redirect_chain[-1][0] == reverse("lti:module", args=[SLUG]) and "The bus" in page.content.decode()
    assert client.session["via"] == "lti" and "fresh_at" not in client.session
    assert page.wsgi_request.user == cast["amina"]
    assert Launched.objects.get().lineitem == ours.lineitem
    assert Entry.objects.get(verb="lti.entered").details == {"alone": True}
    # Once: Back, or another who has the address, comes in no more.
    assert client.get(answer.url).status_code == 400 and Client().get(answer.url).status_code == 400


def test_the_first_step_is_taken_by_post_too(ours, linked, settings):
    client = Client(enforce_csrf_checks=True)
    query = dict(parse_qsl(urlsplit(ours.login_url(target(settings, ""))).query))
    answer = client.post(reverse("lti:login"), query)
    assert answer.status_code == 302
    asked = dict(parse_qsl(urlsplit(answer.url).query))
    answer = sent(client, ours.message(asked, target(settings, "")).lti_launch())
    assert client.get(answer.url).url == reverse("training:mine")


def test_who_is_signed_in_keeps_their_session_and_nobody_comes_in_as_another(cast, ours, linked, settings, client):
    fresh(client, cast["amina"])
    answer = launched(client, ours, target(settings))
    client.get(answer.url)
    assert "via" not in client.session and client.get(reverse("people:account")).status_code == 200
    other = fresh(Client(), cast["bola"])
    answer = launched(other, ours, target(settings))
    assert other.get(answer.url).status_code == 403
    assert other.get(reverse("people:account")).wsgi_request.user == cast["bola"]


def test_an_account_is_linked_by_its_person_signed_in_and_never_by_an_address(cast, ours, registered, settings, client):
    amina = cast["amina"]
    Person.objects.filter(pk=amina.pk).update(email="x@y.example")
    answer = launched(client, ours, target(settings))
    joins = client.get(answer.url).url
    assert joins.startswith("/lti/join/") and not Link.objects.exists()
    assert client.get(joins).url.startswith("/sign-in")
    assert not client.session.get("via")
    # In another browser nobody links what came to this one.
    stranger = fresh(Client(), cast["bola"])
    assert stranger.get(joins).status_code == stranger.post(joins).status_code == 400
    fresh(client, amina)
    page = client.get(joins).content.decode()
    assert "Is this you?" in page and not Link.objects.exists()
    assert client.post(joins).url == answer.url
    link = Link.objects.get()
    assert link.person == amina and link.said_by == WHO
    assert client.get(answer.url, follow=True).status_code == 200
    # Somebody of another authority is refused, and so is a second person.
    for name in ("rhys", "bola"):
        link.delete() if name == "rhys" else Link.objects.create(platform=registered, said_by=WHO, person=amina)
        other = Client()
        opened = launched(other, ours, target(settings)).url
        fresh(other, cast[name])
        joined = other.post(opened.replace("enter", "join"))
        assert joined.status_code == (404 if name == "rhys" else 409), name
    # Ended, one is asked again.
    row = Link.objects.get()
    assert Client().post(reverse("lti:end-link", args=[row.uuid])).status_code == 302
    assert fresh(Client(), cast["bola"]).post(reverse("lti:end-link", args=[row.uuid])).status_code == 404
    assert "Our Moodle" in client.get(reverse("lti:mine")).content.decode()
    client.post(reverse("lti:end-link", args=[row.uuid]))
    assert not Link.objects.exists()


def test_who_has_left_does_not_come_in(cast, ours, linked, settings, client):
    Person.objects.filter(pk=linked.person_id).update(is_active=False)
    answer = launched(client, ours, target(settings))
    assert client.get(answer.url).status_code == 400 and not client.session.get("via")


def wrong(name, value):
    def change(launch, ours):
        launch.extra_claims[name] = value
        return launch.lti_launch()

    return change


def signed_again(make):
    def change(launch, ours):
        form = launch.lti_launch()
        claims = jwt.decode(form["id_token"], options={"verify_signature": False})
        header = jwt.get_unverified_header(form["id_token"])
        return {**form, "id_token": make(claims, header, ours)}

    return change


def _none(claims, header, ours):
    return jwt.encode(claims, "", algorithm="none", headers={"kid": header["kid"]})


def _confused(claims, header, ours):
    # The public key, which anybody can read, taken as a shared secret.
    public = ours.registration.get_platform_public_key().replace("PUBLIC KEY", "SHARED WORD")
    return jwt.encode(claims, public, algorithm="HS256", headers={"kid": header["kid"]})


def _stranger(claims, header, ours):
    return jwt.encode(claims, pem_pair()[0], algorithm="RS256", headers={"kid": header["kid"]})


def _unknown(claims, header, ours):
    return jwt.encode(claims, pem_pair()[0], algorithm="RS256", headers={"kid": "never-seen"})


def _without(claims, header, ours):
    return jwt.encode(claims, ours.registration.get_platform_private_key(), algorithm="RS256")


def _at(**moved):
    def make(claims, header, ours):
        claims.update({name: int(time.time()) + value for name, value in moved.items()})
        key = ours.registration.get_platform_private_key()
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": header["kid"]})

    return make


REFUSED = {
    "issuer": wrong("iss", "https://elsewhere.example"),
    "audience": wrong("aud", "another-tool"),
    "audience ": wrong("aud", []),
    "party": wrong("azp", "another-tool"),
    "deployment": wrong(f"{CLAIM}deployment_id", "2"),
    "version": wrong(f"{CLAIM}version", "1.1"),
    "message": wrong(f"{CLAIM}message_type", "LtiDeepLinkingRequest"),
    "target": wrong(f"{CLAIM}target_link_uri", "https://elsewhere.example/"),
    "nobody": wrong("sub", ""),
    "place": wrong(f"{CLAIM}resource_link", {}),
    "algorithm": signed_again(_none),
    "algorithm ": signed_again(_confused),
    "signature": signed_again(_stranger),
    "unknown-key": signed_again(_unknown),
    "no-key": signed_again(_without),
    "expired": signed_again(_at(exp=-61)),
    "time": signed_again(_at(iat=+120, exp=+600)),
    "form": lambda launch, ours: {**launch.lti_launch(), "id_token": "a.b.c"},
    "form ": lambda launch, ours: {**launch.lti_launch(), "id_token": "ü"},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_wrong_with_it_is_refused_and_the_right_one_beside_it_is_not(ours, linked, settings, client, reason):
    where = target(settings)
    launch = ours.message(begun(client, ours, where), where)
    answer = sent(client, REFUSED[reason](launch, ours))
    page = answer.content.decode()
    assert answer.status_code == 400 and "This could not be opened" in page and why() == reason.strip()
    assert reason.strip() not in page or reason.strip() in ("form", "place", "time"), "the page says nothing of it"
    assert not Opening.objects.filter(verified_at__isnull=False).exists() and "via" not in client.session
    assert launched(client, ours, where).status_code == 303


def test_clocks_may_be_a_minute_apart_and_several_audiences_name_their_party(ours, linked, settings, client):
    where = target(settings)
    for change in (
        signed_again(_at(exp=-50)),
        signed_again(_at(iat=+50)),
        wrong("aud", ["another", CLIENT]),
    ):
        launch = ours.message(begun(client, ours, where), where)
        assert sent(client, change(launch, ours)).status_code == 303
    launch = ours.message(begun(client, ours, where), where)
    launch.extra_claims["aud"], launch.extra_claims["azp"] = ["another", CLIENT], ""
    assert sent(client, launch.lti_launch()).status_code == 400 and why() == "party"


def test_a_state_is_used_once(ours, linked, settings, client):
    where = target(settings)
    asked = begun(client, ours, where)
    cookie = client.cookies[LAUNCH].value
    form = ours.message(asked, where).lti_launch()
    assert sent(client, form).status_code == 303
    client.cookies[LAUNCH] = cookie
    client.cookies.pop(WAY_IN)
    assert sent(client, form).status_code == 400
    assert why() in ("cookie", "state-used")
    # Even where its browser’s secret had stayed the same.
    row = Opening.objects.get()
    row.cookie = actions.queries.hashed(cookie)
    row.save()
    client.cookies[LAUNCH] = cookie
    assert sent(client, form).status_code == 400 and why() == "state-used"
    # One that failed is used too.
    asked = begun(client, ours, where)
    cookie = client.cookies[LAUNCH].value
    assert sent(client, {"state": asked["state"], "id_token": "no"}).status_code == 400
    client.cookies[LAUNCH] = cookie
    assert sent(client, ours.message(asked, where).lti_launch()).status_code == 400 and why() == "state-used"
    assert sent(client, {"state": "never", "id_token": form["id_token"]}).status_code == 400 and why() == "state"


def test_a_nonce_of_another_launch_is_refused(ours, linked, settings, client):
    where = target(settings)
    old = ours.message(begun(client, ours, where), where).lti_launch()
    assert sent(client, old).status_code == 303
    new = begun(client, ours, where)
    assert sent(client, {"state": new["state"], "id_token": old["id_token"]}).status_code == 400 and why() == "nonce"


def test_without_the_cookie_of_this_browser_it_is_refused(ours, linked, settings, client):
    where = target(settings)
    form = ours.message(begun(client, ours, where), where).lti_launch()
    assert sent(Client(), form).status_code == 400 and why() == "cookie"
    other = Client()
    begun(other, ours, where)
    assert sent(other, form).status_code == 400 and why() == "cookie"
    assert sent(client, form).status_code == 303, "and whose launch it is loses nothing by it"


def test_after_five_minutes_it_is_over(ours, linked, settings, client):
    where = target(settings)
    form = ours.message(begun(client, ours, where), where).lti_launch()
    Opening.objects.update(made_at=timezone.now() - timedelta(seconds=301))
    assert sent(client, form).status_code == 400 and why() == "late"


def test_it_leads_nowhere_but_to_the_addresses_that_are_listed(cast, ours, linked, settings, client):
    address = settings.KITH_ADDRESS
    for where in (
        "https://elsewhere.example/",
        f"{address}.elsewhere.example/training/",
        f"{address}/consultations/",
        f"{address}/training/?next=//elsewhere.example",
        f"{address}/training",
        f"{address}/lti/modules/danger-first",
        f"{address}/lti/modules/never-there",
        "/training/",
        "javascript:alert(1)",
    ):
        answer = client.get(ours.login_url(where).replace("http://testserver", ""))
        assert answer.status_code == 400 and "Location" not in answer, where
    assert client.get(reverse("lti:login")).status_code == 400
    assert (
        client.get(
            reverse("lti:login"),
            {"iss": "https://elsewhere.example", "login_hint": "1", "target_link_uri": target(settings)},
        ).status_code
        == 400
    )
    query = ours.login_url(target(settings)).replace("http://testserver", "")
    assert client.get(query.replace("lti_deployment_id=1", "lti_deployment_id=2")).status_code == 400
    actions.end_platform(cast["jo"], platform=linked.platform)
    assert client.get(query).status_code == 400
    assert not Opening.objects.exists()


def test_the_platform_may_change_its_keys_and_what_it_withdrew_is_not_believed(ours, linked, settings, client):
    where = target(settings)
    assert launched(client, ours, where).status_code == 303
    assert launched(client, ours, where).status_code == 303 and ours.fetched == 1, "they are kept"
    old = (ours.registration.get_platform_private_key(), ours.registration.get_platform_public_key())
    ours.new_keys()
    assert launched(client, ours, where).status_code == 303 and ours.fetched == 2, "read again once"
    new = ours.registration.get_platform_public_key()
    ours.registration.set_platform_private_key(old[0]).set_platform_public_key(new)
    assert launched(client, ours, where).status_code == 400 and why() == "unknown-key" and ours.fetched == 3
    for _ in range(8):
        launched(client, ours, where)
    assert ours.fetched <= 1 + 6, "an unknown key asks for them so often and no more"
    Platform.objects.update(keys_at=timezone.now() - timedelta(hours=13))
    launched(client, ours, where)
    assert ours.fetched <= 8


def test_a_rotation_without_the_new_key_is_refused(ours, linked, settings, client):
    """The platform signs with a key that its set does not show."""
    where = target(settings)
    assert launched(client, ours, where).status_code == 303
    ours.registration.set_platform_private_key(pem_pair()[0])
    assert launched(client, ours, where).status_code == 400 and why() == "unknown-key"


def test_keys_that_cannot_be_read_are_refused_without_a_fault(ours, linked, settings, client):
    Platform.objects.update(keys_url=f"{ours.address}/jwks")
    settings.KITH_LTI_ALSO = frozenset()
    answer = client.get(ours.login_url(target(settings)).replace("http://testserver", ""))
    assert answer.status_code == 400, "the host is not allowed any more"


def test_who_comes_too_often_waits(ours, linked, settings, client):
    for _ in range(60):
        client.get(reverse("lti:login"))
    assert client.get(reverse("lti:login")).status_code == 429


NOT_KEPT = {
    "nobody": wrong("sub", "learner\0"),
    "nobody ": wrong("sub", "learner\ud83d"),
    "nonce": signed_again(lambda claims, header, ours: _written(claims, header, ours, nonce="\ud83d")),
    "time": signed_again(lambda claims, header, ours: _written(claims, header, ours, exp=float("nan"))),
    "time ": signed_again(lambda claims, header, ours: _written(claims, header, ours, iat=float("-inf"))),
}


def _written(claims, header, ours, **more):
    """Signed as it stands: the library would not write what is no number of JSON."""
    key = ours.registration.get_platform_private_key()
    return jwt.api_jws.encode(
        json.dumps(claims | more).encode(), key, algorithm="RS256", headers={"kid": header["kid"]}
    )


@pytest.mark.parametrize("reason", NOT_KEPT)
def test_what_no_database_keeps_and_what_is_no_number_is_refused(ours, linked, settings, client, reason):
    where = target(settings)
    message = ours.message(begun(client, ours, where), where)
    form = NOT_KEPT[reason](message, ours)
    assert sent(client, form).status_code == 400 and why() == reason.strip()


def test_a_place_for_results_that_no_database_keeps_is_no_place(ours, linked, settings, client):
    ours.lineitem += "\0"
    answer = launched(client, ours, target(settings))
    assert answer.status_code == 303 and Opening.objects.get().lineitem == ""


def test_keys_that_no_database_keeps_or_no_program_reads_are_refused(ours, linked, settings, client):
    for said in (b'{"keys": [{"kty": "RSA", "kid": "a\\u0000", "n": "AQAB", "e": "AQAB"}]}',):
        assert keys_in(said) == []
    with pytest.raises(Unbelieved):
        keys_in(b'{"keys": ' + b"[" * 100_000 + b"}")


def test_a_platform_that_is_ended_meanwhile_lets_nobody_in(cast, ours, linked, settings, client):
    where = target(settings)
    form = ours.message(begun(client, ours, where), where).lti_launch()
    other = Client()
    believed = launched(other, ours, where)
    assert believed.status_code == 303
    actions.end_platform(cast["jo"], platform=linked.platform)
    assert sent(client, form).status_code == 400 and why() == "platform"
    assert other.get(believed.url).status_code == 400 and not other.session.get("via")


@pytest.mark.parametrize("by", ["the platform’s end", "the link’s end"])
def test_who_came_from_a_platform_is_out_when_the_platform_or_the_link_is_ended(
    cast, ours, linked, settings, client, by
):
    client.get(launched(client, ours, target(settings)).url)
    where = reverse("training:mine")
    assert client.get(where).status_code == 200
    # A session that was opened by a password is the person’s own, and stays.
    own = fresh(Client(), cast["amina"])
    if by == "the platform’s end":
        actions.end_platform(cast["jo"], platform=linked.platform)
    else:
        actions.end_link(cast["amina"], link=linked)
    gone = client.get(where)
    assert gone.status_code == 302 and gone.url.startswith("/sign-in") and "via" not in client.session
    assert own.get(where).status_code == 200


def test_the_way_in_is_over_after_half_an_hour(ours, linked, settings, client):
    answer = launched(client, ours, target(settings))
    Opening.objects.update(verified_at=timezone.now() - timedelta(minutes=31))
    assert client.get(answer.url).status_code == 400 and not client.session.get("via")


def test_a_launch_says_for_whom_it_is(ours, linked, settings, client):
    query = ours.login_url(target(settings)).replace("http://testserver", "")
    assert client.get(query.replace(f"login_hint={WHO}", "login_hint=")).status_code == 400
    assert not Opening.objects.exists()


def test_where_a_result_goes_is_asked_for_by_the_platform_and_lies_on_its_own_host(ours, linked, settings):
    claim, scope = (
        "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint",
        "https://purl.imsglobal.org/spec/lti-ags/scope/",
    )
    platform = Platform.objects.get()
    line = ours.lineitem
    for offered in (
        None,
        [],
        {},
        {"lineitem": line},
        {"lineitem": line, "scope": f"{scope}score"},
        {"lineitem": line, "scope": [f"{scope}lineitem"]},
        {"lineitem": 7, "scope": [f"{scope}score"]},
        {"lineitem": "https://elsewhere.example/7", "scope": [f"{scope}score"]},
        {"lineitem": line + "x" * 1000, "scope": [f"{scope}score"]},
    ):
        assert actions._lineitem(platform, {claim: offered}) == "", offered
    assert actions._lineitem(platform, {claim: {"lineitem": line, "scope": [f"{scope}score"]}}) == line


@pytest.mark.parametrize("said", [{"use": "enc"}, {"alg": "RS512"}, {"kty": "oct", "k": "c2VjcmV0"}, {"bits": 1024}])
def test_a_key_that_is_weak_or_for_something_else_proves_nothing(said):
    key = rsa.generate_private_key(public_exponent=65537, key_size=said.pop("bits", 2048))
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | {"kid": "a"}
    public.pop("key_ops", None)
    token = jwt.encode({"iss": "x"}, key, algorithm="RS256", headers={"kid": "a"})
    if public["n"] and len(public["n"]) > 300:
        assert read(token, [public]) == {"iss": "x"}
    with pytest.raises(Unbelieved, match="^key$"):
        read(token, [public | said])


def test_a_header_that_asks_for_more_than_is_known_is_refused():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key())) | {"kid": "a"}
    public.pop("key_ops", None)
    token = jwt.encode({"iss": "x"}, key, algorithm="RS256", headers={"kid": "a", "crit": ["exp"], "exp": 1})
    with pytest.raises(Unbelieved, match="^algorithm$"):
        read(token, [public])
