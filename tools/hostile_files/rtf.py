"""Hostile RTF."""

from __future__ import annotations

from hostile_files.made import ARTICLE, LONG, cut, hostile

HEAD = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}"
NESTED = "import-rtf-nested"


def _rtf(body: str) -> str:
    return f"{HEAD}{body}\\par {LONG}\\par}}"


FILES = (
    hostile("groups-100000-deep.rtf", lambda: _rtf("{" * 100_000 + "x" + "}" * 100_000), NESTED, ARTICLE),
    hostile("unicode-out-of-range.rtf", lambda: _rtf(r"\u99999999999?\u-70000?\u55357?\u?\uc99999 \u65?x\uc-1\u66?" + rf"\u{'9' * 6000}?"), ARTICLE),
    hostile("binary-that-lies.rtf", lambda: _rtf(r"{\pict\pngblip\bin999999999 abc}" + rf"{{\pict\bin{'9' * 6000} x}}\bin-5 "), ARTICLE, "import-no-text"),
    hostile("picture-of-hex.rtf", lambda: _rtf(r"{\pict\pngblip " + "0f" * 20_000_000 + "}"), ARTICLE, quick=False),
    hostile("cells-without-end.rtf", lambda: _rtf(r"\trowd" + "".join(rf"\cellx{n}" for n in range(200_000)) + r"\intbl x\cell\row"), ARTICLE, quick=False),
    hostile("rows-29000.rtf", lambda: _rtf(r"\trowd\cellx1000\intbl x\cell\row" * 29_000), ARTICLE, "import-too-many-paragraphs", quick=False),
    hostile("rows-190000.rtf", lambda: _rtf(r"\trowd\cellx1000\intbl x\cell\row" * 190_000), "import-too-many-paragraphs"),
    hostile("word-of-a-megabyte.rtf", lambda: _rtf("\\" + "a" * 1_000_000 + "1" * 1_000_000 + " "), ARTICLE, "import-no-text"),
    hostile("notes-in-notes.rtf", lambda: _rtf(r"x{\footnote y" * 400 + "}" * 400), ARTICLE),
    hostile("object-inside.rtf", lambda: _rtf(r"{\object\objemb{\*\objdata " + "d0cf11e0" * 10_000 + r"}{\result old}}{\field{\*\fldinst INCLUDETEXT file:///etc/hostname}{\fldrslt }}"), ARTICLE),
    hostile("braces-too-many.rtf", lambda: _rtf("}" * 100_000), ARTICLE, "import-no-text"),
    hostile("cut.rtf", lambda: cut(_rtf(f"{LONG}\\par " * 50).encode()), ARTICLE),
    hostile("fonts-100000.rtf", lambda: r"{\rtf1{\fonttbl" + "".join(rf"{{\f{n} A;}}" for n in range(100_000)) + rf"}}\par {LONG}\par}}", ARTICLE, quick=False),
)  # fmt: skip
