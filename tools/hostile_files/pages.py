"""Hostile web pages."""

from __future__ import annotations

import base64
import struct

from hostile_files.made import ARTICLE, LONG, cut, hostile, noise, page

P = f"<p>{LONG}</p>"
TEXT = "page-read-as-text"


def _picture() -> str:
    data = base64.b64encode(noise(15_000_000)).decode()
    return page(f'<h1>Gases</h1>{P}<img src="data:image/png;base64,{data}">{P.lower()}')


def _wide() -> str:
    rows = "".join(f"<tr>{'<td colspan=1000000000 rowspan=1000000000>x</td>' * 20}</tr>" for _ in range(20))
    return page(f"<h1>Gases</h1>{P}<table>{rows}</table>{P.lower()}")


def _numbers() -> str:
    digits = "9" * 1_000_000
    head = f'<meta property="article:published_time" content="{digits}"><script type="application/ld+json">{{"datePublished": {digits}}}</script>'
    return page(f"<h1>Gases</h1>{P}<p>&#{digits};&#x110000;&#xd800;&#0;</p><p>{digits}</p>", head)


def _attributes() -> str:
    attributes = " ".join(f'a{number}="x"' for number in range(500_000))
    return page(f"<p {attributes}>{LONG}</p>")


def _picture_that_lies() -> str:
    """Return a page with a picture of a few bytes that says it is 60,000 points wide and high."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 60_000, 60_000, 8, 6, 0, 0, 0)
    data = base64.b64encode(head + bytes(40)).decode()
    return page(f'<h1>Gases</h1>{P}<img src="data:image/png;base64,{data}" alt="a map">')


FILES = (
    hostile("levels-100000.html", lambda: page("<div>" * 100_000 + P + "</div>" * 100_000), ARTICLE, notice=TEXT),
    hostile("paragraphs-million.html", lambda: page("<p>Some words of a text stand in this one.</p>" * 1_000_000), ARTICLE, notice=TEXT, quick=False),
    hostile("attributes-half-million.html", _attributes, ARTICLE, quick=False),
    hostile("picture-20-megabytes.html", _picture, ARTICLE, quick=False),
    hostile("picture-that-lies.html", _picture_that_lies, ARTICLE),
    hostile("spans-of-a-billion.html", _wide, ARTICLE),
    hostile("numbers-of-a-million-digits.html", _numbers, ARTICLE, quick=False),
    hostile("nuls.html", lambda: page(f"<h1>Ga\0ses</h1><p>{chr(0).join(LONG)}</p>"), ARTICLE),
    hostile("lists-5000-deep.html", lambda: page("<ul><li>" * 5000 + LONG + "</li></ul>" * 5000), ARTICLE, notice=TEXT),
    hostile("tables-3000-deep.html", lambda: page("<table><tr><td>" * 3000 + LONG + "</table>" * 3000), ARTICLE, notice=TEXT),
    hostile("bold-never-closed.html", lambda: page("<b><i><a href=x>" * 15_000 + P), ARTICLE, quick=False),
    hostile("misnested.html", lambda: page(P + "<b><p>x</b>" * 20_000), ARTICLE, quick=False),
    hostile("comment-never-closed.html", lambda: page(P + "<!--" * 200_000), ARTICLE, "import-no-text"),
    hostile("json-deep.html", lambda: page(P, f'<script type="application/ld+json">{"[" * 200_000}</script>'), ARTICLE),
    hostile("title-5-megabytes.html", lambda: page(P, f'<meta property="og:title" content="{"long title " * 450_000}">'), ARTICLE, quick=False),
    hostile("word-5-megabytes.html", lambda: page(f"<h1>Gases</h1>{P}<p>{'x' * 5_000_000}</p>"), ARTICLE, quick=False),
    hostile("links-50000.html", lambda: page(P + '<a href="http://192.0.2.1/">x</a> ' * 25_000 + P.lower()), ARTICLE, quick=False),
    hostile("charset-utf-7.html", lambda: page(P + "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>", '<meta charset="utf-7">'), ARTICLE),
    hostile("charset-rot13.html", lambda: page(P, '<meta charset="rot13">') + page(P, '<meta charset="../../etc/passwd">'), ARTICLE),
    hostile("utf-16-cut-in-a-sign.html", lambda: cut(page(P * 3).encode("utf-16"))[:-1], ARTICLE),
    hostile("options-50000.html", lambda: page(P + "<select>" + "<option>x" * 50_000 + "</select>"), ARTICLE, quick=False),
    hostile("svg-and-math-deep.html", lambda: page(P + "<svg><g>" * 150 + "<math><mrow>" * 150 + "x"), ARTICLE, notice=TEXT),
    hostile("cells-of-nothing.html", lambda: page(P + "<table>" + ("<tr>" + "<td>" * 200) * 250 + "</table>"), ARTICLE, quick=False),
    hostile("base-elsewhere.html", lambda: page('<base href="file:///etc/"><iframe src="passwd"></iframe><img src="hostname">' + P), ARTICLE),
    hostile("frames-in-frames.html", lambda: page("<iframe srcdoc='" + "<iframe srcdoc=" * 5000 + "'></iframe>" + P), ARTICLE),
)  # fmt: skip
