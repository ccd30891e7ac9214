"""Runs the benchmarks that are named, or all: `python -m bench [window suggesting labelled ... holds holds-share]`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import (
    anchors,
    charsets,
    claims,
    commands,
    corrections,
    corrections_office,
    coverage,
    desks,
    duplicates,
    encrypted,
    holds,
    importing,
    labelled,
    languages,
    learning,
    library,
    novelty,
    office_files,
    page_counts,
    pages,
    pdfs,
    plaintexts,
    preview,
    sealing,
    suggesting,
    window,
)

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run and print; return the exit status."""
    benches: dict[str, Callable[[], None]] = {
        "window": window.run,
        "suggesting": suggesting.run,
        "labelled": labelled.run,
        "coverage": coverage.run,
        "learning": learning.run,
        "anchors": anchors.run,
        "duplicates": lambda: duplicates.run(ROOT),
        "library": lambda: library.run(ROOT),
        "encrypted": lambda: encrypted.run(ROOT),
        "desks": lambda: desks.run(ROOT),
        "office-files": office_files.run,
        "pages": lambda: pages.run(ROOT),
        "page-counts": lambda: page_counts.run(ROOT),
        "commands": lambda: commands.run(ROOT),
        "pdfs": lambda: pdfs.run(ROOT),
        "plaintexts": lambda: plaintexts.run(ROOT),
        "charsets": lambda: charsets.run(ROOT),
        "languages": lambda: languages.run(ROOT),
        "importing": importing.run,
        "holds": lambda: holds.run(ROOT),
        **{f"holds-{group}": partial(holds.run, ROOT, group) for group in holds.GROUPS},
        "sealing": lambda: sealing.run(ROOT),
        "preview": preview.run,
        "corrections": lambda: corrections.run(ROOT),
        "claims": claims.run,
        "novelty": novelty.run,
        "corrections-office": lambda: corrections_office.run(ROOT),
    }
    for name in sys.argv[1:] or [name for name in benches if not name.startswith("holds-")]:
        if name not in benches:
            print(f"There is no benchmark {name}: {', '.join(benches)}", file=sys.stderr)
            return 2
        benches[name]()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
