from django.urls import path

from .views import files, sessions, standing, tiers

app_name = "training"
urlpatterns = [
    path("", standing.mine, name="mine"),
    path("certificates/new", standing.certificate_new, name="certificate-new"),
    path("certificates/<uuid:uuid>", standing.certificate, name="certificate"),
    path("certificates/<uuid:uuid>/take-back", standing.certificate_back, name="certificate-back"),
    path("team", standing.team, name="team"),
    path("people/<uuid:uuid>", standing.somebody, name="somebody"),
    path("people/<uuid:uuid>/leave", standing.leave_new, name="leave-new"),
    path("people/<uuid:uuid>/tiers/<slug:tier>/end", standing.choice_end, name="choice-end"),
    path("leave/<uuid:uuid>", standing.leave, name="leave"),
    path("leave/<uuid:uuid>/remove", standing.leave_remove, name="leave-remove"),
    path("completions/<uuid:uuid>/take-back", standing.take_back, name="take-back"),
    path("authority", standing.authority, name="authority"),
    path("tiers", tiers.tiers, name="tiers"),
    path("tiers/add", tiers.add, name="add-tier"),
    path("tiers/<slug:key>", tiers.tier, name="tier"),
    path("tiers/<slug:key>/change", tiers.change, name="change-tier"),
    path("tiers/<slug:key>/people/<uuid:person>/end", tiers.unchoose, name="unchoose"),
    path("sessions", sessions.sessions, name="sessions"),
    path("sessions/plan", sessions.plan, name="plan"),
    path("sessions/<uuid:uuid>", sessions.session, name="session"),
    path("sessions/<uuid:uuid>/move", sessions.move, name="move"),
    path("sessions/<uuid:uuid>/call-off", sessions.call_off, name="call-off"),
    path("sessions/<uuid:uuid>/open", sessions.open_register, name="open-register"),
    path("sessions/<uuid:uuid>/shut", sessions.shut_register, name="shut-register"),
    path("sessions/<uuid:uuid>/register", sessions.register, name="register"),
    path("sign-in", sessions.sign_in, name="sign-in"),
    path("files", files.files, name="files"),
    path("files/<uuid:uuid>", files.one, name="file"),
    path("files/<uuid:uuid>/load", files.load, name="load-file"),
    path("files/<uuid:uuid>/leave", files.leave, name="leave-file"),
    path("files/<uuid:uuid>/rows-to-mend", files.rows_to_mend, name="rows-to-mend"),
]
