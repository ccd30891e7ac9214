"""All that a composition depends on, in one immutable value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.letterhead import LetterheadLayout
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Severity
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Topic
from briefbuilder.templating.checks import CHECKS, Check
from briefbuilder.templating.model import Template
from briefbuilder.templating.words import Word


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionInput:
    """A briefing with its template, its marking profile, and the articles that it quotes.

    `articles`, `topics` and `pictures` are held by id (pictures by the SHA-256 of their bytes);
    `moment` (ISO 8601, UTC) is the only time that a composition knows, and `today` its day where the briefing
    is written, which is the one that is printed. `audience` names whom the
    briefing is for where it leaves the house: then nothing tells what others get, nor how files are called.
    `checked_at` is the moment of a check, which embargoes are held against; `tagged` holds by their ids what
    is tagged with the topics that have a part; `letterhead` is what was read from the template's letterhead document.
    """

    briefing: Briefing
    template: Template
    profile: MarkingProfile
    articles: Mapping[str, Article]
    topics: Mapping[str, Topic]
    pictures: Mapping[str, Picture]
    moment: str
    today: date
    audience: str | None = None
    checked_at: str | None = None
    tagged: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    letterhead: LetterheadLayout | None = None

    @property
    def language(self) -> str:
        """The language of the export, whatever the screen speaks."""
        return self.briefing.language

    @property
    def now(self) -> str:
        """The moment of the check, else that of the last change."""
        return self.checked_at or self.moment

    def word(self, word: Word) -> str:
        """Return a fixed word in the briefing's language."""
        return self.template.word(word, self.language)

    def severity(self, code: Check) -> Severity:
        """Return how grave a finding is for this template."""
        return self.template.checks.get(code, CHECKS[code])

    def language_of(self, article: Article | None) -> str:
        """Return an article's language; where it is not known the briefing's stands for it."""
        return (article and article.metadata.language) or self.language


def is_same_language(one: str, other: str) -> bool:
    """Tell whether two BCP 47 tags name the same language in the same script ("it" and "it-IT")."""
    return _core(one) == _core(other)


def _core(tag: str) -> tuple[str, ...]:
    first, *rest = tag.lower().split("-")
    return (first, *(part for part in rest if len(part) == 4 and part.isalpha()))
