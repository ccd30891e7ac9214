from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from briefbuilder.domain.facts import Claim, FactBlock, FactSource
from briefbuilder.evidence.claims import check_claims
from briefbuilder.evidence.facts import read_facts

DAY = date(2024, 6, 20)
ARTICLES = {
    "en": [
        "Norland buys ferries",
        "The government of Norland will buy 27 ferries for €1.85 billion, Transport Minister Ada Lindqvist said in Torvik on 14 March 2023.",
        "The Torvik yard, where 3,460 people work, builds the hulls. Its order book had shrunk by 12 per cent since 2019.",
        "“The coast cannot wait for another decade,” Lindqvist told reporters. Owen Marchetti of the shipping union welcomed the plan.",
    ],
    "it": [
        "La Norlandia compra traghetti",
        "Il governo norlandese acquisterà 27 traghetti per 1,85 miliardi di euro, ha detto a Torvik il 14 marzo 2023 la ministra dei Trasporti Ada Lindqvist.",
        "Il cantiere di Torvik, dove lavorano 3.460 persone, costruisce gli scafi. Dal 2019 gli ordini si erano ridotti del 12 per cento.",
        "«La costa non può aspettare un altro decennio», ha detto Lindqvist ai giornalisti. Owen Marchetti del sindacato marittimo ha accolto bene il piano.",
    ],
    "fr": [
        "La Norlande achète des ferries",
        "Le gouvernement norlandais achètera 27 ferries pour 1,85 milliard d’euros, a annoncé à Torvik le 14 mars 2023 la ministre des Transports Ada Lindqvist.",
        "Le chantier de Torvik, où travaillent 3 460 personnes, construit les coques. Depuis 2019, les commandes avaient reculé de 12 %.",
        "« La côte ne peut pas attendre une décennie de plus », a dit Lindqvist aux journalistes. Owen Marchetti, du syndicat maritime, a salué le plan.",
    ],
    "de": [
        "Norland kauft Fähren",
        "Die Regierung von Norland kauft 27 Fähren für 1,85 Milliarden Euro, sagte Verkehrsministerin Ada Lindqvist am 14. März 2023 in Torvik.",
        "Die Werft in Torvik, in der 3.460 Menschen arbeiten, baut die Rümpfe. Seit 2019 waren die Aufträge um 12 Prozent geschrumpft.",
        "„Die Küste kann nicht noch ein Jahrzehnt warten“, sagte Lindqvist vor Journalisten. Owen Marchetti von der Schiffergewerkschaft begrüßte den Plan.",
    ],
}  # fmt: skip
"""One article of our own in four languages, block by block."""


def _source(
    language: str, *, name: str = "ferries", cited: bool = True, texts: Sequence[str] = ()
) -> FactSource:
    return _read_source(language, name, tuple(texts), cited=cited)


@cache
def _read_source(language: str, name: str, texts: tuple[str, ...], *, cited: bool) -> FactSource:
    blocks = tuple(
        FactBlock(id=str(number), text=text, heading=number == 0)
        for number, text in enumerate(texts or ARTICLES[language])
    )
    facts = read_facts(blocks, language, DAY)
    return FactSource(article=name, language=language, day=DAY, blocks=blocks, facts=facts, cited=cited)


def _check(text: str, language: str, *sources: FactSource, known: Sequence[str] = ()) -> list[Claim]:
    return list(check_claims([FactBlock(id="own", text=text)], language, DAY, sources, known))


def _outcome(claims: Sequence[Claim], words: str) -> tuple[str, str]:
    """Return what was found for the claim in some words, and the block that is shown."""
    (claim,) = (claim for claim in claims if words in claim.text or claim.text in words)
    return claim.outcome, claim.sources[0].block if claim.sources else ""


RIGHT = {
    "en": ("Norland orders 27 ferries for €1.85 billion. Owen Marchetti speaks for the union; 3,460 people work in Torvik.", "27 ferries", "€1.85 billion", "3,460"),
    "it": ("La Norlandia ordina 27 traghetti per 1,85 miliardi di euro. Owen Marchetti parla per il sindacato; 3.460 persone lavorano a Torvik.", "27 traghetti", "1,85 miliardi di euro", "3.460"),
    "fr": ("La Norlande commande 27 ferries pour 1,85 milliard d’euros. Owen Marchetti parle pour le syndicat ; 3 460 personnes travaillent à Torvik.", "27 ferries", "1,85 milliard d’euros", "3 460"),
    "de": ("Norland bestellt 27 Fähren für 1,85 Milliarden Euro. Owen Marchetti spricht für die Gewerkschaft; 3.460 Menschen arbeiten in Torvik.", "27 Fähren", "1,85 Milliarden Euro", "3.460"),
}  # fmt: skip


@pytest.mark.parametrize("source", ARTICLES)
@pytest.mark.parametrize("language", RIGHT)
def test_right_values_are_found_in_their_paragraph_in_every_language(language: str, source: str) -> None:
    text, count, money, people = RIGHT[language]
    claims = _check(text, language, _source(source))
    assert _outcome(claims, count) == ("found", "1")
    assert _outcome(claims, money) == ("found", "1")
    assert _outcome(claims, people) == ("found", "2")
    assert _outcome(claims, "Owen Marchetti") == ("found", "3")
    assert not {"different", "not-found", "doubtful"} & {claim.outcome for claim in claims}


