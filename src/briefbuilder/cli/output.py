"""Results as JSON and as lines of text.

The JSON shapes are a stable interface for scripts: keys may be added but never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, assert_never

from briefbuilder.app.messages import Words
from briefbuilder.cli.context import CommandContext
from briefbuilder.domain.article import Article, Metadata, Section
from briefbuilder.domain.notices import Finding, Notice
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Table,
    plain_text,
)
from briefbuilder.domain.visible_text import show_line

if TYPE_CHECKING:
    from briefbuilder.domain.topics import Suggestion, Taxonomy

_WIDTH = 100
_TEXT = "    "
Tags = Mapping[int, Sequence[str]]
Shape = dict[str, object]
"""A result as JSON has it; its content is described on the page on the command line."""


def fields(one: object, names: str) -> Shape:
    """Return the fields of a value, named one after the other, as JSON has them: a day as ISO 8601, a tuple as a list."""
    return {name: _as_json(getattr(one, name)) for name in names.split()}


def _as_json(found: object) -> object:
    if isinstance(found, date):
        return found.isoformat()
    return list(found) if isinstance(found, tuple) else found


def article_shape(article: Article, notices: Iterable[Notice], words: Words) -> Shape:
    """Return the shape of an article without its path or id."""
    return {
        **fields(article.metadata, "title lead authors publication published url language"),
        "rights": article.metadata.rights.statement,
        **fields(article.original, "sha256 media_type"),
        "blocks": [block_shape(block) for block in article.blocks],
        "sections": [section_shape(section) for section in article.sections],
        "notices": notice_shapes(notices, words),
    }


def section_shape(section: Section, topics: Sequence[str] | None = None) -> Shape:
    """Return the shape of a section, whose blocks do not include the heading, with its `topics` in a dossier."""
    blocks = [block.id for block in section.blocks]
    shape = {**_section_head(section), "level": section.level, "blocks": blocks}
    return shape if topics is None else {**shape, "tags": list(topics)}


def _section_head(section: Section) -> Shape:
    return {"section": section.index, "heading": heading_text(section)}


def heading_text(section: Section) -> str | None:
    """Return the text of the heading of a section, None if it has none."""
    return section.heading.text if section.heading else None


def block_shape(block: Block) -> Shape:
    """Return the id, kind, level (only of headings) and text of a block, and the fields of its kind."""
    level = block.level if isinstance(block, Heading) else None
    shape: Shape = {"id": block.id, "kind": block.kind, "level": level, "text": block.text}
    if block.language is not None:
        shape["language"] = block.language
    return shape | _kind_fields(block)


def _kind_fields(block: Block) -> Shape:
    shape: Shape = {}
    match block:
        case ListItem():
            shape = {**fields(block, "depth ordered number"), "label": block.label_text or None}
        case Note():
            shape = fields(block, "mark placement")
        case Figure():
            shape = fields(block, "alternative_text picture")
        case Code():
            shape = fields(block, "syntax")
        case Quote():
            shape = fields(block, "continues")
        case Table():
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            shape = {
                "caption": plain_text(block.content) or None,
                "rows": rows,
                "header_rows": block.header_rows,
            }
        case Heading() | Paragraph():
            pass
        case _:
            assert_never(block)
    return shape


def notice_shapes(notices: Iterable[Notice], words: Words) -> list[Shape]:
    """Return the shapes of notices."""
    return [{"code": notice.code, "text": words.notice(notice), "block": notice.block} for notice in notices]


def suggestion_shapes(
    sections: Sequence[Section], suggestions: Sequence[Sequence[Suggestion]]
) -> list[Shape]:
    """Return the shapes of the suggestions for each section."""
    return [
        {
            **_section_head(section),
            "suggestions": [_suggestion_shape(suggestion) for suggestion in of_section],
        }
        for section, of_section in zip(sections, suggestions, strict=True)
    ]


def _suggestion_shape(suggestion: Suggestion) -> Shape:
    return {
        **fields(suggestion, "topic score strength"),
        "evidence": [fields(piece, "text start end") for piece in suggestion.evidence],
        **fields(suggestion, "accepted rejected learned in_title"),
    }


def finding_shape(finding: Finding, words: Words) -> Shape:
    """Return the shape of a finding; `place` has the known parts of its place."""
    place = {name: found for name, found in asdict(finding.place).items() if found is not None}
    return {**fields(finding, "code severity"), "text": words.finding(finding), "place": place}


def report_findings(
    findings: Sequence[Finding], context: CommandContext, names: Mapping[str, str] | None = None
) -> int:
    """Print findings with their places; return exit status 1 if one is an error.

    `names` are the headings of parts and the titles of articles by their ids, and the labels of fields by their keys.
    """
    words = context.words
    for finding in findings:
        severity = words.text(f"cli-{finding.severity}")
        place = _place(finding, names or {})
        line = show_line(f"{place}{severity}: {' '.join(words.finding(finding).split())}")
        context.console.emit(finding_shape(finding, words), line)
    if not findings:
        context.say("cli-nothing-to-mend")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def report_file(path: Path, page_count: int, shape: Mapping[str, object], context: CommandContext) -> None:
    """Report a written file with its number of pages; web pages and Markdown have none."""
    pages = page_count if path.suffix.lower() in {".docx", ".odt", ".pdf"} else 0
    code = "cli-written" if pages else "cli-written-unpaged"
    message = context.words.text(code, path=path, count=pages)
    context.console.emit({"path": str(path), "pages": pages, **shape}, message)


def _place(finding: Finding, names: Mapping[str, str]) -> str:
    place = finding.place
    if place.file is not None:
        known = (place.file, place.line, place.column)
        return ":".join(str(part) for part in known if part is not None) + ": "
    key = place.field or place.article or ""
    named = names.get(place.part or key) or names.get(key, key)
    return f"{named}: " if named else ""


def article_lines(
    article: Article, notices: Iterable[Notice], words: Words, tags: Tags | None = None
) -> Iterator[str]:
    """Yield the lines of an article with numbered sections; `tags` are names of topics by section."""
    metadata = article.metadata
    yield show_line(metadata.title or article.original.name)
    if described := describe_source(metadata):
        yield described
    if metadata.lead:
        yield from ("", *wrap(metadata.lead, _WIDTH))
    for section in article.sections:
        yield from ("", section_title(section, words))
        if of_section := (tags or {}).get(section.index):
            yield show_line(f"{_TEXT}[{', '.join(of_section)}]")
        for block in section.blocks:
            yield from _block_lines(block, words)
    messages = [words.notice(notice) for notice in notices]
    if messages:
        yield ""
        yield from (f"- {line}" for line in messages)


def describe_source(metadata: Metadata) -> str:
    """Return the known facts about the source of an article in one line."""
    published = metadata.published.isoformat() if metadata.published else None
    known = (", ".join(metadata.authors), metadata.publication, published, metadata.language, metadata.url)
    return show_line(" · ".join(filter(None, known)))


def section_title(section: Section, words: Words) -> str:
    """Return the number of a section, from 0, and its heading."""
    return show_line(f"[{section.index}] {heading_text(section) or words.text('cli-opening')}")


def suggestion_lines(
    sections: Sequence[Section],
    suggestions: Sequence[Sequence[Suggestion]],
    taxonomy: Taxonomy,
    words: Words,
) -> Iterator[str]:
    """Yield the lines of the suggestions for each section, with their evidence."""
    for section, of_section in zip(sections, suggestions, strict=True):
        yield section_title(section, words)
        if not of_section:
            yield f"{_TEXT}{words.text('cli-nothing-suggested')}"
        for suggestion in of_section:
            topic = taxonomy.topic(suggestion.topic)
            name = topic.name(words.language) if topic else suggestion.topic
            quoted = dict.fromkeys(piece.text for piece in suggestion.evidence)
            evidence = ", ".join(f"“{text}”" for text in quoted)
            strength = words.text(f"cli-suggestion-{suggestion.strength}")
            yield show_line(f"{_TEXT}{strength}: {suggestion.topic} ({name}): {evidence}")


def _block_lines(block: Block, words: Words) -> Iterator[str]:
    text, mark, indent = block.text, "", _TEXT
    match block:
        case Table():
            if block.content:
                yield from wrap(
                    plain_text(block.content), _WIDTH, initial_indent=_TEXT, subsequent_indent=_TEXT
                )
            yield from (_TEXT + " | ".join(cell.text for cell in row.cells) for row in block.rows)
            return
        case Figure():
            text = f"[{block.text or block.alternative_text or words.text('cli-picture')}]"
        case ListItem():
            mark = "" if block.continues else f"{block.label_text or '-'} "
            indent += "  " * block.depth
        case Heading() | Paragraph() | Quote() | Code() | Note():
            pass
        case _:
            assert_never(block)
    for line in text.split("\n"):
        yield from wrap(line, _WIDTH, initial_indent=indent + mark, subsequent_indent=indent) or [""]


def local_moment(iso: str) -> str:
    """Return a moment (ISO 8601, UTC) as the clock of this computer shows it."""
    return f"{datetime.fromisoformat(iso).astimezone():%Y-%m-%d %H:%M}" if iso else "–"
