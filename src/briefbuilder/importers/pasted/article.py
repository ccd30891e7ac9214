"""The forms in which the clipboard offers one text, and which of them says most.

Browsers offer a page's own markup: it is taken. Word processors offer markup as well, but markup that paints
what they know (a list is paragraphs with typed bullets, a heading is a size, a footnote a link), while their
RTF states lists, headings and notes: so RTF is taken where the markup was made by one of them. Plain text is
what is left where there is nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from briefbuilder.domain.article import ImportedArticle, Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.markup import MarkupContext, add_markup
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.read import read_bytes, to_reading
from briefbuilder.importers.rights import extract_rights, is_rights_statement

_OFFICE = re.compile(
    r"""<meta[^>]{1,200}(?:microsoft\ word|word\.document|libreoffice|openoffice|microsoft\ outlook|apache\ ooo)"""
    r"""|xmlns:w\s*=|urn:schemas-microsoft-com:office:word|class=["']?MsoNormal""",
    re.IGNORECASE | re.VERBOSE,
)
_HEAD = 20_000
_NAMED = 60
"""Code points of a name that is made of first words."""
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_TAGS = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_DESCRIBED = re.compile(rb"\AVersion:\d[\d.]*\s", re.IGNORECASE)
_FIELD = re.compile(rb"^([A-Za-z]+):(.*?)\r?$", re.MULTILINE)
_WEB = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipboardContent:
    """What the clipboard holds of one text; empty where it does not offer that form.

    `native` is markup in the form of Windows ("HTML Format"), `source` the address that a browser names beside.
    """

    html: str = field(default="", repr=False)
    cf_html: bytes = field(default=b"", repr=False)
    rtf: bytes = field(default=b"", repr=False)
    text: str = field(default="", repr=False)
    source: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is offered that could hold a text."""
        return not (self.html.strip() or self.cf_html or self.rtf or self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipboardFormat:
    """One form as a file's bytes and name; `markup` is its HTML and `url` where it was copied."""

    data: bytes = field(repr=False)
    name: str
    markup: str = field(default="", repr=False)
    url: str | None = None


def iter_formats(offered: ClipboardContent) -> Iterator[ClipboardFormat]:
    """Yield the forms that hold a text, the one that says most first."""
    markup, url = _markup(offered)
    stem = _stem(offered.text or _words_of(markup))
    rich = offered.rtf if offered.rtf.lstrip()[:4] == b"{\\rt" else b""
    if rich and _OFFICE.search(markup[:_HEAD]):
        yield ClipboardFormat(data=rich, name=f"{stem}.rtf", url=url)
        rich = b""
    if _words_of(markup):
        yield ClipboardFormat(data=_page(markup, url), name=f"{stem}.html", markup=markup, url=url)
    if rich:
        yield ClipboardFormat(data=rich, name=f"{stem}.rtf", url=url)
    if offered.text.strip():
        yield ClipboardFormat(data=offered.text.encode("utf-8", "replace"), name=f"{stem}.txt", url=url)


def iter_rich_formats(offered: ClipboardContent) -> Iterator[ClipboardFormat]:
    """Yield the forms that hold a text with its structure: markup, then RTF. Plain text is none of them."""
    markup, url = _markup(offered)
    if _words_of(markup):
        yield ClipboardFormat(data=b"", name="pasted.html", markup=markup, url=url)
    if offered.rtf.lstrip()[:4] == b"{\\rt":
        yield ClipboardFormat(data=offered.rtf, name="pasted.rtf", url=url)


def _markup(offered: ClipboardContent) -> tuple[str, str | None]:
    """Return the markup without what describes it, and the address that it was copied from."""
    described = offered.cf_html
    if not described and _DESCRIBED.match(offered.html.encode("utf-8", "replace")[:100]):
        described = offered.html.encode("utf-8", "replace")
    markup, source = parse_cf_html(described) if described else ("", "")
    if not _words_of(markup):
        markup = "" if described and offered.html.startswith("Version:") else offered.html
    found = _WEB.match(source or offered.source.strip())
    return clean(markup)[0], found[0] if found else None


