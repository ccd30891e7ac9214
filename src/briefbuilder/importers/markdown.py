"""A Markdown text to a draft: front matter and footnotes taken out, the rest through the walk of markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING

import yaml

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean, first_words, is_rewording
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.markup import MarkupContext, add_markup
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import MARKDOWN_CHARACTERS, MEBIBYTE, TEXT_BYTES
from briefbuilder.importers.plaintext.reader import build_text_draft
from briefbuilder.importers.rights import extract_rights, is_rights_statement

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


# What stands around a Markdown text: the front matter at its head and the footnotes, taken out of it.

_FRONT = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_FRONT = 20_000
"""Code points: what is longer is no front matter."""

_NOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]{1,60})\]:[ \t]*(?P<text>.*)$")
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The statements of the front matter, in small letters, and the text below it."""

    stated: Mapping[str, tuple[str, ...]]
    body: str
    unread: bool = False

    def first(self, *names: str) -> str:
        """Return the first value of the first of these names that is there, else nothing."""
        return next((self.stated[name][0] for name in names if self.stated.get(name)), "")

    def all(self, *names: str) -> tuple[str, ...]:
        """Return all values of the first of these names that is there."""
        return next((self.stated[name] for name in names if self.stated.get(name)), ())


def split_front_matter(text: str) -> FrontMatter:
    """Take the front matter off a text; one that is no YAML mapping stays in the text."""
    found = _FRONT.match(text[: _LONGEST_FRONT + 10])
    if found is None:
        return FrontMatter(stated={}, body=text)
    try:
        loaded = yaml.load(found["body"], Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts alone
    except (yaml.YAMLError, RecursionError, ValueError):
        return FrontMatter(stated={}, body=text, unread=True)
    if not isinstance(loaded, dict):
        return FrontMatter(stated={}, body=text)
    stated = {str(name).strip().lower(): _values(value) for name, value in loaded.items()}
    return FrontMatter(stated=stated, body=text[found.end() :])


def _values(value: object) -> tuple[str, ...]:
    """Return a value as texts; of a mapping (an author with an address) only the name."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list):
        return tuple(text for one in value[:100] if not isinstance(one, list) for text in _values(one))
    if isinstance(value, dict):
        return _values(value.get("name", ""))
    return ()


def split_footnotes(text: str) -> tuple[str, dict[str, str]]:
    """Take the definitions of footnotes out of a text; each may run on over indented lines."""
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    fence = ""
    current: list[str] | None = None
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened["fence"].startswith(fence)):
            fence = "" if fence else opened["fence"]
        found = None if fence else _NOTE.match(line)
        if found and found["label"] not in notes:
            current = notes.setdefault(found["label"], [found["text"]])
        elif current is not None and not fence and (line.startswith(("    ", "\t")) or not line.strip()):
            current.append(line.strip())
        else:
            current = None
            kept.append(line)
            continue
        kept.append("")
    return "\n".join(kept), {label: " ".join(" ".join(lines).split()) for label, lines in notes.items()}


_NESTING = 50
"""Levels of quotations and lists within each other: the parser drops in silence what is deeper."""


def read_markdown(data: bytes, name: str) -> Draft:
    """Read the bytes of a Markdown text; raise ImportRefusedError where they are too many."""
    if len(data) > TEXT_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(TEXT_BYTES // MEBIBYTE))
    decoded = decode(data)
    builder = DraftBuilder()
    builder.note_charset(decoded)
    text, removed = clean(decoded.text)
    front = split_front_matter(text)
    markup = _markup(front.body) if len(text) <= MARKDOWN_CHARACTERS else None
    if markup is None:
        builder.notice("markdown-read-as-text")
        return build_text_draft(builder, decoded.text, name)
    if removed:
        builder.notice("control-characters-removed", str(removed))
    if front.unread:
        builder.notice("front-matter-unread")
    declared = front.first("lang", "language", "locale").replace("_", "-") or None
    add_markup(builder, markup, MarkupContext(language=declared))
    return builder.draft(_metadata(builder, front, declared, name))


def _markup(text: str) -> str | None:
    """Return the text as HTML, each footnote as an element that its marks lead to; None where it is too deep."""
    body, notes = split_footnotes(text)
    marks = {label: str(number) for number, label in enumerate(notes, 1)}
    parser = _parser(marks)
    tokens = parser.parse(body)
    if any(token.level >= _NESTING - 1 for token in tokens):
        return None
    rendered = parser.renderer.render(tokens, parser.options, {})
    items = "".join(
        f'<li id="fn-{escape(marks[label])}">{parser.renderInline(note)}</li>'
        for label, note in notes.items()
        if note
    )
    return f"<html><body>{rendered}{f'<ol>{items}</ol>' if items else ''}</body></html>"


def _parser(marks: Mapping[str, str]) -> MarkdownIt:
    from markdown_it import MarkdownIt

    def mark(state: StateInline, silent: bool) -> bool:
        """Take "[^label]" as the mark of a footnote that the text defines."""
        if not state.src.startswith("[^", state.pos):
            return False
        end = state.src.find("]", state.pos, state.pos + 64)
        number = marks.get(state.src[state.pos + 2 : end]) if end > 0 else None
        if number is None:
            return False
        if not silent:
            token = state.push("html_inline", "", 0)
            token.content = f'<sup><a href="#fn-{number}">{number}</a></sup>'
        state.pos = end + 1
        return True

    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "note_mark", mark)
    return parser


def _metadata(builder: DraftBuilder, front: FrontMatter, declared: str | None, name: str) -> Metadata:
    title = front.first("title") or _take_title(builder)
    if not title:
        title = PurePath(name).stem
        builder.notice("title-from-file-name", title)
    _drop_repeated_title(builder, title)
    lead = front.first("lead", "description", "summary", "abstract", "subtitle") or _take_lead(builder, title)
    published = read_date(front.first("date", "published", "pubdate"))
    url = front.first("url", "link", "canonical", "canonical_url", "permalink")
    for key, values in front.stated.items():
        builder.notice("metadata-from-text", first_words(f"{key}: {', '.join(values)}"))
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    stated = front.first("rights", "copyright", "license", "licence")
    return Metadata(
        title=title,
        lead=lead or None,
        authors=front.all("author", "authors", "byline"),
        publication=front.first("publication", "source", "outlet", "publisher", "site") or None,
        published=published,
        url=url if url.startswith(("http://", "https://")) else None,
        language=_language(builder, declared),
        rights=extract_rights([*filter(None, [stated]), *statements]),
    )


def _take_title(builder: DraftBuilder) -> str:
    """Take the title off the blocks: a heading of the first level at the head that is the only one."""
    first = builder.blocks[0] if builder.blocks else None
    if not isinstance(first, Heading) or first.level != 1 or len(builder.blocks) == 1:
        return ""
    if any(isinstance(block, Heading) and block.level == 1 for block in builder.blocks[1:]):
        return ""
    del builder.blocks[0]
    return first.text


def _drop_repeated_title(builder: DraftBuilder, title: str) -> None:
    first = builder.blocks[0] if builder.blocks else None
    repeated = isinstance(first, Heading) and first.text.casefold() == title.casefold()
    if first is not None and repeated and len(builder.blocks) > 1:
        builder.notice("title-repeated", first.text)
        del builder.blocks[0]


def _take_lead(builder: DraftBuilder, title: str) -> str:
    """Take a first paragraph that only rewords the title off the blocks."""
    first = builder.blocks[0] if builder.blocks else None
    if len(builder.blocks) < 2 or not isinstance(first, Paragraph) or not is_rewording(first.text, title):
        return ""
    builder.notice("lead-set-apart", first.text)
    del builder.blocks[0]
    return first.text


def _language(builder: DraftBuilder, declared: str | None) -> str | None:
    guessed = guess_language("\n".join(block.text for block in builder.blocks))
    if guessed is None or (declared or "").partition("-")[0].lower() == guessed:
        return declared
    builder.notice("language-overruled" if declared else "language-guessed", guessed)
    return guessed
