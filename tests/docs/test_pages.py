"""What holds for every page: its links lead somewhere, and it names no machine's own folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.markdown_page import DOCS, page

PAGES = sorted(
    path.relative_to(DOCS).as_posix() for folder in (DOCS, DOCS / "guide") for path in folder.glob("*.md")
)
_LINK = re.compile(r"\]\(([^)]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_MACHINE = re.compile(r"(?:^|[\s`(])(?:/(?:home|root|tmp|usr|work|Users)/|[A-Z]:\\)", re.MULTILINE)


def _anchors(text: str) -> set[str]:
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(text)}


def _target(name: str, link: str) -> tuple[Path, str]:
    path, _, anchor = link.partition("#")
    return ((DOCS / name).parent / path if path else DOCS / name), anchor


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    links = [link for link in _LINK.findall(page(name)) if "://" not in link]
    for link in links:
        path, anchor = _target(name, link)
        assert path.exists(), link
        assert not anchor or anchor in _anchors(path.read_text(encoding="utf-8")), link


@pytest.mark.parametrize("name", PAGES)
def test_no_folder_of_a_machine_is_named(name: str) -> None:
    assert _MACHINE.search(page(name)) is None


def test_every_page_stands_in_the_index() -> None:
    linked = {link for link in _LINK.findall(page("README.md")) if "decisions/" not in link}
    inside = {name for name in PAGES if name.startswith("guide/") and name != "guide/README.md"}
    assert linked == set(PAGES) - inside - {"README.md"}
