"""Numbers are read as they are meant in each language."""

from __future__ import annotations

import builtins
import sys
from decimal import Decimal

import pytest

from briefbuilder.domain.facts import FactBlock, Quantity
from briefbuilder.evidence import quantity_words
from briefbuilder.evidence.facts import read_facts
from briefbuilder.evidence.quantities import plain_number, read_quantities


def read(text: str, language: str, masked: tuple[tuple[int, int], ...] = ()) -> list[str]:
    """Return each quantity as "number unit"; a second reading follows a stroke."""
    return [
        "|".join(plain_number(number) for number in stated.numbers) + f" {stated.unit}".rstrip()
        for fact in read_quantities(FactBlock(id="b", text=text), language, masked)
        if isinstance(stated := fact.stated, Quantity)
    ]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The harbour cost $2.2 billion and took 1,100 workers.", ["2200000000 cur:USD", "1100"]),
        (
            "en",
            "Ferries carry £5m, EUR 20 million and US$3.4tn.",
            ["5000000 cur:GBP", "20000000 cur:EUR", "3400000000000 cur:USD"],
        ),
        ("en", "Two hundred and fifty crews won half a million dollars.", ["250", "500000 cur:USD"]),
        ("en", "They need two and a half million euros, a million more.", ["2500000 cur:EUR", "1000000"]),
        ("en", "A 7.5-magnitude quake raised twenty-foot waves.", ["7.5 mag", "20 ft"]),
        (
            "en",
            "One and a half million people waited 3½ hours, then 2 1/2 million on 24/7 duty.",
            ["1500000", "3.5 h", "2500000"],
        ),
        (
            "en",
            "The budget is €1¼ bn for 1 234 567 people, 5⅓ per cent more.",
            ["1250000000 cur:EUR", "1234567", "5.33 pct"],
        ),
        ("en", "The walls are 3¹/₂ feet high on 21/2/2024, with 10² posts.", ["3.5 ft", "10"]),
        (
            "en",
            "In 2020 2/3 of the 1 234 567.5 tonnes were sold, after 12 4/4 in May.",
            ["1234567.5 t", "12"],
        ),
        (
            "en",
            "Ports store 9 000 tonnes, 12 000.5 km, and 300 tonnes in June 2 200 km away.",
            ["9000 t", "12000.5 km", "300 t", "2", "200 km"],
        ),
        (
            "en",
            "⅔ of the members, a ¾ majority, about ⅕ of 1⅖ tonnes; ½ mile.",
            ["67 pct", "75 pct", "20 pct", "1.4 t", "0.5 mi"],
        ),
        (
            "en",
            "It cost ½ a million euros and ¾ of a billion yen; ½ of voters.",
            ["500000 cur:EUR", "750000000 cur:JPY", "50 pct"],
        ),
        ("de", "½ Million Euro um 14.30 Uhr MESZ.", ["500000 cur:EUR"]),
        ("en", "At 1400 GMT, 09.30 BST, 9 am ET and 15 h UTC 20 ships left.", ["20"]),
        ("it", "Tre anni e mezzo per 2,5 trilioni di dollari.", ["3.5 yr", "2500000000000 cur:USD"]),
        ("de", "Der Vorsprung schmolz auf 14½-13½ in 3½ Tagen.", ["3.5 day"]),
        ("fr", "Trois ans et demi, 2 ½ millions de tonnes.", ["3.5 yr", "2500000 t"]),
        (
            "en",
            "Rates rose by 50 basis points, turnout by 3 percentage points to 61%.",
            ["50 bp", "3 pp", "61 pct"],
        ),
        ("en", "The 54-year-old walked 1.100 miles, twice.", ["54 age", "1.1 mi", "2 times"]),
        ("it", "Il porto costa 2,2 miliardi di euro e occupa 1.100 persone.", ["2200000000 cur:EUR", "1100"]),
        (
            "it",
            "Servono 3 mila miliardi di lire, due milioni e mezzo di euro.",
            ["3000000000000 cur:ITL", "2500000 cur:EUR"],
        ),
        ("it", "Trecentomila abitanti, il 20 per cento, una decina di porti.", ["300000", "20 pct", "10"]),
        ("it", "Sei navi e 226 mila passeggeri; tu sei stato a bordo.", ["6", "226000"]),
        (
            "fr",
            "Le port coûte 43 milliards d'euros et occupe 379\u202f800 personnes.",
            ["43000000000 cur:EUR", "379800"],
        ),
        (
            "fr",
            "Dix pour cent des 30 000 habitants, 5 M€, neuf ports.",
            ["10 pct", "30000", "5000000 cur:EUR", "9"],
        ),
        ("fr", "Le pont neuf a coûté 3 billions de dollars.", ["3000000000000 cur:USD"]),
        ("de", "Das 43-Milliarden-Euro-Paket hilft 1.127 Häfen.", ["43000000000 cur:EUR", "1127"]),
        (
            "de",
            "Zweieinhalb Millionen Menschen, 20-prozentige Zölle, dreimal.",
            ["2500000", "20 pct", "3 times"],
        ),
        ("de", "Die 3,1 Mrd. Euro sind 2 Prozentpunkte mehr.", ["3100000000 cur:EUR", "2 pp"]),
        (
            "es",
            "Cuesta 2,2 mil millones de euros y 3 billones de dólares.",
            ["2200000000 cur:EUR", "3000000000000 cur:USD"],
        ),
        ("es", "Doscientas personas, el 30 por ciento, más de 1.100 barcos.", ["200", "30 pct", "1100"]),
        ("es", "Llegaron cientos de barcos y 125 millones de dolares.", ["125000000 cur:USD"]),
        (
            "de",
            "Die Vier-Tage-Woche, ein fünffacher Sieg, eine sechzehnjährige Fahrt; 100%ig.",
            ["4 day", "5 times", "16 age", "100 pct"],
        ),
        ("de", "Seit 2017 379.800 Einwohner, mehr als 30.000. Berlin schweigt.", ["379800", "30000"]),
        ("it", "Un sedicenne e un 54enne con venti passeggeri.", ["16 age", "54 age", "20"]),
        ("it", "Ha vinto i 200 e i 400 metri.", ["200 m", "400 m"]),
        ("fr", "Ces cinq derniers mois, 2260 000 personnes.", ["5 month", "2260000"]),
        ("en", "Hundreds of crews, three more days, two ports.", ["3 day", "2"]),
        (
            "ja",
            "1 億 4 千万ドル、1 万 6 千人、時速800 kph (497 mph)",
            ["140000000 cur:USD", "16000", "800 km/h", "497 mph"],
        ),
        ("ja", "港には約38万人が住み、1億2000万ドルかかった。", ["380000", "120000000 cur:USD"]),
        (
            "ja",
            "マグニチュード7.5、三百五十人、5割、6メートル、54歳",
            ["7.5 mag", "350", "50 pct", "6 m", "54 age"],
        ),
        (
            "pt",
            "O porto custa 2,2 bilhões de dólares e emprega trezentas pessoas.",
            ["2200000000 cur:USD", "300"],
        ),
        ("nl", "De haven kost 2,2 miljard euro, 20 procent meer.", ["2200000000 cur:EUR", "20 pct"]),
        (
            "ru",
            "Порт стоит 2,2 млрд долларов, там пять причалов и 1 100 рабочих.",
            ["2200000000 cur:USD", "5", "1100"],
        ),
        ("uk", "Порт коштує 2,2 млрд євро, на 20 відсотків більше.", ["2200000000 cur:EUR", "20 pct"]),
        ("ar", "الميناء يكلف 2.2 مليار دولار ويوظف ١٬١٠٠ عامل", ["2200000000 cur:USD", "1100"]),
        ("it", "Servono 18,3 mln t di acciaio e 2.900 t di sale.", ["18300000 t", "2900 t"]),
        (
            "en",
            "Losses of EUR 12–15m, imports worth 281m EUR.",
            ["12000000|12 cur:EUR", "15000000 cur:EUR", "281000000 cur:EUR"],
        ),
        ("fr", "On compte 2,49 M de camions.", ["2490000"]),
        ("es", "Habrá 60 M dosis al año.", ["60000000"]),
        ("de", "Ein Kilo kostet ca. 16 ct.", ["16 cent"]),
        ("en", "They keep a channel 2.5 metres deep.", ["2.5 m"]),
        ("de", "200 TEUR für 3 Häfen", ["200000 cur:EUR", "3"]),
        ("fr", "1,5 MEUR, soit 14 p.c.", ["1500000 cur:EUR", "14 pct"]),
        ("en", "14 pc over 5 yrs under res. 2254 and Art. 5", ["14 pct", "5 yr"]),
        ("zh", "超过1万6700人，3.5万亿元，20个百分点", ["16700", "3500000000000 cur:CNY", "20 pp"]),
        ("ko", "약 3억 5천만 달러, 20% 이상, 832명", ["350000000 cur:USD", "20 pct", "832"]),
    ],
)
def test_numbers_are_read_with_magnitude_and_unit(language: str, text: str, found: list[str]) -> None:
    assert read(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The F-35, an A320 and COVID-19; the G7 on 5G; the 3rd in the 1990s, 2018–19."),
        ("en", "At 10:30 or 5 p.m. they won 3-1 and 6–4, see page 12 and Article 5, or call +39 02 1234567."),
        ("en", "The Five Star Movement came second; a third voted in 2018."),
        ("en", "You can call Harbour Watch free on 116 123 or call 101; “60 Minutes” told so."),
        ("en", "At six in the morning the two sides met in 1950-53."),
        ("it", "Con venti forti le due squadre hanno perso 31 a 27 negli anni ‘80."),
        ("de", "Kurz vor der 63. Minute stand es 1:0."),
        ("it", "Alle 10.30 il Movimento Cinque Stelle discute l'articolo 5, negli anni '90."),
        ("fr", "À 14 h 30, la 3e page; vers 14 heures, dans les années 90."),
        ("de", "Um 14.30 Uhr auf dem 3. Platz, Seite 12, in den 90er Jahren; am 3. Oktober."),
        ("es", "A las 14.30 horas, el artículo 5 y el 3º."),
        ("ja", "2018年9月28日午後3時30分、第3回、数百人、十分な準備"),
        ("ja", "４．輸入実績"),
        ("de", "Das Wachstum im 1. Hj. war gering."),
    ],
)
def test_what_is_not_a_quantity_is_not_read(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It costs from 2.2 to 3.1 bn euros."),
        ("it", "Costa tra 2,2 e 3,1 miliardi di euro."),
        ("fr", "Il coûte entre 2,2 et 3,1 milliards d’euros."),
        ("de", "Es kostet zwischen 2,2 und 3,1 Mrd. €."),
        ("es", "Cuesta entre 2,2 y 3,1 mil millones de euros."),
        ("en", "It costs €2.2–3.1bn."),
    ],
)
def test_the_first_number_of_a_range_has_both_readings(language: str, text: str) -> None:
    assert read(text, language) == ["2200000000|2.2 cur:EUR", "3100000000 cur:EUR"]


