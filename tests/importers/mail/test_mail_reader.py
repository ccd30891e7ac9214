"""Mails: the message, quoted history, pictures and attachments."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO
from pathlib import Path
from time import process_time

import pytest
from PIL import Image
from tests.article_files import read_file
from tests.importers.conftest import Read
from tests.importers.readable import notice_subjects
from tests.importers.whole_files import open_bytes, read_many
from tests.narrowing import of_type

from briefbuilder.domain.article import ImportedArticle, RefusedFile
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Figure, ListItem, Note, NoteReference, Paragraph, Quote, Table
from briefbuilder.importers import limits
from briefbuilder.importers.draft import ContainedFile
from briefbuilder.importers.mime import parse_address
from briefbuilder.importers.read import read_bytes
from briefbuilder.importers.registry import importer_for

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
HEAD = "From: A <a@example.org>\nTo: b@example.org\nSubject: Gases\nDate: Tue, 11 Mar 2025 07:30:00 +0000\nMIME-Version: 1.0\n"


def refusal(data: bytes, name: str = "a.eml") -> str:
    with pytest.raises(ImportRefusedError) as caught:
        read_many(data, name)
    return caught.value.code


def test_sender_date_and_subject_are_metadata(data: Path) -> None:
    reading = read_file(data / "mail" / "reply-it.eml")
    told = reading.article.metadata
    assert told.title == "Re: Scorte di gas rari: novità"
    assert told.authors == ("Anna Rossi · Ufficio II",)
    assert (told.published, told.language) == (date(2025, 3, 14), "it")
    assert reading.article.original.media_type == "message/rfc822"
    assert notice_subjects(reading, "mail-sender") == ["Anna Rossi · Ufficio II <anna.rossi@esteri.example>"]
    assert notice_subjects(reading, "mail-recipients") == [
        "Jean Petit <jean.petit@example.org>, ambtokyo@example.org, Kenji Sato <sato@example.org>"
    ]


def test_flowed_lines_are_joined_and_history_is_quoted(data: Path) -> None:
    reading = read_file(data / "mail" / "reply-it.eml")
    blocks = reading.article.blocks
    assert blocks[1].text == (
        "i ministri hanno deciso martedì di tenere scorte comuni dei gas che servono ai produttori di "
        "semiconduttori, in tre porti diversi."
    )
    assert [block.text for block in blocks if isinstance(block, ListItem)] == [
        "chi paga le scorte",
        "chi decide quando si aprono",
    ]
    quotes = [block for block in blocks if isinstance(block, Quote)]
    assert quotes == list(blocks[-len(quotes) :])
    assert "Jean Petit" in quotes[0].text
    assert quotes[-1].text.endswith("L'ordre du jour est joint.")
    assert all(">" not in quote.text.replace("org>", "") for quote in quotes)
    assert notice_subjects(reading, "mail-history-set-apart")
    assert notice_subjects(reading, "mail-signature-removed") == ["Anna Rossi Ufficio II, stanza 312"]
    assert not any("312" in block.text for block in blocks)


def test_flowed_lines_with_delsp_are_joined_without_spaces(read: Read) -> None:
    body = "半導体の材料を三つの港に \n備蓄する。\n"
    found = read(
        f"{HEAD}Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n{body}", "a.eml"
    )
    assert [block.text for block in found.article.blocks] == ["半導体の材料を三つの港に備蓄する。"]


@pytest.mark.parametrize(
    "told",
    [
        "Received: from a by b\n\tfor <c@example.org>; Tue, 11 Mar 2025 07:30:00 +0000\n",
        "Date: yesterday\nResent-Date: Tue, 11 Mar 2025 07:30:00 +0000\n",
    ],
)
def test_a_mail_without_date_has_the_date_of_receipt(read: Read, told: str) -> None:
    found = read(f"{told}From: A <a@example.org>\nTo: b@example.org\nMIME-Version: 1.0\n\n{LONG}\n", "a.eml")
    assert found.article.metadata.published == date(2025, 3, 11)


def test_html_with_its_pictures_has_priority_over_plain_text(data: Path) -> None:
    reading = read_file(data / "mail" / "outlook-fr.eml")
    blocks = reading.article.blocks
    assert [block.kind for block in blocks[:5]] == [
        "paragraph",
        "paragraph",
        "list_item",
        "list_item",
        "figure",
    ]
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert (figure.alternative_text, figure.media_type) == ("Le port au matin", "image/png")
    assert figure.picture in reading.pictures
    assert notice_subjects(reading, "pictures-not-in-file") == ["1"]


def test_a_picture_that_the_body_does_not_show_is_reported(read: Read) -> None:
    parts = "--x\nContent-Type: text/html\n\n<p>Words <img src='cid:a'></p>\n"
    for name in ("a", "b"):
        parts += f"--x\nContent-Type: image/png; name={name}.png\nContent-ID: <{name}>\n\n{name}\n"
    reading = read(f'{HEAD}Content-Type: multipart/related; boundary="x"\n\n{parts}--x--', "a.eml")
    assert notice_subjects(reading, "mail-attachment-not-read") == ["b.png"]


def test_pictures_in_tables_are_kept_and_missing_ones_leave_no_table(read: Read) -> None:
    cells = '<tr><td>Neon</td><td><img src="cid:one"></td></tr><tr><td>Argon</td><td><img src="https://a.example/b.png"></td></tr>'
    away = '<table border="1"><tr><td><img src="https://a.example/a.png" alt="Logo"></td><td></td></tr><tr><td></td><td></td></tr></table>'
    html = f"Content-Type: text/html\n\n<p>{LONG}</p><table border='1'>{cells}</table>{away}"
    image = "Content-Type: image/png\nContent-ID: <one>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="
    found = read(mixed(html, image, kind="related"), "a.eml")
    assert [block.kind for block in found.article.blocks] == ["paragraph", "table"]
    table = of_type(found.article.blocks[1], Table)
    held = [block for row in table.rows for cell in row.cells for block in cell.blocks]
    assert [block.picture in found.pictures for block in held if isinstance(block, Figure)] == [True]
    assert notice_subjects(found, "pictures-not-in-file") == ["2"]


def test_outlook_history_is_quoted(data: Path) -> None:
    blocks = read_file(data / "mail" / "outlook-fr.eml").article.blocks
    quotes = [block.text for block in blocks if isinstance(block, Quote)]
    assert quotes[1:] == [
        "Ce que je demandais",
        "Peux-tu m'envoyer la note avant jeudi, avec le tableau des stocks par port ?",
    ]
    assert quotes[0].startswith("De : ROSSI Anna")


def test_attachments_are_separate_articles(data: Path) -> None:
    path = data / "mail" / "outlook-fr.eml"
    mail, note, message = read_many(path.read_bytes(), path.name)
    assert isinstance(mail, ImportedArticle)
    assert notice_subjects(mail, "mail-attachment") == ["Note à lire.md", "Figures for the ports.eml"]
    assert notice_subjects(mail, "mail-attachment-not-read") == ["photo.jpg"]
    assert isinstance(note, ImportedArticle)
    assert (note.path.name, note.article.metadata.title) == ("Note à lire.md", "Les stocks de gaz rares")
    assert notice_subjects(note, "came-with-mail") == ["Note et tableau"]
    assert isinstance(message, ImportedArticle)
    assert message.article.metadata.authors == ("Kenji Sato",)
    assert message.article.blocks[0].text.startswith("The three ports hold")


def test_a_forwarding_mail_is_the_forwarded_text(data: Path) -> None:
    reading = read_file(data / "mail" / "forward-en.eml")
    assert not any(isinstance(block, Quote) for block in reading.article.blocks)
    assert reading.article.blocks[-1].text.startswith("Nobody knows yet")
    assert "mail-forwarded" in [notice.code for notice in reading.notices]
    assert reading.article.metadata.title == "Ports and gases"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("WG: Häfen einigen sich", "Häfen einigen sich"),
        ("I: Fwd: Scorte di gas", "Scorte di gas"),
        ("TR : Stocks de gaz", "Stocks de gaz"),
        ("Re: Gas stocks", "Re: Gas stocks"),
        ("I agree: gas stocks", "I agree: gas stocks"),
        ("Gas stocks: Fwd: a story", "Gas stocks: Fwd: a story"),
        ("FW:", "FW:"),
    ],
)
def test_the_title_of_a_forwarded_mail_is_its_subject_alone(read: Read, subject: str, title: str) -> None:
    reading = read(f"From: a@example.org\nSubject: {subject}\n\n{LONG}", "a.eml")
    assert reading.article.metadata.title == title


FORWARDED = {
    "gmail": '<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>Port Institute</b>'
    " &lt;news@ports.example&gt;<br>Date: Tue, Mar 3, 2026 at 5:40 PM<br>Subject: Gases<br>To: A &lt;a@example.org&gt;<br></div>{}</div>",
    "outlook": '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> Port Institute &lt;news@ports.example&gt;<br>'
    "<b>Gesendet:</b> Dienstag, 3. März 2026 17:40<br><b>An:</b> A<br><b>Betreff:</b> Gases</p></div></div>{}",
    "thunderbird": '<div class="moz-forward-container">-------- Messaggio Inoltrato --------<table><tr><th>Oggetto: </th><td>Gases</td></tr>'
    "<tr><th>Data: </th><td>Tue, 3 Mar 2026 17:40:12 +0100</td></tr><tr><th>Mittente: </th><td>Port Institute &lt;n@p.example&gt;</td></tr>"
    "<tr><th>A: </th><td>A</td></tr></table>{}</div>",
}


@pytest.mark.parametrize("program", FORWARDED)
@pytest.mark.parametrize("own", ["<p>For information.</p>", ""])
def test_a_forwarded_article_keeps_its_headings_author_and_date(read: Read, program: str, own: str) -> None:
    text = f"<h2>Stocks</h2><p>{LONG}</p><ul><li>Neon: 41.5 tonnes</li></ul>"
    page = own + FORWARDED[program].format(text)
    reading = read(
        "From: A <a@example.org>\nDate: Wed, 4 Mar 2026 10:00:00 +0100\nSubject: Fwd: Gases\nMIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\n\n{page}",
        "a.eml",
    )
    assert [(block.kind, block.text) for block in reading.article.blocks] == [
        *([("quote", "For information.")] if own else []),
        ("heading", "Stocks"),
        ("paragraph", LONG),
        ("list_item", "Neon: 41.5 tonnes"),
    ]
    metadata = reading.article.metadata
    assert (metadata.authors, metadata.published) == (("Port Institute",), date(2026, 3, 3))
    assert metadata.publication is None
    assert any("Port Institute" in subject for subject in notice_subjects(reading, "metadata-from-text"))
    assert notice_subjects(reading, "mail-comment-set-apart") == (["For information."] if own else [])


def test_a_comment_in_one_paragraph_with_the_headers_is_not_the_forwarded_author_s(read: Read) -> None:
    head = HEAD.replace("Subject: Gases", "Subject: Fwd: Gases")
    page = f"<p>I doubt it.<br>---------- Forwarded message ---------<br>From: B &lt;b@p.example&gt;<br>Subject: Gases</p><p>{LONG}</p>"
    article = read(f"{head}Content-Type: text/html\n\n{page}", "a.eml").article
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("quote", "I doubt it."),
        ("paragraph", LONG),
    ]
    assert article.metadata.authors == ("B",)


def test_a_picture_below_the_headers_of_a_forwarded_mail_is_kept(read: Read) -> None:
    drawn = BytesIO()
    Image.new("RGB", (400, 300)).save(drawn, "PNG")
    picture = f"data:image/png;base64,{base64.b64encode(drawn.getvalue()).decode()}"
    head = HEAD.replace("Subject: Gases", "Subject: Fwd: Gases")
    page = FORWARDED["gmail"].format(f'<p><img src="{picture}"></p><p>{LONG}</p>')
    article = read(f"{head}Content-Type: text/html\n\n{page}", "a.eml").article
    assert [block.kind for block in article.blocks] == ["figure", "paragraph"]


def test_a_long_comment_above_a_short_forwarded_mail_is_the_article(read: Read) -> None:
    page = f"<p>{LONG}</p><p>{LONG}</p>" + FORWARDED["gmail"].format("<p>Old words.</p>")
    head = HEAD.replace("Subject: Gases", "Subject: Fwd: Gases")
    reading = read(f"{head}Content-Type: text/html\n\n{page}", "a.eml")
    assert [block.text for block in reading.article.blocks if not isinstance(block, Quote)] == [LONG, LONG]


def test_a_sender_with_many_spaces_is_read_in_one_pass() -> None:
    start = process_time()
    assert parse_address(f"a{' ' * 100_000}b <a@example.org>") == ("a b", "a@example.org")
    assert process_time() - start < 2.0


def test_a_name_with_a_comma_is_read_whole(read: Read) -> None:
    data = f"From: Weber, Jana <jana@example.org>\nSubject: Gases\n\n{LONG}"
    assert read(data, "a.eml").article.metadata.authors == ("Weber, Jana",)


def test_gmail_history_is_quoted(read: Read) -> None:
    html = f'<div>{LONG}</div><div class="gmail_quote"><div class="gmail_attr">On Monday A wrote:</div><blockquote><h2>Old</h2>Words</blockquote></div>'
    reading = read(f"{HEAD}Content-Type: text/html\n\n{html}", "a.eml")
    assert [type(block) for block in reading.article.blocks] == [Paragraph, Quote, Quote, Quote]


@pytest.mark.parametrize(
    "history",
    [
        "<hr><p>From: B &lt;b@example.org&gt;<br>To: A<br>Sent: Friday, 22 July 2011<br>Subject: Gases</p><p>Old words.</p>",
        "<p>Date: Thu, 26 Jun 2014<br>Subject: Gases<br>From: b@example.org<br>To: a@example.org</p><p>Old words.</p>",
        "<p>-----Original Message-----<br>From: B</p><p>Old words.</p>",
        "<p>Von: B</p><p>Gesendet: Freitag</p><p>An: A</p><p>Betreff: Gase</p><p>Old words.</p>",
        "<p>От: Б<br>Отправлено: пятница<br>Кому: А<br>Тема: Газы</p><p>Old words.</p>",
        "<p>On Tuesday, 3 April 2012, B wrote:</p><blockquote>Old words.</blockquote>",
        "<p>&gt; From: B<br>&gt; To: A<br>&gt; Old words.</p>",
    ],
)
def test_unmarked_history_is_found_by_its_phrases(read: Read, history: str) -> None:
    found = read(f"{HEAD}Content-Type: text/html\n\n<p>{LONG}<br>Yours</p>{history}", "a.eml")
    own = [block.text for block in found.article.blocks if not isinstance(block, Quote)]
    assert own == [f"{LONG}\nYours"]
    assert found.article.blocks[-1].text.endswith("Old words.")
    assert notice_subjects(found, "mail-history-set-apart")


def test_history_within_a_paragraph_is_split_from_it(read: Read) -> None:
    text = f"<p>{LONG}<br>From: B<br>Sent: Friday<br>To: A<br>Subject: Gases</p><p>Old <b>words</b>.</p><ul><li>one</li></ul>"
    found = read(f"{HEAD}Content-Type: text/html\n\n{text}", "a.eml")
    assert [(block.kind, block.text) for block in found.article.blocks] == [
        ("paragraph", LONG),
        ("quote", "From: B\nSent: Friday\nTo: A\nSubject: Gases"),
        ("quote", "Old words."),
        ("quote", "one"),
    ]


@pytest.mark.parametrize(
    "own",
    [
        "<p>To: all<br>From: me</p>",
        "<p>Date: Friday<br>Place: Rome<br>Subject: gases</p>",
        "<p>She wrote:</p>",
    ],
)
def test_own_lines_like_headers_are_not_history(read: Read, own: str) -> None:
    found = read(f"{HEAD}Content-Type: text/html\n\n<p>{LONG}</p>{own}<p>More.</p>", "a.eml")
    assert not any(isinstance(block, Quote) for block in found.article.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "2025年3月14日(金) 10:00 Carla Moor <carla@example.org>:",
        "чт, 13 мар. 2025 г. в 18:02, Bo Lind <bo@example.org>:",
    ],
)
def test_a_line_with_a_day_and_an_address_above_a_quotation_belongs_to_it(read: Read, line: str) -> None:
    reading = read(
        f"{HEAD}Content-Type: text/plain; charset=utf-8\n\n{LONG}\n\n{line}\n> Old words.\n", "a.eml"
    )
    assert [(block.kind, block.text) for block in reading.article.blocks] == [
        ("paragraph", LONG),
        ("quote", line),
        ("quote", "Old words."),
    ]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/calendar", "invite.ics"),
        ("application/octet-stream", "winmail.dat"),
        ("application/ms-tnef", "cut.dat"),
        ("text/x-vcard", "moor.vcf"),
    ],
)
def test_invitations_cards_and_a_damaged_winmail_are_reported(read: Read, kind: str, name: str) -> None:
    parts = (
        f"--x\nContent-Type: text/plain\n\n{LONG}\n"
        f'--x\nContent-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n\nBEGIN\n--x--\n'
    )
    found = read(f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n{parts}', "a.eml")
    assert notice_subjects(found, "mail-attachment-not-read") == [name]


def test_a_mail_with_only_attachments_gives_these(read: Read) -> None:
    parts = f'--x\nContent-Type: text/plain\n\n\n--x\nContent-Type: text/plain; name="n.txt"\n\nA title\n\n{LONG}\n--x--\n'
    (found,) = read_many(f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n{parts}'.encode(), "a.eml")
    assert isinstance(found, ImportedArticle)
    assert found.article.metadata.title == "A title"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        (HEAD + "\nWords", "letter", "mail"),
        ("Subject: Gases\nFrom: A\n\nWords", "a.eml", "mail"),
        ("Subject: Gases\nFrom: A\n\nWords", "a.txt", "text"),
        ("Title: Gases\nDate: 11 March 2025\nSource: The Review\n\nWords", "a.txt", "text"),
        ("Note: this is not a mail.\n\nWords", "a.eml", "text"),
        (
            'Content-Type: multipart/mixed;\n boundary="x"\n\n--x\nContent-Type: text/plain\n\nWords\n--x--\n',
            "a.txt",
            "mail",
        ),
        ('Content-Type: multipart/mixed; boundary="x"\n\nIs how a header looks.', "a.txt", "text"),
    ],
)
def test_a_mail_is_recognized_by_its_headers(text: str, name: str, found: str) -> None:
    assert importer_for(text.encode(), name).id == found


def test_the_mailbox_line_before_a_mail_is_not_part_of_it(read: Read) -> None:
    found = read(f"From a@example.org Tue Mar 11 07:30:00 2025\n{HEAD}\n{LONG}\n", "copy")
    assert found.article.original.media_type == "message/rfc822"
    assert [block.text for block in found.article.blocks] == [LONG]


def test_each_mail_of_a_mailbox_is_an_article() -> None:
    line = "From a@example.org Tue Mar 11 07:30:00 2025\n"
    first = f"{line}{HEAD}\n{LONG}\n>From here on we wait.\nFrom: Naples it is far.\n"
    second = f"{line}{HEAD.replace('Gases', 'Chips')}\nFrom 10:30 on the harbours are closed.\n"
    found = read_many((first + second).encode(), "folder.mbox")
    assert [one.path.name for one in found if isinstance(one, ImportedArticle)] == [
        "001 Gases.eml",
        "002 Chips.eml",
    ]
    texts = [
        [block.text for block in one.article.blocks] for one in found if isinstance(one, ImportedArticle)
    ]
    assert "From here on we wait." in " ".join(texts[0])
    assert texts[1] == ["From 10:30 on the harbours are closed."]
    assert all(notice_subjects(one, "came-with-mailbox") for one in found if isinstance(one, ImportedArticle))


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n",
        "To: b@example.org\nSubject: Gases\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n",
    ],
)
def test_a_part_of_a_mail_saved_alone_is_decoded(read: Read, head: str) -> None:
    body = base64.encodebytes(LONG.encode()).decode()
    assert [block.text for block in read(f"{head}\n{body}", "part.txt").article.blocks] == [LONG]


def mixed(*parts: str, kind: str = "mixed") -> str:
    inner = "".join(f"--x\n{part}\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/{kind}; boundary="x"\n\n{inner}--x--\n'


CALENDAR = """Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Talks on gases
DTSTART;TZID=Europe/Brussels:{begin}
DTEND;TZID=Europe/Brussels:{end}
LOCATION:Room 3\\, Justus
  Lipsius
