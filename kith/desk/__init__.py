"""What waits for me: home, search, notices, the chronology; any page that shows several rooms.

Serves findings F1 and F11 and promises 3 and 8.
"""