@pytest.mark.parametrize("source", ARTICLES)
@pytest.mark.parametrize(
    ("language", "text", "wrong", "right"),
    [
        ("en", "Norland orders 29 ferries for €1.85 billion.", "29", "27"),
        ("it", "La Norlandia ordina 27 traghetti per 1,58 miliardi di euro.", "1,58", "1850000000 cur:EUR"),
        ("fr", "La Norlande commande 27 ferries pour 1,85 million d’euros.", "1,85", "1850000000 cur:EUR"),
        ("de", "Norland bestellt 27 Fähren für 1,85 Milliarden Dollar.", "1,85", "1850000000 cur:EUR"),
        ("en", "Orders had shrunk by 12 percentage points.", "12", "12 pct"),
        ("en", "Ada Lindqvist spoke on 15 March 2023.", "15 March 2023", "2023-03-14"),
        ("it", "Ada Lindqvist ha parlato il 14 maggio 2023.", "14 maggio 2023", "2023-03-14"),
        ("fr", "Ada Lindqvist a parlé le 14 mars 2022.", "14 mars 2022", "2023-03-14"),
        ("de", "Seit 2018 waren die Aufträge um 12 Prozent geschrumpft.", "2018", "2019-01-01/2019-12-31"),
    ],
)
def test_a_wrong_value_is_shown_beside_that_of_the_source(
    language: str, text: str, wrong: str, right: str, source: str
) -> None:
    claims = [claim for claim in _check(text, language, _source(source)) if wrong in claim.text]
    assert [claim.outcome for claim in claims] == ["different"]
    assert claims[0].sources[0].value.split(" ")[0] == right.split(" ", maxsplit=1)[0]


@pytest.mark.parametrize("source", ARTICLES)
@pytest.mark.parametrize(
    ("language", "text", "misspelt"),
    [
        ("en", "Owen Marchetit of the union welcomed it.", "Owen Marchetit"),
        ("it", "Il sindacalista Owen Marchotti è d’accordo.", "Owen Marchotti"),
        ("fr", "Selon Ada Lindqivst, le plan est prêt.", "Ada Lindqivst"),
        ("de", "Das sagte Ada Lindqvits in der Stadt.", "Ada Lindqvits"),
    ],
)
def test_a_misspelt_name_is_shown_beside_the_right_one(
    language: str, text: str, misspelt: str, source: str
) -> None:
    claims = _check(text, language, _source(source))
    assert _outcome(claims, misspelt)[0] == "different"
    assert any(
        "Marchetti" in place.text or "Lindqvist" in place.text for claim in claims for place in claim.sources
    )


def test_a_name_that_is_not_in_the_source_is_not_found_in_its_language() -> None:
    claims = _check("Piotr Valdane of the shipping union welcomed the plan.", "en", _source("en"))
    assert _outcome(claims, "Piotr Valdane") == ("not-found", "")


def test_a_name_of_the_dossier_that_is_not_in_the_source_is_not_found_across_languages() -> None:
    text = "Piotr Valdane del sindacato ha accolto bene il piano."
    assert _outcome(_check(text, "it", _source("en")), "Piotr Valdane") == ("not-compared", "")
    known = ("w:piotr", "w:valdane", *_keys_of("it", "Così Piotr Valdane."))
    assert _outcome(_check(text, "it", _source("en"), known=known), "Piotr Valdane") == ("not-found", "")


JAPANESE = [
    "ノーランド、フェリーを購入",
    "ノーランド政府はフェリー27隻を購入すると、エイダ・リンドクヴィスト運輸相が2023年3月14日に述べた。",
    "海運労組のオーウェン・マルケッティ氏はこの計画を歓迎し、ジェームズ・カーターと石破茂も出席した。",
]


@pytest.mark.parametrize(
    ("name", "outcome", "block"),
    [
        ("Ada Lindqvist", "found", "1"),
        ("Lindqvist", "found", "1"),
        ("Owen Marchetti", "found", "2"),
        ("James Carter", "found", "2"),
        ("Ralph Carter", "not-compared", ""),
        ("Brigitte Trautmann", "not-found", ""),
        ("Ishiba Shigeru", "not-compared", ""),
    ],
)
def test_names_are_looked_up_in_japanese_sources_by_their_sound(name: str, outcome: str, block: str) -> None:
    claims = _check(f"The plan was welcomed by Minister {name}.", "en", _source("ja", texts=JAPANESE))
    assert _outcome(claims, name) == (outcome, block)


def _keys_of(language: str, text: str) -> tuple[str, ...]:
    facts = read_facts([FactBlock(id="a", text=text)], language, DAY)
    return tuple(key for fact in facts if fact.kind == "name" for key in fact.keys)


