from django.urls import path

from .views import consultations, referrals

app_name = "concerns"
urlpatterns = [
    path("", consultations.mine, name="mine"),
    path("start", consultations.start, name="start"),
    path("emergency", consultations.emergency, name="emergency"),
    path("referral-form", referrals.template, name="referral-template"),
    path("<str:reference>/write", consultations.tasks, name="tasks"),
    path("<str:reference>/write/check", consultations.check, name="check"),
    path("<str:reference>/write/discard", consultations.discard, name="discard"),
    path("<str:reference>/write/<slug:section>", consultations.section, name="section"),
    path("<str:reference>", consultations.consultation, name="consultation"),
    path("<str:reference>/note", consultations.note, name="note"),
    path("<str:reference>/about-the-child", consultations.complete, name="complete"),
    path("<str:reference>/equality", consultations.complete_equality, name="complete-equality"),
    path("<str:reference>/who-can-see", consultations.who, name="who"),
    path("<str:reference>/give-part", consultations.give_part, name="give-part"),
    path("<str:reference>/end-part", consultations.end_part, name="end-part"),
    path("<str:reference>/hand-over", consultations.hand_over, name="hand-over"),
    path("<str:reference>/conflict-of-interest", consultations.bar, name="bar"),
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
