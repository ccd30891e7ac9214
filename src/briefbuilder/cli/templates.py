"""The commands `template list`, `check`, `new`, `schema` and `preview`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from briefbuilder import app
from briefbuilder.cli.context import CommandContext, CommandGroup, NamingError, find_template_file
from briefbuilder.cli.output import report_file, report_findings
from briefbuilder.domain.errors import TemplateError
from briefbuilder.domain.visible_text import show_line

_START = "thematic-briefing"
"""The default template that a new one is copied from."""


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    template = group.group("template")
    template.command("list", list_templates, "template-list")
    check = template.command("check", check_templates, "template-check")
    check.add_argument("files", metavar="FILE", nargs="+", type=Path, help=group.help("template-files"))
    new = template.command("new", new_template, "template-new")
    new.add_argument("name", metavar="NAME", help=group.help("template-new-name"))
    new.add_argument("--from", dest="start", metavar="NAME", default=_START, help=group.help("template-from"))
    new.add_argument("--from-house", metavar="FILE", type=Path, help=group.help("template-from-house"))
    template.command("schema", print_schema, "template-schema")
    preview = template.command("preview", preview_template, "template-preview")
    preview.add_argument("file", metavar="FILE", type=Path, help=group.help("template-file"))
    group.add_outputs(preview, "OUT", "template-output")
    preview.add_argument("--language", metavar="xx", help=group.help("briefing-language"))


def list_templates(_arguments: Namespace, context: CommandContext) -> int:
    """List all templates; the first error of an invalid one is written to standard error."""
    status = check_shared_folder(context)
    for template_id, path in context.resources.templates().items():
        try:
            template = context.resources.template(template_id)
        except TemplateError as error:
            context.console.fail_with(error)
            status = 1
            continue
        name = template.label(context.words.language)
        shape = {
            "template": template_id,
            "name": name,
            "languages": list(template.languages),
            "marking_profile": template.marking.profile,
            "fields": [field.key for field in template.fields],
            "path": str(path),
            "from": context.resources.origin(path),
        }
        whose = context.words.text(f"cli-template-{shape['from']}")
        line = show_line(f"{template_id}: {name} ({', '.join(template.languages)}), {whose}")
        context.console.emit(shape, line)
    return status


def check_shared_folder(context: CommandContext) -> int:
    """Check the shared folder of templates and report its problems; return exit status 1 if there are errors."""
    report = context.resources.shared.look()
    for fault in report.faults:
        context.console.fail_with(fault)
    if report.gone:
        context.say("cli-template-gone", names=", ".join(report.gone))
    if report.lost:
        context.say("cli-template-lost", folder=context.resources.shared.folder)
    return int(bool(report.faults))


def check_templates(arguments: Namespace, context: CommandContext) -> int:
    """Report the problems of templates with their places; return exit status 1 if one is an error."""
    from briefbuilder.templating.marking_profiles import check_profile

    paths = [find_template_file(file, context) for file in arguments.files]
    for path in paths:
        context.resources.open_template(path)
    check_context = context.resources.check_context()
    found = [
        finding
        for path in paths
        for finding in (
            check_profile(path)
            if path.resolve().parent.name == "markings"
            else app.letterheads.template_findings(path, check_context)
        )
    ]
    return report_findings(found, context)


def new_template(arguments: Namespace, context: CommandContext) -> int:
    """Create a template in the user's folder from an existing one, and print its path.

    A name that ends in `.yaml` is the path of the file to create.
    """
    path = app.templates.new_template(
        context.resources, arguments.start, arguments.name, arguments.from_house
    )
    context.say("cli-template-made", start=arguments.start)
    context.console.emit({"template": path.stem, "path": str(path)}, str(path))
    return 0


def print_schema(_arguments: Namespace, context: CommandContext) -> int:
    """Print the JSON Schema of templates for editors with completion."""
    from briefbuilder.templating.schema import editor_schema

    indent = None if context.console.as_json else 2
    context.console.write_json(editor_schema(), indent)
    return 0


def preview_template(arguments: Namespace, context: CommandContext) -> int:
    """Write a sample briefing of a template in each requested format."""
    from briefbuilder.system.files import require_file_path, write_atomically
    from briefbuilder.templating.loader import read_template, require_template

    for path in arguments.output:
        require_file_path(path)
    file = find_template_file(arguments.file, context)
    if len(file.parts) == 1 and not file.suffix and not file.exists():
        known = ", ".join(context.resources.templates())
        raise TemplateError("template-missing", template=file.name, known=known)
    context.resources.open_template(file)
    checked = read_template(file, context.resources.check_context())
    template = require_template(checked, file)
    language = arguments.language or template.languages[0]
    if language not in template.languages:
        raise NamingError(
            "cli-language-unknown",
            language=language,
            template=template.id,
            known=", ".join(template.languages),
        )
    source = app.templates.sample_of_template(template, checked.files, language, context.resources)
    built = app.export.build_all(source, [path.suffix for path in arguments.output])
    for path in arguments.output:
        write_atomically(path, built.files[path.suffix.lower()])
        report_file(path, built.page_count, {}, context)
    for finding in built.findings:
        context.console.say(context.words.finding(finding))
    return 0
