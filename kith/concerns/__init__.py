"""The child, what was noticed, the consultation on it, the chronology, referrals, and who has a part and why.

Serves findings F1, F2, F13 and F20 and promises 3 to 6 and 9.
"""
