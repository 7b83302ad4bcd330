from django.urls import path

from .views import pages

app_name = "learning_systems"
urlpatterns = [
    path("", pages.systems, name="systems"),
    path("register", pages.register, name="register"),
    path("<uuid:uuid>", pages.system, name="system"),
    path("<uuid:uuid>/key", pages.key, name="key"),
    path("<uuid:uuid>/keys/<uuid:key>/withdraw", pages.withdraw, name="withdraw"),
    path("<uuid:uuid>/end", pages.end, name="end"),
    path("<uuid:uuid>/activities", pages.activities, name="activities"),
]
