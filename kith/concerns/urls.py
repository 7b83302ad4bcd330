from django.urls import path

from . import views

app_name = "concerns"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("start", views.start, name="start"),
    path("emergency", views.emergency, name="emergency"),
    path("<str:reference>/write", views.tasks, name="tasks"),
    path("<str:reference>/write/check", views.check, name="check"),
    path("<str:reference>/write/discard", views.discard, name="discard"),
    path("<str:reference>/write/<slug:section>", views.section, name="section"),
    path("<str:reference>", views.consultation, name="consultation"),
    path("<str:reference>/note", views.note, name="note"),
    path("<str:reference>/who-can-see", views.who, name="who"),
    path("<str:reference>/give-part", views.give_part, name="give-part"),
    path("<str:reference>/end-part", views.end_part, name="end-part"),
]
