"""A mail to a draft, and to the files that are attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parseaddr
from pathlib import PurePath

from lxml.html import HtmlElement

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import slice_content, strip_content
from briefbuilder.domain.notices import ATTACHED
from briefbuilder.domain.text import Block, Code, Heading, ListItem, Paragraph, Quote, Span
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.draft import ContainedFile, Draft, DraftBuilder, notice
from briefbuilder.importers.html.markup import MarkupContext, add_markup, scope_block
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import MAIL_BYTES, MEBIBYTE, PARTS
from briefbuilder.importers.mail.contents import MailContents, read_contents
from briefbuilder.importers.mime import (
    decode_header_value,
    get_media_type,
    get_parameter,
    name_from_subject,
    parse_mime,
    read_body_bytes,
    read_body_text,
    read_header,
    read_sent_date,
)
from briefbuilder.importers.plaintext.headings import find_headings
from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.plaintext.reader import add_blocks
from briefbuilder.importers.rights import extract_rights, is_rights_statement
from briefbuilder.importers.rtf.reader import read_rtf_blocks
from briefbuilder.importers.sniff import mailbox_starts

# The history under a mail: what earlier mails said, by the marks that mail programs put on it.

_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_WROTE = (
    r"(?:wrote|writes|a écrit|ha scritto|scrive|schrieb|escribió|escreveu|schreef|skrev|napisał(?:\(a\))?"
    r"|kirjoitti|napsal(?:\(a\))?|írta|a scris|έγραψε|написала?|пишет|写道|寫道)"
)
_ATTRIBUTION = re.compile(
    rf"^(?!>)\S.{{3,400}}(?:\b|(?=[\u4e00-\u9fff])){_WROTE}\s*[:：]$", re.DOTALL | re.IGNORECASE
)
_ADDRESSED = re.compile(r"^(?!>)[^\n]*\d[^\n]*<[^<>\s@]+@[^<>\s]+>[^\n]{0,20}[:：]$")
"""A line with a date and an address right above what is quoted, in whatever language."""

_OPENING = re.compile(r"(?:on|il|le|am|el|em|op|den|dnia|w dniu|in data)\b", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^\s*(?:-{2,}|_{2,})\s*(?:original message|messaggio originale|messaggio inoltrato|message d['’]origine|message original"
    r"|message transféré|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht|mensaje original"
    r"|mensaje reenviado|mensagem original|oorspronkelijk bericht|исходное сообщение|пересылаемое сообщение"
    r"|原始邮件|原始郵件|转发邮件|轉寄郵件|元のメッセージ|원본 메시지)\s*(?:-{2,}|_{2,})\s*$",
    re.IGNORECASE,
)
_LABELS = {
    "from": r"from|da|de|von|van|od|från|fra|от|发件人|寄件者|差出人|보낸 사람",
    "sent": (
        r"sent|date|inviato(?: il)?|data|envoyé|gesendet|datum|enviad[oa](?: el| em)?|fecha|verzonden|skickat|sendt"
        r"|wysłano|отправлено|дата|发送时间|寄件日期|日期|送信日時|日時|보낸 날짜"
    ),
    "to": r"to|a|à|an|para|aan|do|till|til|кому|收件人|收件者|宛先|받는 사람",
    "cc": r"cc|c\.c\.|kopie|copie|copia|kopia|копия|抄送|副本",
    "subject": (
        r"subject|oggetto|objet|betreff|asunto|assunto|onderwerp|ämne|emne|temat|тема|主题|主旨|件名|제목"
    ),
}
_LABEL = re.compile(
    "|".join(rf"^\s*\*?(?P<{kind}>{words})\*?\s?[:：]" for kind, words in _LABELS.items()), re.IGNORECASE
)
_HEAD_LINES = 10
_FEWEST_LABELS = 3
_CLASSES = re.compile(
    r"\b(?:gmail_quote|gmail_attr|yahoo_quoted|protonmail_quote|moz-cite-prefix|moz-forward-container)\b"
)
_MARKERS = frozenset({"divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "OLK_SRC_BODY_SECTION"})
_RULE = re.compile(r"border-top\s*:\s*solid", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPiece:
    """A run of lines of a mail: the sender's own or quoted ones, without their marks."""

    text: str
    quoted: bool


