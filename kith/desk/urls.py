from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("notices", views.notices, name="notices"),
    path("search", views.search, name="search"),
    path("chronology/<str:reference>", views.chronology, name="chronology"),
    path("chronology/<str:reference>/pdf", views.chronology_pdf, name="chronology-pdf"),
    path("chronology/<str:reference>/json", views.chronology_json, name="chronology-json"),
    path("emergency-reviews", views.emergency_reviews, name="emergency-reviews"),
    path("emergency-reviews/<uuid:uuid>", views.review_emergency, name="review-emergency"),
    path("healthz", views.healthz, name="healthz"),
    path("accessibility", views.accessibility, name="accessibility"),
    path("offline", views.offline, name="offline"),
    path("worker.js", views.worker, name="worker"),
    path("privacy", views.privacy, name="privacy"),
]
