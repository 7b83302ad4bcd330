"""Roles, agencies and contact subjects, in the field's words."""

from django.db import models


class Role(models.TextChoices):
    PRACTITIONER = "practitioner", "Practitioner"
    SPECIALIST = "specialist", "Specialist"
    MANAGER = "manager", "Manager"
    PARTNER = "partner", "Partner"
    CHAIR = "chair", "Channel chair"
    EDITOR = "editor", "Editor"
    TRAINING_LEAD = "training-lead", "Training lead"
    COORDINATOR = "coordinator", "Regional coordinator"
    GOVERNANCE = "governance", "Information governance"
    ADMINISTRATOR = "administrator", "Administrator"


# Casework is done by people of the authority's own social care service in one of these roles.
CASEWORK_ROLES = (Role.PRACTITIONER, Role.SPECIALIST, Role.MANAGER)
# Who opens the pages of screening.
SCREENING_ROLES = (Role.SPECIALIST, Role.MANAGER)


class TokenScope(models.TextChoices):
    """What a token opens of what its person may read. A feed reader keeps its token where others may see it."""

    EVERYTHING = "everything", "Everything that you may read, for your authority’s case system"
    FEED = "feed", "Only what has changed in the toolkit, for a feed reader"


class AgencyKind(models.TextChoices):
    SOCIAL_CARE = "social-care", "Children’s social care"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    PROBATION = "probation", "Probation"
    REGION = "region", "Regional coordination"
    OTHER = "other", "Another agency"


class ContactSubject(models.TextChoices):
    EMERGENCY = "emergency", "Immediate danger"
    SCREENING = "screening", "Specialist for radicalisation and exploitation"
    FRONT_DOOR = "front-door", "Front door (MASH)"
    POLICE_PREVENT = "police-prevent", "Police Prevent team"
    OUT_OF_HOURS = "out-of-hours", "Emergency duty team, out of hours"
    EARLY_HELP = "early-help", "Early help or family help"
    INFORMATION = "information", "Requests for information"


# Subjects for which an agency names people with an account; the rest are numbers of the authority.
DESIGNATED = (
    ContactSubject.INFORMATION,
    ContactSubject.POLICE_PREVENT,
    ContactSubject.SCREENING,
    ContactSubject.EARLY_HELP,
    ContactSubject.FRONT_DOOR,
)
# A team’s workers are many by their nature; every other role is a post, which one person alone should not hold.
NO_POST = (Role.PRACTITIONER,)


def named(people) -> tuple[str, ...]:
    """People as an event names them, each once."""
    return tuple(dict.fromkeys(f"person:{person.uuid}" for person in people if person is not None))


def choices_of(people) -> list[tuple[str, str]]:
    """People as one chooses among them: by uuid, with name and what they do."""
    return [(str(person.uuid), person.name_and_title) for person in people]
