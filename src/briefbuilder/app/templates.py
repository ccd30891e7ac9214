"""Creates a template from another one, and sample briefings for previews of templates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.coverage import briefing_coverage
from briefbuilder.app.export_input import ExportInput
from briefbuilder.app.policy import current_policy
from briefbuilder.app.read_files import read_paths
from briefbuilder.app.resources import Resources
from briefbuilder.app.taxonomies import USUAL_TAXONOMIES
from briefbuilder.composing.input import is_same_language
from briefbuilder.domain.article import Article, ImportedArticle, Picture
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, Item, OwnText, Part
from briefbuilder.domain.coverage import ActorCount, Coverage
from briefbuilder.domain.document import DocumentPicture
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.facts import FactSource
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.letterhead import LetterheadFile
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.passage import Passage, PassageBuilder, passage_of, section_passage
from briefbuilder.domain.text import Block, Figure, ListItem, Paragraph, Span, Table
from briefbuilder.domain.topics import Tag, Taxonomy, Topic
from briefbuilder.domain.values import value
from briefbuilder.locales.numbers import stored_number
from briefbuilder.system.clock import Clock, local_date
from briefbuilder.system.files import require_file_path
from briefbuilder.tagging.near_sections import suggest_in_article
from briefbuilder.templating.fields import DateField, ListField, NumberField, TextField
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import (
    ActorsPart,
    ChronologyPart,
    ContentsPart,
    CoveragePart,
    FiguresPart,
    QuotationsPart,
    SourcesPart,
    TablePart,
    TopicsPart,
    WrittenPart,
)
from briefbuilder.templating.values import is_template_name, to_template_name

if TYPE_CHECKING:
    from briefbuilder.composing.gather import DatedPassage
    from briefbuilder.tagging.matcher import Matcher

_TOPICS = 3
"""The number of topics in a sample briefing: those that most sections are about."""

_LONGEST_MADE = 56
"""Characters of an id that is made from the title of a template, which leaves room for a number."""


@value
class SampleSources:
    """The material of sample briefings, the same for every template. `shown` are the topics that get a part."""

    articles: Mapping[str, Article]
    pictures: Mapping[str, Picture]
    topics: Mapping[str, Topic]
    tags: tuple[Tag, ...]
    shown: tuple[Topic, ...]
    base: bytes


def sample_sources(resources: Resources) -> SampleSources:
    """Return the sample articles with the topics in them; takes some seconds, and is kept until the program ends."""
    taxonomy = resources.taxonomy(USUAL_TAXONOMIES)
    kept = _KEPT.get(resources.folder)
    if kept is None or kept[0] != taxonomy:
        kept = _KEPT[resources.folder] = taxonomy, _read_sources(resources, taxonomy)
    return kept[1]


_KEPT: dict[Path, tuple[Taxonomy, SampleSources]] = {}


def _read_sources(resources: Resources, taxonomy: Taxonomy) -> SampleSources:
    readings = [
        reading for reading in read_paths(resources.preview_samples()) if isinstance(reading, ImportedArticle)
    ]
    articles = {reading.article.id: reading.article for reading in readings}
    tags = tuple(_tags(articles, resources.matcher(taxonomy)))
    return SampleSources(
        articles=articles,
        pictures={name: picture for reading in readings for name, picture in reading.pictures.items()},
        topics={topic.id: topic for topic in taxonomy.topics},
        tags=tags,
        shown=_topics(tags, taxonomy.topics),
        base=resources.base_docx(),
    )


def sample_input(
    template: Template,
    language: str,
    sources: SampleSources,
    profile: MarkingProfile,
    letterhead: LetterheadFile | None = None,
    pictures: Mapping[str, Picture] | None = None,
) -> ExportInput:
    """Return the export input of a sample briefing in a template, with its letterhead document and its pictures."""
    clock = Clock()
    moment = clock.now()
    sources = _in_languages(sources, template.languages)
    files = {**sources.pictures, **(pictures or {})}
    return ExportInput(
        briefing=_briefing(template, language, sources, clock, moment),
        template=template,
        profile=profile,
        articles=sources.articles,
        topics=sources.topics,
        pictures=dict.fromkeys(files, DocumentPicture()),
        picture_files=files,
        moment=moment,
        today=local_date(moment),
        base=sources.base,
        letterhead_file=letterhead,
        coverage=tuple(_sample_coverage(template, sources)),
        actors=_sample_actors(template, language, sources.articles.values()),
    )


def sample_of_template(
    template: Template, files: Iterable[Path], language: str, resources: Resources
) -> ExportInput:
    """Return the export input of a sample briefing in a template that was read from files.

    It is in the template's first language if it has not the given one. Raises TemplateError if its letterhead
    document cannot be read.
    """
    from briefbuilder.app.letterheads import folders_of, letterhead_file, template_pictures

    folders = folders_of(files)
    return sample_input(
        template,
        language if language in template.languages else template.languages[0],
        sample_sources(resources),
        resources.profile(template.marking.profile),
        letterhead_file(template, folders),
        template_pictures(template, folders),
    )


def _tags(articles: Mapping[str, Article], matcher: Matcher) -> Iterator[Tag]:
    clock = Clock()
    for article in articles.values():
        suggested = suggest_in_article(matcher, article)
        for section, suggestions in zip(article.sections, suggested, strict=True):
            for suggestion in suggestions:
                passage = section_passage(article, section)
                yield Tag(id=clock.new_id("t"), topic=suggestion.topic, passage=passage)


def _briefing(
    template: Template, language: str, sources: SampleSources, clock: Clock, moment: str
) -> Briefing:
    from briefbuilder.composing.gather import GatherSources, fill_briefing

    today = local_date(moment)
    # An English briefing quotes English papers.
    articles = dict(
        sorted(
            sources.articles.items(),
            key=lambda item: not is_same_language(item[1].metadata.language or "", language),
        )
    )
    begun = Briefing(
        id=clock.new_id("b"),
        title=localized_text(template.title.sample, language, template.label(language)),
        template=template.id,
        language=language,
        created=moment,
        topics=tuple(topic.id for topic in sources.shown),
    )
    gathered = GatherSources(
        template=template,
        tags=sources.tags,
        articles=articles,
        new_id=lambda: clock.new_id("i"),
        events=tuple(_sample_events(template, sources, articles)),
    )
    briefing = fill_briefing(begun, gathered, sample_fields(template, language, today.isoformat()), today)
    sampled = add_sample_texts(briefing, template, gathered.new_id)
    picked = add_sample_excerpts(sampled, template, articles.values(), gathered.new_id)
    return add_sample_reliability(fill_empty_parts(picked, template, gathered.new_id), template)


def _sample_events(
    template: Template, sources: SampleSources, articles: Mapping[str, Article]
) -> Iterator[DatedPassage]:
    """Yield the dated sentences of the sample articles, for a template with a chronology."""
    if not any(isinstance(part, ChronologyPart) for part in template.parts):
        return
    from briefbuilder.composing.gather import DatedPassage
    from briefbuilder.evidence.chronology import find_events

    builders = {name: PassageBuilder(article) for name, article in articles.items()}
    tagged = (
        (article, [tag for tag in sources.tags if tag.passage.article == article.id])
        for article in articles.values()
    )
    for event in find_events((_with_facts(article), tags) for article, tags in tagged):
        dated = Dated(first=event.first, last=event.last, grain=event.grain, event=event.id)
        for place in event.places:
            passage = builders[place.article].of((place.block,), place.start, place.end)
            yield DatedPassage(passage, dated, place.topics)


def _with_facts(article: Article) -> FactSource:
    from briefbuilder.app.evidence import blocks_of, read_facts

    metadata, blocks = article.metadata, blocks_of(article)
    language = metadata.language or ""
    return FactSource(
        article=article.id,
        language=language,
        day=metadata.published,
        blocks=blocks,
        facts=read_facts(blocks, language, metadata.published),
    )


def _sample_actors(template: Template, language: str, articles: Iterable[Article]) -> tuple[ActorCount, ...]:
    """Return who is named in the sample articles, for a template that shows it."""
    if not any(isinstance(part, ActorsPart) for part in template.parts):
        return ()
    from briefbuilder.evidence.actors import count_actors

    found = count_actors([_with_facts(article) for article in articles], language=language)
    return tuple(
        ActorCount(name=actor.name, kind=actor.kind, mentions=actor.mentions, articles=len(actor.articles))
        for actor in found
    )


def _sample_coverage(template: Template, sources: SampleSources) -> Iterator[Coverage]:
    """Yield what the parts of a template count in the sample articles."""
    for part in template.parts:
        if isinstance(part, CoveragePart):
            counted = briefing_coverage(sources.articles.values(), sources.tags, part.by)
            yield replace(counted, of=part.of)


def _in_languages(sources: SampleSources, languages: tuple[str, ...]) -> SampleSources:
    """Return the articles in the languages of a template's labels, all if there are none in these."""
    articles = {
        key: article
        for key, article in sources.articles.items()
        if any(is_same_language(article.metadata.language or "", language) for language in languages)
    }
    if not articles:
        return sources
    tags = tuple(tag for tag in sources.tags if tag.passage.article in articles)
    return replace(sources, articles=articles, tags=tags, shown=_topics(tags, sources.topics.values()))


