"""Whatever Document can be composed becomes a file that both auditors take and that says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    Furniture,
    ListEntry,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.styles import Role, Style, StyleSheet

ALPHABET = st.sampled_from(
    "abc XYZ 019.,;:–—’“”«»()[]%&<>\"'/éßŁžĞ\n\t\u00a0\u00ad\u2028\x00\x08\x0b\x1f\x85\ufffe\ufeff\u200f\u202e"
    "ελРусש لםع٣半導体のデータ、。한국어😀🇮🇹e\u0301\u200d"
)
WORDS = st.text(ALPHABET, max_size=30)
LANGUAGES = st.sampled_from(
    [None, "it", "en", "ja", "zh-Hant", "ar", "he", "fr-CA", "de", "not a tag!", "ko"]
)
LINKS = st.sampled_from(
    [
        None,
        "https://example.org/a b?x=è&y=%zz",
        "file:///C:/x.txt",
        "javascript:alert(1)",
        "mailto:a@b.it",
        "http://[bad",
    ]
)
LABELS = st.sampled_from(
    ["", "1", "2", "1.1", "1.2", "2.1", "I.", "a)", "(3)", "§ 4", "4.", "5.", "100%", "Annex B"]
)
NOTES = ("n1", "n2", "n3", "e1", "e2", "missing")

RUNS = st.builds(
    Run,
    text=WORDS,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
    code=st.booleans(),
    script=st.sampled_from(["baseline", "sub", "super"]),
    link=LINKS,
    target=st.sampled_from([None, None, "a0", "a1", "nowhere"]),
    language=LANGUAGES,
)
MARKS = st.sampled_from(NOTES).map(lambda name: NoteMark(note=name))
FIELDS = st.sampled_from(["page", "pages"]).map(lambda name: PageField(name=name))  # type: ignore[arg-type]
CONTENT = st.lists(st.one_of(RUNS, RUNS, RUNS, MARKS, FIELDS), max_size=4).map(tuple)
BAND = st.lists(st.one_of(RUNS, FIELDS), max_size=2).map(tuple)
ENTRIES = st.builds(
    ListEntry,
    content=CONTENT,
    depth=st.integers(0, 10),
    ordered=st.booleans(),
    number=st.integers(0, 1000),
    continues=st.booleans(),
    language=LANGUAGES,
)
PLAIN_LEAVES = st.one_of(
    st.builds(
        DrawnText, role=st.sampled_from(get_args(Role)), content=CONTENT, number=LABELS, language=LANGUAGES
    ),
    st.builds(DrawnList, entries=st.lists(ENTRIES, max_size=6).map(tuple), language=LANGUAGES),
    st.builds(DrawnQuotation, paragraphs=st.lists(CONTENT, max_size=3).map(tuple), source=CONTENT),
    st.builds(
        DrawnFigure,
        picture=st.just("none"),
        alternative_text=WORDS,
        width=st.sampled_from([None, 0.0, 99.0]),
        caption=CONTENT,
    ),
    st.builds(DrawnBreak),
)
LEAVES = st.one_of(
    PLAIN_LEAVES,
    st.builds(DrawnHeading, level=st.integers(1, 6), content=CONTENT, number=LABELS),
    st.builds(
        DrawnContents,
        title=CONTENT,
        entries=st.lists(
            st.builds(
                ContentsEntry,
                target=st.sampled_from(["a0", "a1", "nowhere"]),
                level=st.integers(1, 6),
                text=WORDS,
                number=LABELS,
            ),
            max_size=4,
        ).map(tuple),
        page_numbers=st.booleans(),
    ),
)


def holders(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, max_size=3).map(tuple)
    cells = st.builds(
        DrawnCell,
        elements=several,
        column_span=st.integers(0, 3),
        row_span=st.integers(0, 3),
        header=st.booleans(),
    )
    rows = st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple)
    widths = st.lists(st.floats(0, 1), max_size=4).map(tuple)
    return st.one_of(
        st.builds(DrawnCallout, title=CONTENT, elements=several),
        st.builds(DrawnPair, left=several, right=several),
        st.builds(
            DrawnTable,
            rows=rows,
            widths=widths,
            header_rows=st.integers(0, 3),
            caption=CONTENT,
            frame=st.sampled_from(["grid", "plain"]),
        ),
    )


ELEMENTS = st.recursive(LEAVES, holders, max_leaves=8)


def named(elements: list[Element]) -> tuple[Element, ...]:
    """Give the outer elements anchors that are unique and origins that repeat."""
    return tuple(
        replace(element, anchor=f"a{index}" if index % 2 == 0 else "", origin=f"Part {index // 3}!")
        for index, element in enumerate(elements)
    )


STYLES = st.dictionaries(
    st.sampled_from(get_args(Role)),
    st.builds(
        Style,
        font=st.sampled_from(["Noto Serif", "Noto Sans", "A & B"]),
        bold=st.booleans(),
        italic=st.booleans(),
        background=st.sampled_from([None, "#eef3f8"]),
        rule=st.sampled_from([None, "#1f4e79"]),
        align=st.sampled_from(["start", "end", "centre", "justify"]),
        first_line=st.sampled_from([0.0, -20.0, 12.0]),
        indent_start=st.sampled_from([0.0, 14.0]),
    ),
    max_size=4,
)
LINES = st.lists(
    st.builds(
        BandLine, start=BAND, centre=BAND, end=BAND, role=st.sampled_from(["header", "footer", "marking"])
    ),
    max_size=2,
).map(tuple)
FURNITURE = st.builds(
    Furniture,
    header=LINES,
    footer=LINES,
    first_header=st.one_of(st.none(), LINES),
    even_footer=st.one_of(st.none(), LINES),
    watermark=st.sampled_from(["", "BOZZA", "<&>"]),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    elements = draw(st.lists(ELEMENTS, max_size=5))
    notes = tuple(
        DrawnNote(id=name, content=draw(CONTENT), placement="foot" if name.startswith("n") else "end")
        for name in NOTES[:5]
    )
    return Document(
        title=draw(WORDS),
        language=draw(st.sampled_from(["it", "ja", "ar", "en-US", "??"])),
        elements=(*named(elements), DrawnEndnotes(title=draw(CONTENT))),
        notes=notes,
        furniture=draw(FURNITURE),
        styles=StyleSheet(styles=draw(STYLES)),
        subject=draw(WORDS),
        keywords=tuple(draw(st.lists(WORDS, max_size=2))),
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing document is read as it was drawn: making it smaller takes minutes of audits.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(document=documents(), pages=st.dictionaries(st.sampled_from(["a0", "a1"]), st.integers(1, 400)))
def test_any_document_is_written_soundly_and_whole(
    document: Document, pages: dict[str, int], render: Callable[..., bytes], read: Any, expected: Any
) -> None:
    data = render(document, pages)
    shown, wanted = read(data), expected(document, pages)
    assert shown.body() == wanted.body
    assert shown.notes("footnote") == wanted.footnotes
    assert shown.notes("endnote") == wanted.endnotes
