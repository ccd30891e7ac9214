"""Visible text of difficult OpenDocument texts is kept, and invisible text is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.importers.odt.odt_files import odt, p
from tests.importers.odt.odt_traps import FORMULA, STYLES, TRAPS

from briefbuilder.domain.article import ImportedArticle

Read = Callable[[bytes | str, str], ImportedArticle]
HEAD = p("A title", "Title") + p("An opening paragraph in English that stands before all of the traps.")


def document(*names: str) -> tuple[bytes, list[str], list[str]]:
    """Return a document with the traps, its visible words in order, and its invisible words."""
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{found[0]}-{count:03d}"

    body = re.sub("KEEP|DROP|FOOT|END", number, "".join(TRAPS[name] for name in names))
    formula = re.sub("KEEP|DROP", number, FORMULA)
    seen = body.replace('<draw:object xlink:href="./Object 1"/>', formula)
    kept = re.findall(r"KEEP-\d{3}", seen) + re.findall(r"(?:FOOT|END)-\d{3}", seen)
    dropped = re.findall(r"DROP-\d{3}", body + formula)
    return odt(HEAD + body, STYLES, files={"Object 1/content.xml": formula}), kept, dropped


def check(read: Read, names: tuple[str, ...]) -> None:
    data, kept, dropped = document(*names)
    text = "\n".join(block.text for block in read(data, "a.odt").article.blocks)
    assert re.findall(r"(?:KEEP|FOOT|END)-\d{3}", text) == kept
    assert [word for word in dropped if word in text] == []


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_keeps_visible_text(read: Read, trap: str) -> None:
    check(read, (trap,))


def test_all_traps_together_keep_visible_text(read: Read) -> None:
    check(read, tuple(TRAPS))
