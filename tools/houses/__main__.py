"""`cd tools && python -m houses [--all]`: make the house documents of `tests/data/house` anew.

Without `--all` only those that need no LibreOffice are made.
"""

from __future__ import annotations

import sys
from pathlib import Path

from houses.by_office import convert
from houses.by_word import MADE

TARGET = Path(__file__).resolve().parents[2] / "tests" / "data" / "house"


def main() -> int:
    """Write the files."""
    TARGET.mkdir(parents=True, exist_ok=True)
    made = {name: make() for name, make in MADE.items()}
    if "--all" in sys.argv[1:]:
        made |= convert()
    for name, data in made.items():
        (TARGET / name).write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
