from django.urls import path

from .views import accounts, deciding, decisions, queue, steps, workspace

app_name = "screening"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("team", queue.team, name="team"),
    path("steps", queue.steps, name="steps"),
    path("sign-offs", queue.sign_offs, name="sign-offs"),
    path("reasoned", accounts.reasoned, name="reasoned"),
    path("reasoned/<uuid:uuid>", accounts.account, name="account"),
    path("reasoned/<uuid:uuid>/review", accounts.review_account, name="review-account"),
    path("reasoned/<uuid:uuid>/withdraw", accounts.withdraw_account, name="withdraw-account"),
    path("<str:reference>/decisions/<uuid:uuid>/account", accounts.write_account, name="write-account"),
    path("<str:reference>", workspace.workspace, name="workspace"),
    path("<str:reference>/claim", workspace.claim, name="claim"),
    path("<str:reference>/hand-over", workspace.hand_over, name="hand-over"),
    path("<str:reference>/ask", workspace.ask, name="ask"),
    path("<str:reference>/answer/<uuid:uuid>", workspace.answer, name="answer"),
    path("<str:reference>/same-child", workspace.same_child, name="same-child"),
    path("<str:reference>/decide", deciding.decide, name="decide"),
    path("<str:reference>/decisions", decisions.decisions, name="decision"),
    path("<str:reference>/decisions/<uuid:uuid>/then", decisions.then, name="then"),
    path("<str:reference>/sign-off/<uuid:uuid>", decisions.sign_off, name="sign-off"),
    path("<str:reference>/sign-off/<uuid:uuid>/otherwise", deciding.otherwise, name="otherwise"),
    path("<str:reference>/match/<uuid:uuid>", workspace.match, name="match"),
    path("<str:reference>/step/<uuid:uuid>/to", steps.step_to, name="step-to"),
    path("<str:reference>/step/<uuid:uuid>/day", steps.step_day, name="step-day"),
    path("<str:reference>/to-answer", decisions.to_answer, name="to-answer"),
    path("<str:reference>/disagree/<uuid:uuid>", decisions.disagree, name="disagree"),
    path("<str:reference>/disagreement/<uuid:uuid>", decisions.disagreement, name="disagreement"),
    path("<str:reference>/again", decisions.again, name="again"),
    path("<str:reference>/close", steps.close, name="close"),
    path("<str:reference>/step/<uuid:uuid>", steps.step, name="step"),
]
