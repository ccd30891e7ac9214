"""Charsets: byte order marks, declarations, and undeclared ones."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.importers.charset import decode

SENTENCES = {
    "de": "Die Häfen müssen künftig größere Vorräte halten, erklärte das Ministerium.",
    "fr": "Le ministère a répondu que la réserve serait prête à l’été, « si tout va bien ».",
    "it": "L’intesa è più ampia: “così si può” – ha detto la ministra – ridurre la dipendenza.",
    "es": "El año próximo habrá más inversión en semiconductores, según el señor Ibáñez.",
    "pl": "Unia Europejska i Japonia zacieśniają współpracę w dziedzinie półprzewodników.",
    "cs": "Evropská unie a Japonsko posilují spolupráci v oblasti polovodičů.",
    "tr": "Avrupa Birliği ve Japonya yarı iletkenler konusunda iş birliğini güçlendiriyor.",
    "ru": "Европейский союз и Япония обсудят поставки полупроводников на встрече министров.",
    "el": "Η Ευρωπαϊκή Ένωση και η Ιαπωνία συζητούν για τους ημιαγωγούς.",
    "ja": "欧州連合と日本は、半導体の供給網で協力を深めることに合意した。",
    "zh": "欧盟与日本将在半导体领域加强合作，并共同建立原材料储备。",
    "tw": "歐盟與日本同意加強半導體供應鏈的合作，以降低對單一國家的依賴。",
    "ko": "유럽연합과 일본은 반도체 분야에서 협력을 강화하기로 했다.",
}
LEGACY = [
    ("de", "cp1252"), ("de", "iso8859-1"), ("fr", "cp1252"), ("it", "cp1252"), ("es", "cp1252"), ("es", "iso8859-1"),
    ("pl", "cp1250"), ("pl", "iso8859-2"), ("cs", "cp1250"), ("tr", "cp1254"), ("ru", "cp1251"), ("ru", "koi8-r"),
    ("el", "cp1253"), ("ja", "shift_jis"), ("ja", "euc_jp"), ("ja", "iso2022_jp"), ("zh", "gb18030"), ("tw", "big5"),
    ("ko", "euc_kr"), ("de", "cp850"), ("de", "cp437"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "charset"), LEGACY)
def test_one_undeclared_sentence_is_read(language: str, charset: str) -> None:
    decoded = decode(SENTENCES[language].encode(charset))
    assert decoded.text == SENTENCES[language]
    assert decoded.guessed


@pytest.mark.parametrize("language", sorted(SENTENCES))
@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_without_a_mark_is_read(language: str, charset: str) -> None:
    text = f"{SENTENCES[language]}\n{SENTENCES[language]}\n"
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize(
    ("mark", "charset"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_mark_decides(mark: bytes, charset: str) -> None:
    decoded = decode(mark + SENTENCES["ja"].encode(charset))
    assert decoded.text == SENTENCES["ja"]
    assert not decoded.guessed


def test_a_declaration_that_holds_is_followed() -> None:
    decoded = decode(SENTENCES["ru"].encode("koi8-r"), "KOI8-R")
    assert decoded.text == SENTENCES["ru"]
    assert not decoded.guessed
    assert decode(SENTENCES["ja"].encode("utf-7"), "UTF-7").text == SENTENCES["ja"]


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "no-such-charset", "hex"])
def test_a_wrong_declaration_is_overruled(declared: str) -> None:
    assert decode(SENTENCES["ja"].encode("shift_jis"), declared).text == SENTENCES["ja"]


def test_a_cut_file_loses_one_character_only() -> None:
    data = (SENTENCES["ja"] * 3).encode("utf-8")[:-1]
    decoded = decode(data)
    assert decoded.charset == "utf-8"
    assert decoded.text == (SENTENCES["ja"] * 3)[:-1] + "\ufffd"


def test_a_stray_zero_byte_does_not_change_the_charset() -> None:
    text = "A title of it\n\nA paragraph\0 with a zero byte in it, and nothing else than that.\n"
    decoded = decode(text.encode("ascii"))
    assert (decoded.text, decoded.charset, decoded.guessed) == (text, "utf-8", False)


def test_a_single_byte_page_with_zero_bytes_is_not_utf16() -> None:
    page = f"<!doctype html><html><body><p>{chr(0).join(SENTENCES['it'])}</p></body></html>  "
    for padded in (page, page + " "):
        assert decode(padded.encode("ascii", "replace")).text == padded.encode("ascii", "replace").decode()


def test_kana_without_a_mark_are_not_read_as_digits() -> None:
    text = "これからのことをみんなではなしあいましょう、いまからでも。"
    assert decode(text.encode("utf-16-be")).text == text
    assert decode(text.encode("utf-16-le")).text == text


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1))
def test_utf8_is_never_mistaken(text: str) -> None:
    assert decode(text.encode("utf-8")).text.lstrip("\ufeff") == text.lstrip("\ufeff")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ce n’est pas une réponse", "Ce n’est pas une réponse"),
        ("Les ports\x85 l’été à Nîmes", None),  # not doubled: the character is broken alone
    ],
)
def test_utf8_that_was_encoded_again_is_read(text: str, read: str | None) -> None:
    doubled = text.encode("utf-8").decode("latin-1") if read else text
    assert decode(doubled.encode("utf-8")).text == (read or text)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_without_an_error(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
