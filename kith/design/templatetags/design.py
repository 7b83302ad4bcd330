"""Components: what more than one page shows, in one markup."""

import datetime
import re
import zoneinfo

from django import template
from django.utils import timezone
from django.utils.html import format_html

register = template.Library()
LONDON = zoneinfo.ZoneInfo("Europe/London")
TAG_COLOURS = ("grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")


@register.simple_tag(takes_context=True)
def any_errors(context) -> bool:
    """True where a form of the page (`form`, or one of `forms`) was refused; the title and summary say so."""
    return bool(context.get("has_error")) or any(form.errors for form in _forms_of(context))


@register.simple_tag(takes_context=True)
def forms_with_errors(context) -> list:
    """The refused forms of the page, in its order."""
    return [form for form in _forms_of(context) if form.errors]


def _forms_of(context) -> list:
    form, forms = context.get("form"), list(context.get("forms") or [])
    return [found for found in [form, *forms] if hasattr(found, "errors")]


@register.inclusion_tag("design/components/task_list.html")
def task_list(tasks, prefix="task") -> dict:
    """Rows with `title`, `url` (or None where it cannot be begun yet), `status`, `done` and perhaps `hint`."""
    return {"tasks": tasks, "prefix": prefix}


@register.inclusion_tag("design/components/summary_list.html")
def summary_list(rows) -> dict:
    """Rows with `key`, `value`, and perhaps `url` and `change` (the hidden words after “Change”)."""
    return {"rows": rows}


@register.inclusion_tag("design/components/tag.html")
def tag(text, colour="grey") -> dict:
    """A coloured word for the state of a record or a page. Never for a child: Kith grades nobody."""
    if colour not in TAG_COLOURS:
        raise template.TemplateSyntaxError(f"A tag is one of {', '.join(TAG_COLOURS)}, not {colour}.")
    return {"text": text, "colour": colour}


@register.inclusion_tag("design/components/notification_banner.html")
def notification_banner(messages) -> dict:
    """What was just done, from Django's messages; at the top of the page that follows."""
    return {"messages": messages}


@register.inclusion_tag("design/components/pagination.html", takes_context=True)
def pagination(context, page, name="page", label="Pages of results") -> dict:
    """Previous and next for a Django `Page`; the rest of the address stays as it is."""

    def address(number: int) -> str:
        query = context["request"].GET.copy() if context.get("request") else None
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "label": label,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.filter
def tel(number) -> str:
    """A telephone number that a tap rings, kept on one line; other words than a number stay as they are."""
    text = str(number or "").strip()
    if not re.fullmatch(r"\+?[0-9 ()-]{3,20}", text):
        return text
    return format_html(
        '<a class="govuk-link kith-nowrap" href="tel:{}">{}</a>', re.sub(r"[^0-9+]", "", text.replace("(0)", "")), text
    )


def _in_london(moment):
    """A moment as London's clock shows it; a date is already one."""
    if isinstance(moment, datetime.datetime) and timezone.is_aware(moment):
        return moment.astimezone(LONDON)
    return moment


@register.filter
def day(moment) -> str:
    """“9 June 2026”, in London; nothing for nothing."""
    if not moment:
        return ""
    moment = _in_london(moment)
    return f"{moment.day} {moment:%B %Y}"


@register.filter
def weekday(moment) -> str:
    """“Monday 9 June 2026”, in London."""
    return f"{_in_london(moment):%A} {day(moment)}" if moment else ""


@register.filter
def clock(moment) -> str:
    """“2:10pm”, in London."""
    if moment is None or moment == "":
        return ""
    # A time of day stands as it was agreed; an instant is told in London.
    moment = moment if isinstance(moment, datetime.time) else _in_london(moment)
    return f"{moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"


@register.filter
def day_and_time(moment) -> str:
    """“Monday 9 June 2026 at 2:10pm”, in London."""
    return f"{weekday(moment)} at {clock(moment)}" if moment else ""


@register.filter
def has_passed(date) -> bool:
    """True of a day before today. A page that compares with a `today` of its own is wrong in silence where none is given."""
    return bool(date) and date < timezone.localdate()


@register.filter
def has_come(date) -> bool:
    """True of today and of any day before."""
    return bool(date) and date <= timezone.localdate()


@register.filter
def is_today(date) -> bool:
    """True of this day."""
    return bool(date) and date == timezone.localdate()


@register.filter
def sentence(text) -> str:
    """The words with a full stop, where they end without one."""
    text = str(text or "").rstrip()
    return text if not text or text[-1] in ".!?…" or text[-2:] in (".”", "!”", "?”", ".)", "!)", "?)") else f"{text}."
