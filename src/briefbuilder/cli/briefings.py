"""The commands `compose`, `briefings`, `check` and `export`."""

from __future__ import annotations

import gc
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder import app
from briefbuilder.cli.context import (
    CommandContext,
    CommandGroup,
    NamingError,
    UsageError,
    find_briefing,
    open_template,
    read_password_file,
    topic_ids,
)
from briefbuilder.cli.output import fields, report_file, report_findings
from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.visible_text import show_line

_HINTS = frozenset({"protected-pdf", "odt-letterhead"})
"""The codes of findings on the exported files, which are not findings on the briefing."""
_OF_FIELDS = frozenset(
    {
        "field-date-invalid",
        "field-date-ambiguous",
        "field-number-invalid",
        "field-number-range",
        "field-choice-unknown",
    }
)
"""The codes of findings on values that `compose` was given."""
_TOLD = _HINTS | {"withheld"}
"""The codes of findings that are shown after an export; the others are counted."""

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.templating.model import Template


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    compose = group.dossier_command("compose", compose_briefing)
    compose.add_argument("--template", metavar="NAME", required=True, help=group.help("template-name"))
    compose.add_argument("--title", metavar="TEXT", required=True, help=group.help("title"))
    group.add_list(compose, "--topic", "ID", "compose-topic")
    compose.add_argument(
        "--field", metavar="KEY=VALUE", type=_field, action="append", default=[], help=group.help("field")
    )
    compose.add_argument("--language", metavar="xx", help=group.help("briefing-language"))
    group.dossier_command("briefings", list_briefings)
    check = group.dossier_command("check", check_briefing)
    export = group.dossier_command("export", export_briefing)
    for parser in (check, export):
        parser.add_argument("briefing", metavar="BRIEFING", help=group.help("briefing"))
        parser.add_argument("--audience", metavar="NAME", help=group.help("audience"))
        parser.add_argument("--template", metavar="FILE", help=group.help("template-opened"))
    group.add_outputs(export, "FILE", "output")
    export.add_argument("--anyway", action="store_true", help=group.help("anyway"))
    export.add_argument(
        "--changes-since", metavar="VERSION", nargs="?", const="", help=group.help("changes-since")
    )
    export.add_argument("--protect-file", metavar="F", type=Path, help=group.help("protect-file"))


def compose_briefing(arguments: Namespace, context: CommandContext) -> int:
    """Create a briefing from a template and the tagged sections; print its id."""
    if not arguments.title.strip():
        raise UsageError(context.words.text("cli-title-empty"))
    with context.open_dossier(arguments.dossier) as session:
        template = context.resources.template(open_template(arguments.template, context))
        topics = _topics(session, arguments.topic)
        act, briefing = app.commands.briefings.compose_briefing(
            session,
            template,
            arguments.title,
            topics,
            dict(arguments.field),
            _language(template, arguments.language, context),
        )
        session.store.apply(act)
        unread = _unread_fields(session, briefing) if arguments.field else ()
        tagged, language = _tagged_topics(session), context.words.language
        empty = [session.taxonomy.shown(topic).name(language) for topic in topics if topic not in tagged]
    context.console.emit(_shape(briefing), briefing.id)
    for name in empty:
        context.console.fail(context.words.text("topic-empty", topic=name))
    for finding in unread:
        context.console.fail(context.words.finding(finding))
    return 0


def _unread_fields(session: Session, briefing: Briefing) -> tuple[Finding, ...]:
    """Return what is wrong with the values of the fields of a new briefing."""
    from briefbuilder.composing.check import check

    without_parts = replace(
        app.export_input.snapshot(session, briefing.id), briefing=replace(briefing, parts=())
    )
    return tuple(finding for finding in check(without_parts) if finding.code in _OF_FIELDS)


def _topics(session: Session, names: list[str]) -> tuple[str, ...]:
    """Return the named topics, or all topics with tags in the order of the taxonomy."""
    taxonomy = session.taxonomy
    if names:
        return topic_ids(taxonomy, names)
    tagged = _tagged_topics(session)
    return tuple(topic.id for topic in taxonomy.topics if topic.id in tagged)


def _tagged_topics(session: Session) -> set[str]:
    return {topic for topic, _ in session.search.topics()}


def _language(template: Template, language: str | None, context: CommandContext) -> str:
    from briefbuilder.tagging.codebooks.codebook import normalize_language_tag
    from briefbuilder.templating.words import has_words

    known = template.languages
    if language is None:
        own = base_language(context.words.language)
        allowed = tuple(filter(app.policy.current_policy().allows_language, known)) or known
        return own if own in allowed else allowed[0]
    tag = normalize_language_tag(language)
    if tag not in known and base_language(tag) not in known and not has_words(tag):
        raise NamingError(
            "cli-language-unknown", language=language, template=template.id, known=", ".join(known)
        )
    return tag


