"""The vocabulary of LTI 1.3, and how long each thing lasts."""

from kith.people.words import Role

# Who registers learning platforms, and sees what could not be passed back.
REGISTRARS = (Role.ADMINISTRATOR, Role.TRAINING_LEAD)
# In whose name a launch that is nobody’s yet stands in the trail.
LTI = "system:lti"
# How a session says that a learning platform opened it. The access table knows which routes such a session may open.
VIA = "lti"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
MESSAGE = "LtiResourceLinkRequest"
VERSION = "1.3.0"
ALGORITHM = "RS256"
# How long a launch may take, how far two clocks may be apart, and how long somebody may take to link their account.
LAUNCH_SECONDS = 5 * 60
SKEW_SECONDS = 60
JOIN_SECONDS = 30 * 60
# Keys of a platform are read again after so long, and a key that is not among them asks for them so often and no more.
KEYS_SECONDS = 12 * 3600
REFETCHES = 6
# So many launches may one address begin in a minute.
BEGINNINGS = 60
# A key that was replaced stays among ours for so long, for what was signed with it.
DEAD_AFTER_DAYS = 7
BITS = 2048
# What a platform answers is read up to here, and waited for so long.
MOST, SECONDS = 256 * 1024, 10
# How often a result is tried, and how long what is over is kept.
TRIES = 10
KEPT_DAYS = 90
