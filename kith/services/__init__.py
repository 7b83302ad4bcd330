"""Services that can help: who runs them, for whom, where, at what cost, how to refer, and who last checked.

Finding 3 of the study: good help exists, and people do not know of it. A worker finds it here by a few plain filters; an
editor keeps it, marks what the public may know, and takes it in from other directories. Serves promises 8 and 10. Nothing
in this room knows a child, and what leaves it by the public feed is read by `public.py` alone.
"""
