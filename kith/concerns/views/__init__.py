"""The pages of a consultation, and of a referral to Prevent."""

from . import parts, record, referrals, writing

__all__ = ["parts", "record", "referrals", "writing"]
