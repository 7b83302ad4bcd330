"""One’s own account: what mail says about it is true."""

import pytest
from django.urls import reverse

from kith.audit.models import Entry
from kith.desk.actions import BODY, tell
from kith.desk.models import Mail

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
