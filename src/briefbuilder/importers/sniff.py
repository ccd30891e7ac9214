"""Detects the format of bytes by their content."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress

from briefbuilder.importers.zip_files import ZIP_FAULTS, ZIP_MAGIC

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
"""The signature of OLE containers: an encrypted Office document, or a format of Office before 2007."""

_GZIP_MAGIC = b"\x1f\x8b"
_HEAD = 4096
_MARKUP_SURE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MARKUP_FIRST = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP_LIKELY = re.compile(
    rb"<(?:p|div|h[1-6]|article|section|table|ul|ol|span|meta|title|br)[\s/>]", re.IGNORECASE
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OTHERS = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"bplist00", "property list"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "SQLite"),
    (b"BEGIN:VCALENDAR", "iCalendar"),
    (b"BEGIN:VCARD", "vCard"),
    (b"AT&TFORM", "DjVu"),
)
_LINK_STARTS = (b"[Desktop Entry]", b"<?xml", b"bplist0", b"{")
_LINKS = (b"\nURL=http", b"<key>URL</key>", b"SURL_\x10", b'"doc_id"', b'"url": "https://docs.google.com')
_OTHER_XML = (
    (b"<rss", "RSS"),
    (b"<feed", "Atom"),
    (b"<FictionBook", "FictionBook"),
    (b"<w:wordDocument", "Word 2003 XML"),
    (b"<pkg:package", "Word XML"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML"),
)
_NO_TEXT = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b\x08\x1a")

_OFFICE_FOLDERS = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_CONTENT_TYPES = "[content_types].xml"
_BINARY_WORKBOOK = "xl/workbook.bin"
_HEAD_BYTES = 16_384
TNEF_MAGIC = b"\x78\x9f\x3e\x22"
"""The signature of a "winmail.dat", in which Outlook packs rich mails and their attachments."""
_FRONT = re.compile(r"\A---[ \t]*\n(?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n|-.*\n){1,60}?(?:---|\.\.\.)[ \t]*\n")
_MARKDOWN_SIGNS = (
    (("# ",), re.compile(r"^#{1,6} \S", re.MULTILINE)),
    (("```", "~~~"), re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)),
    (("](",), re.compile(r"\[[^\]\n]{1,200}\]\(\S{1,500}\)")),
    (("---",), re.compile(r"^\|?(?=[ :-]*-{3})[ :-]+\|[ |:-]*$", re.MULTILINE)),
    (("**",), re.compile(r"(?<!\*)\*\*[^\s*][^*\n]{0,200}\*\*")),
    (("[^",), re.compile(r"\[\^[^\]\s]{1,60}\]")),
)
"""Each pattern after a string that all its matches contain, which is found quickly."""
_SUBTITLES = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,20}(?:WEBVTT(?:[ \t\r\n]|\Z)|(?:\d{1,6}\s{1,4})?\d{1,3}:\d{1,2}:\d{1,2}[.,]\d{1,3} --> )"
)
_RECORD_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s{0,200}"
    rb"(?:[\[{@%<]|(?:1\.\s{1,9})?[A-Z][A-Z0-9] {1,2}- |(?:[^@%<\s][^\n@<]{0,120}\n\s{0,20}){1,5}@)"
)
_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,60}):(?: |\t|\r?\n[ \t]|\r?$)", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    [
        b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path",
        b"content-type", b"delivered-to", b"reply-to", b"content-transfer-encoding", b"dkim-signature",
        b"authentication-results", b"cc", b"sender", b"thread-topic", b"snapshot-content-location",
    ]
)  # fmt: skip
_TECHNICAL = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to"})
_WRITTEN = frozenset({b"from", b"to", b"subject", b"date"})
_BOUNDARY = re.compile(
    rb"^content-type:[ \t]*multipart/[^\r\n]*(?:\r?\n[ \t][^\r\n]*){0,5}?\bboundary[ \t]*=[ \t]*\"?([^\r\n\";]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
"""The declared boundary between the parts of a message."""

_ENVELOPE = re.compile(rb"\A(?:>?From [^\r\n]*|\d{1,10}[ \t]*)\r?\n")
"""The line that mail programs write before each mail of a mailbox; Apple Mail writes the number of bytes."""
_MESSAGE_START = re.compile(
    rb"^From [^\r\n]*\d\d?:\d\d[^\r\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,60}:)", re.MULTILINE
)
_SAVED_BY = re.compile(
    rb"^(?:x-)?snapshot-content-location:|^from:\s*[\"<]{0,2}saved by ", re.IGNORECASE | re.MULTILINE
)
_SAVED_PAGE = re.compile(
    rb"^content-location:[ \t]*(?:https?|file):|type=\"?text/html",
    re.IGNORECASE | re.MULTILINE,
)
_FLAT = re.compile(rb"<office:document\s[^>]*office:mimetype=[\"']([\w./-]{1,100})[\"']")
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_PDF_HEAD = 1024
"""The number of bytes within which readers look for the header (ISO 32000-1, annex H)."""
_PDF_HEADER = re.compile(rb"%PDF-\d\.\d")
_CONTAINERS = (b"PK\x03\x04", b"From ", b"MIME-Version:", b"{\\rt")
"""The signatures of formats that may contain a whole PDF uncompressed."""


def markup_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 1, that the bytes are a web page."""
    head = _narrow(data[:_HEAD]).lstrip()
    sure = _MARKUP_SURE.search(head)
    if sure and _MARKUP_FIRST.match(head):
        return 1.0  # elsewhere it may be an example within Markdown
    if sure or (head.startswith(b"<") and _MARKUP_LIKELY.search(head)):
        return 0.7
    return 0.4 if _MARKUP_LIKELY.search(head) else 0.0


