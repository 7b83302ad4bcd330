"""Editing: how an authority’s and a region’s own pages of the toolkit are written, approved by another, and published.

Serves findings F7, F8, F15 and F16, and promises 2 and 10. Pages, drafts, comments, history and scheduling are Wagtail’s
(docs/adr/0010); what is published goes through `toolkit.actions`, and readers never meet Wagtail. Its addresses stand
below /editor/, for people who write in a layer, and reach no casework.
"""
