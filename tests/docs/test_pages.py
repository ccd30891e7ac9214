"""What holds for every page: it stands in an index, its links lead somewhere, and its sentences are short and plain."""

from __future__ import annotations

import re

import pytest
from reading_ease import measure
from tests.docs.markdown_page import DOCS, page, without_code
from walks import LANGUAGES

from briefbuilder.app.guide import Guide, heading_anchor

PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
OWN = [name for name in PAGES if not name.startswith("decisions/")]
"""The pages for users; decisions keep the words of their day."""
ENGLISH = [name for name in OWN if name.partition("/")[0] not in LANGUAGES]
LONGEST_SENTENCE = 25
"""The average number of words in the sentences of a page, at most."""
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_MACHINE = re.compile(r"(?:^|[\s`(])(?:/(?:home|root|tmp|usr|work|Users)/|[A-Z]:\\)", re.MULTILINE)
_UNUSUAL = re.compile(
    r"\b(mend(?:ed|s|ing)?|nought|house documents?|broke off|take in a|remarks?|slip of the finger|go on without"
    r"|own text of yours|not yours to|brought .{1,20} down|please|simply|just click|easy|easily)\b",
    re.IGNORECASE,
)
"""Words that the product does not use, and words that do not help a reader."""


def _anchors(text: str) -> list[str]:
    return [heading_anchor(re.sub(r"[*`]", "", heading)) for heading in _HEADING.findall(without_code(text))]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for link in _LINK.findall(without_code(page(name))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (DOCS / name).parent / path if path else DOCS / name
        assert target.is_file(), link
        assert DOCS in target.resolve().parents, f"{link} leads out of the documentation"
        assert not anchor or anchor in _anchors(target.read_text(encoding="utf-8")), link


def test_links_of_the_pages_beside_the_documentation_lead_somewhere() -> None:
    for path in DOCS.parent.glob("*.md"):
        for link in _LINK.findall(without_code(path.read_text(encoding="utf-8"))):
            target, _, anchor = link.partition("#")
            if "://" not in link:
                assert (DOCS.parent / target).exists(), f"{path.name}: {link}"
                assert not anchor or anchor in _anchors((DOCS.parent / target).read_text("utf-8")), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_stands_in_an_index_with_its_title(language: str) -> None:
    guide = Guide(DOCS, language)
    listed = {each.path: each.title for each in guide.pages}
    assert sorted(each.name for each in guide.pages) == sorted(ENGLISH)
    for index in (each for each in guide.pages if each.is_index):
        for title, link in re.findall(r"^\| \[([^\]]+)\]\(([^)#]+\.md)\) \|", index.markdown, re.MULTILINE):
            path = (DOCS / index.path).parent.joinpath(link).resolve().relative_to(DOCS).as_posix()
            assert title == listed.get(path, title), f"{index.path}: {link}"


def test_a_page_has_one_title_and_no_heading_twice() -> None:
    for name in OWN:
        text = re.sub(r"\A<!-- .+ -->\n", "", without_code(page(name)))
        assert text.startswith("# "), name
        assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1, name
        assert len(set(_anchors(text))) == len(_anchors(text)), name


def test_no_folder_of_a_machine_is_named() -> None:
    assert [name for name in OWN if _MACHINE.search(page(name))] == []


def test_sentences_are_short_on_average() -> None:
    figures = {name: measure(page(name)) for name in OWN}
    assert {
        name: str(figure) for name, figure in figures.items() if figure.words_per_sentence > LONGEST_SENTENCE
    } == {}


def test_words_are_the_products() -> None:
    texts = {name: re.sub(r"`[^`\n]*`", "", without_code(page(name))) for name in OWN}
    assert [(name, found) for name, text in texts.items() for found in _UNUSUAL.findall(text)] == []
