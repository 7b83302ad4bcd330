"""Reading settings from the environment: a value that is not understood stops the program."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The setting's text; without a default it must be there."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} in the environment; see docs/operating.md.")
    return value


def switch(name: str, default: bool) -> bool:
    """True for yes/true/1/on, False for no/false/0/off; anything else stops the program."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    if value.lower() in ("yes", "true", "1", "on"):
        return True
    if value.lower() in ("no", "false", "0", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be yes or no, not “{value}”.")


def number(name: str, default: int, most: int | None = None) -> int:
    """A whole number, from 1 to `most` where that is given; anything else stops the program."""
    value = os.environ.get(name)
    if value is None or value == "":
        return default
    try:
        given = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not “{value}”.") from None
    if most is not None and not 1 <= given <= most:
        raise ImproperlyConfigured(f"{name} can be made shorter, not longer: write a number from 1 to {most}.")
    return given


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of a setting."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def database(name: str, default: str) -> dict[str, Any]:
    """The database of a setting, PostgreSQL or SQLite. The value itself is never repeated: it holds a password."""
    value = os.environ.get(name) or default
    try:
        if value.split(":", 1)[0] not in ("postgresql", "postgres", "sqlite"):
            raise ValueError
        return dict(dj_database_url.parse(value))
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} is not understood. It reads postgresql://NAME:PASSWORD@HOST:PORT/DATABASE or sqlite:////FILE."
        ) from None


def secret(name: str, least: int, file: Path | None = None) -> str:
    """A secret from NAME, from the file that NAME_FILE names, or from `file` where the demo made one.

    A secret with fewer than `least` characters stops the program: it could be guessed.
    """
    value = os.environ.get(name, "")
    named = os.environ.get(f"{name}_FILE")
    place = Path(named) if named else file
    if not value and place is not None and place.exists():
        value = place.read_text(encoding="utf-8").strip()
    if value and len(value) < least:
        raise ImproperlyConfigured(f"{name} needs at least {least} characters; see docs/operating.md.")
    if value:
        return value
    raise ImproperlyConfigured(f"Set {name} or {name}_FILE in the environment; see docs/operating.md.")
