"""Pages of who receives requests for each agency, and of who is vetted how far."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.rules import NotFound, require

from . import actions, queries, rules
from .forms import AbsenceForm, ReceiverForm, VettingForm


@require_GET
def receivers(request):
    """Every agency, who receives requests for it today, and where there is a gap."""
    today = timezone.localdate()
    rows = [
        {
            "agency": agency,
            "contact": contact,
            "today": queries.receiving(contact, on=today) if contact else [],
            "late": contact is not None and contact.is_late(today),
            "away": [one for one in contact.absences.all() if one.last_day >= today] if contact else [],
            "may": rules.may_designate(request.user, agency),
        }
        for agency, contact in queries.agencies_of(request.user)
    ]
    may_vet = request.user.holds(*rules.VETTING_ROLES)
    return render(request, "people/receivers.html", {"rows": rows, "may_vet": may_vet})


def _agency(request, key: str):
    agency = queries.agency_of(request.user, key)
    if agency is None:
        raise NotFound
    require(rules.may_designate(request.user, agency))
    return agency


def _choices(people) -> list[tuple[str, str]]:
    return [(str(p.uuid), p.name_and_title) for p in people]


@require_http_methods(["GET", "POST"])
def receiver(request, key):
    """Who receives requests for one agency, and who is away when."""
    agency = _agency(request, key)
    people = queries.people_of_agency(agency)
    by_uuid = {str(person.uuid): person for person in people}
    contact = queries.contact_of_agency(agency)
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
    form = ReceiverForm(request.POST if act == "designate" else None, initial=initial, people=_choices(people))
    away = AbsenceForm(request.POST if act == "away" else None, people=_choices(people))
    if act == "designate" and form.is_valid():
        said = dict(form.cleaned_data)
        person, deputy = by_uuid[said.pop("person")], by_uuid[said.pop("deputy")]
        actions.designate_receiver(request.user, agency=agency, person=person, deputy=deputy, **said)
        messages.success(request, f"{person.name} receives requests for {agency.name} now.")
        return redirect("people:receivers")
    if act == "away" and contact is not None and away.is_valid():
        said = away.cleaned_data
        actions.keep_absence(
            request.user,
            agency=agency,
            first_day=said["first_day"],
            last_day=said["last_day"],
            cover=by_uuid.get(said["cover"]),
        )
        messages.success(request, "Kept. The cover takes effect on the first day.")
        return redirect("people:receivers")
    return render(
        request,
        "people/receiver.html",
        {"form": form, "away": away, "forms": [away], "agency": agency, "contact": contact},
    )


@require_POST
def assure(request, key):
    """It was looked at today and is still right."""
    agency = _agency(request, key)
    if queries.contact_of_agency(agency) is None:
        raise NotFound
    actions.assure_receiver(request.user, agency=agency)
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
    actions.remove_absence(request.user, agency=agency, first_day=days[0], last_day=days[1])
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
    actions.confirm_vetting(request.user, vetting=_vetting(request, uuid))
    messages.success(request, "Confirmed. It counts from now on.")
    return redirect("people:vettings")


@require_POST
def withdraw_vetting(request, uuid):
    """It opens nothing any more."""
    actions.withdraw_vetting(request.user, vetting=_vetting(request, uuid))
    messages.success(request, "Withdrawn. It opens nothing any more.")
    return redirect("people:vettings")
