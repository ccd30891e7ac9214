"""Headings in plain text: by form, neighbouring lines and the whole text."""

from __future__ import annotations

import textwrap

import pytest

from briefbuilder.importers.plaintext.headings import HeadingFeatures, find_headings, heading_rules
from briefbuilder.importers.plaintext.layout import count_columns, split_units

LONG = {
    "en": "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need, and to tell each"
    " other early when a delivery fails.",
    "it": "I ministri hanno deciso martedì di tenere scorte comuni dei gas che servono ai produttori di chip, e di"
    " avvertirsi in tempo quando una consegna salta.",
    "fr": "Les ministres ont décidé mardi de garder des réserves communes des gaz dont les fabricants de puces ont"
    " besoin, et de se prévenir à temps quand une livraison manque.",
    "de": "Die Minister beschlossen am Dienstag, gemeinsame Vorräte der Gase zu halten, die die Hersteller von Chips"
    " brauchen, und einander früh zu warnen, wenn eine Lieferung ausfällt.",
    "ja": "閣僚は火曜日、半導体の製造に必要なガスを共同で備蓄し、供給が滞るおそれがあるときには互いに早めに知らせることで合意した。"
    "備蓄の量と置き場所は来年の春までに決めるという。",
}
HEADINGS = {
    "en": ("Stocks for a bad year", "Who pays for the gas?", "What comes next"),
    "it": ("Le scorte per un anno difficile", "Chi paga il gas?", "I prossimi passi"),
    "fr": ("Des réserves pour les mauvais jours", "Qui paie le gaz ?", "Les prochaines étapes"),
    "de": ("Vorräte für schlechte Jahre", "Wer bezahlt das Gas?", "Die nächsten Schritte"),
    "ja": ("備蓄の仕組み", "費用は誰が負担するのか", "今後の課題"),
}


def headings(text: str) -> list[str]:
    units = split_units(text).units
    return [units[place].text for place in sorted(find_headings(units))]


def article(language: str, gap: str, column: int = 0) -> str:
    paragraph = LONG[language]
    if column:
        paragraph = "\n".join(textwrap.wrap(paragraph, column))
    blocks = [paragraph, paragraph]
    for heading in HEADINGS[language]:
        blocks += [heading, paragraph, paragraph]
    return gap.join(blocks)


@pytest.mark.parametrize("language", sorted(LONG))
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_the_same_rules_hold_in_many_languages(language: str, gap: str) -> None:
    assert headings(article(language, gap)) == list(HEADINGS[language])


@pytest.mark.parametrize("language", ["en", "it", "fr", "de"])
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_text_wrapped_at_a_column_keeps_its_headings(language: str, gap: str) -> None:
    assert headings(article(language, gap, column=66)) == list(HEADINGS[language])


def test_a_heading_below_a_full_last_line_is_not_joined_to_it() -> None:
    full = textwrap.wrap(LONG["en"], 66)
    last = full[-1].ljust(66, "x").removesuffix("x") + "."
    text = "\n".join([*full[:-1], last, "Stocks for a bad year", *full])
    assert headings(text) == ["Stocks for a bad year"]
    assert split_units(text).units[0].text.endswith("x.")


def test_short_lines_in_a_row_are_a_list_and_no_headings() -> None:
    lines = ["Argon", "Krypton", "Neon", "Xenon", "Helium"]
    text = "\n\n".join([LONG["en"], "These gases are kept:", *lines, LONG["en"]])
    assert headings(text) == []


def test_a_heading_may_stand_over_marked_items() -> None:
    text = "\n\n".join([LONG["en"], "What is kept", "- argon", "- krypton", "- neon", LONG["en"]])
    assert headings(text) == ["What is kept"]


def test_credits_and_boilerplate_are_not_headings() -> None:
    lines = ["Anna Verdi/Getty Images", "Related: How argon is stored", "Photo: Harbour office", "Share"]
    text = "\n\n".join(block for line in lines for block in (LONG["en"], line)) + "\n\n" + LONG["en"]
    assert headings(text) == []


def test_a_long_question_is_not_a_heading_among_others() -> None:
    blocks = [LONG["en"], "Stocks for a bad year", LONG["en"], "Delivery and storage", LONG["en"]]
    text = "\n\n".join([*blocks, "So why, they ask, did nobody see it coming?", LONG["en"]])
    assert headings(text) == ["Stocks for a bad year", "Delivery and storage"]


