"""What a notice says: a fixed sentence for each kind, never anything about a child. And what each role finds here."""

from dataclasses import dataclass

from kith.people.words import Role


@dataclass(frozen=True)
class Kind:
    """One kind of notice: its sentence, the page that it leads to, and whether that page is about one record.

    `screeners_page` is where it leads those who screen, where that is another page. `of_request` names what its reader
    must know of the request, or of the question about passing on, that it is about (`sharing.queries.Known`): it is
    there only while they do. `of_panel`
    marks one about a panel’s case or meeting, there only while its reader sees that.
    """

    sentence: str
    page: str
    about_record: bool = True
    screeners_page: str = ""
    of_request: str = ""
    # True where it is about a meeting, or a question before a step: it is there only while its reader may read that.
    of_meeting: bool = False
    of_panel: bool = False
    # True where it is about a context: it is there only while its reader may read that.
    of_context: bool = False
    # True where it is about a plan, or a session with a young person: it is there only while its reader may read that.
    of_plan: bool = False


KINDS: dict[str, Kind] = {
    "draft": Kind("A draft from your case system waits for you", "concerns:tasks"),
    "submitted": Kind("A consultation came in", "screening:workspace"),
    "submitted-danger": Kind(
        "A consultation came in, and danger was named at the start: ring whoever raised it", "screening:workspace"
    ),
    "handed-over": Kind("A screening was handed over to you", "screening:workspace"),
    "question": Kind("A specialist asks you something", "screening:decision"),
    "answer": Kind("Your question was answered", "screening:workspace"),
    "note": Kind("Something became known", "concerns:consultation", screeners_page="screening:workspace"),
    "decision": Kind("A decision was recorded", "screening:decision"),
    "sign-off-asked": Kind("A decision waits for your sign-off", "screening:to-answer"),
    "returned": Kind("A decision of yours was returned with a reason", "screening:workspace"),
    "sign-off-answered": Kind("A sign-off was answered", "screening:decision"),
    "disagreement": Kind("A colleague sees a decision differently", "screening:to-answer"),
    "disagreement-answered": Kind("A professional disagreement was answered", "screening:decision"),
    "closed": Kind("A matter of yours was closed: read who has it now", "concerns:consultation"),
    "reopened": Kind("A decided matter is being looked at again", "screening:decision"),
    "owner": Kind("You now own a matter", "concerns:consultation"),
    "owner-was": Kind("A matter of yours was handed to a colleague", "concerns:consultation"),
    "left-with-barred": Kind(
        "Nobody could take over what a colleague with a conflict of interest had to do: somebody must be named",
        "desk:home",
        False,
    ),
    "part": Kind("You can now read a consultation", "concerns:consultation"),
    "assessment-lead": Kind("You lead an assessment", "assessments:of-matter"),
    "assessment-lead-was": Kind("A colleague leads an assessment of yours now", "assessments:of-matter"),
    "assessment-checkpoint": Kind("A manager looked at your assessment", "assessments:of-matter"),
    "assessment-concluded": Kind("An assessment waits for your answer", "assessments:of-matter"),
    "assessment-agreed": Kind("An assessment of yours was agreed", "assessments:of-matter"),
    "assessment-returned": Kind("An assessment came back to you, with a reason", "assessments:of-matter"),
    "assessment-day": Kind("An assessment of yours counts from another day now", "assessments:of-matter"),
    "assessment-stopped": Kind("An assessment of yours was stopped, with a reason", "assessments:of-matter"),
    "assessment-due": Kind("An assessment is due soon", "assessments:of-matter"),
    "assessment-late": Kind("An assessment is late", "assessments:of-matter"),
    "assessment-look": Kind("An assessment waits for you to look at it", "assessments:of-matter"),
    "step-due": Kind("A step of yours is due", "screening:decision"),
    "answer-late": Kind("An answer is late that you were asked for", "screening:to-answer"),
    "review-late": Kind("An emergency opening still waits for review", "desk:emergency-reviews", False),
    "screening-late": Kind("A screening is late", "screening:workspace"),
    "match": Kind("Another consultation may be about a child you work with", "concerns:consultation"),
    "match-answered": Kind("A colleague may know more about a child whom you work with", "screening:workspace"),
    "referral-urgent": Kind(
        "A referral to Prevent goes on without a decision: read why there was no time", "concerns:referral"
    ),
    "referral-sent": Kind("A referral to Prevent was recorded as sent", "concerns:referral"),
    "emergency-owner": Kind("A record of yours was opened in an emergency", "concerns:who"),
    "emergency": Kind("A record was opened in an emergency and waits for review", "desk:emergency-reviews", False),
    "proposal": Kind("A colleague proposed something for the toolkit", "editing:board", False),
    "proposal-answered": Kind("Your proposal for the toolkit was answered", "toolkit:proposals", False),
    "page-waits": Kind("A page of the toolkit waits for your approval", "editing:board", False),
    "page-approved": Kind("A page of yours was approved", "editing:board", False),
    "page-not-shown": Kind(
        "A page of yours could not be shown on its day and is a draft again", "editing:board", False
    ),
    "page-sent-back": Kind("A page of yours was sent back with a comment", "editing:board", False),
    "page-review-soon": Kind("A page of the toolkit is due for review within a month", "editing:board", False),
    "page-review-late": Kind("A page of the toolkit is past its review", "editing:board", False),
    "document-waits": Kind("A document for the toolkit waits for your approval", "editing:board", False),
    "document-approved": Kind("A document that you attached was approved", "editing:board", False),
    "document-sent-back": Kind("A document that you attached was sent back", "editing:board", False),
    "document-taken-out": Kind("A document that you attached was taken out of the toolkit", "editing:board", False),
    "left-open": Kind(
        "A colleague’s account has ended, and what they owned here waits for somebody", "concerns:consultation"
    ),
    "confidence-due": Kind("You may rate again how certain you feel; it is for you alone", "confidence:mine", False),
    "learning-aim": Kind("You see to something in the learning plan", "learning:learning", False),
    "coaching-asked": Kind("A question to a specialist waits", "coaching:home", False),
    "coaching-taken": Kind("A specialist has your question", "coaching:home", False),
    "coaching-answered": Kind("Your question to a specialist was answered", "coaching:home", False),
    "coaching-closed": Kind("A question that you answered was closed, with what came of it", "coaching:home", False),
    "coaching-taken-back": Kind("A question that you had was taken back", "coaching:home", False),
    "coaching-late": Kind("A question to a specialist was not answered in time", "coaching:home", False),
    "coaching-feedback": Kind("Somebody said to you how the coaching was", "coaching:home", False),
    "coaching-words": Kind("A specialist asks whether your words may stand on a page", "coaching:home", False),
    "coaching-agreed": Kind("Whoever asked said whether their words may stand on a page", "coaching:home", False),
    "coaching-page": Kind("A page for everybody came of a question in coaching", "coaching:home", False),
    "coaching-offered": Kind("A specialist offers you a time", "coaching:slots", False),
    "coaching-booked": Kind("A time for coaching was booked", "coaching:slots", False),
    "coaching-cancelled": Kind("A time for coaching was cancelled", "coaching:slots", False),
    "coaching-moved": Kind("A time for coaching was moved", "coaching:slots", False),
    "coaching-other": Kind("A time for coaching is with another specialist", "coaching:slots", False),
    "coaching-joint": Kind("A colleague wants to work on a case with you", "coaching:home", False),
    "coaching-joint-ended": Kind("Joint working with you has ended", "coaching:home", False),
    "coaching-presents": Kind("You present in a group reflection", "coaching:reflections", False),
    "coaching-reflection-moved": Kind("A group reflection was moved", "coaching:reflections", False),
    "coaching-reflection-off": Kind("A group reflection was called off", "coaching:reflections", False),
    "coaching-reflection-other": Kind("A group reflection is with somebody else", "coaching:reflections", False),
    "coaching-experience": Kind(
        "What you say of your experience lapses soon unless you confirm it", "coaching:experience", False
    ),
    "training-soon": Kind("Training of yours is due soon", "training:mine", False),
    "training-late": Kind("Training of yours is late", "training:mine", False),
    "training-certificate": Kind("A certificate waits for you to confirm it", "training:team", False),
    "training-answered": Kind("A certificate of yours was answered", "training:mine", False),
    "training-session": Kind("You are invited to a training session", "training:sessions", False),
    "training-moved": Kind("A training session of yours was moved", "training:sessions", False),
    "training-called-off": Kind("A training session of yours was called off", "training:sessions", False),
    "training-run": Kind("You run a training session that a colleague handed over", "training:sessions", False),
    "training-chosen": Kind("A tier of training is meant for you", "training:mine", False),
    "handover-begun": Kind("A handover was begun", "handover:mine", False),
    "handover-offered": Kind("A colleague offers you something to take over", "handover:mine", False),
    "handover-taken": Kind("Something was taken over", "handover:mine", False),
    "handover-declined": Kind("A colleague declined to take something over", "handover:mine", False),
    "handover-default": Kind(
        "A colleague’s rights ended, and what they had is with you until somebody takes it over", "handover:mine", False
    ),
    "handover-nobody": Kind("Nobody could have something that a colleague held: add somebody", "handover:mine", False),
    "handover-soon": Kind("A last day comes near, and something is not taken over yet", "handover:mine", False),
    "handover-late": Kind("A last day has passed, and something is not taken over yet", "handover:mine", False),
    "handover-finished": Kind("A handover is finished", "handover:mine", False),
    "contact-check-soon": Kind("Whom your agency has named is to be checked soon", "people:receivers", False),
    "contact-check-late": Kind("Whom your agency has named was not checked in time", "people:receivers", False),
    "contact-gap": Kind("An agency has, or will have, nobody for something", "people:receivers", False),
    "request": Kind("Another agency asks yours for information", "sharing:request", False, of_request="seen"),
    "request-too": Kind(
        "A colleague let you work on a request for information", "sharing:request", False, of_request="seen"
    ),
    "request-linked": Kind(
        "A request for information belongs to a matter of yours", "sharing:request", False, of_request="seen"
    ),
    "told": Kind("Another agency tells yours something", "sharing:request", False, of_request="seen"),
    "told-acknowledged": Kind("What you passed on was acknowledged", "sharing:request", False, of_request="seen"),
    "family-mark": Kind("Police ask that a family is not told", "sharing:request", False, of_request="seen"),
    "family-mark-due": Kind(
        "Look again at a mark of yours that a family is not told", "sharing:request", False, of_request="seen"
    ),
    "passing-asked": Kind(
        "You are asked whether something may be passed on", "sharing:passing", False, of_request="seen"
    ),
    "passing-answered": Kind(
        "Your question about passing on was answered", "sharing:passing", False, of_request="seen"
    ),
    "passed-on": Kind("Something was passed on to you", "sharing:passing", False, of_request="seen"),
    "request-acknowledged": Kind(
        "A request for information was acknowledged", "sharing:request", False, of_request="seen"
    ),
    "request-answered": Kind("A request for information was answered", "sharing:request", False, of_request="answered"),
    "request-withdrawn": Kind("A request for information was withdrawn", "sharing:request", False, of_request="seen"),
    "request-late": Kind("A request for information is late", "sharing:requests", False),
    "request-late-here": Kind("A request for information is late, and still nobody has answered", "desk:home", False),
    "gist-waits": Kind(
        "A gist waits for a second person of your agency", "sharing:request", False, of_request="gist_waits"
    ),
    "before-step": Kind(
        "Social care asks whether a step would cut across anything", "meetings:before", False, of_meeting=True
    ),
    "before-step-moved": Kind(
        "The time of a step that you were asked about has changed: it waits for your answer again",
        "meetings:before",
        False,
        of_meeting=True,
    ),
    "before-step-withdrawn": Kind(
        "A step that you were asked about is not taken", "meetings:before", False, of_meeting=True
    ),
    "before-step-taken": Kind(
        "A step that you were asked about was taken without an answer to go ahead",
        "meetings:before",
        False,
        of_meeting=True,
    ),
    "before-step-answered": Kind(
        "You have an answer about a step: read it before you act", "meetings:before", False, of_meeting=True
    ),
    "before-step-changed": Kind(
        "An answer about a step has changed: read it before you act", "meetings:before", False, of_meeting=True
    ),
    "before-step-late": Kind("An answer about a step is late", "meetings:mine", False),
    "before-step-late-here": Kind("An answer about a step is late, and still there is none", "desk:home", False),
    "meeting": Kind("You are invited to a visit or a meeting", "meetings:meeting", False, of_meeting=True),
    "meeting-reply": Kind("An invitation of yours was answered", "meetings:meeting", False, of_meeting=True),
    "meeting-lead": Kind(
        "Somebody else leads a visit or a meeting to which you are invited: see who",
        "meetings:meeting",
        False,
        of_meeting=True,
    ),
    "meeting-not-coming": Kind(
        "Somebody who was invited to a visit or a meeting will not come", "meetings:meeting", False, of_meeting=True
    ),
    "meeting-moved": Kind("A visit or a meeting has another time", "meetings:meeting", False, of_meeting=True),
    "meeting-changed": Kind("The plan of a visit or a meeting has changed", "meetings:meeting", False, of_meeting=True),
    "meeting-cancelled": Kind("A visit or a meeting is cancelled", "meetings:meeting", False, of_meeting=True),
    "meeting-account": Kind(
        "What came of a visit or a meeting was written down", "meetings:meeting", False, of_meeting=True
    ),
    "meeting-decided": Kind("A meeting’s decision was recorded", "meetings:meeting", False, of_meeting=True),
    "meeting-dissent": Kind(
        "Somebody sees a meeting’s decision differently", "meetings:meeting", False, of_meeting=True
    ),
    "meeting-action": Kind("A meeting gave you something to do", "meetings:meeting", False, of_meeting=True),
    "meeting-action-done": Kind("An action of a meeting is done", "meetings:meeting", False, of_meeting=True),
    "meeting-action-due": Kind("An action of yours from a meeting is due", "meetings:meeting", False, of_meeting=True),
    "meeting-action-late": Kind("An action of a meeting is late", "meetings:meeting", False, of_meeting=True),
    "context-part": Kind("You can now read a context", "contexts:context", False, of_context=True),
    "context-owner": Kind("You now own a context", "contexts:context", False, of_context=True),
    "context-owner-was": Kind(
        "A context of yours was handed to a colleague", "contexts:context", False, of_context=True
    ),
    "context-noted": Kind("Something was noticed in a context of yours", "contexts:context", False, of_context=True),
    "context-reviewed": Kind("A context of yours was reviewed", "contexts:context", False, of_context=True),
    "context-conference": Kind(
        "A conference about a context of yours was written down", "contexts:context", False, of_context=True
    ),
    "context-closed": Kind("A context of yours was closed", "contexts:context", False, of_context=True),
    "context-opened-again": Kind("A context that you own was opened again", "contexts:context", False, of_context=True),
    "context-conference-put-right": Kind(
        "A conference about a context of yours was put right", "contexts:context", False, of_context=True
    ),
    "context-action-dropped": Kind(
        "Something was dropped from the plan of a context", "contexts:context", False, of_context=True
    ),
    "context-due": Kind("A context of yours is to be looked at again", "contexts:context", False, of_context=True),
    "context-late": Kind("A context was not looked at again on its day", "contexts:context", False, of_context=True),
    "context-action": Kind("You have something to do for a context", "contexts:context", False, of_context=True),
    "context-action-done": Kind(
        "Something in the plan of a context of yours is done",
        "contexts:context",
        False,
        of_context=True,
    ),
    "context-action-due": Kind(
        "Something is due that you have to do for a context",
        "contexts:context",
        False,
        of_context=True,
    ),
    "context-action-late": Kind(
        "Something in the plan of a context is late", "contexts:context", False, of_context=True
    ),
    "module-question": Kind("A question from a short module waits for you", "modules:modules", False),
    "plan": Kind("You own a plan", "plans:plan", False, of_plan=True),
    "plan-agreed": Kind("A plan with something for you to do was agreed", "plans:plan", False, of_plan=True),
    "plan-action": Kind("Something of a plan is yours to do", "plans:plan", False, of_plan=True),
    "plan-action-ended": Kind("Somebody said what came of an action of a plan", "plans:plan", False, of_plan=True),
    "plan-action-soon": Kind("An action of a plan is due soon", "plans:plan", False, of_plan=True),
    "plan-action-due": Kind("An action of a plan is due today", "plans:plan", False, of_plan=True),
    "plan-action-late": Kind("An action of a plan is late", "plans:plan", False, of_plan=True),
    "plan-reviewed": Kind("A plan was reviewed", "plans:plan", False, of_plan=True),
    "plan-review-soon": Kind("A plan of yours is to be reviewed soon", "plans:plan", False, of_plan=True),
    "plan-review-due": Kind("A plan of yours is to be reviewed today", "plans:plan", False, of_plan=True),
    "plan-review-late": Kind("A review of a plan is late", "plans:plan", False, of_plan=True),
    "plan-ended": Kind("A plan ended", "plans:plan", False, of_plan=True),
    "session": Kind("A session with a young person is planned for you", "plans:session", False, of_plan=True),
    "session-moved": Kind("A session of yours has another time", "plans:session", False, of_plan=True),
    "panel-may-come": Kind("A referral that was sent may come to your panel", "panel:panels", False),
    "panel-case": Kind("A case came to your panel", "panel:case", False, of_panel=True),
    "panel-social-worker-left": Kind(
        "The child’s social worker in a case of yours has left the matter: another must be named",
        "panel:case",
        of_panel=True,
    ),
    "panel-invited": Kind(
        "You are the social worker of a child whom a panel talks about", "panel:case", False, of_panel=True
    ),
    "panel-meeting": Kind("A panel meeting is planned", "panel:meeting", False, of_panel=True),
    "panel-moved": Kind("A panel meeting was moved", "panel:meeting", False, of_panel=True),
    "panel-called-off": Kind("A panel meeting was called off", "panel:panels", False),
    "panel-consent": Kind("An answer about consent to support was recorded", "panel:case", False, of_panel=True),
    "panel-decided": Kind("A panel has decided", "panel:case", False, of_panel=True),
    "panel-action": Kind("A panel asks you to do something", "panel:case", False, of_panel=True),
    "panel-due": Kind("Something that a panel agreed is due", "panel:case", False, of_panel=True),
    "panel-soon": Kind("Something for a panel is due soon", "panel:case", False, of_panel=True),
    "panel-late": Kind("Something that a panel agreed is late", "panel:case", False, of_panel=True),
    "emergency-reviewed": Kind("An emergency opening was reviewed", "concerns:who"),
}


