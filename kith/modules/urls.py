from django.urls import path

from . import views

app_name = "modules"
urlpatterns = [
    path("", views.modules, name="modules"),
    path("begin/<slug:slug>", views.begin, name="begin"),
    path("<uuid:uuid>", views.run, name="run"),
    path("<uuid:uuid>/forget", views.forget, name="forget"),
    path("later/<uuid:uuid>", views.follow_up, name="follow-up"),
]
