"""Print how well office files are read after changes that a reader does not see, such as other names of styles.

Run `python tools/changed_files.py [--changes NAME ...] [--worst 3]`. Each row has a change and the typed block F1 before → after
on the half of the texts that rules are made on, and on the other half; the worst files are named in the first half only.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics

from bench.office_changes import OFFICE_CHANGES, change_office_file
from bench.office_files import make_files, read_score
from bench.pages import HALVES
from office.golden import read_golden


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", nargs="+", default=[*OFFICE_CHANGES], choices=OFFICE_CHANGES)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    texts = read_golden()
    rows: dict[tuple[str, str, str], list[tuple[float, float, str]]] = {}
    for producer, made, wanted in make_files(texts):
        for name, data in made.items():
            stem, _, suffix = name.rpartition(".")
            half = HALVES[hashlib.sha256(stem.encode()).digest()[0] % 2]
            pieces = wanted(texts[stem], suffix)
            before = read_score(data, name, pieces)
            for change in options.changes:
                if suffix in OFFICE_CHANGES[change]:
                    after = read_score(change_office_file(data, suffix, change), name, pieces)
                    rows.setdefault((half, change, suffix), []).append((before, after, f"{producer} {name}"))
    for (half, change, suffix), scores in sorted(rows.items(), reverse=True):
        before, after = (statistics.mean(values) for values in list(zip(*scores, strict=True))[:2])
        print(f"{half:9} {change:14} {suffix:5} {before:.3f} → {after:.3f} of {len(scores)} files")
        worst = sorted(scores, key=lambda row: row[1] - row[0])[: options.worst if half == HALVES[0] else 0]
        for old, new, name in worst:
            print(f"    {new - old:+.3f} {name}")


if __name__ == "__main__":
    main()
