"""Line breaking over the whole paragraph: even spaces, few hyphens, no very short last line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbuilder.domain.document import Document, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.glyph_runs import (
    GlyphRun,
    InlineContext,
    ParagraphText,
    analyse_paragraph,
    build_glyph_runs,
    stretch_share,
)
from briefbuilder.export.pdf.layout_context import LayoutCache, LayoutContext
from briefbuilder.export.pdf.lines import (
    RAGGED,
    Attempt,
    LineBreaker,
    OptimalFit,
    TextLine,
)
from briefbuilder.export.pdf.paragraph import measure_lines
from briefbuilder.export.pdf.structure import StructElem

TEXT = (
    "il governo ha deciso di ridurre la dipendenza dalle forniture estere di semiconduttori avanzati e di "
    "rafforzare l’affidabilità delle catene di approvvigionamento, nonostante le resistenze che alcuni "
    "partner hanno manifestato; perciò è necessario un coordinamento maggiore fra le amministrazioni"
)
WORDS = TEXT.split()
LAYOUT = LayoutContext(Document(title="t", language="it", elements=()), 400.0, 700.0)
SCRIPTS = (
    "riduzione dell’affidabilità à p. 7 per (a) 12 % 3 mila € 40 da de\u00adci\u00adde\u00adre su/giù nord-est «sì » 1º",
    "οι κυβερνήσεις συμφώνησαν να μειώσουν τους κινδύνους",
    "правительства договорились снижать риски на 5 млн в цепочках",
    "կառավարությունները համաձայնել են նվազեցնել ռիսկերը",
    "მთავრობები შეთანხმდნენ რისკების შემცირებაზე",
    "הממשלות הסכימו לצמצם את הסיכונים",
    "اتفقت الحكومات على تقليل المخاطر",
    "सरकारें आपूर्ति श्रृंखलाओं में जोखिम",
    "รัฐบาล ตกลง ลด ความเสี่ยง",
    "양측은 반도체 공급망의 위험을 줄이기로",
    "双方同意 降低 半导体，供应链",
    "両政府は、 半導体の 供給網",
)
"""Words of twelve scripts, with figures, units and marks at which no line may end."""


def atoms(text: str, language: str = "it", font: str = "Noto Serif") -> list[GlyphRun]:
    found, _ = build_glyph_runs(
        (Run(text=text),), Style(font=font, align="justify"), StructElem("P"), LAYOUT.inline, language
    )
    return found


def broken(
    text: str, width: float, *, justify: bool = True, language: str = "it", font: str = "Noto Serif"
) -> list[TextLine]:
    return LineBreaker(
        atoms(text, language, font), width, width, justify, LAYOUT.cache.hyphenator, language
    ).lines()


def stretch(line: list[GlyphRun], room: float) -> float:
    """Return how much the spaces of a line stretch (or shrink), relative to their width."""
    spaces = [run.spaces * run.font.space.width for run in line[:-1] if run.spaces]
    natural = sum(run.word.width for run in line) + sum(spaces)
    return (room - natural) / sum(spaces) if spaces else 9.0


def loose(lines: list[list[GlyphRun]], room: float) -> float:
    return sum(abs(stretch(line, room)) ** 3 for line in lines[:-1])


TEXTS = st.lists(st.permutations(WORDS), min_size=1, max_size=4).map(
    lambda turns: " ".join(word for words in turns for word in words)
)


def test_spaces_are_even_and_few_lines_end_with_hyphens() -> None:
    """First fit would give 0.20 and 0.46 of what is measured here."""
    unevenness = hyphens = count = 0.0
    for turn in range(40):
        text = " ".join(WORDS[(turn * 7 + place * (turn % 5 + 1)) % len(WORDS)] for place in range(110))
        lines = [line.runs for line in broken(text, 400.0)]
        unevenness += loose(lines, 400.0)
        hyphens += sum(line[-1].is_hyphenated for line in lines)
        count += len(lines)
    assert unevenness < 0.18 * count
    assert hyphens < 0.38 * count


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, width=st.sampled_from([120.0, 180.0, 260.0, 400.0]))
def test_lines_fill_their_width_and_keep_every_word(text: str, width: float) -> None:
    lines = broken(text, width)
    said = "".join(run.text + " " * bool(run.spaces) for line in lines for run in line.runs)
    assert said.split() == text.split()
    for line in lines:
        spaces = sum(run.spaces * run.font.space.width for run in line.runs[:-1])
        assert line.width <= width + 0.2 * spaces + 0.02
        assert not line.runs[-1].is_hyphenated or line is not lines[-1]


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_at_most_two_consecutive_lines_end_with_hyphens(text: str) -> None:
    ends = "".join("-" if line.runs[-1].is_hyphenated else " " for line in broken(text, 400.0))
    assert "---" not in ends


def test_last_line_is_not_very_short_if_avoidable() -> None:
    texts = (
        " ".join([*(WORDS[place % len(WORDS)] for place in range(count)), "già."]) for count in range(60, 160)
    )
    assert all(broken(text, 400.0)[-1].width >= 50.0 for text in texts)


@pytest.mark.parametrize("start", ["partner hanno", "catene di", "coordinamento maggiore"])
def test_last_word_of_two_lines_is_not_divided(start: str) -> None:
    place = next(
        place for place in range(len(WORDS)) if TEXT.split(start, maxsplit=1)[0].split() == WORDS[:place]
    )
    texts = [" ".join((WORDS * 2)[place : place + count]) + "." for count in range(8, 16)]
    pairs = [lines for lines in (broken(text, 455.0) for text in texts) if len(lines) == 2]
    assert pairs
    for first, last in pairs:
        assert not (first.runs[-1].is_hyphenated and len(last.runs) == 1)
        assert stretch(first.runs, 455.0) < 1.2


def test_elided_article_does_not_count_towards_a_division() -> None:
    text = "Tokyo recherche un lien plus étroit sur les semi-conducteurs. L’entretien permet d’associer"
    first = broken(f"{text} les entreprises italiennes au programme commun.", 453.5, language="fr")[0]
    assert first.runs[-1].text != "d’as"


def test_ragged_heading_leaves_no_single_word() -> None:
    text = "Riduzione del rischio e catene di approvvigionamento dei semiconduttori in Asia"
    whole = sum(line.width for line in broken(text, 2000.0, justify=False))
    lines = broken(text, whole * 0.96, justify=False)
    assert len(lines) == 2
    assert lines[1].width > lines[0].width * 0.35


@settings(max_examples=120, deadline=None)
@given(
    text=TEXTS,
    words=st.integers(3, 120),
    width=st.floats(70.0, 600.0),
    indent=st.sampled_from([0.0, 18.0, -18.0]),
)
def test_ragged_lines_between_words_are_those_of_the_search_with_all_kinds_of_breaks(
    text: str, words: int, width: float, indent: float
) -> None:
    runs = atoms(" ".join(text.replace("ridurre", "p. 7 ridurre").split()[:words]))
    ends = [
        OptimalFit(runs, width - indent, width, justify=False, divide=lambda _: []).ends((attempt,))
        for attempt in (RAGGED[0], Attempt(RAGGED[0].tolerance, RAGGED[0].fill, weak=True))
    ]
    assert ends[0] == ends[1]


def paragraph(text: str, inline: InlineContext) -> ParagraphText:
    return analyse_paragraph((Run(text=text),), Style(font="Calibri"), StructElem("P"), inline, "it")


def measured(text: str, first: float, width: float) -> list[TextLine] | None:
    cache = LayoutCache.for_one_export(is_drawn=False)
    plain = paragraph(text, LayoutContext(LAYOUT.document, 400.0, 700.0, cache).inline).plain()
    return None if plain is None else measure_lines(plain, first, width)


@settings(max_examples=300, deadline=None)
@given(
    words=st.one_of(
        *(st.lists(st.sampled_from(words.split(" ")), min_size=1, max_size=90) for words in SCRIPTS),
        st.lists(st.sampled_from(" ".join(SCRIPTS[:5]).split(" ")), min_size=1, max_size=90),
        st.lists(st.sampled_from(" ".join(SCRIPTS).split(" ")), min_size=1, max_size=90),
    ),
    width=st.floats(60.0, 600.0),
    indent=st.sampled_from([0.0, 18.0, -18.0]),
)
def test_measured_lines_are_those_that_are_drawn(words: list[str], width: float, indent: float) -> None:
    text, hyphenator = " ".join(words), LAYOUT.cache.hyphenator
    lines = measured(text, width - indent, width)
    if lines is None:
        return
    runs = paragraph(text, LAYOUT.inline).glyph_runs()
    drawn = LineBreaker(runs, width - indent, width, False, hyphenator, "it").lines()
    assert [line.runs[0].text for line in lines] == [
        "".join(run.text + " " * run.spaces for run in line.runs).rstrip(" ") for line in drawn
    ]
    assert [line.width for line in lines] == pytest.approx([line.width for line in drawn])
    assert [(line.gaps, line.last) for line in lines] == [(line.gaps, line.last) for line in drawn]


def test_measured_lines_end_at_no_space_that_forbids_it() -> None:
    text = "nel 2024 il 12 % e (a) tre 3 mila € 40 di p. 7 con il 5 % " * 5 + "fine"
    for width in range(150, 350, 4):
        lines = measured(text, width, width)
        assert [line.runs[0].text for line in lines or ()] == [
            "".join(run.text + " " * run.spaces for run in line.runs).rstrip(" ")
            for line in broken(text, width, justify=False, font="Calibri")
        ]


def test_lines_of_words_that_need_not_be_divided_are_measured() -> None:
    for words in SCRIPTS[1:5]:
        assert len(measured(f"{words} " * 9 + words, 450.0, 450.0) or ()) > 4
    assert measured(TEXT, 30.0, 30.0) is None
    assert all(measured(words, 300.0, 300.0) is None for words in (*SCRIPTS[5:7], *SCRIPTS[10:]))


@pytest.mark.parametrize("justify", [True, False])
def test_word_wider_than_the_line_is_cut(justify: bool) -> None:
    lines = broken("prima " + "X" * 90 + " dopo", 150.0, justify=justify)
    assert all(line.width <= 150.02 for line in lines)
    assert "".join(run.text for line in lines for run in line.runs) == "prima" + "X" * 90 + "dopo"


def test_parts_of_a_very_long_word_are_measured_near_where_a_line_ends(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To measure what follows each line, or its half, would take time that grows with the square of the length."""
    measured = 0
    fragment = GlyphRun.fragment

    def count(run: GlyphRun, text: str, *, hyphen: bool, last: bool) -> GlyphRun:
        nonlocal measured
        measured += len(text)
        return fragment(run, text, hyphen=hyphen, last=last)

    monkeypatch.setattr(GlyphRun, "fragment", count)
    word = "".join(chr(ord("a") + place * place % 97 % 26) for place in range(20_000))
    lines = broken(word, 150.0)
    assert "".join(run.text for line in lines for run in line.runs) == word
    assert all(line.width <= 150.02 for line in lines)
    assert measured < 30 * len(word)


