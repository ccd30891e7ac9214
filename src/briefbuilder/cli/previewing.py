"""A sample briefing in a template, made of the sample articles and their suggested topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.clock import Clock
from briefbuilder.app.exporting import ExportInput, build_pdf
from briefbuilder.app.reading import FileReading, read_paths
from briefbuilder.app.resources import Resources
from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.house import HouseFile
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.topics import Tag, Taxonomy, Topic

if TYPE_CHECKING:
    from briefbuilder.export.pdf.writer import PdfExport
    from briefbuilder.templating.model import Template

_TOPICS = 3
"""How many topics a sample briefing gathers: those that most sections speak of."""


def sample_pdf(
    template: Template, language: str, resources: Resources, house: HouseFile | None = None
) -> PdfExport:
    """Return the PDF of a sample briefing in a template, on the paper of its house document."""
    return build_pdf(sample_input(template, language, resources, house))


def sample_input(
    template: Template, language: str, resources: Resources, house: HouseFile | None = None
) -> ExportInput:
    """Return what the export of a sample briefing in a template is made of."""
    readings = [reading for reading in read_paths(resources.samples()) if isinstance(reading, FileReading)]
    articles = {reading.article.id: reading.article for reading in readings}
    pictures = {name: picture for reading in readings for name, picture in reading.pictures.items()}
    made = _input(template, language, resources, articles, pictures)
    return replace(made, house_file=house)


def _input(
    template: Template,
    language: str,
    resources: Resources,
    articles: Mapping[str, Article],
    pictures: Mapping[str, Picture],
) -> ExportInput:
    clock = Clock()
    moment = clock.now()
    taxonomy = resources.taxonomy()
    tags = tuple(_tags(articles, taxonomy, resources, clock))
    return ExportInput(
        briefing=_briefing(template, language, articles, tags, taxonomy, clock, moment),
        template=template,
        profile=resources.profile(template.marking_profile),
        articles=articles,
        topics={topic.id: topic for topic in taxonomy.topics},
        pictures=pictures,
        moment=moment,
        base=resources.base_docx(),
    )


def _tags(
    articles: Mapping[str, Article], taxonomy: Taxonomy, resources: Resources, clock: Clock
) -> Iterator[Tag]:
    matcher = resources.matcher(taxonomy)
    for article in articles.values():
        for section in article.sections:
            for suggestion in matcher.suggest(section.text, article.metadata.language):
                passage = section_passage(article, section)
                yield Tag(id=clock.new_id("t"), topic=suggestion.topic, passage=passage)


def _briefing(
    template: Template,
    language: str,
    articles: Mapping[str, Article],
    tags: tuple[Tag, ...],
    taxonomy: Taxonomy,
    clock: Clock,
    moment: str,
) -> Briefing:
    from briefbuilder.composing.gather import new_briefing
    from briefbuilder.composing.samples import sample_fields, with_samples
    from briefbuilder.templating.values import text_in

    briefing = new_briefing(
        briefing_id=clock.new_id("b"),
        title=text_in(template.title.sample, language, template.label(language)),
        template=template,
        language=language,
        topics=_topics(tags, taxonomy),
        tags=tags,
        articles=articles,
        fields=sample_fields(template, language, moment[:10]),
        new_id=lambda: clock.new_id("i"),
        created=moment,
    )
    return with_samples(briefing, template, lambda: clock.new_id("i"))


def _topics(tags: tuple[Tag, ...], taxonomy: Taxonomy) -> tuple[Topic, ...]:
    counts = Counter(tag.topic for tag in tags)
    best = {topic for topic, _ in counts.most_common(_TOPICS)}
    return tuple(topic for topic in taxonomy.topics if topic.id in best)
