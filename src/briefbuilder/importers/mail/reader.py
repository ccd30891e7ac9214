"""Read mails and mailboxes: drafts with the quoted history marked, without what surrounds a newsletter, and the attached files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from functools import cache
from pathlib import PurePath

from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import slice_content, strip_content
from briefbuilder.domain.notices import ATTACHED, CAME_WITH_MAIL, Notice
from briefbuilder.domain.text import Block, Code, Heading, ListItem, Paragraph, Quote, Span, Table
from briefbuilder.importers.byline import (
    Byline,
    are_agencies,
    find_days,
    find_header_label,
    read_byline,
    strip_header_label,
)
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.draft import ContainedFile, Draft, DraftBuilder
from briefbuilder.importers.html.markup import MarkupContext, add_markup, scope_block
from briefbuilder.importers.mail.contents import (
    Appointment,
    MailContents,
    read_appointments,
    read_contents,
    read_plain_text,
)
from briefbuilder.importers.mail.outlook import open_mail
from briefbuilder.importers.mime import (
    get_file_name,
    get_media_type,
    parse_address,
    read_body_bytes,
    read_body_text,
    read_header,
    read_sender,
    read_sent_date,
)
from briefbuilder.importers.plaintext.headings import find_headings
from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.plaintext.reader import add_blocks
from briefbuilder.importers.rtf.reader import read_rtf_blocks
from briefbuilder.word_lists import load_word_lists

_FIRST, _LAST = 6, 20
"""How many blocks at the beginning and at the end may be such lines."""

_LONGEST = 400
_MOST_WORDS = 25
"""The most words of a line that only asks for something; a longer one must consist of links or tell why it was sent."""

_SENDER_OF_LIST = re.compile(r"(\S+(?: \S+){1,3}) (?:from|at) (\S.*)")
_FORWARDED = re.compile(r"\A(?:(?:fwd?|fw|wg|tr|i|rv|enc|vb|vs|pd|doorst|пер)\s?:\s*)+(?=\S)", re.IGNORECASE)
"""What mail programs write before the subject of a mail that is forwarded, in the languages of their windows."""
_BYLINES = 8
_LIST_HEADERS = ("List-Unsubscribe", "List-Id", "List-Post")
_BULK = frozenset({"bulk", "list"})


@cache
def _pattern(*names: str, form: str = "{}") -> re.Pattern[str]:
    """Return the pattern of some lists of `data/mails.yaml`, put into a form."""
    lists = load_word_lists("briefbuilder.importers", "mails")
    words = "|".join(text for name in names for text in lists[name])
    return re.compile(form.format(words), re.IGNORECASE | re.DOTALL)


def is_from_list(message: Message) -> bool:
    """Return whether a mail was sent to a list of subscribers (RFC 2369, RFC 2919)."""
    precedence = str(message.get("Precedence") or "").strip().lower()
    return any(message.get(name) for name in _LIST_HEADERS) or precedence in _BULK


def split_service_lines(blocks: Sequence[Block], *, listed: bool) -> tuple[list[Block], list[str]]:
    """Return the blocks without the links around a newsletter and disclaimers, and the texts that were left out.

    They are looked for at both ends only: an article may be about unsubscribing. In a mail to a list, buttons and
    appeals to subscribers are left out everywhere. Some text is always left.
    """
    last = max(_FIRST, len(blocks) - _LAST)
    own = [index for index, block in enumerate(blocks) if not isinstance(block, Quote)]
    left_out = {
        index
        for index, block in enumerate(blocks)
        if ((index < _FIRST or index >= last) and _are_all(block, _is_service_line))
        or (listed and _are_all(block, _is_button))
    }
    left_out.update(index for index in own[1:][-_LAST:] if _is_disclaimer(blocks[index]))
    if len(left_out) == len(blocks):
        return list(blocks), []
    kept = [block for index, block in enumerate(blocks) if index not in left_out]
    return kept, [blocks[index].text for index in sorted(left_out)]


def _are_all(block: Block, is_such: Callable[[Paragraph | ListItem | Heading, str], bool]) -> bool:
    """Return whether a block, or each in a table, is a short one that `is_such`, by itself and its text."""
    text = " ".join(block.text.split())
    if isinstance(block, Table) and 0 < len(text) <= _LONGEST:
        cells = [inner for row in block.rows for cell in row.cells for inner in cell.blocks]
        return bool(cells) and all(_are_all(inner, is_such) for inner in cells)
    return (
        isinstance(block, Paragraph | ListItem | Heading)
        and 0 < len(text) <= _LONGEST
        and is_such(block, text)
    )


_DISCLAIMER_PARTS = ("subject", "secret", "addressee")
_TEXT_BEFORE = re.compile(r"\w{4}[.!?…]\s|[“„«‚‘\"]")
"""A sentence or a quotation before the words that speak of this mail."""


def _is_disclaimer(block: Block) -> bool:
    """Return whether a block says that this mail is confidential and what those must do whom it was not meant for.

    It must speak of the mail in its first sentence, and not in a quotation: other texts may end with such a notice or
    tell of one.
    """
    if isinstance(block, Table):
        cells = [cell.text for row in block.rows for cell in row.cells if cell.text.strip()]
        text = cells[0] if len(cells) == 1 else ""
    else:
        text = block.text if isinstance(block, Paragraph) else ""
    text = " ".join(text.split())
    subject, *others = (_pattern(f"disclaimer_{part}").search(text) for part in _DISCLAIMER_PARTS)
    return subject is not None and all(others) and not _TEXT_BEFORE.search(text, 0, subject.start())


def _is_button(block: Paragraph | ListItem | Heading, text: str) -> bool:
    """Return whether a block is only a link that asks the reader to do something, or an appeal to subscribers."""
    spans = [span for span in block.content if isinstance(span, Span) and span.text.strip()]
    is_linked = all(span.link for span in spans)
    are_buttons = _pattern("buttons").fullmatch(text) or all(
        _pattern("buttons").fullmatch(span.text.strip()) for span in spans
    )
    return bool((is_linked and are_buttons) or _pattern("appeals").search(text))


def _is_service_line(block: Paragraph | ListItem | Heading, text: str) -> bool:
    """Return whether a block only offers to view a newsletter elsewhere or to leave it, or tells why it was sent."""
    spans = [span for span in block.content if isinstance(span, Span)]
    linked = sum(len(span.text) for span in spans if span.link)
    leads_out = any(_pattern("addresses").search(span.link or "") for span in spans)
    if _pattern("view", "leave", "reasons").search(text):
        return len(text.split()) <= _MOST_WORDS or linked * 2 > len(text) or leads_out
    return leads_out and linked * 2 > len(text)


def find_byline(blocks: Sequence[Block]) -> tuple[int, Byline] | None:
    """Return the first byline with persons near the beginning of a newsletter, and its index."""
    for index, block in enumerate(blocks[:_BYLINES]):
        found = read_byline(block.text) if isinstance(block, Paragraph) else None
        if found is not None and found.authors and not are_agencies(found.authors):
            return index, found
    return None


# The quoted history of earlier mails, as mail programs mark it.

_QUOTE_MARKS = re.compile(r"^(?:>[ \t]?)+")
_ATTRIBUTION = r"^(?!>)\S.{{3,400}}(?:\b|(?=[\u4e00-\u9fff]))(?:{})\s*[:：]$"
_SEPARATOR = r"^\s*(?:-{{2,}}|_{{2,}})\s*(?:{})\s*(?:-{{2,}}|_{{2,}})\s*$"
_ADDRESS_LINE = re.compile(r"^(?!>)[^\n]*\d[^\n]*<[^<>\s@]+@[^<>\s]+>[^\n]{0,20}[:：]$")
"""A line with a date and an address directly above a quotation, in any language."""

_ATTRIBUTION_START = re.compile(r"(?:on|il|le|am|el|em|op|den|dnia|w dniu|in data)\b", re.IGNORECASE)
_MAX_HEADER_LINES = 10
_MIN_LABELS = 3
_QUOTE_CLASSES = re.compile(
    r"\b(?:gmail_quote|gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|moz-forward-container)\b"
)
_HISTORY_IDS = frozenset({"divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION"})
_TOP_BORDER = re.compile(r"border-top\s*:\s*solid", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPiece:
    """A run of lines of a mail, either the sender's own or quoted ones without their marks."""

    text: str
    quoted: bool


