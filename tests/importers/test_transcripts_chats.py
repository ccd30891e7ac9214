"""Chats that programs export: each message has its sender and time as a heading."""

from __future__ import annotations

import json
from datetime import date

import pytest

from briefbuilder.importers.read import read_bytes
from briefbuilder.importers.registry import importer_for
from briefbuilder.importers.transcripts import read_chat

FIRST = "Good morning, the ministers agreed on Tuesday to keep common stocks of gas in the harbours."
ANDROID = f"""28/03/2025, 10:15 - Messages are end-to-end encrypted.
28/03/2025, 10:16 - Anna Rossi: {FIRST}
28/03/2025, 10:17 - Janis Ozols: Thank you.
The harbour of Riga can hold ninety days.
"""
IOS = f"""\u200e[28.03.25, 10:15:00] Baltic group: \u200eMessages are end-to-end encrypted.
[28.03.25, 10:16:00] Anna Rossi: {FIRST}
[28.03.25, 10:17:00] ~\u202fJanis Ozols: Thank you.
The harbour of Riga can hold ninety days.
"""
AMERICAN = f"""3/28/25, 10:15\u202fAM - Messages are end-to-end encrypted.
3/28/25, 10:16\u202fAM - Anna Rossi: {FIRST}
3/28/25, 10:17\u202fAM - Janis Ozols: Thank you.
The harbour of Riga can hold ninety days.
"""


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        (ANDROID, "WhatsApp Chat with Baltic group.txt", "Baltic group"),
        (IOS, "_chat.txt", "Baltic group"),
        (AMERICAN, "WhatsApp Chat with Baltic group.txt", "Baltic group"),
    ],
    ids=["Android", "iOS", "American dates"],
)
def test_messages_of_an_exported_chat_have_sender_and_time(text: str, name: str, title: str) -> None:
    article = read_bytes(text.replace("\n", "\r\n").encode(), name).article
    assert (article.metadata.title, article.metadata.published) == (title, date(2025, 3, 28))
    first, anna, said, janis, thanks, harbour = article.blocks
    assert first.text.endswith("Messages are end-to-end encrypted.")
    assert (anna.kind, anna.text[:27]) == ("heading", "Anna Rossi, 2025-03-28 10:1")
    assert (janis.kind, janis.text[:28]) == ("heading", "Janis Ozols, 2025-03-28 10:1")
    assert [said.text, thanks.text, harbour.text] == [
        FIRST, "Thank you.", "The harbour of Riga can hold ninety days.",
    ]  # fmt: skip


def test_a_day_that_may_be_a_month_stays_as_written() -> None:
    article = read_bytes(ANDROID.replace("28/03", "04/03").encode(), "chat.txt").article
    assert (article.metadata.published, article.blocks[1].text) == (None, "Anna Rossi, 04/03/2025 10:16")
    assert article.metadata.title == "Anna Rossi, Janis Ozols"


def test_a_chat_of_telegram_in_json_has_its_texts_whole() -> None:
    marked = ["See ", {"type": "link", "text": "https://example.org"}, " for it."]
    messages = [
        {"type": "service", "date": "2025-03-28T10:00:00", "text": ""},
        {"type": "message", "date": "2025-03-28T10:16:00", "from": "Anna Rossi", "from_id": "user1", "text": FIRST},
        {"type": "message", "date": "2025-03-28T10:17:00", "from": "Janis Ozols", "from_id": "user2", "text": marked},
        {"type": "message", "date": "2025-03-28T10:18:00", "from": "Janis Ozols", "text": "", "photo": "photos/1.jpg"},
    ]  # fmt: skip
    data = json.dumps({"name": "Baltic group", "type": "private_group", "messages": messages}).encode()
    article = read_bytes(data, "result.json").article
    assert article.metadata.title == "Baltic group"
    assert [block.text for block in article.blocks] == [
        "Anna Rossi, 2025-03-28 10:16", FIRST, "Janis Ozols, 2025-03-28 10:17", "See https://example.org for it.",
        "Janis Ozols, 2025-03-28 10:18", "photos/1.jpg",
    ]  # fmt: skip


def test_pieces_of_a_text_within_pieces_are_left_out() -> None:
    nested = '[{"text": ' * 450 + '"x"' + "}]" * 450
    texts = (
        f'{{"type": "message", "from": "Anna", "from_id": "u", "text": {text}}}'
        for text in (nested, '"Yes."')
    )
    data = f'{{"messages": [{", ".join(texts)}]}}'.encode()
    assert [block.text for block in read_chat(data, "result.json").blocks][2:] == ["Yes."]


def test_the_chat_of_a_meeting_names_the_receiver_of_a_private_message() -> None:
    text = f"10:15:23 From Anna Rossi to Everyone:\n\t{FIRST}\n10:16:01 From Janis Ozols to Anna Rossi(Direct Message):\n\tThank you.\n"
    article = read_bytes(text.encode(), "meeting_saved_chat.txt").article
    assert [block.text for block in article.blocks] == [
        "Anna Rossi, 10:15:23", FIRST, "Janis Ozols → Anna Rossi(Direct Message), 10:16:01", "Thank you.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "2026-01-02 10:11:12 - INFO: the service has started",
        "2026-01-02 10:11 - WARNING: the disk is nearly full",
        "[2026-01-02 10:11:12] production.ERROR: the connection is lost",
        "2026-01-02 10:11:12,123 - app.server - INFO - the service has started",
    ],
)
def test_the_log_of_a_program_is_plain_text(line: str) -> None:
    lines = [f"{line} {place}" for place in ("at last", "on Monday", "in the harbour", "again")]
    data = "".join(f"{line}\n" for line in lines).encode()
    article = read_bytes(data, "app.txt").article
    assert importer_for(data, "app.log").id == "text"
    told = [article.metadata.title, article.metadata.lead, *(block.text for block in article.blocks)]
    assert [text for text in told if text in lines] == lines


@pytest.mark.parametrize(
    "text", ["4.3.2025 10:15 Uhr: Beginn\nDie Minister kommen an.\n", "10:15:23 From here\n"]
)
def test_a_text_that_begins_with_a_time_is_no_chat(text: str) -> None:
    assert importer_for(text.encode(), "a.txt").id == "text"
