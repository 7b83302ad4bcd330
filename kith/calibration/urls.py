from django.urls import path

from . import views

app_name = "calibration"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("open", views.open_round, name="open"),
    path("agreement", views.agreement, name="agreement"),
    path("<uuid:uuid>", views.round_page, name="round"),
    path("<uuid:uuid>/vignettes/<uuid:vignette>", views.answer, name="answer"),
    path("<uuid:uuid>/close", views.close, name="close"),
    path("<uuid:uuid>/discuss", views.discuss, name="discuss"),
]
