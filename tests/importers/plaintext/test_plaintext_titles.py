"""Titles of plain text, with and without blank lines."""

from __future__ import annotations

import textwrap
from datetime import date

import pytest

from briefbuilder.importers.plaintext.layout import split_units
from briefbuilder.importers.plaintext.reader import read_head, read_text
from briefbuilder.importers.read import read_bytes

TITLES = {
    "en": ("Harbours agree on common stocks of gases", "A new pact"),
    "it": ("I porti si accordano su scorte comuni di gas", "Un nuovo patto"),
    "fr": ("Les ports s’accordent sur des réserves communes", "Un nouveau pacte"),
    "de": ("Häfen einigen sich auf gemeinsame Vorräte", "Ein neuer Pakt"),
    "ja": ("港湾都市がガスの共同備蓄で合意", "新しい協定"),
}
PARAGRAPHS = {
    "en": "The cities want to keep common stocks of the gases that chip makers need, and to share what they cost.",
    "it": "Le città vogliono tenere scorte comuni dei gas che servono ai produttori di chip, e dividerne il costo.",
    "fr": "Les villes veulent garder des réserves communes des gaz dont les fabricants de puces ont besoin.",
    "de": "Die Städte wollen gemeinsame Vorräte der Gase halten, die die Hersteller von Chips brauchen.",
    "ja": "各都市は半導体の製造に必要なガスを共同で備蓄し、その費用を分担する。供給が滞るおそれがあるときには互いに知らせる。",
}


def title(text: str) -> str:
    return read_head(split_units(text).units, "file.txt").title


@pytest.mark.parametrize("language", sorted(TITLES))
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_first_line_is_the_title_over_a_shorter_heading_too(language: str, gap: str) -> None:
    first, heading = TITLES[language]
    paragraph = PARAGRAPHS[language]
    assert title(gap.join([first, heading, paragraph, paragraph])) == first


@pytest.mark.parametrize("language", ["en", "it", "fr", "de"])
def test_it_is_in_wrapped_text_without_blank_lines(language: str) -> None:
    first, heading = TITLES[language]
    wrapped = textwrap.fill(PARAGRAPHS[language], 60)
    assert title(f"{first}\n{heading}\n{wrapped}\n{wrapped}\n{wrapped}") == first


def test_a_line_set_apart_is_the_title_of_short_lines_as_well() -> None:
    lines = ["Notes of the weekly round of the harbour office", "Highlights", "Gases", "Ships", "Stores"]
    assert title("\n\n".join(lines)) == lines[0]


def test_a_title_may_end_with_an_abbreviation() -> None:
    first = "What lies under the streets of the U.S.A."
    assert title("\n\n".join([first, PARAGRAPHS["en"], PARAGRAPHS["en"]])) == first


@pytest.mark.parametrize("text", ["Argon and krypton\nNeon\nXenon", "Greetings to all of you\n\nSee below"])
def test_lists_and_notes_of_a_few_words_have_none(text: str) -> None:
    assert title(text) == "file"


@pytest.mark.parametrize(
    "above",
    [
        (
            "FOR IMMEDIATE RELEASE",
            "March 4, 2025",
            "Contact: Anna Rossi",
            "Ministry of Energy",
            "+371 1234567",
        ),
        ("Pressemitteilung", "Riga, 4. März 2025"),
        ("04-Mar-2025 10:15:23 AM",),
        ("Süddeutsche Zeitung vom 04.03.2025, Seite 5 / Wirtschaft",),
        ("EUROPEAN COMMISSION", "Brussels, 4.3.2025", "COM(2025) 123 final"),
    ],
    ids=["release", "German release", "time", "newspaper", "institution"],
)
def test_the_title_stands_below_dates_and_the_kind_of_the_document(above: tuple[str, ...]) -> None:
    article = read_bytes("\n\n".join((*above, *LINES)).encode(), "a.txt").article
    assert article.metadata.title == LINES[0]
    assert article.metadata.published == date(2025, 3, 4)
    assert not [block.text for block in article.blocks if block.kind == "heading" and block.text in above]


LINES = (TITLES["en"][0], *[PARAGRAPHS["en"]] * 3)


def test_the_subject_of_a_letter_is_its_title() -> None:
    lines = ("Telegramm Nr. 123", "Von: Riga", "An: Berlin", "Betr.: Gasvorräte der Häfen", *LINES[1:])
    assert title("\n".join(lines)) == "Gasvorräte der Häfen"


def test_a_short_line_in_capitals_over_running_text_is_the_title() -> None:
    assert (
        title(f"GAS STOCKS\n\n{PARAGRAPHS['en']}\n\nThe ports agree with it\n\n{PARAGRAPHS['en']}")
        == "GAS STOCKS"
    )


@pytest.mark.parametrize(
    ("title", "labels", "author", "outlet", "first"),
    [
        (
            "تعثر مفاوضات سد النهضة",
            ("الكاتب: محمد عبد الرحمن", "المصدر: الشرق الأوسط", "التاريخ: 19 نوفمبر 2026"),
            "محمد عبد الرحمن",
            "الشرق الأوسط",
            "انتهت الجولة الرابعة من المفاوضات حول سد النهضة دون اتفاق على قواعد الملء والتشغيل، بحسب الوزير.",
        ),
        (
            "한미 원자력협정 개정 협상 재개",
            ("출처: 한강일보", "기자: 김민수", "날짜: 2026년 11월 19일"),
            "김민수",
            "한강일보",
            "한미 양국이 원자력협정 개정을 위한 협상을 다음 달 워싱턴에서 재개한다.",
        ),
        (
            "Переговоры о транзите зашли в тупик",
            ("Автор: Анна Соколова", "Источник: Каспийский вестник", "Дата публикации: 19 ноября 2026"),
            "Анна Соколова",
            "Каспийский вестник",
            "Пятый раунд переговоров о тарифах на транзит завершился в Баку без подписания протокола.",
        ),
        (
            "Домовилися про спільний митний контроль",
            ("Автор: Олена Коваль", "Джерело: Дніпровські новини", "Дата: 19 листопада 2026"),
            "Олена Коваль",
            "Дніпровські новини",
            "Україна та Польща підписали угоду про спільний митний контроль на чотирьох пунктах пропуску.",
        ),
        (
            "欧盟对华电动汽车关税谈判陷入僵局",
            ("作者：王海燕", "来源：环球时报", "日期：2026年11月19日"),
            "王海燕",
            "环球时报",
            "欧盟与中国就电动汽车最低价格承诺举行的第六轮磋商周三结束，双方未能达成一致。",
        ),
    ],
)
def test_labels_below_the_title_are_read_in_further_languages(
    title: str, labels: tuple[str, ...], author: str, outlet: str, first: str
) -> None:
    draft = read_text("\n".join((title, *labels, "", first)).encode(), "a.txt")
    head = draft.metadata
    assert (head.title, head.authors, head.publication, head.published) == (
        title,
        (author,),
        outlet,
        date(2026, 11, 19),
    )
    assert [block.text for block in draft.blocks] == [first]


def test_an_outlet_with_its_day_may_end_with_the_comma_of_japanese() -> None:
    first = "日本と英国、イタリアが共同開発する次期戦闘機をめぐり、協議が大詰めを迎えている。"
    text = f"次期戦闘機の協議が大詰め\n\n佐藤健一記者\n毎朝新聞、2026年11月19日\n\n{first}\n"
    assert read_text(text.encode(), "a.txt").metadata.publication == "毎朝新聞"
