"""Names are read in several languages and compared with those of a source."""

from __future__ import annotations

import pytest

from briefbuilder.domain.facts import FactBlock, Name, NameKind
from briefbuilder.evidence.name_comparison import compare_names, is_near
from briefbuilder.evidence.name_words import is_translated
from briefbuilder.evidence.names import name_keys, read_names


def read(text: str, language: str = "en") -> dict[str, Name]:
    """The names of a text, by what stands there."""
    blocks = [FactBlock(id=str(number), text=line) for number, line in enumerate(text.splitlines())]
    lines = {block.id: block.text for block in blocks}
    facts = read_names(blocks, language)
    return {
        lines[fact.block][fact.start : fact.end]: fact.stated
        for fact in facts
        if isinstance(fact.stated, Name)
    }


def sure(text: str, language: str = "en") -> list[str]:
    return [shown for shown, name in read(text, language).items() if not name.weak]


def name(*words: str, full: tuple[str, ...] = (), kind: NameKind = "unknown") -> Name:
    return Name(words=words, full=full, kind=kind)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "On Monday Prime Minister Marta Kowalczyk met Dr. Elias Brandt of the Halden Institute.",
         ["Marta Kowalczyk", "Elias Brandt", "Halden Institute"]),
        ("en", "The court heard Ms Okafor's lawyer; Okafor's London-based firm declined to comment.",
         ["Okafor", "London"]),
        ("fr", "Chère Anna, merci de votre note sur Orvanta.", ["Anna", "Orvanta"]),
        ("en", "Officials from Orvanta-led groups saw the Bank of Meridia raise rates.", ["Orvanta", "Bank of Meridia"]),
        ("it", "Lunedì il ministro degli Esteri Carlo Benassi ha incontrato l'ambasciatrice Ingrid Solberg a Taranto.",
         ["Carlo Benassi", "Ingrid Solberg", "Taranto"]),
        ("fr", "Selon l’économiste Jeanne d’Orval, la société Verrion ouvrira une usine à Douai en mars.",
         ["Jeanne d’Orval", "Verrion", "Douai"]),
        ("de", "Am Montag sprach Regierungssprecher Jonas Albrecht mit Ursula von der Marwitz über die Steuer.",
         ["Jonas Albrecht", "Ursula von der Marwitz"]),
        ("de", "Die Einfuhren von Fotolacken stiegen, sagte Owen Marchetti von der Lindhaver Bank in Lindhaven.",
         ["Owen Marchetti", "Lindhaver Bank", "Lindhaven"]),
        ("de", "Gestern kam Karl-Theodor zu Marwitz.", ["Karl-Theodor zu Marwitz"]),
        ("es", "El presidente Álvaro Quintana viajó el martes a Lugo con Carmen de la Fuente.",
         ["Álvaro Quintana", "Lugo", "Carmen de la Fuente"]),
    ],
)  # fmt: skip
def test_names_are_runs_of_capitals_without_titles(language: str, text: str, names: list[str]) -> None:
    assert sure(text, language) == names


@pytest.mark.parametrize(
    ("language", "text", "ids"),
    [
        ("en", "The U.S. and the Germans told NATO in Moscow.", ["country:US", "country:DE", "body:NATO", "capital:RU"]),
        ("it", "La Nato e i tedeschi a Mosca", ["body:NATO", "country:DE", "capital:RU"]),
        ("es", "Dijo que EE.\u00a0UU. duplicará su inversión.", ["country:US"]),
        ("fr", "L’OTAN et les Allemands à Moscou", ["body:NATO", "country:DE", "capital:RU"]),
        ("de", "Die Nato und die Deutschen in Moskau, Nordkoreas Botschafter",
         ["body:NATO", "country:DE", "capital:RU", "country:KP"]),
        ("es", "La OTAN y los alemanes en Moscú", ["body:NATO", "country:DE", "capital:RU"]),
        ("ja", "ＮＡＴＯとドイツ、モスクワ", ["body:NATO", "country:DE", "capital:RU"]),
        ("fr", "un accord de l’ONU et du FMI, dit l'OMC", ["body:UN", "body:IMF", "body:WTO"]),
        ("de", "ein Mitglied der EU-Kommission und der NATO-Staaten", ["body:EU-COMMISSION", "body:NATO"]),
        ("de", "im Vereinigten Königreich und vom Roten Kreuz", ["country:GB", "body:RED-CROSS"]),
        ("it", "chi parla a nome della Corea del Nord", ["country:KP"]),
        ("en", "who said it to us", []),
    ],
)  # fmt: skip
def test_countries_peoples_capitals_and_bodies_have_one_id_in_all_languages(
    language: str, text: str, ids: list[str]
) -> None:
    assert [name.id for name in read(text, language).values()] == ids


