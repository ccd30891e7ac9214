"""Parts of an article in markup of today's publishers and institutions, each lost or misread by an earlier reader."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.importers.html.sentences import MORE_TEXTS, TEXTS
from tests.importers.readable import block_texts

from briefbuilder.domain.article import ImportedArticle

Read = Callable[[bytes | str, str], ImportedArticle]

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXTS)
TITLE = "Stocks of gases are shared from spring"
FRAME_BYTES = 600_000


def _page(body: str, title: str = f"{TITLE} - Port Gazette", head: str = "") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>{body}</body></html>"
    )


def test_the_text_of_a_saved_frame_is_read(read: Read) -> None:
    frame = escape(f"<html><body><div>{PARAGRAPHS}</div></body></html>")
    box = escape("<html><body><p>Buy two and pay for one, today only.</p></body></html>")
    body = f"<h1>{TITLE}</h1><iframe srcdoc='{box}'></iframe><iframe srcdoc='{frame}'></iframe>"
    assert block_texts(read(_page(body), "a.html")) == list(TEXTS)


def test_frames_with_too_many_tags_are_left_closed(read: Read) -> None:
    frame = escape("<b>" * (FRAME_BYTES // 3) + f"<p>{MORE_TEXTS[0] * 9}</p>")
    reading = read(_page(f"<h1>{TITLE}</h1>{PARAGRAPHS}<iframe srcdoc='{frame}'></iframe>"), "a.html")
    assert block_texts(reading) == list(TEXTS)