def split_history(text: str) -> list[MailPiece]:
    """Divide a plain mail into the sender's own lines and quoted ones, in order."""
    lines = text.split("\n")
    end = _history_start(lines)
    pieces = list(_runs(lines[:end]))
    if end < len(lines):
        pieces.append(MailPiece(text="\n".join(_QUOTED.sub("", line) for line in lines[end:]), quoted=True))
    return [piece for piece in pieces if piece.text.strip()]


def unfold_flowed(text: str, *, spaceless: bool = False) -> str:
    """Return "format=flowed" text (RFC 3676) with its soft line ends taken out.

    `spaceless` tells that the space at a soft line end is no part of the text either ("delsp").
    """
    kept: list[str] = []
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        bare = line[depth:].removeprefix(" ")
        before = kept[-1] if kept else ""
        same = len(before) - len(before.lstrip(">")) == depth
        if kept and same and before.endswith(" ") and before.lstrip("> ") != "-- " and bare != "-- ":
            kept[-1] = (before[:-1] if spaceless else before) + bare
        else:
            kept.append(f"{'>' * depth} {bare}" if depth else bare)
    return "\n".join(kept)


def split_signature(text: str) -> tuple[str, str]:
    """Return a piece without the signature under its "-- ", and the signature."""
    lines = text.split("\n")
    for place in range(max(0, len(lines) - 20), len(lines)):
        if lines[place].rstrip("\r") in {"-- ", "--"} and place:
            return "\n".join(lines[:place]), "\n".join(lines[place + 1 :]).strip()
    return text, ""