def _topics(tags: tuple[Tag, ...], topics: Iterable[Topic]) -> tuple[Topic, ...]:
    counts = Counter(tag.topic for tag in tags)
    best = {topic for topic, _ in counts.most_common(_TOPICS)}
    return tuple(topic for topic in topics if topic.id in best)


_EMPTY = """\
version: 1
id: ""
name: ""
languages: [{language}]
marking: {{profile: none}}
parts:
- key: text
  kind: written
  label: ""
"""


def new_template_id(resources: Resources, title: str) -> str:
    """Return an unused id for a template that is called so."""
    from briefbuilder.tagging.codebooks.codebook import make_unique_id

    base = to_template_name(title)[:_LONGEST_MADE].rstrip("-")
    if not is_template_name(base):
        base = f"template-{base}".rstrip("-")
    taken = {*resources.templates(), *(path.stem for path in resources.own_folder().glob("*.yaml"))}
    return make_unique_id(base, taken)


def _free_path(resources: Resources, name: str) -> Path:
    """Return the path of a new template; raises TemplateError if its name cannot be used or is taken."""
    path = Path(name)
    if path.suffix != ".yaml":
        if path.name != name:
            raise TemplateError("cli-template-path", name=name)
        path = resources.own_folder() / f"{name}.yaml"
    if not is_template_name(path.stem):
        raise TemplateError("cli-template-name", name=path.stem)
    if path.stem in resources.templates() or path.exists():
        raise TemplateError("cli-template-exists", name=path.stem)
    return path


