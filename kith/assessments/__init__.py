"""Assessment of a child: home, family and the places and groups outside it, facts apart from what is made of them.

Finding 2 of the study: thresholds and assessments look inside the family, while this harm mostly comes from outside it.
So the places and groups stand beside the child and the family from the start, and the worker says in words which of them
does most harm and which could protect. It begins from what the consultation already holds. Serves promises 1 to 5, and 11:
culture, faith and identity are what help must fit, and never a sign.
"""
