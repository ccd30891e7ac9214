"""Captions, embedded posts, and requests to report errors."""

from __future__ import annotations

from datetime import date

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.text import Block

TEXTS = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need.",
    "Officials will report twice a year; the first report is due in spring and covers two harbours.",
    "Neither side has said what happens when a stock runs out before the other one can deliver.",
    "A spokesman for the ports said that the sensors had been ordered and would arrive in June.",
)
FIRST, SECOND, THIRD, FOURTH = (f"<p>{text}</p>" for text in TEXTS)
CAPTION = "Cranes at rest above the northern dock"
PICTURE = "<img src='cranes.png'>"


def _blocks(read: Read, among: str) -> list[Block]:
    body = f"<article><h1>Gases for chips</h1>{FIRST}{SECOND}{among}{THIRD}{FOURTH}</article>"
    page = f"<html lang='en'><head><title>Gases for chips</title></head><body>{body}</body></html>"
    return list(read(page, "a.html").article.blocks)


def _captions(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind == "figure"]


@pytest.mark.parametrize(
    ("credit", "is_caption"),
    [
        ("(AP Photo/Anna Verdi, File)", True),
        ("(Photos by Anna Verdi and Paul Groß/Agency)", True),
        ("(Foto: dpa)", True),
        ("(see photo)", False),
        ("(Reuters)", False),
    ],
)
def test_a_credit_in_brackets_ends_a_caption(read: Read, credit: str, is_caption: bool) -> None:
    found = _blocks(read, f"<p>{PICTURE}</p><p>{CAPTION}. {credit}</p>")
    assert _captions(found) == ([f"{CAPTION}. {credit}"] if is_caption else [])


def test_a_line_of_brackets_alone_is_no_caption(read: Read) -> None:
    assert _captions(_blocks(read, f"<p>{PICTURE}</p><p>(All photos: Anna Verdi)</p>")) == []


@pytest.mark.parametrize(
    "name", ["media-caption", "wp-caption-text", "bildunterschrift", "Photo-Legend", "imageCaption"]
)
def test_a_caption_class_makes_a_caption(read: Read, name: str) -> None:
    found = _blocks(read, f"<div>{PICTURE}</div><div class='{name}'>{CAPTION}</div>")
    assert _captions(found) == [CAPTION]


def test_a_caption_may_be_a_definition_or_below_a_lead_picture(read: Read) -> None:
    definition = f"<dl class='document'><dt>{PICTURE}</dt><dd class='document-legend'>{CAPTION}</dd></dl>"
    box = f"<section class='leadImage'><a href='/c'>{PICTURE}</a><p class='discreet'>{CAPTION}</p></section>"
    assert _captions(_blocks(read, definition)) == _captions(_blocks(read, box)) == [CAPTION]


def test_an_unmarked_line_below_a_picture_is_text(read: Read) -> None:
    found = _blocks(read, f"<div>{PICTURE}</div><p>{CAPTION}</p>")
    assert CAPTION in [block.text for block in found if block.kind == "paragraph"]


def test_screen_reader_text_is_not_part_of_a_caption(read: Read) -> None:
    said = "<span class='visually-hidden'>Image caption, </span>"
    owner = "<span>Dock.</span><span class='sr-only'>Credit</span><span>Port Press</span>"
    figures = "".join(
        f"<figure>{PICTURE}<figcaption>{text}</figcaption></figure>" for text in (said + CAPTION, owner)
    )
    assert _captions(_blocks(read, figures)) == [CAPTION, "Dock. Credit Port Press"]


@pytest.mark.parametrize("around", ["social-media-embed", "article-widget article-tweet"])
def test_an_embedded_post_is_quoted_with_its_author(read: Read, around: str) -> None:
    post = (
        "<p>Nobody told the crew.</p>&mdash; Luc (@luc) <a href='https://posts.example/1'>March 5, 2024</a>"
    )
    found = _blocks(read, f"<div class='{around}'><blockquote class='post'>{post}</blockquote></div>")
    quoted = [block.text for block in found if block.kind == "quote"]
    assert quoted == ["Nobody told the crew.", "— Luc (@luc) March 5, 2024"]


@pytest.mark.parametrize(
    "asking",
    [
        "Have you spotted a mistake? Write to us.",
        "Haben Sie einen Fehler gefunden? Schreiben Sie uns.",
        "Hai notato un errore? Scrivici.",
        "Vous avez repéré une erreur ? Écrivez-nous.",
        "Pokud jste našli chybu v textu, dejte nám vědět.",
        "Нашли ошибку? Выделите её и сообщите нам.",
        "Like this story? Share it with a friend!",
        "Got a tip? Write to tips@gazette.example.",
        "If you enjoyed this article, we have a proposition for you.",
        "This copy is for your personal, non-commercial use only.",
        "Tempo de leitura: 2 minutos",
        "@lucmartin",
        "Write to Luc Martin at luc@gazette.example",
        "Follow the coverage of the ports at https://www.gazette.example/ports",
    ],
)
def test_requests_to_readers_are_removed(read: Read, asking: str) -> None:
    assert asking not in [block.text for block in _blocks(read, f"<p>{asking}</p>")]


def test_a_report_on_errors_is_text(read: Read) -> None:
    for told in (
        "An error in the list had cost two harbours their place. The ministers like this solution.",
        "Complaints go to ports@rovana.example before the end of May, the ministry said.",
    ):
        assert told in [block.text for block in _blocks(read, f"<p>{told}</p>")]


@pytest.mark.parametrize("layout", ["with-sidebar-right", "has-share no-ads"])
def test_classes_about_content_do_not_make_boilerplate(read: Read, layout: str) -> None:
    text = f"<div class='{layout}'><h1>Gases for chips</h1>{FIRST}{SECOND}</div>{THIRD * 2}{FOURTH * 2}"
    page = f"<html lang='en'><head><title>Gases for chips</title></head><body>{text}</body></html>"
    found = [block.text for block in read(page, "a.html").article.blocks]
    assert found[:2] == list(TEXTS[:2])


def _published(read: Read, line: str) -> date | None:
    other = "<ul><li><a href='/b'><time datetime='2023-01-09'>9 January</time> Ferries</a></li></ul>"
    body = f"<article><h1>Gases for chips</h1>{FIRST}{SECOND}{THIRD}{FOURTH}<p>The law of February 9, 2024 stays in force until all harbours have what they asked for.</p><footer>{line}</footer></article>"
    head = "<head><title>Gases for chips</title></head>"
    page = f"<html lang='en'>{head}<body><h1>Gazette</h1>{other}{body}</body></html>"
    return read(page, "a.html").article.metadata.published


def test_a_time_element_below_the_title_dates_the_page(read: Read) -> None:
    assert _published(read, "<time datetime='2024-04-10T05:07-0400'>4 hours ago</time>") == date(2024, 4, 10)
