"""Consultations answered, concerns screened, decisions recorded, and the pathway that each outcome starts.

Serves findings F5, F6, F15 and F16 and promises 1, 2, 3 and 5.
"""
