"""Read the clipboard as an article, from the format with the most structure.

The HTML of browsers is the markup of the page itself. The HTML of word processors only shows the appearance (a list is
paragraphs with typed bullets, a heading a font size, a footnote a link), while their RTF has lists, headings and notes:
so RTF is preferred to the HTML of word processors. Plain text is the last resort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path

from briefbuilder.domain.article import ImportedArticle, Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import PASTED, Notice
from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import Draft, DraftBuilder, shown_name
from briefbuilder.importers.html.markup import MarkupContext, add_markup
from briefbuilder.importers.read import Parsed, ParsedText, finish, finish_draft, parse_text

_OFFICE_MARKUP = re.compile(
    r"""<meta[^>]{1,200}(?:microsoft\ word|word\.document|libreoffice|openoffice|microsoft\ outlook|apache\ ooo)"""
    r"""|xmlns:w\s*=|urn:schemas-microsoft-com:office:word|class=["']?MsoNormal""",
    re.IGNORECASE | re.VERBOSE,
)
_HEAD_CHARACTERS = 20_000
_MAX_STEM = 60
"""Code points of a file name made from the first words."""

_UNSAFE_CHARACTERS = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_TAGS = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_CF_HTML_START = re.compile(rb"\AVersion:\d[\d.]*\s", re.IGNORECASE)
_CF_HTML_FIELD = re.compile(rb"^([A-Za-z]+):(.*?)\r?$", re.MULTILINE)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipboardContent:
    """The formats on the clipboard; those that are missing are empty.

    `cf_html` is HTML in the clipboard format of Windows ("HTML Format"), `source` the address given by a browser.
    """

    html: str = field(default="", repr=False)
    cf_html: bytes = field(default=b"", repr=False)
    rtf: bytes = field(default=b"", repr=False)
    text: str = field(default="", repr=False)
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether no format can contain text."""
        return not (self.html.strip() or self.cf_html or self.rtf or self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipboardFormat:
    """One format as the bytes and name of a file; `markup` is its HTML, `url` the address it was copied from."""

    data: bytes = field(repr=False)
    name: str
    markup: str = field(default="", repr=False)
    url: str | None = None


def iter_formats(content: ClipboardContent) -> Iterator[ClipboardFormat]:
    """Yield the formats with text, the one with the most structure first."""
    markup, url = _read_markup(content)
    line = next((line for line in (content.text or _visible_text(markup)).splitlines() if line.strip()), "")
    words = first_words(_UNSAFE_CHARACTERS.sub(" ", clean(line)[0]), _MAX_STEM)
    stem = words.strip(" .…") or "pasted"
    rich = content.rtf if content.rtf.lstrip()[:4] == b"{\\rt" else b""
    if rich and _OFFICE_MARKUP.search(markup[:_HEAD_CHARACTERS]):
        yield ClipboardFormat(data=rich, name=f"{stem}.rtf", url=url)
        rich = b""
    if _visible_text(markup):
        yield ClipboardFormat(data=_make_page(markup, url), name=f"{stem}.html", markup=markup, url=url)
    if rich:
        yield ClipboardFormat(data=rich, name=f"{stem}.rtf", url=url)
    if content.text.strip():
        yield ClipboardFormat(data=content.text.encode("utf-8", "replace"), name=f"{stem}.txt", url=url)


def iter_rich_formats(content: ClipboardContent) -> Iterator[ClipboardFormat]:
    """Yield the formats with structure: HTML, then RTF."""
    markup, url = _read_markup(content)
    if _visible_text(markup):
        yield ClipboardFormat(data=b"", name="pasted.html", markup=markup, url=url)
    if content.rtf.lstrip()[:4] == b"{\\rt":
        yield ClipboardFormat(data=content.rtf, name="pasted.rtf", url=url)


def _read_markup(content: ClipboardContent) -> tuple[str, str | None]:
    """Return the HTML without its header, and the address that it was copied from."""
    cf_html = content.cf_html
    if not cf_html and _CF_HTML_START.match(content.html.encode("utf-8", "replace")[:100]):
        cf_html = content.html.encode("utf-8", "replace")
    markup, source = parse_cf_html(cf_html) if cf_html else ("", "")
    if not _visible_text(markup):
        markup = "" if cf_html and content.html.startswith("Version:") else content.html
    found = _WEB_ADDRESS.match(source or content.source.strip())
    return clean(markup)[0], found[0] if found else None


def parse_cf_html(data: bytes) -> tuple[str, str]:
    """Return the HTML and the source address in the clipboard format "HTML Format" of Windows.

    Elements around the fragment, such as a list around items, are kept if they have no text of their own. Invalid
    offsets are ignored, since comments in the HTML mark the same positions.
    """
    fields = {key.lower(): value.strip() for key, value in _CF_HTML_FIELD.findall(data[:4000])}
    source = fields.get(b"sourceurl", b"").decode("utf-8", "replace")
    start, end = _read_offset(fields, b"startfragment", data), _read_offset(fields, b"endfragment", data)
    if start is None or end is None or start >= end:
        opened = re.search(rb"<!--\s*StartFragment\s*-->", data)
        closed = re.search(rb"<!--\s*EndFragment\s*-->", data)
        begin = re.search(rb"<(?:!doctype|html|body|!--)", data, re.IGNORECASE)
        start = opened.end() if opened else begin.start() if begin else len(data)
        end = closed.start() if closed and closed.start() >= start else len(data)
    outer = _read_offset(fields, b"starthtml", data)
    around = decode(data[outer:start], "utf-8").text if outer is not None and outer < start else ""
    fragment = decode(data[start:end], "utf-8").text
    return (fragment if _visible_text(around) else around + fragment), source


def _read_offset(fields: dict[bytes, bytes], name: bytes, data: bytes) -> int | None:
    value = fields.get(name, b"")
    offset = int(value) if value.isdigit() and len(value) < 12 else -1
    return offset if 0 <= offset <= len(data) else None


def _visible_text(markup: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", markup[: 50 * _HEAD_CHARACTERS])).split())


def _make_page(markup: str, url: str | None) -> bytes:
    """Return HTML as a file with its charset and, as browsers write it, its address."""
    saved = ""
    if url:
        address = url.replace("--", "%2D%2D").replace(">", "%3E")
        saved = f"<!-- saved from url=({len(address):04d}){address} -->\n"
    head = '<meta charset="utf-8">\n'
    return f"<!doctype html>\n{saved}{head}{markup}".encode("utf-8", "replace")


# All copied content is kept, unless a whole page was copied with its menus.

_PAGE_MARKUP = re.compile(
    r"<(?:nav|aside|footer)[\s>]|role=[\"']?(?:navigation|banner|contentinfo)", re.IGNORECASE
)
_MAX_TITLE = 200
"""Code points of a first paragraph that may be a title."""

_SENTENCE_ENDS = (".", "!", "…", ":", ";", "。", "．", ",")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedClipboard:
    """The text of the clipboard, with the bytes and the name of the file that it is kept as."""

    text: ParsedText
    data: bytes = field(repr=False)
    name: str


def read_pasted(content: ClipboardContent) -> ImportedArticle:
    """Read the best readable format as an article; raise ImportRefusedError if no format has text."""
    return finish_pasted(parse_pasted(content))


def finish_pasted(parsed: ParsedClipboard) -> ImportedArticle:
    """Return the article of a parsed clipboard; raise ImportRefusedError if it cannot have come from `parse_pasted`."""
    name = shown_name(parsed.name)
    (article,) = finish(Parsed(texts=(parsed.text,)), parsed.data, name, Path(name))
    assert isinstance(article, ImportedArticle)
    return replace(article, notices=(*article.notices, Notice(code=PASTED)))


def parse_pasted(content: ClipboardContent) -> ParsedClipboard:
    """Read the best readable format; nothing is fetched or opened.

    Raises:
        ImportRefusedError: No format has text.
    """
    refusal = ImportRefusedError("import-no-text", name="pasted")
    for number, pasted in enumerate(iter_formats(content)):
        try:
            return ParsedClipboard(text=_read_format(pasted), data=pasted.data, name=pasted.name)
        except ImportRefusedError as error:
            if not number:
                refusal = error
    raise refusal


def _read_format(pasted: ClipboardFormat) -> ParsedText:
    if pasted.markup and not _PAGE_MARKUP.search(pasted.markup):
        return finish_draft(_build_draft(pasted), pasted.name, "text/html")
    parsed = parse_text(pasted.data, pasted.name)
    if pasted.url and not parsed.metadata.url:
        return replace(parsed, metadata=replace(parsed.metadata, url=pasted.url))
    return parsed


def _build_draft(pasted: ClipboardFormat) -> Draft:
    builder = DraftBuilder()
    add_markup(builder, pasted.markup, MarkupContext(base=pasted.url))
    if not any(block.text.strip() for block in builder.blocks):
        raise ImportRefusedError("import-no-text", name=pasted.name)
    title = _take_title(builder)
    return builder.draft(
        Metadata(title=title, url=pasted.url, language=builder.language(), rights=builder.rights())
    )


def _take_title(builder: DraftBuilder) -> str:
    """Take a heading or short line at the head as title, or else return the first words."""
    first = builder.blocks[0]
    short = (
        isinstance(first, Paragraph)
        and len(first.text) <= _MAX_TITLE
        and not first.text.endswith(_SENTENCE_ENDS)
    )
    if len(builder.blocks) > 1 and (isinstance(first, Heading) or (short and "\n" not in first.text)):
        del builder.blocks[0]
        return first.text
    title = first_words(next(block.text for block in builder.blocks if block.text.strip()), 100)
    builder.notice("title-from-first-words", title)
    return title
