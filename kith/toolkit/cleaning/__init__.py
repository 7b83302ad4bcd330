"""A file that somebody brings, made anew without its makers: what is kept is written by Kith from what it read.

Runs in a process of its own, which has no secret, opens no file and ends after a while (`__main__.py`); `uploads.py`
starts it. Nothing here knows a person or a record.
"""
