"""Read an RTF file into a draft."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from lxml.etree import Element, SubElement, _Element

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Figure, Note, Table
from briefbuilder.importers.clean import clean
from briefbuilder.importers.docx.embedded import DrawingReader
from briefbuilder.importers.docx.reader import DocxWalker, iter_text
from briefbuilder.importers.docx.runs import RunReader, main_language
from briefbuilder.importers.docx.styles import DocxNumbering, DocxStyles
from briefbuilder.importers.docx.wordml import join_texts
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.limits import (
    PARAGRAPHS,
    RTF_BYTES,
    RTF_DEPTH,
    RTF_FLOWS,
    RTF_WORDS,
    check_size,
)
from briefbuilder.importers.mojibake import mojibake_score
from briefbuilder.importers.office.blocks import StyledBlock, attach_captions, join_content
from briefbuilder.importers.office.draft import (
    build_document_draft,
    convert_typed_lists,
    report_comments,
    report_headers_footers,
)
from briefbuilder.importers.office.head import make_properties
from briefbuilder.importers.office.xml_names import qn
from briefbuilder.importers.rtf.document import HeaderTables, PictureCollector, RowDefinition, RtfFlow
from briefbuilder.importers.rtf.syntax import (
    DESTINATIONS,
    FLOWS,
    FORMULA_PROPERTIES,
    MACHINE_CHARSETS,
    MULTIBYTE,
    SKIPPED,
    SYMBOL_CHARACTERS,
    VALUES,
    WORD_CHARACTERS,
    CharacterFormat,
    GroupState,
    ParagraphFormat,
    RtfToken,
    apply_character_word,
    apply_paragraph_word,
    code_page_codec,
    tokenize,
)
from briefbuilder.importers.symbol_fonts import symbol_character

_RAW = re.compile("[\udc80-\udcff]")
_RAW_TEXT = re.compile("[\\x00-\\x7f\udc80-\udcff]+")
"""Bytes that are not decoded yet, and a text in one character set that has such bytes."""

_WORD = re.compile(r"\w{3,}")
_TITLE_BLOCKS = 200
"""The blocks in whose words the title is looked for."""

_TEXT_ENDS = frozenset({b"par", b"cell", b"row"})
_VALUES_IN_TEXT = frozenset({b"atnauthor", b"listtext", b"pntext"})


@dataclass(slots=True)
class RtfContents:
    """The contents of an RTF file as WordprocessingML elements."""

    blocks: list[_Element] = field(default_factory=list)
    notes: dict[tuple[str, str], list[_Element]] = field(default_factory=dict)
    headers_footers: list[tuple[str, str]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[Picture | None, str]] = field(default_factory=list)
    truncated: bool = False


# Pictures


class ConvertedPictures(DrawingReader):
    """Reads the pictures of a converted file by the numbers in its drawings."""

    def __init__(self, builder: DraftBuilder, pictures: Sequence[tuple[Picture | None, str]]) -> None:
        self.external_count = 0
        self._builder = builder
        self._held = pictures

    def read_parts(self, drawing: _Element) -> Iterator[Figure | Table | _Element]:
        """Yield the figure of a drawing, or its text boxes."""
        number = drawing.get("number")
        if drawing.tag != qn("w:drawing") or number is None:
            yield from drawing.iterchildren(qn("w:txbxContent"))
            return
        picture, alternative = self._held[int(number)]
        if picture is None:
            self._builder.notice("picture-unreadable", number)
            return
        stored = self._builder.picture(picture.media_type, picture.data)
        yield Figure(id="", picture=stored, media_type=picture.media_type, alternative_text=alternative)


def _decode_characters(data: bytes, codec: str, other: str) -> str:
    """Decode the bytes of a text; those that are invalid in its character set are decoded with another one, if possible."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        pass
    except LookupError:
        codec = "cp1252"
    if codec not in MULTIBYTE:
        return data.decode(codec, "replace")
    other = "cp1252" if other in MULTIBYTE else other
    text = []
    decoder = getincrementaldecoder(codec)()
    for byte in (data[place : place + 1] for place in range(len(data))):
        try:
            text.append(decoder.decode(byte))
        except UnicodeDecodeError as error:
            decoder.reset()
            text.append(error.object.decode(other, "replace"))
    rest, _ = decoder.getstate()
    return "".join(text) + rest.decode(other, "replace")


def _decode_raw(codec: str, found: re.Match[str]) -> str:
    return _decode_characters(found[0].encode("ascii", "surrogateescape"), codec, "cp1252")


