"""Outlook messages: a compound file by LibreOffice, generated messages, and hostile files."""

from __future__ import annotations

import base64
import random
import struct
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.importers.whole_files import read_many
from tests.narrowing import not_none, of_type

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure
from briefbuilder.importers.mail.outlook import CompoundFile
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FREE, END = 0xFFFFFFFF, 0xFFFFFFFE

Tree = Mapping[str, "bytes | Tree"]


class Writer:
    """Writes a compound file of version 3: every stream under 4096 bytes goes into the small stream."""

    def __init__(self, tree: Tree) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.small = b""
        self.small_fat: list[int] = []
        self.entries: list[list[object]] = [["Root Entry", 5, FREE, FREE, FREE, END, 0]]
        self.entries[0][4] = self._children(tree)

    def _children(self, tree: Tree) -> int:
        """Add entries as a chain of right siblings and return the first one's number."""
        first, last = FREE, -1
        for name, held in tree.items():
            number = len(self.entries)
            if isinstance(held, bytes):
                small = len(held) < 4096
                start = (self._put_small(held) if small else self._put(held)) if held else END
                self.entries.append([name, 2, FREE, FREE, FREE, start, len(held)])
            else:
                self.entries.append([name, 1, FREE, FREE, FREE, 0, 0])
                self.entries[number][4] = self._children(held)
            if last >= 0:
                self.entries[last][3] = number
            first, last = (number if first == FREE else first), number
        return first

    def _put(self, data: bytes) -> int:
        start = len(self.sectors)
        pieces = [data[place : place + 512].ljust(512, b"\0") for place in range(0, len(data), 512)]
        self.sectors += pieces
        self.fat += [*range(start + 1, start + len(pieces)), END]
        return start

    def _put_small(self, data: bytes) -> int:
        start = len(self.small) // 64
        count = -(-len(data) // 64)
        self.small += data.ljust(count * 64, b"\0")
        self.small_fat += [*range(start + 1, start + count), END]
        return start

    def data(self) -> bytes:
        self.entries[0][5], self.entries[0][6] = (
            (self._put(self.small) if self.small else END),
            len(self.small),
        )
        table = struct.pack(f"<{len(self.small_fat)}I", *self.small_fat)
        small_fat = self._put(table.ljust(-(-len(table) // 512) * 512, b"\xff")) if table else END
        directory = self._put(b"".join(map(self._entry, self.entries)))
        count = 1
        while count * 128 < len(self.fat) + count:
            count += 1
        own = list(range(len(self.fat), len(self.fat) + count))
        fat = [*self.fat, *[0xFFFFFFFD] * count]
        fat += [FREE] * (count * 128 - len(fat))
        head = (
            bytes.fromhex("d0cf11e0a1b11ae1")
            + bytes(16)
            + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6)
            + bytes(10)
        )
        small_sectors = -(-len(table) // 512)
        head += struct.pack("<8I", count, directory, 0, 4096, small_fat, small_sectors, END, 0)
        head += struct.pack("<109I", *own, *[FREE] * (109 - count))
        return head + b"".join(self.sectors) + struct.pack(f"<{len(fat)}I", *fat)

    @staticmethod
    def _entry(entry: list[object]) -> bytes:
        name, kind, *rest = entry
        written = str(name).encode("utf-16-le") + b"\0\0"
        left, right, child, start, size = rest
        head = written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), kind, 1, left, right, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def fixed(head: int, **values: bytes) -> bytes:
    properties = (
        struct.pack("<II", int(tag[1:], 16), 6) + value.ljust(8, b"\0") for tag, value in values.items()
    )
    return bytes(head) + b"".join(properties)


def moment(year: int, month: int, day: int) -> bytes:
    passed = datetime(year, month, day, 9, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)
    return struct.pack("<Q", int(passed.total_seconds()) * 10_000_000)


def message(text: str = LONG, **more: bytes | Tree) -> dict[str, bytes | Tree]:
    return {
        "__properties_version1.0": fixed(
            32, t00390040=moment(2025, 3, 14), t3FDE0003=struct.pack("<I", 1252)
        ),
        "__substg1.0_0037001F": wide("Scorte: novità"),
        "__substg1.0_0C1A001F": wide("Anna Rossi"),
        "__substg1.0_5D01001F": wide("anna@example.org"),
        "__substg1.0_0E04001F": wide("Jean Petit; Kenji Sato"),
        "__substg1.0_1000001F": wide(text),
    } | {f"__{name}": held for name, held in more.items()}


def attachment(name: str, data: bytes, **more: bytes) -> dict[str, bytes | Tree]:
    held: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(8), "__substg1.0_3707001F": wide(name)}
    return (
        held
        | {"__substg1.0_37010102": data}
        | {f"__substg1.0_{tag[1:]}": value for tag, value in more.items()}
    )


def refusal(data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read_many(data, "a.msg")
    return caught.value.code


def test_a_compound_file_of_libreoffice_is_opened(data: Path) -> None:
    """The file is a Word document of the old kind: another writer's sectors, chains and directory."""
    file = CompoundFile((data / "msg" / "harbours-libreoffice.doc").read_bytes())
    body = not_none(file.stream(file.root, "WordDocument"))
    assert body[:2] == b"\xec\xa5"
    assert "\x05summaryinformation" in file.root.entries
    assert (file.stream(file.root, "\x05SummaryInformation") or b"")[:2] == b"\xfe\xff"
    assert file.stream(file.root, "not there") is None


def test_generated_compound_files_are_read() -> None:
    large = random.Random(1).randbytes(20_000)
    file = CompoundFile(Writer({"a": b"x" * 70, "S": {"b": large, "T": {"c": b"deep"}}, "empty": b""}).data())
    inner = file.root.storages()["s"]
    assert (file.stream(file.root, "A"), file.stream(inner, "b")) == (b"x" * 70, large)
    assert file.stream(inner.storages()["t"], "c") == b"deep"
    assert file.stream(file.root, "empty") == b""


def test_properties_become_a_mail() -> None:
    (reading,) = read_many(Writer(message()).data(), "a.msg")
    assert isinstance(reading, ImportedArticle)
    told = reading.article.metadata
    assert (told.title, told.authors, told.published) == (
        "Scorte: novità",
        ("Anna Rossi",),
        date(2025, 3, 14),
    )
    assert [block.text for block in reading.article.blocks] == [LONG]
    notices = {notice.code: notice.subject for notice in reading.notices}
    assert notices["mail-sender"] == "Anna Rossi <anna@example.org>"
    assert notices["mail-recipients"] == "Jean Petit; Kenji Sato"
    assert reading.article.original.media_type == "application/vnd.ms-outlook"


def test_transport_headers_fill_missing_properties() -> None:
    headers = "Received: by x\r\nFrom: Anna Rossi <anna@example.org>\r\nTo: jean@example.org\r\nDate: Fri, 14 Mar 2025 09:00:00 +0100\r\n\r\n"
    tree = {
        "__properties_version1.0": bytes(32),
        "__substg1.0_1000001F": wide(LONG),
        "__substg1.0_007D001F": wide(headers),
    }
    (reading,) = read_many(Writer(tree).data(), "a.msg")
    assert isinstance(reading, ImportedArticle)
    assert reading.article.metadata.authors == ("Anna Rossi",)
    assert reading.article.metadata.published == date(2025, 3, 14)
    assert "jean@example.org" in [notice.subject for notice in reading.notices]


def test_compressed_rtf_is_the_body_if_there_is_no_other() -> None:
    rich = b"{\\rtf1 " + LONG.encode() + b"\\par}"
    packed = b"".join(b"\0" + rich[place : place + 8] for place in range(0, len(rich), 8))
    head = struct.pack("<4I", len(packed) + 12, len(rich), 0x75465A4C, 0)
    tree = {"__properties_version1.0": bytes(32), "__substg1.0_10090102": head + packed}
    (reading,) = read_many(Writer(tree).data(), "a.msg")
    assert isinstance(reading, ImportedArticle)
    assert [block.text for block in reading.article.blocks] == [LONG]


def test_html_in_its_code_page_has_priority_over_plain_text() -> None:
    html = f'<html><body><p>Città e {LONG}</p><img src="cid:p1" alt="A crane"></body></html>'.encode("cp1252")
    picture = attachment("p.png", PNG, t370E001F=wide("image/png"), t3712001F=wide("p1"))
    tree = message("plain") | {"__substg1.0_10130102": html, "__attach_version1.0_#00000000": picture}
    (reading,) = read_many(Writer(tree).data(), "a.msg")
    assert isinstance(reading, ImportedArticle)
    assert reading.article.blocks[0].text == f"Città e {LONG}"
    figure = of_type(reading.article.blocks[1], Figure)
    assert figure.picture in reading.pictures


def test_attached_files_and_messages_are_separate_articles() -> None:
    inner = message("Inner words: " + LONG)
    inner["__properties_version1.0"] = fixed(24, t00390040=moment(2025, 3, 1))
    held: dict[str, bytes | Tree] = {"__properties_version1.0": bytes(8), "__substg1.0_3701000D": inner}
    tree = message() | {
        "__attach_version1.0_#00000000": attachment("Nota é.md", f"# T\n\n{LONG}\n".encode()),
        "__attach_version1.0_#00000001": held,
    }
    mail, note, other = read_many(Writer(tree).data(), "a.msg")
    assert isinstance(mail, ImportedArticle)
    assert isinstance(note, ImportedArticle)
    assert (note.path, note.article.metadata.title) == (Path("a.msg/Nota é.md"), "T")
    assert (note.notices[0].code, note.notices[0].subject) == ("came-with-mail", "Scorte: novità")
    assert isinstance(other, ImportedArticle)
    assert other.article.blocks[0].text.startswith("Inner words")
    assert other.article.metadata.published == date(2025, 3, 1)


def test_string8_texts_are_read_by_their_code_page() -> None:
    tree = message()
    tree["__properties_version1.0"] = fixed(32, t3FFD0003=struct.pack("<I", 1251))
    for tag in ("0037", "1000", "0C1A"):
        del tree[f"__substg1.0_{tag}001F"]
    tree["__substg1.0_0037001E"] = "Запасы газов".encode("cp1251")
    tree["__substg1.0_1000001E"] = "Министры договорились хранить общие запасы газов.".encode("cp1251")
    (reading,) = read_many(Writer(tree).data(), "a.msg")
    assert isinstance(reading, ImportedArticle)
    assert reading.article.metadata.title == "Запасы газов"
    assert reading.article.blocks[0].text == "Министры договорились хранить общие запасы газов."


@pytest.mark.parametrize("name", ["Anna Rossi", "Anna Verdi"[:9]])
def test_the_null_that_ends_a_string8_text_is_left_out_where_no_code_page_is_stated(name: str) -> None:
    tree = message()
    del tree["__substg1.0_0C1A001F"]
    tree["__substg1.0_0C1A001E"] = name.encode() + b"\0"
    (reading,) = read_many(Writer(tree).data(), "a.msg")
    assert isinstance(reading, ImportedArticle)
    assert reading.article.metadata.authors == (name,)


def test_deeply_nested_messages_are_limited() -> None:
    tree = message()
    for _ in range(60):
        tree = message() | {
            "__attach_version1.0_#0": {"__substg1.0_3701000D": tree, "__properties_version1.0": bytes(8)}
        }
    assert read_many(Writer(tree).data(), "a.msg")


def test_damaged_files_are_refused_or_read() -> None:
    tree = message() | {"__attach_version1.0_#0": attachment("a.txt", b"x" * 9000)}
    whole = Writer(tree).data()
    assert importer_for(whole, "a").id == "outlook"
    assert refusal(whole[:-512] + b"\x07" * 512) == "import-outlook-damaged"
    assert refusal(whole[:-512]) == "import-outlook-damaged"
    chance = random.Random(7)
    ended = 0
    for _ in range(120):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 30)):
            broken[chance.randrange(8, len(broken))] = chance.choice([0, 1, 2, 0x7F, 0xFE, 0xFF])
        with suppress(ImportRefusedError):
            read_many(bytes(broken), "a.msg")
        ended += 1
    assert ended == 120


def test_circular_chains_are_refused() -> None:
    writer = Writer(message() | {"__substg1.0_10130102": b"y" * 9000})
    writer.fat[3] = 0
    assert refusal(writer.data()) == "import-outlook-damaged"


def test_a_file_with_too_many_entries_is_refused_before_they_are_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = Writer(message()).data()
    assert read_many(data, "a.msg")
    monkeypatch.setattr("briefbuilder.importers.mail.outlook.COMPOUND_ENTRIES", 4)
    assert refusal(data) == "import-outlook-damaged"


def test_a_table_far_larger_than_the_file_is_refused_before_it_is_loaded() -> None:
    """The header counts 30,000 sectors of the table, and the sector that lists them names itself as the next one."""
    data = bytearray(Writer(message() | {"__substg1.0_10130102": b"y" * 9000}).data())
    sectors = 109 + 127 * 236
    struct.pack_into("<I", data, 44, sectors)
    struct.pack_into("<2I", data, 68, 0, 236)
    struct.pack_into("<128I", data, 512, *[0] * 128)
    assert refusal(bytes(data)) == "import-outlook-damaged"
