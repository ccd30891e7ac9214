"""Read Markdown with front matter and footnotes, via HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import TYPE_CHECKING

import yaml

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.text import Heading, Paragraph
from briefbuilder.importers.byline import Byline, read_head_lines
from briefbuilder.importers.clean import first_words, is_rewording
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.html.markup import MarkupContext, add_markup
from briefbuilder.importers.limits import MARKDOWN_CHARACTERS
from briefbuilder.importers.plaintext.reader import build_text_draft

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline


_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_MAX_FRONT_MATTER = 20_000
"""Code points: a longer block is not front matter."""

_FOOTNOTE = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]{1,60})\]:[ \t]*(?P<text>.*)$")
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})")

_MAX_NESTING = 50
"""Levels of nested quotations and lists: the parser silently drops deeper ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The values of the front matter by lower-case key, and the text below it."""

    stated: Mapping[str, tuple[str, ...]]
    body: str
    unread: bool = False

    def first(self, *names: str) -> str:
        """Return the first value of the first of these names that exists, or an empty text."""
        return next((self.stated[name][0] for name in names if self.stated.get(name)), "")

    def all(self, *names: str) -> tuple[str, ...]:
        """Return all values of the first of these names that exists."""
        return next((self.stated[name] for name in names if self.stated.get(name)), ())


_DATE_KEYS = ("date", "published", "pubdate")
_LANGUAGE_KEYS = ("lang", "language", "locale")
_LEAD_KEYS = ("lead", "description", "summary", "abstract", "subtitle")
_ADDRESS_KEYS = ("url", "link", "canonical", "canonical_url", "permalink")
_RIGHTS_KEYS = ("rights", "copyright", "license", "licence")
_AUTHOR_KEYS = ("author", "authors", "byline")
_PUBLICATION_KEYS = ("publication", "source", "outlet", "publisher", "site")
_KEYS = frozenset(
    (
        "title",
        *_DATE_KEYS,
        *_LANGUAGE_KEYS,
        *_LEAD_KEYS,
        *_ADDRESS_KEYS,
        *_RIGHTS_KEYS,
        *_AUTHOR_KEYS,
        *_PUBLICATION_KEYS,
    )
)


def split_front_matter(text: str) -> FrontMatter:
    """Split the front matter from a text; one that is not a YAML mapping stays in the text."""
    found = _FRONT_MATTER.match(text[: _MAX_FRONT_MATTER + 10])
    if found is None:
        return FrontMatter(stated={}, body=text)
    try:
        loaded = yaml.load(found["body"], Loader=yaml.BaseLoader)  # noqa: S506 - it only creates strings
    except (yaml.YAMLError, RecursionError, ValueError):
        return FrontMatter(stated={}, body=text, unread=True)
    if not isinstance(loaded, dict):
        return FrontMatter(stated={}, body=text)
    stated = {str(name).strip().lower(): _to_texts(value) for name, value in loaded.items()}
    return FrontMatter(stated=stated, body=text[found.end() :])


def _to_texts(value: object) -> tuple[str, ...]:
    """Return a value as texts; of a mapping, such as an author with an address, only the name."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list):
        return tuple(text for item in value[:100] if not isinstance(item, list) for text in _to_texts(item))
    if isinstance(value, dict):
        return _to_texts(value.get("name", ""))
    return ()


def split_footnotes(text: str) -> tuple[str, dict[str, str]]:
    """Split the definitions of footnotes, which may have indented continuation lines, from a text."""
    kept: list[str] = []
    notes: dict[str, list[str]] = {}
    fence = ""
    current: list[str] | None = None
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and (not fence or opened["fence"].startswith(fence)):
            fence = "" if fence else opened["fence"]
        found = None if fence else _FOOTNOTE.match(line)
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


def read_markdown(data: bytes, name: str) -> Draft:
    """Read a Markdown text; raise ImportRefusedError if it is too large."""
    builder = DraftBuilder()
    text = builder.read_text(data, name)
    front_matter = split_front_matter(text)
    markup = _render(front_matter.body) if len(text) <= MARKDOWN_CHARACTERS else None
    if markup is None:
        builder.notice("markdown-read-as-text")
        return build_text_draft(builder, text, name)
    if front_matter.unread:
        builder.notice("front-matter-unread")
    declared = front_matter.first(*_LANGUAGE_KEYS).replace("_", "-") or None
    add_markup(builder, markup, MarkupContext(language=declared))
    return builder.draft(_build_metadata(builder, front_matter, declared, name))


