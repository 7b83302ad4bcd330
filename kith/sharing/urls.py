from django.urls import path

from . import views

app_name = "sharing"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("of/<str:reference>", views.of_matter, name="of-matter"),
    path("of/<str:reference>/ask", views.ask, name="ask"),
    path("versions/<uuid:uuid>/release", views.release, name="release"),
    path("versions/<uuid:uuid>/conditions", views.narrow, name="narrow"),
    path("<uuid:uuid>", views.request_page, name="request"),
    path("<uuid:uuid>/acknowledge", views.acknowledge, name="acknowledge"),
    path("<uuid:uuid>/answer", views.answer, name="answer"),
    path("<uuid:uuid>/colleague", views.colleague, name="colleague"),
    path("<uuid:uuid>/withdraw", views.withdraw, name="withdraw"),
]
