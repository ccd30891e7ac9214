"""The language of letters and of a whole document, as a Word document marks them: by script, run, style and default."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from lxml.etree import _Element

from briefbuilder.importers.docx.names import child, name, switched, value
from briefbuilder.importers.docx.styles import Styles
from briefbuilder.importers.wide import wide_sign

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OF_SCRIPT = {
    "w:eastAsia": frozenset({"ja", "zh", "ko"}),
    "w:bidi": frozenset({"ar", "he", "fa", "ur", "ps", "yi", "ku", "sd", "ug", "dv", "syr"}),
}
"""Languages of a script: some programs name those by the mark that is meant for the others."""


def language_of(layers: Iterable[_Element], text: str, base: str) -> str | None:
    """Return the language of letters where it is not the document's, `base`; the layers come nearest first."""
    attribute = (
        "w:eastAsia" if wide_sign().search(text) else "w:bidi" if _RIGHT_TO_LEFT.search(text) else "w:val"
    )
    for layer in layers:
        declared = child(layer, "w:lang")
        if declared is None:
            continue
        if switched(layer, "w:rtl"):
            attribute = "w:bidi"
        language = declared.get(name(attribute))
        if language is None and attribute != "w:val":
            told = declared.get(name("w:val")) or ""
            language = told if primary(told) in _OF_SCRIPT[attribute] else None
        if language is not None:
            return language if primary(language) not in {"", base, "x"} else None
    return None


def primary(language: str | None) -> str:
    """Return the primary part of a language tag: "it" of "it-IT"."""
    return (language or "").partition("-")[0].lower()


def main_language(body: _Element, styles: _Element | None, named: Styles) -> str | None:
    """Return the language that most letters are marked with; what is not marked has that of its style or the default."""
    default = child(styles, "w:docDefaults", "w:rPrDefault", "w:rPr")
    counts: Counter[str] = Counter()
    for paragraph in body.iter(name("w:p")):
        outer = (*named.lasting_forms(value(paragraph, "w:pPr", "w:pStyle")), default)
        for run in paragraph.iter(name("w:r")):
            forms = (child(form, "w:lang") for form in (child(run, "w:rPr"), *outer))
            declared = (form.get(name("w:val")) for form in forms if form is not None)
            language = next(filter(None, declared), "")
            counts[language] += sum(len(text.text or "") for text in run.iterchildren(name("w:t")))
    return counts.most_common(1)[0][0] or None if counts else None
