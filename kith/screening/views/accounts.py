"""How was this reasoned before? The search, the accounts that it finds, and how an account comes to be found."""

import hashlib
import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.asked import answer_at, asked
from kith.access.rules import require
from kith.concerns.actions import note_reading
from kith.concerns.queries import with_record
from kith.decisions.half_typed import half_typed
from kith.people.queries import contacts_of, setting_of
from kith.thresholds.queries import current_document, levels_in, statements_in
from kith.toolkit.queries import examples_holding
from kith.toolkit.words import RING

from .. import actions, queries, rules
from ..forms import AccountForm, AccountReviewForm, AccountWithdrawForm, SeekForm
from ..words import AccountSaid, AccountState


@require_http_methods(["GET", "POST"])
def reasoned(request):
    """Practice examples and earlier decisions of this authority, by what the worker names. It stands in no address."""
    person = request.user
    require(rules.may_search_accounts(person))
    document = current_document(person.authority_id)
    extra = {
        "statements": statements_in(levels_in(document)),
        "harms": queries.harm_kinds(person.authority_id),
    }
    words, _ = asked(request)
    sent = json.loads(words) if words else None
    form = SeekForm(request.POST if request.method == "POST" else sent, **extra)
    if request.method == "POST" and form.is_valid():
        return answer_at(request, json.dumps({name: form.cleaned_data[name] for name in form.fields}))
    context = {
        "form": form,
        "document": document,
        "forgotten": "s" in request.GET and not words,
        "contacts": contacts_of(person, RING),
    }
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        sought = queries.Sought(said["words"], form.texts(), said["harm"], said["context"])
        page = Paginator(queries.accounts_found(person, sought), queries.ACCOUNTS_PAGE).get_page(
            request.GET.get("page")
        )
        left_out = queries.left_out(person.authority_id, said["words"])
        kept = " ".join(queries.compared_words(person.authority_id, said["words"]).values())
        context |= {
            "page": page,
            "groups": queries.by_level(person, sought, page),
            "examples": examples_holding(person, kept),
            "left_out": left_out,
            "words": kept,
        }
    return render(request, "screening/reasoned.html", context)


@require_GET
def account(request, uuid):
    """One account; and which matter it is about, for who may read that matter alone."""
    row = queries.account_for(request.user, uuid)
    reference = queries.matter_of_account(request.user, row)
    return render(
        request,
        "screening/account.html",
        {
            "account": row,
            "reference": reference,
            "may_review": rules.may_review_account(request.user, row),
            "may_rewrite": rules.may_rewrite_account(request.user, row),
            "may_withdraw": rules.may_withdraw_account(request.user, row),
            "is_released": row.state == AccountState.RELEASED,
        },
    )


def _marked(texts: list[str]) -> str:
    """What the looker has looked at, so that words that were changed since are looked at anew."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:24]


@require_http_methods(["GET", "POST"])
def write_account(request, reference, uuid):
    """The account of a decision, written from nothing but its level and its statements."""
    decision = queries.decision_for(request.user, reference, uuid)
    known = queries.account_of(request.user, decision)
    may = rules.may_rewrite_account(request.user, known) if known else rules.may_write_account(request.user, decision)
    if known is not None and not may:
        return redirect("screening:account", uuid=known.uuid)
    require(may)
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    harms = queries.harm_kinds(request.user.authority_id)
    initial = None
    if known is not None:
        initial = {name: getattr(known, name) for name in ("harm", "context", *known.WORDS)}
    form = half.form(AccountForm, harms=harms, initial=initial)
    marks: list[str] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        words = {name: said[name] for name in ("circumstances", "relied_on", "reasons", "set_aside")}
        marks = queries.may_point_to_child(request.user, decision, list(words.values()))
        if marks and not (said["looked"] and request.POST.get("stands") == _marked(marks)):
            form.add_error("looked", "Look at what might point to the child. Change it, or say that it does not")
        else:
            try:
                actions.write_account(
                    request.user,
                    decision=decision,
                    harm=said["harm"],
                    harm_words=dict(harms)[said["harm"]],
                    context=said["context"],
                    words=words,
                )
                half.said()
                messages.success(
                    request, "Kept. A second person who works in the matter reads it before anybody finds it."
                )
            except actions.Changed:
                messages.success(request, "A colleague wrote an account of this decision a moment before you.")
            return redirect("screening:decision", reference=reference)
    consultation = with_record(request.user, reference)
    note_reading(request.user, consultation=consultation, how="account")
    return render(
        request,
        "screening/write_account.html",
        {
            "form": form,
            "half": half,
            "decision": decision,
            "known": known,
            "marks": marks,
            "seen": _marked(marks),
            "reference": reference,
            "consultation": consultation,
            "marking": setting_of(consultation.authority, "marking"),
        },
    )


@require_http_methods(["GET", "POST"])
def review_account(request, uuid):
    """A second person reads the account for what would tell which child it was, and releases or returns it."""
    row = queries.account_for(request.user, uuid)
    if row.state != AccountState.WAITS:
        return redirect("screening:account", uuid=uuid)
    require(rules.may_review_account(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(AccountReviewForm)
    if request.method == "POST" and form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            actions.answer_account(
                request.user,
                account=row,
                version=int(request.POST.get("read", "0")) if request.POST.get("read", "").isdecimal() else 0,
                answer=answer,
                reason=form.cleaned_data["reason"],
            )
            half.said()
            released = answer == AccountSaid.RELEASED
            messages.success(
                request, "Released: colleagues find it now." if released else "Returned, with your reason."
            )
            return redirect("screening:account", uuid=uuid)
        except actions.Changed:
            form.add_error(None, "It was written again since you opened this page. Read it again, then answer")
            row = queries.account_for(request.user, uuid)
    consultation = with_record(request.user, row.decision.screening.consultation.reference)
    note_reading(request.user, consultation=consultation, how="account")
    return render(
        request,
        "screening/review_account.html",
        {
            "form": form,
            "half": half,
            "account": row,
            "consultation": consultation,
            "reference": consultation.reference,
            "marks": queries.may_point_to_child(request.user, row.decision, [getattr(row, name) for name in row.WORDS]),
            "marking": setting_of(consultation.authority, "marking"),
        },
    )


@require_http_methods(["GET", "POST"])
def withdraw_account(request, uuid):
    """The account is found no more, with the reason."""
    row = queries.account_for(request.user, uuid)
    if row.state == AccountState.WITHDRAWN:
        return redirect("screening:account", uuid=uuid)
    require(rules.may_withdraw_account(request.user, row))
    half = half_typed(request)
    if half.by_script:
        return half.kept()
    form = half.form(AccountWithdrawForm)
    if request.method == "POST" and form.is_valid():
        actions.withdraw_account(request.user, account=row, reason=form.cleaned_data["reason"])
        half.said()
        messages.success(request, "Withdrawn. No search finds it any more.")
        reference = queries.matter_of_account(request.user, row)
        return redirect("screening:decision", reference=reference) if reference else redirect("screening:reasoned")
    return render(request, "screening/withdraw_account.html", {"form": form, "half": half, "account": row})
