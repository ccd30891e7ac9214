"""`cd tools && python -m letterheads [--all]`: make the letterhead documents of `tests/data/letterheads` anew.

Without `--all` only those that need no LibreOffice are made.
"""

from __future__ import annotations

import sys
from pathlib import Path

from letterheads.with_libreoffice import convert
from letterheads.with_python_docx import MAKERS

TARGET = Path(__file__).resolve().parents[2] / "tests" / "data" / "letterheads"


def main() -> int:
    """Write the files."""
    TARGET.mkdir(parents=True, exist_ok=True)
    made = {name: make() for name, make in MAKERS.items()}
    if "--all" in sys.argv[1:]:
        made |= convert()
    for name, data in made.items():
        (TARGET / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
