"""What a notice says: a fixed sentence for each kind, never anything about a child."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of notice: its sentence, the page that it leads to, and whether that page is about one record."""

    sentence: str
    page: str
    about_record: bool = True


KINDS: dict[str, Kind] = {
    "draft": Kind("A draft from your case system waits for you", "concerns:tasks"),
    "submitted": Kind("A consultation came in", "screening:workspace"),
    "handed-over": Kind("A screening was handed over to you", "screening:workspace"),
    "question": Kind("A specialist asks you something", "screening:decision"),
    "answer": Kind("Your question was answered", "screening:workspace"),
    "note": Kind("Something became known", "concerns:consultation"),
    "decision": Kind("A decision was recorded", "screening:decision"),
    "sign-off-asked": Kind("A decision waits for your sign-off", "screening:decision"),
    "sign-off-answered": Kind("A sign-off was answered", "screening:decision"),
    "disagreement": Kind("A colleague sees a decision differently", "screening:decision"),
    "disagreement-answered": Kind("Your disagreement was answered", "screening:decision"),
    "owner": Kind("You now own a matter", "concerns:consultation"),
    "part": Kind("You can now read a consultation", "concerns:consultation"),
    "step-due": Kind("A step of yours is due", "screening:decision"),
    "screening-late": Kind("A screening is late", "screening:workspace"),
    "match": Kind("Another consultation may be about a child you work with", "concerns:consultation"),
    "referral-sent": Kind("A referral to Prevent was recorded as sent", "concerns:referral"),
    "emergency-owner": Kind("A record of yours was opened in an emergency", "concerns:who"),
    "emergency": Kind("A record was opened in an emergency and waits for review", "desk:emergency-reviews", False),
    "left-open": Kind(
        "A colleague’s account has ended, and what they owned here waits for somebody", "concerns:consultation"
    ),
    "emergency-reviewed": Kind("An emergency opening was reviewed", "concerns:who"),
}