@pytest.mark.parametrize(
    ("language", "text", "bounds"),
    [
        (
            "en",
            "More than 16,000 came, nearly 700 left, up to 6 stayed, about 20",
            ["more-than", "less-than", "at-most", "about"],
        ),
        (
            "it",
            "Oltre 16.000, quasi 700, fino a 6 metri, circa 20",
            ["more-than", "less-than", "at-most", "about"],
        ),
        (
            "fr",
            "Plus de 16 000, moins de 700, jusqu’à 6 mètres, environ 20",
            ["more-than", "less-than", "at-most", "about"],
        ),
        (
            "de",
            "Mehr als 16.000, fast 700, bis zu 6 Meter, rund 20",
            ["more-than", "less-than", "at-most", "about"],
        ),
        (
            "es",
            "Más de 16.000, casi 700, hasta 6 metros, unos 20",
            ["more-than", "less-than", "at-most", "about"],
        ),
        (
            "ja",
            "16000人以上、700人未満、最大6メートル、約20人",
            ["at-least", "less-than", "at-most", "about"],
        ),
    ],
)
def test_the_words_around_a_number_bound_it(language: str, text: str, bounds: list[str]) -> None:
    facts = read_quantities(FactBlock(id="b", text=text), language, ())

    assert [fact.stated.bound for fact in facts if isinstance(fact.stated, Quantity)] == bounds


