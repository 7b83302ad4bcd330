from django.urls import path

from . import views

app_name = "assessments"
urlpatterns = [
    path("of/<str:reference>", views.of_matter, name="of-matter"),
    path("of/<str:reference>/begin", views.begin, name="begin"),
    path("checkpoints/<uuid:uuid>", views.checkpoint, name="checkpoint"),
    path("<uuid:uuid>", views.assessment, name="assessment"),
    path("<uuid:uuid>/parts/<slug:part>", views.part, name="part"),
    path("<uuid:uuid>/lead", views.lead, name="lead"),
    path("<uuid:uuid>/conclude", views.conclude, name="conclude"),
    path("<uuid:uuid>/answer", views.answer, name="answer"),
    path("<uuid:uuid>/day", views.day, name="day"),
    path("<uuid:uuid>/stop", views.stop, name="stop"),
    path("<uuid:uuid>/paper", views.paper, name="paper"),
    path("<uuid:uuid>/family", views.family, name="family"),
    path("<uuid:uuid>/family/<slug:where>", views.family_words, name="family-words"),
    path("<uuid:uuid>/files/<slug:edition>-pdf", views.as_pdf, name="pdf"),
    path("<uuid:uuid>/files/<slug:edition>-docx", views.as_docx, name="docx"),
]
