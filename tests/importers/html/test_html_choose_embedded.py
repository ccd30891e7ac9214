"""Captions, tables and lists within the text of an article are kept."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.text import Figure, ListItem, Table

TEXTS = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need.",
    "Officials will report twice a year; the first report is due in spring and covers two harbours.",
    "Neither side has said what happens when a stock runs out before the other one can deliver.",
    "A spokesman for the ports said that the sensors had been ordered and would arrive in June.",
)
RUNNING = "".join(f"<p>{text}</p>" for text in TEXTS)
MORE = RUNNING.replace("The", "All")


def _read(read: Read, body: str) -> ImportedArticle:
    page = f"<html lang='en'><head><title>Chips</title></head><body>{body}</body></html>"
    return read(page, "a.html")


def _captions(reading: ImportedArticle) -> list[str]:
    return [block.text for block in reading.article.blocks if isinstance(block, Figure)]


def test_a_caption_in_its_own_container_is_kept(read: Read) -> None:
    figure = "<div class='x1'><div class='x2'><figure><img src='a.jpg'><figcaption>Tanks at dusk.</figcaption></figure></div></div>"
    body = f"<article><div class='t'>{RUNNING}</div>{figure}<div class='t'>{MORE}</div></article>"
    assert _captions(_read(read, body)) == ["Tanks at dusk."]


def test_a_noscript_copy_of_a_picture_gives_one_figure(
    read: Read,
) -> None:
    figure = (
        "<figure><div><img src='small.jpg'><noscript><img src='large.jpg'></noscript></div>"
        "<figcaption>Tanks at dusk.</figcaption></figure>"
    )
    assert _captions(_read(read, f"<article>{RUNNING}{figure}{MORE}</article>")) == ["Tanks at dusk."]


def test_a_caption_after_its_figure_belongs_to_the_picture(read: Read) -> None:
    picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    figure = (
        f"<figure><img src='{picture}' alt='Steel tanks'></figure><figcaption>Tanks at dusk.</figcaption>"
    )
    reading = _read(read, f"<article>{RUNNING}{figure}{MORE}</article>")
    figures = [block for block in reading.article.blocks if isinstance(block, Figure)]
    assert [(one.text, one.alternative_text, one.picture is not None) for one in figures] == [
        ("Tanks at dusk.", "Steel tanks", True)
    ]


def test_a_table_in_the_text_is_kept_and_a_table_of_links_is_not(read: Read) -> None:
    data = "<div><div><table><tr><th>Gas</th><th>Tons</th></tr><tr><td>Neon</td><td>40</td></tr></table></div></div>"
    menu = "<table><tr><td><a href='/a'>Weekly issue</a></td><td><a href='/b'>Archive</a></td></tr></table>"
    reading = _read(read, f"<article>{RUNNING}{data}{menu}{MORE}</article>")
    tables = [block.text for block in reading.article.blocks if isinstance(block, Table)]
    assert len(tables) == 1
    assert "Neon" in tables[0]


def test_nested_link_items_are_kept(read: Read) -> None:
    inner = "<ul><li><a href='/7'>Case 7 – the valve of the second tank sticks in frost</a></li></ul>"
    items = f"<li>{TEXTS[2]}</li><li>Work that is not done yet:{inner}</li>"
    reading = _read(read, f"<article>{RUNNING}<ul>{items}</ul>{MORE}</article>")
    found = [(one.depth, one.text) for one in reading.article.blocks if isinstance(one, ListItem)]
    assert found[1:] == [
        (0, "Work that is not done yet:"),
        (1, "Case 7 – the valve of the second tank sticks in frost"),
    ]


def test_a_list_without_items_is_indented_text(read: Read) -> None:
    reading = _read(read, f"{RUNNING}<ul>I only want to see <i>one</i> tank filled before frost.</ul>{MORE}")
    assert "I only want to see one tank filled before frost." in [
        block.text for block in reading.article.blocks
    ]


def test_text_between_the_items_of_a_list_is_not_lost(read: Read) -> None:
    items = f"<li>{TEXTS[2]}</li>Then the second part of it: <li>{TEXTS[3]}</li>"
    reading = _read(read, f"<article>{RUNNING}<ul>{items}</ul>{MORE}</article>")
    texts = [block.text for block in reading.article.blocks]
    place = texts.index("Then the second part of it:")
    assert (texts[place - 1], texts[place + 1]) == (TEXTS[2], TEXTS[3])


@pytest.mark.parametrize(
    "credit", ["© Port / Agency 77", "Foto: Anna Verdi", "(Photo by Anna Verdi/Agency)", "写真：港通信"]
)
def test_a_credit_line_is_a_caption(read: Read, credit: str) -> None:
    text = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need."
    page = f"<html><body><h1>Chips</h1><p>{text}</p><div><img src='a.png'><p>{credit}</p></div><p>{text} Again.</p></body></html>"
    found = {block.text: block.kind for block in read(page, "a.html").article.blocks}
    assert found[credit] == "figure"


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ("", True),
        ("<form><input></form>", False),  # a form that asks for something
        ("<img src='a.jpg'>", False),  # a teaser or a gallery
    ],
)
def test_text_among_the_text_is_kept_in_parts_named_like_boilerplate(
    read: Read, more: str, *, kept: bool
) -> None:
    part = f"<section class='banner__footer'><h3>In the harbour</h3><p>{TEXTS[3]} {TEXTS[2]} {TEXTS[0]}</p>{more}</section>"
    reading = _read(read, f"<article>{RUNNING}{part}{MORE}</article>")
    assert ("In the harbour" in [block.text for block in reading.article.blocks]) is kept