def test_numbered_lines_through_a_text_are_headings() -> None:
    blocks = [LONG["en"]]
    for number, heading in enumerate(HEADINGS["en"], start=1):
        blocks += [f"{number}. {heading}", LONG["en"], LONG["en"]]
    units = split_units("\n\n".join(blocks)).units
    assert find_headings(units) == {1: 2, 4: 2, 7: 2}


def test_headings_in_capitals_are_above_the_others() -> None:
    blocks = [LONG["en"], "SUPPLY AND STORAGE", LONG["en"], "Stocks for a bad year", LONG["en"]]
    blocks += ["MONEY AND PEOPLE", LONG["en"], "Harbours at work", LONG["en"]]
    assert find_headings(split_units("\n\n".join(blocks)).units) == {1: 2, 3: 3, 5: 2, 7: 3}


def test_with_underlined_headings_no_other_line_is_a_heading() -> None:
    blocks = [
        LONG["en"],
        "Supply\n------",
        LONG["en"],
        "A line by itself",
        LONG["en"],
        "Money\n-----",
        LONG["en"],
    ]
    assert headings("\n\n".join(blocks)) == ["Supply", "Money"]


def test_lines_of_a_poem_are_not_headings() -> None:
    text = "\n".join(["The harbour sleeps", "The cranes stand still", "A gull", "The morning ferry"] * 3)
    assert headings(text) == []


def test_a_table_of_contents_has_no_headings_and_hides_none() -> None:
    contents = [f"{number} {heading}" for number, heading in enumerate(HEADINGS["en"], start=1)]
    blocks = [LONG["en"], *contents]
    for heading in HEADINGS["en"]:
        blocks += [heading, LONG["en"], LONG["en"]]
    assert headings("\n\n".join(blocks)) == list(HEADINGS["en"])


@pytest.mark.parametrize(
    "line", ["(Artist: Anna Verdi)", "[Harbour office]", "Foto: Hafenamt", "Photo by Anna Verdi"]
)
def test_a_picture_credit_is_never_a_heading(line: str) -> None:
    assert headings("\n\n".join([LONG["en"], LONG["en"], line, LONG["en"], LONG["en"]])) == []


def test_names_of_parts_are_headings_over_short_sentences_too() -> None:
    steps = ["Measure the tank.", "Close the valve and wait.", "Write the number down."]
    blocks = [LONG["en"], LONG["en"]]
    for number, step in enumerate(steps, start=1):
        blocks += [f"Step {number}", step]
    assert headings("\n\n".join(blocks)) == ["Step 1", "Step 2", "Step 3"]


def spaced(language: str, *lines: str) -> str:
    """Return a text in which each line stands alone between paragraphs."""
    return "\n\n".join([LONG[language], *(block for line in lines for block in (line, LONG[language]))])


def test_widths_are_compared_with_standalone_lines() -> None:
    features = HeadingFeatures(
        split_units(spaced("en", "Argon", "Stocks for a bad year", "What the harbours pay for")).units
    )
    assert "narrower than others" in features.compute(1)
    assert "narrower than others" not in features.compute(3)


LINES = (
    "ARGON AND NEON", "Argon!", "Argon and neon…", "“Argon and neon”", "2 tanks of 1,000 litres (new)", "Map of the harbours",
    "One million by Reuters", "The gas: one | two", "One. Two", "1. Argon", "What f(x) = y tells", "A line on argon " * 8,
    "Gas to do it by the sea", "Tanks of the harbours", "Who pays", "The ministers agreed",
)  # fmt: skip


def test_every_feature_with_a_weight_can_occur() -> None:
    long = LONG["en"]
    short = ["Some gases:", "Tanks Under Harbours", "Neon", "Ships wait for gas", "Argon is here."]
    texts = [
        spaced("en", *HEADINGS["en"], *LINES),
        "\n\n".join([long, *LINES, *short, long, "Neon", *LINES, *HEADINGS["en"], "Argon"]),
        "\n\n".join(["Argon", long, *(block for line in LINES for block in (line, long * 4))]),
        "\n\n".join(
            [
                long,
                *short,
                long,
                "Gases of the year",
                "Some gases:",
                "Helium",
                "Argon is here.",
                "Neon and argon",
            ]
        ),
    ]
    seen: set[str] = set()
    for text in texts:
        features = HeadingFeatures(split_units(text).units)
        seen |= {name for place in features.candidates for name in features.compute(place)}
    assert heading_rules().weights.keys() - seen == set()


