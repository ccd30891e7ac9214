from __future__ import annotations

import pytest

from briefbuilder.tagging.terms import Term, TermEntry, TermError, TermFinder, parse_term
from briefbuilder.tagging.word_forms import Inflection, inflection_of, normalize


def found(term: str, text: str, language: str = "it") -> list[str]:
    compared = normalize(text)
    finder = TermFinder([TermEntry(0, parse_term(term, language))])
    return [compared.text[hit.start : hit.end] for hit in finder.find(compared)[0]]


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        # Letters of the same word.
        ("it", "semiconduttor*", "Un semiconduttore, due Semiconduttori", ["semiconduttore", "Semiconduttori"]),
        ("it", "caten* di fornitura", "la catena di fornitura, le catene di fornitura", ["catena di fornitura", "catene di fornitura"]),
        ("de", "*halbleiter*", "Leistungshalbleitern und Halbleiterfabrik", ["Leistungshalbleitern", "Halbleiterfabrik"]),
        ("de", "wirtschaftliche* Zwang*", "mit wirtschaftlichem Zwang", ["wirtschaftlichem Zwang"]),
        ("es", "sanci*", "sanción y sanciones", ["sanción", "sanciones"]),
        ("en", "chip*", "chip5 and chip", ["chip"]),
        # One or two words.
        ("it", "controll* * esportazion*", "controlli sulle esportazioni", ["controlli sulle esportazioni"]),
        ("it", "controll* * esportazion*", "controllo delle nostre esportazioni", ["controllo delle nostre esportazioni"]),
        ("it", "controll* * esportazion*", "controlli alle molte nostre esportazioni", []),
        ("it", "controll* * esportazion*", "controlli esportazioni", []),
        ("it", "controll* * export", "i controlli sull’export", ["controlli sull'export"]),
        # Hyphens.
        ("en", "de-risk*", "de-risking, derisking, de risking, De‑risked", ["de-risking", "derisking", "de risking", "De-risked"]),
        ("fr", "semi-conducteur*", "semi-conducteurs, semiconducteur", ["semi-conducteurs", "semiconducteur"]),
        ("it", "UE-Giappone", "UE–Giappone e UE Giappone", ["UE-Giappone", "UE Giappone"]),
        ("de", "KI-*", "KI-Verordnung, KI Verordnung, KIs", ["KI-Verordnung"]),
        ("de", "Handels- und Technologierat*", "des Handels- und Technologierats", ["Handels- und Technologierats"]),
        # Whole words, case, accents.
        ("it", "Cina", "la cina, non la cinese né Cinaxx", ["cina"]),
        ("es", "nipón", "nipon nipón nipo\u0301n", ["nipón", "nipón"]),
        ("it", "intelligenz* artificial*", "dell’intelligenza artificiale", ["intelligenza artificiale"]),
        ("it", "restrizion* all'export", "restrizioni all’export", ["restrizioni all'export"]),
        ("en", "export control*", "export\u00a0controls", ["export controls"]),
        ("en", "export control*", "An export\ncontrols it", []),
        # Acronyms.
        ("it", "USA", "gli USA; usa questo", ["USA"]),
        ("it", "AI", "l’AI", ["AI"]),
        ("it", "AI", "ai ministri", []),
        ("it", "AI", "LETTERA AI MINISTRI\nUn testo", []),
        ("it", "AI", "LETTERA\nL’AI nei testi", ["AI"]),
        ("it", "WTO", "IL WTO DECIDE", ["WTO"]),
        ("it", "5G", "LA RETE 5G", ["5G"]),
        ("en", "IRIS²", "the IRIS² network", ["IRIS2"]),
        ("es", "EE. UU.", "en EE. UU. y fuera", ["EE. UU."]),
        # CJK, and ASCII beside it.
        ("ja", "半導体", "先端半導体産業", ["半導体"]),
        ("ja", "AI", "生成AIの規制とAIR", ["AI"]),
        ("ja", "AI", "生成ＡＩ規制", ["AI"]),
        ("ja", "AI", "ai の", []),
        ("ja", "AI規制", "EUのAI規制", ["AI規制"]),
        ("ja", "パートナー", "デジタルﾊﾟｰﾄﾅｰ", ["パートナー"]),
        ("ja", "Xi Jinping", "XI JINPING主席", ["XI JINPING"]),
    ],
)  # fmt: skip
def test_a_term_is_found_by_the_rules(language: str, term: str, text: str, expected: list[str]) -> None:
    assert found(term, text, language) == expected


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("?", "empty"),
        ("*", "empty"),
        ("* chip", "wildcard-free"),
        ("chip *", "wildcard-free"),
        ("chip**", "wildcard-place"),
        ("chip.*", "wildcard-place"),
        ("半導*", "wildcard-cjk"),
        ("a" * 121, "long"),
        (" ".join("a*" for _ in range(9)), "wildcards"),
    ],
)
def test_a_term_that_no_rule_covers_is_refused(term: str, reason: str) -> None:
    with pytest.raises(TermError) as caught:
        parse_term(term, "en")
    assert caught.value.reason == reason


