"""A mail to a draft, and to the files that are attached to it."""

from __future__ import annotations

import re
from email.message import Message
from email.utils import parseaddr
from pathlib import PurePath

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import ATTACHED
from briefbuilder.domain.text import Heading, Quote, Span
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.mail.apart import with_history
from briefbuilder.importers.mail.contents import Contents, contents_of
from briefbuilder.importers.mail.history import (
    pieces_of,
    quoted_elements,
    unfolded,
    without_signature,
)
from briefbuilder.importers.markup import Surroundings, add_markup, apart, no_quoted
from briefbuilder.importers.mime import (
    body_bytes,
    body_text,
    day_of,
    decoded_header,
    header,
    media_type,
    parameter,
    parse_mime,
)
from briefbuilder.importers.parts import Part, notice
from briefbuilder.importers.plaintext.blocks import add_blocks
from briefbuilder.importers.plaintext.headings import find_headings
from briefbuilder.importers.plaintext.layout import layout
from briefbuilder.importers.rights import is_rights_statement, rights_of
from briefbuilder.importers.rtf.reader import blocks_of_rtf

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
    contents = contents_of(message, name)
    builder = _written(contents, quoting=True)
    history = [block.text for block in builder.blocks if isinstance(block, Quote)]
    if history and not any(block.text.strip() for block in builder.blocks if not isinstance(block, Quote)):
        builder = _written(contents, quoting=False)
        builder.notice("mail-forwarded")
    elif history:
        builder.notice("mail-history-set-apart", first_words(history[0]))
    _note_contents(builder, contents)
    return builder.draft(_metadata(builder, message, name))


def attachments_of(data: bytes, name: str) -> tuple[Part, ...]:
    """Return the files attached to a mail that may be articles."""
    return parts_within(parse_mime(data, name), name)


def parts_within(message: Message, name: str) -> tuple[Part, ...]:
    """Return the files attached to a mail that is parsed already."""
    subject = header(message, "Subject") or PurePath(name).stem
    found = contents_of(message, name).attached
    came_with = notice("came-with-mail", subject)
    return tuple(Part.of(one.name, one.data, came_with) for one in found)


def _written(contents: Contents, *, quoting: bool) -> Builder:
    builder = Builder()
    for number, body in enumerate(contents.bodies):
        text = body_text(body)
        kind = media_type(body)
        if kind == "text/html":
            quoted = quoted_elements if quoting else no_quoted
            around = Surroundings(scope=f"{number}:", picture=contents.picture, quoted=quoted)
            before = len(builder.blocks)
            add_markup(builder, text, around)
            if quoting:
                _set_history_apart(builder, before)
        elif kind in _RICH:
            _add_rich(builder, body, f"{number}:")
        else:
            _add_plain(builder, _plain(body, text), quoting=quoting)
    return builder


def _set_history_apart(builder: Builder, before: int) -> None:
    """Make quotations of the history in the blocks from one on, where the markup did not tell it."""
    added = builder.blocks[before:]
    del builder.blocks[before:]
    for block in with_history(added):
        builder.add(block)


def _add_rich(builder: Builder, body: Message, scope: str) -> None:
    try:
        blocks = blocks_of_rtf(body_bytes(body), "")
    except ImportRefusedError:
        builder.notice("mail-attachment-not-read", media_type(body))
        return
    for block in blocks:
        builder.add(apart(block, scope))


def _plain(body: Message, text: str) -> str:
    lines = clean(text)[0]
    if media_type(body) in _ENRICHED:
        return _ENRICHED_MARK.sub("", lines)
    if parameter(body, "format") != "flowed":
        return lines
    return unfolded(lines, spaceless=parameter(body, "delsp") == "yes")


def _add_plain(builder: Builder, text: str, *, quoting: bool) -> None:
    for piece in pieces_of(text):
        if piece.quoted and quoting:
            for place, unit in enumerate(layout(piece.text).units):
                builder.add(Quote(id="", content=(Span(unit.text),), continues=place > 0))
            continue
        own, signature = (piece.text, "") if piece.quoted else without_signature(piece.text)
        if not own.strip() and not builder.blocks:
            own, signature = signature, ""  # all that the mail says
        _add_own(builder, own)
        if signature:
            builder.notice("mail-signature-removed", first_words(signature))


def _add_own(builder: Builder, text: str) -> None:
    laid_out = layout(text)
    if laid_out.column:
        builder.notice("lines-joined", str(laid_out.column))
    headings = find_headings(laid_out.units) if len(text) >= _LONG_TEXT else {}
    before = len(builder.blocks)
    add_blocks(builder, laid_out.units, headings, frozenset())
    for block in builder.blocks[before:]:
        if isinstance(block, Heading):
            builder.notice("heading-guessed", block.text, block.id)


def _note_contents(builder: Builder, contents: Contents) -> None:
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


def _metadata(builder: Builder, message: Message, name: str) -> Metadata:
    title = header(message, "Subject")
    if not title:
        title = PurePath(name).stem
        builder.notice("title-from-file-name", title)
    sender, address = _sender(message)
    if address:
        builder.notice("mail-sender", f"{sender} <{address}>" if sender else address)
    recipients = ", ".join(filter(None, (header(message, "To"), header(message, "Cc"))))
    if recipients:
        builder.notice("mail-recipients", first_words(recipients, 200))
    language = guess_language("\n".join(block.text for block in builder.blocks))
    if language:
        builder.notice("language-guessed", language)
    statements = [block.text for block in builder.blocks if is_rights_statement(block.text)]
    return Metadata(
        title=title,
        authors=tuple(filter(None, [sender or address])),
        published=day_of(message),
        language=language,
        rights=rights_of(statements),
    )


def _sender(message: Message) -> tuple[str, str]:
    """Return the sender's name and address."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == "from"), "")[:1000]
    name, address = parseaddr(" ".join(raw.split()))
    return decoded_header(name).strip("'\" "), decoded_header(address)