def text_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 0.5, that the bytes are text in some charset."""
    if not data.strip():
        return 0.0
    if data.startswith(_BOMS):
        return 0.5
    sample = data[: 1 << 16]
    if _wide(sample):
        return 0.5
    odd = len(sample) - len(sample.translate(None, _NO_TEXT))
    return 0.5 if odd <= 2 + len(sample) * 0.002 and odd * 20 < len(sample) else 0.0


def wordprocessing_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 1, that the bytes are a text document in Office Open XML.

    One with its text in an unusual folder is taken for one, too, and the reader refuses it if it has no text.
    """
    found = _office_format(data)
    return 1.0 if found == "docx" else 0.7 if found == "" else 0.0


def office_certainty(kind: str, data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are an Office Open XML file of a kind, "pptx" or "xlsx"."""
    return 1.0 if _office_format(data) == kind else 0.0


def _office_format(data: bytes) -> str | None:
    """Return the importer of an Office Open XML package by the folder of its parts, "" for others; None for no package."""
    if not data.startswith(ZIP_MAGIC):
        return None
    names = zip_names(data)
    if names is None:
        named = (found for folder, found in _OFFICE_FOLDERS.items() if folder.encode() in data)
        return next(named, "" if b"[Content_Types].xml" in data else None)
    if _BINARY_WORKBOOK in names:
        return None
    folders = {name[: name.find("/") + 1] for name in names}
    if _CONTENT_TYPES not in names and "word/" not in folders:
        return None
    return next((found for folder, found in _OFFICE_FOLDERS.items() if folder in folders), "")


def zip_names(data: bytes) -> frozenset[str] | None:
    """Return the names in a ZIP container in lower case, None if its directory cannot be read.

    The directory is read instead of searching the bytes: a container may hold other containers uncompressed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return frozenset(name.lower() for name in container.namelist())
    except ZIP_FAULTS:
        return None


def is_picture(data: bytes) -> bool:
    """Return whether the bytes are a picture in a usual format."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def is_web_link(data: bytes) -> bool:
    """Return whether the bytes are only a link to a web page, as Windows, macOS, Linux and Google Drive save one."""
    head = _narrow(data[:_HEAD]).lstrip(b"\xef\xbb\xbf \r\n")
    if head.startswith((b"[InternetShortcut]", b"[{000214A0-")):
        return True
    return len(data) < _HEAD and any(sign in head for sign in _LINKS) and head.startswith(_LINK_STARTS)


def other_format(data: bytes) -> str | None:
    """Return the name of a known format that no importer reads, or None."""
    if data.startswith(ZIP_MAGIC) and _BINARY_WORKBOOK in (zip_names(data) or ()):
        return "XLSB"
    if data.startswith(ZIP_MAGIC) and any(name.endswith(".iwa") for name in zip_names(data) or ()):
        return "Pages, Numbers or Keynote"
    head = _narrow(data[:_HEAD]).lstrip()
    if head.startswith(b"<?xml"):
        return next((name for sign, name in _OTHER_XML if sign in head), None)
    return next((name for magic, name in _OTHERS if data.startswith(magic)), None)


def is_encrypted_office(data: bytes) -> bool:
    """Return whether an OLE container holds an encrypted document."""
    return data.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in data


def _wide(sample: bytes) -> bool:
    """Return whether every other byte is mostly 0, as in UTF-16 of Latin letters without a byte order mark."""
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    return max(even, odd) > 0.4 and min(even, odd) < 0.05


def _narrow(head: bytes) -> bytes:
    """Return the ASCII characters of a head that may be UTF-16, without its byte order mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(head):
        head = head.replace(b"\0", b"")
    for mark in _BOMS:
        head = head.removeprefix(mark)
    return head


def markdown_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 0.8, that the bytes are Markdown; without markup only the name tells."""
    if not text_certainty(data):
        return 0.0
    head = data[:_HEAD_BYTES].decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
    signs = sum(
        any(part in head for part in parts) and pattern.search(head) is not None
        for parts, pattern in _MARKDOWN_SIGNS
    )
    if _FRONT.match(head):
        return 0.8
    return 0.65 if signs >= 2 else 0.45


def may_be_record(data: bytes) -> bool:
    """Return whether the bytes begin as references or agency items do; it is quick for all other files."""
    head = data[:_HEAD_BYTES]
    start = _RECORD_START.match(head)
    return start is not None and (
        not start[0].endswith(b"<")
        or any(
            sign in head for sign in (b"www.zotero.org/namespaces", b"iptc.org/std/nar", b"<nitf", b"<NewsML")
        )
    )


def mail_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 0.9, that the bytes are a mail: it begins with several of the usual headers."""
    head = _ENVELOPE.sub(b"", data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n"))
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    first = _HEADER.match(block)
    if first is None:
        return 0.0
    found = {name.lower() for name in _HEADER.findall(block)} & _MAIL_HEADERS
    if len(found) >= 3 and found & _TECHNICAL:
        return 0.9
    if b"content-type" in found and (b"content-transfer-encoding" in found or len(found & _WRITTEN) >= 2):
        return 0.85
    boundary = _BOUNDARY.search(block)
    if boundary is not None and b"\n--" + boundary[1].strip() in data[: 1 << 16]:
        return 0.85
    return 0.45 if len(found & _WRITTEN) >= 2 else 0.0


def mailbox_starts(data: bytes) -> list[int]:
    """Return where each mail of a mailbox begins, with the line before it; empty for anything else."""
    if not data.startswith(b"From "):
        return []
    return [found.start() for found in _MESSAGE_START.finditer(data)]


def mailbox_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are a mailbox of several mails."""
    return 1.0 if len(mailbox_starts(data)) > 1 else 0.0


def mhtml_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 1, that the bytes are a page saved in MIME, with its pictures or alone."""
    head = data[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf\r\n")
    block, _, rest = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    kinds = block.lower()
    if _HEADER.match(block) is None or not (b"multipart/related" in kinds or b"text/html" in kinds):
        return 0.0
    addressed = re.search(rb"^to:", block, re.IGNORECASE | re.MULTILINE)
    if _SAVED_BY.search(block) and not addressed:
        return 1.0
    if b"multipart/related" not in kinds:
        return 0.0
    located = re.search(rb"^content-location:", rest, re.IGNORECASE | re.MULTILINE)
    sent = addressed or re.search(rb"^from:", block, re.IGNORECASE | re.MULTILINE)
    saved = _SAVED_PAGE.search(block) and not addressed
    return 1.0 if located and (saved or not sent) else 0.0


def package_type(data: bytes) -> str:
    """Return the media type that an OpenDocument or EPUB package states, empty for others.

    It should be uncompressed at the beginning; but some programs compress it like any other part.
    """
    if not data.startswith(ZIP_MAGIC):
        return ""
    if data[30:38] != b"mimetype" or data[8:10] != b"\0\0":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as container, container.open("mimetype") as stream:
                return stream.read(100).decode("ascii", "replace").strip()
        except (KeyError, *ZIP_FAULTS):
            return ""
    size = int.from_bytes(data[22:26], "little")
    start = 38 + int.from_bytes(data[28:30], "little")
    return data[start : start + min(size or 100, 100)].split(b"PK")[0].decode("ascii", "replace").strip()


def zip_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 0.6, that the bytes are a ZIP of files, and not a document in a ZIP container."""
    if not data.startswith((ZIP_MAGIC, b"PK\x05\x06")) or package_type(data):
        return 0.0
    return 0.6


def capture_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are captured web pages: a WARC, packed or not, or a WACZ."""
    if data.startswith(ZIP_MAGIC):
        names = zip_names(data) or frozenset()
        archived = any(name.startswith("archive/") and ".warc" in name for name in names)
        return 1.0 if "datapackage.json" in names and archived else 0.0
    head = data[:_HEAD]
    if head.startswith(_GZIP_MAGIC):
        with suppress(zlib.error):
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 16)
    return 1.0 if head.startswith(b"WARC/") else 0.0


def webarchive_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are a webarchive, in either form of property list."""
    binary = data.startswith(b"bplist0")
    written = b"<plist" in data[:2000]
    return 1.0 if (binary or written) and b"WebMainResource" in data else 0.0


def open_document_certainty(kind: str, data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are an OpenDocument file of a kind, in a container or flat."""
    stated = package_type(data)
    if not data.startswith(ZIP_MAGIC):
        flat = _FLAT.search(data[:_HEAD_BYTES])
        stated = flat[1].decode("ascii", "replace") if flat else ""
    return 1.0 if stated.startswith(_OPEN_DOCUMENT + kind) else 0.0


def rtf_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are Rich Text Format."""
    return 1.0 if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt") else 0.0


def epub_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 1, that the bytes are an EPUB book."""
    if package_type(data) == "application/epub+zip":
        return 1.0
    names = zip_names(data) if data.startswith(ZIP_MAGIC) else None
    has_text = names is not None and any(name.endswith(".opf") for name in names)
    return 0.9 if has_text and names is not None and "meta-inf/container.xml" in names else 0.0


def outlook_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are a message that Outlook saved in one of its formats."""
    if data.startswith(TNEF_MAGIC):
        return 1.0
    known = data.startswith(OLE_MAGIC) and "__properties_version1.0".encode("utf-16-le") in data
    return 1.0 if known else 0.0


def pdf_certainty(data: bytes) -> float:
    """Return how certain it is, 0 to 1, that the bytes are a PDF; some have a few bytes before the header."""
    found = _PDF_HEADER.search(data, 0, _PDF_HEAD)
    if found is None or (found.start() and data.startswith(_CONTAINERS)):
        return 0.0
    return 1.0 if found.start() == 0 or b"endobj" in data else 0.3


def subtitles_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 1, that the bytes are subtitles: they begin with a signature or with times."""
    return 1.0 if _SUBTITLES.match(_narrow(data[:_HEAD])) else 0.0


def csv_certainty(data: bytes) -> float:
    """Return how certain it is, 0 or 0.45, that the bytes are a table: its first lines have the same separators.

    A text may look like that, too; so the name must match as well.
    """
    whole = None if len(data) <= _HEAD else -1  # the last line of a sample may be cut
    lines = [
        line for line in _narrow(data[:_HEAD]).splitlines()[:whole] if line.strip() and line[:1] != b"#"
    ][:6]
    if not text_certainty(data) or len(lines) < 2:
        return 0.0
    plain = [line for line in lines if b'"' not in line] or lines
    counts = ({line.count(mark) for line in plain} for mark in (b",", b";", b"\t", b"|"))
    return 0.45 if any(min(found) > 0 for found in counts) else 0.0