class RtfConverter:
    """Converts one file; `header` holds its fonts, styles and lists."""

    def __init__(self, data: bytes, file_name: str) -> None:
        self.header = HeaderTables()
        self.contents = RtfContents()
        self._file_name = file_name
        self._data = data
        self._states: list[GroupState] = []
        self._state = GroupState()
        self._flows = [RtfFlow("body", self.header.style_formats)]
        self._number = 0
        self._skip = 0
        self._bytes = bytearray()
        self._rows: dict[int, RowDefinition] = {}
        self._picture: PictureCollector | None = None
        self._values: dict[str, str] = {}
        self._codecs: Counter[str] = Counter()

    def convert(self) -> RtfContents:
        """Convert the file; raise ImportRefusedError if its groups are nested too deeply."""
        closed = goes_on = False
        for token in tokenize(self._data):
            if closed:  # what follows the last brace is not part of the document, unless a brace is damaged
                goes_on = token.kind == "word" and token.data in _TEXT_ENDS
                if goes_on:
                    break
            elif token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
                closed = not self._states
            else:
                self._process(token)
        self.contents.truncated = goes_on or not closed
        while self._states:
            self._close()
        self._decode()
        self.contents.blocks = self._flows[0].finish(self._state.paragraph)
        self._decode_information()
        return self.contents

    def _decode_information(self) -> None:
        """Decode the title and author with the document's character set, or with one of its text that fits better."""
        codecs = dict.fromkeys((self.header.charset, *(codec for codec, _ in self._codecs.most_common(3))))
        words = set(_WORD.findall(" ".join(map(join_texts, self.contents.blocks[:_TITLE_BLOCKS]))))
        for name, value in list(self.contents.info.items()):
            decoded = [value]
            if _RAW.search(value):
                decoded = [_RAW_TEXT.sub(partial(_decode_raw, codec), value) for codec in codecs]
            best = max(
                decoded,
                key=lambda text: (len(words.intersection(_WORD.findall(text))), -mojibake_score(text)),
            )
            self.contents.info[name] = " ".join(clean(best)[0].split())

    # Groups

    def _open(self) -> None:
        self._decode()
        self._skip = 0
        if len(self._states) >= RTF_DEPTH:
            raise ImportRefusedError("import-rtf-nested", name=self._file_name)
        self._states.append(self._state)
        self._state = self._state.inner()

    def _close(self) -> None:
        self._decode()
        self._skip = 0
        state = self._state
        if not self._states:
            return
        self._state = self._states.pop()
        if state.destination == state.outer == "value":
            self._state.value = state.value
        for action in state.close_actions:
            action()

    def _on_close(self, action: Callable[[], None]) -> None:
        """Add what is done when the current group is closed and the one around it is current again."""
        self._state.close_actions = (*self._state.close_actions, action)

    @property
    def _flow(self) -> RtfFlow:
        return self._flows[-1]

    def _begin_flow(self, kind: str) -> None:
        if len(self._flows) > RTF_FLOWS:
            self._state.destination = "skip"
            return
        self._number += 1
        self._flows.append(RtfFlow(kind, self.header.style_formats, self._number))
        self._state.destination = "body"
        self._on_close(partial(self._end_flow, self._state))
        self._state.characters, self._state.paragraph = CharacterFormat(), ParagraphFormat()

    def _end_flow(self, state: GroupState) -> None:
        flow = self._flows.pop()
        blocks = flow.finish(state.paragraph)
        text = " ".join("".join(block.itertext(qn("w:t"))).strip() for block in blocks).strip()
        if flow.kind in {"foot", "end"}:
            number = str(flow.number)
            self.contents.notes[flow.kind, number] = blocks
            mark = Element(qn(f"w:{flow.kind}noteReference"))
            mark.set(qn("w:id"), number)
            self._flow.add_note_mark(mark)
        elif flow.kind == "box" and blocks:
            picture = Element(qn("w:pict"))
            SubElement(picture, qn("w:txbxContent")).extend(blocks)
            self._flow.add_run(picture)
        elif flow.kind == "comment":
            self.contents.comments.append((self._values.pop("atnauthor", ""), text))
        elif flow.kind in {"header", "footer"}:
            self.contents.headers_footers.append((flow.kind, text))

    def _end_picture(self) -> None:
        if self._picture is None:  # pictures were nested
            return
        description = self._values.pop("wzDescription", "")
        self.contents.pictures.append((self._picture.picture(), description))
        self._picture = None
        drawing = Element(qn("w:drawing"))
        drawing.set("number", str(len(self.contents.pictures) - 1))
        self._flow.add_run(drawing)

    def _end_date(self) -> None:
        date = (self._values.get(part, "") for part in ("yr", "mo", "dy"))
        self.contents.info["created"] = "-".join(part.zfill(2) for part in date)

    def _end_value(self, word: str, state: GroupState) -> None:
        if word in {"title", "author", "subject"}:
            self.contents.info.setdefault(word, " ".join(state.value.split()))
            return
        value = " ".join(clean(state.value)[0].split())
        if word in {"listtext", "pntext"}:
            self._state.paragraph = replace(self._state.paragraph, list_text=value)
        elif word == "sv":
            if self._values.get("sn") == "wzDescription" and value:
                self._values["wzDescription"] = value
        else:
            self._values[word] = value

    # Tokens

    def _process(self, token: RtfToken) -> None:
        state = self._state
        if token.kind in {"text", "hex"}:
            self._characters(token)
            state.is_first_word = False
            return
        if token.kind == "binary":
            if state.destination == "picture" and self._picture is not None:
                self._picture.take_binary(token.data)
            self._skip = max(0, self._skip - 1)
            return
        if self._skip:
            self._skip -= 1
            return
        self._decode()
        if token.kind == "symbol":
            if token.data == b"*":  # elsewhere, as some programs write it, it has no meaning
                state.is_starred = state.is_first_word
            elif token.data in SYMBOL_CHARACTERS:
                self._write(SYMBOL_CHARACTERS[token.data])
            elif token.data in b"{}\\":
                self._write(token.data.decode("ascii"))
            elif token.data in b"\r\n":
                self._end_paragraph()
            return
        fresh, starred = state.is_first_word, state.is_starred
        state.is_first_word = state.is_starred = False
        self._control_word(token.data, token.number, fresh=fresh, starred=starred)

    def _characters(self, token: RtfToken) -> None:
        data = token.data
        state = self._state
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        if state.destination == "picture":
            if self._picture is not None and token.kind == "text":
                self._picture.take_hexadecimal(data)
        elif state.destination != "skip":
            self._bytes += data

    def _decode(self) -> None:
        """Decode the collected bytes with the character set of the current font."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        state = self._state
        if state.destination == "value" and state.outer == "info":
            self._write(data.decode("ascii", "surrogateescape"))  # decoded when the text is known
            return
        codec = self.header.codec(state.font)
        if codec is not None and state.destination == "body" and not data.isascii():
            self._codecs[codec] += len(data)
        if codec is None and state.destination == "body":
            self._write(
                "".join(chr(byte) if byte < 0x80 else symbol_character("", 0xF000 + byte) for byte in data)
            )
            return
        self._write(_decode_characters(data, codec or "cp1252", self.header.charset))

    def _write(self, text: str) -> None:
        state = self._state
        if state.destination == "body":
            self._flow.write(text, state.characters)
        elif state.destination == "value":
            state.value = (state.value + text)[:4000]
        elif state.destination == "styles":
            self.header.style_text(text)
        elif state.destination == "fonts":
            self.header.font_text(text, state.font)
        elif state.destination == "instruction":
            instruction = Element(qn("w:instrText"))
            instruction.text = clean(text)[0]
            self._flow.add_run(instruction)

    # Words

    def _control_word(self, word: bytes, number: int | None, *, fresh: bool, starred: bool) -> None:
        state = self._state
        if state.destination == "skip":
            # The Unicode of what the group around it says in another character set.
            if word == b"ud" and starred:
                state.destination = self._states[-1].outer
            return
        if word == b"u":
            self._unicode(number)
        elif word == b"uc":
            state.fallback_length = min(max(number or 0, 0), 16)
        elif (fresh or starred) and self._set_destination(word):
            return
        elif starred and state.destination not in {"lists", "overrides", "styles", "info", "fonts"}:
            state.destination = "skip"
        elif word in WORD_CHARACTERS:
            self._write(WORD_CHARACTERS[word])
        elif state.destination in {"body", "row"}:
            self._text_word(word, number)
        else:
            self._header_word(word, number)

    def _unicode(self, number: int | None) -> None:
        """Write a character by its signed 16-bit code; invalid codes become U+FFFD."""
        code = -1 if number is None else number + 0x10000 if number < 0 else number
        character = chr(code) if 0 <= code <= 0x10FFFF else "\ufffd"
        self._write(symbol_character("", code) if "\ue000" <= character <= "\uf8ff" else character)
        self._skip = self._state.fallback_length

    def _set_destination(self, word: bytes) -> bool:
        """Set the destination of a group by its first word; return whether the word was one."""
        state = self._state
        if word in SKIPPED or FORMULA_PROPERTIES.match(word):
            state.destination = "skip"
        elif word in FLOWS:
            self._begin_flow(FLOWS[word])
        elif word in VALUES and (state.destination != "body" or word in _VALUES_IN_TEXT):
            state.destination, state.value = "value", ""
            self._on_close(partial(self._end_value, word.decode("ascii"), state))
        elif word == b"field":
            self._flow.add_run(_field_mark("begin"))
            self._on_close(lambda: self._flow.add_run(_field_mark("end")))
        elif word == b"fldrslt":
            self._flow.add_run(_field_mark("separate"))
            state.destination = "body"
        elif word == b"pict":
            state.destination, self._picture = "picture", PictureCollector()
            self._on_close(self._end_picture)
        elif word == b"creatim":
            self._on_close(self._end_date)
        elif word == b"shppict":
            state.destination = "body"
        elif word in DESTINATIONS:
            state.destination = DESTINATIONS[word]
        else:
            return False
        return True

    def _header_word(self, word: bytes, number: int | None) -> None:
        """Process a control word of a header table or other destination that is not text."""
        destination = self._state.destination
        if destination == "fonts":
            if word == b"f":
                self._state.font = number
            self.header.font_word(word, number or 0, self._state.font)
        elif destination == "styles":
            self.header.style_word(word, number)
        elif destination in {"lists", "overrides"}:
            self.header.list_word(word, number, overrides=destination == "overrides")
        elif destination == "info" and word in {b"yr", b"mo", b"dy"}:
            self._values[word.decode("ascii")] = str(number or 0)
        elif destination == "picture" and self._picture is not None:
            self._picture.take_word(word)
        elif destination == "list" and word in {b"pnlvlblt", b"pnlvlbody"} and self._states:
            outer = self._states[-1]
            outer.paragraph = replace(outer.paragraph, bullet=word == b"pnlvlblt")

    def _text_word(self, word: bytes, number: int | None) -> None:
        state = self._state
        if word in {b"par", b"sect"}:
            self._end_paragraph()
        elif word == b"pard":
            state.paragraph = ParagraphFormat()
        elif word == b"f":
            state.font = number
        elif word == b"deff":
            self.header.default_font = number
        elif word in {b"deflang", b"deflangfe", b"adeflang"} and number:
            self.header.languages[word] = number
        elif word == b"ansicpg" and number:
            self.header.charset = code_page_codec(number)
        elif word in MACHINE_CHARSETS:
            self.header.charset = MACHINE_CHARSETS[word]
        elif word == b"ftnalt" and self._flow.kind == "foot":
            self._flow.kind = "end"
        elif not self._character_word(word, number):
            self._paragraph_word(word, number or 0)

    def _character_word(self, word: bytes, number: int | None) -> bool:
        """Process a character format word; return whether it was one."""
        state = self._state
        characters = apply_character_word(state.characters, word, number)
        if characters is None:
            return False
        state.characters = characters
        if word == b"plain":
            state.font = None
        return True

    def _paragraph_word(self, word: bytes, number: int) -> None:
        paragraph = apply_paragraph_word(self._state.paragraph, word, number)
        if paragraph is None:
            self._row_word(word, number)
        else:
            self._state.paragraph = paragraph

    def _row_word(self, word: bytes, number: int) -> None:
        """Process a control word that ends or defines a cell or row."""
        paragraph = self._state.paragraph
        deeper = max(2, paragraph.table_depth)
        depth = deeper if self._state.destination == "row" else 1
        if word == b"cell":
            self._flow.end_cell(replace(paragraph, table_depth=1), 1)
        elif word == b"nestcell":
            self._flow.end_cell(replace(paragraph, table_depth=deeper), deeper)
        elif word == b"row":
            self._flow.end_row(self._rows.get(1, RowDefinition()), 1)
        elif word == b"nestrow":
            self._flow.end_row(self._rows.get(depth, RowDefinition()), depth)
        elif word == b"trowd":
            self._rows[depth] = RowDefinition()
        else:
            self._rows.setdefault(depth, RowDefinition()).define(word, number)

    def _end_paragraph(self) -> None:
        if self._state.destination == "body":
            self._flow.end_paragraph(self._state.paragraph)
            self._state.paragraph = replace(self._state.paragraph, list_text="")


def _field_mark(step: str) -> _Element:
    element = Element(qn("w:fldChar"))
    element.set(qn("w:fldCharType"), step)
    return element


_BLOCK_ENDS = re.compile(rb"\\(?:par|cell|nestcell|row|nestrow)(?![a-z])")
"""What ends a paragraph, a cell or a row, which all cost the same to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _RtfDocument:
    """The text and notes of an RTF file before its title is determined; `language` is the declared one."""

    builder: DraftBuilder
    blocks: list[StyledBlock]
    notes: list[Note]
    found: RtfContents
    language: str | None