@pytest.mark.parametrize("source", ARTICLES)
@pytest.mark.parametrize(
    ("language", "text", "rounded"),
    [
        ("en", "About 3,500 people work there.", "3,500"),
        ("it", "Costano quasi 1,9 miliardi di euro.", "1,9"),
        ("de", "Dort arbeiten rund 3.500 Menschen.", "3.500"),
    ],
)
def test_a_coarser_number_is_rounded(language: str, text: str, rounded: str, source: str) -> None:
    (claim,) = (claim for claim in _check(text, language, _source(source)) if rounded in claim.text)
    assert claim.outcome == "rounded"


def test_a_finer_number_is_another_one() -> None:
    source = _source("en", texts=["Title", "About 3,500 people work in the yard."])
    assert _outcome(_check("Some 3,460 people work in the yard.", "en", source), "3,460") == (
        "different",
        "1",
    )


def test_a_month_holds_the_day_of_the_source() -> None:
    assert (
        _outcome(_check("The minister spoke in March 2023.", "en", _source("de")), "March 2023")[0] == "found"
    )


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "“The coast cannot wait for another decade”", "“The coast can wait for another decade”"),
        ("it", "«La costa non può aspettare un altro decennio»", "«La costa non può aspettare un altro anno»"),
        ("fr", "« La côte ne peut pas attendre une décennie de plus »", "« La côte ne veut pas attendre une décennie de plus »"),
        ("de", "„Die Küste kann nicht noch ein Jahrzehnt warten“", "„Die Küste kann noch ein Jahrzehnt warten“"),
    ],
)  # fmt: skip
def test_a_changed_quotation_is_shown_beside_the_words_of_the_source(
    language: str, right: str, wrong: str
) -> None:
    found = _check(f"Lindqvist: {right}.", language, _source(language))
    assert [(claim.outcome, claim.sources[0].block) for claim in found if claim.kind == "quotation"] == [
        ("found", "3")
    ]
    (changed,) = (
        c for c in _check(f"Lindqvist: {wrong}.", language, _source(language)) if c.kind == "quotation"
    )
    assert changed.outcome == "different"
    assert changed.sources[0].block == "3"
    assert changed.sources[0].text[:9] in right


def test_a_quotation_with_words_left_out_is_found() -> None:
    claims = _check("Lindqvist: “[T]he coast cannot wait […] decade”.", "en", _source("en"))
    assert [claim.outcome for claim in claims if claim.kind == "quotation"] == ["found"]


@pytest.mark.parametrize(
    ("quoted", "language", "outcome", "meant"),
    [
        ("The coast cannot wait for another decade", "de", "not-compared", "Die Küste kann"),
        ("For another decade, no coast should wait", "en", "doubtful", "The coast cannot"),
        ("Ferries make everyone happy, always", "en", "not-found", ""),
    ],
)
def test_a_quotation_in_other_words_is_shown_with_what_it_may_be_taken_from(
    quoted: str, language: str, outcome: str, meant: str
) -> None:
    claims = _check(f"Lindqvist told reporters: “{quoted}”.", "en", _source(language))
    (claim,) = (claim for claim in claims if claim.kind == "quotation")
    assert claim.outcome == outcome
    assert [place.text[: len(meant)] for place in claim.sources] == [meant] * bool(meant)


def test_what_another_article_states_of_something_else_is_not_found_but_shown() -> None:
    other = _source("en", name="fair", cited=False, texts=["The fair", "Piotr Valdane opened it."])
    claims = _check("Ada Lindqvist met Piotr Valdane in Torvik.", "en", _source("en"), other)
    (claim,) = (one for one in claims if "Valdane" in one.text)
    assert (claim.outcome, claim.sources[0].article, claim.uncited) == ("not-found", "fair", False)


def test_the_paragraph_is_preferred_to_the_title_that_says_the_same() -> None:
    source = _source("en", texts=["Torvik yard loses 640 jobs", "The yard in Torvik loses 640 jobs."])
    assert _outcome(_check("The Torvik yard loses 640 jobs.", "en", source), "640") == ("found", "1")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tokyo bought 27 ferries in Torvik.", "Tokyo"),
        ("Japan sold 12 barges in Torvik.", "Japan"),
    ],
)
def test_a_capital_is_found_where_its_country_stands_with_what_the_sentence_says(
    text: str, name: str
) -> None:
    texts = (
        "Ferries",
        "Ada Lindqvist spoke of the weather.",
        "Japan bought 27 ferries in Torvik.",
        "She came back late.",
        "Rain fell for a week. Japan and Tokyo were spared.",
        "She said more.",
        "Tokyo sold 12 barges in Torvik.",
    )
    block = "2" if name == "Tokyo" else "6"
    assert _outcome(_check(text, "en", _source("en", texts=texts)), name) == ("found", block)


def test_a_value_that_stands_where_nothing_else_fits_is_doubtful() -> None:
    source = _source(
        "en",
        texts=[
            "Ferries and fish",
            "Owen Marchetti said on 3 April 2023 that 450 sailors of the Torvik yard had joined the union in Norland.",
            "The fishing season was good.",
            "Elsewhere, a museum showed 720 model boats.",
        ],
    )
    text = "On 3 April 2023 Owen Marchetti said that 720 sailors of the Torvik yard in Norland had joined the union."
    (claim,) = (claim for claim in _check(text, "en", source) if "720" in claim.text)
    assert (claim.outcome, [place.block for place in claim.sources]) == ("doubtful", ["3", "1"])


