from django.urls import path

from .views import xapi

app_name = "xapi"
urlpatterns = [
    path("statements", xapi.statements, name="statements"),
    path("<path:rest>", xapi.nothing, name="nothing"),
]
