"""Scoring charsets: candidates, alphabets of languages, and mojibake."""

from __future__ import annotations

from collections import Counter

import pytest

from briefbuilder.importers.charset import (
    MULTI_BYTE,
    SINGLE_BYTE,
    decode_lossy,
    is_readable,
    rank_charsets,
    score_text,
)
from briefbuilder.importers.mojibake import alphabet_misfit, mojibake_score, rarity_penalty

EVERY = (*MULTI_BYTE, *SINGLE_BYTE)
SENTENCES = {
    "cp1250": "Rząd oświadczył, że nie podniesie podatków przed końcem roku.",
    "iso8859-2": "Vláda uvedla, že do konce roku nebude zvyšovat daně, a nemocnice nemá peníze.",
    "cp1257": "Vyriausybė pranešė, kad iki metų pabaigos mokesčių nedidins.",
    "iso8859-4": "Valdība paziņoja, ka līdz gada beigām nodokļus nepaaugstinās.",
    "iso8859-3": "Aktar minn elfejn persuna jgħixu ħdejn ix-xmara, u ħafna minnhom telqu.",
    "iso8859-14": "Ċuireann an Dáil an vóta siar agus tá an ḃliain thart ag an ḟeirmeoir.",
    "cp1255": "הבית החולים אין לו כסף לציוד חדש, אף שמספר החולים גדל מדי שנה.",
    "cp1256": "قالت الحكومة إنها لن ترفع الضرائب قبل نهاية السنة.",
    "cp874": "รัฐบาลกล่าวว่าจะไม่ขึ้นภาษีก่อนสิ้นปี",
    "iso8859-5": "Правительство сообщило, что не повысит налоги до конца года.",
    "koi8-u": "Уряд заявив, що не підвищуватиме податки до кінця року, її ґрунт.",
    "cp932": "政府は年末まで税金を上げないと述べた。",
    "cp950": "政府表示，年底之前不會提高稅率。",
    "cp949": "정부는 연말까지 세금을 올리지 않겠다고 밝혔다.",
}


@pytest.mark.parametrize("charset", sorted(SENTENCES))
def test_the_best_charset_restores_the_sentence(charset: str) -> None:
    data = SENTENCES[charset].encode(charset)
    best = rank_charsets(data, EVERY)[0][1]
    assert data.decode(best) == SENTENCES[charset]


def test_ties_are_decided_by_how_common_a_charset_is() -> None:
    data = "Die Häfen müssen größere Vorräte halten.".encode("cp1252")
    charsets = [charset for _, charset in rank_charsets(data, SINGLE_BYTE)]
    assert charsets[0] == "cp1252"
    assert charsets.index("cp1252") < charsets.index("iso8859-15")


def test_romanian_in_a_common_charset_keeps_the_cedillas_that_it_was_written_with() -> None:
    text = "Guvernul a declarat că nu va mări taxele înainte de sfârşitul anului şi că preţurile cresc."
    assert text.encode("cp1250").decode(rank_charsets(text.encode("cp1250"), SINGLE_BYTE)[0][1]) == text


def test_vietnamese_is_composed_as_it_is_written_everywhere_else() -> None:
    data = "chi\u0301nh phu\u0309".encode("cp1258")
    assert decode_lossy(data, "cp1258") == ("chính phủ", 0)


def test_bytes_that_cannot_be_read_are_counted() -> None:
    assert decode_lossy(b"\x81\x00 abc", "euc_jp")[1] > 0


@pytest.mark.parametrize(
    ("text", "broken", "readable"),
    [
        ("plain", 0, True),
        ("é" * 30 + "\ufffd", 1, True),
        ("é\ufffd", 1, False),
        ("é" * 30 + "\ufffd" * 9, 9, False),
    ],
)
def test_a_few_broken_characters_may_be_a_damaged_file(text: str, broken: int, readable: bool) -> None:
    assert is_readable(text, broken) is readable


def test_a_text_in_a_wrong_charset_scores_lower() -> None:
    for charset, text in SENTENCES.items():
        if charset.startswith(("cp125", "iso8859", "koi8")):
            wrong = text.encode(charset).decode("cp437")
            assert score_text(wrong) < score_text(text)


def test_chinese_within_english_is_scored_by_itself() -> None:
    text = "The minister said in the capital: 政府表示，年底之前不會提高稅率，市長也同意這項政策。"
    assert score_text(text) > 0.8


@pytest.mark.parametrize(
    ("word", "language"), [("größe", "de"), ("šķērsot", "lv"), ("ħafna", "mt"), ("őrült", "hu")]
)
def test_a_language_has_its_letters(word: str, language: str) -> None:
    assert alphabet_misfit(Counter(letter for letter in word if letter > "\x7f"), language) == 0


def test_letters_of_loans_cost_less_than_strange_ones() -> None:
    assert (
        0
        < alphabet_misfit({"é": 1}, "pl")
        < alphabet_misfit({"ħ": 1}, "pl")
        < alphabet_misfit({"щ": 1}, "pl")
    )


def test_letters_that_are_mostly_rare_ones_do_not_fit() -> None:
    assert (
        alphabet_misfit(Counter("ъэфщцёюжхш" * 5), "ru")
        > alphabet_misfit(Counter("оеаинтсрвл" * 5), "ru")
        == 0
    )


def test_capitals_count_as_their_small_letters() -> None:
    assert alphabet_misfit({"Ä": 2, "Ö": 1}, "fi") == 0


def test_related_languages_share_an_alphabet_and_unknown_ones_have_none() -> None:
    assert alphabet_misfit({"漢": 3}, "yue") == alphabet_misfit({"漢": 3}, "zh") == 0
    assert 0 < alphabet_misfit({"é": 1}, "tlh") < 1


def test_rare_chinese_characters_have_a_cost() -> None:
    assert rarity_penalty("政府表示年底之前不會提高稅率") == 0
    assert rarity_penalty("龘靐齉齾爩鱻麤龗灪") > 0.5


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("GrÃ¶ÃŸe", "Größe"),
        ("m\x9fde", "müde"),
        ("ni¥ko", "nizko"),
        ("éÉéÉéÉ", "été"),
        ("д漢д", "дед"),
        ("¥Me ei", "„Me ei"),
    ],
)
def test_mojibake_has_a_higher_score(odd: str, plain: str) -> None:
    assert mojibake_score(odd) > mojibake_score(plain)


def test_plain_letters_never_look_like_mojibake() -> None:
    assert mojibake_score("Nothing but ASCII, 100 %.") == 0
    assert mojibake_score("«Così», disse; l’età è 3 € più – alta…") == 0
