from django.urls import path

from . import views

app_name = "learning"
urlpatterns = [
    path("", views.learning, name="learning"),
    path("begin", views.begin, name="begin"),
    path("earlier", views.earlier, name="earlier"),
    path("<uuid:uuid>", views.plan, name="plan"),
    path("<uuid:uuid>/add", views.add, name="add"),
    path("aims/<uuid:uuid>", views.aim, name="aim"),
    path("aims/<uuid:uuid>/change", views.change, name="change"),
    path("aims/<uuid:uuid>/end", views.end, name="end"),
]
