"""Keeping the directory, and taking in what others keep. Each action asks its rule and leaves an event."""

from .fetching import NotAllowed, ask_for_directory, begin_directory, fetch_directory
from .importing import begin_file, forget_old_imports, leave_import, load_import, name_columns
from .keeping import (
    NewOrganisation,
    Overtaken,
    SameName,
    add_service,
    assure_service,
    bring_back,
    change_organisation,
    change_service,
    make_private,
    make_public,
    put_back,
    retire_service,
)

__all__ = [
    "NewOrganisation",
    "NotAllowed",
    "Overtaken",
    "SameName",
    "add_service",
    "ask_for_directory",
    "assure_service",
    "begin_directory",
    "begin_file",
    "bring_back",
    "change_organisation",
    "change_service",
    "fetch_directory",
    "forget_old_imports",
    "leave_import",
    "load_import",
    "make_private",
    "make_public",
    "name_columns",
    "put_back",
    "retire_service",
]