def split_history(text: str) -> list[MailPiece]:
    """Split a plain text mail into the sender's own lines and quoted ones, in order."""
    lines = text.split("\n")
    end = _find_history_start(lines)
    pieces = list(_split_runs(lines[:end]))
    if end < len(lines):
        pieces.append(
            MailPiece(text="\n".join(_QUOTE_MARKS.sub("", line) for line in lines[end:]), quoted=True)
        )
    return [piece for piece in pieces if piece.text.strip()]


def split_signature(text: str) -> tuple[str, str]:
    """Split the signature below "-- " from a text; return both."""
    lines = text.split("\n")
    for index in range(max(0, len(lines) - 20), len(lines)):
        if lines[index].rstrip("\r") in {"-- ", "--"} and index:
            return "\n".join(lines[:index]), "\n".join(lines[index + 1 :]).strip()
    return text, ""


def find_quoted_elements(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements of an HTML mail with the quoted history."""
    found: set[HtmlElement] = set()
    for element in root.iter("blockquote", "div"):
        kind = (element.get("class") or "", element.get("id") or "")
        cited = element.tag == "blockquote" and (element.get("type") or "").lower() == "cite"
        if cited or _QUOTE_CLASSES.search(kind[0]):
            found.add(element)
        elif kind[1] in _HISTORY_IDS or _is_outlook_header(element):
            found.update(_following_elements(element))
    return found


def _is_outlook_header(element: HtmlElement) -> bool:
    """Return whether an element is the header with a rule that Outlook puts above the original mail."""
    if not _TOP_BORDER.search(element.get("style") or ""):
        return False
    text = "".join(element.itertext())[:2000]
    lines = [line.strip() for line in re.split(r"\n|(?<=\S)\s{2,}", text)]
    return any(find_header_label(line) == "from" for line in lines)


def _following_elements(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and its following siblings, starting from the outermost `div` that begins with it."""
    parent = element.getparent()
    while (
        parent is not None
        and parent.tag == "div"
        and parent[0] is element
        and not (parent.text or "").strip()
    ):
        element, parent = parent, parent.getparent()
    yield element
    yield from element.itersiblings()


def begins_history(lines: Sequence[str], index: int) -> bool:
    """Return whether an earlier mail begins at a line: with a separator or with its headers."""
    if _is_separator(lines[index]):
        return True
    if find_header_label(lines[index]) is None:
        return False
    found: set[str] = set()
    others = 0
    for line in lines[index : index + _MAX_HEADER_LINES]:
        kind = find_header_label(line)
        others = 0 if kind else others + 1
        if not line.strip() or others > 2:
            break
        found.update([kind] if kind else [])
    return "from" in found and bool(found & {"sent", "subject"}) and len(found) >= _MIN_LABELS


def _is_separator(line: str) -> bool:
    return _pattern("separators", form=_SEPARATOR).match(line) is not None


def is_attribution(text: str) -> bool:
    """Return whether a paragraph is the attribution of a quotation ("On … wrote:")."""
    return bool(_pattern("wrote", form=_ATTRIBUTION).match(text.strip()) or _ADDRESS_LINE.match(text.strip()))


def _find_history_start(lines: Sequence[str]) -> int:
    """Return the line at which the final history begins, or the number of lines."""
    index = next((at for at in range(len(lines)) if begins_history(lines, at)), len(lines))
    rule = 0 < index < len(lines) and re.fullmatch(r"\s*_{5,}\s*", lines[index - 1])
    return index - 1 if rule else index


def _split_runs(lines: Sequence[str]) -> Iterator[MailPiece]:
    own: list[str] = []
    index = 0
    while index < len(lines):
        if not lines[index].startswith(">"):
            own.append(lines[index])
            index += 1
            continue
        end = index
        while end < len(lines) and (lines[end].startswith(">") or _continues_quote(lines, end)):
            end += 1
        attribution_lines = _count_attribution_lines(own)
        yield MailPiece(text="\n".join(own[: len(own) - attribution_lines]), quoted=False)
        quoted = [
            *own[len(own) - attribution_lines :],
            *(_QUOTE_MARKS.sub("", line) for line in lines[index:end]),
        ]
        yield MailPiece(text="\n".join(quoted), quoted=True)
        own, index = [], end
    yield MailPiece(text="\n".join(own), quoted=False)


def _continues_quote(lines: Sequence[str], index: int) -> bool:
    """Return whether a line is blank and a quoted one follows."""
    return not lines[index].strip() and index + 1 < len(lines) and lines[index + 1].startswith(">")


def _count_attribution_lines(own: Sequence[str]) -> int:
    """Return how many of the last lines are an attribution ("On … wrote:")."""
    end = len(own)
    while end and not own[end - 1].strip():
        end -= 1
    fitting = [
        size
        for size in (1, 2, 3)
        if size <= end and _pattern("wrote", form=_ATTRIBUTION).match("\n".join(own[end - size : end]))
    ]
    whole = (size for size in fitting if _ATTRIBUTION_START.match(own[end - size]))
    size = next(whole, next(iter(fitting), 0))
    if not size and end and _ADDRESS_LINE.match(own[end - 1].strip()):
        size = 1
    return size + len(own) - end if size else 0


# Quoted history without markup is found in the blocks by the phrases of mail programs.

_MIN_QUOTED_LINES = 3


def mark_history(blocks: Sequence[Block]) -> list[Block]:
    """Turn the blocks of the quoted history into quotations."""
    parts = list(_split_at_history(blocks))
    start = next((index for index in range(len(parts)) if _starts_history(parts, index)), len(parts))
    found: list[Block] = []
    for index, block in enumerate(parts):
        is_attributed = (
            index + 1 < len(parts) and isinstance(parts[index + 1], Quote) and is_attribution(block.text)
        )
        if index >= start or (is_attributed and not isinstance(block, Quote)):
            below_quote = bool(found) and isinstance(found[-1], Quote)
            found.append(_to_quote(block, continues=index > start or (index < start and below_quote)))
        else:
            found.append(_convert_marked_lines(block))
    return found


def _split_at_history(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; one within which a history begins is split."""
    for block in blocks:
        if not isinstance(block, Paragraph) or "\n" not in block.text:
            yield block
            continue
        lines = block.text.split("\n")
        index = next((at for at in range(len(lines)) if begins_history(lines, at)), 0)
        offset = sum(len(line) + 1 for line in lines[:index])
        head = strip_content(slice_content(block.content, 0, offset))
        if index and any(inline.text.strip() for inline in head):
            yield replace(block, content=head)
            yield replace(block, id="", content=slice_content(block.content, offset, len(block.text)))
        else:
            yield block


def _starts_history(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a history begins with a block, given its lines and those of the next blocks."""
    if not isinstance(blocks[index], Paragraph | Heading):
        return False
    lines = [line for block in blocks[index : index + 8] for line in _header_lines(block)]
    return begins_history(lines, 0)


def _header_lines(block: Block) -> list[str]:
    """Return the lines of a block, of a table its rows: Thunderbird writes the headers of a forwarded mail as one."""
    if isinstance(block, Table):
        return [" ".join(cell.text for cell in row.cells) for row in block.rows]
    return block.text.split("\n")


def _to_quote(block: Block, *, continues: bool) -> Block:
    if isinstance(block, Heading | Paragraph | ListItem | Quote | Code):
        return Quote(id=block.id, content=block.content, language=block.language, continues=continues)
    return block


def _convert_marked_lines(block: Block) -> Block:
    """Turn a paragraph whose lines all start with ">" into a quotation."""
    if not isinstance(block, Paragraph) or not block.text.startswith(">"):
        return block
    lines = [line for line in block.text.split("\n") if line.strip()]
    if len(lines) < _MIN_QUOTED_LINES or not all(line.startswith(">") for line in lines):
        return block
    text = "\n".join(_QUOTE_MARKS.sub("", line) for line in lines)
    return Quote(id=block.id, content=(Span(text),), language=block.language)


_MIN_ARTICLE = 1500
"""Code points: a mail of this length may have headings; in shorter ones, short lines are greetings."""

_MAX_SIGNATURE_BLOCKS, _MAX_SIGNATURE_LINE, _MAX_SIGNATURE_WORDS = 10, 80, 3
"""The last blocks among which the greeting is, and the most code points of its lines and spaces of one with a full stop."""

_MAX_NOTICES = 50
_WORD = re.compile(r"\w+")

_RTF_TYPES = frozenset({"text/rtf", "application/rtf", "application/richtext"})


def read_mail(data: bytes, name: str) -> Draft:
    """Read a mail; raise ImportRefusedError if it is encrypted or cannot be parsed."""
    message = open_mail(data, name)
    contents = read_contents(message, name)
    builder = _build_blocks(contents, quoting=True)
    history = [block.text for block in builder.blocks if isinstance(block, Quote)]
    own = sum(len(block.text.strip()) for block in builder.blocks if not isinstance(block, Quote))
    is_forwarded = _FORWARDED.match(read_header(message, "Subject")) is not None
    origin = Byline()
    forwarded = None
    if history and (not own or (is_forwarded and sum(map(len, history)) > own)):
        forwarded = _build_blocks(contents, quoting=False)
        origin = _take_forwarded_headers(forwarded)
    if forwarded is not None and (not own or origin.authors):
        builder = forwarded
        builder.notice("mail-forwarded")
    elif history:
        builder.notice("mail-history-set-apart", first_words(history[0]))
    byline = _take_newsletter_lines(builder, listed=is_from_list(message))
    _drop_signature(builder)
    _add_appointments(builder, contents, read_header(message, "Subject"))
    _report_contents(builder, contents)
    metadata = _build_metadata(builder, message, name, byline, origin)
    builder.drop_repeated_title(metadata.title)
    return builder.draft(metadata)


def _take_forwarded_headers(builder: DraftBuilder) -> Byline:
    """Remove the headers of the forwarded mail, and return who wrote it and when; the text above it becomes a quotation."""
    blocks = builder.blocks
    blocks[:] = _split_at_history(blocks)
    start = next((index for index in range(len(blocks)) if _starts_history(blocks, index)), len(blocks))
    values: dict[str, str] = {}
    end = start
    for block in blocks[start : start + _MAX_HEADER_LINES]:
        lines = [line for line in _header_lines(block) if line.strip()]
        labels = {kind: line for line in reversed(lines) if (kind := find_header_label(line))}
        rest = [line for line in lines if not (find_header_label(line) or _is_separator(line))]
        if rest or not lines:
            break
        values = labels | values
        end += 1
    if "from" not in values:
        return Byline()
    for block in blocks[start:end]:
        builder.notice("metadata-from-text", " ".join(_header_lines(block)))
    blocks[:end] = [_to_quote(block, continues=index > 0) for index, block in enumerate(blocks[:start])]
    if start:
        builder.notice("mail-comment-set-apart", first_words(blocks[0].text))
    texts = {kind: strip_header_label(line) for kind, line in values.items()}
    sender = parse_address(texts["from"])
    return Byline(
        authors=tuple(filter(None, [sender[0] or sender[1]])),
        published=find_days(texts.get("sent", "")).first,
    )


def _take_newsletter_lines(builder: DraftBuilder, *, listed: bool) -> Byline:
    """Remove what surrounds the text of a newsletter, and return the byline within it."""
    kept, left_out = split_service_lines(builder.blocks, listed=listed)
    builder.blocks[:] = kept
    for text in left_out:
        builder.notice("removed-from-page", first_words(text))
    found = find_byline(kept) if listed or left_out else None
    if found is None or len(kept) < 2:
        return Byline()
    index, byline = found
    builder.notice("metadata-from-text", kept[index].text)
    del builder.blocks[index]
    return byline


def _drop_signature(builder: DraftBuilder) -> None:
    """Remove the greeting at the end of a mail, with the name and address below it; sentences below it stay, and all above."""
    blocks = builder.blocks
    for index in range(len(blocks) - 1, max(0, len(blocks) - _MAX_SIGNATURE_BLOCKS - 1), -1):
        lines = blocks[index].text.strip().split("\n")
        if not isinstance(blocks[index], Paragraph) or any(map(_is_sentence, lines)):
            return
        if _pattern("closings").fullmatch(lines[0].strip().rstrip(".,!")):
            builder.notice(
                "mail-signature-removed", first_words(" ".join(block.text for block in blocks[index:]))
            )
            del blocks[index:]
            return


def _is_sentence(line: str) -> bool:
    return len(line) > _MAX_SIGNATURE_LINE or (
        line.rstrip().endswith((".", "!", "?", ":")) and line.count(" ") > _MAX_SIGNATURE_WORDS
    )


def read_attachments(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the attachments of a mail that may be articles."""
    message = open_mail(data, name)
    subject = read_header(message, "Subject") or PurePath(name).stem
    contents = read_contents(message, name)
    came_with = Notice(code=CAME_WITH_MAIL, subject=subject)
    return tuple(
        ContainedFile.of(attachment.name, attachment.data, came_with)
        for attachment in (*contents.attached, *contents.pictures)
    )


def _build_blocks(contents: MailContents, *, quoting: bool) -> DraftBuilder:
    builder = DraftBuilder()
    for number, body in enumerate(contents.bodies):
        text = read_body_text(body)
        kind = get_media_type(body)
        if kind == "text/html":
            quoted = find_quoted_elements if quoting else None
            context = MarkupContext(scope=f"{number}:", picture=contents.picture, quoted=quoted)
            start = len(builder.blocks)
            add_markup(builder, text, context)
            if quoting:
                _mark_added_history(builder, start)
        elif kind in _RTF_TYPES:
            _add_rtf(builder, body, f"{number}:")
        else:
            _add_plain(builder, read_plain_text(body, text), quoting=quoting)
    return builder


def _mark_added_history(builder: DraftBuilder, start: int) -> None:
    """Turn unmarked history in the blocks added since `start` into quotations."""
    added = builder.blocks[start:]
    del builder.blocks[start:]
    for block in mark_history(added):
        builder.add(block)


def _add_rtf(builder: DraftBuilder, body: Message, scope: str) -> None:
    try:
        blocks = read_rtf_blocks(read_body_bytes(body), "")
    except ImportRefusedError:
        builder.notice("mail-attachment-not-read", get_media_type(body))
        return
    for block in blocks:
        builder.add(scope_block(block, scope))


def _add_plain(builder: DraftBuilder, text: str, *, quoting: bool) -> None:
    for piece in split_history(text):
        if piece.quoted and quoting:
            for index, unit in enumerate(split_units(piece.text).units):
                builder.add(Quote(id="", content=(Span(unit.text),), continues=index > 0))
            continue
        own, signature = (piece.text, "") if piece.quoted else split_signature(piece.text)
        if not own.strip() and not builder.blocks:
            own, signature = signature, ""  # the signature is all the text
        _add_own_text(builder, own)
        if signature:
            builder.notice("mail-signature-removed", first_words(signature))


def _add_own_text(builder: DraftBuilder, text: str) -> None:
    text_layout = split_units(text)
    if text_layout.column:
        builder.notice("lines-joined", str(text_layout.column))
    headings = find_headings(text_layout.units) if len(text) >= _MIN_ARTICLE else {}
    start = len(builder.blocks)
    add_blocks(builder, text_layout.units, headings)
    for block in builder.blocks[start:]:
        if isinstance(block, Heading):
            builder.notice("heading-guessed", block.text, block.id)


def _add_appointments(builder: DraftBuilder, contents: MailContents, subject: str) -> None:
    """Add time, place and what else the appointments of a mail say that its text does not."""
    found: list[Appointment] = []
    for part in contents.calendars:
        appointments = list(read_appointments(read_body_text(part)))
        found += appointments
        if not appointments:
            contents.unread.append(get_file_name(part) or get_media_type(part))
    said = _words_of(f"{subject} {' '.join(block.text for block in builder.blocks)}")
    for number, appointment in enumerate(dict.fromkeys(found)):
        if number < _MAX_NOTICES:
            subject = " ".join(filter(None, (appointment.title, appointment.repeats)))
            builder.notice("mail-appointment", subject)
        for text in (appointment.title, appointment.when, appointment.where, appointment.description):
            if text and _words_of(text) not in said:
                _add_own_text(builder, text)


def _words_of(text: str) -> str:
    """Return the words of a text in small letters, each between spaces."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _report_contents(builder: DraftBuilder, contents: MailContents) -> None:
    for attachment in contents.attached[:_MAX_NOTICES]:
        builder.notice(ATTACHED, attachment.name)
    for attachment in contents.pictures[:_MAX_NOTICES]:
        builder.notice("mail-picture-attached", attachment.name)
    if contents.signed:
        builder.notice("mail-signed")
    for name in contents.encrypted[:_MAX_NOTICES]:
        builder.notice("mail-part-encrypted", name)
    unread = [*contents.unread, *contents.unshown]
    for name in unread[:_MAX_NOTICES]:
        builder.notice("mail-attachment-not-read", name)
    more = contents.skipped + sum(
        max(0, len(named) - _MAX_NOTICES) for named in (contents.attached, contents.pictures, unread)
    )
    if more:
        builder.notice("mail-more-parts", str(more))


def _build_metadata(
    builder: DraftBuilder, message: Message, name: str, byline: Byline, origin: Byline
) -> Metadata:
    """Return the metadata; `byline` is that of a newsletter, `origin` what is known of a forwarded mail."""
    title = builder.title_or_stem(_FORWARDED.sub("", read_header(message, "Subject")), name)
    sender, address = read_sender(message)
    if address:
        builder.notice("mail-sender", f"{sender} <{address}>" if sender else address)
    recipients = ", ".join(filter(None, (read_header(message, "To"), read_header(message, "Cc"))))
    if recipients:
        builder.notice("mail-recipients", first_words(recipients, 200))
    # The sender of a list may be named with it: "Anna Rossi from Harbour Notes".
    written = _SENDER_OF_LIST.fullmatch(sender) if is_from_list(message) else None
    person, outlet = written.groups() if written else (sender, sender if byline.authors else "")
    return Metadata(
        title=title,
        authors=byline.authors or origin.authors or tuple(filter(None, [person or address])),
        publication=byline.publication or outlet or None,
        published=origin.published or read_sent_date(message),
        language=builder.language(),
        rights=builder.rights(),
    )
