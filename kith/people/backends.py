"""Who is signed in, loaded with what every page asks about them."""

from django.contrib.auth.backends import ModelBackend

from .models import Person


class PeopleBackend(ModelBackend):
    """Django's own, which also fetches the person's agency and authority in the same query."""

    def get_user(self, user_id):
        person = Person.objects.select_related("agency", "authority").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
