from django.urls import path

from . import views

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
]