DESCRIPTION:Agenda:\\n1. Stocks
RRULE:FREQ=WEEKLY
BEGIN:VALARM
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize(
    ("begin", "end", "when"),
    [
        ("20260312T143000", "20260312T160000", "2026-03-12 14:30–16:00 (Europe/Brussels)"),
        ("20260312T143000Z", "20260313T090000Z", "2026-03-12 14:30 – 2026-03-13 09:00 (UTC)"),
        ("20260312", "20260313", "2026-03-12"),
        ("20260312", "20260315", "2026-03-12 – 2026-03-14"),
        ("in spring", "", "in spring"),
    ],
)
def test_an_invitation_says_when_and_where(read: Read, begin: str, end: str, when: str) -> None:
    found = read(mixed(CALENDAR.format(begin=begin, end=end)), "a.eml")
    texts = [block.text for block in found.article.blocks]
    assert texts == ["Talks on gases", when, "Room 3, Justus Lipsius", "Agenda:", "1. Stocks"]
    assert notice_subjects(found, "mail-appointment") == ["Talks on gases FREQ=WEEKLY"]


def read_appointment(read: Read, *lines: str, method: str = "REQUEST", body: str = "") -> list[str]:
    event = "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))
    calendar = f"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:{method}\n{event}\nEND:VCALENDAR"
    parts = (f"Content-Type: text/plain\n\n{body}",) if body else ()
    return [block.text for block in read(mixed(*parts, calendar), "a.eml").article.blocks]


