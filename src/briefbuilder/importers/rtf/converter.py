"""From tokens to flows: groups and their destinations, characters in their charsets, paragraphs and tables."""

from __future__ import annotations

import binascii
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import Element, SubElement, _Element

from briefbuilder.domain.article import Picture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure
from briefbuilder.importers.clean import clean
from briefbuilder.importers.docx.embedded import DrawingReader
from briefbuilder.importers.docx.wordml import name
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import PICTURE_BYTES, RTF_DEPTH, RTF_FLOWS
from briefbuilder.importers.rtf.document import HeadTables, RowForm, RtfFlow
from briefbuilder.importers.rtf.syntax import (
    CHARACTERS,
    DESTINATIONS,
    FLOWS,
    FORMULA_PROPERTIES,
    MACHINES,
    SIGNS,
    SKIPPED,
    VALUES,
    CharacterFormat,
    ParagraphFormat,
    State,
    Token,
    codec_of,
    letters_after,
    setting_after,
    tokens,
)

# What an RTF file is found to hold, in the terms of a Word document.


@dataclass(slots=True)
class Converted:
    """What an RTF file holds."""

    blocks: list[_Element] = field(default_factory=list)
    notes: dict[tuple[str, str], list[_Element]] = field(default_factory=dict)
    asides: list[tuple[str, str]] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[Picture | None, str]] = field(default_factory=list)
    cut: bool = False


# Pictures within an RTF file: hexadecimal digits or plain bytes in a group of their own.

_KINDS = {
    b"pngblip": "image/png", b"jpegblip": "image/jpeg", b"emfblip": "image/emf", b"wmetafile": "image/wmf",
}  # fmt: skip
_SIGNATURES = {"image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8"}


class PictureBytes:
    """Collects the bytes of one picture."""

    def __init__(self) -> None:
        self._kind = ""
        self._digits = bytearray()
        self._bytes = b""

    def word(self, word: bytes) -> None:
        """Take a control word of the picture's group."""
        self._kind = _KINDS.get(word, self._kind)

    def hexadecimal(self, data: bytes) -> None:
        """Take hexadecimal digits."""
        if len(self._digits) <= 2 * PICTURE_BYTES:
            self._digits += data

    def binary(self, data: bytes) -> None:
        """Take plain bytes."""
        self._bytes = data

    def picture(self) -> Picture | None:
        """Return the picture, None where it is of an unknown kind, broken or too large."""
        data = self._bytes
        if not data:
            digits = bytes(self._digits).translate(None, b" \t")
            try:
                data = binascii.unhexlify(digits[: len(digits) - len(digits) % 2])
            except binascii.Error:
                return None
        if not self._kind or not data or len(data) > PICTURE_BYTES:
            return None
        if not data.startswith(_SIGNATURES.get(self._kind, b"")):
            return None
        return Picture(media_type=self._kind, data=data)


class HeldPictures(DrawingReader):
    """The pictures of a converted file, found by the numbers that its drawings carry."""

    def __init__(self, builder: DraftBuilder, pictures: Sequence[tuple[Picture | None, str]]) -> None:
        self.outside = 0
        self._builder = builder
        self._held = pictures

    def parts(self, drawing: _Element) -> Iterator[Figure | _Element]:
        """Yield the figure of a drawing, or its text boxes."""
        number = drawing.get("number")
        if drawing.tag != name("w:drawing") or number is None:
            yield from drawing.iterchildren(name("w:txbxContent"))
            return
        picture, alternative = self._held[int(number)]
        if picture is None:
            self._builder.notice("picture-unreadable", number)
            return
        held = self._builder.picture(picture.media_type, picture.data)
        yield Figure(id="", picture=held, media_type=picture.media_type, alternative_text=alternative)


_VALUES_IN_TEXT = frozenset({b"atnauthor", b"listtext", b"pntext"})