def find_quoted_elements(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements of a mail's markup that hold its history."""
    found: set[HtmlElement] = set()
    for element in root.iter("blockquote", "div"):
        kind = (element.get("class") or "", element.get("id") or "")
        cited = element.tag == "blockquote" and (element.get("type") or "").lower() == "cite"
        if cited or _CLASSES.search(kind[0]):
            found.add(element)
        elif kind[1] in _MARKERS or _is_outlook_head(element):
            found.update(_from_here(element))
    return found


def _is_outlook_head(element: HtmlElement) -> bool:
    """Tell whether an element is the ruled head that Outlook sets over a mail that is answered."""
    if not _RULE.search(element.get("style") or ""):
        return False
    text = "".join(element.itertext())[:2000]
    lines = [line.strip() for line in re.split(r"\n|(?<=\S)\s{2,}", text)]
    return any(_label(line) == "from" for line in lines)


def _from_here(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and all that stands after it, from the outermost that begins with it."""
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


def begins_history(lines: Sequence[str], place: int) -> bool:
    """Tell whether an earlier mail begins at a line: with a line that says so, or with its own headers."""
    if _SEPARATOR.match(lines[place]):
        return True
    if _label(lines[place]) is None:
        return False
    found: set[str] = set()
    others = 0
    for line in lines[place : place + _HEAD_LINES]:
        kind = _label(line)
        others = 0 if kind else others + 1
        if not line.strip() or others > 2:
            break
        found.update([kind] if kind else [])
    return "from" in found and bool(found & {"sent", "subject"}) and len(found) >= _FEWEST_LABELS


def is_attribution(text: str) -> bool:
    """Tell whether a paragraph says who wrote what follows it ("On … wrote:")."""
    return bool(_ATTRIBUTION.match(text.strip()) or _ADDRESSED.match(text.strip()))


def strip_quote_marks(line: str) -> str:
    """Return a line without the marks of a quotation."""
    return _QUOTED.sub("", line)


def _label(line: str) -> str | None:
    found = _LABEL.match(line)
    return found.lastgroup if found and line[found.end() :].strip() else None


def _history_start(lines: Sequence[str]) -> int:
    """Return the line at which the history begins that runs to the end, else the number of lines."""
    place = next((at for at in range(len(lines)) if begins_history(lines, at)), len(lines))
    rule = 0 < place < len(lines) and re.fullmatch(r"\s*_{5,}\s*", lines[place - 1])
    return place - 1 if rule else place


def _runs(lines: Sequence[str]) -> Iterator[MailPiece]:
    own: list[str] = []
    place = 0
    while place < len(lines):
        if not lines[place].startswith(">"):
            own.append(lines[place])
            place += 1
            continue
        end = place
        while end < len(lines) and (lines[end].startswith(">") or _goes_on(lines, end)):
            end += 1
        told = _attribution(own)
        yield MailPiece(text="\n".join(own[: len(own) - told]), quoted=False)
        quoted = [*own[len(own) - told :], *(_QUOTED.sub("", line) for line in lines[place:end])]
        yield MailPiece(text="\n".join(quoted), quoted=True)
        own, place = [], end
    yield MailPiece(text="\n".join(own), quoted=False)


def _goes_on(lines: Sequence[str], place: int) -> bool:
    """Tell whether a blank line stands between two quoted ones."""
    return not lines[place].strip() and place + 1 < len(lines) and lines[place + 1].startswith(">")


def _attribution(own: Sequence[str]) -> int:
    """Return how many of the last lines say who wrote what follows ("On … wrote:")."""
    end = len(own)
    while end and not own[end - 1].strip():
        end -= 1
    fitting = [
        size for size in (1, 2, 3) if size <= end and _ATTRIBUTION.match("\n".join(own[end - size : end]))
    ]
    whole = (size for size in fitting if _OPENING.match(own[end - size]))
    size = next(whole, next(iter(fitting), 0))
    if not size and end and _ADDRESSED.match(own[end - 1].strip()):
        size = 1
    return size + len(own) - end if size else 0


# The history of a mail in markup that says nothing of it: found in its blocks by the words that programs write.

_SHORTEST = 3


def mark_history(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a mail, those of its history as quotations."""
    parted = list(_parted(blocks))
    start = next((place for place, one in enumerate(parted) if _begins(parted, place)), len(parted))
    found: list[Block] = []
    for place, block in enumerate(parted):
        told = place + 1 < len(parted) and isinstance(parted[place + 1], Quote) and is_attribution(block.text)
        if place >= start or (told and not isinstance(block, Quote)):
            found.append(_quoted(block, continues=place > start or (place < start and _ends_quoted(found))))
        else:
            found.append(_of_marked_lines(block))
    return found


def _parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, one in two where a history begins in its midst."""
    for block in blocks:
        if not isinstance(block, Paragraph) or "\n" not in block.text:
            yield block
            continue
        lines = block.text.split("\n")
        place = next((at for at in range(len(lines)) if begins_history(lines, at)), 0)
        offset = sum(len(line) + 1 for line in lines[:place])
        head = strip_content(slice_content(block.content, 0, offset))
        if place and any(inline.text.strip() for inline in head):
            yield replace(block, content=head)
            yield replace(block, id="", content=slice_content(block.content, offset, len(block.text)))
        else:
            yield block


def _begins(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a history begins with a block: its lines, and those of the blocks below, are looked at."""
    if not isinstance(blocks[place], Paragraph | Heading):
        return False
    lines = [line for block in blocks[place : place + 8] for line in block.text.split("\n")]
    return begins_history(lines, 0)


def _quoted(block: Block, *, continues: bool) -> Block:
    if isinstance(block, Heading | Paragraph | ListItem | Quote | Code):
        return Quote(id=block.id, content=block.content, language=block.language, continues=continues)
    return block


def _ends_quoted(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and isinstance(blocks[-1], Quote)


def _of_marked_lines(block: Block) -> Block:
    """Return a paragraph whose every line bears the mark of a quotation as one."""
    if not isinstance(block, Paragraph) or not block.text.startswith(">"):
        return block
    lines = [line for line in block.text.split("\n") if line.strip()]
    if len(lines) < _SHORTEST or not all(line.startswith(">") for line in lines):
        return block
    return Quote(
        id=block.id, content=(Span("\n".join(map(strip_quote_marks, lines))),), language=block.language
    )


# A mailbox (RFC 4155), as mail programs export folders: each mail in it is a file of its own.

_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
"""A line of a mail that begins like the line before a mail, and was marked for that."""


def split_mailbox(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the mails of a mailbox in order; raise ImportRefusedError where it is too large."""
    if len(data) > MAIL_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(MAIL_BYTES // MEBIBYTE))
    came_with = notice("came-with-mailbox", name)
    starts = mailbox_starts(data)[: PARTS + 1]
    ends = [*starts[1:], len(data)]
    mails = (data[start:end].lstrip(b"\r\n") for start, end in zip(starts, ends, strict=True))
    return tuple(
        ContainedFile.of(f"{number:03d} {name_from_subject(mail)}", _ESCAPED.sub(rb"\1", mail), came_with)
        for number, mail in enumerate(mails, start=1)
    )


_LONG_TEXT = 1500
"""Code points from which a mail may be an article with headings: in a letter a short line is a greeting."""

_MOST_NAMED = 50

_RICH = frozenset({"text/rtf", "application/rtf", "application/richtext"})
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_ENRICHED_MARK = re.compile(r"<param>[^<>]{0,500}</param>|</?[a-z-]{1,30}>", re.IGNORECASE)
"""The marks of RFC 1896, which stand around words; what is within "param" is no word."""


def read_mail(data: bytes, name: str) -> Draft:
    """Read the bytes of a mail; raise ImportRefusedError where it is encrypted or cannot be parsed."""
    return read_message(parse_mime(data, name), name)


def read_message(message: Message, name: str) -> Draft:
    """Read a mail that is parsed already; raise ImportRefusedError where it is encrypted."""
    contents = read_contents(message, name)
    builder = _written(contents, quoting=True)
    history = [block.text for block in builder.blocks if isinstance(block, Quote)]
    if history and not any(block.text.strip() for block in builder.blocks if not isinstance(block, Quote)):
        builder = _written(contents, quoting=False)
        builder.notice("mail-forwarded")
    elif history:
        builder.notice("mail-history-set-apart", first_words(history[0]))
    _note_contents(builder, contents)
    return builder.draft(_metadata(builder, message, name))


def read_attachments(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the files attached to a mail that may be articles."""
    return read_message_attachments(parse_mime(data, name), name)


def read_message_attachments(message: Message, name: str) -> tuple[ContainedFile, ...]:
    """Return the files attached to a mail that is parsed already."""
    subject = read_header(message, "Subject") or PurePath(name).stem
    found = read_contents(message, name).attached
    came_with = notice("came-with-mail", subject)
    return tuple(ContainedFile.of(one.name, one.data, came_with) for one in found)


def _written(contents: MailContents, *, quoting: bool) -> DraftBuilder:
    builder = DraftBuilder()
    for number, body in enumerate(contents.bodies):
        text = read_body_text(body)
        kind = get_media_type(body)
        if kind == "text/html":
            quoted = find_quoted_elements if quoting else None
            around = MarkupContext(scope=f"{number}:", picture=contents.picture, quoted=quoted)
            before = len(builder.blocks)
            add_markup(builder, text, around)
            if quoting:
                _set_history_apart(builder, before)
        elif kind in _RICH:
            _add_rich(builder, body, f"{number}:")
        else:
            _add_plain(builder, _plain(body, text), quoting=quoting)
    return builder


def _set_history_apart(builder: DraftBuilder, before: int) -> None:
    """Make quotations of the history in the blocks from one on, where the markup did not tell it."""
    added = builder.blocks[before:]
    del builder.blocks[before:]
    for block in mark_history(added):
        builder.add(block)


def _add_rich(builder: DraftBuilder, body: Message, scope: str) -> None:
    try:
        blocks = read_rtf_blocks(read_body_bytes(body), "")
    except ImportRefusedError:
        builder.notice("mail-attachment-not-read", get_media_type(body))
        return
    for block in blocks:
        builder.add(scope_block(block, scope))


def _plain(body: Message, text: str) -> str:
    lines = clean(text)[0]
    if get_media_type(body) in _ENRICHED:
        return _ENRICHED_MARK.sub("", lines)
    if get_parameter(body, "format") != "flowed":
        return lines
    return unfold_flowed(lines, spaceless=get_parameter(body, "delsp") == "yes")


def _add_plain(builder: DraftBuilder, text: str, *, quoting: bool) -> None:
    for piece in split_history(text):
        if piece.quoted and quoting:
            for place, unit in enumerate(split_units(piece.text).units):
                builder.add(Quote(id="", content=(Span(unit.text),), continues=place > 0))
            continue
        own, signature = (piece.text, "") if piece.quoted else split_signature(piece.text)
        if not own.strip() and not builder.blocks:
            own, signature = signature, ""  # all that the mail says
        _add_own(builder, own)
        if signature:
            builder.notice("mail-signature-removed", first_words(signature))


def _add_own(builder: DraftBuilder, text: str) -> None:
    laid_out = split_units(text)
    if laid_out.column:
        builder.notice("lines-joined", str(laid_out.column))
    headings = find_headings(laid_out.units) if len(text) >= _LONG_TEXT else {}
    before = len(builder.blocks)
    add_blocks(builder, laid_out.units, headings, frozenset())
    for block in builder.blocks[before:]:
        if isinstance(block, Heading):
            builder.notice("heading-guessed", block.text, block.id)


def _note_contents(builder: DraftBuilder, contents: MailContents) -> None:
    for one in contents.attached[:_MOST_NAMED]:
        builder.notice(ATTACHED, one.name)
    if contents.signed:
        builder.notice("mail-signed")
    for name in contents.locked[:_MOST_NAMED]:
        builder.notice("mail-part-encrypted", name)
    unread = [*contents.unread, *contents.unshown]
    for name in unread[:_MOST_NAMED]:
        builder.notice("mail-attachment-not-read", name)
    more = contents.more + sum(max(0, len(named) - _MOST_NAMED) for named in (contents.attached, unread))
    if more:
        builder.notice("mail-more-parts", str(more))


def _metadata(builder: DraftBuilder, message: Message, name: str) -> Metadata:
    title = read_header(message, "Subject")
    if not title:
        title = PurePath(name).stem
        builder.notice("title-from-file-name", title)
    sender, address = _sender(message)
    if address:
        builder.notice("mail-sender", f"{sender} <{address}>" if sender else address)
    recipients = ", ".join(filter(None, (read_header(message, "To"), read_header(message, "Cc"))))
    if recipients:
        builder.notice("mail-recipients", first_words(recipients, 200))
    language = guess_language("\n".join(block.text for block in builder.blocks))
    if language:
        builder.notice("language-guessed", language)
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    return Metadata(
        title=title,
        authors=tuple(filter(None, [sender or address])),
        published=read_sent_date(message),
        language=language,
        rights=extract_rights(statements),
    )


def _sender(message: Message) -> tuple[str, str]:
    """Return the sender's name and address."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")[:1000]
    name, address = parseaddr(" ".join(raw.split()))
    return decode_header_value(name).strip("'\" "), decode_header_value(address)