def _render(text: str) -> str | None:
    """Render a text as HTML with linked footnotes; return None if it is nested too deeply."""
    body, notes = split_footnotes(text)
    marks = {label: str(number) for number, label in enumerate(notes, 1)}
    parser = _make_parser(marks)
    tokens = parser.parse(body)
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):
        return None
    for token in tokens:
        if token.type == "list_item_open" and token.markup == ")":
            # HTML has no attribute for the form of a number.
            token.attrSet("style", f'list-style-type: "{token.info}) "')
    rendered = parser.renderer.render(tokens, parser.options, {})
    items = "".join(
        f'<li id="fn-{escape(marks[label])}">{parser.renderInline(note)}</li>'
        for label, note in notes.items()
        if note
    )
    return f"<html><body>{rendered}{f'<ol>{items}</ol>' if items else ''}</body></html>"


def _make_parser(marks: Mapping[str, str]) -> MarkdownIt:
    from markdown_it import MarkdownIt

    def mark(state: StateInline, silent: bool) -> bool:
        """Parse "[^label]" as the mark of a defined footnote."""
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

    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "note_mark", mark)
    return parser


def _build_metadata(
    builder: DraftBuilder, front_matter: FrontMatter, declared: str | None, name: str
) -> Metadata:
    title = builder.title_or_stem(front_matter.first("title") or _take_title(builder), name)
    builder.drop_repeated_title(title)
    byline = _take_head_lines(builder) if not front_matter.stated else Byline()
    lead = front_matter.first(*_LEAD_KEYS) or _take_lead(builder, title)
    published = read_date(front_matter.first(*_DATE_KEYS)) or byline.published
    url = front_matter.first(*_ADDRESS_KEYS)
    for key, values in front_matter.stated.items():
        line = first_words(f"{key}: {', '.join(values)}")
        if key in _DATE_KEYS and published is None:
            builder.notice("metadata-date-unread", line)
        elif key in _KEYS:
            builder.notice("metadata-from-text", line)
        else:
            builder.notice("metadata-left-out", line)
    return Metadata(
        title=title,
        lead=lead or None,
        authors=front_matter.all(*_AUTHOR_KEYS) or byline.authors,
        publication=front_matter.first(*_PUBLICATION_KEYS) or byline.publication,
        published=published or builder.dateline_day(),
        url=url if url.startswith(("http://", "https://")) else None,
        language=builder.language(declared),
        rights=builder.rights(front_matter.all(*_RIGHTS_KEYS)[:1]),
    )


def _take_title(builder: DraftBuilder) -> str:
    """Remove and return the title: a first block that is the only first-level heading."""
    first = builder.blocks[0] if builder.blocks else None
    if not isinstance(first, Heading) or first.level != 1 or len(builder.blocks) == 1:
        return ""
    if any(isinstance(block, Heading) and block.level == 1 for block in builder.blocks[1:]):
        return ""
    del builder.blocks[0]
    return first.text


def _take_head_lines(builder: DraftBuilder) -> Byline:
    """Remove the lines at the start that give authors, outlet and day, and return these."""
    lines = takewhile(lambda block: isinstance(block, Paragraph), builder.blocks)
    count, byline = read_head_lines([block.text for block in lines]) or (0, Byline())
    if count >= len(builder.blocks):
        return Byline()
    for block in builder.blocks[:count]:
        builder.notice("metadata-from-text", block.text)
    del builder.blocks[:count]
    return byline


def _take_lead(builder: DraftBuilder, title: str) -> str:
    """Remove and return a first paragraph that only rewords the title."""
    first = builder.blocks[0] if builder.blocks else None
    if len(builder.blocks) < 2 or not isinstance(first, Paragraph) or not is_rewording(first.text, title):
        return ""
    builder.notice("lead-set-apart", first.text)
    del builder.blocks[0]
    return first.text
