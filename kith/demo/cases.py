"""The scenarios as demo data, moved by whole weeks so that the newest activity is recent."""


def build_cases() -> None:
    """The cases stand in the demo. (They arrive with the consultation's pages.)"""