def test_an_opener_is_a_name_only_where_the_text_has_it_elsewhere() -> None:
    text = "Velden fell by a tenth. Harvests failed. However, the harvests of Rolan Dask were good. Dask sold all."
    found = read(text)
    assert {shown: name.weak for shown, name in found.items()} == {
        "Velden": True,
        "Rolan Dask": False,
        "Dask": False,
    }


def test_german_nouns_are_no_names() -> None:
    text = (
        "Der Hafen meldete Verluste. Minister Torben Lindqvist sagte, die Verhandlungen mit Sarkand gingen weiter.\n"
        "Lindqvist nannte Fortschritte bei Löhnen. Sarkand blieb hart."
    )
    found = read(text, "de")
    assert [shown for shown, name in found.items() if not name.weak] == ["Torben Lindqvist", "Lindqvist"]
    assert sure("Die Gespräche fanden in Orvik statt.", "de") == ["Orvik"]
    assert found["Sarkand"].weak
    assert not {"Hafen", "Verluste", "Verhandlungen", "Fortschritte", "Löhnen"} & set(found)


def test_headings_with_capitals_name_only_what_the_text_names() -> None:
    text = "Harbour Strike Hits Port Of Sundal As Dask Waits\nThe strike in Sundal hit the harbour; it hits all, Rolan Dask said."
    found = read(text)
    assert not found["Dask"].weak
    assert "Hits" not in " ".join(found)


def test_months_and_days_are_no_names() -> None:
    assert sure("He came on Friday, 3 May, and left in July with Theresa May.") == ["Theresa May"]
    assert sure("Er kam am Freitag im Mai.", "de") == []


def test_a_surname_knows_the_only_full_name_of_its_text() -> None:
    found = read("On Sunday Rolan Dask spoke. Then Dask left. He saw Ilse Marn, Piet Marn and a Marn.")
    assert found["Dask"].full == ("rolan", "dask")
    assert found["Marn"].full == ()


@pytest.mark.parametrize(
    ("claim", "source", "same_language", "result"),
    [
        (name("rolan", "dask"), name("rolan", "dask"), True, "equal"),
        (name("dask"), name("rolan", "dask"), True, "alike"),
        (name("dasks"), name("dask"), True, "alike"),
        (name("rolan", "dask"), name("dask"), True, "alike"),
        (name("mirna", "dask"), name("dask", full=("rolan", "dask")), True, "different"),
        (name("mirna", "dask", kind="person"), name("rolan", "dask"), False, "different"),
        (name("mirna", "dask"), name("rolan", "dask"), False, None),
        (name("dasks", "auftritt"), name("rolan", "dask"), True, "alike"),
        (name("pensilvanie"), name("pensilvania"), False, "alike"),
        (name("univresity", "of", "orval"), name("university", "of", "orval"), False, None),
        (name("rolan", "dsak"), name("rolan", "dask"), True, "different"),
        (name("rolan", "dsak"), name("rolan", "dask"), False, "different"),
        (name("lindqvits"), name("torben", "lindqvist"), False, "different"),
        (name("sundal"), name("torben", "lindqvist"), True, "different"),
        (name("sundal"), name("torben", "lindqvist"), False, None),
        (name("corte", "suprema"), name("supreme", "court"), False, None),
        (name("wladimir", "lasarew"), name("vladimir", "lazarev"), False, "alike"),
        (name("poutine"), name("putin"), False, "alike"),
        (name("poutine"), name("putin"), True, "different"),
        (name("ri", "yong", "ho"), name("ri", "yong", "ho"), False, "equal"),
        (name("lazareva"), name("lazarev"), False, "alike"),
    ],
)  # fmt: skip
def test_names_are_compared_by_words(
    claim: Name, source: Name, same_language: bool, result: str | None
) -> None:
    assert compare_names(claim, source, same_language=same_language) == result


