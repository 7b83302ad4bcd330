from django.urls import path

from .views import changes, local, reading, saying, searching, taking_along, what_now

app_name = "toolkit"
urlpatterns = [
    path("", reading.browse, name="browse"),
    path("what-now", what_now.what_now, name="what-now"),
    path("what-now/<slug:answer>", what_now.what_now_answer, name="what-now-answer"),
    path("guide", taking_along.guide, name="guide"),
    path("guide/pdf", taking_along.guide_pdf, name="guide-pdf"),
    path("keep", taking_along.keep, name="keep"),
    path("keep/list", taking_along.keep_list, name="keep-list"),
    path("signs", reading.indicators, name="indicators"),
    path("clocks", reading.clocks, name="clocks"),
    path("search", searching.search, name="search"),
    path("doing/<slug:key>", reading.doing, name="doing"),
    path("theme/<slug:key>", reading.theme, name="theme"),
    path("kind/<slug:key>", reading.kind, name="kind"),
    path("changed", changes.changed, name="changed"),
    path("changed/by-mail", changes.changes_by_mail, name="changes-by-mail"),
    path("parallels", reading.parallels, name="parallels"),
    path("page/<slug:slug>", reading.piece, name="piece"),
    path("documents/<uuid:uuid>", reading.document, name="document"),
    path("propose", saying.propose, name="propose-sign"),
    path("proposals", saying.proposals, name="proposals"),
    path("page/<slug:slug>/propose", saying.propose, name="propose"),
    path("page/<slug:slug>/useful", saying.useful, name="useful"),
    path("page/<slug:slug>/hide", local.hide, name="hide"),
    path("page/<slug:slug>/note", local.note, name="note"),
    path("page/<slug:slug>/sign-off", local.sign_off, name="sign-off"),
    path("page/<slug:slug>/editions", reading.editions, name="editions"),
]