def test_the_cited_article_comes_before_another_that_says_the_same() -> None:
    other = _source("it", name="other", cited=False)
    claims = _check("Norland orders 27 ferries.", "en", other, _source("en"))
    assert [place.article for claim in claims if "27" in claim.text for place in claim.sources] == ["ferries"]


def test_a_text_that_cites_nothing_is_looked_up_in_the_other_articles() -> None:
    other = _source("it", name="other", cited=False)
    claims = _check("Owen Marchetti works in Torvik with 3,460 people.", "en", other)
    assert [(claim.outcome, claim.sources[0].article) for claim in claims if "3,460" in claim.text] == [("found", "other")]  # fmt: skip


@pytest.mark.parametrize("cites", [False, True])
@pytest.mark.parametrize("source", ["en", "de"])
def test_a_sentence_is_compared_with_the_article_that_it_is_about_though_another_is_cited_or_none(
    source: str, *, cites: bool
) -> None:
    zoo = _source("en", name="zoo", texts=["Zoo", "The zoo in Torvik has 27 penguins."])
    about = _source(source, name="about", cited=False)
    text = "Minister Ada Lindqvist of Norland orders 27 ferries for €1.95 billion."
    claims = _check(text, "en", *([zoo] if cites else []), about)
    assert {claim.text: (claim.outcome, claim.sources[0].article) for claim in claims} == {
        "Norland": ("found", "about"),
        "27": ("found", "about"),
        "€1.95 billion": ("different", "about"),
        "Ada Lindqvist": ("found", "about"),
    }


@pytest.mark.parametrize("language", ["en", "it"])
def test_an_article_on_something_else_that_has_one_of_the_numbers_tells_no_other_values(
    language: str,
) -> None:
    texts = ["How much to tip", "Leave 15% of $40 in a restaurant, and $1 for the coat, as in 2026."]
    tips = _source("en", name="tips", cited=False, texts=texts)
    text = {
        "en": "Torvik signs for €900 million and four yards, 15% more than in 2023.",
        "it": "Torvik firma per 900 milioni di euro e 4 cantieri, il 15 % in più del 2023.",
    }[language]
    assert "different" not in {claim.outcome for claim in _check(text, language, tips)}


class _Unread(Sequence[FactBlock]):
    """Blocks that must not be read."""

    def __len__(self) -> int:
        raise AssertionError("read in vain")

    def __getitem__(self, place: int | slice) -> Any:
        raise AssertionError("read in vain")


def test_of_the_articles_that_are_not_cited_only_those_are_read_that_share_most_with_a_sentence() -> None:
    likely = _source("it", name="likely", cited=False)
    shared = frozenset(key for fact in likely.facts for key in fact.keys)
    unlikely = FactSource(
        article="unlikely",
        language="en",
        day=DAY,
        blocks=_Unread(),
        facts=(),
        shared=frozenset({"n:3460"}),
    )
    claims = _check(
        "Owen Marchetti works in Torvik with 3,460 people.", "en", unlikely, replace(likely, shared=shared)
    )
    assert [claim.sources[0].article for claim in claims if "3,460" in claim.text] == ["likely"]


def test_words_are_compared_in_languages_whose_stems_begin_otherwise() -> None:
    source = _source(
        "id", texts=["Kapal", "Berita.", "Sebanyak 340 pekerja dipecat.", "Kapal sejumlah 340 dibelikan."]
    )
    claims = _check("Pemerintah membeli 340 buah.", "id", source)
    assert _outcome(claims, "340") == ("found", "3")


@pytest.mark.parametrize(
    ("language", "texts", "text"),
    [
        (
            "uk",
            ["Порт", "Звільнено 340 робітників.", "Куплено 340 новий поїзд."],
            "Уряд купив 340 нової поїзда.",
        ),
        ("ru", ["Порт", "Уволено 340 рабочих.", "Это новый поезд, 340 мест."], "В новой машине 340 мест."),
    ],
)
def test_slavic_words_are_compared_by_stems_that_need_their_short_i(
    language: str, texts: list[str], text: str
) -> None:
    assert _outcome(_check(text, language, _source(language, texts=texts)), "340") == ("found", "2")


