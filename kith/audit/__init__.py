"""What happened: an event, its chained entry, then the reactions.

Serves promise 8. The trail is for investigators; no page decides anything by it (docs/adr/0003).
"""
