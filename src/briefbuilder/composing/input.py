"""The input of a composition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Briefing, Dated
from briefbuilder.domain.coverage import ActorCount, Coverage
from briefbuilder.domain.document import DocumentPicture
from briefbuilder.domain.letterhead import LetterheadLayout
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.notices import Severity
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Topic
from briefbuilder.domain.values import value
from briefbuilder.locales.dates import format_date, format_period
from briefbuilder.templating.checks import CHECKS, Check
from briefbuilder.templating.model import Template
from briefbuilder.templating.words import Word


@value
class CompositionInput:
    """A briefing with its template, its marking profile, and the articles that it quotes.

    `articles`, `topics` and `pictures` are by id (pictures by the SHA-256 of their bytes); a picture is empty if it has
    not been read, and `unreadable` names those that cannot be. `moment` (ISO 8601, UTC) is the only time of a
    composition, and `today` the local date, which is printed. `audience` is the recipient of an external briefing,
    which then shows no releases and no file names. `checked_at` is the time of a check, to which embargoes are
    compared; `tagged` has the passages tagged with each topic that has a part, by its id. `coverage` and `actors` are
    counted for the parts that show them. `nothing_new` has the ids of the topics on which nothing was imported since
    the last briefing.
    """

    briefing: Briefing
    template: Template
    profile: MarkingProfile
    articles: Mapping[str, Article]
    topics: Mapping[str, Topic]
    pictures: Mapping[str, DocumentPicture]
    unreadable: frozenset[str] = frozenset()
    moment: str
    today: date
    audience: str | None = None
    checked_at: str | None = None
    tagged: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    letterhead: LetterheadLayout | None = None
    coverage: tuple[Coverage, ...] = ()
    actors: tuple[ActorCount, ...] = ()
    nothing_new: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language of the export, which may differ from that of the user interface."""
        return self.briefing.language

    @property
    def now(self) -> str:
        """The time of the check, or else of the last change."""
        return self.checked_at or self.moment

    def word(self, word: Word) -> str:
        """Return a fixed word in the briefing's language."""
        return self.template.word(word, self.language)

    def format_date(self, day: date) -> str:
        """Return a date as the template has it, in the briefing's language."""
        return format_date(day, self.language, self.template.date_format)

    def format_source_date(self, day: date) -> str:
        """Return the date of a source, which has no day of the week."""
        form = self.template.date_format
        return format_date(day, self.language, "long" if form == "full" else form)

    def format_dated(self, dated: Dated) -> str:
        """Return the day or period of an event, as exactly as its source dates it."""
        if dated.grain == "day" and dated.first == dated.last:
            return self.format_source_date(dated.first)
        return format_period(dated.first, dated.last, dated.grain, self.language)

    def severity(self, code: Check) -> Severity:
        """Return the severity of a finding for this template."""
        return self.template.checks.get(code, CHECKS[code])

    def language_of(self, article: Article | None) -> str:
        """Return an article's language, or the briefing's if it is unknown."""
        return (article and article.metadata.language) or self.language


def is_same_language(one: str, other: str) -> bool:
    """Return whether two BCP 47 tags have the same language and script ("it" and "it-IT")."""
    return _language_and_script(one) == _language_and_script(other)


def _language_and_script(tag: str) -> tuple[str, ...]:
    first, *rest = tag.lower().split("-")
    return (first, *(part for part in rest if len(part) == 4 and part.isalpha()))
