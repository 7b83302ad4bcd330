"""The version is the first release heading of CHANGELOG.md, and so cannot disagree with it."""

import re
from pathlib import Path

_text = (Path(__file__).resolve().parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")
_heading = re.search(r"^## (\d+\.\d+\.\d+)", _text, re.MULTILINE)
VERSION = _heading.group(1) if _heading else "0"
