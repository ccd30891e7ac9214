"""Random Documents: every kind of block and script, any length, empty cells, notes longer than a page."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, get_args

from hypothesis import strategies as st
from PIL import Image

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DocumentPicture,
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
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet

MARK = "RESTREINT UE"
NOTES = ("n1", "n2", "n3", "e1", "e2", "missing")
SENTENCES = (
    "Il Consiglio ha confermato l’impegno comune sui semiconduttori avanzati e sull’intelligenza artificiale. ",
    "Les deux parties conviennent de coordonner leurs « mécanismes d’alerte » : l’efficacité en dépend. ",
    "Die Außenwirtschaftsförderung überprüft regelmäßig die Abhängigkeiten bei Halbleitererzeugnissen. ",
    "Οι κυβερνήσεις συμφώνησαν να μειώσουν τους κινδύνους στις αλυσίδες εφοδιασμού. ",
    "Правительства договорились снижать риски в цепочках поставок полупроводников. ",
    "اتفقت الحكومات على تقليل المخاطر في سلاسل التوريد ",
    "הממשלות הסכימו לצמצם את הסיכונים בשרשראות האספקה ",
    "両政府は、半導体の供給網における過度な依存を減らすことで合意した。「経済安全保障」の協力も深める。",
    "双方同意降低半导体供应链的风险，并加强数字伙伴关系。",
    "양측은 반도체 공급망의 위험을 줄이기로 합의하였다. ",
    "See https://www.example.org/documents/2026/partnership-digital/annex_4.html?lang=it&page=12 for all. ",
)
NOISE = st.text(
    st.sampled_from(
        "abc XYZ 019.,;:–—’“”«»()[]%&<>\"'/éßŁžĞ\n\t\u00a0\u00ad\u2028\x00\x08\x0b\x1f\x85\ufffe\ufeff"
        "\u200f\u202eελР半導体のデータ、。한국어😀e\u0301"
    ),
    max_size=30,
)
LENGTHS = st.sampled_from((1, 1, 1, 2, 6))
TEXTS = st.one_of(
    NOISE,
    st.builds(lambda text, times: text * times, st.sampled_from(SENTENCES), LENGTHS),
    st.builds("".join, st.lists(st.sampled_from(SENTENCES), max_size=3)),
    st.just("X" * 150),
)
LANGUAGES = st.sampled_from([None, None, "it", "en", "ja", "zh-Hant", "ar", "he", "fr-CA", "de", "ko"])
LINKS = st.sampled_from(
    [None, None, "https://example.org/a b?x=è&y=%zz", "file:///C:/x.txt", "mailto:a@b.it"]
)
LABELS = st.sampled_from(["", "", "1", "2", "1.1", "I.", "a)", "(3)", "§ 4", "Annex B"])

RUNS = st.builds(
    Run,
    text=TEXTS,
    bold=st.booleans(),
    italic=st.booleans(),
    underline=st.booleans(),
    strike=st.booleans(),
    code=st.sampled_from([False, False, True]),
    script=st.sampled_from(["baseline", "baseline", "sub", "super"]),
    link=LINKS,
    target=st.sampled_from([None, None, "a0", "a1", "nowhere"]),
    language=LANGUAGES,
)
PLAIN = TEXTS.map(lambda text: Run(text=text))
MARKS = st.sampled_from(NOTES).map(lambda name: NoteMark(note=name))
CONTENT = st.lists(st.one_of(RUNS, PLAIN, PLAIN, MARKS), max_size=4).map(tuple)
WORDS = st.lists(st.one_of(RUNS, PLAIN), max_size=3).map(tuple)
ENTRIES = st.builds(
    ListEntry,
    content=CONTENT,
    depth=st.integers(0, 8),
    ordered=st.booleans(),
    number=st.integers(0, 1000),
    continues=st.booleans(),
    language=LANGUAGES,
)
LEAVES = st.one_of(
    st.builds(
        DrawnText, role=st.sampled_from(get_args(Role)), content=CONTENT, number=LABELS, language=LANGUAGES
    ),
    st.builds(DrawnHeading, level=st.integers(1, 6), content=CONTENT, number=LABELS),
    st.builds(
        DrawnList, entries=st.lists(ENTRIES, max_size=6).map(tuple), language=LANGUAGES, quoted=st.booleans()
    ),
    st.builds(
        DrawnQuotation,
        paragraphs=st.lists(CONTENT, max_size=3).map(tuple),
        source=CONTENT,
        language=LANGUAGES,
    ),
    st.builds(
        DrawnFigure,
        picture=st.sampled_from(["none", "png"]),
        alternative_text=NOISE,
        width=st.sampled_from([None, 0.0, 99.0]),
        caption=CONTENT,
    ),
    st.builds(DrawnBreak),
    st.builds(
        DrawnContents,
        title=WORDS,
        entries=st.lists(
            st.builds(
                ContentsEntry,
                target=st.sampled_from(["a0", "a1", "nowhere"]),
                level=st.integers(1, 6),
                text=TEXTS,
                number=LABELS,
            ),
            max_size=4,
        ).map(tuple),
        page_numbers=st.booleans(),
    ),
)


def holders(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Elements that hold others: callouts, two columns, tables with spans and empty cells."""
    several = st.lists(inner, max_size=3).map(tuple)
    cells = st.builds(
        DrawnCell,
        elements=several,
        column_span=st.integers(0, 3),
        row_span=st.integers(0, 3),
        header=st.booleans(),
    )
    return st.one_of(
        st.builds(DrawnCallout, title=CONTENT, elements=several),
        st.builds(DrawnPair, left=several, right=several),
        st.builds(
            DrawnTable,
            rows=st.lists(st.lists(cells, max_size=3).map(tuple), max_size=6).map(tuple),
            widths=st.lists(st.floats(0, 1), max_size=4).map(tuple),
            header_rows=st.integers(0, 3),
            caption=CONTENT,
            frame=st.sampled_from(["grid", "plain"]),
        ),
    )