def read_rtf(data: bytes, file_name: str) -> Draft:
    """Read an RTF file; raise ImportRefusedError if it is too large or nested too deeply."""
    document = _convert(data, file_name)
    builder, found = document.builder, document.found
    report_headers_footers(builder, found.headers_footers)
    report_comments(builder, found.comments)
    if found.truncated:
        builder.notice("rtf-cut")
    properties = make_properties(*(found.info.get(name, "") for name in ("title", "author", "created")))
    properties = replace(properties, language=document.language)
    return build_document_draft(builder, document.blocks, document.notes, properties, file_name)


def read_rtf_blocks(data: bytes, file_name: str) -> tuple[Block, ...]:
    """Return all blocks of RTF data with its notes at the end, without looking for a title or byline.

    Raises ImportRefusedError like `read_rtf`.
    """
    return tuple(collect_rtf(data, file_name).blocks)


def collect_rtf(data: bytes, file_name: str) -> DraftBuilder:
    """Return the blocks and pictures of RTF data, like `read_rtf_blocks`."""
    document = _convert(data, file_name)
    for block in (
        *(styled_block.block for styled_block in attach_captions(document.blocks)),
        *document.notes,
    ):
        document.builder.add(block)
    return document.builder


def read_rtf_pictures(data: bytes, file_name: str) -> tuple[Picture | None, ...]:
    """Return the pictures of RTF data in order, None for those in formats that are not read; raises like `read_rtf`."""
    return tuple(picture for picture, _ in open_rtf(data, file_name).convert().pictures)