def new_template(
    resources: Resources, start: str, name: str, letterhead: Path | None = None, *, title: str = ""
) -> Path:
    """Create a template from the one with the id `start`, and return the path of its file.

    It is called `title`, or like the first one if that is empty. It is in the user's own folder; a name that ends in
    `.yaml` is the path of the new file. A letterhead document is copied beside it, and replaces the page setup, fonts
    and styles of the first template; so are its pictures, and its own letterhead document if no other is given. Raises
    TemplateError if the name is empty or taken, or a file cannot be written, PolicyError if an administrator allows no
    own templates.
    """
    current_policy().require_own_templates()
    path = _free_path(resources, name)
    if path.parent == resources.own_folder():
        _make_folder(path.parent)
    from briefbuilder.templating.edits import set_value
    from briefbuilder.templating.files import picture_file

    resources.template(start)
    pictures = resources.template_pictures(start)
    text = resources.templates()[start].read_text(encoding="utf-8")
    text = set_value(text, ("id",), path.stem).apply(text)
    if title:
        text = set_value(text, ("name",), title).apply(text)
    if letterhead is not None:
        from briefbuilder.app.letterheads import read_letterhead, set_letterhead

        copy = path.with_suffix(letterhead.suffix.lower())
        _write_new(copy, read_letterhead(letterhead))
        text = set_letterhead(text, copy.name)
    inherited = None
    if letterhead is None:
        with suppress(TemplateError):  # the check of the new template says what is missing
            inherited = resources.letterhead_file(start)
    _write_new(path, text.encode())
    if inherited is not None and not (path.parent / inherited.name).exists():
        _write_new(path.parent / inherited.name, inherited.data)
    for key, picture in pictures.items():
        beside = path.parent / picture_file(key)
        if not beside.exists():
            _write_new(beside, picture.data)
    return path


