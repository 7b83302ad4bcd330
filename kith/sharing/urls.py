from django.urls import path

from .views import answering, figures, marks, passing, requests

app_name = "sharing"
urlpatterns = [
    path("", requests.requests, name="requests"),
    path("ask", requests.ask, name="ask-without-matter"),
    path("tell", requests.tell, name="tell-without-matter"),
    path("figures", figures.figures, name="figures"),
    path("figures.csv", figures.figures_csv, name="figures-csv"),
    path("of/<str:reference>", requests.of_matter, name="of-matter"),
    path("of/<str:reference>/ask", requests.ask, name="ask"),
    path("of/<str:reference>/tell", requests.tell, name="tell"),
    path("versions/<uuid:uuid>/release", answering.release, name="release"),
    path("versions/<uuid:uuid>/conditions", answering.narrow, name="narrow"),
    path("versions/<uuid:uuid>/pass-on", passing.pass_on, name="pass-on"),
    path("passing/<uuid:uuid>", passing.passing, name="passing"),
    path("passing/<uuid:uuid>/answer", passing.answer_passing, name="answer-passing"),
    path("passing/<uuid:uuid>/end", passing.end_passing, name="end-passing"),
    path("<uuid:uuid>", requests.request_page, name="request"),
    path("<uuid:uuid>.pdf", requests.document, name="document"),
    path("<uuid:uuid>/acknowledge", requests.acknowledge, name="acknowledge"),
    path("<uuid:uuid>/link", requests.link, name="link"),
    path("<uuid:uuid>/family", marks.mark, name="mark"),
    path("<uuid:uuid>/family/lift", marks.lift, name="lift"),
    path("<uuid:uuid>/answer", answering.answer, name="answer"),
    path("<uuid:uuid>/colleague", requests.colleague, name="colleague"),
    path("<uuid:uuid>/withdraw", requests.withdraw, name="withdraw"),
]
