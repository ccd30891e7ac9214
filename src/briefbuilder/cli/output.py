"""The shapes of `--json`, which scripts rely on: a contract, so keys are added and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, NotRequired, TypedDict, assert_never

from briefbuilder.app.messages import Words
from briefbuilder.cli.context import CommandContext
from briefbuilder.domain.article import Article, Metadata, Section
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.notices import Finding, Notice
from briefbuilder.domain.text import Block, Code, Figure, Heading, ListItem, Note, Paragraph, Quote, Table

if TYPE_CHECKING:
    from briefbuilder.domain.topics import Suggestion, Taxonomy


class NoticeShape(TypedDict):
    """What an importer did, in words."""

    code: str
    text: str
    block: str | None


class SectionShape(TypedDict):
    """A section: `section` is its number, from 0; `tags` stand only with an article of a dossier."""

    section: int
    heading: str | None
    level: int
    blocks: list[str]
    tags: NotRequired[list[str]]


class ArticleShape(TypedDict):
    """A whole article; `path` stands where it was read from a file, `article` where it is in a dossier."""

    path: NotRequired[str]
    article: NotRequired[str]
    title: str
    lead: str | None
    authors: list[str]
    publication: str | None
    published: str | None
    url: str | None
    language: str | None
    rights: str | None
    sha256: str
    media_type: str
    blocks: list[dict[str, object]]
    sections: list[SectionShape]
    notices: list[NoticeShape]


class EvidenceShape(TypedDict):
    """Words that a suggestion rests on: code points of the section's text."""

    text: str
    start: int
    end: int


class SuggestionShape(TypedDict):
    """A topic suggested for a section."""

    topic: str
    score: float
    evidence: list[EvidenceShape]
    accepted: int
    rejected: int
    learned: bool


class SuggestedSectionShape(TypedDict):
    """The suggestions for one section."""

    section: int
    heading: str | None
    suggestions: list[SuggestionShape]


class FindingShape(TypedDict):
    """What a check found; `place` holds what is known of where."""

    code: str
    severity: str
    text: str
    place: dict[str, str | int]


def article_shape(article: Article, notices: Iterable[Notice], words: Words) -> ArticleShape:
    """Return an article's shape without the path or id, which the command puts in front."""
    metadata = article.metadata
    return ArticleShape(
        title=metadata.title,
        lead=metadata.lead,
        authors=list(metadata.authors),
        publication=metadata.publication,
        published=metadata.published.isoformat() if metadata.published else None,
        url=metadata.url,
        language=metadata.language,
        rights=metadata.rights.statement,
        sha256=article.original.sha256,
        media_type=article.original.media_type,
        blocks=[block_shape(block) for block in article.blocks],
        sections=[section_shape(section) for section in article.sections],
        notices=notice_shapes(notices, words),
    )


def section_shape(section: Section) -> SectionShape:
    """Return a section's shape; its heading is not among its blocks."""
    return SectionShape(
        section=section.index,
        heading=heading_text(section),
        level=section.level,
        blocks=[block.id for block in section.blocks],
    )


def heading_text(section: Section) -> str | None:
    """Return the words of a section's heading, None where it has none."""
    return section.heading.text if section.heading else None


def block_shape(block: Block) -> dict[str, object]:
    """Return a block's id, kind, level (None but for headings) and text, and what its kind has beside them."""
    level = block.level if isinstance(block, Heading) else None
    shape: dict[str, object] = {"id": block.id, "kind": block.kind, "level": level, "text": block.text}
    if block.language is not None:
        shape["language"] = block.language
    return shape | _kind_fields(block)


def _kind_fields(block: Block) -> dict[str, object]:
    beside: dict[str, object] = {}
    match block:
        case ListItem():
            beside = {"depth": block.depth, "ordered": block.ordered, "number": block.number}
        case Note():
            beside = {"mark": block.mark, "placement": block.placement}
        case Figure():
            beside = {"alternative_text": block.alternative_text, "picture": block.picture}
        case Code():
            beside = {"syntax": block.syntax}
        case Quote():
            beside = {"continues": block.continues}
        case Table():
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            beside = {"rows": rows, "header_rows": block.header_rows}
        case Heading() | Paragraph():
            pass
        case _:
            assert_never(block)
    return beside


def notice_shapes(notices: Iterable[Notice], words: Words) -> list[NoticeShape]:
    """Return notices in words."""
    return [
        NoticeShape(code=notice.code, text=words.notice(notice), block=notice.block) for notice in notices
    ]


def suggestion_shapes(
    sections: Sequence[Section], suggestions: Sequence[Sequence[Suggestion]]
) -> list[SuggestedSectionShape]:
    """Return the suggestions for each section."""
    return [
        SuggestedSectionShape(
            section=section.index,
            heading=heading_text(section),
            suggestions=[_suggestion_shape(suggestion) for suggestion in of_section],
        )
        for section, of_section in zip(sections, suggestions, strict=True)
    ]


