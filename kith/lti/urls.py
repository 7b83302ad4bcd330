from django.urls import path

from . import views

app_name = "lti"
urlpatterns = [
    path("login", views.login, name="login"),
    path("launch", views.launch, name="launch"),
    path("jwks", views.jwks, name="jwks"),
    path("config", views.config, name="config"),
    path("enter/<uuid:uuid>", views.enter, name="enter"),
    path("join/<uuid:uuid>", views.join, name="join"),
    path("modules/<slug:slug>", views.module, name="module"),
    path("mine", views.mine, name="mine"),
    path("mine/<uuid:uuid>/end", views.end_link, name="end-link"),
    path("platforms", views.platforms, name="platforms"),
    path("platforms/add", views.add, name="add"),
    path("platforms/new-key", views.new_key, name="new-key"),
    path("platforms/again", views.again, name="again"),
    path("platforms/<uuid:uuid>", views.platform, name="platform"),
    path("platforms/<uuid:uuid>/end", views.end, name="end"),
]
