"""Pasted text: the preferred format, the header of "HTML Format", and the resulting article."""

from __future__ import annotations

import pytest

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure, ListItem
from briefbuilder.importers.pasted.article import ClipboardContent, iter_formats, parse_cf_html, read_pasted

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard{\b Ports and gases}\par\pard "
    + LONG.encode()
    + rb"\par}"
)
WORD = (
    '<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">'
    f"</head><body><p class=MsoNormal><b>Ports and gases</b></p><p class=MsoNormal>{LONG}</p></body></html>"
)
WRITER = f'<html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/></head><body><p>{LONG}</p></body></html>'
BROWSER = f'<meta charset="utf-8"><h2>Ports and gases</h2><p>{LONG}</p><ul><li>neon</li><li>krypton</li></ul>'


def described(fragment: str, *, before: str = "<html><body>", source: str = "", wrong: bool = False) -> bytes:
    """Write markup as Windows does, its places counted in bytes."""
    head = "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
    if source:
        head += f"SourceURL:{source}\r\n"
    opened = f"{before}<!--StartFragment-->".encode()
    size = len(head.format(0, 0, 0, 0).encode())
    start = size + len(opened)
    end = start + len(fragment.encode())
    closed = b"<!--EndFragment--></body></html>"
    places = (9_999_999, 9_999_999, 9_999_999, 9_999_999) if wrong else (size, end + len(closed), start, end)
    return head.format(*places).encode() + opened + fragment.encode() + closed


def kinds(offered: ClipboardContent) -> list[str]:
    return [form.name.rpartition(".")[2] for form in iter_formats(offered)]


def test_the_format_with_the_most_structure_comes_first() -> None:
    assert kinds(ClipboardContent(html=WORD, rtf=RTF, text=LONG)) == ["rtf", "html", "txt"]
    assert kinds(ClipboardContent(html=WRITER, rtf=RTF, text=LONG)) == ["rtf", "html", "txt"]
    assert kinds(ClipboardContent(html=BROWSER, rtf=RTF, text=LONG)) == ["html", "rtf", "txt"]
    assert kinds(ClipboardContent(rtf=RTF, text=LONG)) == ["rtf", "txt"]
    assert kinds(ClipboardContent(html="<img src='a.png'>", text=" ")) == []
    assert kinds(ClipboardContent(rtf=b"no rtf", text=LONG)) == ["txt"]


def test_a_name_is_made_of_the_first_words() -> None:
    (form,) = iter_formats(ClipboardContent(text=f'\n  Ports: "gases" / and more\n\n{LONG}'))
    assert form.name == "Ports gases and more.txt"
    (form,) = iter_formats(ClipboardContent(text=LONG))
    assert form.name == "The ministers agreed on Tuesday to keep common stocks of.txt"


def test_all_copied_content_becomes_the_article() -> None:
    reading = read_pasted(ClipboardContent(html=BROWSER, text="Ports and gases"))
    assert reading.article.metadata.title == "Ports and gases"
    assert [block.text for block in reading.article.blocks] == [LONG, "neon", "krypton"]
    assert reading.article.original.media_type == "text/html"
    assert LONG in reading.data.decode()


@pytest.mark.parametrize("wrong", [False, True])
def test_the_header_of_cf_html_is_not_text(*, wrong: bool) -> None:
    source = "https://gazette.example/ports?a=1"
    native = described(f"<p>Häfen 🇯🇵</p><p>{LONG}</p>", source=source, wrong=wrong)
    for offered in (
        ClipboardContent(cf_html=native, html="<p>worse</p>"),
        ClipboardContent(html=native.decode()),
    ):
        reading = read_pasted(offered)
        assert reading.article.metadata.title == "Häfen 🇯🇵"
        assert [block.text for block in reading.article.blocks] == [LONG]
        assert reading.article.metadata.url == source
        assert b"Version:0.9" not in reading.data


def test_a_list_around_copied_items_is_kept() -> None:
    native = described("<li>neon</li><li>krypton</li>", before=f"<html><body><p>{LONG}</p><ol>")
    assert parse_cf_html(native)[0] == "<li>neon</li><li>krypton</li>"
    native = described("<li>neon</li><li>krypton</li>", before="<html><body><ol start=3>")
    items = read_pasted(ClipboardContent(cf_html=native)).article.blocks
    assert [(item.number, item.text) for item in items if isinstance(item, ListItem)] == [
        (3, "neon"),
        (4, "krypton"),
    ]


def test_a_path_on_the_users_machine_is_no_source() -> None:
    native = described(f"<p>{LONG}</p>", source="file:///C:/Profiles/officer/secret.htm")
    reading = read_pasted(ClipboardContent(cf_html=native))
    assert reading.article.metadata.url is None
    assert b"officer" not in reading.data


def test_the_source_given_by_a_browser_is_used() -> None:
    reading = read_pasted(ClipboardContent(html=BROWSER, source="https://gazette.example/ports"))
    assert reading.article.metadata.url == "https://gazette.example/ports"
    rich = read_pasted(ClipboardContent(rtf=RTF, source="https://gazette.example/ports"))
    assert rich.article.metadata.url == "https://gazette.example/ports"


def test_no_picture_is_fetched() -> None:
    html = (
        f"<p>Ports</p><p>{LONG}</p><figure><img src='file:///etc/hostname' alt='A crane'><figcaption>A crane at dawn"
        "</figcaption></figure><img src='http://192.0.2.1/a.png'>"
    )
    reading = read_pasted(ClipboardContent(html=html))
    (figure,) = (block for block in reading.article.blocks if isinstance(block, Figure))
    assert (figure.text, figure.picture) == ("A crane at dawn", None)
    assert not reading.pictures
    assert "pictures-not-in-file" in [notice.code for notice in reading.notices]


def test_a_whole_page_that_was_copied_leaves_its_menus() -> None:
    html = (
        f"<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav><article><h1>Ports and gases</h1><p>{LONG}</p>"
        f"<p>{LONG.replace('Tuesday', 'Friday')}</p></article><footer>Cookie settings</footer></body></html>"
    )
    reading = read_pasted(ClipboardContent(html=html))
    assert [block.text for block in reading.article.blocks] == [LONG, LONG.replace("Tuesday", "Friday")]
    assert "removed-from-page" in [notice.code for notice in reading.notices]


def test_an_unreadable_format_is_skipped() -> None:
    reading = read_pasted(ClipboardContent(html=WORD, rtf=b"{\\rtf1 }", text=LONG))
    assert reading.article.original.media_type == "text/html"
    with pytest.raises(ImportRefusedError, match="import-no-text"):
        read_pasted(ClipboardContent(html="<p> </p>", text=" "))


def test_a_title_from_first_words_is_reported() -> None:
    reading = read_pasted(ClipboardContent(html=f"<p>{LONG}</p>"))
    assert reading.article.metadata.title.startswith("The ministers agreed")
    assert [block.text for block in reading.article.blocks] == [LONG]
    assert "title-from-first-words" in [notice.code for notice in reading.notices]
