"""Protects exported files: searches them for text that their recipients must not see, and encrypts them with a password.

PDF and ODT are encrypted with AES-256, DOCX with Office's agile encryption. Each encrypted file is decrypted again and
compared before it is returned. The libraries are optional.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from html import unescape
from importlib.util import find_spec
from io import BytesIO
from typing import Final

from briefbuilder.domain.errors import ExportError

PROTECTABLE = frozenset({".pdf", ".docx", ".odt"})
"""The suffixes of the formats that can be encrypted."""
_LIBRARIES = ("pikepdf", "msoffcrypto", "cryptography")
_LONGEST = 127
"""Bytes of a password in UTF-8: PDF ignores what follows, and Word has a limit of 255 characters."""
_REVISION: Final = 6
"""The revision of the security handler of PDF 2.0 (ISO 32000-2, 7.6.4): AES-256."""


def is_protection_available() -> bool:
    """Return whether the libraries that encrypt files are installed."""
    return all(find_spec(name) for name in _LIBRARIES)


def check_protection(suffixes: tuple[str, ...], password: str) -> None:
    """Raise ExportError if a format cannot be encrypted, a library is missing or the password is too long."""
    for suffix in suffixes:
        if suffix not in PROTECTABLE:
            raise ExportError("export-not-protectable", suffix=suffix)
    if not is_protection_available():
        raise ExportError("encryption-missing")
    if len(password.encode()) > _LONGEST:
        raise ExportError("export-password-long", most=str(_LONGEST))


def protect(data: bytes, suffix: str, password: str) -> bytes:
    """Return a file, a PDF, DOCX or ODT by its suffix, encrypted so that it opens only with the password.

    Raises ExportError("export-protection-failed") if the encrypted file does not give the file again.
    """
    password = unicodedata.normalize("NFC", password)
    encrypt, is_same = {
        ".pdf": (_protect_pdf, _is_same_pdf),
        ".docx": (_protect_docx, _is_same_docx),
        ".odt": (_protect_odt, _is_same_odt),
    }[suffix]
    result = encrypt(data, password)
    if not is_same(data, result, password):
        raise ExportError("export-protection-failed", suffix=suffix)
    return result


def _protect_pdf(data: bytes, password: str) -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        # PDF/A forbids encryption, so the file must not claim to be one. The other metadata stays as it is.
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name in ("pdfaid:part", "pdfaid:conformance"):
                if name in metadata:
                    del metadata[name]
        # Nobody knows the owner's password, and the user may do everything.
        everything = pikepdf.Permissions(modify_assembly=True)
        encryption = pikepdf.Encryption(
            user=password, owner=secrets.token_urlsafe(32), R=_REVISION, allow=everything
        )
        pdf.save(out, encryption=encryption)
    return out.getvalue()


def _is_same_pdf(data: bytes, made: bytes, password: str) -> bool:
    import pikepdf

    try:
        pikepdf.open(BytesIO(made)).close()
    except pikepdf.PasswordError:
        pass
    else:
        return False
    with pikepdf.open(BytesIO(data)) as plain, pikepdf.open(BytesIO(made), password=password) as pdf:
        return bool(
            pdf.encryption.R == _REVISION
            and len(pdf.pages) == len(plain.pages)
            and all(
                _content(page) == _content(other) for page, other in zip(pdf.pages, plain.pages, strict=True)
            )
        )


def _content(page: object) -> bytes:
    import pikepdf

    assert isinstance(page, pikepdf.Page)
    page.contents_coalesce()
    return bytes(page.obj.Contents.read_bytes())


def _protect_docx(data: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def _is_same_docx(data: bytes, made: bytes, password: str) -> bool:
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    file, out = OOXMLFile(BytesIO(made)), BytesIO()
    try:
        file.load_key(password=password, verify_password=True)
        file.decrypt(out, verify_integrity=True)
    except (DecryptionError, InvalidKeyError):
        return False
    return out.getvalue() == data


def _protect_odt(data: bytes, password: str) -> bytes:
    from briefbuilder.export.odt.package import encrypt_package

    return encrypt_package(data, password)


def _is_same_odt(data: bytes, made: bytes, password: str) -> bool:
    from briefbuilder.export.odt.package import decrypt_package, read_files

    return decrypt_package(made, password) == read_files(data)


# Text that recipients must not see.
#
# Only letters and digits are compared, so that line ends, hyphens and run boundaries hide nothing. A text
# counts as found if any 80 of them in sequence, or all of a shorter text, occur in the file.

_RUN_LENGTH = 80
_MIN_LENGTH = 16
"""Shorter texts are too common to search for."""
_IDEOGRAMS = "\u2e80"
"""The first of the characters that count as two: what takes sixteen letters takes eight of them."""

_TAG = re.compile(rb"<[^<>]*>")
_TEXT_STRING = re.compile(rb"<FEFF((?:[0-9A-F]{4})+)>")
"""A text that a PDF has in hexadecimal figures, as alternative texts that are not ASCII."""
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def find_withheld(data: bytes, suffix: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts found in any part of a file with this suffix (".docx", ".odt", ".pdf", ".html", ".md")."""
    haystacks = tuple(map(_fold, _texts_in(data, suffix)))
    return tuple(text for text in texts if _occurs_in(text, haystacks))


def _occurs_in(text: str, haystacks: tuple[str, ...]) -> bool:
    query = _fold(text)
    width = len(query) + sum(character >= _IDEOGRAMS for character in query)
    if width < _MIN_LENGTH:
        return False
    size = _RUN_LENGTH * len(query) // width
    starts = range(0, max(1, len(query) - size + 1), size)
    runs = [query[start : start + size] for start in starts]
    return any(run in haystack for run in runs for haystack in haystacks)


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _texts_in(data: bytes, suffix: str) -> Iterator[str]:
    match suffix.lower():
        case ".docx" | ".odt":
            yield from _package_texts(data)
        case ".pdf":
            yield from _page_texts(data)
            yield from _object_texts(data)
        case _:
            yield from _markup_texts(data)


def _markup_texts(data: bytes) -> Iterator[str]:
    yield unescape(_TAG.sub(b" ", data).decode("utf-8", "replace"))
    yield unescape(data.decode("utf-8", "replace"))


def _package_texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith((".xml", ".rels", ".svg")):
                yield from _markup_texts(part)
            elif name.endswith(".xlsx"):
                # the workbook of a chart
                yield from _package_texts(part)


def _page_texts(data: bytes) -> Iterator[str]:
    """Yield the text of all pages, the titles of the outline and the properties."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        pages: list[str] = []
        for page in pdf:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        yield "\n".join(pages)
        yield "\n".join(mark.get_title() for mark in pdf.get_toc())
        yield "\n".join(pdf.get_metadata_dict().values())


def _object_texts(data: bytes) -> Iterator[str]:
    """Yield all objects, compressed ones decompressed, decoded for both string widths of PDF."""
    for chunk in (data, *_inflated_streams(data)):
        yield chunk.decode("utf-8", "replace")
        yield chunk.replace(b"\0", b"").decode("latin-1")
        for match in _TEXT_STRING.finditer(chunk):
            yield bytes.fromhex(match[1].decode()).decode("utf-16-be", "replace")


def _inflated_streams(data: bytes) -> Iterator[bytes]:
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(match[1])
        except zlib.error:
            continue