def test_known_names_are_compared_by_id() -> None:
    italian, english = (
        read("La Corea del Nord, Pechino e i russi", "it"),
        read("North Korea, Beijing and Russia"),
    )
    for one, other in zip(italian.values(), english.values(), strict=True):
        assert compare_names(one, other, same_language=False) == "equal"
    north, beijing, _ = english.values()
    assert compare_names(north, beijing, same_language=False) == "different"
    misspelt = read("La Cotea del Nord e Pecihno hanno firmato", "it")
    assert compare_names(misspelt["Cotea del Nord"], north, same_language=False) == "different"
    assert compare_names(misspelt["Pecihno"], north, same_language=False) is None
    assert compare_names(misspelt["Pecihno"], beijing, same_language=False) == "different"
    assert is_near(misspelt["Pecihno"], beijing)


def test_who_names_a_part_names_the_whole() -> None:
    (council,) = read("il Consiglio di sicurezza", "it").values()
    (nations,) = read("the United Nations").values()
    assert compare_names(nations, council, same_language=False) == "alike"
    assert compare_names(council, nations, same_language=False) == "different"


def test_cyrillic_names_are_compared_with_latin_ones() -> None:
    (russian,) = read("По словам Лазарева, всё готово", "ru").values()
    assert compare_names(Name(words=("lazarev",)), russian, same_language=False) == "alike"


def test_only_names_that_are_not_weak_have_keys() -> None:
    facts = read_names(
        [FactBlock(id="1", text="Velden fell, said Rolan Dask of Nato and the German mission.")], "en"
    )
    assert [fact.keys for fact in facts] == [
        (),
        ("w:rolan", "w:dask", "alone:dask"),
        ("id:body:NATO",),
        ("id:country:DE",),
    ]
    assert name_keys(Name(words=("velden",), weak=True)) == ("alone:velden",)
    assert name_keys(Name(words=("german",), id="country:DE", weak=True)) == ()


def test_names_of_ordinary_words_and_of_bodies_are_translated() -> None:
    assert [
        is_translated(name(*words.split())) for words in ("world cup", "orval institute", "high street")
    ] == [True] * 3
    assert [is_translated(name(*words.split())) for words in ("mark hill", "rolan dask", "sundal")] == [
        False
    ] * 3


def test_a_surname_that_many_have_stands_for_none_of_them() -> None:
    given = [f"{first}{second}" for first in "BCDFGHKLMN" for second in ("ada", "edo", "ila", "ora", "uno")]
    texts = [
        " and ".join(f"{name}{ending} Norlund" for name in given) + "." for ending in ("", "s", "n", "m", "r")
    ]
    facts = read_names(
        [FactBlock(id=f"b{n}", text=text) for n, text in enumerate([*texts, "Norlund left. " * 500])], "en"
    )
    assert all(not fact.stated.full for fact in facts if isinstance(fact.stated, Name))
    assert sum(isinstance(fact.stated, Name) and fact.stated.words == ("norlund",) for fact in facts) >= 500


def test_a_row_of_thousands_of_words_with_capitals_is_one_name_that_no_short_one_stands_for() -> None:
    facts = read_names(
        [FactBlock(id="a", text="They met " + "Ab Cd " * 3000), FactBlock(id="b", text="The Cd left.")], "en"
    )
    assert next(len(fact.stated.words) for fact in facts if isinstance(fact.stated, Name)) == 6000
    assert all(not fact.stated.full for fact in facts if isinstance(fact.stated, Name))