def test_a_quantity_has_its_place_and_keys() -> None:
    text = "They paid about $379,800 in 2017."

    (fact,) = read_quantities(FactBlock(id="b7", text=text), "en", ())

    assert (fact.block, text[fact.start : fact.end], fact.keys) == (
        "b7",
        "$379,800",
        ("n:379800", "n2:380000"),
    )


def test_small_bare_numbers_have_no_keys_and_masked_places_are_not_read() -> None:
    text = "Nine ships sailed on 28 September with 1,400 crew."

    facts = read_quantities(FactBlock(id="b", text=text), "en", ((21, 33),))

    assert [(text[f.start : f.end], f.keys) for f in facts] == [
        ("Nine", ()),
        ("1,400", ("n:1400", "n2:1400")),
    ]


def test_the_language_of_a_block_goes_before_that_of_the_text() -> None:
    (fact,) = read_quantities(FactBlock(id="b", text="1.100 navi", language="it-IT"), "en", ())

    assert isinstance(fact.stated, Quantity)
    assert fact.stated.numbers == (Decimal(1100),)


def test_without_the_library_figures_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def refuse(name: str, *args: object, **named: object) -> object:
        if name == "text_to_num":
            raise ImportError(name)
        return imported(name, *args, **named)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "text_to_num", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    quantity_words._library.cache_clear()
    try:
        assert read("Nine ships carried 1,400 tonnes", "en") == ["1400 t"]
    finally:
        quantity_words._library.cache_clear()


