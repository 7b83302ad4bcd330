from django.urls import path

from . import directory, telephones, views

app_name = "people"
urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("lock", views.lock, name="lock"),
    path("unlock", views.unlock, name="unlock"),
    path("confirm", views.confirm, name="confirm"),
    path("stay", views.stay, name="stay"),
    path("account", views.account, name="account"),
    path("account/password", views.password, name="password"),
    path("account/tokens/new", views.new_token, name="new-token"),
    path("account/tokens/<str:digest>/withdraw", views.withdraw, name="withdraw-token"),
    path("account/mail", views.mail, name="mail"),
    path("account/sessions/end", views.end_sessions, name="end-sessions"),
    path("people", telephones.everybody, name="everybody"),
    path("people/<uuid:uuid>/telephone", telephones.telephone, name="telephone"),
    path("directory", directory.receivers, name="receivers"),
    path("directory/<slug:key>", directory.receiver, name="receiver"),
    path("directory/<slug:key>/for", directory.name_for, name="name-for"),
    path("directory/<slug:key>/checked", directory.assure, name="receiver-assure"),
    path("directory/<slug:key>/back", directory.back, name="receiver-back"),
    path("vetting", directory.vettings, name="vettings"),
    path("vetting/<uuid:uuid>/confirm", directory.confirm_vetting, name="confirm-vetting"),
    path("vetting/<uuid:uuid>/withdraw", directory.withdraw_vetting, name="withdraw-vetting"),
]