def test_very_long_words_are_divided_at_soft_hyphens() -> None:
    lines = broken("abcd\u00ad" * 5_000, 100.0)
    assert all(line.runs[-1].is_hyphenated and line.runs[-1].text.endswith("abcd") for line in lines[:-1])
    assert "".join(run.text for line in lines for run in line.runs).replace("\u00ad", "") == "abcd" * 5_000


def test_word_wider_than_several_lines_is_hyphenated() -> None:
    lines = broken("Donaudampfschifffahrtsgesellschaftskapitän und Brücke", 60.0, language="de")
    assert [line.runs[-1].text for line in lines[:3]] == ["Donau", "dampf", "schiff"]
    assert all(line.runs[-1].is_hyphenated for line in lines[:3])
    assert not any(run.is_hyphenated for line in lines for run in line.runs[:-1])


@pytest.mark.parametrize("justify", [True, False])
def test_lines_break_at_no_break_spaces_where_nothing_else_helps(justify: bool) -> None:
    lines = broken("« oui » ? « oui » !", 30.0, justify=justify, language="fr")
    assert all(line.width <= 30.02 for line in lines)


def test_single_characters_may_be_wider_than_a_line() -> None:
    assert ["".join(run.text for run in line.runs) for line in broken("abc", 1.0)] == ["a", "b", "c"]


