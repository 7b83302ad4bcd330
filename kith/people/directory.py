"""Pages of who receives requests for each agency, and of who is vetted how far."""

import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound, require

from . import actions, queries, rules
from .forms import AbsenceForm, ReceiverForm, SubjectForm, VettingForm
from .words import DESIGNATED, ContactSubject, choices_of


@require_GET
def receivers(request):
    """Every agency, whom it has named for what, who is there today, and where there is or will be a gap."""
    person, today = request.user, timezone.localdate()
    ahead, designated = queries.gaps_ahead_for(person), queries.designated_in(person)
    rows = [
        {
            "agency": agency,
            "contacts": [
                {
                    "standing": queries.standing_of(contact, today=today, ahead=ahead),
                    "away": [one for one in contact.absences.all() if one.last_day >= today],
                }
                for contact in designated.get(agency.pk, [])
            ],
            "receives": received is not None,
            "may": rules.may_designate(person, agency),
        }
        for agency, received in queries.agencies_of(person)
    ]
    return render(
        request,
        "people/receivers.html",
        {
            "rows": rows,
            "may_vet": person.holds(*rules.VETTING_ROLES),
            "alone": queries.held_alone_in(person),
            "information": ContactSubject.INFORMATION.value,
        },
    )


def _agency(request, key: str):
    agency = queries.agency_of(request.user, key)
    if agency is None:
        raise NotFound
    require(rules.may_designate(request.user, agency))
    return agency


def _for(request, agency) -> dict[str, str]:
    """For which subject and which step of a pathway somebody is named, as the page or its form says."""
    asked = request.POST if request.method == "POST" else request.GET
    subject, step = asked.get("subject") or ContactSubject.INFORMATION.value, asked.get("step") or ""
    require(subject in DESIGNATED and (not step or step in dict(rules.pathway_steps(agency.authority_id))))
    return {"subject": subject, "step": step}


@require_http_methods(["GET", "POST"])
def name_for(request, key):
    """For what an agency names somebody: a subject, and perhaps one step of a pathway alone."""
    agency = _agency(request, key)
    steps = rules.pathway_steps(agency.authority_id)
    form = SubjectForm(request.POST or None, subjects=queries.subjects_to_designate(), steps=steps)
    if request.method == "POST" and form.is_valid():
        query = {name: text for name, text in form.cleaned_data.items() if text}
        return redirect(f"{reverse('people:receiver', args=[agency.key])}?{urlencode(query)}")
    return render(request, "people/name_for.html", {"form": form, "agency": agency})


@require_http_methods(["GET", "POST"])
def receiver(request, key):
    """Whom one agency has named for a subject, and who is away when; requests for information where none is said."""
    agency = _agency(request, key)
    about = _for(request, agency)
    people = queries.people_of_agency(agency)
    by_uuid = {str(person.uuid): person for person in people}
    contact = queries.contact_of_agency(agency, **about)
    initial = {}
    if contact is not None:
        initial = {
            "person": str(contact.person.uuid) if contact.person else "",
            "deputy": str(contact.deputy.uuid) if contact.deputy else "",
            "telephone": contact.telephone,
            "hours": contact.hours,
            "out_of_hours": contact.out_of_hours,
        }
    act = request.POST.get("act", "")
    form = ReceiverForm(request.POST if act == "designate" else None, initial=initial, people=choices_of(people))
    others = [person for person in people if contact is None or person.pk != contact.person_id]
    away = AbsenceForm(request.POST if act == "away" else None, people=choices_of(others))
    what = ContactSubject(about["subject"]).label
    if act == "designate" and form.is_valid():
        said = dict(form.cleaned_data)
        person, deputy = by_uuid[said.pop("person")], by_uuid[said.pop("deputy")]
        actions.designate_receiver(request.user, agency=agency, person=person, deputy=deputy, **said, **about)
        messages.success(request, f"{person.name} is named for {agency.name} now: {what.lower()}.")
        return redirect("people:receivers")
    if act == "away" and contact is not None and away.is_valid():
        said = away.cleaned_data
        actions.keep_absence(
            request.user,
            agency=agency,
            first_day=said["first_day"],
            last_day=said["last_day"],
            cover=by_uuid.get(said["cover"]),
            **about,
        )
        messages.success(request, "Kept. The cover takes effect on the first day.")
        return redirect("people:receivers")
    return render(
        request,
        "people/receiver.html",
        {
            "form": form,
            "away": away,
            "forms": [away],
            "agency": agency,
            "contact": contact,
            "about": about,
            "what": what,
            "step_title": dict(rules.pathway_steps(agency.authority_id)).get(about["step"], ""),
            "requests": about["subject"] == ContactSubject.INFORMATION,
        },
    )


@require_POST
def assure(request, key):
    """It was looked at today and is still right."""
    agency = _agency(request, key)
    about = _for(request, agency)
    if queries.contact_of_agency(agency, **about) is None:
        raise NotFound
    actions.assure_receiver(request.user, agency=agency, **about)
    messages.success(request, "Checked today.")
    return redirect("people:receivers")


@require_POST
def back(request, key):
    """Nobody is away on these days after all."""
    agency = _agency(request, key)
    days = []
    for name in ("first_day", "last_day"):
        try:
            days.append(datetime.date.fromisoformat(request.POST.get(name, "")))
        except ValueError:
            raise NotFound from None
    about = _for(request, agency)
    actions.remove_absence(request.user, agency=agency, first_day=days[0], last_day=days[1], **about)
    messages.success(request, "Taken back.")
    return redirect("people:receivers")


@require_http_methods(["GET", "POST"])
def vettings(request):
    """Who is vetted how far, and until when; entering one, which a second person confirms."""
    people = {str(p.uuid): p for p in queries.colleagues_of_authority(request.user)}
    levels = {level.key: level for level in queries.vetting_levels()}
    form = VettingForm(
        request.POST or None,
        people=[(key, f"{p.name}, {p.agency.name}") for key, p in people.items()],
        levels=[(key, level.name) for key, level in levels.items()],
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.enter_vetting(
            request.user,
            person=people[said["person"]],
            level=levels[said["level"]],
            issuer=said["issuer"],
            last_day=said["last_day"],
        )
        messages.success(request, "Entered. It counts once a second person has confirmed it.")
        return redirect("people:vettings")
    rows = [
        {
            "vetting": row,
            "over": row.last_day < timezone.localdate(),
            "may_confirm": rules.may_confirm_vetting(request.user, row),
            "may_withdraw": rules.may_withdraw_vetting(request.user, row),
        }
        for row in queries.vettings_in(request.user)
    ]
    return render(request, "people/vettings.html", {"form": form, "rows": rows})


def _vetting(request, uuid):
    row = queries.vetting_for(request.user, uuid)
    if row is None:
        raise NotFound
    return row


@require_POST
def confirm_vetting(request, uuid):
    """A second person confirms it."""
    row = _vetting(request, uuid)
    actions.confirm_vetting(request.user, vetting=row)
    stands = row.withdrawn_at is None
    messages.success(
        request, "Confirmed. It counts from now on." if stands else "It was confirmed, and withdrawn since."
    )
    return redirect("people:vettings")


@require_POST
def withdraw_vetting(request, uuid):
    """It opens nothing any more."""
    actions.withdraw_vetting(request.user, vetting=_vetting(request, uuid))
    messages.success(request, "Withdrawn. It opens nothing any more.")
    return redirect("people:vettings")
