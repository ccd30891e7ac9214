"""Visible text of difficult RTF files is kept, and invisible text is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.importers.rtf.rtf_files import FONTS
from tests.importers.rtf.rtf_traps import HEAD, TRAPS

from briefbuilder.domain.article import ImportedArticle

Read = Callable[[bytes | str, str], ImportedArticle]
OPENING = (
    r"\pard\s9 A title\par\pard An opening paragraph in English that stands before all of the traps.\par "
)


def check(read: Read, names: tuple[str, ...]) -> None:
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{found[0]}{count:03d}z"

    body = re.sub("KEEP|DROP|FOOT|END", number, "\n".join(TRAPS[name] for name in names))
    data = rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{HEAD}{OPENING}{body}}}".encode("latin-1")
    kept = re.findall(r"KEEP\d{3}", body) + re.findall(r"(?:FOOT|END)\d{3}", body)
    text = "\n".join(block.text for block in read(data, "a.rtf").article.blocks)
    assert re.findall(r"(?:KEEP|FOOT|END)\d{3}", text) == kept
    assert re.findall(r"DROP\d{3}", text) == []


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_keeps_visible_text(read: Read, trap: str) -> None:
    check(read, (trap,))


def test_all_traps_together_keep_visible_text(read: Read) -> None:
    check(read, tuple(TRAPS))