LISTS = {
    "en": "These gases are kept:",
    "it": "Questi gas sono custoditi:",
    "fr": "Ces gaz sont gardés :",
    "de": "Diese Gase werden gelagert:",
    "ja": "次のガスを備蓄する：",
}
GASES = {"ja": ["アルゴン", "クリプトン", "ネオン", "キセノン", "ヘリウム"]}


@pytest.mark.parametrize("language", sorted(LISTS))
@pytest.mark.parametrize("column", [0, 66])
def test_lines_below_a_colon_are_a_list_beside_the_headings(language: str, column: int) -> None:
    gases = GASES.get(language, ["Argon", "Krypton", "Neon", "Xenon", "Helium"])
    text = article(language, "\n\n", column if language != "ja" else 0)
    text += "\n\n" + "\n\n".join([LISTS[language], *gases, LONG[language]])
    assert headings(text) == list(HEADINGS[language])


@pytest.mark.parametrize("sign", ["Image", "Foto", "Bild", "Partager", "写真", "(Anna Verdi)"])
def test_headings_are_found_around_picture_placeholders(sign: str) -> None:
    heading = HEADINGS["en"]
    blocks = [
        LONG["en"],
        sign,
        heading[0],
        LONG["en"],
        heading[1],
        sign,
        LONG["en"],
        sign,
        heading[2],
        LONG["en"],
    ]
    text = "\n\n".join(blocks)
    assert headings(text) == list(heading)


@pytest.mark.parametrize(
    ("language", "steps"),
    [
        ("en", ("Step 1", "Step 2")),
        ("it", ("Fase 1", "Fase 2")),
        ("fr", ("Étape 1", "Étape 2")),
        ("de", ("Schritt 1", "Schritt 2")),
        ("ja", ("第1章", "第2章")),
    ],
)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_parts_that_are_counted_by_name_are_headings(language: str, steps: tuple[str, str], gap: str) -> None:
    blocks = [LONG[language], steps[0], LONG[language], steps[1], LONG[language]]
    assert headings(gap.join(blocks)) == list(steps)


@pytest.mark.parametrize(
    "line",
    [
        "Related: How argon is stored",
        "Leggi anche: Come si conserva l’argon",
        "Lire aussi : Comment garder l’argon",
        "Mehr zum Thema: Wie Argon gelagert wird",
        "関連記事：アルゴンの保管",
        "Anna Verdi/Getty Images",
        "A tank in the harbour (Reuters)",
    ],
)
def test_related_links_and_sources_are_not_headings(line: str) -> None:
    assert headings(spaced("en", *HEADINGS["en"], line)) == list(HEADINGS["en"])


def test_names_of_parts_are_headings_even_without_text_below() -> None:
    blocks = [LONG["en"], "Storage of argon", LONG["en"], "References", "External links"]
    assert {"References", "External links"} <= set(headings("\n\n".join(blocks)))


@pytest.mark.parametrize(
    "line",
    [
        "Learn more",
        "Powered by Argon",
        "Leggi di più",
        "Lire la suite",
        "Mehr erfahren",
        "5 commenti",
        "Leer más",
        "1:39 PM ET",
        "もっと見る",
    ],
)
def test_buttons_and_calls_to_action_are_not_headings(line: str) -> None:
    assert headings(spaced("en", *HEADINGS["en"], line)) == list(HEADINGS["en"])


def test_lines_in_a_row_with_number_signs_are_a_comment() -> None:
    comment = "# Licensed to the council under one or more\n# agreements; see the notice"
    assert headings(f"# Gases\n\n{LONG['en']}\n\n{comment}\n\n{LONG['en']}\n\n## Prices\n{LONG['en']}") == [
        "# Gases",
        "## Prices",
    ]


@pytest.mark.parametrize("line", ["Learning more about argon", "More gas for less", "Following argon"])
def test_headings_with_similar_words_are_not_calls_to_action(line: str) -> None:
    assert HeadingFeatures(split_units(spaced("en", line)).units).candidates == [1]


def test_wide_characters_take_two_columns_and_typographic_ones_one() -> None:
    assert count_columns("備蓄") == 4
    assert count_columns("“It’s done” – Anna") == 18


def test_a_numbered_heading_is_not_joined_to_the_indented_paragraph_below() -> None:
    wrapped = textwrap.wrap(LONG["en"], 66, initial_indent="    ")
    text = "\n".join(["1. Stocks for a bad year", *wrapped, "2. What comes next", *wrapped])
    assert [unit.text for unit in split_units(text).units][::2] == [
        "1. Stocks for a bad year",
        "2. What comes next",
    ]