@pytest.mark.parametrize("digits", ["9" * 40, "9" * 5_000, "0." + "1" * 60])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_numbers_that_no_decimal_holds_exactly_are_not_read(language: str, digits: str) -> None:
    assert read(f"It was {digits} there.", language) == []


def test_a_million_digits_are_no_number() -> None:
    assert read(f"The key {'9' * 1_000_001} opens 12 gates.", "en") == ["12"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It cost Rs 12,34,567 in all.", ["1234567 cur:INR"]),
        ("en", "Some 1,00,000 farmers came.", ["100000"]),
        ("sv", "omkring 600 000 hushåll", ["600000"]),
        ("pl", "około 600 000 mieszkań", ["600000"]),
        ("da", "12.500 personer", ["12500"]),
        ("fr", "12.500 euros", ["12500 cur:EUR"]),
        ("en", "At 9 am WET 23 WEST BANK SETTLERS LEFT.", ["23"]),
        ("ru", "12.500 человек", ["12500"]),
        ("ar", "نحو ٣٬٠٠٠ شخص و١٫٢ مليار دولار و٥٪", ["3000", "1200000000 cur:USD", "5 pct"]),
        ("ko", "8조 7000억 원을 편성했다. 8조 원이다.", ["8700000000000 cur:KRW", "8000000000000 cur:KRW"]),
        ("ko", "헌법 8조에 따라", []),
        ("ko", "헌법 8조 2항과 12조 10호에 따라", []),
        ("ja", "成長率は5~7%である", ["5 pct", "7 pct"]),
        ("es", "entre el 5 y el 7 %", ["5 pct", "7 pct"]),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10⁶ m³ of water", ["1000000 m3"]),
        ("3.2 × 10⁶ t and 3·10⁻³ t", ["3200000 t", "0.003 t"]),
        ("10¹² dollars", ["1000000000000 cur:USD"]),
        ("It has 10² and 7⁶ notes.", ["10", "7"]),
    ],
)
def test_a_number_may_be_raised_to_a_power(text: str, expected: list[str]) -> None:
    assert read(text, "en") == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "a quarter of a million people", ["250000"]),
        ("en", "three-quarters of a million people", ["750000"]),
        ("en", "two and a quarter million people", ["2250000"]),
        ("fr", "trois quarts de million de personnes", ["750000"]),
        ("it", "un quarto di milione di euro", ["250000 cur:EUR"]),
        ("de", "drei viertel Millionen Euro", ["750000 cur:EUR"]),
        ("de", "1,5 Billiarden", ["1500000000000000"]),
        ("ru", "полмиллиона рублей", ["500000 cur:RUB"]),
    ],
)
def test_parts_of_a_magnitude_are_read(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected


def test_shares_per_thousand_are_compared_with_those_per_hundred() -> None:
    assert read("0,5 Promille", "de") == read("0,5 ‰", "de") == ["0.5 permille"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("nl", "5 tot 7 procent"), ("ru", "от 5 до 7 процентов"), ("uk", "від 5 до 7 відсотків")],
)
def test_what_joins_a_range_is_no_bound_of_its_second_number(language: str, text: str) -> None:
    facts = read_quantities(FactBlock(id="b", text=text), language, ())

    assert [fact.stated.bound for fact in facts if isinstance(fact.stated, Quantity)] == ["exact", "exact"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Half of the members, nearly a third of them", [("50", "about"), ("33", "less-than")]),
        ("de", "mehr als die Hälfte aller Staaten", [("50", "more-than")]),
        ("fr", "plus d’un tiers des élus", [("33", "more-than")]),
        ("it", "quasi la metà dei voti, un terzo dell’export", [("50", "less-than"), ("33", "about")]),
        ("es", "la mitad de los diputados", [("50", "about")]),
        ("pt", "mais de metade dos deputados", [("50", "more-than")]),
        ("nl", "de helft van de leden", [("50", "about")]),
    ],
)
def test_a_part_of_a_whole_is_read_as_a_percentage(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    stated = [fact.stated for fact in read_quantities(FactBlock(id="b", text=text), language, ())]

    assert expected == [
        (plain_number(quantity.numbers[0]), quantity.bound)
        for quantity in stated
        if isinstance(quantity, Quantity) and quantity.unit == "pct"
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a quarter of an hour, half of 2024, half of the year, the second half of the match"),
        ("fr", "un quart d’heure, la première moitié de la saison"),
        ("it", "un quarto d’ora, a metà del mese, la seconda metà della partita"),
        ("de", "die zweite Hälfte der Partie"),
        ("pt", "na segunda metade do jogo"),
    ],
)
def test_parts_of_times_and_of_what_has_two_halves_are_no_percentages(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Imports more than doubled, exports tripled, aid was halved", ["2", "3", "0.5"]),
        ("de", "haben sich verdreifacht", ["3"]),
        ("it", "è raddoppiata", ["2"]),
        ("ru", "выросли вдвое", ["2"]),
        ("uk", "зросли втричі", ["3"]),
    ],
)
def test_verbs_of_multiples_are_read(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == [f"{number} times" for number in expected]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "三分之二的成员同意，百分之三十五的人反对。", ["67 pct", "35 pct"]),
        ("ja", "議員の3分の2が賛成し、4分の1が3分間話した。", ["67 pct", "25 pct", "3 min"]),
        ("ko", "의원 3분의 2가 찬성했다.", ["67 pct"]),
        ("zh", "百分之二十三点五的人反对，百分之一百二十的价格。", ["23.5 pct", "120 pct"]),
        ("ja", "5分の一部始終と10分の1000円の料金。", ["5 min", "10 min", "1000 cur:JPY"]),
    ],
)
def test_fractions_that_name_the_whole_first_are_per_cent(language: str, text: str, found: list[str]) -> None:
    assert read(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("pl", "W mieście mieszka 12.500 osób, o 2,5% więcej, od 14.30.", "12500"),
        ("ru", "В городе живут 12.500 человек.", "12500"),
        ("fi", "Kaupungissa asuu 12.500 ihmistä.", "12500"),
        ("cs", "Měří 12.500 metru, o 2.5 % více.", "12.5"),
        ("sv", "Den mäter 0.1234 och 12.500.", "12.5"),
    ],
)
def test_the_other_decimals_of_a_text_tell_what_a_point_before_three_figures_is(
    language: str, text: str, found: str
) -> None:
    facts = read_facts([FactBlock(id="b", text=text)], language, None)
    numbers = [plain_number(fact.stated.numbers[0]) for fact in facts if isinstance(fact.stated, Quantity)]
    assert found in numbers


def test_a_french_word_in_capitals_is_no_zone_of_a_time() -> None:
    def read(text: str) -> list[str]:
        return [
            text[fact.start : fact.end] for fact in read_quantities(FactBlock(id="", text=text), "fr", ())
        ]

    assert read("LES 27 ET LA SUISSE") == ["27"]
    assert read("LE TAUX DE 12 EST TROP HAUT") == ["12"]
    assert read("à 12 ET, puis à 14 EST") == []
