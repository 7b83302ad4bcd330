"""What a notice says: a fixed sentence for each kind, never anything about a child. And what each role finds here."""

from dataclasses import dataclass

from kith.people.words import Role


@dataclass(frozen=True)
class Kind:
    """One kind of notice: its sentence, the page that it leads to, and whether that page is about one record.

    `screeners_page` is where it leads those who screen, where that is another page. `of_request` names what its reader
    must know of the request that it is about (`sharing.queries.Known`): it is there only while they do. `of_panel`
    marks one about a panel’s case or meeting, there only while its reader sees that.
    """

    sentence: str
    page: str
    about_record: bool = True
    screeners_page: str = ""
    of_request: str = ""
    of_panel: bool = False


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
    "reopened": Kind("A decided matter is being looked at again", "screening:decision"),
    "owner": Kind("You now own a matter", "concerns:consultation"),
    "owner-was": Kind("A matter of yours was handed to a colleague", "concerns:consultation"),
    "left-with-barred": Kind(
        "Nobody could take over what a colleague with a conflict of interest had to do: somebody must be named",
        "desk:home",
        False,
    ),
    "part": Kind("You can now read a consultation", "concerns:consultation"),
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
    "request": Kind("Another agency asks yours for information", "sharing:request", False, of_request="seen"),
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
    "panel-may-come": Kind("A referral that was sent may come to your panel", "panel:panels", False),
    "panel-case": Kind("A case came to your panel", "panel:case", False, of_panel=True),
    "panel-invited": Kind(
        "You are the social worker of a child whom a panel talks about", "panel:case", False, of_panel=True
    ),
    "panel-meeting": Kind("A panel meeting is planned", "panel:meeting", False, of_panel=True),
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
            "Where you have a seat on a panel, its meetings and cases stand under Panels.",
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
        ("In this version of Kith you read the toolkit. Tiers and take-up of training are not part of it yet.",)
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
            "threshold document are brought in with “kith local”.",
            "Here you can upload your authority’s own referral form, and make a token for the case system on your "
            "account page.",
        ),
        "concerns:referral-template",
        "Your authority’s referral form",
    ),
}