def new_empty_template(resources: Resources, title: str, language: str, heading: str) -> Path:
    """Create a template in the user's own folder that has one written part, and return the path of its file.

    Raises TemplateError if it cannot be written, PolicyError if an administrator allows no own templates.
    """
    current_policy().require_own_templates()
    path = _free_path(resources, new_template_id(resources, title))
    _make_folder(path.parent)
    from briefbuilder.templating.edits import set_value

    text = _EMPTY.format(language=language)
    for key, words in ((("id",), path.stem), (("name",), title), (("parts", 0, "label"), heading)):
        text = set_value(text, key, words).apply(text)
    _write_new(path, text.encode())
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error


def _write_new(path: Path, content: bytes) -> None:
    require_file_path(path)
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> TemplateError:
    return TemplateError("cli-not-written", path=str(path), reason=error.strerror or type(error).__name__)


# Sample texts and excerpts.

_SAMPLE_CODES = ("B2", "A2", "C3")
"""The Admiralty codes of sample articles, in the order of their use."""
_DIRECT_SPEECH = re.compile(r"[«“„「][^«“„「»”“」]{20,}[»”“」]")
_Pick = Callable[[tuple[Block, ...]], Block | None]
_KEPT_EXCERPTS = 1
"""The number of gathered excerpts kept after a part's sample text."""
_KEPT_PER_TOPIC = 2
"""The number of excerpts kept in a topic's part, so that the sample is short enough."""
_KEPT_EVENTS = 6
_ELLIPSIS = "…"
_FILLED_BY_PROGRAM = (ActorsPart, ChronologyPart, ContentsPart, CoveragePart, SourcesPart)
"""Parts that hold no text of the officer's."""
_LIST_LINE = re.compile(r"( *)(-|([0-9]{1,3})\.) (.*)")


def add_sample_excerpts(
    briefing: Briefing, template: Template, articles: Iterable[Article], new_id: Callable[[], str]
) -> Briefing:
    """Add an excerpt to each empty part for quotations or figures.

    Excerpts are taken from one article after the other, from text that the briefing does not show elsewhere.
    """
    shown = {(item.passage.article, block) for item in briefing.excerpts
             for block in item.passage.blocks}  # fmt: skip
    available = tuple(articles)
    quotations, figures = (
        _pick_passages(available, shown, _pick_quotable),
        _pick_passages(available, shown, _pick_figure),
    )

    def add_excerpt(part: Part) -> Part:
        if part.items or part.parts:
            return part
        match template.part(part.key):
            case QuotationsPart():
                passage = next(quotations, None)
            case FiguresPart():
                passage = next(figures, None)
            case _:
                passage = None
        return part if passage is None else replace(part, items=(Excerpt(id=new_id(), passage=passage),))

    return replace(briefing, parts=tuple(map(add_excerpt, briefing.parts)))


def fill_empty_parts(briefing: Briefing, template: Template, new_id: Callable[[], str]) -> Briefing:
    """Add “…” to each part that is still empty, since an empty part is not printed."""

    def fill(part: Part) -> Part:
        inner = tuple(map(fill, part.parts))
        spec = template.part(part.key)
        if part.items or inner or spec is None or isinstance(spec, _FILLED_BY_PROGRAM):
            return replace(part, parts=inner)
        columns = len(spec.columns) if isinstance(spec, TablePart) else 1
        blocks = tuple(_paragraph(_ELLIPSIS, column) for column in range(columns))
        return replace(part, items=(_own_text(blocks, new_id),))

    return replace(briefing, parts=tuple(map(fill, briefing.parts)))


def add_sample_reliability(briefing: Briefing, template: Template) -> Briefing:
    """Add Admiralty codes to excerpts, one for each article, if the template shows them."""
    if not template.sources.reliability:
        return briefing
    named = dict.fromkeys(item.passage.article for item in briefing.excerpts)
    codes = dict(zip(named, cycle(_SAMPLE_CODES)))

    def add_codes(part: Part) -> Part:
        items = tuple(
            replace(item, reliability=codes[item.passage.article]) if isinstance(item, Excerpt) else item
            for item in part.items
        )
        return replace(part, items=items, parts=tuple(map(add_codes, part.parts)))

    return replace(briefing, parts=tuple(map(add_codes, briefing.parts)))