class Converter:
    """Converts one file; `sheets` holds its fonts, styles and lists."""

    def __init__(self, data: bytes, file_name: str) -> None:
        self.sheets = HeadTables()
        self.found = Converted()
        self._file_name = file_name
        self._data = data
        self._states: list[State] = []
        self._state = State()
        self._flows = [RtfFlow("body", self.sheets.form)]
        self._number = 0
        self._skip = 0
        self._bytes = bytearray()
        self._rows: dict[int, RowForm] = {}
        self._picture: PictureBytes | None = None
        self._values: dict[str, str] = {}

    def run(self) -> Converted:
        """Convert the file; raise ImportRefusedError where its groups are nested without end."""
        closed = False
        for token in tokens(self._data):
            if closed:
                break  # what stands behind the last brace is no part of the document
            if token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
                closed = not self._states
            else:
                self._take(token)
        self.found.cut = not closed
        while self._states:
            self._close()
        self._decode()
        self.found.blocks = self._flows[0].finish(self._state.setting)
        return self.found

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
        ended = self._state
        if not self._states:
            return
        self._state = self._states.pop()
        for act in ended.closes:
            self._closing(act, ended)

    def _closing(self, act: str, ended: State) -> None:
        if act == "flow":
            self._end_flow(ended)
        elif act == "picture" and self._picture is not None:
            self._end_picture()
        elif act == "field":
            self._flow.hang(_field("end"))
        elif act.startswith("value:"):
            self._end_value(act.removeprefix("value:"), ended.value)
        elif act == "created":
            date = (self._values.get(part, "") for part in ("yr", "mo", "dy"))
            self.found.info["created"] = "-".join(part.zfill(2) for part in date)

    @property
    def _flow(self) -> RtfFlow:
        return self._flows[-1]

    def _begin_flow(self, kind: str) -> None:
        if len(self._flows) > RTF_FLOWS:
            self._state.destination = "skip"
            return
        self._number += 1
        self._flows.append(RtfFlow(kind, self.sheets.form, self._number))
        self._state.destination = "body"
        self._state.closes = (*self._state.closes, "flow")
        self._state.letters, self._state.setting = CharacterFormat(), ParagraphFormat()

    def _end_flow(self, ended: State) -> None:
        flow = self._flows.pop()
        blocks = flow.finish(ended.setting)
        text = " ".join("".join(block.itertext(name("w:t"))).strip() for block in blocks).strip()
        if flow.kind in {"foot", "end"}:
            number = str(flow.number)
            self.found.notes[flow.kind, number] = blocks
            mark = Element(name(f"w:{flow.kind}noteReference"))
            mark.set(name("w:id"), number)
            self._flow.hang(mark)
        elif flow.kind == "box" and blocks:
            picture = Element(name("w:pict"))
            SubElement(picture, name("w:txbxContent")).extend(blocks)
            self._flow.hang(picture)
        elif flow.kind == "comment":
            self.found.comments.append((self._values.pop("atnauthor", ""), text))
        elif flow.kind in {"header", "footer"}:
            self.found.asides.append((flow.kind, text))

    def _end_picture(self) -> None:
        assert self._picture is not None
        described = self._values.pop("wzDescription", "")
        self.found.pictures.append((self._picture.picture(), described))
        self._picture = None
        drawing = Element(name("w:drawing"))
        drawing.set("number", str(len(self.found.pictures) - 1))
        self._flow.hang(drawing)

    def _end_value(self, word: str, text: str) -> None:
        value = " ".join(clean(text)[0].split())
        if word in {"title", "author", "subject"}:
            self.found.info.setdefault(word, value)
        elif word in {"listtext", "pntext"}:
            self._state.setting = replace(self._state.setting, shown=value)
        elif word == "sv":
            if self._values.get("sn") == "wzDescription" and value:
                self._values["wzDescription"] = value
        else:
            self._values[word] = value

    # Tokens

    def _take(self, token: Token) -> None:
        state = self._state
        if token.kind in {"text", "hex"}:
            self._characters(token)
            state.fresh = False
            return
        if token.kind == "binary":
            if state.destination == "picture" and self._picture is not None:
                self._picture.binary(token.data)
            self._skip = max(0, self._skip - 1)
            return
        if self._skip:
            self._skip -= 1
            return
        self._decode()
        if token.kind == "symbol":
            if token.data == b"*":
                state.starred = state.fresh  # further on, as some programs write it, it says nothing
            elif token.data in SIGNS:
                self._write(SIGNS[token.data])
            elif token.data in b"{}\\":
                self._write(token.data.decode("ascii"))
            elif token.data in b"\r\n":
                self._paragraph()
            return
        fresh, starred = state.fresh, state.starred
        state.fresh = state.starred = False
        self._word(token.data, token.number, fresh=fresh, starred=starred)

    def _characters(self, token: Token) -> None:
        data = token.data
        state = self._state
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        if state.destination == "picture":
            if self._picture is not None and token.kind == "text":
                self._picture.hexadecimal(data)
        elif state.destination != "skip":
            self._bytes += data

    def _decode(self) -> None:
        """Turn the bytes that were collected into characters of the font that is chosen."""
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        codec = self.sheets.codec(self._state.font)
        if codec is None and self._state.destination == "body":
            self._write("".join(chr(byte) if byte < 0x80 else "\ufffd" for byte in data))
            return
        try:
            self._write(data.decode(codec or "cp1252", "replace"))
        except LookupError:
            self._write(data.decode("cp1252", "replace"))

    def _write(self, text: str) -> None:
        state = self._state
        if state.destination == "body":
            self._flow.write(text, state.letters)
        elif state.destination == "value":
            state.value = (state.value + text)[:4000]
        elif state.destination == "styles":
            self.sheets.style_text(text)
        elif state.destination == "fonts":
            self.sheets.font_text(text, state.font)
        elif state.destination == "instruction":
            instruction = Element(name("w:instrText"))
            instruction.text = clean(text)[0]
            self._flow.hang(instruction)

    # Words

    def _word(self, word: bytes, number: int | None, *, fresh: bool, starred: bool) -> None:
        state = self._state
        if state.destination == "skip":
            if word == b"ud" and starred:
                state.destination = "body"
            return
        if word == b"u":
            self._unicode(number)
        elif word == b"uc":
            state.fallback = min(max(number or 0, 0), 16)
        elif (fresh or starred) and self._destination(word):
            return
        elif starred and state.destination not in {"lists", "overrides", "styles", "info", "fonts"}:
            state.destination = "skip"
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif state.destination in {"body", "row"}:
            self._in_text(word, number)
        else:
            self._in_table(word, number)

    def _unicode(self, number: int | None) -> None:
        """Write a character by its number, a signed one of 16 bits; what is none stands as unreadable."""
        code = -1 if number is None else number + 0x10000 if number < 0 else number
        character = chr(code) if 0 <= code <= 0x10FFFF else "\ufffd"
        self._write("\ufffd" if "\ue000" <= character <= "\uf8ff" else character)
        self._skip = self._state.fallback

    def _destination(self, word: bytes) -> bool:
        """Turn a group to what its first word says; tell whether it said anything."""
        state = self._state
        if word in SKIPPED or FORMULA_PROPERTIES.match(word):
            state.destination = "skip"
        elif word in FLOWS:
            self._begin_flow(FLOWS[word])
        elif word in VALUES and (state.destination != "body" or word in _VALUES_IN_TEXT):
            state.destination, state.value = "value", ""
            state.closes = (*state.closes, f"value:{word.decode('ascii')}")
        elif word == b"field":
            self._flow.hang(_field("begin"))
            state.closes = (*state.closes, "field")
        elif word == b"fldrslt":
            self._flow.hang(_field("separate"))
            state.destination = "body"
        elif word == b"pict":
            state.destination, self._picture = "picture", PictureBytes()
            state.closes = (*state.closes, "picture")
        elif word == b"creatim":
            state.closes = (*state.closes, "created")
        elif word == b"shppict":
            state.destination = "body"
        elif word in DESTINATIONS:
            state.destination = DESTINATIONS[word]
        else:
            return False
        return True

    def _in_table(self, word: bytes, number: int | None) -> None:
        """Take a word of one of the tables at the head, or of what is no text."""
        destination = self._state.destination
        if destination == "fonts":
            if word == b"f":
                self._state.font = number
            self.sheets.font(word, number or 0, self._state.font)
        elif destination == "styles":
            self.sheets.style(word, number)
        elif destination == "lists":
            self.sheets.list_word(word, number)
        elif destination == "overrides":
            self.sheets.override_word(word, number)
        elif destination == "info" and word in {b"yr", b"mo", b"dy"}:
            self._values[word.decode("ascii")] = str(number or 0)
        elif destination == "picture" and self._picture is not None:
            self._picture.word(word)
        elif destination == "list" and word in {b"pnlvlblt", b"pnlvlbody"} and self._states:
            outer = self._states[-1]
            outer.setting = replace(outer.setting, bullet=word == b"pnlvlblt")

    def _in_text(self, word: bytes, number: int | None) -> None:
        state = self._state
        if word in {b"par", b"sect"}:
            self._paragraph()
        elif word == b"pard":
            state.setting = ParagraphFormat()
        elif word == b"f":
            state.font = number
        elif word == b"deff":
            self.sheets.default_font = number
        elif word in {b"deflang", b"deflangfe", b"adeflang"} and number:
            self.sheets.languages[word] = number
        elif word == b"ansicpg" and number:
            self.sheets.charset = codec_of(number)
        elif word in MACHINES:
            self.sheets.charset = MACHINES[word]
        elif word == b"ftnalt" and self._flow.kind == "foot":
            self._flow.kind = "end"
        elif not self._of_letters(word, number):
            self._of_paragraph(word, number or 0)

    def _of_letters(self, word: bytes, number: int | None) -> bool:
        """Take a word that gives letters their form; tell whether it does."""
        state = self._state
        letters = letters_after(state.letters, word, number)
        if letters is None:
            return False
        state.letters = letters
        if word == b"plain":
            state.font = None
        return True

    def _of_paragraph(self, word: bytes, number: int) -> None:
        setting = setting_after(self._state.setting, word, number)
        if setting is None:
            self._of_row(word, number)
        else:
            self._state.setting = setting

    def _of_row(self, word: bytes, number: int) -> None:
        """Take a word that ends a cell or a row, or that defines one."""
        setting = self._state.setting
        deeper = max(2, setting.tables)
        depth = deeper if self._state.destination == "row" else 1
        if word == b"cell":
            self._flow.end_cell(replace(setting, tables=1), 1)
        elif word == b"nestcell":
            self._flow.end_cell(replace(setting, tables=deeper), deeper)
        elif word == b"row":
            self._flow.end_row(self._rows.get(1, RowForm()), 1)
        elif word == b"nestrow":
            self._flow.end_row(self._rows.get(depth, RowForm()), depth)
        elif word == b"trowd":
            self._rows[depth] = RowForm()
        else:
            self._rows.setdefault(depth, RowForm()).define(word, number)

    def _paragraph(self) -> None:
        if self._state.destination == "body":
            self._flow.end_paragraph(self._state.setting)
            self._state.setting = replace(self._state.setting, shown="")


def _field(step: str) -> _Element:
    element = Element(name("w:fldChar"))
    element.set(name("w:fldCharType"), step)
    return element
