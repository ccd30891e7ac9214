"""Reading saved web pages beside the libraries: CPU seconds for the same pages, start-up included."""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

from bench.measure import cost_of, cost_of_python
from bench.table import row_of, show

PAGES = 60
TRAFILATURA = """
from pathlib import Path
import trafilatura
for name in sys.argv[1:]:
    trafilatura.bare_extraction(Path(name).read_bytes(), with_metadata=True)
"""
READABILITY = """
from pathlib import Path
from readability import Document
for name in sys.argv[1:]:
    try:
        Document(Path(name).read_text("utf-8", errors="replace")).summary()
    except Exception as error:
        print(error)
"""


def run(root: Path) -> None:
    """Print the table; the pages are the labelled ones beside the checkout, else the sample that ships."""
    with tempfile.TemporaryDirectory() as place:
        files = _pages(root, Path(place))
        program = [str(Path(sys.executable).with_name("briefbuilder")), "read", "--json", *files]
        rows = [
            row_of("briefbuilder", cost_of(program, repeat=2)),
            row_of("trafilatura", cost_of_python(TRAFILATURA, *files, repeat=2)),
            row_of("readability-lxml", cost_of_python(READABILITY, *files, repeat=2)),
        ]
    show(f"Reading {len(files)} saved pages", "CPU-s", rows)


def _pages(root: Path, folder: Path) -> list[str]:
    found = sorted((root.parent / "shared" / "corpora" / "pages" / "benchmark").glob("*.html.gz"))[:PAGES]
    if not found:
        (sample,) = (root / "resources" / "samples").glob("*.html")
        return [_copy(folder / f"{number}.html", sample.read_bytes(), number) for number in range(PAGES)]
    return [_copy(folder / path.stem, gzip.decompress(path.read_bytes()), 0) for path in found]


def _copy(target: Path, data: bytes, number: int) -> str:
    target.write_bytes(data + f"<!-- {number} -->".encode())
    return str(target)
