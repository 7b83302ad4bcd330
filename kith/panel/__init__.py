"""Panels of several agencies: Channel, and local panels on exploitation. Meetings, packs, decisions, plans, and after.

Finding 8 of the study asks that social care attend Channel as a matter of course; a published review found help that
stopped without anybody’s notice, and looks after an exit that nobody held. So the child’s social worker is always
invited, attendance is kept, each agency’s view stands under its own name, and what is due later belongs to a post with a
person found anew each day. Nobody is graded here: Kith holds no scoring of the national vulnerability assessment.
Serves promises 1 to 4, 6 and 7.
"""
