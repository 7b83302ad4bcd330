"""Words of the editor’s room."""

GROUP = "Editors of {}"