def test_japanese_lines_are_full_and_respect_punctuation() -> None:
    text = (
        "両政府は、半導体の供給網における過度な依存を減らすことで合意した。「経済安全保障」の協力も深める。"
        * 6
    )
    lines = broken(text, 300.0, language="ja")
    for line in lines[:-1]:
        assert line.runs[0].text[0] not in "、。」）"
        assert line.runs[-1].text[-1] not in "「（"
        assert 300.0 - line.width <= 2 * 11.0


def test_japanese_words_in_other_text_are_not_stretched() -> None:
    line = broken("Il termine 経済安全保障 ricorre in tutti i testi che approvvigionamento", 300.0)[0]
    spaces = [run for run in line.runs[:-1] if run.spaces]
    inside = [run for run in line.runs[:-1] if not run.spaces]
    assert inside
    assert all(stretch_share(run) < 0.3 * stretch_share(space) for run in inside for space in spaces)


def test_blank_halves_of_wide_punctuation_are_dropped() -> None:
    size = 11.0
    lines = broken("合意した。「経済」、安全", 2000.0, language="ja")
    assert lines[0].width == pytest.approx(size * (12 - 1))
    assert broken("「経済」", 2000.0, language="ja")[0].width == pytest.approx(size * 3)
    assert broken("「経済」a", 2000.0, language="ja")[0].width > size * 4