@pytest.mark.parametrize(
    ("text", "value", "outcome"),
    [
        ("The first channel had 3.1 million viewers, the second 2.94.", "2.94", "found"),
        ("The first channel had 3.1 million viewers, the second 2.49.", "2.49", "different"),
        ("Of the viewers 58 percent were for it, 32 against.", "32", "found"),
        ("58 percent were for it, 10 abstained, 32 were against.", "32", "found"),
        ("Of the viewers 58 percent were for it, 23 against.", "23", "different"),
        ("The house of Channel Four 1870 is for sale.", "1870", "found"),
    ],
)
def test_a_bare_number_takes_the_unit_of_the_one_beside_it_or_is_a_year(
    text: str, value: str, outcome: str
) -> None:
    source = _source(
        "en",
        texts=[
            "Viewers",
            "The first channel had 3.1 million viewers. The second channel had 2.94 million viewers.",
            "58 percent of the viewers were for it and 32 percent against.",
            "The house of Channel Four was built in 1870.",
        ],
    )
    (claim,) = (claim for claim in _check(text, "en", source) if claim.text == value)
    assert claim.outcome == outcome


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("Torvik Society", "found"), ("Torvik Socitey", "not-found"), ("Owen Marchetti", "found")],
)
def test_a_name_with_a_last_word_that_no_source_has_is_not_the_shorter_one(name: str, outcome: str) -> None:
    texts = ["Torvik", "The Torvik Society met.", "Mr Marchetti spoke of Torvik; Owen, his son, did not."]
    claims = _check(f"They heard of {name} on Monday.", "en", _source("en", texts=texts))
    assert [claim.outcome for claim in claims if claim.text == name] == [outcome]


def test_a_number_of_an_article_on_something_else_does_not_bear_out_a_claim() -> None:
    other = _source("en", name="zoo", cited=False, texts=["Zoo", "The zoo has 3,640 penguins."])
    claims = _check("In Torvik 3,640 people work, says Owen Marchetti.", "en", _source("en"), other)
    (claim,) = (claim for claim in claims if "3,640" in claim.text)
    assert claim.outcome == "different"
    assert claim.sources[0].article == "ferries"


@pytest.mark.parametrize("language", ARTICLES)
def test_an_article_beside_itself_is_without_alarm(language: str) -> None:
    source = _source(language)
    claims = check_claims(source.blocks, language, DAY, [source])
    assert len(claims) > 10
    assert {claim.outcome for claim in claims} == {"found"}


def test_small_numbers_that_count_nothing_raise_no_alarm() -> None:
    claims = _check("The two of them agreed.", "en", _source("en"))
    assert not {"different", "not-found"} & {claim.outcome for claim in claims}


@pytest.mark.parametrize(
    ("text", "claimed", "outcome"),
    [
        ("It closed after seven days.", "seven days", "found"),
        ("The yard opened in 1870, 36 years before the fire of 1906.", "36 years", "not-compared"),
        ("The yard closed after 36 years.", "36 years", "not-compared"),
        ("Rask and eight others were held.", "eight", "found"),
        ("Rask and seven others were held.", "seven", "different"),
        ("The MFTW of Torvik was warned.", "MFTW", "not-compared"),
    ],
)
def test_what_a_source_says_in_another_form_raises_no_alarm(text: str, claimed: str, outcome: str) -> None:
    source = _source(
        "en",
        texts=[
            "Yards",
            "The yard in Torvik opened in 1870; a week after the fire of 1906 it closed.",
            "Police held Rask, one of nine protesters in Torvik.",
        ],
    )
    (claim,) = (claim for claim in _check(text, "en", source) if claim.text == claimed)
    assert claim.outcome == outcome


@pytest.mark.parametrize(
    ("language", "text", "claimed", "outcome"),
    [
        ("en", "The MoCs with CHN cover Ge and Ga; HoD has seen them.", "MoCs", "not-compared"),
        ("en", "Tokyo will ask CHN for ferries.", "CHN", "not-compared"),
        ("en", "Ferries will be rare, says CNN.", "CNN", "not-found"),
        ("de", "Im Juni hatte Owen Denuklearisierung verlangt.", "Owen", "found"),
        ("en", "The law of March 2023 (signed: 14 March) is new.", "14 March", "found"),
        ("en", "Ferries, June 2024", "June 2024", "not-compared"),
        ("en", "Harbour Review wants 27 ferries.", "Harbour Review", "not-compared"),
        ("en", "Harbour Gazette wants 27 ferries.", "Harbour Gazette", "not-found"),
        ("en", "The plan is worth 1.85bn to Torvik.", "1.85bn", "found"),
    ],
)
def test_what_a_note_writes_in_its_own_way_raises_no_alarm(
    language: str, text: str, claimed: str, outcome: str
) -> None:
    source = replace(_source("en"), publication="The Harbour Review")
    known = _keys_of("en", "He told CNN of it.")
    claims = [claim for claim in _check(text, language, source, known=known) if claimed in claim.text]
    assert [(claim.text, claim.outcome) for claim in claims] == [(claimed, outcome)]


def test_an_amount_may_be_written_with_a_letter_and_without_its_currency() -> None:
    source = _source("en", texts=["Tents", "Torvik sent tents worth 350,000 euros and 1.1 million blankets."])
    claims = _check("Torvik gave tents worth 350k. It sent 1.1m blankets.", "en", source)
    assert {claim.text: claim.outcome for claim in claims if claim.kind == "quantity"} == {
        "350k": "found",
        "1.1m": "found",
    }


@pytest.mark.parametrize(
    ("quoted", "outcome"),
    [
        ("The coast cannot wait for another decade", "found"),
        ("The coast cannot wait for another century", "different"),
        ("Die Werft baut weiter und weiter", "not-compared"),
    ],
)
def test_a_quotation_left_in_the_language_of_its_source_is_compared(quoted: str, outcome: str) -> None:
    claims = _check(f"„{quoted}“, sagte Lindqvist in Torvik.", "de", _source("en"))
    assert next(claim.outcome for claim in claims if claim.kind == "quotation") == outcome


