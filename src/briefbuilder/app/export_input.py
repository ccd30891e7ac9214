"""The input of an export, taken from the dossier once: an immutable value that can be sent to another process.

The citation of a source is made from it, too, if a text asks for one before the export.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

from briefbuilder.composing.gather import QuotedPassages
from briefbuilder.composing.input import CompositionInput
from briefbuilder.composing.release import WithheldContent, list_audiences, release_briefing
from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.changes import Key
from briefbuilder.domain.coverage import ActorCount, Coverage
from briefbuilder.domain.document import DocumentPicture
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.export_record import ExportedParagraph, ExportRecord, LaidOutPages
from briefbuilder.domain.facts import ClaimSource
from briefbuilder.domain.letterhead import LetterheadFile
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.text import Span
from briefbuilder.domain.topics import Topic
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import own_picture_names, picture_names
from briefbuilder.system.clock import local_date, to_second
from briefbuilder.templating.parts import ActorsPart, CoveragePart

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.templating.model import Template


_WHOLE_BLOCK = 1 << 60
"""An offset after the end of any block."""


@value
class ExportInput(CompositionInput):
    """Everything that an export needs: the input of the composition, the moment of the last change, the base of a DOCX.

    `letterhead_file` is the letterhead document that the template names. `picture_files` are the pictures by name that
    have not been read yet. `left_out` is what is withheld from the recipient, `secrets` the words that no file for it
    may hold. `claims` are the findings on what own texts state (see `checks.with_claims`), `unsettled` those on what
    several desks wrote at the same time. `last_pages` is what the pages of the briefing said last, if that is kept.
    A Word file marks what has changed since `earlier`.
    """

    base: bytes
    letterhead_file: LetterheadFile | None = None
    picture_files: Mapping[str, Picture] = field(default_factory=dict)
    left_out: tuple[WithheldContent, ...] = ()
    secrets: tuple[str, ...] = ()
    claims: tuple[Finding, ...] = ()
    unsettled: tuple[Finding, ...] = ()
    last_pages: LaidOutPages | None = None
    earlier: EarlierState | None = None


@value
class EarlierState:
    """What a briefing said before: the paragraphs of an export, or a version to be composed. The label names it in Word.

    `pictures` are those of the export that the dossier still has, by name.
    """

    label: str
    paragraphs: tuple[ExportedParagraph, ...] = ()
    data: ExportInput | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)


def with_earlier(
    session: Session, data: ExportInput, kept: Briefing | ExportRecord, label: str
) -> ExportInput:
    """Return an export's input with a version or an export of the same briefing, since which a Word file marks changes.

    A recipient must have got that export, else ExportError("changes-for-another-recipient") is raised: what is gone since a
    version or another export may have been withheld.
    """
    if isinstance(kept, ExportRecord):
        if kept.audience != data.audience:
            raise ExportError("changes-for-another-recipient", name=kept.file_name)
        shown = {picture.digest for one in kept.paragraphs for picture in one.pictures if picture.digest}
        pictures = session.store.pictures_beginning(shown)
        return replace(data, earlier=EarlierState(label=label, paragraphs=kept.paragraphs, pictures=pictures))
    if data.audience is not None:
        raise ExportError("changes-for-another-recipient", name=kept.version)
    return replace(data, earlier=EarlierState(label=label, data=snapshot(session, kept.id)))


def snapshot(session: Session, briefing_id: str, audience: str | None = None) -> ExportInput:
    """Return the input of an export of a briefing as it is now; for an audience without what is withheld from it.

    Raises DossierError if there is no such briefing, ExportError("audience-unknown") if it has no such
    audience.
    """
    briefing = session.store.existing_briefing(briefing_id)
    template = session.resources.template(briefing.template)
    articles = quoted_articles(session, briefing)
    left_out: tuple[WithheldContent, ...] = ()
    if audience is not None:
        audience = _known_audience(briefing, audience)
        released = release_briefing(briefing, articles, audience, template.table_parts)
        briefing, left_out = released.briefing, released.left_out
    quoted = quoted_articles(session, briefing)
    pictures = {
        **session.store.pictures(_shown_pictures(briefing, quoted)),
        **session.resources.template_pictures(briefing.template),
    }
    coverage = _coverage(session, briefing, template, quoted, audience)
    moment = to_second(session.store.changed_at(Key("briefing", briefing_id)) or briefing.created)
    data = ExportInput(
        checked_at=session.store.clock.second(),
        tagged=_tagged(session, briefing),
        audience=audience,
        left_out=left_out,
        secrets=_withheld_texts(
            left_out, [article for name, article in articles.items() if name not in quoted]
        ),
        briefing=briefing,
        template=template,
        profile=session.resources.profile(template.marking.profile),
        articles=quoted,
        topics=_topics(session, briefing, coverage),
        pictures=dict.fromkeys(pictures, DocumentPicture()),
        picture_files=pictures,
        coverage=coverage,
        nothing_new=frozenset(briefing.nothing_new),
        actors=_actors(session, briefing, template, quoted, audience),
        moment=moment,
        today=local_date(moment),
        base=session.resources.base_docx(),
        letterhead_file=session.resources.letterhead_file(briefing.template),
    )
    if not session.store.is_shared:
        return data
    from briefbuilder.app.unsettled import unsettled_findings

    return replace(data, unsettled=unsettled_findings(session, briefing, data.severity))


def cite_source(session: Session, briefing_id: str, source: ClaimSource) -> tuple[Span, ...]:
    """Return the source of a claim as an export of a briefing cites it, with its page if the article has pages.

    Raises DossierError if the briefing or the article is not there.
    """
    from briefbuilder.composing.context import CompositionContext
    from briefbuilder.composing.sources import compose_citation
    from briefbuilder.domain.document import Run

    article = session.store.article(source.article)
    context = CompositionContext(snapshot(session, briefing_id))
    blocks = (source.block,) if source.block else ()
    passage = Passage(article=source.article, blocks=blocks, start=0, end=0, quote="")
    cited, place = (Excerpt(id="", passage=passage),), Place(article=source.article)
    return tuple(
        Span(run.text, italic=run.italic, bold=run.bold, link=run.link, language=run.language)
        for run in compose_citation(article, cited, context, place)
        if isinstance(run, Run)
    )


def with_layout(data: ExportInput) -> ExportInput:
    """Return an export's input with the layout of its letterhead document, as it was if the document is refused.

    A worker cannot start the process that reads it: its caller calls this.
    """
    if data.letterhead_file is None or data.letterhead is not None:
        return data
    from briefbuilder.app.letterheads import read_layout
    from briefbuilder.app.workers import WorkerFailedError

    try:
        return replace(data, letterhead=read_layout(data.letterhead_file))
    except (ExportError, WorkerFailedError):
        return data


def _topics(session: Session, briefing: Briefing, coverage: Iterable[Coverage]) -> dict[str, Topic]:
    """Return the topics of parts and of what is counted, by their ids; the taxonomy is read only if there are some."""
    named = {part.topic for part in briefing.walk() if part.topic}
    named.update(row.key for each in coverage if each.by == "topic" for row in each.rows)
    return {topic.id: topic for topic in session.taxonomy.topics if topic.id in named} if named else {}


def _tagged(session: Session, briefing: Briefing) -> dict[str, tuple[Passage, ...]]:
    """Return the passages that are tagged with each topic that has a part, in the order of tagging."""
    found: dict[str, list[Passage]] = {part.topic: [] for part in briefing.walk() if part.topic}
    for tag in session.store.tags_with(found):
        found[tag.topic].append(tag.passage)
    return {topic: tuple(dict.fromkeys(passages)) for topic, passages in found.items()}


def _actors(
    session: Session, briefing: Briefing, template: Template, articles: Iterable[str], audience: str | None
) -> tuple[ActorCount, ...]:
    """Return who is named in the articles that a briefing quotes, if a part shows it; for an audience only in what is quoted."""
    specs = (template.part(key) for key in dict.fromkeys(part.key for part in briefing.walk()))
    if not any(isinstance(spec, ActorsPart) for spec in specs):
        return ()
    from briefbuilder.app.actors import briefing_actors

    quoted = tuple(_shown_passages(briefing))
    return briefing_actors(session, articles, briefing.language, None if audience is None else quoted)


def _coverage(
    session: Session,
    briefing: Briefing,
    template: Template,
    articles: Mapping[str, Article],
    audience: str | None,
) -> tuple[Coverage, ...]:
    """Return the counts for the parts of a briefing; for an audience only the articles that are still quoted.

    Of a quoted article only the tags of quoted passages count; for an audience, if the briefing has no part for
    the topic, only those of passages that it sees whole. Others may name topics that it may not see.
    """
    specs = (template.part(key) for key in dict.fromkeys(part.key for part in briefing.walk()))
    wanted = dict.fromkeys((spec.by, spec.of) for spec in specs if isinstance(spec, CoveragePart))
    if not wanted:
        return ()
    from briefbuilder.app.coverage import briefing_coverage, dossier_coverage

    passages = QuotedPassages(_shown_passages(briefing))
    shown = {part.topic for part in briefing.walk()}
    tags = [
        tag
        for name in articles
        for tag in session.store.tags(name)
        if passages.overlap(tag.passage)
        and (audience is None or tag.topic in shown or passages.cover(tag.passage))
    ]
    return tuple(
        replace(briefing_coverage(articles.values(), tags, by), of=of)
        if of == "briefing" or audience is not None
        else dossier_coverage(session, by)
        for by, of in wanted
    )


def _shown_passages(briefing: Briefing) -> Iterator[Passage]:
    """Yield the passages of the excerpts, without the blocks that an edited one no longer has."""
    for item in briefing.excerpts:
        passage = item.passage
        if item.blocks is None:
            yield passage
            continue
        kept = {block.id for block in item.blocks}
        blocks = tuple(name for name in passage.blocks if name in kept)
        yield replace(
            passage,
            blocks=blocks,
            start=passage.start if blocks[:1] == passage.blocks[:1] else 0,
            end=passage.end if blocks[-1:] == passage.blocks[-1:] else _WHOLE_BLOCK,
        )


def _known_audience(briefing: Briefing, audience: str) -> str:
    known = list_audiences(briefing)
    found = next((name for name in known if name.casefold() == audience.strip().casefold()), None)
    if found is None:
        raise ExportError("audience-unknown", audience=audience, title=briefing.title, known=", ".join(known))
    return found


def _withheld_texts(left_out: Iterable[WithheldContent], unquoted: Iterable[Article]) -> tuple[str, ...]:
    """Return what no file may hold: the words that were left out, and the sources that are no longer quoted."""
    texts = [text for content in left_out for text in content.texts]
    for article in unquoted:
        texts += [article.metadata.title, article.metadata.url or ""]
    return tuple(dict.fromkeys(filter(None, texts)))


def quoted_articles(session: Session, briefing: Briefing) -> dict[str, Article]:
    """Return the articles that a briefing quotes, by id, without those that are no longer in the dossier."""
    wanted = dict.fromkeys(item.passage.article for item in briefing.excerpts)
    return {name: session.store.article(name) for name in wanted if session.store.record(name) is not None}


def _shown_pictures(briefing: Briefing, articles: Mapping[str, Article]) -> set[str]:
    shown: dict[str, set[str]] = {}
    found = set(own_picture_names(briefing))
    for item in briefing.excerpts:
        shown.setdefault(item.passage.article, set()).update(item.passage.blocks)
    for name, ids in shown.items():
        article = articles.get(name)
        found.update(picture_names(block for block in (article.blocks if article else ()) if block.id in ids))
    return found
