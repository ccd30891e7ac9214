"""Translated pages say the same as the English ones: the same structure, links, keys and codes, and labels of the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.docs.markdown_page import DOCS, page
from walks import LANGUAGES, ScreenTexts, plain_name

from briefbuilder.app.guide import Guide, page_path

PAGES = [
    (path.relative_to(DOCS / language).as_posix(), language)
    for language in LANGUAGES
    if language != "en"
    for path in sorted((DOCS / language).rglob("*.md"))
]
_ORIGIN = re.compile(r"\A<!-- translation of ([0-9a-f]{16}) -->\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: its kind, and what of it is the same in every language."""

    kind: str
    same: str = ""
    codes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    strong: int = 0


def english_digest(name: str) -> str:
    """Return what a translation of the English page has on its first line."""
    return sha256(page(name).encode()).hexdigest()[:16]


def read_blocks(path: str, markdown: str) -> Iterator[Block]:
    """Yield the blocks of a page, with links as names of pages."""
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        children = token.children or []
        kind = f"{token.type} {token.tag} {token.info}".strip()
        if token.type == "html_block" or token.info == "sh":
            yield Block(kind, token.content)
        elif token.type != "inline":
            yield Block(kind)
        else:
            codes = sorted(child.content for child in children if child.type == "code_inline")
            links = sorted(
                _link_name(path, str(child.attrs["href"])) for child in children if "href" in child.attrs
            )
            strong = sum(child.type == "strong_open" for child in children)
            yield Block(kind, "", tuple(codes), tuple(links), tuple(_labels(children)), strong)


def _labels(children: list[Token]) -> Iterator[str]:
    for child, after in pairwise(children):
        if child.type == "em_open":
            yield from (plain_name(re.sub(r"\d+", "%n", part)) for part in after.content.split(" ▸ "))


def _link_name(path: str, link: str) -> str:
    """Return the name of the page that a link leads to, and whether it leads to a heading; else the link itself."""
    target, _, anchor = link.partition("#")
    if "://" in link:
        return link
    found = (DOCS / path).parent.joinpath(target).resolve().relative_to(DOCS) if target else Path(path)
    folder = path.partition("/")[0]
    language = folder if folder in LANGUAGES else "en"
    name = found.as_posix().removeprefix(f"{language}/")
    best = page_path(name, language)
    assert not (DOCS / best).is_file() or found.as_posix() == best, f"{link}: there is a translation"
    return f"{name}#" if anchor else name


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_translates_the_english_one_of_today(name: str, language: str) -> None:
    found = _ORIGIN.match(page(page_path(name, language)))
    assert (DOCS / name).is_file(), "there is no English page"
    wanted = english_digest(name)
    assert found is not None, f"line 1 must be <!-- translation of {wanted} -->"
    assert found[1] == wanted, (
        f"docs/{name} was changed. Translate the change (git log -p docs/{name}), "
        f"then write <!-- translation of {wanted} --> on line 1"
    )


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_has_the_structure_of_the_english_one(name: str, language: str) -> None:
    texts, path = ScreenTexts(language), page_path(name, language)
    english = list(read_blocks(name, page(name)))
    own = list(read_blocks(path, _ORIGIN.sub("", page(path))))
    for mine, theirs in zip(own, english, strict=False):
        assert (mine.kind, mine.same) == (theirs.kind, theirs.same)
        assert mine.codes == tuple(sorted(map(texts.keys, theirs.codes)))
        assert mine.links == theirs.links
        assert mine.strong == theirs.strong, f"number of bold words: {mine} {theirs}"
        assert len(mine.labels) == len(theirs.labels), f"{mine.labels} {theirs.labels}"
        for label in theirs.labels:
            assert texts.of(label) & set(mine.labels), f"{label}: {texts.of(label)}, not {mine.labels}"
    assert len(own) == len(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_indexes_of_a_language_list_every_page_in_the_same_order(language: str) -> None:
    names = [each.name for each in Guide(DOCS, language).pages]
    assert names == [each.name for each in Guide(DOCS).pages]