def test_an_unknown_word_is_no_alarm_where_the_sentence_is_from_a_source_in_another_language() -> None:
    english = _source("en", name="english", texts=["Fish", "Rask sold 512 tons of herring in Holm."])
    told = "Rask sold 27 ferries from Torvik to the Kanzlerey."
    claims = _check(told, "en", english, _source("de"))
    assert _outcome(claims, "Kanzlerey") == ("not-compared", "")
    claims = _check("Rask sold 512 tons of herring from Holm to the Kanzlerey.", "en", english, _source("de"))
    assert _outcome(claims, "Kanzlerey") == ("not-found", "")


def test_a_japanese_source_may_have_a_name_in_characters_that_do_not_tell_its_sound() -> None:
    japanese = _source("ja", name="japanese", texts=JAPANESE)
    text = "Minister Ishiba Shigeru and Piotr Valdane welcomed the plan."
    claims = _check(text, "en", _source("en"), japanese)
    assert _outcome(claims, "Ishiba Shigeru") == ("not-compared", "")
    assert _outcome(claims, "Piotr Valdane") == ("not-found", "")


def test_a_year_is_not_borne_out_by_a_weekday_where_the_sentence_has_another_year() -> None:
    source = _source(
        "en",
        texts=[
            "Ferries",
            "In Torvik the storm broke two piers on Friday.",
            "Torvik had 51,300 inhabitants in 2017.",
        ],
    )
    claims = _check("In 2024, Torvik had 51,300 inhabitants.", "en", source)
    (claim,) = (claim for claim in claims if claim.kind == "date")
    assert (claim.outcome, claim.sources[0].text) == ("different", "2017")
    source = _source("en", texts=["Ferries", "In Torvik the storm broke two piers on Friday."])
    (claim,) = _check("In 1987 the storm broke piers in Torvik.", "en", source)[:1]
    assert (claim.text, claim.outcome) == ("1987", "not-found"), "a weekday is nothing to compare a year with"


def test_translated_names_of_bodies_raise_no_alarm_although_the_dossier_has_them() -> None:
    known = _keys_of("en", "He spoke in the Transport Committee. She left the Labour Party.")
    claims = _check("Ada Lindqvist left the Labour Party.", "en", _source("it"), known=known)
    assert not {"different", "not-found"} & {claim.outcome for claim in claims}


@pytest.mark.parametrize(
    ("language", "text", "outcome"),
    [
        ("en", "Three points stand out.", "not-compared"),
        ("de", "Drei Punkte fallen auf.", "not-compared"),
        ("it", "Tre punti meritano attenzione.", "not-compared"),
        ("fr", "Trois points méritent l’attention du ministre :", "not-compared"),
        ("en", "The index fell by three points.", "different"),
        ("en", "3 points separate them.", "different"),
    ],
)
def test_a_count_of_points_that_follow_is_no_claim(language: str, text: str, outcome: str) -> None:
    source = _source("en", name="index", texts=("Ferries", "The index of the yards rose by 5 points."))
    (claim,) = _check(text, language, source)
    assert claim.outcome == outcome


@pytest.mark.parametrize(
    ("language", "name", "own", "source"),
    [
        (
            "ar",
            "Karl Mühlen",
            "قال Karl Mühlen إن السعر ارتفع.",
            "ارتفع السعر في دريسدن، كما قال Franz Oberhuber.",
        ),
        (
            "sv",
            "Ministern Johan Lund",
            "Ministern Johan Lund besökte varvet.",
            "Ministern Ada Lindqvist besökte varvet i Torvik.",
        ),
    ],
)
def test_names_in_languages_without_a_list_of_common_words_are_compared(
    language: str, name: str, own: str, source: str
) -> None:
    claims = check_claims(
        (FactBlock(id="own", text=own),), language, DAY, (_source(language, texts=("", source)),)
    )
    assert [(claim.text, claim.outcome) for claim in claims] == [(name, "not-found")]


