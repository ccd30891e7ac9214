"""Any Document becomes a valid file with the same text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.export.random_elements import Vocabulary, content, elements, named, notes, runs

from briefbuilder.domain.document import BandLine, Document, DrawnEndnotes, HeadersFooters, PageField
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
FIELDS = st.sampled_from([PageField(name="page"), PageField(name="pages")])
VOCABULARY = Vocabulary(
    texts=WORDS, links=LINKS, labels=LABELS, languages=LANGUAGES, names=WORDS, others=(FIELDS,)
)
CONTENT = content(VOCABULARY)
ELEMENTS = elements(VOCABULARY)
BAND = st.lists(st.one_of(runs(VOCABULARY), FIELDS), max_size=2).map(tuple)
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
    HeadersFooters,
    header=LINES,
    footer=LINES,
    first_header=st.one_of(st.none(), LINES),
    even_footer=st.one_of(st.none(), LINES),
    watermark=st.sampled_from(["", "BOZZA", "<&>"]),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    drawn = draw(st.lists(ELEMENTS, max_size=5))
    return Document(
        title=draw(WORDS),
        language=draw(st.sampled_from(["it", "ja", "ar", "en-US", "??"])),
        elements=(*named(drawn), DrawnEndnotes(title=draw(CONTENT))),
        notes=draw(notes(CONTENT)),
        headers_footers=draw(FURNITURE),
        styles=StyleSheet(styles=draw(STYLES)),
        subject=draw(WORDS),
        keywords=tuple(draw(st.lists(WORDS, max_size=2))),
    )


SOUND = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing document is read as it was drawn: making it smaller takes minutes of audits.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
PAGES = st.dictionaries(st.sampled_from(["a0", "a1"]), st.integers(1, 400))


@settings(SOUND, max_examples=6, derandomize=True)
@given(document=documents(), pages=PAGES)
def test_any_document_becomes_a_valid_and_complete_file(
    document: Document, pages: dict[str, int], render: Callable[..., bytes], read: Any, expected: Any
) -> None:
    _check(document, pages, render, read, expected)


@pytest.mark.soak
@settings(SOUND, max_examples=200)
@given(document=documents(), pages=PAGES)
def test_two_hundred_documents_become_valid_and_complete_files(
    document: Document, pages: dict[str, int], render: Callable[..., bytes], read: Any, expected: Any
) -> None:
    _check(document, pages, render, read, expected)


def _check(
    document: Document, pages: dict[str, int], render: Callable[..., bytes], read: Any, expected: Any
) -> None:
    data = render(document, pages)
    shown, wanted = read(data), expected(document, pages)
    assert shown.body() == wanted.body
    assert shown.notes("footnote") == wanted.footnotes
    assert shown.notes("endnote") == wanted.endnotes