def test_traditional_chinese_commas_are_centred() -> None:
    assert broken("經濟，", 2000.0, language="zh-Hant")[0].width == pytest.approx(33.0)
    assert broken("经济，", 2000.0, language="zh-Hans")[0].width == pytest.approx(27.5)


def test_line_does_not_end_before_spaced_punctuation() -> None:
    text = "Vraiment « oui » ? Non ! Soit : allons ; bien. " * 9
    for width in range(120, 300, 9):
        for line in broken(text, float(width), language="fr")[1:]:
            assert line.runs[0].text not in {"?", "!", ":", ";", "»"}


def test_day_stays_with_its_month_if_cheap() -> None:
    text = "Il Consiglio si è riunito a Bruxelles il 12 maggio 2022 e di nuovo il 3 luglio 2023. " * 4
    ends = [
        line.runs[-1].text
        for width in range(260, 460, 4)
        for line in broken(text, float(width), justify=False)[:-1]
    ]
    assert sum(end in {"12", "3"} for end in ends) < len(ends) * 0.01


@pytest.mark.parametrize(("first", "language"), [("1º", "it"), ("1°", "it"), ("1er", "fr")])
def test_first_day_of_a_month_stays_with_the_month(first: str, language: str) -> None:
    text = f"Le misure sono in vigore dal {first} ottobre 2026 e di nuovo dal {first} marzo 2027. " * 4
    ends = [
        line.runs[-1].text
        for width in range(260, 460, 4)
        for line in broken(text, float(width), justify=False, language=language)[:-1]
    ]
    assert ends.count(first) < len(ends) * 0.01


def test_day_stays_with_its_month_after_japanese_words() -> None:
    title = "日EUデジタルパートナーシップ、半導体の早期警戒が動き出す" * 2
    for width in range(300, 700, 5):
        lines = broken(f"{title}, 18 November 2024, p. 4.", float(width), justify=False, language="en")
        assert "18" not in {line.runs[-1].text for line in lines}


