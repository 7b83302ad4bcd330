"""How a case is written down."""


def noticed(what: str, day: str = "", **more) -> dict:
    """One thing noticed, on its day where that is known."""
    return {"what": what, **({"happened_on": day} if day else {}), **more}