def list_briefings(arguments: Namespace, context: CommandContext) -> int:
    """List the briefings in the order of their creation."""
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        found = session.store.briefings()
    for number, briefing in enumerate(found, 1):
        shape = _shape(briefing)
        counted = context.words.text("cli-item-count", count=len(briefing.items))
        known = show_line(f"{briefing.id} · {briefing.template} · {briefing.language} · {counted}")
        line = f"{number}. {show_line(briefing.title)}\n    {known}"
        context.console.emit({"number": number, **shape}, line)
    return 0


def check_briefing(arguments: Namespace, context: CommandContext) -> int:
    """Report the problems of a briefing; return 1 if one of them blocks the export."""
    # A check makes many values and hardly any cycles of them, and the process ends with it.
    gc.disable()
    with context.open_dossier(arguments.dossier, to_read=True) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        _open_template(arguments, briefing, context)
        findings = app.export.check_laid_out(session, briefing.id, arguments.audience)
        unread = (
            app.evidence.count_unread(session)
            if any(isinstance(item, OwnText) for item in briefing.items)
            else 0
        )
        names = _names_of_places(session, briefing, findings, context)
    if unread:
        context.say("cli-facts-not-read", count=unread)
    return report_findings(findings, context, names)


def _names_of_places(
    session: Session, briefing: Briefing, findings: tuple[Finding, ...], context: CommandContext
) -> dict[str, str]:
    """Return the labels of fields, the headings of parts, and the titles of the articles in which something was found."""
    from briefbuilder.templating.parts import heading_of

    template, language = session.resources.template(briefing.template), context.words.language
    names = {field.key: field.name(language) for field in template.fields}
    topics = {topic.id: topic.name(language) for topic in session.taxonomy.topics}
    headings = {part.key: heading_of(part, language) for part in template.parts}
    for part in briefing.walk():
        name = topics.get(part.topic, part.topic) if part.topic else headings.get(part.key)
        names[part.id] = part.heading or name or part.key
    for article in {finding.place.article for finding in findings if finding.place.article}:
        record = session.store.record(article)
        if record is not None:
            names[article] = record.metadata.title or record.original.name
    return names


def export_briefing(arguments: Namespace, context: CommandContext) -> int:
    """Check a briefing and export it to files."""
    # An export makes many values and hardly any cycles of them, and the process ends with it.
    gc.disable()
    password = read_password_file(arguments.protect_file)
    with context.open_dossier(arguments.dossier) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        _open_template(arguments, briefing, context)
        since = arguments.changes_since
        label = context.words.text("cli-changes-since" if since else "cli-changes-since-export", name=since)
        try:
            report = app.export.export(
                session,
                briefing.id,
                arguments.output,
                audience=arguments.audience,
                anyway=arguments.anyway,
                password=password,
                since=None if since is None else (since, label),
                on_progress=context.progress("cli-exporting"),
            )
        except ExportError as error:
            if error.code == "export-blocked":
                _tell_errors(session, briefing.id, arguments.audience, context)
            raise
    for path in report.paths:
        shape: dict[str, object] = {"bytes": path.stat().st_size}
        if arguments.audience is not None:
            shape |= {"audience": arguments.audience, "left_out": _left_out(report.findings)}
        if password is not None:
            shape["protected"] = True
        report_file(path, report.page_count, shape, context)
    told = [finding for finding in report.findings if finding.code in _TOLD]
    for finding in told:
        context.console.say(context.words.finding(finding))
    left = [finding for finding in report.findings if finding.code not in _HINTS]
    if left:
        context.say("cli-findings-left", count=len(left))
    return 0


def _tell_errors(session: Session, briefing_id: str, audience: str | None, context: CommandContext) -> None:
    """Print the issues that keep a briefing from being exported."""
    for finding in app.checks.check(session, briefing_id, audience):
        if finding.severity == "error":
            context.console.fail(context.words.finding(finding))


def _open_template(arguments: Namespace, briefing: Briefing, context: CommandContext) -> None:
    """Open the template of a briefing if it is outside the template folders; raises NamingError for another one."""
    if arguments.template is None:
        if briefing.template not in context.resources.templates():
            raise NamingError("cli-template-lost-file", title=briefing.title, template=briefing.template)
    elif open_template(arguments.template, context) != briefing.template:
        raise NamingError(
            "cli-template-other",
            title=briefing.title,
            template=briefing.template,
            given=Path(arguments.template).stem,
        )


def _left_out(findings: tuple[Finding, ...]) -> list[dict[str, object]]:
    """Return the first words and the place of each passage withheld from the audience."""
    return [
        {"text": finding.parameters["text"], "part": finding.place.part, "item": finding.place.item}
        for finding in findings
        if finding.code == "withheld"
    ]


def _shape(briefing: Briefing) -> dict[str, object]:
    return {
        "briefing": briefing.id,
        **fields(briefing, "title template language created marking"),
        "parts": sum(1 for _ in briefing.walk()),
        "items": len(briefing.items),
    }


def _field(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise NamingError("cli-value-field", value=text)
    return key.strip(), value