def test_compounds_break_after_their_own_hyphen() -> None:
    text = "il partenariato economico-finanziario franco-tedesco " * 8
    lines = [line for width in range(150, 250, 9) for line in broken(text, float(width), justify=False)]
    own = [line for line in lines if line.runs[-1].text.endswith("-") and not line.runs[-1].is_hyphenated]
    assert len(own) > 5


def test_combining_marks_stay_with_their_letter() -> None:
    for line in broken("ก\u0e34" * 60, 100.0, language="th"):
        assert not unicodedata.combining(line.runs[0].text[0])


@pytest.mark.parametrize(
    ("foreign", "spoken", "language", "levels"),
    [
        ("الحياة", "ar", "it", {"الحياة": 1, "3": 0, "maggio": 0}),
        ("G7", "it", "ar", {"G7": 2, "3": 2, "maggio": 2}),
    ],
)
def test_words_of_the_other_direction_are_isolated(
    foreign: str, spoken: str, language: str, levels: dict[str, int]
) -> None:
    content = (Run(text=foreign, language=spoken), Run(text=", 3 maggio"))
    found, _ = build_glyph_runs(content, Style(font="Noto Serif"), StructElem("P"), LAYOUT.inline, language)
    assert {run.text: run.level for run in found if run.text in levels} == levels


@pytest.mark.parametrize(("text", "breaks"), [(" Poi", True), (" !", False)])
def test_the_space_after_a_raised_mark_is_one_of_the_text(text: str, breaks: bool) -> None:
    style = Style(font="Noto Serif")
    content = (Run(text="Prima riga."), Run(text="12", script="super"), Run(text=text))
    found, _ = build_glyph_runs(content, style, StructElem("P"), LAYOUT.inline, "it")
    plain, *_, mark, gap, last = found
    assert (mark.text, mark.spaces, gap.text, gap.spaces, last.text) == ("12", 0, "", 1, text.strip())
    assert gap.font.space.width == plain.font.space.width > mark.font.space.width
    assert gap.word.width == 0
    assert gap.is_space_unbreakable is not breaks


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("815 Mio. Euro", [False, True]), ("20 %", [False]), ("$ 43", [False]), ("43 miliardi di", [False, True]),
        ("1.250 km", [False]), ("10 trillion yen", [False, True]), ("815 مليون", [False]),
        ("50 Menschen", [True]), ("12 mai", [True]), ("23 tests", [True]), ("in 2024 a", [True, True]),
    ],
)  # fmt: skip
def test_a_figure_stays_with_its_unit(text: str, breaks: list[bool]) -> None:
    found, _ = build_glyph_runs(
        (Run(text=text),), Style(font="Noto Serif"), StructElem("P"), LAYOUT.inline, "de"
    )
    assert [not run.is_space_unbreakable for run in found if run.spaces] == breaks


def test_a_line_may_end_after_a_raised_mark() -> None:
    content = tuple(
        run for word in WORDS for run in (Run(text=word), Run(text="12", script="super"), Run(text=" "))
    )
    found, _ = build_glyph_runs(content, Style(font="Noto Serif"), StructElem("P"), LAYOUT.inline, "it")
    lines = LineBreaker(found, 200.0, 200.0, False, LAYOUT.cache.hyphenator, "it").lines()
    assert len(lines) > 5
    assert all(line.runs[-2].text == "12" for line in lines)


@pytest.mark.parametrize(("mark", "level"), [("\u200f", 2), ("", 2)])
def test_a_direction_mark_orders_a_date_after_foreign_words_and_leaves_no_text(mark: str, level: int) -> None:
    content = (Run(text="NATO · "), Run(text=mark), Run(text="1 ديسمبر"))
    found, base = build_glyph_runs(content, Style(font="Noto Serif"), StructElem("P"), LAYOUT.inline, "ar")
    assert "".join(run.text for run in found) == "NATO·1ديسمبر"
    placed = {run.text: run for run in found}
    assert (base, placed["NATO"].level, placed["1"].level) == (1, 2, level)
    # The point between belongs to the words before it without a mark, and the day would stand before them.
    assert placed["·"].level == (1 if mark else 2)