def _pick_passages(
    articles: tuple[Article, ...], shown: set[tuple[str, str]], pick: _Pick
) -> Iterator[Passage]:
    for article in articles:
        block = pick(tuple(block for block in article.blocks if (article.id, block.id) not in shown))
        if block is not None:
            yield passage_of(article, (block,))


def _pick_quotable(blocks: tuple[Block, ...]) -> Block | None:
    """Return the first paragraph with direct speech, or else the first that does not introduce a list."""
    paragraphs = [
        block
        for block in blocks
        if isinstance(block, Paragraph)
        and block.text.strip()
        and not block.text.rstrip().endswith((":", "："))
    ]
    return next(
        (block for block in paragraphs if _DIRECT_SPEECH.search(block.text)), next(iter(paragraphs), None)
    )


def _pick_figure(blocks: tuple[Block, ...]) -> Block | None:
    return next((block for block in blocks if isinstance(block, Table | Figure)), None)


def sample_fields(template: Template, language: str, today: str) -> dict[str, str]:
    """Return the samples of a template's fields, `today` (YYYY-MM-DD) for dates without default, and “…” for empty rows."""
    found: dict[str, str] = {}
    for field in template.fields:
        if isinstance(field, TextField | ListField):
            empty = _ELLIPSIS if field.in_table and not field.default else ""
            found[field.key] = localized_text(field.sample, language) or empty
        elif isinstance(field, NumberField) and field.sample is not None:
            found[field.key] = stored_number(field.sample)
        elif isinstance(field, DateField) and not field.default:
            found[field.key] = today
    return {key: text for key, text in found.items() if text}


def add_sample_texts(briefing: Briefing, template: Template, new_id: Callable[[], str]) -> Briefing:
    """Add the template's sample texts to a briefing's parts, or the hint to an empty written part."""

    def add_excerpt(part: Part) -> Part:
        spec = template.part(part.key)
        if isinstance(spec, TopicsPart):
            inner = tuple(map(add_excerpt, part.parts))
            return replace(part, items=part.items[:_KEPT_PER_TOPIC], parts=inner)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart):
            return part
        if isinstance(spec, ChronologyPart):
            return replace(part, items=part.items[:_KEPT_EVENTS])
        text = localized_text(spec.sample, briefing.language)
        if not text and not part.items and isinstance(spec, WrittenPart):
            text = localized_text(spec.hint, briefing.language)
        if not text.strip():
            return part
        items = (
            _table_rows(text, new_id)
            if isinstance(spec, TablePart)
            else (_own_text(_parse_blocks(text), new_id),)
        )
        return replace(part, items=(*items, *part.items[:_KEPT_EXCERPTS]))

    return replace(briefing, parts=tuple(map(add_excerpt, briefing.parts)))


def _table_rows(text: str, new_id: Callable[[], str]) -> tuple[Item, ...]:
    lines = (line for line in text.splitlines() if line.strip())
    return tuple(
        _own_text(tuple(_paragraph(cell, index) for index, cell in enumerate(line.split("|"))), new_id)
        for line in lines
    )


def _own_text(blocks: tuple[Block, ...], new_id: Callable[[], str]) -> OwnText:
    return OwnText(id=new_id(), blocks=blocks)


def _paragraph(text: str, at: int) -> Paragraph:
    return Paragraph(id=f"s{at}", content=(Span(text.strip()),))


def _parse_blocks(text: str) -> tuple[Block, ...]:
    """Return a block for each line; lines that begin with "- " or "1. " are list items, two spaces deeper each level."""
    blocks: list[Block] = []
    for index, line in enumerate(filter(str.strip, text.splitlines())):
        found = _LIST_LINE.match(line)
        if found is None:
            blocks.append(_paragraph(line, index))
            continue
        number = int(found[3]) if found[3] else None
        last = blocks[-1] if blocks else None
        ordered, depth = number is not None, len(found[1]) // 2
        starts = not isinstance(last, ListItem) or (depth == last.depth and ordered != last.ordered)
        blocks.append(
            ListItem(
                id=f"s{index}",
                content=(Span(found[4].strip()),),
                depth=depth,
                ordered=ordered,
                number=number,
                starts=starts,
            )
        )
    return tuple(blocks)
