"""The published levels of need, and reasoning against them.

Serves findings F5 and F6 and promises 1 and 10: the authority's own words, cited; no level is ever suggested.
"""
