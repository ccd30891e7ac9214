"""Hostile mails, in MIME and as Outlook saves them."""

from __future__ import annotations

import base64
import struct
from pathlib import Path

from hostile_files.made import ARTICLE, LONG, cut, hostile, noise, page, zipped

HEAD = "From: A <a@example.org>\nTo: B <b@example.org>\nSubject: Stocks\nDate: Tue, 3 Mar 2026 10:00:00 +0100\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
NESTED, BROKEN = "import-mail-nested", "import-mail-broken"
MESSAGE = Path(__file__).resolve().parents[2] / "tests" / "data" / "msg" / "scorte.msg"


def _nested(levels: int, kind: str = "multipart/mixed") -> str:
    opened = "".join(f'Content-Type: {kind}; boundary="b{n}"\n\n--b{n}\n' for n in range(levels))
    return f"{HEAD}{opened}Content-Type: text/plain\n\n{LONG}\n"


def _messages(levels: int) -> str:
    inner = f"{HEAD}\n{LONG}\n"
    for _ in range(levels):
        inner = f"{HEAD}Content-Type: message/rfc822\n\n{inner}"
    return inner


def _attached(name: str, data: bytes, kind: str = "application/octet-stream") -> str:
    body = base64.encodebytes(data).decode()
    return (
        f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n{LONG}\n--x\n'
        f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n{body}\n--x--\n'
    )


def _circle() -> bytes:
    """Return a message whose table of sectors leads in a circle."""
    data = bytearray(MESSAGE.read_bytes())
    (first,) = struct.unpack_from("<I", data, 76)
    start = 512 * (first + 1)
    for number in range(120):
        struct.pack_into("<I", data, start + 4 * number, (number + 1) % 120)
    return bytes(data)


def _tree() -> bytes:
    """Return a message whose entries are all each other's neighbours."""
    data = bytearray(MESSAGE.read_bytes())
    (directory,) = struct.unpack_from("<I", data, 48)
    start = 512 * (directory + 1)
    for number in range(4):
        struct.pack_into("<3I", data, start + 128 * number + 68, 1, 2, 3)
    return bytes(data)


FILES = (
    hostile("parts-2000-deep.eml", lambda: _nested(2000), NESTED),
    hostile("parts-90-deep.eml", lambda: _nested(90), ARTICLE, NESTED),
    hostile("messages-500-deep.eml", lambda: _messages(500), ARTICLE, NESTED, BROKEN, "import-container-deep"),
    hostile("messages-40-deep.eml", lambda: _messages(40), ARTICLE, NESTED, "import-container-deep"),
    hostile("recipients-50000.eml", lambda: HEAD.replace("To: B", "To: " + ",\n ".join(f"P{n} <p{n}@example.org>" for n in range(50_000)) + ", B") + f"\n{LONG}\n", ARTICLE, quick=False),
    hostile("subject-of-10-megabytes.eml", lambda: HEAD.replace("Stocks", "=?utf-8?q?=C3=A0?= " * 500_000) + f"\n{LONG}\n", ARTICLE, quick=False),
    hostile("boundaries-100000.eml", lambda: f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n' + "--x\n\na\n" * 100_000, NESTED, quick=False),
    hostile("parts-900.eml", lambda: f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n' + f"--x\nContent-Type: text/plain\n\n{LONG}\n" * 900, ARTICLE),
    hostile("charset-that-is-none.eml", lambda: f'{HEAD}Content-Type: text/plain; charset="../../etc/passwd\0"\n\n{LONG}\n', ARTICLE),
    hostile("encoded-badly.eml", lambda: HEAD.replace("Stocks", "=?utf-7?b?//////?= =?rot13?q?x?= =?x?z?y?=") + f"Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 ../../x\nM{LONG}\n", ARTICLE, "import-no-text"),
    hostile("date-out-of-range.eml", lambda: HEAD.replace("3 Mar 2026", f"99 Zzz {'9' * 6000}") + f"\n{LONG}\n", ARTICLE),
    hostile("name-that-leads-elsewhere.eml", lambda: _attached("../../../../etc/cron.d/evil.html", page(f"<h1>Gases</h1><p>{LONG}</p>").encode()), ARTICLE),
    hostile("bomb-attached.eml", lambda: _attached("a.zip", zipped({"a.txt": bytes(50_000_000)})), ARTICLE, quick=False),
    hostile("line-of-20-megabytes.eml", lambda: f"{HEAD}Content-Transfer-Encoding: quoted-printable\n\n{LONG}\n" + "=41" * 7_000_000, ARTICLE, "import-too-long", quick=False),
    hostile("quoted-10000-deep.eml", lambda: f"{HEAD}\n{LONG}\n\n" + ">" * 10_000 + " x\n" + "".join(">" * n + " y\n" for n in range(2000)), ARTICLE, quick=False),
    hostile("locked.eml", lambda: f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA\n", "import-mail-encrypted", "import-no-text"),
    hostile("cut.eml", lambda: cut(_attached("a.pdf", noise(9000)).encode()), ARTICLE),
    hostile("table-in-a-circle.msg", _circle, "import-outlook-damaged", ARTICLE),
    hostile("entries-in-a-circle.msg", _tree, "import-outlook-damaged", ARTICLE),
    hostile("cut.msg", lambda: cut(MESSAGE.read_bytes()), "import-outlook-damaged", ARTICLE, "import-old-office"),
    hostile("noise.msg", lambda: MESSAGE.read_bytes()[:600] + noise(20_000) + "__properties_version1.0".encode("utf-16-le"), "import-outlook-damaged"),
)  # fmt: skip
