"""The pages of a consultation, and of a referral to Prevent."""

from . import consultations, referrals

__all__ = ["consultations", "referrals"]
