"""Who may publish a threshold document: until editors have their pages, the operator on the server."""


def may_publish(by) -> bool:
    """Yes for the commands on the server alone."""
    return by == "system:command"