def parse_cf_html(data: bytes) -> tuple[str, str]:
    """Return the markup and the source's address of what Windows calls "HTML Format".

    The elements around the fragment (a list around its items) are kept where they hold no words of their own.
    Places that lead outside are passed over, for the marks in the markup say the same.
    """
    fields = {key.lower(): value.strip() for key, value in _FIELD.findall(data[:4000])}
    source = fields.get(b"sourceurl", b"").decode("utf-8", "replace")
    start, end = _place(fields, b"startfragment", data), _place(fields, b"endfragment", data)
    if start is None or end is None or start >= end:
        opened = re.search(rb"<!--\s*StartFragment\s*-->", data)
        closed = re.search(rb"<!--\s*EndFragment\s*-->", data)
        begin = re.search(rb"<(?:!doctype|html|body|!--)", data, re.IGNORECASE)
        start = opened.end() if opened else begin.start() if begin else len(data)
        end = closed.start() if closed and closed.start() >= start else len(data)
    outer = _place(fields, b"starthtml", data)
    around = decode(data[outer:start], "utf-8").text if outer is not None and outer < start else ""
    fragment = decode(data[start:end], "utf-8").text
    return (fragment if _words_of(around) else around + fragment), source


def _place(fields: dict[bytes, bytes], name: bytes, data: bytes) -> int | None:
    value = fields.get(name, b"")
    place = int(value) if value.isdigit() and len(value) < 12 else -1
    return place if 0 <= place <= len(data) else None


def _words_of(markup: str) -> str:
    return " ".join(unescape(_TAGS.sub(" ", markup[: 50 * _HEAD])).split())


def _stem(text: str) -> str:
    """Return a name made of the first words of a text."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    words = first_words(_UNSAFE.sub(" ", clean(line)[0]), _NAMED)
    return words.strip(" .…") or "pasted"


def _page(markup: str, url: str | None) -> bytes:
    """Return markup as a file that says where it was saved from, as browsers do, and in which charset."""
    saved = ""
    if url:
        address = url.replace("--", "%2D%2D").replace(">", "%3E")
        saved = f"<!-- saved from url=({len(address):04d}){address} -->\n"
    head = '<meta charset="utf-8">\n'
    return f"<!doctype html>\n{saved}{head}{markup}".encode("utf-8", "replace")


# A pasted text to an article: all that was chosen is kept, unless a whole page was copied with its menus.

_WHOLE_PAGE = re.compile(
    r"<(?:nav|aside|footer)[\s>]|role=[\"']?(?:navigation|banner|contentinfo)", re.IGNORECASE
)
_TITLE = 200
"""Code points of a first paragraph that may be a title."""
_ENDED = (".", "!", "…", ":", ";", "。", "．", ",")


def read_pasted(offered: ClipboardContent) -> ImportedArticle:
    """Read the best form of a pasted text, the next one where that cannot be read; nothing is fetched or opened.

    Raises:
        ImportRefusedError: no form holds a text.
    """
    refusal = ImportRefusedError("import-no-text", name="pasted")
    for number, form in enumerate(iter_formats(offered)):
        try:
            return _read(form)
        except ImportRefusedError as error:
            if not number:
                refusal = error
    raise refusal


def _read(form: ClipboardFormat) -> ImportedArticle:
    if form.markup and not _WHOLE_PAGE.search(form.markup):
        return to_reading(_draft(form), form.data, form.name, "text/html")
    reading = read_bytes(form.data, form.name)
    metadata = reading.article.metadata
    if form.url and not metadata.url:
        article = replace(reading.article, metadata=replace(metadata, url=form.url))
        return replace(reading, article=article)
    return reading


def _draft(form: ClipboardFormat) -> Draft:
    builder = DraftBuilder()
    add_markup(builder, form.markup, MarkupContext(base=form.url))
    if not any(block.text.strip() for block in builder.blocks):
        raise ImportRefusedError("import-no-text", name=form.name)
    title = _title(builder)
    text = "\n".join(block.text for block in builder.blocks)
    language = guess_language(text)
    if language:
        builder.notice("language-guessed", language)
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    return builder.draft(
        Metadata(title=title, url=form.url, language=language, rights=extract_rights(statements))
    )


def _title(builder: DraftBuilder) -> str:
    """Return the title, a heading or a short line at the head, which is taken off the text; else its first words."""
    first = builder.blocks[0]
    short = isinstance(first, Paragraph) and len(first.text) <= _TITLE and not first.text.endswith(_ENDED)
    if len(builder.blocks) > 1 and (isinstance(first, Heading) or (short and "\n" not in first.text)):
        del builder.blocks[0]
        return first.text
    title = first_words(next(block.text for block in builder.blocks if block.text.strip()), 100)
    builder.notice("title-from-first-words", title)
    return title
