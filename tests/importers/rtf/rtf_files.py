"""Make RTF files from fragments of their source."""

from __future__ import annotations

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
FONTS = r"{\fonttbl{\f0\fnil\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}{\f3\fcharset2 Symbol;}{\f4\fcharset238 D;}}"
STYLES = r"{\stylesheet{Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2\sbasedon1 Ministry;}{\s9 Title;}{\*\cs5 HTML Code;}}"
LISTS = (
    r"{\*\listtable{\list{\listlevel\levelnfc0\levelstartat3{\leveltext\'02\'00.;}}{\listlevel\levelnfc23\levelstartat1{\leveltext\'01*;}}\listid77}}"
    r"{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls4}}"
)


def rtf(body: str, head: str = "") -> bytes:
    """Return an RTF file with a title, a paragraph and a body."""
    whole = rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{STYLES}{LISTS}{head}\pard\s9 A title\par\pard {LONG}\par {body}}}"
    return whole.encode("latin-1")
