from django.urls import path

from . import views

app_name = "meetings"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("past", views.past, name="past"),
    path("calendars", views.calendars, name="calendars"),
    path("calendars/new", views.new_calendar, name="new-calendar"),
    path("calendars/<uuid:uuid>/withdraw", views.withdraw_calendar, name="withdraw-calendar"),
    path("of/<str:reference>", views.of_matter, name="of-matter"),
    path("of/<str:reference>/ask-before", views.ask_before, name="ask-before"),
    path("of/<str:reference>/visit", views.plan_visit, name="plan-visit"),
    path("of/<str:reference>/strategy-discussion", views.call_strategy, name="call-strategy"),
    path("of/<str:reference>/professionals-meeting", views.call_professionals, name="call-professionals"),
    path("before/<uuid:uuid>", views.before, name="before"),
    path("before/<uuid:uuid>/answer", views.answer_before, name="answer-before"),
    path("before/<uuid:uuid>/take-back", views.take_back, name="take-back"),
    path("before/<uuid:uuid>/colleague", views.before_colleague, name="before-colleague"),
    path("before/<uuid:uuid>/withdraw", views.withdraw_before, name="withdraw-before"),
    path("before/<uuid:uuid>/without", views.before_without, name="before-without"),
    path("seats/<uuid:uuid>/end", views.end_seat, name="end-seat"),
    path("times/<uuid:uuid>/take", views.take_time, name="take-time"),
    path("decisions/<uuid:uuid>/dissent", views.dissent, name="dissent"),
    path("actions/<uuid:uuid>/done", views.action_done, name="action-done"),
    path("<uuid:uuid>", views.meeting, name="meeting"),
    path("<uuid:uuid>/change", views.change, name="change"),
    path("<uuid:uuid>/cancel", views.cancel, name="cancel"),
    path("<uuid:uuid>/invite", views.invite, name="invite"),
    path("<uuid:uuid>/reply", views.reply, name="reply"),
    path("<uuid:uuid>/pass", views.pass_seat, name="pass-seat"),
    path("<uuid:uuid>/account", views.account, name="account"),
    path("<uuid:uuid>/view", views.view, name="view"),
    path("<uuid:uuid>/decide", views.decide, name="decide"),
    path("<uuid:uuid>/action", views.agree_action, name="agree-action"),
    path("<uuid:uuid>/minutes", views.minutes, name="minutes"),
    path("<uuid:uuid>/minutes-pdf", views.minutes_pdf, name="minutes-pdf"),
    path("<uuid:uuid>/invitation.ics", views.invitation, name="invitation"),
]
# Below KITH_MACHINES, where nothing reads or writes a session: a device fetches it, which signs in to nothing.
feed_patterns = [path("<str:secret>.ics", views.feed, name="meetings-calendar")]
