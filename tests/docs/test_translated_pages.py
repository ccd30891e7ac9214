"""Translated pages say the same as the English ones: the same structure, links, keys and codes, and labels of the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.docs.markdown_page import DOCS, first_line, page
from walks import LANGUAGES, ScreenTexts, plain_name

from briefbuilder.app.guide import Guide, page_path

OTHERS = [language for language in LANGUAGES if language != "en"]
PAGES = [
    (path.relative_to(DOCS / language).as_posix(), language)
    for language in OTHERS
    for path in sorted((DOCS / language).rglob("*.md"))
]
BESIDE_TASKS = (
    "index.md",
    "tutorial.md",
    "designers.md",
    "faq.md",
    "troubleshooting.md",
    "reference/window.md",
    "reference/keys.md",
    "reference/search.md",
)
MNEMONICS = {"Alt+O": ("NewBriefingForm", "T&opics")}
"""Underlined letters that pages name, with the label that has them."""
_FIRST_LINE = re.compile(r"\A<!-- .+ -->\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page: its kind, and what of it is the same in every language."""

    kind: str
    same: str = ""
    codes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    strong: int = 0


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


def _keys(code: str, texts: ScreenTexts) -> str:
    """Return the keys, or the other code, as a page in a language writes them."""
    if code not in MNEMONICS:
        return texts.keys(code)
    label = texts.shown(*MNEMONICS[code])
    return f"Alt+{label[label.index('&') + 1].upper()}"


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_translates_the_english_one_of_today(name: str, language: str) -> None:
    assert (DOCS / name).is_file(), "there is no English page"
    wanted = first_line(name)
    assert page(page_path(name, language)).partition("\n")[0] == wanted, (
        f"docs/{name} was changed. Translate the change (git log -p docs/{name}), then write {wanted} on line 1"
    )


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_a_page_has_the_structure_of_the_english_one(name: str, language: str) -> None:
    texts, path = ScreenTexts(language), page_path(name, language)
    english = list(read_blocks(name, page(name)))
    own = list(read_blocks(path, _FIRST_LINE.sub("", page(path))))
    for mine, theirs in zip(own, english, strict=False):
        assert (mine.kind, mine.same) == (theirs.kind, theirs.same)
        assert mine.codes == tuple(sorted(_keys(code, texts) for code in theirs.codes))
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


@pytest.mark.parametrize("language", OTHERS)
def test_every_task_and_every_page_that_it_needs_is_translated(language: str) -> None:
    tasks = [path.relative_to(DOCS).as_posix() for path in sorted((DOCS / "how-to").glob("*.md"))]
    missing = [name for name in (*tasks, *BESIDE_TASKS) if (name, language) not in PAGES]
    assert missing == []
