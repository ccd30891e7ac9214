"""What commands share: output, language, parsers, and the lookup of names in arguments."""

from __future__ import annotations

import json
import locale
import os
import re
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property, partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from briefbuilder import app
from briefbuilder.app.messages import Words
from briefbuilder.domain.article import Article
from briefbuilder.domain.errors import BriefbuilderError, DossierError, ExchangeError, TemplateError
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.progress import ignore_progress
from briefbuilder.domain.topics import Tag, Taxonomy, tags_by_section
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import escape_json, show_hidden, show_line

if TYPE_CHECKING:
    from briefbuilder.app.read_files import FileProgress
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session
    from briefbuilder.domain.article import ImportedArticle, RefusedFile
    from briefbuilder.domain.briefing import Briefing
    from briefbuilder.domain.changes import ArticleRecord
    from briefbuilder.storage.shared_log import SharedLog


_PROGRESS_WIDTH = 78

_EXCLUDED = lazy_pattern(r"-[^\W\d]\S*\Z|-[\"(]")
"""A word or a phrase that a query excludes."""
_TAG = lazy_pattern(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Console:
    """The output of a command: results on standard output, errors and progress on standard error.

    Progress is shown only on a terminal and without `--json`. Every line goes through this class, which writes out
    the characters that a terminal would obey: titles and file names come from strangers.
    """

    def __init__(
        self, words: Words, *, as_json: bool, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.words = words
        self.as_json = as_json
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._drawn = False

    def emit(self, shape: Mapping[str, object], plain: str | None = None) -> None:
        """Write one result: its shape as a line of JSON, or its plain text if there is one."""
        self.clear_progress()
        if self.as_json:
            self.write_json(shape)
        elif plain is not None:
            self._write(show_hidden(plain))

    def say(self, plain: str) -> None:
        """Write a message, unless the output is JSON."""
        if not self.as_json:
            self.clear_progress()
            self._write(show_hidden(plain))

    def write_json(self, shape: Mapping[str, object], indent: int | None = None) -> None:
        """Write a document of JSON, with and without `--json`."""
        self._write(escape_json(json.dumps(shape, ensure_ascii=False, indent=indent)))

    def _write(self, line: str) -> None:
        with output_errors():
            self._out.write(line + "\n")

    def flush(self) -> None:
        """Write out what was written; raises OutputError if that is not possible."""
        with output_errors():
            self._out.flush()

    def fail(self, text: str, report: str = "") -> None:
        """Write an error message to standard error, after the report of a crash if there is one."""
        self.clear_progress()
        with suppress(OSError):
            self._out.flush()
        if report:
            self._err.write(show_hidden(report) + "\n")
        self._err.write(show_hidden(f"briefbuilder: {text}\n"))

    def fail_with(self, error: BriefbuilderError) -> None:
        """Write the message of an error, and what to type if its advice can be followed on the command line."""
        way = f"cli-way-{error.code}"
        said = self.words.error(error)
        typed = {name: shlex.quote(text) for name, text in error.parameters.items()}
        self.fail(f"{said} {self.words.text(way, **typed)}" if self.words.has(way) else said)

    @property
    def shows_progress(self) -> bool:
        """Whether someone sees the progress of a long operation."""
        return not self.as_json and self._err.isatty()

    def progress(self, text: str) -> None:
        """Show the progress of a long operation in place of the previous message."""
        if self.shows_progress:
            line = show_line(text)[:_PROGRESS_WIDTH]
            self._err.write(f"\r{line:<{_PROGRESS_WIDTH}}")
            self._err.flush()
            self._drawn = True

    def clear_progress(self) -> None:
        """Remove the progress message from the terminal."""
        if self._drawn:
            self._err.write("\r" + " " * _PROGRESS_WIDTH + "\r")
            self._err.flush()
            self._drawn = False


class UsageError(Exception):
    """A wrong combination of arguments that the parser does not detect."""


class OutputError(BriefbuilderError):
    """Standard output takes no more, such as a file on a full disk; what the command did stays done."""


@contextmanager
def output_errors() -> Iterator[None]:
    """Raise OutputError if a stream cannot be written, unless its reader has closed it."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError("cli-output-failed", reason=error.strerror or str(error)) from error


class NamingError(BriefbuilderError):
    """A name in the arguments that is unknown or ambiguous."""


class PathNameError(NamingError):
    """An argument that cannot be the name of a file or folder, which is wrong usage."""


class CommandContext:
    """The console, the texts and the resources of one run of a command, and the file with the dossier's password."""

    def __init__(self, console: Console, words: Words, password_file: Path | None = None) -> None:
        self.console = console
        self.words = words
        self._password_file = password_file

    @cached_property
    def resources(self) -> Resources:
        """The resources of the program and of the user's settings, created when first needed."""
        return app.resources.create_resources(app.settings.Settings())

    def say(self, code: str, **parameters: object) -> None:
        """Write the message of a code, unless the output is JSON."""
        self.console.say(self.words.text(code, **parameters))

    def fail(self, code: str, **parameters: object) -> None:
        """Write the message of a code to standard error."""
        self.console.fail(self.words.text(code, **parameters))

    def report(self, shape: Mapping[str, object], code: str, **parameters: object) -> None:
        """Write one result: its shape as a line of JSON, or the message of a code."""
        self.console.emit(shape, self.words.text(code, **parameters))

    def progress(self, code: str) -> Callable[[float], None]:
        """Return a function that shows the share that is done, with the words of a code."""
        if not self.console.shows_progress:
            return ignore_progress
        return lambda share: self.console.progress(self.words.text(code, percent=f"{share:.0%}"))

    def open_dossier(self, path: Path, *, back_up: bool = True, to_read: bool = False) -> app.session.Session:
        """Open a dossier, showing the progress of a migration and what the user should know about the opening.

        The backup of the day is made if one is due, unless `back_up` is false. With `to_read`, a dossier
        that someone has open is opened read-only.
        """
        from briefbuilder.system.files import remove_leftover_folders

        show = self.progress("cli-bringing-up-to-date")
        session = app.session.Session.open(
            path, self.resources, show, self.password_for(path), to_read=to_read
        )
        self.console.clear_progress()
        for notice in session.store.notices:
            self.console.fail_with(notice)
        if back_up and not session.store.read_only and session.store.count("article"):
            self._back_up(session)
        remove_leftover_folders()
        return session

    def _back_up(self, session: Session) -> None:
        """Make the backup of the day if one is due; if that fails, the command is run all the same."""
        from briefbuilder.storage.backups import back_up_if_due

        try:
            back_up_if_due(app.settings.Settings().backup_plan, session.store.path, session.store.password)
        except BriefbuilderError as error:
            self.console.fail_with(error)

    def given_password(self) -> str | None:
        """Return the password from the file with it, None if no file was named."""
        return read_password_file(self._password_file)

    def is_dossier(self, path: Path) -> bool:
        """Return whether a file is a dossier rather than an article, as far as its first bytes tell."""
        from briefbuilder.storage.encryption import MAGIC, is_maybe_encrypted

        try:
            if not path.is_file():
                return False
            with path.open("rb") as stream:
                if stream.read(len(MAGIC)) == MAGIC:
                    return True
            named = path.suffix == ".dossier" or self._password_file is not None
            return named and is_maybe_encrypted(path)
        except OSError:
            return False

    def password_for(self, path: Path) -> str | None:
        """Return the password of a dossier: from the file with it, or asked for on a terminal.

        None if the dossier is not encrypted, or is missing. Raises DossierError("password-needed") if nobody can be
        asked.
        """
        from briefbuilder.storage.opening import password_to_use

        # Read in any case, so that a wrong name is noticed.
        given = self.given_password()
        if not path.is_file():
            return None
        try:
            return password_to_use(path, given)
        except DossierError as error:
            asked = (
                self.ask_secret("cli-ask-password", path=str(path))
                if error.code == "password-needed"
                else None
            )
            if not asked:
                raise
            return asked

    def confirm(self, question: str) -> bool | None:
        """Ask a question that is answered with yes or no on a terminal; None if nobody can be asked."""
        if not sys.stdin.isatty():
            return None
        sys.stderr.write(f"{show_line(question)} ")
        sys.stderr.flush()
        answer = sys.stdin.readline().strip().casefold()
        return answer in self.words.text("cli-answers-yes").split()

    def ask_new_password(self, path: Path) -> str | None:
        """Ask for a new password twice; None if nobody can be asked. Raises NamingError if they differ."""
        first = self.ask_secret("cli-ask-new-password", path=str(path))
        if first is not None and self.ask_secret("cli-ask-again", path=str(path)) != first:
            raise NamingError("cli-passwords-differ")
        return first

    def ask_secret(self, code: str, **parameters: object) -> str | None:
        """Ask for something that is not shown while it is typed; None if nobody can be asked."""
        if not sys.stdin.isatty():
            return None
        from getpass import getpass

        try:
            return getpass(show_line(self.words.text(code, **parameters)) + " ")
        except EOFError:
            return None


def read_password_file(path: Path | None) -> str | None:
    """Return the password in a file, None if no file was named."""
    return None if path is None else app.passwords.read_password(path)


def find_article(session: Session, name: str) -> ArticleRecord:
    """Return the article with an id, a unique prefix of an id, or a number in the list (from 1)."""
    exact = session.store.record(name)
    if exact is not None:
        return exact
    if name.isascii() and name.isdigit():
        at = slice(int(name) - 1, int(name)) if int(name) else slice(0)
        found = tuple(record.id for record in session.store.articles()[at])
    else:
        found = session.search.beginning_with(name) if name else ()
    record = session.store.record(found[0]) if len(found) == 1 else None
    if record is None:
        code = "cli-article-ambiguous" if found else "cli-article-unknown"
        raise NamingError(code, article=name, count=str(len(found) or session.store.count("article")))
    return record


def find_briefing(briefings: Sequence[Briefing], name: str) -> Briefing:
    """Return the briefing with an id, a unique prefix of an id, or a number in the list (from 1)."""
    found = [briefing for briefing in briefings if briefing.id == name]
    if not found and name.isascii() and name.isdigit():
        found = list(briefings[int(name) - 1 : int(name)]) if int(name) else []
    elif not found:
        found = [briefing for briefing in briefings if name and briefing.id.startswith(name)]
    if len(found) != 1:
        code = "cli-briefing-ambiguous" if found else "cli-briefing-unknown"
        raise NamingError(code, briefing=name, count=str(len(found) or len(briefings)))
    return found[0]


_HEADINGS = {
    "usage:": "cli-parser-usage",
    "positional arguments:": "cli-parser-arguments",
    "options:": "cli-parser-options",
    "show this help message and exit": "cli-parser-help",
}
"""The words that argparse writes into a help text."""
_ERRORS = {
    lazy_pattern(r"the following arguments are required: (?P<names>.+)", re.DOTALL): "cli-parser-required",
    lazy_pattern(r"one of the arguments (?P<names>.+) is required", re.DOTALL): "cli-parser-one-of",
    lazy_pattern(r"unrecognized arguments: (?P<names>.+)", re.DOTALL): "cli-parser-unknown",
    lazy_pattern(r"argument (?P<names>[^:]+): expected (?:one|at least one) argument"): "cli-parser-value",
    lazy_pattern(r"argument (?P<names>[^:]+): expected (?P<count>\d+) arguments"): "cli-parser-values",
    lazy_pattern(r"argument (?P<names>[^:]+): not allowed with argument (?P<other>.+)"): "cli-parser-both",
    lazy_pattern(
        r"argument (?P<names>[^:]+): invalid choice: (?P<other>.+) \(choose from (?P<valid>.+)\)", re.DOTALL
    ): "cli-parser-choice",
    lazy_pattern(
        r"argument (?P<names>[^:]+): invalid (?:int|float) value: (?P<other>.+)", re.DOTALL
    ): "cli-parser-number",
}
"""The messages of argparse, which it has only in English."""


class CommandParser(ArgumentParser):
    """A parser in the language of `words`, whose messages write out the characters that a terminal would obey."""

    replaces_first = ""
    """An option that replaces the first argument, which is then this folder."""
    query = ""
    """The argument that takes the words of a query, which may be among the options."""

    def __init__(self, *arguments: Any, words: Words, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._words = words
        self.register("type", Path, to_path)

    def add_subparsers(self, **options: Any) -> Any:
        """Add commands whose parsers have the same language."""
        options["parser_class"] = partial(type(self), words=self._words)
        return super().add_subparsers(**options)

    def format_usage(self) -> str:
        """Return the usage in the language of the words."""
        return self._translate(super().format_usage())

    def format_help(self) -> str:
        """Return the help in the language of the words."""
        return self._translate(super().format_help())

    def _translate(self, text: str) -> str:
        for english, code in _HEADINGS.items():
            # At the beginning or at the end of a line.
            pattern = re.compile(rf"^{english}|(?<= ){english}$", re.MULTILINE)
            text = pattern.sub(self._words.text(code), text, count=1)
        return text

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        """Parse as usual; an option may replace the first argument, and words of a query among the options."""
        if args is None or not self.query:
            return super().parse_known_args(args, namespace)
        self._require_known_options(args)
        if self.replaces_first and self.replaces_first in args:
            args = [os.curdir, *args]
        found, left = super().parse_known_args(args, namespace)
        end = left.index("--") if "--" in left else len(left)
        words = [word for word in left[:end] if not word.startswith("-")] + left[end + 1 :]
        setattr(found, self.query, [*getattr(found, self.query), *words])
        return found, [word for word in left[:end] if word.startswith("-")]

    def _require_known_options(self, args: Sequence[str]) -> None:
        """Raise NamingError for a word that a query excludes, such as "-war", which would be taken for an option."""
        for word in takewhile(lambda word: word != "--", args):
            if _EXCLUDED.match(word) and word not in self._option_string_actions:
                raise NamingError("cli-query-excludes", word=word)

    def error(self, message: str) -> NoReturn:
        """Write the usage and a message to standard error and exit."""
        for pattern, code in _ERRORS.items():
            if found := pattern.fullmatch(message):
                message = self._words.text(code, **found.groupdict())
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {show_line(message)}\n")


def to_path(text: str) -> Path:
    """Return the path that an argument names.

    Raises PathNameError for an empty one, which Python takes for this folder, and for "-", which many programs take for
    a stream.
    """
    if not text:
        raise PathNameError("cli-path-empty")
    if text == "-":
        raise PathNameError("cli-path-dash")
    return Path(text)


Command = Callable[[Namespace, CommandContext], int]


@value(kw_only=False)
class CommandGroup:
    """A group of commands that share `--json`, `--lang` and translated help."""

    add_parser: Callable[..., CommandParser]
    shared: ArgumentParser
    translate: Callable[[str], str]

    def command(self, name: str, run: Command, code: str = "") -> CommandParser:
        """Add a command that calls `run`; its help text has the code `code`, or its name."""
        parser = self._parser(name, f"cli-help-{code or name}")
        parser.set_defaults(command=run, parser=parser)
        return parser

    def dossier_command(self, name: str, run: Command) -> CommandParser:
        """Add a command whose first argument is a dossier."""
        parser = self.command(name, run)
        parser.add_argument("dossier", metavar="DOSSIER", type=Path, help=self.help("dossier"))
        return parser

    def add_list(self, parser: CommandParser, option: str, metavar: str, code: str) -> None:
        """Add an option that may be given several times; its help text has the code `code`."""
        parser.add_argument(option, metavar=metavar, action="append", default=[], help=self.help(code))

    def add_outputs(self, parser: CommandParser, metavar: str, code: str) -> None:
        """Add the option for the files to write; its help text has the code `code`."""
        text = self.help(code)
        parser.add_argument(
            "-o", "--output", metavar=metavar, type=Path, action="append", required=True, help=text
        )

    def group(self, name: str) -> CommandGroup:
        """Add a command with subcommands."""
        parser = self._parser(name, f"cli-help-{name}")
        inner = parser.add_subparsers(metavar="COMMAND", required=True)
        return CommandGroup(inner.add_parser, self.shared, self.translate)

    def help(self, code: str) -> str:
        """Return the help text of an argument."""
        return self.translate(f"cli-help-{code}")

    def _parser(self, name: str, code: str) -> CommandParser:
        text = self.translate(code)
        return self.add_parser(name, parents=[self.shared], help=text, description=text, allow_abbrev=False)


def positive(text: str) -> int:
    """Return the number that an argument says; raises NamingError if it is not above zero."""
    if not text.isdecimal() or int(text) < 1:
        raise NamingError("cli-value-positive", value=text)
    return int(text)


def language_of_texts(name: str) -> str:
    """Return the language (BCP 47) with a tag or a name; raises NamingError."""
    found = app.query_names.QueryNames(tuple).languages(name)
    if not found:
        raise NamingError("query-language", text=name)
    return found[0]


def choose_language(argv: list[str]) -> str:
    """Return the language tag (BCP 47) after `--lang`, or the language of the environment."""
    for place, word in enumerate(argv):
        name, _, value = word.partition("=")
        if name == "--lang":
            given = value or next(iter(argv[place + 1 :]), "")
            if _TAG.match(given):
                return given.replace("_", "-")
    return environment_language()


def environment_language() -> str:
    """Return the language of the environment, or English."""
    set_values = [os.environ[name] for name in _VARIABLES if os.environ.get(name)]
    locale_name = set_values[0] if set_values else locale.getlocale()[0] or ""
    plain = locale_name.partition(".")[0].partition("@")[0]
    return plain.replace("_", "-") if _TAG.match(plain) and plain != "POSIX" else "en"


def topic_ids(taxonomy: Taxonomy, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of topics given by id or by name in any language; raises NamingError."""
    return tuple(dict.fromkeys(_topic_id(taxonomy, name) for name in names))


def tagged_sections(article: Article, tags: Iterable[Tag]) -> dict[int, tuple[str, ...]]:
    """Return the topics of each tagged section by its number."""
    found = enumerate(tags_by_section(article.sections, tags))
    return {index: tuple(dict.fromkeys(tag.topic for tag in own)) for index, own in found if own}


def _topic_id(taxonomy: Taxonomy, name: str) -> str:
    if taxonomy.topic(name) is not None:
        return name
    folded = name.strip().casefold()
    found = [
        topic.id
        for topic in taxonomy.topics
        if folded == topic.id or folded in {name.casefold() for name in topic.names.values()}
    ]
    if len(found) != 1:
        near = _similar_topics(taxonomy, found, folded)
        code = "cli-topic-ambiguous" if found else "cli-topic-unknown" if near else "cli-topic-unlike"
        raise NamingError(code, topic=name, near=near)
    return found[0]


def _similar_topics(taxonomy: Taxonomy, found: list[str], folded: str) -> str:
    from difflib import get_close_matches

    near = found or get_close_matches(folded, [topic.id for topic in taxonomy.topics], n=3, cutoff=0.7)
    return ", ".join(near)


def open_template(name: str, context: CommandContext) -> str:
    """Return the id of the template with a name, or of the one in the file at a path."""
    path = to_path(name)
    if len(path.parts) == 1 and path.suffix != ".yaml":
        return name
    from briefbuilder.system.files import read_regular_file

    file = find_template_file(path, context)
    try:
        read_regular_file(file, 0)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TemplateError("template-file-unreadable", file=file.name, reason=reason) from error
    return context.resources.open_template(file)


def find_template_file(file: Path, context: CommandContext) -> Path:
    """Return the file at a path; if no file is there, that of the template with this name."""
    if len(file.parts) == 1 and file.suffix in {"", ".yaml"} and not file.exists():
        return context.resources.templates().get(file.stem, file)
    return file


def shared_log(session: Session) -> SharedLog:
    """Return the log of a shared dossier; raises ExchangeError "exchange-not-shared"."""
    if not session.store.is_shared:
        raise ExchangeError("exchange-not-shared", path=str(session.store.path))
    return session.store.shared


def read_given(paths: Sequence[Path], context: CommandContext) -> Iterator[ImportedArticle | RefusedFile]:
    """Read files and the files in folders, with progress; raises NamingError if there is no file."""
    reading = None
    for reading in app.read_files.read_paths(paths, on_progress=_file_progress(context)):
        yield reading
    if reading is None:
        raise NamingError("cli-nothing-to-import", paths=", ".join(map(str, paths)))


def _file_progress(context: CommandContext) -> FileProgress:
    def show(done: int, count: int, path: Path) -> None:
        text = context.words.text("cli-reading", done=done + 1, count=count, name=path.name)
        context.console.progress(text)

    return show
