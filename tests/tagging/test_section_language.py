"""The language of a section is found by its script and its commonest words."""

from __future__ import annotations

import pytest

from briefbuilder.tagging.section_language import guess_language_by_words, section_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "A produção de semicondutores não é suficiente para os fabricantes do país"),
        ("ko", "정부는 경제안보를 강화한다"),
        ("ar", "فرضت العقوبات الاقتصادية على البلاد"),
        ("ru", "Введены новые экономические санкции"),
        ("uk", "Запроваджено нові економічні санкції"),
        ("es", "La producción de semiconductores no es suficiente para los fabricantes del país"),
    ],
)
def test_a_language_is_guessed_by_script_and_words(language: str, text: str) -> None:
    assert guess_language_by_words(text) == language


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        ("en", "L'aide humanitaire au Soudan est insuffisante.", "fr"),
        ("it-CH", "Die Verhandlungen werden nicht fortgesetzt, und das ist auch gut.", "de"),
        ("ja", "The talks have been postponed to the end of the year.", "en"),
        ("en", "政府は経済安全保障を強化する方針だ。", "ja"),
        ("de", "Введены новые экономические санкции", "ru"),
    ],
)
def test_a_section_that_is_clearly_in_another_language_than_stated_is_read_in_its_own(
    stated: str, text: str, language: str
) -> None:
    assert section_language(text, stated) == language


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("en", "Sanctions, tariffs, semiconductors"),
        ("en", "The Corriere della Sera writes that it will not end: «La fine di un'era per l'Europa»."),
        ("ja", "首脳会談、延期"),
        ("uk", "Президент прибув до Києва"),
        ("nl", "De onderhandelingen van de Europese Unie zijn in volle gang."),
        ("ro", "Uniunea Europeană a adoptat sancţiuni la adresa companiilor."),
    ],
)
def test_a_stated_language_is_believed_in_case_of_doubt(stated: str, text: str) -> None:
    assert section_language(text, stated) == stated
