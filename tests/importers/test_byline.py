"""Bylines and statements of rights become metadata, and other lines are kept."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

import pytest
from tests.importers.conftest import MakeWord, Read

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.byline import Byline, is_byline, read_byline
from briefbuilder.importers.rights import extract_rights, is_only_rights

TEXT = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need, and to tell"
    " each other early when a delivery fails."
)
OTHER = "Officials will report twice a year; the first report is due in spring and covers two large harbours."
LINE = "By Anna Verdi · Review of Harbours and Trade · 3 February 2025"
RIGHTS = "All rights reserved © Review of Harbours"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "di Anna Verdi, Bruxelles · 14 ottobre 2024, 6:30",
            Byline(authors=("Anna Verdi",), published=date(2024, 10, 14)),
        ),
        (
            LINE,
            Byline(
                authors=("Anna Verdi",),
                publication="Review of Harbours and Trade",
                published=date(2025, 2, 3),
            ),
        ),
        (
            "Gazette des Ports | Par Jean de la Tour et Luc Martin, envoyés spéciaux à Tokyo | Publié le 3 février 2025 à 14h20",
            Byline(
                authors=("Jean de la Tour", "Luc Martin"),
                publication="Gazette des Ports",
                published=date(2025, 2, 3),
            ),
        ),
        (
            "von Anna Müller (Berlin), 12.03.2024",
            Byline(authors=("Anna Müller",), published=date(2024, 3, 12)),
        ),
        (
            "Madrid, 3 de mayo de 2024. Por Juan García Pérez",
            Byline(authors=("Juan García Pérez",), published=date(2024, 5, 3)),
        ),
        (
            "By Anna Verdi Published in Harbours March 3, 2024",
            Byline(authors=("Anna Verdi",), published=date(2024, 3, 3)),
        ),
        ("記者 山田太郎 2024年3月3日", Byline(authors=("山田太郎",), published=date(2024, 3, 3))),
        (
            "佐久間遥 · 港湾新報 · 2024-11-18",
            Byline(authors=("佐久間遥",), publication="港湾新報", published=date(2024, 11, 18)),
        ),
        ("By ANNA VERDI, Port Correspondent", Byline(authors=("Anna Verdi",))),
        ("By Anna Verdi, New York", Byline(authors=("Anna Verdi",))),
        ("By Reuters", Byline(authors=("Reuters",))),
        ("Published on Monday, February 3, 2025 at 10:30 am", Byline(published=date(2025, 2, 3))),
        ("Updated: 18 Nov 2019 9:38 pm", Byline()),
    ],
)
def test_a_byline_gives_author_outlet_and_date(line: str, told: Byline) -> None:
    assert read_byline(line) == told


@pytest.mark.parametrize(
    "line",
    [
        "Von Berlin nach Paris",
        "Von Angst und Mut",
        "By Popular Demand the show goes on",
        "By the Book",
        "Di Maio · 3 febbraio 2024",
        "The Treaty of Rome - 25 March 1957",
        "Bruxelles, 25 marzo 2024 - Il consiglio ha deciso di approvare",
        "Anna Verdi, Luca Neri",
        "会議室から現場へ",
        "102",
        "",
        TEXT,
    ],
)
def test_other_lines_are_not_bylines(line: str) -> None:
    assert read_byline(line) is None
    assert not is_byline(line, [])


def test_a_day_with_a_time_of_day_is_a_byline() -> None:
    assert is_byline("posted on April 21, 2015, at 11:29 a.m.", [])


@pytest.mark.parametrize(
    "line",
    [
        "2025-04-28T17:45Z",
        "2025-04-28T17:45:15.000Z",
        "Updated: 2025-04-28T17:45:15+02:00",
        "2025-04-28T17:45:15-0500",
    ],
)
def test_a_whole_moment_of_iso_8601_is_a_byline(line: str) -> None:
    assert is_byline(line, [])


def test_known_names_need_no_clue() -> None:
    known = ["Anna Verdi", "Port Gazette"]
    assert read_byline("Anna Verdi | Port Gazette | 5 March 2024", known) == Byline(
        published=date(2024, 3, 5)
    )


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("Riproduzione riservata © Il Corriere dei Porti", True),
        ("© 2024 Port Gazette. All rights reserved. This text may not be copied.", True),
        ("Tous droits réservés", True),
        ("港湾新報 無断転載禁止", True),
        ("«Riproduzione riservata», stava scritto sul cartello del porto.", False),
        ("Copyright reform passed in 2019 after long talks.", False),
        ("The data are published under the licence CC BY 4.0.", False),
        ("", False),
    ],
)
def test_only_complete_statements_of_rights_are_removed(line: str, only: bool) -> None:
    assert is_only_rights(line) is only


def _told(reading: ImportedArticle) -> None:
    metadata = reading.article.metadata
    assert metadata.authors == ("Anna Verdi",)
    assert metadata.publication == "Review of Harbours and Trade"
    assert metadata.published == date(2025, 2, 3)
    assert metadata.rights.statement == RIGHTS
    assert [block.text for block in reading.article.blocks] == [TEXT, OTHER]
    notices = {notice.code: notice.subject for notice in reading.notices}
    assert notices["metadata-from-text"] == LINE
    assert notices["rights-set-apart"] == RIGHTS


def test_bylines_of_a_page_without_metadata_are_read(read: Read) -> None:
    lines = "".join(f"<p>{line}</p>" for line in (LINE, TEXT, OTHER, RIGHTS))
    _told(read(f"<html><body><article><h1>Chips and trust</h1>{lines}</article></body></html>", "a.html"))


def test_a_stated_date_has_priority_over_bylines_and_the_uploader_has_not(read: Read) -> None:
    head = '<meta name="author" content="Luca Neri"><meta property="article:published_time" content="2025-02-04T08:00">'
    lines = "".join(f"<p>{line}</p>" for line in (LINE, TEXT, OTHER))
    page = f"<html><head>{head}</head><body><article><h1>Chips and trust</h1>{lines}</article></body></html>"
    metadata = read(page, "a.html").article.metadata
    assert (metadata.authors, metadata.published) == (("Anna Verdi",), date(2025, 2, 4))
    assert metadata.publication == "Review of Harbours and Trade"


def test_bylines_of_a_plain_text_are_read(read: Read) -> None:
    _told(read(f"Chips and trust\n\n{LINE}\n\n{TEXT}\n\n{OTHER}\n\n{RIGHTS}", "a.txt"))


def test_bylines_of_a_word_document_are_read(read: Read, word: MakeWord) -> None:
    def paragraph(text: str, style: str = "") -> str:
        styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        return f"<w:p>{styled}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"

    lines = "".join(map(paragraph, (LINE, TEXT, OTHER, RIGHTS)))
    _told(read(word(paragraph("Chips and trust", "Title") + lines), "a.docx"))


def test_a_text_of_bylines_alone_keeps_them(read: Read) -> None:
    reading = read(f"<html><body><p>{LINE}</p></body></html>", "a.html")
    assert [block.text for block in reading.article.blocks] == [LINE]


@pytest.mark.parametrize(
    "statement",
    [
        "© RIPRODUZIONE RISERVATA",
        "All rights reserved",
        "Tous droits réservés",
        "Alle Rechte vorbehalten",
        "Todos los derechos reservados",
        "Todos os direitos reservados",
        "Alle rechten voorbehouden",
        "Wszelkie prawa zastrzeżone",
        "Všechna práva vyhrazena",
        "Všetky práva vyhradené",
        "Minden jog fenntartva",
        "Toate drepturile rezervate",
        "Kaikki oikeudet pidätetään",
        "Alla rättigheter förbehålls",
        "Alle rettigheder forbeholdes",
        "Με επιφύλαξη παντός δικαιώματος",
        "Tüm hakları saklıdır",
        "Все права защищены",
        "Усі права захищені",
        "Всички права запазени",
        "Sva prava pridržana",
        "Kõik õigused kaitstud",
        "Visas tiesības aizsargātas",
        "Visos teisės saugomos",
        "無断転載を禁じます",
        "版权所有",
        "未经授权，不得转载",
        "무단 전재 금지",
        "جميع الحقوق محفوظة",
        "כל הזכויות שמורות",
        "सर्वाधिकार सुरक्षित",
        "Hak cipta dilindungi",
    ],
)
def test_reservations_are_read_in_many_languages(statement: str) -> None:
    rights = extract_rights([statement])
    assert rights.reserved
    assert rights.statement == statement


def test_a_period_is_no_byline() -> None:
    assert read_byline("3–5 March 2025") is None


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Süddeutsche Zeitung vom 04.03.2025, Seite 5 / Wirtschaft", "Süddeutsche Zeitung"),
        ("Le Monde du 4 mars 2025, p. 5", "Le Monde"),
        ("Corriere della Sera del 4 marzo 2025, pag. 12", "Corriere della Sera"),
    ],
)
def test_an_outlet_may_have_the_day_and_the_page_behind_it(line: str, outlet: str) -> None:
    assert read_byline(line) == Byline(publication=outlet, published=date(2025, 3, 4))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("28 Ekim 2026, Çarşamba", date(2026, 10, 28)),
        ("16 июня 2026, вторник", date(2026, 6, 16)),
        ("Tirsdag 16. juni 2026", date(2026, 6, 16)),
        ("الجمعة 27 نوفمبر 2026 - 17:20", date(2026, 11, 27)),
        ("יום רביעי, 17 ביוני 2026", date(2026, 6, 17)),
        ("2026年6月16日（火）", date(2026, 6, 16)),
        ("2026. 9. 18. (금)", date(2026, 9, 18)),
    ],
)
def test_days_of_the_week_beside_a_date_are_part_of_it(line: str, day: date) -> None:
    assert read_byline(line, language="tr") == Byline(published=day)


@pytest.mark.parametrize(
    "place", ["Frankfurt am Main", "Addis Ababa", "Port Vila", "Nuova Delhi", "Ciudad de México"]
)
def test_capitals_with_names_of_several_words_are_places_before_a_date(place: str) -> None:
    assert read_byline(f"{place}, 5 October 2026") == Byline(published=date(2026, 10, 5))
    assert read_byline("Anna Verdi Bianchi, 5 October 2026") is None


def test_hours_of_two_dates_in_portuguese_are_part_of_them() -> None:
    line = "Publicado em 03/07/2026 18h40 Atualizado em 04/07/2026 09h12"
    assert read_byline(line, language="pt") == Byline(published=date(2026, 7, 3))


@pytest.mark.parametrize(
    "line",
    [
        "Fri 2 Oct 2026 13.05 BST",
        "First published on Fri 2 Oct 2026 07.30 BST",
        "ven. 2 octobre 2026",
        "Fr., 2. Oktober 2026",
        "пт, 2 октября 2026",
    ],
)
def test_short_days_of_the_week_before_a_date_are_part_of_it(line: str) -> None:
    assert read_byline(line) == Byline(published=date(2026, 10, 2))


@pytest.mark.parametrize(
    "line", ["The Sun 2 October 2026", "Baltimore Sun, 2 October 2026", "so 2 October 2026"]
)
def test_newspapers_and_words_before_a_date_are_no_days_of_the_week(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Anna Verdi in Valletta and Luc Martin in Cairo", ("Anna Verdi", "Luc Martin")),
        ("Ein Bericht von Anna Verdi", ("Anna Verdi",)),
        ("Eine Analyse von Anna Verdi und Luc Martin", ("Anna Verdi", "Luc Martin")),
        ("Interview: Anna Verdi", ("Anna Verdi",)),
        ("Intervista di Anna Verdi", ("Anna Verdi",)),
        ("dalla nostra inviata Anna Verdi", ("Anna Verdi",)),
        ("Par Anna Verdi (La Valette, correspondance)", ("Anna Verdi",)),
        ("Por Anna Verdi, enviada especial", ("Anna Verdi",)),
        ("Redacción: Anna Verdi", ("Anna Verdi",)),
        ("oprac. Anna Zielińska", ("Anna Zielińska",)),
        ("Підготувала Анна Зеленко", ("Анна Зеленко",)),
        ("Haber: Anna Yeşil", ("Anna Yeşil",)),
    ],
)
def test_labels_before_authors_and_places_behind_them_are_read(line: str, authors: tuple[str, ...]) -> None:
    assert read_byline(line) == Byline(authors=authors)


@pytest.mark.parametrize(
    "line",
    [
        "Eine Analyse von Angst und Mut",
        "Interview: warum gerade jetzt",
        "Intervista di fine anno",
        "Haber: yeni vinçler",
    ],
)
def test_such_labels_before_other_words_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("4 May 2026 - Updated 9 May 2026", date(2026, 5, 4)),
        ("04.05.2026 – aktualisiert am 09.05.2026", date(2026, 5, 4)),
        ("4 mai 2026 - mis à jour le 9 mai 2026", date(2026, 5, 4)),
        ("4–9 May 2026, updated 1 May 2026", None),
        ("4 May 2026 - 9 May 2026", None),
    ],
)
def test_the_day_of_the_last_change_is_no_end_of_a_period(line: str, day: date | None) -> None:
    assert read_byline(line) == (None if day is None else Byline(published=day))


def test_the_day_of_entry_and_of_change_in_turkish_are_told_apart() -> None:
    line = "Giriş: 04.05.2026 - 18:30 Güncelleme: 09.05.2026 - 10:00"
    assert read_byline(line, language="tr") == Byline(published=date(2026, 5, 4))
