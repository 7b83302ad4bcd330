from django.urls import path

from . import views

app_name = "toolkit"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("what-now", views.what_now, name="what-now"),
    path("what-now/<slug:answer>", views.what_now_answer, name="what-now-answer"),
    path("guide", views.guide, name="guide"),
    path("guide/pdf", views.guide_pdf, name="guide-pdf"),
    path("keep", views.keep, name="keep"),
    path("keep/list", views.keep_list, name="keep-list"),
    path("signs", views.indicators, name="indicators"),
    path("clocks", views.clocks, name="clocks"),
    path("search", views.search, name="search"),
    path("doing/<slug:key>", views.doing, name="doing"),
    path("theme/<slug:key>", views.theme, name="theme"),
    path("kind/<slug:key>", views.kind, name="kind"),
    path("changed", views.changed, name="changed"),
    path("changed/by-mail", views.changes_by_mail, name="changes-by-mail"),
    path("parallels", views.parallels, name="parallels"),
    path("page/<slug:slug>", views.piece, name="piece"),
    path("documents/<uuid:uuid>", views.document, name="document"),
    path("propose", views.propose, name="propose-sign"),
    path("proposals", views.proposals, name="proposals"),
    path("page/<slug:slug>/propose", views.propose, name="propose"),
    path("page/<slug:slug>/useful", views.useful, name="useful"),
    path("page/<slug:slug>/hide", views.hide, name="hide"),
    path("page/<slug:slug>/note", views.note, name="note"),
    path("page/<slug:slug>/sign-off", views.sign_off, name="sign-off"),
    path("page/<slug:slug>/editions", views.editions, name="editions"),
]
