from django.urls import path

from . import views

app_name = "toolkit"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("what-now", views.what_now, name="what-now"),
    path("what-now/<slug:answer>", views.what_now_answer, name="what-now-answer"),
    path("signs", views.indicators, name="indicators"),
    path("clocks", views.clocks, name="clocks"),
    path("page/<slug:slug>", views.piece, name="piece"),
]
