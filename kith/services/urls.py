from django.urls import path

from .views import importing, keeping, reading

app_name = "services"
urlpatterns = [
    path("", reading.directory, name="directory"),
    path("new", keeping.add, name="add"),
    path("keep", keeping.board, name="board"),
    path("take-in", importing.take_in, name="take-in"),
    path("take-in/fetch", importing.fetch, name="fetch"),
    path("take-in/<uuid:uuid>", importing.one, name="import"),
    path("take-in/<uuid:uuid>/load", importing.load, name="load"),
    path("take-in/<uuid:uuid>/leave", importing.leave, name="leave"),
    path("take-in/<uuid:uuid>/rows-to-mend", importing.wrong_rows, name="wrong-rows"),
    path("organisations/<uuid:uuid>", keeping.organisation, name="organisation"),
    path("<uuid:uuid>", reading.service, name="service"),
    path("<uuid:uuid>/change", keeping.change, name="change"),
    path("<uuid:uuid>/history", keeping.history, name="history"),
    path("<uuid:uuid>/put-back", keeping.put_back, name="put-back"),
    path("<uuid:uuid>/public", keeping.public, name="public"),
    path("<uuid:uuid>/checked", keeping.checked, name="checked"),
    path("<uuid:uuid>/retire", keeping.retire, name="retire"),
    path("<uuid:uuid>/bring-back", keeping.bring_back, name="bring-back"),
]
