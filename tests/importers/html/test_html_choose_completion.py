"""Short lines, links and lists among the blocks of an article are kept; related links are not."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.text import Figure, ListItem

TEXTS = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need.",
    "Officials will report twice a year; the first report is due in spring and covers two harbours.",
    "Neither side has said what happens when a stock runs out before the other one can deliver.",
    "A spokesman for the ports said that the sensors had been ordered and would arrive in June.",
)
RUNNING = "".join(f"<p>{text}</p>" for text in TEXTS)


def _blocks(read: Read, body: str) -> list[str]:
    page = f"<html lang='en'><head><title>Chips</title></head><body>{body}</body></html>"
    return [block.text for block in read(page, "a.html").article.blocks]


def test_short_links_among_paragraphs_are_text(read: Read) -> None:
    link = "<p><a href='https://example.org/minutes'>Minutes of the talks</a></p>"
    found = _blocks(read, f"<article>{RUNNING}{link}{RUNNING.replace('The', 'All')}</article>")
    assert "Minutes of the talks" in found


def test_headlines_of_other_articles_among_paragraphs_are_removed(read: Read) -> None:
    link = "<p><a href='/other'>Ferry companies raise their prices for the third summer in a row</a></p>"
    found = _blocks(read, f"<article>{RUNNING}{link}{RUNNING.replace('The', 'All')}</article>")
    assert not [text for text in found if text.startswith("Ferry")]


def test_an_address_on_its_own_is_text(read: Read) -> None:
    link = "<p><a href='https://example.org/a'>https://example.org/reports/2024/gas-stocks</a></p>"
    found = _blocks(read, f"<article>{RUNNING}{link}{RUNNING.replace('The', 'All')}</article>")
    assert "https://example.org/reports/2024/gas-stocks" in found


def test_link_items_are_kept_with_their_siblings(read: Read) -> None:
    items = f"<li>{TEXTS[2]}</li><li><a href='/gases'>The list of gases that are kept in the stocks</a></li>"
    page = f"<article>{RUNNING}<ul>{items}</ul>{RUNNING.replace('The', 'All')}</article>"
    article = read(f"<html><body>{page}</body></html>", "a.html").article
    assert [block.text for block in article.blocks if isinstance(block, ListItem)] == [
        TEXTS[2],
        "The list of gases that are kept in the stocks",
    ]


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        (("Neon", "Krypton", "Xenon"), True),
        (
            (
                "Ferry companies raise their prices for the third summer in a row",
                "Why the harbour's last crane has to wait for a new owner",
            ),
            False,
        ),
    ],
)
def test_a_list_of_names_among_paragraphs_is_text_and_one_of_headlines_is_not(
    read: Read, items: tuple[str, ...], *, kept: bool
) -> None:
    links = "".join(f"<li><a href='/{number}'>{item}</a></li>" for number, item in enumerate(items))
    found = _blocks(read, f"<article>{RUNNING}<ul>{links}</ul>{RUNNING.replace('The', 'All')}</article>")
    assert [item for item in items if item in found] == (list(items) if kept else [])


def test_a_heading_directly_above_the_text_belongs_to_it(read: Read) -> None:
    found = _blocks(read, f"<div><h2>What was agreed</h2>{RUNNING}</div>")
    assert found[0] == "What was agreed"


def test_the_captions_of_a_gallery_do_not_outweigh_the_text(read: Read) -> None:
    captions = "".join(
        f"<li><h3>{number}/40</h3><p>Picture {number} shows the quay at noon, with all the cranes at rest and a ship in the dock "
        "that waits for its pilot; the photographer came back on each day of the summer to take it again.</p></li>"
        for number in range(1, 41)
    )
    text = "".join(f"<p>{text} {text.lower()} {text.upper()}</p>" for text in TEXTS * 2)
    found = _blocks(read, f"<article>{text}<div class='full-gallery'><ul>{captions}</ul></div></article>")
    assert len(found) == len(TEXTS) * 2


def test_a_section_about_sharing_is_not_boilerplate(read: Read) -> None:
    section = f"<section id='share'><h2>Share a stock</h2>{RUNNING.replace('The', 'All')}</section>"
    found = _blocks(
        read, f"<article><section id='begin'><h2>Begin</h2>{RUNNING}</section>{section}</article>"
    )
    assert "Share a stock" in found
    assert len(found) == 10


def test_empty_elements_do_not_split_a_line(read: Read) -> None:
    mark = "<div class='rating'><div><div></div></div></div>"
    items = "".join(
        f"<li><cite><a href='https://example.org/{number}'>Report {number} on the stocks of rare gases</a>{mark}, printed by the "
        "ministry in spring.</cite></li>"
        for number in range(3)
    )
    found = _blocks(read, f"<article>{RUNNING}<ol>{items}</ol></article>")
    assert found[4:] == [
        f"Report {number} on the stocks of rare gases, printed by the ministry in spring."
        for number in range(3)
    ]


def test_a_page_of_a_few_words_is_read_completely(read: Read) -> None:
    assert _blocks(read, "<a href='javascript:'><p>abc</p><p>def</p>ghi</a>") == ["abc", "def", "ghi"]


def test_titles_of_steps_are_text(read: Read) -> None:
    steps = "".join(
        f"<div class='step'><b>Step {n}</b><p>{text}</p></div>" for n, text in enumerate(TEXTS, 1)
    )
    found = _blocks(read, f"<div><h1>Chips</h1><div class='list'>{steps}</div></div>")
    assert found == [line for n, text in enumerate(TEXTS, 1) for line in (f"Step {n}", text)]


def test_a_picture_that_opens_the_text_keeps_its_caption(read: Read) -> None:
    picture = "<figure><img src='a.png'><figcaption><span><i></i><p>Cranes at rest</p></span><span>Photo: Port</span></figcaption></figure>"
    found = _blocks(read, f"<h1>Chips</h1><div class='body'>{picture}{RUNNING}</div>")
    assert found == ["Cranes at rest", "Photo: Port", *TEXTS]


_DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


@pytest.mark.parametrize(
    ("end", "captions"),
    [
        (f"<figure><img src='{_DOT}'><figcaption>The harbour</figcaption></figure>", ["The harbour"]),
        (f"<figure><img src='{_DOT}' alt='Cranes'></figure>", [""]),
        (
            "".join(f"<figure><img src='{_DOT}'><figcaption>{n}</figcaption></figure>" for n in ("One", "Two")),
            ["One", "Two"],
        ),
        (f"<div><figure><img src='{_DOT}'><figcaption>Framed</figcaption></figure></div>", ["Framed"]),
        # What follows the text is no picture of it where it is a link to another article or beside the text.
        (f"<figure><a href='/o'><img src='{_DOT}'></a><figcaption><a href='/o'>Ferries raise prices</a></figcaption></figure>", []),
        (f"<aside><figure><img src='{_DOT}'><figcaption>Advertisement</figcaption></figure></aside>", []),
    ],
)  # fmt: skip
def test_a_picture_that_ends_the_text_is_kept(read: Read, end: str, captions: list[str]) -> None:
    page = f"<html lang='en'><head><title>Chips</title></head><body><article>{RUNNING}{end}</article>"
    blocks = read(
        f"{page}<footer><p>All rights reserved.</p></footer></body></html>", "a.html"
    ).article.blocks
    assert [block.text for block in blocks if isinstance(block, Figure)] == captions
    assert [block.text for block in blocks[: len(TEXTS)]] == list(TEXTS)


def test_a_page_whose_title_is_a_heading_of_the_second_level(read: Read) -> None:
    head = "<title>Nine ports want one rule | Notes | Anna Verdi</title>"
    body = f"<h2>About</h2><h2>Nine ports want one rule</h2>{RUNNING}"
    article = read(f"<html lang='en'><head>{head}</head><body>{body}</body></html>", "a.html").article
    assert article.metadata.title == "Nine ports want one rule"
