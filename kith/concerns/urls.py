from django.urls import path

from .views import parts, record, referrals, writing

app_name = "concerns"
urlpatterns = [
    path("", writing.mine, name="mine"),
    path("start", writing.start, name="start"),
    path("emergency", parts.emergency, name="emergency"),
    path("referral-form", referrals.template, name="referral-template"),
    path("<str:reference>/write", writing.tasks, name="tasks"),
    path("<str:reference>/write/check", writing.check, name="check"),
    path("<str:reference>/write/discard", writing.discard, name="discard"),
    path("<str:reference>/write/<slug:section>", writing.section, name="section"),
    path("<str:reference>", record.consultation, name="consultation"),
    path("<str:reference>/note", record.note, name="note"),
    path("<str:reference>/about-the-child", record.complete, name="complete"),
    path("<str:reference>/equality", record.complete_equality, name="complete-equality"),
    path("<str:reference>/who-can-see", parts.who, name="who"),
    path("<str:reference>/give-part", parts.give_part, name="give-part"),
    path("<str:reference>/end-part", parts.end_part, name="end-part"),
    path("<str:reference>/hand-over", parts.hand_over, name="hand-over"),
    path("<str:reference>/conflict-of-interest", parts.bar, name="bar"),
    path("<str:reference>/referral", referrals.referral, name="referral"),
    path("<str:reference>/referral/prepare", referrals.prepare, name="prepare-referral"),
    path("<str:reference>/referral/check", referrals.check, name="referral-check"),
    path("<str:reference>/referral/pdf", referrals.as_pdf, name="referral-pdf"),
    path("<str:reference>/referral/docx", referrals.as_docx, name="referral-docx"),
    path("<str:reference>/referral/no-time", referrals.urgent, name="referral-urgent"),
    path("<str:reference>/referral/sent", referrals.sent, name="referral-sent"),
    path("<str:reference>/referral/acknowledged", referrals.acknowledged, name="referral-acknowledged"),
    path("<str:reference>/referral/outcome", referrals.outcome, name="referral-outcome"),
]