ELEMENTS = st.recursive(LEAVES, holders, max_leaves=8)
STYLES = st.dictionaries(
    st.sampled_from(get_args(Role)),
    st.builds(
        Style,
        font=st.sampled_from(["Noto Serif", "Noto Sans", "Roboto Mono"]),
        bold=st.booleans(),
        italic=st.booleans(),
        background=st.sampled_from([None, "#eef3f8"]),
        rule=st.sampled_from([None, "#1f4e79"]),
        align=st.sampled_from(["start", "end", "centre", "justify", "justify"]),
        first_line=st.sampled_from([0.0, -20.0, 12.0]),
        indent_start=st.sampled_from([0.0, 14.0]),
        keep_with_next=st.booleans(),
    ),
    max_size=6,
)
NUMBERED = (PageField(name="page"), Run(text="/"), PageField(name="pages"))
BANDS = st.lists(
    st.builds(
        BandLine,
        start=st.sampled_from([(), (Run(text="Rif. 118/2026"),)]),
        centre=st.sampled_from([(), NUMBERED]),
        end=st.sampled_from([(), (Run(text="25 novembre"),)]),
        role=st.sampled_from(["header", "footer"]),
    ),
    max_size=2,
).map(tuple)


def marked(lines: tuple[BandLine, ...]) -> tuple[BandLine, ...]:
    """Put the marking before some lines of furniture, as composing does."""
    return (BandLine(centre=(Run(text=MARK),), role="marking"), *lines)


MARKED = BANDS.map(marked)
FURNITURE = st.builds(
    Furniture,
    header=MARKED,
    footer=MARKED,
    first_header=st.one_of(st.none(), MARKED),
    first_footer=st.one_of(st.none(), MARKED),
    even_header=st.one_of(st.none(), MARKED),
    even_footer=st.one_of(st.none(), MARKED),
    watermark=st.sampled_from(["", "BOZZA"]),
)


def picture() -> bytes:
    """Return a small picture with an alpha channel."""
    buffer = io.BytesIO()
    Image.new("RGBA", (32, 16), (22, 50, 79, 128)).save(buffer, "PNG")
    return buffer.getvalue()


PICTURES = {"png": DocumentPicture(media_type="image/png", data=picture())}


def _named(elements: list[Element]) -> tuple[Element, ...]:
    return tuple(
        replace(element, anchor=f"a{index}" if index % 2 == 0 else "", origin=f"part-{index // 3}")
        for index, element in enumerate(elements)
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a Document; its second footnote is sometimes longer than a page."""
    elements = draw(st.lists(ELEMENTS, max_size=6))
    long = Run(text=draw(st.sampled_from(SENTENCES)) * draw(st.sampled_from([1, 1, 120])))
    notes = tuple(
        DrawnNote(
            id=name,
            content=(long,) if name == "n2" else draw(WORDS),
            placement="foot" if name.startswith("n") else "end",
        )
        for name in NOTES[:5]
    )
    return Document(
        title=draw(NOISE),
        language=draw(st.sampled_from(["it", "it", "ja", "ar", "en-US"])),
        elements=(*_named(elements), DrawnEndnotes(title=draw(WORDS))),
        notes=notes,
        furniture=draw(FURNITURE),
        styles=StyleSheet(styles=draw(STYLES)),
        pictures=PICTURES,
        page=draw(st.sampled_from([PageSetup(), PageSetup(width=420.0, height=595.0)])),
        subject=draw(NOISE),
        keywords=tuple(draw(st.lists(NOISE, max_size=2))),
    )
