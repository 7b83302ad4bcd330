from django.urls import path

from . import views

app_name = "editing"
urlpatterns = [
    path("", views.board, name="board"),
    path("answer/<uuid:key>", views.answer, name="answer"),
    path("unschedule/<uuid:key>", views.unschedule, name="unschedule"),
    path("begin", views.begin, name="begin"),
    path("replace/<slug:slug>", views.replace, name="replace"),
    path("retire/<slug:slug>", views.retire, name="retire"),
    path("synonyms", views.synonyms, name="synonyms"),
    path("synonyms/<slug:layer>", views.synonym, name="synonym"),
    path("synonyms/undo/<uuid:uuid>", views.undo_synonyms, name="undo-synonyms"),
    path("searches", views.searches, name="searches"),
    path("links", views.links, name="links"),
    path("useful", views.useful, name="useful"),
    path("beneath/<slug:slug>", views.beneath, name="beneath"),
    path("attach/<slug:slug>", views.attach, name="attach"),
    path("documents/<uuid:uuid>", views.document, name="document"),
    path("documents/<uuid:uuid>/take-out", views.take_out, name="take-out"),
    path("proposals/<uuid:uuid>", views.proposal, name="proposal"),
]