def test_an_appointment_that_ends_in_another_time_zone_has_both(read: Read) -> None:
    begin = "DTSTART;TZID=Europe/Rome:20260312T143000"
    end = "DTEND;TZID=America/New_York:20260312T133000"
    when = "2026-03-12 14:30 (Europe/Rome) – 2026-03-12 13:30 (America/New_York)"
    assert read_appointment(read, "SUMMARY:Flight", begin, end) == ["Flight", when]


def test_the_time_zone_of_outlook_is_kept_whole(read: Read) -> None:
    begin = 'DTSTART;TZID="(UTC+01:00) Rome, Vienna":20260312T143000'
    assert read_appointment(read, "SUMMARY:Talks", begin)[1] == "2026-03-12 14:30 ((UTC+01:00) Rome, Vienna)"


@pytest.mark.parametrize(("status", "method"), [("STATUS:CANCELLED", "REQUEST"), ("SEQUENCE:2", "CANCEL")])
def test_a_cancelled_appointment_says_so(read: Read, status: str, method: str) -> None:
    found = read_appointment(read, "SUMMARY:Talks", "DTSTART:20260312T143000Z", status, method=method)
    assert found == ["Talks", "2026-03-12 14:30 (UTC), CANCELLED"]


def test_a_place_of_an_appointment_is_no_part_of_a_longer_word_or_number_in_the_mail(read: Read) -> None:
    lines = ("SUMMARY:Talks", "DTSTART:20260312T1430", "LOCATION:Room 3", "DESCRIPTION:Oil\u2028Gas")
    found = read_appointment(read, *lines, body=f"{LONG} The talks are in room 30.")
    assert found[1:] == ["20260312T1430", "Room 3", "Oil\nGas"]