@dataclass(frozen=True)
class Here:
    """What a role that does no casework finds in this version of Kith: sentences, and perhaps a page."""

    sentences: tuple[str, ...]
    page: str = ""
    page_words: str = ""


HERE: dict[str, Here] = {
    Role.PARTNER: Here(
        (
            "Colleagues in social care ask your agency for information here. You answer, and you say who may read it.",
            "You ask them too, about a child or a place, and tell them what they should know without being asked.",
            "They invite you to visits and meetings, and ask the police whether a step would cut across anything.",
            "Where you have a seat on a panel, its meetings and cases stand under Panels.",
            "A place or a group that you were let into stands under Contexts; it names no child.",
            "You also read the toolkit: what to do now, the signs, and the limits of time.",
        ),
        "sharing:requests",
        "Requests for information",
    ),
    Role.CHAIR: Here(
        (
            "You lead the panels on which you have a seat: their meetings, packs, decisions, and what is due afterwards.",
            "A consultation is not shown to you by that; what members know of a child is what the case says.",
        ),
        "panel:panels",
        "Panels",
    ),
    Role.EDITOR: Here(
        (
            "You write what the toolkit says in your authority: your own pages, notes on others, and what is hidden.",
            "Every page is approved by somebody who did not write it. Proposals of colleagues wait on the board, and what "
            "is late for review stands there too.",
        ),
        "editing:board",
        "Edit the toolkit",
    ),
    Role.TRAINING_LEAD: Here(
        (
            "You keep the tiers of training, and see who in your authority has which, as counts.",
            "You run sessions with a register, and take in files of learning systems.",
            "With the specialists you plan what is learned next. A case is never shown to you.",
        ),
        "training:authority",
        "Training in your authority",
    ),
    Role.COORDINATOR: Here(
        (
            "You write the pages that all authorities of your region are shown. Each is approved by another coordinator.",
            "Figures across authorities are not part of this version. A case is never shown to you.",
        ),
        "editing:board",
        "Edit the toolkit",
    ),
    Role.ADMINISTRATOR: Here(
        (
            "People and teams are added and ended on the server, with the command “kith person”; contacts and the "
            "threshold document are brought in with “kith local”. That somebody leaves or moves begins under Handover.",
            "Here you can upload your authority’s own referral form, and make a token for the case system on your "
            "account page.",
        ),
        "concerns:referral-template",
        "Your authority’s referral form",
    ),
}
