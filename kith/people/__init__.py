"""People, roles, teams, agencies and authorities, and the points of contact that each designates.

Serves findings F15 to F18 (who helps, who covers, who may be rung) and promises 3, 6 and 10: rights
come from rows with a beginning and an end, and telephone numbers are data with a last check.
"""