def test_term_with_many_wildcards_is_fast() -> None:
    compared = normalize("a " * 20_000)
    finder = TermFinder([TermEntry(0, parse_term("a* * a* * a* * b*", "en"))])
    assert finder.find(compared) == ([], [])


def test_common_words_are_found_apart_and_their_hits_made_on_demand() -> None:
    entries = [
        TermEntry(topic, parse_term(term, "en")) for topic, term in enumerate(("wafer", "state", "state aid"))
    ]
    finder = TermFinder(entries, lambda entry: entry.term.written == "state")
    text = normalize("A wafer of the state, the State aid")
    hits, words = finder.find(text)
    assert [(hit.entry.topic, hit.start) for hit in hits] == [(0, 2), (2, 26)]
    assert [(hit.entry.topic, hit.start) for word in words for hit in word.hits(1, text)] == [
        (1, 15),
        (1, 26),
    ]


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        ("de", "reife Apfel", "Es gibt reife Äpfel.", "reife Äpfel"),
        ("de", "gelbe Hand", "Er hatte gelbe Hände.", "gelbe Hände"),
        ("ar", "وزارة تجارة", "قالت وزارة التجارة", "وزارة التجارة"),
    ],
)
def test_a_second_word_is_found_in_forms_with_other_accents(
    language: str, term: str, text: str, expected: str
) -> None:
    finder = TermFinder([TermEntry(0, parse_term(term, language, inflection=inflection_of(language)))])
    assert [text[hit.start : hit.end] for hit in finder.find(normalize(text))[0]] == [expected]


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        ("state of play", "The state  of play", ["state  of play"]),
        ("plan B", "plan B, not plan boards", ["plan B"]),
        ("vitamin c level", "a vitamin c level", ["vitamin c level"]),
        ("state a*", "state aid and state actors", ["state aid", "state actors"]),
        ("talk-s on", "talks on trade", ["talks on"]),
    ],
)
def test_a_term_is_told_by_a_short_second_word(term: str, text: str, expected: list[str]) -> None:
    assert found(term, text, "en") == expected


def test_only_terms_that_may_go_on_as_the_text_does_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    match_at = Term.match_at

    def counted(term: Term, text: str, place: int) -> tuple[int, int] | None:
        compared.append(term.written)
        return match_at(term, text, place)

    monkeypatch.setattr(Term, "match_at", counted)
    entries = [
        TermEntry(0, parse_term(term, "en")) for term in ("head of state", "head in sand", "head a post")
    ]
    TermFinder(entries).find(normalize("the head of state"))
    assert compared == ["head of state"]


def test_terms_with_the_same_first_word_are_compared_once_with_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inflection = Inflection("it")
    entries = [
        TermEntry(topic, parse_term(f"accordo {word}", "it", inflection=inflection))
        for topic, word in enumerate(("commerciale", "militare", "doganale", "fiscale"))
    ]
    compared: list[str] = []
    whole = Inflection.share_stem

    def counted(self: Inflection, word: str, listed_word: str) -> bool:
        compared.append(word)
        return whole(self, word, listed_word)

    monkeypatch.setattr(Inflection, "share_stem", counted)
    hits, _ = TermFinder(entries).find(normalize("Accordi commerciali e accordi fiscali"))
    assert [hit.entry.topic for hit in hits] == [0, 3]
    # Once as a first word, and once as a part of a phrase.
    assert compared.count("accordi") == 2


@pytest.mark.parametrize(
    ("language", "term", "text", "expected"),
    [
        ("es", "?Lagos", "Los lagos del norte de Italia son profundos.", []),
        ("es", "?Lagos", "La conferencia empieza en Lagos.", ["Lagos"]),
        ("es", "Lagos", "Los lagos del norte de Italia son profundos.", ["lagos"]),
        ("es", "?Lagos", "la conferencia empieza en lagos", ["lagos"]),
        ("ru", "?Герань", "На окне цветёт герань, в саду розы.", []),
        ("ru", "?Герань", "Дроны «Герань» сбиты ночью.", ["Герань"]),
        ("de", "?Haft", "Er wurde verhaftet und sitzt in Haft.", ["Haft"]),
        ("es", "?campaña", "Campaña electoral en Lagos", ["Campaña"]),
    ],
)
def test_a_weak_name_needs_its_capital(language: str, term: str, text: str, expected: list[str]) -> None:
    finder = TermFinder([TermEntry(0, parse_term(term, language, inflection=inflection_of(language)))])
    assert [text[hit.start : hit.end] for hit in finder.find(normalize(text))[0]] == expected
