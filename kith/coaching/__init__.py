"""Coaching: a specialist asked, booked and answering; what is learnt of it for everybody; who has experience of what.

Serves findings F9, F15 and F16 of the study and promises 3, 6 and 9. A question names no child in the normal case; what is
decided about a child belongs on the child’s record, and coaching notes do not. An answer of general use becomes a page of
the toolkit, so that what a specialist knows stays when they leave.
"""
