"""The scale, how often it is asked, and how few are too few to be shown."""

from kith.people.words import Role

# 0, 10, … 100: steps of ten, with three anchors in words.
VALUES = tuple(range(0, 101, 10))
ANCHORS = {0: "cannot do it at all", 50: "moderately certain", 100: "highly certain"}
STEM = "How certain are you that you can do this today, without help?"
# After so many days it is asked again; a training day and a rating this far apart belong together.
HALF_YEAR_DAYS = 183
# From so many people on a change has an interval: the edges of one of fewer would be what two people said.
FOR_INTERVAL = 10
# Whoever says at least so much more than before is said to have improved (shared/domain/training.md, part 4).
IMPROVED = 10
# So many draws give the interval of a change; the inner consistency of the items is told from so many answers on.
DRAWS, FOR_ALPHA = 2000, 100
# From here on somebody says that they are sure, and up to here that they are not; of so many choices in modules it is said.
SURE, UNSURE, CHOICES = 80, 40, 3
WELL, SELDOM = 0.8, 0.6
DUE = "Rating due"
# Who sees the groups of the whole authority.
LEADS = (Role.TRAINING_LEAD, Role.SPECIALIST)
