"""Outlook's "winmail.dat", alone and in a mail, and compressed RTF."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

import pytest
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.mail.outlook import OutlookError, decompress_rtf, tnef_to_mime

LONG = (
    "The envoys asked on Wednesday for a list of the gases that are kept, and of the harbours where they are."
)
HEAD = "From: A <a@example.org>\nTo: b@example.org\nSubject: Gases\nDate: Tue, 11 Mar 2025 07:30:00 +0000\nMIME-Version: 1.0\n"
BEGIN, DATA, TITLE, OF_MESSAGE, OF_ATTACHMENT, BODY, SUBJECT = (
    0x9002,
    0x800F,
    0x8010,
    0x9003,
    0x9005,
    0x800C,
    0x8004,
)


def attribute(name: int, value: bytes, level: int = 1) -> bytes:
    return struct.pack("<BHHI", level, name, 1, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def tnef(*attributes: bytes) -> bytes:
    return b"\x78\x9f\x3e\x22\1\0" + attribute(0x9007, struct.pack("<2I", 1252, 0)) + b"".join(attributes)


def properties(*values: tuple[int, int, bytes]) -> bytes:
    made = struct.pack("<I", len(values))
    for number, kind, value in values:
        made += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            made += b"\0" * 16 + struct.pack("<2I", 1, 4) + "Ab".encode("utf-16-le")
        if kind in {0x1E, 0x1F, 0x102, 0x0D}:
            made += struct.pack("<2I", 1, len(value)) + value + b"\0" * (-len(value) % 4)
        else:
            made += value
    return made


def packed(rich: bytes) -> bytes:
    """Pack rich text without referring back."""
    pieces = [rich[place : place + 8] for place in range(0, len(rich), 8)]
    body = b"".join(b"\0" + piece for piece in pieces)
    return struct.pack("<4I", len(body) + 12, len(rich), 0x75465A4C, 0) + body


def file_of(name: str, data: bytes) -> bytes:
    return (
        attribute(BEGIN, b"\0" * 14, 2)
        + attribute(TITLE, name.encode() + b"\0", 2)
        + attribute(DATA, data, 2)
    )


def in_mail(data: bytes, body: str = "") -> bytes:
    parts = (
        f"--x\nContent-Type: text/plain\n\n{body}\n--x\nContent-Type: application/ms-tnef; name=winmail.dat\n"
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}\n--x--\n"
    )
    return f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n{parts}'.encode()


def test_a_winmail_in_a_mail_gives_its_text_and_files() -> None:
    rich = packed(rb"{\rtf1 " + LONG.encode() + rb"\par}")
    told = properties(
        (0x3003, 0x03, b"\0" * 4), (0x8001, 0x1F, "x\0".encode("utf-16-le")), (0x1009, 0x102, rich)
    )
    data = tnef(attribute(OF_MESSAGE, told), file_of("note.txt", b"A note\n\n" + LONG.encode()))
    mail, note = read_many(in_mail(data), "a.eml")
    assert isinstance(mail, ImportedArticle)
    assert mail.article.metadata.title == "Gases"
    assert [block.text for block in mail.article.blocks] == [LONG]
    assert isinstance(note, ImportedArticle)
    assert (note.path.name, note.article.metadata.title) == ("note.txt", "A note")


def test_the_text_of_the_mail_has_priority_over_the_winmail() -> None:
    data = tnef(attribute(BODY, b"The same again.\0"))
    (mail,) = read_many(in_mail(data, LONG), "a.eml")
    assert isinstance(mail, ImportedArticle)
    assert [block.text for block in mail.article.blocks] == [LONG]


def test_a_winmail_file_is_a_mail_with_subject_date_and_sender() -> None:
    moment = (133_860_042_000_000_000).to_bytes(8, "little")
    told = properties(
        (0x0C1A, 0x1F, "Anna Moor\0".encode("utf-16-le")), (0x0039, 0x40, moment), (0x1013, 0x102, f"<h2>Gases</h2><p>{LONG}</p>".encode()),
        (0x3FDE, 0x03, struct.pack("<I", 65001)),
    )  # fmt: skip
    data = tnef(attribute(SUBJECT, "Réserves\0".encode("cp1252")), attribute(OF_MESSAGE, told))
    (mail,) = read_many(data, "winmail.dat")
    assert isinstance(mail, ImportedArticle)
    assert mail.article.metadata.title == "Réserves"
    assert mail.article.metadata.authors == ("Anna Moor",)
    assert str(mail.article.metadata.published) == "2025-03-09"
    assert [(block.kind, block.text) for block in mail.article.blocks] == [
        ("heading", "Gases"),
        ("paragraph", LONG),
    ]


def test_a_mail_in_a_winmail_is_its_own_article() -> None:
    inner = tnef(attribute(SUBJECT, b"Inner\0"), attribute(BODY, LONG.encode() + b"\0"))
    held = attribute(OF_ATTACHMENT, properties((0x3701, 0x0D, b"\7" * 16 + inner)), 2)
    data = tnef(
        attribute(SUBJECT, b"Outer\0"), attribute(BODY, LONG.encode()), attribute(BEGIN, b"\0" * 14, 2), held
    )
    outer, mail = read_many(data, "winmail.dat")
    assert isinstance(mail, ImportedArticle)
    assert (mail.path, mail.article.metadata.title) == (Path("winmail.dat/Inner.eml"), "Inner")
    assert isinstance(outer, ImportedArticle)


def test_nested_winmails_are_limited() -> None:
    data = tnef(attribute(BODY, LONG.encode()))
    for _ in range(300):
        data = tnef(file_of("winmail.dat", data))
    found = read_many(in_mail(data, LONG), "a.eml")
    assert isinstance(found[0], ImportedArticle)
    assert [notice.subject for notice in found[0].notices if notice.code == "mail-attachment-not-read"] == [
        "winmail.dat"
    ]


def test_damaged_winmails_are_read_or_refused() -> None:
    rich = packed(rb"{\rtf1 " + LONG.encode() + rb"\par}")
    whole = tnef(attribute(OF_MESSAGE, properties((0x1009, 0x102, rich))), file_of("n.txt", LONG.encode()))
    for place in range(0, len(whole), 3):
        for data in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
            try:
                assert all(
                    isinstance(one, ImportedArticle | RefusedFile) for one in read_many(data, "winmail.dat")
                )
            except ImportRefusedError:
                continue
    with pytest.raises(OutlookError):
        tnef_to_mime(b"none")


def test_compressed_text_is_decompressed() -> None:
    sample = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert decompress_rtf(sample, 1000) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompress_rtf(sample, 9) == b"{\\rtf1\\an"
    assert decompress_rtf(sample[:20], 1000).startswith(b"{\\rtf1")
    assert decompress_rtf(b"", 10) == b""
    assert decompress_rtf(struct.pack("<4I", 9, 5, 0x414C454D, 0) + b"{abc}rest", 100) == b"{abc}"