def _suggestion_shape(suggestion: Suggestion) -> SuggestionShape:
    evidence = [
        EvidenceShape(text=piece.text, start=piece.start, end=piece.end) for piece in suggestion.evidence
    ]
    return SuggestionShape(
        topic=suggestion.topic,
        score=suggestion.score,
        evidence=evidence,
        accepted=suggestion.accepted,
        rejected=suggestion.rejected,
        learned=suggestion.learned,
    )


def finding_shape(finding: Finding, words: Words) -> FindingShape:
    """Return a finding in words, with what is known of its place."""
    place: Mapping[str, str | int | None] = asdict(finding.place)
    return FindingShape(
        code=finding.code,
        severity=finding.severity,
        text=words.finding(finding),
        place={name: value for name, value in place.items() if value is not None},
    )


# Findings of a check, on a briefing or a template.


def report_findings(
    findings: Sequence[Finding], context: CommandContext, briefing: Briefing | None = None
) -> int:
    """Tell findings, each with its place; return status 1 where one of them is an error."""
    words = context.words
    for finding in findings:
        severity = words.text(f"cli-{finding.severity}")
        place = _place(finding, briefing)
        text = " ".join(words.finding(finding).split())
        line = f"{place}{severity}: {text}"
        context.console.emit(finding_shape(finding, words), line)
    if not findings:
        context.console.say(words.text("cli-nothing-to-mend"))
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _place(finding: Finding, briefing: Briefing | None) -> str:
    place = finding.place
    if place.file is not None:
        known = (place.file, place.line, place.column)
        return ":".join(str(part) for part in known if part is not None) + ": "
    part = briefing.part(place.part) if briefing and place.part else None
    named = (part.heading or part.topic or part.key) if part else place.field or place.article
    return f"{named}: " if named else ""


# Articles and suggestions as lines for people.

_WIDTH = 100
_TEXT = "    "
Tags = Mapping[int, Sequence[str]]


def article_lines(
    article: Article, notices: Iterable[Notice], words: Words, tags: Tags | None = None
) -> Iterator[str]:
    """Yield an article as it reads, its sections numbered; `tags` are topics' names by section."""
    metadata = article.metadata
    yield metadata.title or article.original.name
    if described := describe_source(metadata):
        yield described
    if metadata.lead:
        yield from ("", *wrap(metadata.lead, _WIDTH))
    for section in article.sections:
        yield from ("", section_title(section, words))
        if of_section := (tags or {}).get(section.index):
            yield f"{_TEXT}[{', '.join(of_section)}]"
        for block in section.blocks:
            yield from _block_lines(block)
    told = [words.notice(notice) for notice in notices]
    if told:
        yield ""
        yield from (f"- {line}" for line in told)


def describe_source(metadata: Metadata) -> str:
    """Return what is known of where an article comes from, in one line."""
    published = metadata.published.isoformat() if metadata.published else None
    known = (", ".join(metadata.authors), metadata.publication, published, metadata.language, metadata.url)
    return " · ".join(filter(None, known))


def section_title(section: Section, words: Words) -> str:
    """Return a section's number, from 0, with its heading."""
    return f"[{section.index}] {heading_text(section) or words.text('cli-opening')}"


def suggestion_lines(
    sections: Sequence[Section],
    suggestions: Sequence[Sequence[Suggestion]],
    taxonomy: Taxonomy,
    words: Words,
) -> Iterator[str]:
    """Yield each section with the topics suggested for it and the words that they rest on."""
    for section, of_section in zip(sections, suggestions, strict=True):
        yield section_title(section, words)
        if not of_section:
            yield f"{_TEXT}{words.text('cli-nothing-suggested')}"
        for suggestion in of_section:
            topic = taxonomy.topic(suggestion.topic)
            name = topic.name(words.language) if topic else suggestion.topic
            quoted = dict.fromkeys(piece.text.replace("\n", " ") for piece in suggestion.evidence)
            evidence = ", ".join(f"“{text}”" for text in quoted)
            yield f"{_TEXT}{suggestion.score:.2f}  {suggestion.topic} ({name}): {evidence}"


def _block_lines(block: Block) -> Iterator[str]:
    text, mark, indent = block.text, "", _TEXT
    match block:
        case Table():
            yield from (_TEXT + " | ".join(cell.text for cell in row.cells) for row in block.rows)
            return
        case Figure():
            text = f"[{block.alternative_text or block.text}]"
        case ListItem():
            mark = "" if block.continues else "- "
            indent += "  " * block.depth
        case Heading() | Paragraph() | Quote() | Code() | Note():
            pass
        case _:
            assert_never(block)
    for line in text.split("\n"):
        yield from wrap(line, _WIDTH, initial_indent=indent + mark, subsequent_indent=indent) or [""]
