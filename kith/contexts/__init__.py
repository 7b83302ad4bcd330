"""Places and groups where harm or safety happens: subjects of work in their own right, and the map of what is around a child.

Finding 5 of the study: radicalisation mostly happens outside the family, and what is assessed and planned for is then the
place. A context has its own owner, partners with reach, assessment, goals and reviews; it names no child, and who may read
it learns of a child only where they have a part in that child. Closing the one leaves the other. Serves promises 1 to 6.
"""
