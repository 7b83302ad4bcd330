from django.urls import path

from . import views

app_name = "thresholds"
urlpatterns = [
    path("", views.document, name="document"),
]
