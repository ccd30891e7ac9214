"""Random Documents: every kind of block and script, any length, empty cells, notes longer than a page."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st
from tests.export.picture_kinds import KINDS
from tests.export.random_elements import Vocabulary, elements, named, notes, words
from tests.export.wide_tables import random_table

from briefbuilder.domain.document import (
    BandLine,
    Document,
    DrawnEndnotes,
    HeadersFooters,
    PageField,
    Run,
)
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet
from briefbuilder.export.pictures import prepare_picture

MARK = "RESTREINT UE"
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
    st.just("XY" * 75),  # pdfium leaves out one of two like letters at some joints
)
LANGUAGES = st.sampled_from([None, None, "it", "en", "ja", "zh-Hant", "ar", "he", "fr-CA", "de", "ko"])
LINKS = st.sampled_from(
    [None, None, "https://example.org/a b?x=è&y=%zz", "file:///C:/x.txt", "mailto:a@b.it"]
)
LABELS = st.sampled_from(["", "", "1", "2", "1.1", "I.", "a)", "(3)", "§ 4", "Annex B"])

VOCABULARY = Vocabulary(
    texts=TEXTS,
    links=LINKS,
    labels=LABELS,
    languages=LANGUAGES,
    names=NOISE,
    pictures=("none", *(kind.name for kind in KINDS)),
    has_drawings=True,
)
WORDS = words(VOCABULARY)
ELEMENTS = elements(VOCABULARY)
STYLES = st.dictionaries(
    st.sampled_from(get_args(Role)),
    st.builds(
        Style,
        font=st.sampled_from(["Cambria", "Arial", "Noto Sans", "Courier New"]),
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
    """Put the marking before some header and footer lines, as composing does."""
    return (BandLine(centre=(Run(text=MARK),), role="marking"), *lines)


MARKED = BANDS.map(marked)
FURNITURE = st.builds(
    HeadersFooters,
    header=MARKED,
    footer=MARKED,
    first_header=st.one_of(st.none(), MARKED),
    first_footer=st.one_of(st.none(), MARKED),
    even_header=st.one_of(st.none(), MARKED),
    even_footer=st.one_of(st.none(), MARKED),
    watermark=st.sampled_from(["", "BOZZA"]),
)


PICTURES = {kind.name: prepare_picture(kind.data) for kind in KINDS}
WIDE_TABLES = st.builds(
    lambda source, columns, digits: random_table(random.Random(source), columns, "Table", digits=digits),
    st.integers(0, 10**6),
    st.integers(2, 12),
    st.integers(4, 9),
)
"""Tables of 2 to 12 columns of figures and long words."""


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a Document; its second footnote is sometimes longer than a page."""
    drawn = draw(st.lists(st.one_of(ELEMENTS, ELEMENTS, ELEMENTS, WIDE_TABLES), max_size=6))
    long = (Run(text=draw(st.sampled_from(SENTENCES)) * draw(st.sampled_from([1, 1, 120]))),)
    held = (replace(note, content=long) if note.id == "n2" else note for note in draw(notes(WORDS)))
    return Document(
        title=draw(NOISE),
        language=draw(st.sampled_from(["it", "it", "ja", "ar", "en-US"])),
        elements=(*named(drawn), DrawnEndnotes(title=draw(WORDS))),
        notes=tuple(held),
        headers_footers=draw(FURNITURE),
        styles=StyleSheet(styles=draw(STYLES)),
        pictures=PICTURES,
        page=draw(st.sampled_from([PageSetup(), PageSetup(width=420.0, height=595.0)])),
        subject=draw(NOISE),
        keywords=tuple(draw(st.lists(NOISE, max_size=2))),
    )