def open_rtf(data: bytes, file_name: str) -> RtfConverter:
    """Return the converter of an RTF file; raise ImportRefusedError if it is too large."""
    check_size(len(data), RTF_BYTES, file_name)
    if sum(1 for _ in _BLOCK_ENDS.finditer(data)) > PARAGRAPHS or data.count(b"\\") > RTF_WORDS:
        raise ImportRefusedError("import-too-many-paragraphs", name=file_name, limit=str(PARAGRAPHS))
    return RtfConverter(data, file_name)


def _convert(data: bytes, file_name: str) -> _RtfDocument:
    converter = open_rtf(data, file_name)
    contents = converter.convert()
    body = _container("w:body", contents.blocks)
    styles_root = converter.header.styles_part()
    styles = DocxStyles(styles_root)
    language = main_language(body, styles_root, styles)
    builder = DraftBuilder()
    numbering = DocxNumbering(converter.header.numbering_part(), styles)
    pictures = ConvertedPictures(builder, contents.pictures)
    walker = DocxWalker(builder, numbering, RunReader(styles, {}, language), pictures)
    written = list(convert_typed_lists(walker.walk(body)))
    notes = list(_read_notes(walker, contents))
    return _RtfDocument(builder=builder, blocks=written, notes=notes, found=contents, language=language)


def _read_notes(walker: DocxWalker, contents: RtfContents) -> Iterator[Note]:
    """Yield the notes in the order of their references."""
    for key in list(walker.runs.notes):
        content = join_content(walker.read_blocks(_container("w:body", contents.notes.get(key, []))))
        if content:
            yield walker.runs.note(key, content)


def _container(tag: str, blocks: list[_Element]) -> _Element:
    element = Element(qn(tag))
    element.extend(blocks)
    return element


def rtf_text(data: bytes, name: str) -> str:
    """Return the text of an RTF file: the body, then notes, comments, headers and footers."""
    contents = open_rtf(data, name).convert()
    flows = (contents.blocks, *contents.notes.values())
    texts = ["".join(text for block in flow for text in iter_text(block)).strip() for flow in flows]
    asides = (*contents.comments, *contents.headers_footers)
    return "\n\n".join(filter(None, (*texts, *(text for _, text in asides))))
