from django.urls import path

from . import views

app_name = "editing"
urlpatterns = [
    path("", views.board, name="board"),
    path("answer/<uuid:key>", views.answer, name="answer"),
    path("begin", views.begin, name="begin"),
    path("replace/<slug:slug>", views.replace, name="replace"),
    path("retire/<slug:slug>", views.retire, name="retire"),
    path("beneath/<slug:slug>", views.beneath, name="beneath"),
    path("proposals/<uuid:uuid>", views.proposal, name="proposal"),
]
