"""Exports of press databases and wires: each article in them is an article of its own, with its head as metadata."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle

FIRST = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
SECOND = (
    "Industry groups warned that the costs, estimated at two billion euros a year, would fall on consumers."
)
ARTICLES = (
    ("Common stocks of gas", "Anna Rossi", 4, "Port Gazette"),
    ("A terminal opens", "Jan Kowalski", 3, "Sea Times"),
)

FACTIVA = "".join(
    f"{title}\nBy {author}\n523 words\n{day} March 2025\n10:15\n{outlet}\nPOGA\n12\nEnglish\n"
    f"Copyright 2025 {outlet}. All Rights Reserved.\n\n{FIRST}\n\n{SECOND}\n\nDocument POGA00002025030{day}el3400abc\n\n"
    for title, author, day, outlet in ARTICLES
)
TAGGED = "".join(
    f"SE   News\nHD   {title}\nBY   By {author}\nWC   523 words\nPD   {day} March 2025\nSN   {outlet}\nLA   English\n"
    f"CY   Copyright 2025 {outlet}. All Rights Reserved.\n\nLP   \n{FIRST}\n\nTD   \n{SECOND}\n\nNS   gcat : News\n"
    f"AN   Document POGA00002025030{day}el3400abc\n\n\n"
    for title, author, day, outlet in ARTICLES
)
NEXIS = "User Name: a.rossi\nDate and Time: Friday, 7 March 2025 10:15 AM\nDocuments (2)\n1. Common stocks of gas\n\n" + "".join(
    f"{title}\n\n{outlet} (London, England)\n\nMarch {day}, 2025 Tuesday\n\nCopyright 2025 {outlet} All Rights Reserved\n\n"
    f"Section: NEWS; Pg. 3\n\nLength: 523 words\n\nByline: {author}\n\nBody\n\n{FIRST}\n\n{SECOND}\n\n"
    "Load-Date: March 9, 2025\n\nEnd of Document\n\n"
    for title, author, day, outlet in ARTICLES
)  # fmt: skip
OLD_NEXIS = "".join(
    f"                   {number} of 2 DOCUMENTS\n\n            {outlet} (London, England)\n\n        March {day}, 2025\n\n"
    f"{title}\n\nBYLINE: {author}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 523 words\n\n{FIRST}\n\n{SECOND}\n\n"
    f"LOAD-DATE: March 9, 2025\n\n          Copyright 2025 {outlet}\n          All Rights Reserved\n\n"
    for number, (title, author, day, outlet) in enumerate(ARTICLES, 1)
)


def as_rtf(text: str) -> str:
    return r"{\rtf1\ansi\pard " + text.replace("\n", "\\par\n") + "}"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FACTIVA, "a.txt"),
        (as_rtf(FACTIVA), "a.rtf"),
        (TAGGED, "a.txt"),
        (NEXIS, "a.txt"),
        (as_rtf(NEXIS), "a.rtf"),
        (OLD_NEXIS, "a.txt"),
    ],
    ids=["Factiva", "Factiva RTF", "Factiva tags", "Nexis", "Nexis RTF", "LexisNexis"],
)
def test_each_article_of_an_export_has_its_head_as_metadata(text: str, name: str) -> None:
    found = [one for one in read_many(text.encode(), name) if isinstance(one, ImportedArticle)]
    assert len({one.article.id for one in found}) == len(found) == 2
    for one, (title, author, day, outlet) in zip(found, ARTICLES, strict=True):
        stated = one.article.metadata
        assert (stated.title, stated.authors, stated.publication) == (title, (author,), outlet)
        assert (stated.published, stated.language) == (date(2025, 3, day), "en")
        assert f"Copyright 2025 {outlet}" in (stated.rights.statement or "")
        assert [block.text for block in one.article.blocks] == [FIRST, SECOND]
        assert any("523" in notice.subject for notice in one.notices)


def as_pdf(text: str) -> bytes:
    made = BytesIO()
    page = Canvas(made)
    for place, line in enumerate(text.split("\n")):
        page.drawString(40, 800 - 12 * place, line)
    page.save()
    return made.getvalue()


def as_pages(text: str) -> bytes:
    """Draw each article on a page of its own, which ends with the label above its text."""
    made = BytesIO()
    page = Canvas(made)
    number = 0
    for article in text.split("End of Document")[:-1]:
        for part in article.replace("Body\n", "Body\f").split("\f"):
            number += 1
            page.drawString(40, 810, f"Page {number} of 4")
            lines = [*filter(None, part.split("\n")), *(["End of Document"] if "Load-Date" in part else [])]
            for place, line in enumerate(lines):
                page.drawString(40, 780 - 24 * place, line)
            page.showPage()
    page.save()
    return made.getvalue()


def test_heads_at_the_same_place_of_pages_are_no_running_headers() -> None:
    second = (
        "The terminal of Gdynia has three new cranes, and its owners expect twice the freight of last year."
    )
    first, last = NEXIS.partition("Documents (2)\n1. Common stocks of gas\n\n")[2].split("End of Document")[
        :2
    ]
    data = as_pages(f"{first}End of Document{last.replace(FIRST, second)}End of Document")
    found = [one for one in read_many(data, "a.pdf") if isinstance(one, ImportedArticle)]
    assert [(one.article.metadata.title, one.article.metadata.published) for one in found] == [
        (title, date(2025, 3, day)) for title, _, day, _ in ARTICLES
    ]
    texts = [[block.text for block in one.article.blocks] for one in found]
    # Both pages go on with the same words at the same place, which are text as well.
    assert texts[0][0].startswith(f"{FIRST} {SECOND}")
    assert texts[1][0].startswith(f"{second} {SECOND}")
    assert "Body" not in {*texts[0], *texts[1]}


def test_each_article_of_an_export_as_pdf_has_its_own_date() -> None:
    found = [one for one in read_many(as_pdf(NEXIS), "a.pdf") if isinstance(one, ImportedArticle)]
    assert [one.article.metadata.published for one in found] == [date(2025, 3, 4), date(2025, 3, 3)]
    assert [one.article.metadata.title for one in found] == [title for title, *_ in ARTICLES]
    assert "pdf-date-from-text" not in {notice.code for one in found for notice in one.notices}


def test_an_export_of_one_article_is_one_article() -> None:
    half = FACTIVA[: len(FACTIVA) // 2 + 10].partition("A terminal")[0]
    (found,) = read_many(half.encode(), "a.txt")
    assert isinstance(found, ImportedArticle)
    assert (found.article.metadata.publication, len(found.article.blocks)) == ("Port Gazette", 2)


def test_items_of_a_wire_are_articles_of_their_own() -> None:
    wire = "".join(
        f"ZCZC123{day}/SXA\nXES\nR ECO S0A QBXB\nGas: common stocks in the harbours {day}\n   (ANSA) - RIGA, 0{day} MAR - {FIRST}\n   {SECOND}\n(ANSA).\n"
        f"     XRS-RSS/ABC\n0{day}-MAR-25 10:15 NNNN\n"
        for day in (4, 5)
    )
    found = [one for one in read_many(wire.encode(), "a.txt") if isinstance(one, ImportedArticle)]
    assert [(one.article.metadata.title, one.article.metadata.published, one.article.metadata.publication) for one in found] == [
        ("Gas: common stocks in the harbours 4", date(2025, 3, 4), "ANSA"),
        ("Gas: common stocks in the harbours 5", date(2025, 3, 5), "ANSA"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "end", ["End of Document", "Document POGA0000220250304el3400abc", "10:15 NNNN", "2 of 2 DOCUMENTS"]
)
def test_a_text_with_the_mark_of_an_export_but_no_head_stays_whole(end: str) -> None:
    (found,) = read_many(f"A title of this\n\n{FIRST}\n\n{end}\n\n{SECOND}\n".encode(), "a.txt")
    assert isinstance(found, ImportedArticle)
    assert end in [block.text for block in found.article.blocks]


def test_the_text_of_a_last_article_that_was_cut_is_not_lost() -> None:
    text = FACTIVA.rpartition("Document")[0].replace(SECOND, f"{SECOND} {SECOND}")
    found = [one for one in read_many(text.encode(), "a.txt") if isinstance(one, ImportedArticle)]
    told = [block.text for one in found for block in one.article.blocks]
    assert told.count(f"{SECOND} {SECOND}") == 2


def test_an_export_with_an_article_whose_head_is_unknown_stays_whole() -> None:
    text = f"A title\n\n{FIRST} {SECOND}\n\nEnd of Document\n\n{NEXIS}"
    (found,) = read_many(text.encode(), "a.txt")
    assert isinstance(found, ImportedArticle)
    assert f"{FIRST} {SECOND}" in [block.text for block in found.article.blocks]


EUROPRESSE = "<html><body>" + "".join(
    f'<article><header><span class="DocPublicationName">{outlet}</span><span class="DocHeader">Économie, mardi {day} mars 2025 523 mots, p. 5'
    f'</span><div class="titreArticle"><p>{title}</p></div><div class="docAuthors">{author}</div></header><section><div class="DocText">'
    f"<p>{FIRST}</p><p>{SECOND}</p></div></section><footer><small>Copyright 2025 {outlet}</small></footer></article>"
    for title, author, day, outlet in ARTICLES
)  # fmt: skip
FACTIVA_PAGE = "<html><body>" + "".join(
    f'<div class="article enArticle"><div id="hd"><span class="enHeadline">{title}</span></div><div class="author">By {author}</div>'
    f"<div>523 words</div><div>{day} March 2025</div><div>{outlet}</div><div>POGA</div><div>English</div><div>Copyright 2025 {outlet}.</div>"
    f'<p class="articleParagraph enarticleParagraph">{FIRST}</p><p class="articleParagraph enarticleParagraph">{SECOND}</p>'
    f"<p>Document POGA00002025030{day}el3400abc</p></div>"
    for title, author, day, outlet in ARTICLES
)  # fmt: skip


@pytest.mark.parametrize("page", [EUROPRESSE, FACTIVA_PAGE], ids=["Europresse", "Factiva"])
def test_each_article_of_an_exported_page_is_an_article(page: str) -> None:
    found = [one for one in read_many(page.encode(), "export.html") if isinstance(one, ImportedArticle)]
    assert len(found) == 2
    for one, (title, author, day, outlet) in zip(found, ARTICLES, strict=True):
        stated = one.article.metadata
        assert (stated.title, stated.authors, stated.publication) == (title, (author,), outlet)
        assert stated.published == date(2025, 3, day)
        assert [block.text for block in one.article.blocks] == [FIRST, SECOND]


def test_an_article_within_an_article_is_a_part_of_it() -> None:
    page = FACTIVA_PAGE.replace("</div></div>", "</div>", 1)  # the first one is never closed
    start = page.index('<div class="article')
    page = f'{page[:start]}<div class="article">{page[start:]}</div>'
    assert len(read_many(page.encode(), "export.html")) == 1
