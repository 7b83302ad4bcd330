from django.urls import path

from . import views

app_name = "handover"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("prepare", views.prepare, name="prepare"),
    path("begin", views.begin, name="begin"),
    path("take-over", views.take_over, name="take-over"),
    path("alone", views.alone, name="alone"),
    path("offered/<uuid:uuid>/decline", views.decline, name="decline"),
    path("offered/<uuid:uuid>/keep", views.keep, name="keep"),
    path("<uuid:uuid>", views.handover, name="handover"),
    path("<uuid:uuid>/day", views.day, name="day"),
    path("<uuid:uuid>/call-off", views.call_off, name="call-off"),
    path("<uuid:uuid>/at-once", views.at_once, name="at-once"),
    path("<uuid:uuid>/thing/<uuid:thing>", views.thing, name="thing"),
]
