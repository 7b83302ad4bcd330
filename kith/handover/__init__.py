"""When somebody leaves or moves: what they hold, who takes each of it over, and what their successor should know.

Serves findings F15 and F16 (knowledge leaves when specialists leave) and promises 3 and 8: nothing is left with nobody.
What a person holds is said by the rooms themselves (`kith/people/standing.py`; docs/handover.md).
"""
