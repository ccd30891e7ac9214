"""Languages, dates, rights and rewording: checks that all importers share."""

from __future__ import annotations

from datetime import date

import pytest

from briefbuilder.importers.clean import is_rewording
from briefbuilder.importers.dates import read_date
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.rights import extract_rights, is_rights_statement


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I ministri hanno firmato un’intesa sulle scorte comuni.", "it"),
        ("The ministers signed an agreement on common stocks.", "en"),
        ("Les ministres ont signé un accord sur des réserves communes.", "fr"),
        ("Die Minister unterzeichneten eine Vereinbarung über gemeinsame Vorräte.", "de"),
        ("両国の閣僚は備蓄に関する合意に署名した。", "ja"),
        ("两国部长签署了关于共同储备的协议。", "zh"),
        ("양국 장관은 공동 비축에 관한 합의에 서명했다.", "ko"),
        ("Οι υπουργοί υπέγραψαν συμφωνία για κοινά αποθέματα.", "el"),
        ("Министры подписали соглашение об общих запасах.", "ru"),
        ("Міністри підписали угоду про спільні запаси.", "uk"),
        ("وقع الوزراء اتفاقا بشأن المخزونات المشتركة.", "ar"),
        ("השרים חתמו על הסכם בדבר מלאים משותפים.", "he"),
        ("ဝန်ကြီးများသည် Weekly ဂျာနယ်တွင် သဘောတူညီချက်ကို လက်မှတ်ရေးထိုးခဲ့ကြသည်။", "my"),
        ("ಸಚಿವರು ಒಪ್ಪಂದಕ್ಕೆ ಸಹಿ ಹಾಕಿದರು.", "kn"),
        ("12 345,6 — 78 %", None),
        ("OK", None),
        ("Lorem ipsum dolor sit amet, consectetur adipisicing elit, sed do eiusmod tempor.", None),
    ],
)
def test_a_sentence_shows_its_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-07-04T10:00:00+02:00", date(2023, 7, 4)),
        ("4 luglio 2023", date(2023, 7, 4)),
        ("July 4, 2023", date(2023, 7, 4)),
        ("1er août 2023", date(2023, 8, 1)),
        ("4. März 2023", date(2023, 3, 4)),
        ("4 de julio de 2023", date(2023, 7, 4)),
        ("2023年7月4日", date(2023, 7, 4)),
        ("13/05/2024", date(2024, 5, 13)),
        ("05/13/2024", date(2024, 5, 13)),
        ("05/06/2024", None),
        ("2023-02-31", None),
        ("in the spring of 2023", None),
    ],
)
def test_a_day_is_read_only_where_it_means_one(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_rights_are_kept_to_the_letter() -> None:
    rights = extract_rights(["© 2024 Gazzetta dei Porti, tutti i diritti riservati"])
    assert rights.reserved
    assert rights.statement == "© 2024 Gazzetta dei Porti, tutti i diritti riservati"


def test_a_creative_commons_licence_is_named_and_not_reserved() -> None:
    rights = extract_rights([], ["https://creativecommons.org/licenses/by-sa/4.0/deed.it"])
    assert rights.licence == "CC BY-SA 4.0"
    assert not rights.reserved


ABOUT_RIGHTS = (
    "The union has asked that all rights reserved to its members be laid down in the treaty, and it wants to debate"
    " the text in every parliament before the summer."
)


@pytest.mark.parametrize("text", [ABOUT_RIGHTS, "Copyright is debated again"])
def test_a_text_about_rights_is_not_a_statement_of_rights(text: str) -> None:
    assert not is_rights_statement(text)


@pytest.mark.parametrize(
    ("text", "title", "same"),
    [
        (
            "The EU and Japan explore strategic chip cooperation.",
            "EU and Japan explore strategic cooperation on chips",
            True,
        ),
        (
            "A new laboratory will open in Sendai next year.",
            "EU and Japan explore strategic cooperation on chips",
            False,
        ),
        ("日本と欧州連合、半導体で協力へ。", "日本と欧州連合、半導体で協力", True),
        ("半導体工場が来年開業する。", "日本と欧州連合、半導体で協力", False),
    ],
)
def test_a_text_rewords_a_title_or_does_not(text: str, title: str, same: bool) -> None:
    assert is_rewording(text, title) is same


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("XXXXX XXXX XXXXXXX XXXX XXXXXX", None),
        ("Dear Sir, nnnnn nnnn nnn nnnnnn nnnnn nn nnnn", None),
        ("The ministers xxxx and xxxxxx signed an agreement with xxxx on common stocks.", "en"),
        ("I ministri XXXX e XXXXXX hanno firmato un’intesa con XXXX sulle scorte.", "it"),
    ],
)
def test_masked_words_and_codes_tell_no_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language
