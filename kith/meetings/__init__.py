"""Joint visits, strategy discussions and professionals' meetings, and the question that comes before a visible step.

Finding 8 of the study: named contacts and joint visits help, and a visit at the wrong moment disturbs what police do not
yet speak of. So a worker asks before a step that can be seen, and learns no more than go ahead, wait or speak to me; a
visit is planned, held and written down together; each agency's attendance, view and dissent is kept. Serves promises 2,
3, 4, 6 and 7.
"""
