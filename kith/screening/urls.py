from django.urls import path

from . import views

app_name = "screening"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("team", views.team, name="team"),
    path("steps", views.steps, name="steps"),
    path("sign-offs", views.sign_offs, name="sign-offs"),
    path("<str:reference>", views.workspace, name="workspace"),
    path("<str:reference>/claim", views.claim, name="claim"),
    path("<str:reference>/hand-over", views.hand_over, name="hand-over"),
    path("<str:reference>/ask", views.ask, name="ask"),
    path("<str:reference>/answer/<uuid:uuid>", views.answer, name="answer"),
    path("<str:reference>/same-child", views.same_child, name="same-child"),
    path("<str:reference>/decide", views.decide, name="decide"),
    path("<str:reference>/decisions", views.decisions, name="decision"),
    path("<str:reference>/decisions/<uuid:uuid>/then", views.then, name="then"),
    path("<str:reference>/sign-off/<uuid:uuid>", views.sign_off, name="sign-off"),
    path("<str:reference>/sign-off/<uuid:uuid>/otherwise", views.otherwise, name="otherwise"),
    path("<str:reference>/match/<uuid:uuid>", views.match, name="match"),
    path("<str:reference>/step/<uuid:uuid>/to", views.step_to, name="step-to"),
    path("<str:reference>/disagree/<uuid:uuid>", views.disagree, name="disagree"),
    path("<str:reference>/disagreement/<uuid:uuid>", views.disagreement, name="disagreement"),
    path("<str:reference>/again", views.again, name="again"),
    path("<str:reference>/close", views.close, name="close"),
    path("<str:reference>/step/<uuid:uuid>", views.step, name="step"),
]