@pytest.mark.parametrize(
    ("text", "words", "source", "outcome"),
    [
        (
            "Half of the households in Gaza have no water.",
            "Half",
            "51 per cent of households in Gaza",
            "found",
        ),
        (
            "Half of the households in Gaza have no water.",
            "Half",
            "A third of households in Gaza",
            "different",
        ),
        ("More than half of the farms in Saxony.", "half", "62 per cent of farms in Saxony", "found"),
        ("More than half of the farms in Saxony.", "half", "A quarter of farms in Saxony", "different"),
        ("48 per cent of the farms in Saxony.", "48 per cent", "Half of the farms in Saxony", "different"),
        # What is computed, or may be of something else, is not compared.
        (
            "Half of the farms in Saxony.",
            "Half",
            "600 of 1,200 farms in Saxony, 12 per cent more",
            "not-compared",
        ),
        ("Norway’s imports doubled.", "doubled", "Norway’s imports rose from 5 to 10 Mt.", "not-compared"),
        ("Norway’s imports doubled.", "doubled", "Norway’s imports rose 2-fold.", "found"),
        ("Norway’s imports tripled.", "tripled", "Norway’s imports doubled.", "different"),
    ],
)
def test_parts_and_multiples_in_words_are_compared_with_others_in_words(
    text: str, words: str, source: str, outcome: str
) -> None:
    assert (
        _outcome(_check(text, "en", _source("en", name="a", texts=("Report", source))), words)[0] == outcome
    )


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Mindestens 3.460 Menschen arbeiten in der Werft.", ("Mindestens 3.460", "Up to 3,460")),
        ("fr", "Au moins 3 460 personnes travaillent au chantier.", ("Au moins 3 460", "Up to 3,460")),
        ("en", "Some 3,460 people work in the yard.", None),
        ("en", "Not more than 3,460 people work in the yard.", None),
    ],
)
def test_a_lower_bound_is_no_upper_one(language: str, text: str, found: tuple[str, str] | None) -> None:
    source = _source("en", texts=["Ferries", "Up to 3,460 people work in the yard of Torvik."])

    alarms = [claim for claim in _check(text, language, source) if claim.outcome == "different"]

    assert [(claim.text, claim.sources[0].text) for claim in alarms] == ([found] if found else [])


@pytest.mark.parametrize(
    ("language", "text", "outcome"),
    [
        ("fr", "Les fuites baissent de 12 % à 20 %.", "different"),
        ("de", "Die Verluste sinken von 12 auf 20 Prozent.", "different"),
        ("ja", "漏水は12%から20%になる。", "different"),
        ("fr", "Les fuites baissent de 20 % à 12 %.", "found"),
        ("en", "Leaks are to fall to 12% from 20%.", "found"),
    ],
)
def test_the_ends_of_a_change_are_in_their_order(language: str, text: str, outcome: str) -> None:
    source = _source("en", texts=["Water", "The plan cuts leaks from 20% to 12% in eight years."])

    claims = [claim for claim in _check(text, language, source) if claim.kind == "quantity"]

    assert [claim.outcome for claim in claims] == [outcome, outcome]
    if outcome == "different":
        assert claims[0].sources[0].text.startswith("20")


FORMER = {
    "en": ("The damage is now put at 2.9 billion euros, against 2.4 billion last week.", "The damage is 2.4 billion euros."),
    "de": ("Der Schaden beträgt 2,9 Milliarden statt bisher 2,4 Milliarden Euro.", "Der Schaden beträgt 2,4 Mrd. Euro."),
    "fr": ("Les dégâts passent de 2,4 à 2,9 milliards d’euros.", "Les dégâts sont de 2,4 milliards d’euros."),
    "it": ("I danni sono di 2,9 miliardi di euro, rispetto ai 2,4 miliardi di lunedì.", "I danni sono di 2,4 miliardi di euro."),
}  # fmt: skip


@pytest.mark.parametrize("source", FORMER)
@pytest.mark.parametrize("language", FORMER)
def test_a_value_that_a_source_gives_as_the_former_one_differs_from_the_present_one(
    language: str, source: str
) -> None:
    newer = _source(source, name="newer", texts=("", FORMER[source][0]))
    older = replace(_source(source, name="older", texts=("", FORMER[source][1])), day=DAY - timedelta(days=7))
    for sources in ((newer,), (older, newer)):
        (found,) = _check(FORMER[language][1], language, *sources)
        assert (found.outcome, found.former, found.sources[0].article) == ("different", True, "newer")
        assert found.sources[0].text.startswith(("2.9", "2,9"))


@pytest.mark.parametrize(
    ("text", "value", "article"),
    [
        ("The damage is 2.4 billion euros.", "2.4", "The damage was cut from 2.4 to 2.9 by tax. It is 2.4 billion euros."),
        ("The damage was first put at 2.4 billion euros.", "2.4", FORMER["en"][0]),
        ("On 12 June the damage was 2.4 billion euros.", "2.4", FORMER["en"][0]),
        ("The damage is 2.9 billion euros, from 2.4 billion.", "2.4 billion", FORMER["en"][0]),
        ("The damage is more than 2.4 billion euros.", "2.4", FORMER["en"][0]),
        ("The toll is 21 euros.", "21 euros", "The toll will rise from 21 euros to 24 euros."),
        ("The toll is 21 euros in Norland.", "21 euros", "The toll is 24 euros, compared with 21 euros in Norland."),
        ("Tickets cost 20 euros.", "20 euros", "Tickets cost from 20 euros to 30 euros."),
    ],
)  # fmt: skip
def test_a_former_value_is_found_where_the_text_or_another_source_has_it_rightly(
    text: str, value: str, article: str
) -> None:
    claims = _check(text, "en", _source("en", texts=("", article)))
    assert _outcome(claims, value)[0] == "found"
    assert not any(claim.former for claim in claims)


