"""The plan of a child in editions, its actions and reviews, and direct work: time with the young person, planned and held.

Finding 11 of the study: there is too little time with the young person, and nobody sees it while it could be mended.
Finding 5: a plan works on the place or the group too, or says why not. What was agreed is never changed in silence: a
new edition says what changed. Serves promises 2, 3, 4 and 10.
"""
