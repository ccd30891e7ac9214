"""Signed envelopes: definite and indefinite lengths, base64 and binary, and similar data."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.archives import extract_signed_content
from briefbuilder.importers.registry import importer_for

LONG = (
    "The envoys asked on Friday for the signed list of the gases, and of the harbours in which they are kept."
)
NOTE = f"A title\n\n{LONG}\n".encode()
SIGNED, DATA = bytes.fromhex("06092a864886f70d010702"), bytes.fromhex("06092a864886f70d010701")


def item(tag: int, content: bytes) -> bytes:
    size = len(content)
    told = bytes([size]) if size < 0x80 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + told + content


def endless(tag: int, content: bytes) -> bytes:
    return bytes([tag]) + b"\x80" + content + b"\0\0"


def envelope(held: bytes) -> bytes:
    """Return an envelope around what holds the content; the signature itself is left out."""
    inner = item(0x30, item(0x02, b"\1") + item(0x31, b"") + item(0x30, DATA + held) + item(0x31, b""))
    return item(0x30, SIGNED + item(0xA0, inner))


def whole(content: bytes) -> bytes:
    return envelope(item(0xA0, item(0x04, content)))


def in_pieces(content: bytes) -> bytes:
    pieces = b"".join(item(0x04, content[place : place + 30]) for place in range(0, len(content), 30))
    return envelope(endless(0xA0, endless(0x24, pieces)))


@pytest.mark.parametrize(
    "data",
    [
        whole(NOTE),
        in_pieces(NOTE),
        base64.encodebytes(whole(NOTE)),
        b"-----BEGIN PKCS7-----\n" + base64.encodebytes(in_pieces(NOTE)) + b"-----END PKCS7-----\n",
    ],
)
def test_the_file_in_an_envelope_is_read_under_its_own_name(data: bytes) -> None:
    assert importer_for(data, "letter").id == "signed"
    (found,) = read_many(data, "letter.txt.p7m")
    assert isinstance(found, ImportedArticle)
    assert (found.path, found.article.metadata.title) == (Path("letter.txt.p7m/letter.txt"), "A title")
    assert next((one.code, one.subject) for one in found.notices) == ("came-signed", "letter.txt.p7m")


def test_an_envelope_in_an_envelope_is_opened() -> None:
    (found,) = read_many(whole(whole(NOTE)), "letter.txt.p7m.p7m")
    assert isinstance(found, ImportedArticle)
    assert found.path == Path("letter.txt.p7m.p7m/letter.txt.p7m/letter.txt")


def test_a_signature_alone_says_so() -> None:
    with pytest.raises(ImportRefusedError, match="import-signature-alone"):
        read_many(envelope(b""), "letter.p7m")


def test_truncated_and_changed_envelopes_are_refused_or_read() -> None:
    for data in (whole(NOTE), in_pieces(NOTE)):
        for place in range(len(data)):
            for broken in (data[:place], data[:place] + b"\x80" + data[place + 1 :]):
                assert isinstance(extract_signed_content(broken), bytes)
                try:
                    assert all(
                        isinstance(one, ImportedArticle | RefusedFile) for one in read_many(broken, "a.p7m")
                    )
                except ImportRefusedError:
                    continue


@pytest.mark.parametrize("told", ['; smime-type="signed-data"', ""])
def test_an_opaque_signed_mail_is_read(told: str) -> None:
    inner = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{LONG}\r\n".encode()
    head = f"From: A <a@example.org>\nTo: b@example.org\nSubject: Gases\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime{told}; name=smime.p7m\n"
    body = base64.encodebytes(in_pieces(inner)).decode()
    (found,) = read_many(f"{head}Content-Transfer-Encoding: base64\n\n{body}".encode(), "a.eml")
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.title == "Gases"
    assert [block.text for block in found.article.blocks] == [LONG]
    assert "mail-signed" in [notice.code for notice in found.notices]
