"""The page on exports names tests that exist, for each of its guarantees."""

from __future__ import annotations

import re

from tests.docs.markdown_page import DOCS

ROW = re.compile(r"^\| (?!guarantee|---)(.+) \| (.+) \|$", re.MULTILINE)


def test_every_guarantee_is_watched_by_tests_that_exist() -> None:
    written = "\n".join(path.read_text("utf-8") for path in (DOCS.parent / "tests").rglob("test_*.py"))
    known = set(re.findall(r"^def (test_\w+)\(", written, re.MULTILINE))
    rows = ROW.findall((DOCS / "reference" / "exports.md").read_text("utf-8"))
    assert len(rows) >= 10
    for guarantee, watched in rows:
        names = set(re.findall(r"`(test_\w+)`", watched))
        assert names, guarantee
        assert names <= known, names - known
