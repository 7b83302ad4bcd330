"""De-identified accounts of decisions: written by one person, released by another, withdrawn by either."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from kith.access.rules import require
from kith.audit.actions import record
from kith.toolkit.queries import as_compared

from .. import rules
from ..events import AccountAnswered, AccountWithdrawn, AccountWritten
from ..models import AccountAnswer, AccountStatement, ReasoningAccount, ScreeningDecision
from ..words import AccountSaid, AccountState
from .holding import Changed


def _locked_account(account: ReasoningAccount) -> ReasoningAccount:
    rows = ReasoningAccount.objects.select_for_update(of=("self",)).select_related("decision__screening__consultation")
    return rows.get(pk=account.pk)


def _subject(account: ReasoningAccount) -> str:
    """The matter that it is about; once that is forgotten, the account itself."""
    if account.decision is None:
        return f"account:{account.uuid}"
    return account.decision.screening.consultation.subject


@transaction.atomic
def write_account(by, *, decision: ScreeningDecision, harm: str, harm_words: str, context: str, words: dict[str, str]):
    """The account waits for a second person. It holds the decision's level and statements, and nothing else of it.

    Written again while it waits or was returned, the new words stand in place of the old, which nobody else has used.
    """
    account = ReasoningAccount.objects.filter(decision=decision).exclude(state=AccountState.WITHDRAWN).first()
    account = _locked_account(account) if account is not None else None
    if account is None:
        require(rules.may_write_account(by, decision))
        account = ReasoningAccount(authority_id=decision.screening.authority_id, decision=decision, written_by=by)
    else:
        require(rules.may_rewrite_account(by, account))
        account.version += 1
    account.decided_on = timezone.localdate(decision.made_at)
    account.level, account.level_words = decision.level, decision.level_words
    account.harm, account.harm_words, account.context = harm, harm_words, context
    for name in ReasoningAccount.WORDS:
        setattr(account, name, words[name])
    account.stems = as_compared(" ".join(words[name] for name in ReasoningAccount.WORDS))
    account.state, account.written_at = AccountState.WAITS, timezone.now()
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise Changed from None  # a colleague wrote one a moment before
    account.statements.all().delete()
    AccountStatement.objects.bulk_create(
        AccountStatement(
            account=account,
            statement_id=row.statement_id,
            order=row.order,
            level_words=row.level_words,
            text=row.text,
        )
        for row in decision.cited.all()
    )
    record(AccountWritten(subject=_subject(account)), by=by)
    return account


@transaction.atomic
def answer_account(by, *, account: ReasoningAccount, version: int, answer: str, reason: str = "") -> None:
    """The account is released to colleagues of the authority, or returned to who wrote it with a reason.

    Raises Changed where it was written again since the page was opened: nobody releases what they have not read.
    """
    account = _locked_account(account)
    require(rules.may_review_account(by, account))
    if account.version != version:
        raise Changed
    if answer not in (AccountSaid.RELEASED, AccountSaid.RETURNED):
        raise ValueError("An account is released or returned.")
    AccountAnswer.objects.create(account=account, answer=answer, reason=reason, by=by)
    account.state = AccountState.RELEASED if answer == AccountSaid.RELEASED else AccountState.RETURNED
    account.save(update_fields=["state"])
    record(AccountAnswered(subject=_subject(account), answer=str(answer)), by=by)


@transaction.atomic
def withdraw_account(by, *, account: ReasoningAccount, reason: str) -> None:
    """No search finds the account any more; who works in the matter still reads it, and why it was withdrawn."""
    account = _locked_account(account)
    require(rules.may_withdraw_account(by, account))
    AccountAnswer.objects.create(account=account, answer=AccountSaid.WITHDRAWN, reason=reason, by=by)
    account.state = AccountState.WITHDRAWN
    account.save(update_fields=["state"])
    record(AccountWithdrawn(subject=_subject(account)), by=by)
