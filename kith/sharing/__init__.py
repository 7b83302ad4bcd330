"""What one agency asks another for, what comes back, and the originator's conditions on it.

Finding 8 of the study: police share late or little, because an investigation could be disturbed or because the reader
is not cleared. So a request goes to a named person and has a time; every answer that is short of everything says why;
and what comes back is seen by those alone whom its originator allows, at every door. Serves promises 6 and 7.
"""
