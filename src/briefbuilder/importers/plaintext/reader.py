"""Reads files of plain text, and subtitles.

In a text, it finds title, lead and labelled lines such as "Source: …", headings and blocks. Subtitles and transcripts
of meetings, as WebVTT (W3C) and SubRip have them, are read as paragraphs of speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import unescape
from pathlib import PurePath
from typing import Literal

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Heading, Paragraph, Quote, Span
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import Byline, read_byline, read_head_lines
from briefbuilder.importers.clean import (
    first_words,
    is_rewording,
    match_key,
)
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import TEXT_LINES
from briefbuilder.importers.list_marks import ListMark, TypedLists, is_next, parse_text_mark
from briefbuilder.importers.phrases import KIND_LABELS, SUBJECT_WORDS
from briefbuilder.importers.plaintext.headings import find_headings, may_be_title
from briefbuilder.importers.plaintext.layout import (
    TextUnit,
    count_columns,
    ends_sentence,
    find_line_mark,
    split_units,
)
from briefbuilder.importers.rights import extract_rights, is_only_rights, is_rights_statement

Label = Literal["title", "author", "publication", "date", "url"]

_LABELS: dict[Label, str] = {
    "title": "title|titolo|titre|titel|título|タイトル|标题|標題|제목|العنوان|заголовок",
    "author": "authors?|autor[ei]?|auteurs?|autor(?:en|es)?|byline|著者|筆者|作者|记者|記者|기자|글쓴이|필자|الكاتب|автор[иы]?",
    "publication": (
        "source|publication|outlet|publisher|fonte|testata|pubblicazione|média|quelle|zeitung|fuente|veículo|出典|媒体|掲載|来源|來源"
        "|출처|매체|언론사|المصدر|الصحيفة|источник|издание|джерело|видання"
    ),
    "date": (
        "date|published|data|pubblicato|publié|datum|veröffentlicht|fecha|日付|掲載日|日期|날짜|게재일"
        "|التاريخ|تاريخ النشر|дата(?: публика(?:ции|ції))?"
    ),
    "url": "url|link|address|indirizzo|adresse|lien|リンク|链接|鏈結|網址|网址|링크|الرابط|ссылка|посилання",
}
_LABEL_PATTERNS = {
    label: re.compile(rf"^(?:{names})\s*[:：]\s*(\S.*)$", re.IGNORECASE) for label, names in _LABELS.items()
}
_ADDRESS = re.compile(r"^https?://\S+$")
_MAX_HEAD_UNITS = 8
_MAX_BYLINE_UNITS = 3
"""The most units below the title that may be bylines."""

_MAX_LETTER_UNITS = 12
"""The first units in which the subject of a letter, or the headline of a release, may stand."""

_SUBJECT_WIDTH, _MIN_PROSE, _MIN_HEADLINE_WORDS = 200, 55, 4
"""Columns of the widest subject, columns from which a sentence is running text, and the fewest words of a headline."""

_SUBJECT = re.compile(rf"(?:{SUBJECT_WORDS})\s?[:：]\s*(?P<title>\S.+)\Z", re.IGNORECASE)
_LABELLED = re.compile(r"[^\s:：][^:：]{0,30}[:：]\s")

_FEW_UNITS = 3
"""In a text with this many units, a separate first line is not necessarily a title."""

_SAME_INDENT = 2
"""Columns: marks whose indents differ by less are those of one list."""


def read_text(data: bytes, name: str) -> Draft:
    """Read a plain text; raise ImportRefusedError if it is too large."""
    builder = DraftBuilder()
    text = builder.read_text(data, name)
    if text.count("\n") > TEXT_LINES:
        raise ImportRefusedError("import-too-long", name=name, limit=str(TEXT_LINES))
    return build_text_draft(builder, text, name)


def build_text_draft(builder: DraftBuilder, text: str, name: str) -> Draft:
    """Build the draft of a decoded text; notices of the builder are kept."""
    cleaned = builder.clean_text(text)
    text_layout = split_units(cleaned)
    if text_layout.column:
        builder.notice("lines-joined", str(text_layout.column))
    if text_layout.separators:
        builder.notice("separators-removed", str(text_layout.separators))
    if text_layout.page_numbers:
        builder.notice("pdf-page-numbers-removed", ", ".join(text_layout.page_numbers[:20]))
    for header in text_layout.page_headers:
        builder.notice("pdf-running-head-removed", first_words(header))
    units = text_layout.units
    head = read_head(units, name)
    for code, subject in head.notices:
        builder.notice(code, subject)
    taken, rights = _take_rights(builder, units, head.taken)
    body = [unit for index, unit in enumerate(units) if index not in taken]
    above = sum(index not in taken for index in range(head.title_place))
    headings = {index: level for index, level in find_headings(body).items() if index >= above}
    add_blocks(builder, body, headings)
    for block in builder.blocks:
        if block.kind == "heading":
            builder.notice("heading-guessed", block.text, block.id)
    language = guess_language(cleaned)
    if language:
        builder.notice("language-guessed", language)
    return builder.draft(
        Metadata(
            title=head.title,
            lead=head.lead,
            authors=head.authors,
            publication=head.publication,
            published=head.published or builder.dateline_day(),
            url=head.url,
            language=language,
            rights=rights,
        )
    )


def _take_rights(
    builder: DraftBuilder, units: tuple[TextUnit, ...], taken: frozenset[int]
) -> tuple[frozenset[int], Rights]:
    """Take out statements of rights: lines that are nothing else, and any at the end of the text."""
    statements: list[str] = []
    places = set(taken)
    for index, unit in enumerate(units):
        later = index >= len(units) - 3 and is_rights_statement(unit.text)
        if index and index not in taken and (later or is_only_rights(unit.text)):
            statements.append(unit.text)
            places.add(index)
            builder.notice("rights-set-apart", first_words(unit.text))
    return frozenset(places), extract_rights(statements)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHead:
    """The metadata in the first units, the indexes of these units and that of the title, and notices."""

    title: str = ""
    lead: str | None = None
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None
    url: str | None = None
    taken: frozenset[int] = frozenset()
    title_place: int = 0
    notices: tuple[tuple[str, str], ...] = field(default=())


def read_head(units: Sequence[TextUnit], name: str) -> TextHead:
    """Read the head of a text; the stem of the file `name` is the title if the text has none."""
    head = _read_labels(units)
    body = [index for index in range(len(units)) if index not in head.taken]
    place = _find_later_title(units) if not head.taken else None
    if place is not None:
        found = _SUBJECT.match(units[place].text)
        title = found["title"] if found else units[place].text
        head = replace(head, title=title, title_place=place, taken=frozenset({place}))
        body.remove(place)
    if not head.title and len(body) > 1 and _is_title(units, body):
        head = replace(head, title=_strip_heading_mark(units[body[0]]), taken=head.taken | {body[0]})
        body = body[1:]
        if not any(index in head.taken for index in range(1, _MAX_HEAD_UNITS)):
            later = _read_labels(units, start=1)
            taken, notices = head.taken | later.taken, head.notices + later.notices
            head = replace(later, title=head.title, taken=taken, notices=notices)
            body = [index for index in body if index not in head.taken]
    head = _add_closing_day(_add_bylines(head, units, body), units, body)
    body = [index for index in body if index not in head.taken]
    if head.title:
        return _add_lead(head, units, body)
    stem = PurePath(name).stem
    return replace(head, title=stem, notices=(*head.notices, ("title-from-file-name", stem)))


def _find_later_title(units: Sequence[TextUnit]) -> int | None:
    """Return the title that is below other lines: a subject, or a headline below a date or the kind of the document.

    Dates, labelled lines and short names above a headline are passed over; running text ends the search.
    """
    for index, unit in enumerate(units[:_MAX_LETTER_UNITS]):
        if _SUBJECT.match(unit.text):
            return index
        if count_columns(unit.text) > _SUBJECT_WIDTH:
            break
    first = units[0].text if len(units) > 2 else ""
    if match_key(first) not in KIND_LABELS and not (_is_date(first) or _is_institution(first)):
        return None
    for index, unit in enumerate(units[1:_MAX_LETTER_UNITS], 1):
        text = unit.text
        if count_columns(text) > _MIN_PROSE and ends_sentence(text):
            return None
        is_line = may_be_title(unit) and not ends_sentence(text) and not _LABELLED.match(text)
        if is_line and len(text.split()) >= _MIN_HEADLINE_WORDS and read_byline(text) is None:
            return index
    return None


def _is_date(text: str) -> bool:
    byline = read_byline(text)
    return byline is not None and byline.published is not None and not byline.authors


def _is_institution(text: str) -> bool:
    """Return whether a line is a few words in capitals, which may be a title only if no headline is below it."""
    return text.isupper() and len(text.split()) < _MIN_HEADLINE_WORDS


def _add_bylines(head: TextHead, units: Sequence[TextUnit], body: Sequence[int]) -> TextHead:
    """Take out the bylines at the head."""
    count, found = _read_head_lines(units, body) if not head.publication else (0, None)
    if found is not None:
        head = replace(
            head,
            authors=head.authors or found.authors,
            publication=found.publication,
            published=head.published or found.published,
            taken=head.taken.union(body[:count]),
            notices=(*head.notices, *(("metadata-from-text", units[index].text) for index in body[:count])),
        )
        body = body[count:]
    known = [*head.authors, head.publication or ""]
    for index in body[: min(_MAX_BYLINE_UNITS, len(body) - 1)]:
        byline = read_byline(units[index].text, known)
        if byline is not None:
            head = replace(
                head,
                authors=head.authors or byline.authors,
                publication=head.publication or byline.publication,
                published=head.published or byline.published,
                taken=head.taken | {index},
                notices=(*head.notices, ("metadata-from-text", units[index].text)),
            )
    return head


def _read_head_lines(units: Sequence[TextUnit], body: Sequence[int]) -> tuple[int, Byline | None]:
    """Return how many units below the title give authors, outlet and day, and these; at least one unit is left."""
    found = read_head_lines([units[index].text for index in body])
    return found if found is not None and found[0] < len(body) else (0, None)


def _add_closing_day(head: TextHead, units: Sequence[TextUnit], body: Sequence[int]) -> TextHead:
    """Take out the day in brackets below the text, as agencies print it."""
    text = units[body[-1]].text.strip() if len(body) > 1 and not head.published else ""
    byline = read_byline(text) if text.startswith("(") and text.endswith(")") else None
    if byline is None or not byline.is_date:
        return head
    notices = (*head.notices, ("metadata-from-text", text))
    return replace(head, published=byline.published, taken=head.taken | {body[-1]}, notices=notices)


def _is_title(units: Sequence[TextUnit], body: Sequence[int]) -> bool:
    first, below = units[body[0]], units[body[1]]
    if not may_be_title(first) or _ADDRESS.match(first.text):
        return False
    mark = find_line_mark(first.text)
    if mark and mark.kind != "heading":
        return False
    if first.underline or mark or _is_above_head_lines(units, body):
        return True
    width = count_columns(first.text)
    if below.gap > 0 and len(body) > _FEW_UNITS:
        return True
    others = [units[index] for index in body[1:]]
    if all(count_columns(unit.text) < width for unit in others):
        return False
    return below.gap > 0 or count_columns(below.text) > width or _has_wider_sentence(others, width)


def _is_above_head_lines(units: Sequence[TextUnit], body: Sequence[int]) -> bool:
    """Return whether the lines below the first one give author, outlet or day, with or without labels."""
    return bool(_read_head_lines(units, body[1:])[1] or _read_labels(units, start=body[1]).taken)


def _has_wider_sentence(others: Sequence[TextUnit], width: int) -> bool:
    """Return whether a text has no blank lines and a sentence wider than its first line."""
    if any(unit.gap for unit in others):
        return False
    return any(ends_sentence(unit.text) and count_columns(unit.text) > width for unit in others)


def _strip_heading_mark(unit: TextUnit) -> str:
    mark = find_line_mark(unit.text)
    return unit.text[mark.length :] if mark and mark.kind == "heading" else unit.text


def _add_lead(head: TextHead, units: Sequence[TextUnit], body: Sequence[int]) -> TextHead:
    """Make a unit that only rewords the title the lead; drop one that repeats it exactly."""
    if len(body) < 2:
        return head
    text = units[body[0]].text
    if not is_rewording(text, head.title) or count_columns(units[body[1]].text) < 20:
        return head
    taken = head.taken | {body[0]}
    if match_key(text) == match_key(head.title) and not ends_sentence(text):
        return replace(head, taken=taken, notices=(*head.notices, ("title-repeated", text)))
    return replace(head, lead=text, taken=taken, notices=(*head.notices, ("lead-set-apart", text)))


def _read_labels(units: Sequence[TextUnit], start: int = 0) -> TextHead:
    """Read consecutive labelled lines at the head."""
    found: dict[Label, str] = {}
    taken: list[int] = []
    for index in range(start, min(len(units), _MAX_HEAD_UNITS)):
        label, stated = _match_label(units[index].text)
        if label is None or label in found:
            break
        found[label] = stated
        taken.append(index)
    published = read_date(found["date"]) if "date" in found else None
    url = found.get("url")
    if not taken or ("date" in found and published is None) or (url and not _ADDRESS.match(url)):
        return TextHead()
    return TextHead(
        title=found.get("title", ""),
        authors=_split_names(found.get("author", "")),
        publication=found.get("publication"),
        published=published,
        url=url,
        taken=frozenset(taken),
        notices=tuple(("metadata-from-text", units[index].text) for index in taken),
    )


def _match_label(text: str) -> tuple[Label | None, str]:
    if len(text) <= 200:
        for label, pattern in _LABEL_PATTERNS.items():
            match = pattern.match(text)
            if match:
                return label, match[1].strip()
    return None, ""


def _split_names(text: str) -> tuple[str, ...]:
    """Split the names of several authors."""
    names = re.split(r"(?:(?<!\s)\s+)?[,;、]\s*|(?<!\s)\s+(?:and|e|et|und|y|&)\s+", text)
    return tuple(name.strip() for name in names if name.strip())


def add_blocks(builder: DraftBuilder, units: Sequence[TextUnit], headings: Mapping[int, int]) -> None:
    """Add a block for each unit."""
    lists = TypedLists(_SAME_INDENT)
    quoted = False
    for index, unit in enumerate(units):
        mark = parse_text_mark(unit.text)
        content = (Span(unit.text),)
        if index in headings:
            bare = unit.text[mark.length :] if mark and mark.kind == "heading" else unit.text
            builder.add(Heading(id="", content=(Span(bare),), level=headings[index]))
        elif mark and _is_item(units, index, mark):
            builder.add(lists.item(content, unit.indent, mark))
            quoted = False
            continue
        elif mark and mark.kind == "quote":
            builder.add(Quote(id="", content=(Span(unit.text[mark.length :]),), continues=quoted))
            quoted = True
            continue
        elif lists.indent is not None and unit.indent >= lists.indent + _SAME_INDENT and unit.gap:
            builder.add(lists.continuation(content))
            continue
        else:
            builder.add(Paragraph(id="", content=content))
        lists, quoted = TypedLists(_SAME_INDENT), False


def _is_item(units: Sequence[TextUnit], index: int, mark: ListMark) -> bool:
    """Return whether a mark makes a list item; dashes and numbers need a matching neighbour."""
    if mark.kind in {"quote", "heading"}:
        return False
    if mark.kind == "bullet":
        return True
    before = _find_neighbour_mark(units, index, -1)
    after = _find_neighbour_mark(units, index, 1)
    if mark.kind == "dash":
        return any(other is not None and other.kind == "dash" for other in (before, after))
    return is_next(before, mark) or is_next(mark, after)


def _find_neighbour_mark(units: Sequence[TextUnit], index: int, step: int) -> ListMark | None:
    """Return the mark of the next unit in a direction that is not indented more."""
    own = units[index].indent
    for away in range(1, 40):
        other = index + step * away
        if not 0 <= other < len(units):
            return None
        if units[other].indent < own + 2:
            return parse_text_mark(units[other].text)
    return None


# Subtitles and transcripts of meetings.

_TIMES = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})[ \t]+-->[ \t]+(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
)
_UNPADDED = re.compile(r"\d{1,3}:(?:\d:\d{1,2}|\d{1,2}:\d)\.")
"""A time without leading zeros, as older transcripts of Teams have it, with the name of the speaker in the next line."""

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>\n]{1,100})>")
_NAMED = re.compile(r"([^\W\d_][^:\n.!?]{1,60}):\s+")
"""The speaker before a colon; transcripts of meetings have one in most cues."""
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,100}\}")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»）)]*\Z")
_PAUSE = 4.0
"""Seconds of silence after which a new paragraph begins."""
_LONG_SPEECH = 400
"""Characters after which a paragraph ends with its sentence."""


@value
class _Cue:
    """What is said, by whom (or an empty text), and from when to when, in seconds."""

    start: float
    end: float
    speaker: str
    text: str


def read_subtitles(data: bytes, name: str) -> Draft:
    """Read subtitles or a transcript; raise ImportRefusedError if the file is too large or has no text."""
    builder = DraftBuilder()
    text = builder.read_text(data, name)
    for speaker, said in _speeches(_name_speakers(list(_cues(text)))):
        spans = (Span(f"{speaker}: ", bold=True), Span(said)) if speaker else (Span(said),)
        builder.add(Paragraph(id="", content=spans))
    if not builder.blocks:
        raise ImportRefusedError("import-empty", name=name)
    language = guess_language("\n".join(block.text for block in builder.blocks))
    return builder.draft(Metadata(title=PurePath(name).stem, language=language))


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; numbers, notes, styles and the lines before the first time are no speech."""
    times = list(_TIMES.finditer(text))
    for index, found in enumerate(times):
        end = times[index + 1].start() if index + 1 < len(times) else len(text)
        # The rest of the line has positions; a cue ends with an empty line, after which a number or a note may stand.
        lines = text[found.end() : end].partition("\n")[2].split("\n")
        said = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
        named = "" if said < 2 or not _UNPADDED.match(found[0]) else lines.pop(0).strip()
        marked = " ".join(" ".join(lines[: said - bool(named)]).split())
        voice = _VOICE.search(marked)
        plain = unescape(_TAG.sub("", marked)).strip()
        if plain:
            yield _Cue(
                start=_seconds(found.groups()[:4]),
                end=_seconds(found.groups()[4:]),
                speaker=voice[1].strip() if voice else named,
                text=plain,
            )


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _name_speakers(cues: list[_Cue]) -> list[_Cue]:
    """Return cues with the names before a colon as their speakers, if most cues have one."""
    named = [_NAMED.match(cue.text) for cue in cues]
    if 2 * sum(found is not None for found in named) <= len(cues):
        return cues
    return [
        _Cue(start=cue.start, end=cue.end, speaker=found[1], text=cue.text[found.end() :]) if found else cue
        for cue, found in zip(cues, named, strict=True)
    ]


def _speeches(cues: list[_Cue]) -> Iterator[tuple[str, str]]:
    """Yield the speaker and the text of each paragraph."""
    said: list[str] = []
    speaker = ""
    last_end = 0.0
    for cue in cues:
        is_long = sum(map(len, said)) > _LONG_SPEECH and _SENTENCE_END.search(said[-1]) is not None
        if said and (cue.speaker != speaker or cue.start - last_end > _PAUSE or is_long):
            yield speaker, " ".join(said)
            said = []
        # Live subtitles repeat the line above.
        if not said or cue.text != said[-1]:
            said.append(cue.text)
        speaker, last_end = cue.speaker, cue.end
    if said:
        yield speaker, " ".join(said)
