"""Newsletters: what surrounds the text goes, and the byline within is used."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read
from tests.importers.readable import block_texts

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."


def mail(body: str, headers: str = "", kind: str = "text/html") -> str:
    return (
        "From: Energy Brief <brief@news.example>\nTo: desk@example.org\nSubject: Stocks of gas\nMIME-Version: 1.0\n"
        f"Date: Wed, 4 Mar 2026 10:00:00 +0100\n{headers}Content-Type: {kind}; charset=utf-8\n\n{body}"
    )


LISTED = "List-Unsubscribe: <https://news.example/u>\n"
NEWSLETTER = f"""<table><tr><td><a href="https://news.example/v">View this email in your browser</a></td></tr></table>
<h1>Stocks of gas</h1><p>By Anna Rossi</p><p>{LONG}</p><p>{LONG.lower()}</p>
<p>You are receiving this email because you signed up at our site.</p>
<p><a href="https://news.example/u?x=1">Unsubscribe</a> | <a href="https://news.example/p">Update your preferences</a></p>
<p><a href="https://news.example/list-manage.com/x">Click here</a></p>"""


def test_links_around_a_newsletter_go_and_are_told(read: Read) -> None:
    reading = read(mail(NEWSLETTER, LISTED), "a.eml")
    assert block_texts(reading) == [LONG, LONG.lower()], (
        "the heading that repeats the subject stands as the title"
    )
    removed = [notice.subject for notice in reading.notices if notice.code == "removed-from-page"]
    assert removed[0] == "View this email in your browser"
    assert len(removed) == 4


def test_the_byline_within_names_the_author_and_the_sender_is_the_publication(read: Read) -> None:
    metadata = read(mail(NEWSLETTER, LISTED), "a.eml").article.metadata
    assert (metadata.authors, metadata.publication) == (("Anna Rossi",), "Energy Brief")


@pytest.mark.parametrize(
    "line",
    [
        "View in browser", "Visualizza questa email nel browser", "Annulla l’iscrizione", "Voir ce message dans votre navigateur", "Se désabonner",
        "Im Browser ansehen", "Newsletter abbestellen", "Ver en el navegador", "Darse de baja", "Manage your preferences",
        "Vous recevez cet e-mail parce que vous êtes abonné.", "Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.",
    ],
)  # fmt: skip
def test_the_lines_are_known_in_several_languages(read: Read, line: str) -> None:
    body = f"<p>{LONG}</p><p>{LONG.lower()}</p><p>{line}</p>"
    assert block_texts(read(mail(body), "a.eml")) == [LONG, LONG.lower()]


def test_plain_text_newsletters_are_read_alike(read: Read) -> None:
    body = f"View this email in your browser: https://news.example/v\n\n{LONG}\n\n{LONG.lower()}\n\nUnsubscribe: https://news.example/u\n"
    assert block_texts(read(mail(body, LISTED, "text/plain"), "a.eml")) == [LONG, LONG.lower()]


def test_an_article_about_unsubscribing_keeps_its_text(read: Read) -> None:
    about = "Readers who want to unsubscribe from the gas exchange must write to the ministry before the end of the month, and they are told why in a letter that the harbours send to every household."
    body = "".join(f"<p>{LONG} {number}</p>" for number in range(3)) + f"<p>{about}</p><p>{LONG}</p>"
    assert about in block_texts(read(mail(body), "a.eml"))


def test_a_mail_that_is_nothing_else_keeps_its_text(read: Read) -> None:
    assert block_texts(read(mail("<p>Please unsubscribe me.</p>"), "a.eml")) == ["Please unsubscribe me."]


def test_the_author_of_a_letter_is_its_sender(read: Read) -> None:
    body = f"<p>By Anna Rossi</p><p>{LONG}</p>"
    assert read(mail(body), "a.eml").article.metadata.authors == ("Energy Brief",)


@pytest.mark.parametrize("listed", [True, False])
def test_buttons_and_appeals_to_subscribers_go_from_a_mail_to_a_list(read: Read, listed: bool) -> None:
    texts = [
        f"Paragraph {place} tells what the nine ports have agreed on the {place}th day."
        for place in range(40)
    ]
    appeal = "Harbour Notes is a reader-supported publication. Consider becoming a paid subscriber."
    asides = ["Subscribe now", "READ IN APP", "Lascia un commento", "Jetzt abonnieren"]
    places = dict(zip((12, 14, 16, 18), asides, strict=True))
    body = "".join(
        f"<p>{text}</p>"
        + (f"<p><a href='https://news.example/r/{place}'>{places[place]}</a></p>" if place in places else "")
        for place, text in enumerate(texts)
    )
    reading = read(mail(f"{body}<p>{appeal}</p><p>Share</p>", LISTED if listed else ""), "a.eml")
    shown = block_texts(reading)
    assert shown == [*texts, "Share"] if listed else set(asides) < set(shown)
    told = {notice.subject for notice in reading.notices if notice.code == "removed-from-page"}
    assert told == ({*asides, appeal} if listed else set())


def test_the_sender_of_a_list_may_be_named_with_it(read: Read) -> None:
    data = mail(f"<p>{LONG}</p>", LISTED).replace("Energy Brief", "Anna Rossi from Harbour Notes")
    metadata = read(data, "a.eml").article.metadata
    assert (metadata.authors, metadata.publication) == (("Anna Rossi",), "Harbour Notes")


def test_several_buttons_in_one_line_go_from_a_mail_to_a_list(read: Read) -> None:
    buttons = '<p><a href="https://news.example/s">Share</a> <a href="https://news.example/c">Comment</a></p>'
    assert block_texts(read(mail(f"<p>{LONG}</p><p>{LONG.lower()}</p>{buttons}", LISTED), "a.eml")) == [
        LONG,
        LONG.lower(),
    ]


@pytest.mark.parametrize(
    "notice",
    [
        "This e-mail and its attachments are confidential and meant for the named recipient. If you received it in error, delete it.",
        "The information contained in this message is privileged; if you are not the intended recipient, you must not copy it.",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte.",
        "Ce courriel est confidentiel et réservé à son destinataire. Si vous l’avez reçu par erreur, veuillez le supprimer.",
        "Questo messaggio è riservato e diretto al solo destinatario; chi lo ha ricevuto per errore è pregato di cancellarlo.",
        "Este correo es confidencial. Si lo ha recibido por error, bórrelo e informe a quien lo envió.",
        "Esta mensagem é confidencial e destina-se apenas ao seu destinatário; se a recebeu por engano, apague-a.",
        "Dit e-mailbericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
        "Niniejsza wiadomość jest poufna; jeśli nie są Państwo jej adresatem, prosimy ją usunąć.",
    ],
)
def test_legal_notices_below_a_mail_go_and_are_told(read: Read, notice: str) -> None:
    earlier = "<blockquote type='cite'><p>What did they agree on?</p></blockquote>"
    reading = read(mail(f"<p>{LONG}</p><p>Anna</p><hr><p><i>{notice}</i></p>{earlier}"), "a.eml")
    assert block_texts(reading) == [LONG, "Anna", "What did they agree on?"]
    assert [
        told.code for told in reading.notices if told.subject and notice.startswith(told.subject[:30])
    ] == ["removed-from-page"]


def test_an_article_about_confidential_mails_keeps_its_text(read: Read) -> None:
    about = [
        "The e-mail, marked confidential, reached the wrong recipient in error, the ministry said.",
        "This message of the minister was meant for the markets, and it was heard there.",
        "Confidential talks go on in the harbour, and this e-mail traffic was part of them.",
    ]
    body = "".join(f"<p>{text}</p>" for text in (LONG, *about))
    assert block_texts(read(mail(body), "a.eml")) == [LONG, *about]


NOTICE = "This message is confidential and for its addressee only."


@pytest.mark.parametrize(
    "page",
    [
        f"<p>The cable begins: “{NOTICE}” Three newspapers printed it.</p><p>The minister resigned.</p>",
        f"<p>The three ports agreed on a plan.<br>{NOTICE}</p>",
        f"<table border=1><tr><td>Neon</td><td>41.5</td></tr><tr><td>Xenon</td><td>7</td></tr><tr><td colspan=2>{NOTICE}</td></tr></table>",
    ],
)
def test_text_with_a_legal_notice_in_it_is_kept(read: Read, page: str) -> None:
    assert NOTICE in "\n".join(block_texts(read(mail(f"<p>{LONG}</p>{page}"), "a.eml")))


def test_a_legal_notice_in_a_table_of_its_own_goes(read: Read) -> None:
    page = f"<p>{LONG}</p><p>Anna</p><table border=1><tr><td></td><td>{NOTICE}</td></tr></table>"
    assert block_texts(read(mail(page), "a.eml")) == [LONG, "Anna"]
