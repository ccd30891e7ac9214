"""Similar languages: distinguished by their own words, a declaration, or size."""

from __future__ import annotations

import pytest

from briefbuilder.importers.language import guess_language, weigh_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ministri vanjskih poslova dviju zemalja sastali su se u utorak i potpisali sporazum.", "hr"),
        ("Sedmica je prošla, a hiljade ljudi u januaru još čeka: niko ne zna tačno zašto.", "bs"),
        ("Menurut laporan itu, ekspor mesin turun 4,5 persen pada kuartal pertama.", "id"),
        ("Kerajaan berkata bahawa syarikat itu ialah milik universiti, iaitu di ibu negara.", "ms"),
        ("Bønder protesterer mot lavere priser", "nb"),
        ("Landmænd protesterer mod lavere priser", "da"),
        ("Každý má právo na život, svobodu a bezpečnost, protože jsou to jeho práva.", "cs"),
        ("La exalcaldesa de San Pablo, Marta Suplicy, y los suyos", "es"),
        ("Els ministres han signat un acord amb les reserves dels dos països.", "ca"),
        ("УРЯД ПІДВИЩУЄ ПОДАТКИ ПІСЛЯ ЦЬОГО РОКУ", "uk"),
        ("सरकार ने कहा कि वह कर नहीं बढ़ाएगी।", "hi"),
    ],
)
def test_similar_languages_are_distinguished(text: str, language: str) -> None:
    assert guess_language(text) == language


def test_a_declaration_decides_between_similar_languages() -> None:
    text = "Vlada je priopćila da neće povećavati poreze."
    doubtful = "Muzej za staru luku i novi grad"
    assert guess_language(doubtful, "hr-HR") == "hr"
    assert guess_language(text, "de") == "hr"


def test_a_certain_result_of_the_model_is_kept() -> None:
    assert weigh_languages([("ca", 0.98), ("es", 0.02)], "Avui plou")[0][0] == "ca"
    assert weigh_languages([("it", 0.6), ("es", 0.4)], "una con los")[0][0] == "it"


def test_in_doubt_the_larger_language_is_taken() -> None:
    assert weigh_languages([("ms", 0.54), ("id", 0.44)], "ekspor mesin")[0][0] == "id"
    assert weigh_languages([("ms", 0.54), ("id", 0.44)], "bahawa mesin sahaja")[0][0] == "ms"
