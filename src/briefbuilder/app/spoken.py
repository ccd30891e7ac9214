"""Whether texts are in the language that is declared for them: what is read aloud, hyphenated and searched by it.

Only what leaves no doubt is told, by scripts and by a language's small words; no model is loaded for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.templating.checks import Check

if TYPE_CHECKING:
    from briefbuilder.app.snapshot import ExportInput

_FEWEST_LETTERS = 40
_CODE: Check = "language-differs"


def language_findings(data: ExportInput) -> tuple[Finding, ...]:
    """Return a finding for each own text, and each quoted article, in another language than declared."""
    severity = data.severity(_CODE)
    return tuple(
        Finding(
            code=_CODE, severity=severity, place=place, parameters={"declared": declared, "language": found}
        )
        for place, declared, text in _declared_texts(data)
        if (found := told_language(text, declared)) is not None and _main(found) != _main(declared)
    )


def _declared_texts(data: ExportInput) -> Iterator[tuple[Place, str, str]]:
    quotes: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for part in data.briefing.walk():
        for item in part.items:
            if isinstance(item, OwnText):
                texts = (block.text for block in item.blocks if block.language is None)
                yield Place(part=part.id, item=item.id), data.language, "\n".join(texts)
            elif isinstance(item, Excerpt):
                name = item.passage.article
                quotes.setdefault(name, []).append(item.passage.quote)
                places.setdefault(name, Place(part=part.id, item=item.id, article=name))
    for name, several in quotes.items():
        article = data.articles.get(name)
        if article is not None and article.metadata.language:
            yield places[name], article.metadata.language, "\n".join(several)


@lru_cache(maxsize=4096)  # of a briefing that is being written, nearly all texts are those of the last check
def told_language(text: str, declared: str) -> str | None:
    """Return the language that a text is surely in, None where there is a doubt."""
    from briefbuilder.importers.language import guess_language, scripts
    from briefbuilder.importers.small_words import language_by_words

    counts = scripts(text)
    if sum(counts.values()) < _FEWEST_LETTERS:
        return None
    script, _ = counts.most_common(1)[0]
    if script == "latin":
        return language_by_words(text, _main(declared))
    if script in {"cyrillic", "arabic", "devanagari"}:
        return None  # Only a model parts the languages of these scripts.
    return guess_language(text)


def _main(tag: str) -> str:
    return {"no": "nb", "nn": "nb"}.get(main := tag.partition("-")[0].lower(), main)
