from django.urls import path

from . import views

app_name = "confidence"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("answer", views.answer, name="answer"),
    path("later", views.later, name="later"),
    path("themes", views.themes, name="themes"),
    path("take-out", views.take_out, name="take-out"),
    path("delete", views.delete, name="delete"),
    path("groups", views.groups, name="groups"),
]
