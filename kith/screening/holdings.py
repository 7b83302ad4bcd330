"""What a person can hold of this room: screenings, steps, and answers that they owe. All are seen with their matter."""

from django.urls import reverse

from kith.concerns.queries import ROLES, OfMatter
from kith.concerns.words import MATTER_OPEN
from kith.people.queries import members_of
from kith.people.rules import Held, KindOfRow, register
from kith.people.words import SCREENING_ROLES, Role

from . import actions, rules
from .models import Disagreement, MatchNotice, Question, Screening, SignOff, Step
from .words import OPEN


class _Rows(KindOfRow, OfMatter):
    """One row of this room, seen with its matter and held by who may hold something in it."""

    def may_take(self, person, held, *, of) -> bool:
        return OfMatter.may_take(self, person, held, of=of) and super().may_take(person, held, of=of)


class Screenings(_Rows):
    """Screenings that the person has, or for which they are on duty until a specialist takes them on."""

    key, title = "screening", "Screenings"

    def rows(self):
        rows = Screening.objects.filter(state__in=OPEN).select_related("consultation__raised_by", "owner")
        return rows.order_by("due_on", "pk")

    def one(self, held):
        return self.rows().filter(consultation__reference=held.key).first()

    def held_by(self, person) -> list[Held]:
        return [
            Held(
                self.key,
                row.consultation.reference,
                f"Screening: {row.get_state_display().lower()}",
                reverse("screening:workspace", args=[row.consultation.reference]),
                row.consultation.reference,
                row.due_on,
                tuple(SCREENING_ROLES),
                row.team_id,
            )
            for row in self.rows().filter(owner=person)
        ]

    def fits(self, person, row) -> bool:
        return rules.is_screener(person, row)

    def heirs(self, held, *, of) -> list:
        row = self.one(held)
        team = [p for p in members_of([row.team_id]) if rules.is_screener(p, row)] if row is not None else []
        return [*team, *super().heirs(held, of=of)]

    def may_inherit(self, person, held, *, of) -> bool:
        row = self.one(held)
        return row is not None and person.pk != of.pk and rules.may_have_screening(person, row)

    def move(self, by, row, of, to) -> None:
        actions.take_over_screening(by, screening=row, of=of, to=to)


class Steps(_Rows):
    """Steps that the person has still to take."""

    key, title = "step", "Steps to take"

    def rows(self):
        rows = Step.objects.filter(done_at__isnull=True, pathway__stopped_at__isnull=True)
        return rows.select_related("pathway__decision__screening__consultation").order_by("due_on", "pk")

    def held_by(self, person) -> list[Held]:
        found = []
        for row in self.rows().filter(owner=person):
            consultation = row.pathway.decision.screening.consultation
            url = f"{reverse('screening:decision', args=[consultation.reference])}#step-{row.uuid}"
            words = f"{row.pathway.title}: {row.title}"
            found.append(Held(self.key, str(row.uuid), words, url, consultation.reference, row.due_on, ROLES))
        return found

    def move(self, by, row, of, to) -> None:
        actions.take_over_step(by, step=row, of=of, to=to)


class Questions(_Rows):
    """Questions of a specialist that the person was asked."""

    key, title = "question", "Questions to answer"

    def rows(self):
        rows = Question.objects.filter(answered_at__isnull=True, screening__consultation__state__in=MATTER_OPEN)
        return rows.select_related("screening__consultation", "asked_by").order_by("due_on", "pk")

    def held_by(self, person) -> list[Held]:
        found = []
        for row in self.rows().filter(asked_of=person):
            reference = row.screening.consultation.reference
            url = reverse("screening:decision", args=[reference])
            words = f"A question of {row.asked_by.name}"
            found.append(Held(self.key, str(row.uuid), words, url, reference, row.due_on, ROLES))
        return found

    def move(self, by, row, of, to) -> None:
        actions.take_over_question(by, question=row, of=of, to=to)


class SignOffs(_Rows):
    """Decisions that wait for the person’s signature."""

    key, title = "sign-off", "Sign-offs asked of them"

    def rows(self):
        rows = SignOff.objects.filter(answered_at__isnull=True)
        return rows.select_related("decision__screening__consultation").order_by("due_on", "pk")

    def held_by(self, person) -> list[Held]:
        found = []
        for row in self.rows().filter(asked_of=person):
            reference = row.decision.screening.consultation.reference
            url = reverse("screening:to-answer", args=[reference])
            roles = (str(Role.MANAGER),)
            found.append(Held(self.key, str(row.uuid), row.asked_words, url, reference, row.due_on, roles))
        return found

    def fits(self, person, row) -> bool:
        return rules.may_be_asked_to_sign(person, row)

    def move(self, by, row, of, to) -> None:
        actions.take_over_sign_off(by, sign_off=row, of=of, to=to)


class Disagreements(_Rows):
    """Professional disagreements that the person was named to answer."""

    key, title = "disagreement", "Disagreements to answer"

    def rows(self):
        rows = Disagreement.objects.filter(answered_at__isnull=True)
        return rows.select_related("decision__screening__consultation").order_by("due_on", "pk")

    def held_by(self, person) -> list[Held]:
        found = []
        for row in self.rows().filter(to=person):
            reference = row.decision.screening.consultation.reference
            url = reverse("screening:to-answer", args=[reference])
            roles = (str(Role.MANAGER),)
            words = "Professional disagreement"
            found.append(Held(self.key, str(row.uuid), words, url, reference, row.due_on, roles))
        return found

    def fits(self, person, row) -> bool:
        return rules.may_be_told_of_disagreement(person, row)

    def move(self, by, row, of, to) -> None:
        actions.take_over_disagreement(by, disagreement=row, of=of, to=to)


class Matches(_Rows):
    """That a worry elsewhere may be about a child of theirs, which the person was asked and has not said."""

    key, title = "match", "Whether a record may be about the same child"

    def rows(self):
        rows = MatchNotice.objects.filter(answered_at__isnull=True, about__state__in=MATTER_OPEN)
        return rows.select_related("about").order_by("at", "pk")

    def held_by(self, person) -> list[Held]:
        found = []
        for row in self.rows().filter(told=person):
            url = reverse("screening:match", args=[row.about.reference, row.uuid])
            words = "May be about the same child as another consultation"
            found.append(Held(self.key, str(row.uuid), words, url, row.about.reference, roles=ROLES))
        return found

    def fits(self, person, row) -> bool:
        return person.pk != row.specialist_id

    def move(self, by, row, of, to) -> None:
        actions.take_over_match(by, notice=row, of=of, to=to)


for _kind in (Screenings(), Steps(), Questions(), SignOffs(), Disagreements(), Matches()):
    register(_kind)
