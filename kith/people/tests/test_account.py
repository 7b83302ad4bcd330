"""One’s own account: mail, tokens and sessions do what the page says."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.audit.models import Entry
from kith.config.access_table import TABLE
from kith.demo.cast import PASSWORD
from kith.desk.actions import BODY, tell
from kith.desk.models import Mail
from kith.desk.tests.factories import fresh, raised
from kith.people.actions import MadeBefore, digest_of, make_token, withdraw_token
from kith.people.models import Token
from kith.people.queries import live_token
from tests.pages import CheckedClient

pytestmark = pytest.mark.django_db


def test_mail_is_switched_off_and_on_where_the_message_says(client, cast):
    assert "account page" in BODY
    client.force_login(cast["amina"])
    page = client.get(reverse("people:account")).content.decode()
    assert "Switch e-mail off" in page
    client.post(reverse("people:mail"), {"mail": "off"})
    assert "Switch e-mail on" in client.get(reverse("people:account")).content.decode()
    cast["amina"].refresh_from_db()
    tell(cast["amina"], kind="decided", reference="K-22222222")
    assert not cast["amina"].wants_mail and not Mail.objects.filter(person=cast["amina"]).exists()
    client.post(reverse("people:mail"), {"mail": "off"})
    assert Entry.objects.filter(verb="person.mail-switched").count() == 1, "what is so already is no act"
    client.post(reverse("people:mail"), {"mail": "on"})
    cast["amina"].refresh_from_db()
    assert cast["amina"].wants_mail
    assert client.post(reverse("people:mail"), {"mail": "perhaps"}).status_code == 404


def stale(client, person):
    """Signed in, with a password that was given 310 seconds ago."""
    fresh(client, person)
    session = client.session
    session["fresh_at"] -= 310
    session.save()


def test_a_token_asks_for_a_password_given_lately(client, cast):
    amina, where = cast["amina"], reverse("people:new-token")
    stale(client, amina)
    form = {"name": "case system", "days": "365", "scope": "everything"}
    for answer in (client.get(where), client.post(where, form)):
        assert answer.status_code in (302, 307) and answer.url.startswith(reverse("people:confirm"))
    assert client.post(reverse("people:account"), form).status_code == 405
    assert not Token.objects.exists()
    fresh(client, amina)
    secret = re.search(r"kith_[\w-]+", client.post(where, form).content.decode())[0]
    assert live_token(digest_of(secret)).person == amina
    page = client.get(reverse("people:account")).content.decode()
    assert "case system" in page and ", made " in page and "never used" in page and secret not in page
    client.get("/api/v1/consultations", headers={"Authorization": f"Bearer {secret}"})
    assert "last used" in client.get(reverse("people:account")).content.decode()


def test_after_the_password_a_document_is_saved_from_a_page_that_leads_back(client, cast):
    """A browser stays where it is when it saves a file: it must not stay on the question for the password."""
    consultation = raised(cast["amina"], name="Megan", named=True)
    page = reverse("desk:chronology", args=[consultation.reference])
    document = reverse("desk:chronology-json", args=[consultation.reference])
    stale(client, cast["amina"])
    asked = client.get(document, headers={"Referer": f"http://testserver{page}?part=2"}, follow=True)
    text = asked.content.decode()
    assert "Give your password again" in text and f'href="{page}"' in text
    given = {"password": PASSWORD, "next": document, "came": page}
    answer = client.post(reverse("people:confirm"), given, follow=True)
    text = answer.content.decode()
    assert "Save the document" in text and f'href="{document}"' in text and f'href="{page}"' in text
    assert client.get(document)["Content-Disposition"].startswith("attachment")
    elsewhere = client.post(reverse("people:confirm"), given | {"came": "https://example.org/"}, follow=True)
    assert "example.org" not in elsewhere.content.decode()
    stale(client, cast["amina"])
    assert "Your password" in client.get(answer.redirect_chain[-1][0]).content.decode(), "later it is asked again"


def test_every_door_that_saves_a_file_says_so():
    """By what the views give: a fresh door without the word would leave the browser at the question for the password."""
    files = {name for name, door in TABLE.items() if door.fresh and name.endswith(("-pdf", "-docx", "-json", "-csv"))}
    assert files and {name for name in files if not TABLE[name].file} == set()


def test_a_second_click_shows_the_one_token_and_makes_no_other(client, cast):
    amina, where = cast["amina"], reverse("people:new-token")
    fresh(client, amina)
    once = re.search(r'name="once" value="([^"]+)"', client.get(where).content.decode())[1]
    form = {"name": "case system", "days": "90", "scope": "everything", "once": once}
    shown = [re.search(r"kith_[\w-]+", client.post(where, form).content.decode())[0] for _ in range(2)]
    assert shown[0] == shown[1] and Token.objects.count() == 1 and Entry.objects.filter(verb="token.made").count() == 1
    assert live_token(digest_of(shown[0])).person == amina and once not in str(Token.objects.values())
    feed = client.post(where, form | {"scope": "feed"}).content.decode()
    assert shown[0] not in feed and Token.objects.count() == 2, "asked for otherwise, it is another token"
    fresh(client, cast["bola"])
    theirs = client.post(where, form).content.decode()
    assert shown[0] not in theirs and Token.objects.filter(person=cast["bola"]).count() == 1
    fresh(client, amina)
    Token.objects.update(created=timezone.now() - timedelta(minutes=11))
    late = client.post(where, form).content.decode()
    assert "kith_" not in late and "was made already" in late and Token.objects.filter(person=amina).count() == 2
    again = re.search(r'name="once" value="([^"]+)"', late)[1]
    assert again != once and "kith_" in client.post(where, form | {"once": again}).content.decode()


def test_a_token_that_was_withdrawn_is_not_shown_again(client, cast):
    make = {"person": cast["amina"], "name": "case system", "once_key": "a"}
    token, _ = make_token(cast["amina"], **make)
    withdraw_token(cast["amina"], token=token)
    with pytest.raises(MadeBefore):
        make_token(cast["amina"], **make)


def test_the_trail_says_which_token_read(client, cast):
    consultation = raised(cast["amina"], name="Megan", named=True)
    token, secret = make_token(cast["amina"], person=cast["amina"], name="case system")
    where = f"/api/v1/consultations/{consultation.reference}"
    assert client.get(where, headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    read = Entry.objects.get(verb="consultation.read")
    assert read.session == f"token:{token.mark}"
    assert Entry.objects.get(verb="token.made").details == {"token": token.mark, "scope": "everything"}
    assert secret not in str([entry.written() for entry in Entry.objects.all()])
    fresh(client, cast["amina"])
    client.get(reverse("concerns:consultation", args=[consultation.reference]))
    assert not Entry.objects.filter(verb="consultation.read").latest("seq").session.startswith("token:")


def test_signing_out_everywhere_else_ends_other_sessions_and_tokens(client, cast):
    amina, elsewhere, bola = cast["amina"], CheckedClient(), CheckedClient()
    for browser, person in ((client, amina), (elsewhere, amina), (bola, cast["bola"])):
        browser.force_login(person)
    _, secret = make_token(amina, person=amina, name="case system")
    _, theirs = make_token(cast["bola"], person=cast["bola"], name="case system")
    client.post(reverse("people:end-sessions"))
    assert client.get(reverse("people:account")).status_code == 200
    assert elsewhere.get(reverse("people:account")).status_code == 302
    assert bola.get(reverse("people:account")).status_code == 200
    assert live_token(digest_of(secret)) is None and live_token(digest_of(theirs)) is not None
    assert Entry.objects.filter(verb="token.withdrawn").count() == 1


NEW = "otter lantern ploughs sky"


def change(client, **typed):
    form = {"password": PASSWORD, "new_password1": NEW, "new_password2": NEW, **typed}
    return client.post(reverse("people:password"), form)


def test_a_password_is_changed_and_what_was_opened_with_the_last_one_ends(client, cast):
    amina, elsewhere = cast["amina"], CheckedClient()
    client.force_login(amina)
    elsewhere.force_login(amina)
    _, secret = make_token(amina, person=amina, name="case system")
    assert change(client).url == reverse("people:account")
    assert client.get(reverse("people:account")).status_code == 200, "here the session goes on"
    assert elsewhere.get(reverse("people:account")).status_code == 302
    assert live_token(digest_of(secret)) is None
    amina.refresh_from_db()
    assert amina.check_password(NEW) and not amina.check_password(PASSWORD)
    changed = Entry.objects.get(verb="person.password-changed")
    assert changed.changed == ["password"] and changed.hashes == {}, "of a password not even a hash is in the trail"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "not my password at all"}, "That is not your password"),
        ({"new_password2": "otter lantern ploughs sea"}, "The two new passwords differ"),
        ({"new_password1": "short words", "new_password2": "short words"}, "at least 15 characters"),
        ({"new_password1": "1qaz2wsx3edc4rfv", "new_password2": "1qaz2wsx3edc4rfv"}, "too common"),
        ({"new_password1": PASSWORD, "new_password2": PASSWORD}, "not the present one"),
        ({"new_password1": "x" * 129, "new_password2": "x" * 129}, "at most 128 characters"),
    ],
)
def test_a_password_that_will_not_do_is_refused_and_changes_nothing(client, cast, typed, said):
    client.force_login(cast["amina"])
    answer = change(client, **typed)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert NEW not in answer.content.decode() and PASSWORD not in answer.content.decode()
    cast["amina"].refresh_from_db()
    assert cast["amina"].check_password(PASSWORD)


@pytest.mark.parametrize("new", [" " + "ä space and 漢字 " * 7 + " ", "q" * 127 + "z", "all in small letters"])
def test_a_long_password_is_kept_whole_and_no_kind_of_sign_is_asked_for(client, cast, new):
    new = new[:128]
    client.force_login(cast["amina"])
    assert change(client, new_password1=new, new_password2=new).status_code == 302
    cast["amina"].refresh_from_db()
    assert cast["amina"].check_password(new) and not cast["amina"].check_password(new[:-1])


def test_a_first_password_opens_nothing_but_the_page_that_changes_it(client, cast):
    amina = cast["amina"]
    amina.must_change = True
    amina.save()
    client.post(reverse("people:sign-in"), {"email": amina.email, "password": PASSWORD})
    for page in ("desk:home", "concerns:mine", "people:account", "people:new-token"):
        assert client.get(reverse(page)).url == reverse("people:password")
    assert "Make your own password" in client.get(reverse("people:password")).content.decode()
    assert change(client).url == reverse("desk:home")
    assert client.get(reverse("desk:home")).status_code == 200
