"""Hostile plain texts and Markdown."""

from __future__ import annotations

import itertools
from pathlib import Path

from hostile_files.made import ARTICLE, LONG, Hostile, hostile, noise

TOO_LONG = "import-too-long"
UNKNOWN = "import-format-unknown"
GIGABYTE = 1024**3


def _gigabyte(path: Path) -> None:
    with path.open("wb") as file:
        file.write(f"Stocks of gases\n\n{LONG}\n".encode())
        file.truncate(GIGABYTE)


def _laughs() -> str:
    names = [chr(code) for code in range(ord("a"), ord("z"))]
    lines = [f'{names[0]}: &{names[0]} ["ha","ha","ha","ha","ha","ha","ha","ha"]']
    lines += [
        f"{later}: &{later} [{', '.join([f'*{earlier}'] * 9)}]"
        for earlier, later in itertools.pairwise(names)
    ]
    return "---\n" + "\n".join(lines) + f"\ntitle: *y\n---\n\n# Stocks\n\n{LONG}\n"


FILES = (
    Hostile(name="gigabyte.txt", write=_gigabyte, becomes=frozenset({"import-too-large"}), quick=False),
    hostile("line-of-30-megabytes.txt", lambda: "word " * 6_000_000, ARTICLE, TOO_LONG, quick=False),
    hostile("line-without-spaces.txt", lambda: "x" * 30_000_000, ARTICLE, TOO_LONG, quick=False),
    hostile("lines-too-many.txt", lambda: "a line\n" * 3_000_000, TOO_LONG, quick=False),
    hostile("lines-like-headings.txt", lambda: "A short line\n\n" * 90_000, ARTICLE, quick=False),
    hostile("digits.txt", lambda: f"Stocks\n\n{LONG}\n\n{'7' * 3_000_000}\n", ARTICLE, quick=False),
    hostile("spaces-and-a-word.txt", lambda: f"Stocks\n\n{LONG}\n\n{' ' * 3_000_000}x\n", ARTICLE, quick=False),
    hostile("hyphens.txt", lambda: f"Stocks\n\n{LONG}\n\n{'-' * 3_000_000}\n{'a-' * 1_000_000}\n", ARTICLE, quick=False),
    hostile("marks-on-one-letter.txt", lambda: f"Stocks\n\n{LONG}\n\ne{chr(0x301) * 1_000_000}\n", ARTICLE, quick=False),
    hostile("turned-around.txt", lambda: f"Stocks\n\n{chr(0x202E)}{LONG}{chr(0x2066) * 1000}\n", ARTICLE),
    hostile("cut-in-a-sign.txt", lambda: f"Häfen und Vorräte\n\n{LONG} Häfen".encode()[:-3], ARTICLE),
    hostile("overlong.txt", lambda: f"Stocks\n\n{LONG} ".encode() + b"\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\xed\xa0\x80" * 20, ARTICLE),
    hostile("marks-of-order-mixed.txt", lambda: b"\xef\xbb\xbf\xff\xfe" + f"Stocks\n\n{LONG}\n".encode() + b"\xfe\xff", ARTICLE, UNKNOWN),
    hostile("utf-32-beyond.txt", lambda: b"\xff\xfe\0\0" + LONG.encode("utf-32-le") + b"\xff\xff\xff\x7f" * 10, ARTICLE, UNKNOWN),
    hostile("utf-7.txt", lambda: f"Stocks\n\n{LONG} +AGEAYQ- +{'A' * 100_000}\n", ARTICLE),
    hostile("nuls.txt", lambda: f"Stocks\n\n{LONG}\0\0\x1b[31m\n\n" + f"{LONG.lower()}\n\n" * 20, ARTICLE, notice="control-characters-removed"),
    hostile("noise.txt", lambda: noise(300_000), UNKNOWN),
    hostile("empty.txt", lambda: b"", "import-empty"),
    hostile("spaces-alone.txt", lambda: " \n\t" * 1000, "import-empty"),
    hostile("mark-alone.txt", lambda: b"\xef\xbb\xbf", "import-empty"),
    hostile("brackets.md", lambda: "[" * 200_000 + "\n", ARTICLE, quick=False),
    hostile("links-half-open.md", lambda: "[a](<b" * 30_000 + "\n", ARTICLE, quick=False),
    hostile("quotes-50000-deep.md", lambda: ">" * 50_000 + f" {LONG}\n", ARTICLE, quick=False),
    hostile("lists-deep.md", lambda: "".join(" " * (2 * level) + "- a\n" for level in range(700)), ARTICLE, quick=False),
    hostile("stars.md", lambda: f"# Stocks\n\n{LONG}\n\n" + "*a **a " * 50_000, ARTICLE, quick=False),
    hostile("backticks.md", lambda: "# Stocks\n\n" + "".join("`" * size + "a" for size in range(1, 900)), ARTICLE, quick=False),
    hostile("table-wide.md", lambda: "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + "|b" * 20_000 + "|\n", ARTICLE, quick=False),
    hostile("references.md", lambda: "\n".join(f"[r{n}]: /{'x' * 50}" for n in range(5000)) + "\n\n" + "[r1][r2]" * 20_000, ARTICLE, quick=False),
    hostile("front-that-laughs.md", _laughs, ARTICLE),
)  # fmt: skip
