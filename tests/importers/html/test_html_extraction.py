"""The extraction library gets a reduced copy of the page, and the page is not changed."""

from __future__ import annotations

from time import process_time

import pytest
from lxml import etree
from lxml.html import document_fromstring
from tests.importers.conftest import Read

from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.clean import match_key
from briefbuilder.importers.html import choose
from briefbuilder.importers.html.extraction import _make_paragraphs, copy_without, extract_texts
from briefbuilder.importers.html.page import parse_elements

TEXT = " ".join(
    f"Sentence {number} tells how the stocks of gas were filled before the frost." for number in range(9)
)
MENU = (
    "<div class='menu'><ul>"
    + "".join(f"<li><a href='/{n}'>Part {n}</a></li>" for n in range(9))
    + "</ul></div>"
)
PAGE = f"<html><body>{MENU}<table><tr><td colspan='9999999'>a</td></tr></table><p>{TEXT}</p><p>{TEXT[::-1]}</p></body></html>"


def test_the_page_is_not_changed() -> None:
    root = parse_elements(PAGE)[0]
    before = etree.tostring(root)
    texts, failed = extract_texts(root, list(root.iter("div")))
    assert etree.tostring(root) == before
    assert not failed
    assert "Sentence8tells".lower() in texts[0]


def test_a_copy_lacks_removed_elements_and_the_page_keeps_them() -> None:
    root = parse_elements(PAGE)[0]
    copied = copy_without(root, list(root.iter("div")))
    assert "Part 3" not in "".join(copied.itertext())
    assert "Part 3" in "".join(root.itertext())
    assert "Sentence 3" in "".join(copied.itertext())


def test_a_copy_lacks_empty_elements_but_not_the_text_beside_them() -> None:
    page = f"<html><body><ul><li><i class='icon'></i> </li></ul><p>One<span> </span>two<i></i> three</p><p>{TEXT}</p></body></html>"
    root = parse_elements(page)[0]
    copied = copy_without(root, [])
    assert not list(copied.iter("ul", "li", "i", "span"))
    assert [match_key("".join(p.itertext())) for p in copied.iter("p")] == ["onetwothree", match_key(TEXT)]
    assert len(list(root.iter("ul", "li", "i", "span"))) == 5


def test_links_are_resolved_against_the_address_of_the_page(read: Read) -> None:
    addresses = ["/a/b?c=1", "//other.example/x", "/a/../b", "../up", "?page=2", "/a#", "/a/.hidden"]
    links = "".join(f"<p>{TEXT} <a href='{address}'>{address}</a></p>" for address in addresses)
    head = "<link rel='canonical' href='https://gazette.example.org/2024/gas/index.html'>"
    reading = read(f"<html><head>{head}</head><body><article>{links}</article></body></html>", "a.html")
    found = [
        span.link
        for block in reading.article.blocks
        if isinstance(block, Paragraph)
        for span in block.content
        if isinstance(span, Span) and span.text in addresses
    ]
    home = "https://gazette.example.org"
    assert found == [
        f"{home}/a/b?c=1",
        "https://other.example/x",
        f"{home}/b",
        f"{home}/2024/up",
        f"{home}/2024/gas/index.html?page=2",
        f"{home}/a",
        f"{home}/a/.hidden",
    ]


_CHAPTERS = 9
_SERIES = "".join(f"<p>{TEXT} Chapter {number}.</p>" for number in range(_CHAPTERS))
_TEASERS = "".join(
    f"<p><a href='/{n}'>The cranes of port {n}, and what they did in the winter</a></p>" for n in range(90)
)


def test_a_small_extraction_next_to_a_long_text_is_rejected(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrap = (
        "Older numbers of this paper can be ordered from the archive, which is open on every weekday from nine. "
        * 4
    )
    texts = [f"{TEXT} Chapter {number}." for number in range(12)]
    body = "".join(f"<div class='part'>{text}</div>" for text in texts)
    page = f"<html lang='en'><body><div class='text'>{body}</div><div class='shop'><p>{scrap}</p></div></body></html>"
    monkeypatch.setattr(
        choose, "extract_texts", lambda *_, **__: ([match_key(scrap), match_key(scrap)], False)
    )
    assert [block.text for block in read(page, "a.html").article.blocks] == texts


def test_opening_before_a_text_that_the_extraction_loses_is_kept(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = (
        "Nine ports were visited in a year, and each of their cranes was watched for a day before this report was written; "
        "what follows is what the cranes did, port by port, in the order in which the ships came in."
    )
    parts = [f"{TEXT} Chapter {number}." for number in range(12)]
    body = "".join(f"<p>{part}</p>" for part in parts)
    page = f"<html lang='en'><body><div class='top'><p>{opening}</p></div><div class='text'>{body}</div></body></html>"
    monkeypatch.setattr(
        choose, "extract_texts", lambda *_, **__: ([match_key(opening), match_key(opening)], False)
    )
    assert [block.text for block in read(page, "a.html").article.blocks] == [opening, *parts]


@pytest.mark.parametrize(
    "content", ["<p>Short.</p>", "<div>Short</div><img src='a.png'>", "<form><b>Send</b></form>"]
)
def test_a_page_with_little_text_needs_no_files_of_the_library(
    content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_lists() -> tuple[str, ...]:
        opened.append("lists of words")
        return ()

    monkeypatch.setattr("trafilatura.external.JT_STOPLIST", None)
    monkeypatch.setattr("trafilatura.external.jt_stoplist_init", open_lists)
    _, failed = extract_texts(document_fromstring(f"<body>{content}</body>"))
    assert (opened, failed) == ([], False)


@pytest.mark.parametrize(
    ("page", "is_asked"),
    [
        (f"<h1>Cranes</h1><div>{_SERIES}</div><ul><li><a href='/'>Home</a></li></ul>", False),
        (f"<h1>Cranes</h1><div>{_SERIES}</div><div><p>{TEXT}</p><p>{TEXT}</p></div>", True),
        (f"<h1>Cranes</h1><div>{_SERIES.replace('p>', 'div>')}</div>" * 2, True),
        (f"<h1>Cranes</h1><div>{_SERIES}{_TEASERS}{_SERIES}</div>", True),
        ("<h1>Cranes</h1><div><p>Nine ports were visited in a year.</p></div>", True),
    ],
    ids=["series alone", "other text", "two series", "links within", "hardly any text"],
)
def test_the_library_is_not_asked_about_a_page_with_one_series_of_paragraphs(
    read: Read, monkeypatch: pytest.MonkeyPatch, page: str, is_asked: bool
) -> None:
    asked = []

    def extract(*_: object, **__: object) -> tuple[list[str], bool]:
        asked.append(page)
        return [], False

    monkeypatch.setattr(choose, "extract_texts", extract)
    texts = [
        block.text for block in read(f"<html lang='en'><body>{page}</body></html>", "a.html").article.blocks
    ]
    assert bool(asked) == is_asked
    assert is_asked or len(texts) == _CHAPTERS


def test_many_lines_become_paragraphs_in_linear_time() -> None:
    root = document_fromstring(
        "<body><div>" + "Ships wait.<br><b>Cranes</b> stand.<br>" * 60_000 + "</div></body>"
    )
    begun = process_time()
    _make_paragraphs(root)
    assert process_time() - begun < 5
    assert [line.text_content() for line in root.findall(".//p")[:2]] == ["Ships wait.", "Cranes stand."]
    assert len(root.findall(".//p")) == 120_000