def test_all_appointments_of_a_long_calendar_are_read(read: Read) -> None:
    lines = [f"SUMMARY:Talks {number}\nEND:VEVENT\nBEGIN:VEVENT" for number in range(150)]
    assert read_appointment(read, *lines, "SUMMARY:Last talks")[-2:] == ["Talks 149", "Last talks"]


def test_an_invitation_adds_to_the_text_of_its_mail_what_that_does_not_say(read: Read) -> None:
    calendar = CALENDAR.format(begin="20260312T143000", end="20260312T160000")
    page = f"Content-Type: text/html\n\n<p>{LONG}</p><p>Room 3, Justus Lipsius</p><p>Agenda: 1. Stocks</p>"
    found = read(mixed(f"\n{LONG}", page, calendar, kind="alternative"), "a.eml")
    assert [block.text for block in found.article.blocks][-2:] == [
        "Talks on gases",
        "2026-03-12 14:30–16:00 (Europe/Brussels)",
    ]
    assert len(found.article.blocks) == 5
    lasting = calendar.replace("DTEND;TZID=Europe/Brussels:20260312T160000", "DURATION:PT1H30M")
    assert "2026-03-12 14:30–16:00" in read(mixed(lasting), "a.eml").article.blocks[1].text


def test_a_picture_that_the_text_shows_is_no_attachment_whatever_it_is_called(read: Read) -> None:
    page = f'Content-Type: text/html\n\n<p>{LONG}</p><p><img src="cid:graph@1" alt="Graph"></p><p>{LONG[::-1]}</p>'

    def picture(name: str, content_id: str) -> str:
        head = f"Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <{content_id}>"
        return f'{head}\nContent-Disposition: attachment; filename="{name}"\n\niVBORw0KGgo='

    found = read(
        mixed(page, picture("shown.png", "graph@1"), picture("other.png", "x@1"), kind="related"), "a.eml"
    )
    (figure,) = (block for block in found.article.blocks if isinstance(block, Figure))
    assert figure.picture in found.pictures
    assert notice_subjects(found, "mail-attachment-not-read") == ["other.png"]


