from django.urls import path

from .views import cases, meetings, panels

app_name = "panel"
urlpatterns = [
    path("", panels.panels, name="panels"),
    path("new", panels.new, name="new"),
    path("seats/<uuid:uuid>/end", panels.end_seat, name="end-seat"),
    path("meetings/<uuid:uuid>", meetings.meeting, name="meeting"),
    path("meetings/<uuid:uuid>/who-came", meetings.attendance, name="who-came"),
    path("meetings/<uuid:uuid>/held", meetings.held, name="held"),
    path("meetings/<uuid:uuid>/call-off", meetings.call_off, name="call-off"),
    path("meetings/<uuid:uuid>/pack", meetings.pack, name="pack"),
    path("meetings/<uuid:uuid>/pack/pdf", meetings.pack_pdf, name="pack-pdf"),
    path("meetings/<uuid:uuid>/minutes", meetings.minutes, name="minutes"),
    path("meetings/<uuid:uuid>/minutes/pdf", meetings.minutes_pdf, name="minutes-pdf"),
    path("meetings/<uuid:uuid>/minutes/docx", meetings.minutes_word, name="minutes-docx"),
    path("items/<uuid:uuid>/view", meetings.view, name="view"),
    path("items/<uuid:uuid>/decide", meetings.decide, name="decide"),
    path("cases/<uuid:uuid>", cases.case, name="case"),
    path("cases/<uuid:uuid>/social-worker", cases.social_worker, name="social-worker"),
    path("cases/<uuid:uuid>/conflict", cases.conflict, name="conflict"),
    path("cases/<uuid:uuid>/agenda", cases.agenda, name="agenda"),
    path("cases/<uuid:uuid>/consent", cases.consent, name="consent"),
    path("cases/<uuid:uuid>/action", cases.action, name="action"),
    path("cases/<uuid:uuid>/support", cases.support, name="support"),
    path("consents/<uuid:uuid>/answer", cases.consent_answer, name="consent-answer"),
    path("actions/<uuid:uuid>/done", cases.action_done, name="action-done"),
    path("supports/<uuid:uuid>/session", cases.session, name="session"),
    path("sessions/<uuid:uuid>", cases.session_said, name="session-said"),
    path("looks/<uuid:uuid>", cases.look, name="look"),
    path("<uuid:uuid>", panels.panel, name="panel"),
    path("<uuid:uuid>/seat", panels.seat, name="seat"),
    path("<uuid:uuid>/quorum", panels.quorum, name="quorum"),
    path("<uuid:uuid>/meeting", panels.plan_meeting, name="plan-meeting"),
    path("<uuid:uuid>/enter", cases.enter, name="enter"),
    path("<uuid:uuid>/attendance", panels.figures, name="figures"),
]
