"""The vocabulary of short modules."""

# How a module is called in the trail; what somebody chose stands nowhere there.
SUBJECT = "module"
# How long somebody who did not answer is left alone before the one reminder.
REMIND_AFTER_DAYS = 3