def test_server_reports_are_reported_with_their_text() -> None:
    report = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nAction: failed\nStatus: 5.1.1\n"
    headers = "Content-Type: text/rfc822-headers\n\nSubject: Lost gases\n"
    (found,) = read_many(mixed(f"\n{LONG}", report, headers, kind="report").encode(), "a.eml")
    assert isinstance(found, ImportedArticle)
    told = " ".join(notice_subjects(found, "mail-attachment-not-read"))
    assert "Status: 5.1.1" in told
    assert "Lost gases" in told


def test_text_added_to_a_signed_mail_by_a_list_is_kept(read: Read) -> None:
    signature = "Content-Type: application/pgp-signature\n\nAAAA"
    found = read(mixed(f"\n{LONG}", signature, "\nWritten to the list of chips.", kind="signed"), "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG, "Written to the list of chips."]
    assert not notice_subjects(found, "mail-attachment-not-read")


def test_an_encrypted_part_below_a_text_is_reported(read: Read) -> None:
    locked = 'Content-Type: multipart/encrypted; boundary="y"\n\n--y\n\nAAAA\n--y--'
    found = read(mixed(f"\n{LONG}", locked), "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG]
    assert notice_subjects(found, "mail-part-encrypted") == ["multipart/encrypted"]
    assert refusal(mixed(locked, f"\n{LONG}").encode()) == "import-mail-encrypted"


def test_an_empty_alternative_hides_no_text(read: Read) -> None:
    empty = "Content-Type: text/html\n\n<html><body><p>&nbsp;</p></body></html>".replace("&nbsp;", " ")
    found = read(mixed(f"Content-Type: text/plain\n\n{LONG}", empty, kind="alternative"), "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG]


def test_rich_and_enriched_bodies_are_text(read: Read) -> None:
    rich = f"Content-Type: text/rtf\n\n{{\\rtf1 {LONG}\\par}}"
    enriched = "Content-Type: text/enriched\n\n<bold>Three harbours</bold> <param>red</param>are named."
    found = read(mixed(rich, enriched), "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG, "Three harbours are named."]


def test_rich_text_next_to_plain_text_is_not_repeated(read: Read) -> None:
    plain = f"Content-Type: text/plain\n\n{LONG}"
    rich = f"Content-Type: application/rtf\n\n{{\\rtf1 {LONG}\\par}}"
    found = read(mixed(plain, rich, kind="alternative"), "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG]


def test_several_rich_bodies_have_separate_notes_and_tables(read: Read) -> None:
    note = r"{\super\chftn}{\footnote {\super\chftn} Note %s}"
    table = r"\trowd\cellx2000\cellx4000\intbl %s\cell two\cell\row\trowd\cellx2000\cellx4000\intbl x\cell y\cell\row\pard "
    rich = [
        "Content-Type: text/rtf\n\n{\\rtf1 Words" + note % one + r"\par " + table % one + "}"
        for one in ("A", "B")
    ]
    blocks = read(mixed(*rich), "a.eml").article.blocks
    notes = {block.id: block.text for block in blocks if isinstance(block, Note)}
    told = [
        notes[inline.note]
        for block in blocks
        for inline in block.content
        if isinstance(inline, NoteReference)
    ]
    assert told == ["Note A", "Note B"]
    ids = [block.id for block in blocks]
    ids += [
        inner.id
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        for inner in cell.blocks
    ]
    assert len(set(ids)) == len(ids)


def test_a_multipart_without_boundaries_is_text(read: Read) -> None:
    found = read(f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n{LONG}\n', "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG]


@pytest.mark.parametrize("declared", ['; boundary="x"', ""])
def test_parts_with_another_boundary_than_the_declared_one_are_decoded(read: Read, declared: str) -> None:
    body = base64.encodebytes(f"<p>{LONG}</p>".encode()).decode()
    part = f"--y\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{body}\n--y--\n"
    found = read(f"{HEAD}Content-Type: multipart/mixed{declared}\n\n{part}", "a.eml")
    assert [block.text for block in found.article.blocks] == [LONG]


@pytest.mark.parametrize(
    "closing", ["Kind regards,", "Mit freundlichen Grüßen", "Cordialement,", "Cordiali saluti"]
)
def test_the_closing_of_a_mail_is_no_text(read: Read, closing: str) -> None:
    body = f"\n{LONG}\n\n{closing}\nAnna Rossi\nHead of Unit\n+32 2 555 01 23\n"
    reading = read(
        f"Subject: Stocks\nFrom: anna@example.org\nContent-Type: text/plain; charset=utf-8\n{body}", "a.eml"
    )
    assert [" ".join(block.text.split()) for block in reading.article.blocks] == [LONG]
    assert len(notice_subjects(reading, "mail-signature-removed")) == 1


def test_a_sentence_below_the_closing_of_a_mail_stays_with_it(read: Read) -> None:
    body = f"\n{LONG}\n\nKind regards,\n\nAnna\n\nP.S. The ministers meet again in May.\n"
    reading = read(f"Subject: Stocks\nFrom: anna@example.org\n{body}", "a.eml")
    assert reading.article.blocks[-1].text.startswith("P.S.")
    assert "Kind regards," in [block.text for block in reading.article.blocks]


def test_a_signature_without_other_text_is_kept(read: Read) -> None:
    assert [block.text for block in read(f"{HEAD}\n\n-- \n{LONG}\n", "a.eml").article.blocks] == [LONG]


def test_an_undeclared_charset_is_found(read: Read) -> None:
    text = "Der Minister für Äußeres erklärte gestern, die Vorräte müssten größer werden."
    reading = read(f"{HEAD}Content-Type: text/plain\n\n{text}".encode("cp1252"), "a.eml")
    assert reading.article.blocks[0].text == text


def nested(levels: int, kind: str) -> bytes:
    if kind == "message":
        return (HEAD + "Content-Type: message/rfc822\n\n").encode() * levels + HEAD.encode() + LONG.encode()
    head = HEAD.encode()
    for level in range(levels):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
    return head + b"Content-Type: text/plain\n\n" + LONG.encode()


@pytest.mark.parametrize("kind", ["message", "multipart"])
def test_2000_nested_parts_are_refused(kind: str) -> None:
    assert refusal(nested(2000, kind)) == "import-mail-nested"


@pytest.mark.parametrize("kind", ["message", "multipart"])
def test_nesting_within_the_limit_is_read(kind: str) -> None:
    results = read_many(nested(limits.MAIL_NESTING - 1, kind), "a.eml")
    if kind == "multipart":
        assert isinstance(results[0], ImportedArticle)
        assert results[0].article.blocks[0].text == LONG
    else:
        assert isinstance(results[-1], RefusedFile | ImportedArticle)


def test_fifty_thousand_recipients_cost_nothing(read: Read) -> None:
    to = ", ".join(f'"Person {number}" <p{number}@example.org>' for number in range(50_000))
    reading = read(f"{HEAD}Cc: {to}\nContent-Type: text/plain\n\n{LONG}", "a.eml")
    assert len(notice_subjects(reading, "mail-recipients")[0]) <= 201


def test_ten_thousand_parts_are_counted_not_read() -> None:
    part = f"--x\nContent-Type: text/plain; name=n.txt\n\nA title\n\n{LONG}\n"
    message = f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n{LONG}\n{part * 10_000}--x--'
    reading, *parts = open_bytes(message.encode(), "a.eml")
    assert isinstance(reading, ImportedArticle)
    assert int(notice_subjects(reading, "mail-more-parts")[0]) > 8000
    assert 0 < len(parts) < limits.MAIL_PARTS


@pytest.mark.parametrize(
    "header",
    [
        'Content-Type: text/plain; charset="nonsense\xff',
        "Content-Type: text/plain; charset*=utf-8''%ff; name*0*=x''%zz",
        "Content-Type: /;;;==",
        "Content-Type: multipart/mixed",
        "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=base64",
        "Subject: =?utf-8?B?####?= =?x?Q?=ff?=\nContent-Type: text/plain; charset=idna",
        "Date: Foo, 99 Bar 99999 99:99:99 +9999\nContent-Type: text/plain",
        "Content-Type: text/plain; charset=a\0b; name=\0",
        "Content-Type: text/plain; " + "a" * 300_000,
        "Content-Type: text/plain" + "; a=b" * 30_000,
    ],
    ids=range(10),
)
def test_malformed_headers_are_read_or_refused(header: str) -> None:
    body = base64.b64encode(LONG.encode()).decode() if "base64\n" in header else LONG
    mail = f"{header}\nMessage-ID: <1@example.org>\nFrom: a\nMIME-Version: 1.0\n\n{body}"
    results = read_many(mail.encode("latin-1"), "a.eml")
    assert isinstance(results[0], ImportedArticle)
    assert LONG in "\n".join(block.text for block in results[0].article.blocks)


def test_an_encrypted_mail_is_refused() -> None:
    pgp = f'{HEAD}Content-Type: multipart/encrypted; boundary="x"\n\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x--\n'
    assert refusal(pgp.encode()) == "import-mail-encrypted"
    smime = f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG"
    assert refusal(smime.encode()) == "import-mail-encrypted"


def test_names_of_attachments_are_never_paths() -> None:
    encoded = "..%2F..%5Cetc%2Fpass%E2%80%AEwd"
    part = f"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename*=utf-8''{encoded}\n\n{LONG}\n"
    message = f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n{LONG}\n{part}--x--'
    _, part_found = open_bytes(message.encode(), "a.eml")
    assert isinstance(part_found, ContainedFile)
    assert part_found.name == part_found.label == "passwd"


def test_a_name_with_very_many_parts_is_read_quickly() -> None:
    pieces = "".join(f"; filename*{number}*=%41" for number in range(60_000))
    mail = f'{HEAD}Content-Type: multipart/mixed; boundary="x"\n\n--x\n\n{LONG}\n--x\nContent-Disposition: attachment{pieces}\n\n{LONG}\n--x--\n'
    message, attached = read_many(mail.encode(), "a.eml")
    assert isinstance(message, ImportedArticle)
    assert isinstance(attached, ImportedArticle)
    assert attached.article.original.name.startswith("AAAA")
    assert len(attached.article.original.name) <= 200


def test_a_mail_of_apple_mail_has_no_count_and_no_property_list() -> None:
    mail = b"From: Anna <a@example.org>\nTo: b@example.org\nSubject: Gas stocks\nDate: Tue, 04 Mar 2025 10:15:00 +0200\n\nThe ports agree.\n"
    data = (
        str(len(mail)).encode()
        + b"       \n"
        + mail
        + b'<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>\n'
    )
    article = read_bytes(data, "1.emlx").article
    assert article.metadata.title == "Gas stocks"
    assert [block.text for block in article.blocks] == ["The ports agree."]