@pytest.mark.parametrize(
    ("language", "article", "text", "other"),
    [
        ("en", "Torvik, 25 November 2023. The toll rose to 0.9% on Tuesday, from 0.4% in October.", "The toll rose from 0.4% in October.", "September"),
        ("en", "Torvik, 25 November 2023. The toll rose to 0.9% on Tuesday, from 0.4% in October.", "On Tuesday the toll rose to 0.9%.", "On Friday"),
        ("de", "Torvik, 25. November 2023. Die Maut stieg im Oktober auf 0,9 Prozent.", "Im Oktober stieg die Maut auf 0,9 Prozent.", "Im August"),
        ("fr", "Torvik, le 25 novembre 2023. Le péage est passé à 0,9 % en octobre.", "En octobre, le péage est passé à 0,9 %.", "En août"),
    ],
)  # fmt: skip
def test_a_date_in_the_words_of_a_source_without_a_day_is_not_said_to_differ(
    language: str, article: str, text: str, other: str
) -> None:
    blocks = (FactBlock(id="1", text=article),)
    source = FactSource(
        article="undated",
        language=language,
        day=None,
        blocks=blocks,
        facts=read_facts(blocks, language, None),
        cited=True,
    )

    def dates(written: str) -> list[str]:
        return [claim.outcome for claim in _check(written, language, source) if claim.kind == "date"]

    assert dates(text) == ["not-compared"]
    words = ("in October", "On Tuesday", "Im Oktober", "En octobre")
    said = next(word for word in words if word in text)
    otherwise = other if said != "in October" else f"in {other}"
    assert dates(text.replace(said, otherwise)) in (["different"], ["not-found"])


@pytest.mark.parametrize(
    ("article", "both"),
    [
        ("Stocks cover 64 days, compared with 41 days last year.", ("2025", "64", "2024", "41")),
        ("Stocks cover 64 days, compared with 41 days last year.", ("2024", "41", "2025", "64")),
        ("Stocks fell from 64 to 41 days.", ("2024", "64", "2025", "41")),
    ],
)
def test_a_table_may_have_the_former_value_beside_the_present_one(
    article: str, both: tuple[str, ...]
) -> None:
    source = _source("en", texts=("", article))
    head, cells = "Stocks (days)", []
    for year, days in zip(both[::2], both[1::2], strict=True):
        cells += [
            FactBlock(id=year, text=year, headers=("Year", "", "")),
            FactBlock(id=f"days {year}", text=days, headers=(head, year, "")),
        ]
    claims = check_claims(cells, "en", DAY, [source])
    assert [claim.outcome for claim in claims if claim.block.startswith("days")] == ["found", "found"]
    # A table with the former value only has not heard of the change.
    former = "41" if "compared" in article else "64"
    alone = next(number for number, cell in enumerate(cells) if cell.text == former)
    (claim,) = (
        claim
        for claim in check_claims(cells[alone - 1 : alone + 1], "en", DAY, [source])
        if claim.text == former
    )
    assert (claim.outcome, claim.former) == ("different", True)


def test_another_quantity_may_stand_between_a_value_and_the_former_one() -> None:
    newer = _source(
        "en", texts=("", "The Union raised the fund to €3.1bn over five years, up from €2.4bn last week.")
    )
    claims = _check("The fund of the Union is worth €2.4bn over five years.", "en", newer)
    money = next(claim for claim in claims if "2.4" in claim.text)
    assert (money.outcome, money.former, money.sources[0].text) == ("different", True, "€3.1bn")
    assert _outcome(claims, "five years")[0] == "found"


def test_a_newer_source_outweighs_one_that_gives_its_value_as_a_former_one() -> None:
    older = replace(_source("en", texts=("", FORMER["en"][0])), day=DAY - timedelta(days=7))
    newer = _source("en", name="newer", texts=("", FORMER["en"][1]))
    assert _outcome(_check("The damage is 2.4 billion euros.", "en", older, newer), "2.4")[0] == "found"


@pytest.mark.parametrize(
    ("text", "value", "outcome"),
    [
        ("The Union lost 29 seats and keeps 88.", "29", "not-compared"),
        ("The Union lost 27 seats and keeps 88.", "27", "different"),
        ("The Union has 88 seats, 25 per cent fewer.", "25 per cent", "not-compared"),
    ],
)
def test_what_follows_from_values_of_a_source_is_not_said_to_differ(
    text: str, value: str, outcome: str
) -> None:
    article = "The Union holds 88 of its 117 seats."
    assert _outcome(_check(text, "en", _source("en", texts=("", article))), value)[0] == outcome


def test_a_large_number_is_not_compared_with_a_few_in_words() -> None:
    source = _source("en", texts=("", "The Union held twelve meetings."))
    assert _outcome(_check("The Union met 19,500 voters.", "en", source), "19,500")[0] == "not-found"


def test_a_day_that_another_article_has_beside_its_sentence_is_found() -> None:
    cited = _source("en", texts=("", "The council of Norland met on 15 May 2024."))
    other = _source(
        "en", name="other", cited=False, texts=("", "Ferry crews of Torvik will strike on 3 June 2024.")
    )
    claims = _check("Crews of the Torvik ferry will strike on 3 June 2024.", "en", cited, other)
    assert _outcome(claims, "3 June 2024")[0] == "found"
