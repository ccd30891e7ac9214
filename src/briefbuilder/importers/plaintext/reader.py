"""Plain text to a draft: charset, layout, head, headings, blocks."""

from __future__ import annotations

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.build import Builder, Draft
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean, first_words
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import MEBIBYTE, TEXT_BYTES, TEXT_LINES
from briefbuilder.importers.plaintext.blocks import add_blocks
from briefbuilder.importers.plaintext.head import read_head
from briefbuilder.importers.plaintext.headings import find_headings
from briefbuilder.importers.plaintext.layout import Unit, layout
from briefbuilder.importers.rights import is_only_rights, is_rights_statement, rights_of


def read_text(data: bytes, name: str) -> Draft:
    """Read the bytes of a plain text; raise ImportRefusedError where there is none in them."""
    if len(data) > TEXT_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(TEXT_BYTES // MEBIBYTE))
    decoded = decode(data)
    if decoded.text.count("\n") > TEXT_LINES:
        raise ImportRefusedError("import-too-long", name=name, limit=str(TEXT_LINES))
    builder = Builder()
    builder.note_charset(decoded)
    return text_draft(builder, decoded.text, name)


def text_draft(builder: Builder, text: str, name: str) -> Draft:
    """Divide decoded text into blocks; notices that the builder holds already are kept."""
    cleaned, removed = clean(text)
    if removed:
        builder.notice("control-characters-removed", str(removed))
    laid_out = layout(cleaned)
    if laid_out.column:
        builder.notice("lines-joined", str(laid_out.column))
    if laid_out.separators:
        builder.notice("separators-removed", str(laid_out.separators))
    units = laid_out.units
    head = read_head(units, name)
    for code, subject in head.notices:
        builder.notice(code, subject)
    taken, rights = _rights(builder, units, head.taken)
    body = [unit for place, unit in enumerate(units) if place not in taken]
    headings = find_headings(body, head.title if head.taken else "")
    add_blocks(builder, body, headings, frozenset())
    _note_headings(builder)
    language = guess_language(cleaned)
    if language:
        builder.notice("language-guessed", language)
    return builder.draft(
        Metadata(
            title=head.title,
            lead=head.lead,
            authors=head.authors,
            publication=head.publication,
            published=head.published,
            url=head.url,
            language=language,
            rights=rights,
        )
    )


def _rights(
    builder: Builder, units: tuple[Unit, ...], taken: frozenset[int]
) -> tuple[frozenset[int], Rights]:
    """Set apart the statements of rights: lines that are wholly one, and any at the end of the text."""
    statements: list[str] = []
    places = set(taken)
    for place, unit in enumerate(units):
        late = place >= len(units) - 3 and is_rights_statement(unit.text)
        if place and place not in taken and (late or is_only_rights(unit.text)):
            statements.append(unit.text)
            places.add(place)
            builder.notice("rights-set-apart", first_words(unit.text))
    return frozenset(places), rights_of(statements)


def _note_headings(builder: Builder) -> None:
    for block in builder.blocks:
        if block.kind == "heading":
            builder.notice("heading-guessed", block.text, block.id)
