"""The page on the command line: its commands and options are the parser's, its examples run, its JSON is the real one."""

from __future__ import annotations

import argparse
import json
import re
import shlex
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import get_args

import docx
import pytest
from tests.docs.markdown_page import DOCS, codes, examples, page, rows, sections, without_code
from tests.set_clock import set_clock

from briefbuilder.__main__ import main
from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.cli.main import make_parser
from briefbuilder.cli.output import block_shape
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import set_release
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.facts import FactKind, Grain, Outcome
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Block
from briefbuilder.domain.word_changes import ChangeKind
from briefbuilder.exchange.merge import ConflictKind

PAGE = page("reference/command-line.md")
SECTIONS = sections(PAGE)
GENERAL = "For every command"
WITH_A_SERVER = {"archive-search", "archive-fill"}
"""Commands whose examples need a server; their own tests run them and compare the JSON."""
COMMANDS = {name: body for name, body in SECTIONS.items() if name not in {"The command line", GENERAL}}
EXAMPLES = [line for example in examples(PAGE) for line in example.text.splitlines()]
ELSEWHERE = {
    path.relative_to(DOCS.parent).as_posix(): path.read_text(encoding="utf-8")
    for path in (DOCS.parent / "README.md", *sorted(DOCS.rglob("*.md")))
    if path != DOCS / "reference" / "command-line.md" and "decisions" not in path.parts
}
"""The other pages for users."""
OF_OTHER_PAGES = list(
    dict.fromkeys(
        line
        for text in ELSEWHERE.values()
        for example in examples(text)
        if example.info == "sh"
        for line in example.text.splitlines()
        if line not in EXAMPLES and line != "briefbuilder --selftest"
    )
)
"""The commands in their blocks that are not on this page; what several have runs once. The self-test has tests of its own."""
SHARED = {"--json", "--lang", "--password-file", "--help"}
HOUSE = "version: 1\nlanguages: [en]\ntopics:\n- {id: fairs, name: {en: Fairs}, terms: {en: [fair]}}\n"

SEVERITIES = {"error", "warning", "hint"}
VALUES: Mapping[str, set[str]] = defaultdict(
    set,
    {
        "import": {"imported", "duplicate", "refused"},
        "show": {"read", "path"},
        "search": {"dossier"},
        "topics": {"import", "choose"},
        "briefings": {"compose"},
        "check": SEVERITIES,
        "export": {"public"},
        "chronology": set(get_args(Grain)),
        "claims": {*get_args(FactKind), *get_args(Outcome), "null", "title", "lead"},
        "actors": {"person", "organisation", "place", "country", "null"},
        "disagreements": {"killed", "price", "length", "number", "money", "2017", "null"},
        "corrections": {*get_args(ChangeKind), "open", "accepted", "rejected"} - {"comment"},
        "new-since": {"new", "changed", "reported", "copy", "vectors"},
        "verify": {"document", "original", "statement"},
        "template check": SEVERITIES,
        "desk": {"null"},
        "receive": {"sync", "briefing", "title", "excerpts"},
        "sync": {"briefing", "title", "excerpts"},
        "backups": {"--salvage", "briefings", "lost"},
        "send": {"none", "house-key", "house-key-encrypted", "password"},
        "to-settle": {*get_args(ConflictKind)},
    },
)
"""What stands in backquotes in what is said of the JSON and is no key."""
_BLOCKS = rows(sections(page("reference/json.md"))["Blocks"])
KINDS = {codes(row[0])[0]: set(codes(row[1])) - {"foot", "end"} for row in _BLOCKS[5:]}
"""The further keys of the kinds of blocks, as the page on JSON has them."""
OF_EACH_KIND = {codes(row[0])[0] for row in _BLOCKS[:5]}
OF_BLOCKS = OF_EACH_KIND.union(*KINDS.values())

Answer = dict[str, object]
Answers = dict[str, list[Answer]]


def _parsers(
    parser: argparse.ArgumentParser, name: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield name, parser
    for action in inner:
        for word, below in action.choices.items():
            yield from _parsers(below, f"{name} {word}".strip())


PARSERS = dict(_parsers(make_parser(Words("en"))))


def _told(name: str) -> dict[str, str]:
    return {codes(row[0])[0]: row[1] for row in rows(COMMANDS[name])}


def _real(name: str) -> dict[str, argparse.Action]:
    found: dict[str, argparse.Action] = {}
    for action in PARSERS[name]._actions:
        long = [option for option in action.option_strings if option.startswith("--")]
        if not SHARED & set(long):
            found[long[0] if long else str(action.metavar)] = action
    return found


def test_every_command_has_its_section_and_no_other() -> None:
    assert set(COMMANDS) == set(PARSERS)


def test_options_of_every_command_are_told() -> None:
    assert {codes(row[0])[0] for row in rows(SECTIONS[GENERAL])} == SHARED
    for parser in PARSERS.values():
        assert {option for action in parser._actions for option in action.option_strings} >= SHARED


@pytest.mark.parametrize("name", PARSERS)
def test_the_options_and_arguments_of_a_command_are_the_parsers(name: str) -> None:
    assert list(_told(name)) == sorted(_told(name), key=lambda word: word.startswith("-"))
    assert set(_told(name)) == set(_real(name))


@pytest.mark.parametrize("name", PARSERS)
def test_needed_options_defaults_and_short_forms_are_told(name: str) -> None:
    for word, action in _real(name).items():
        told = _told(name)[word]
        if action.option_strings:
            assert action.required == told.startswith("required"), word
            assert {option for option in action.option_strings if option[1] != "-"} <= set(codes(told)), word
        if isinstance(action.default, str | int) and not isinstance(action.default, bool):
            assert str(action.default) in told, word


def test_an_export_can_have_the_endings_that_are_told() -> None:
    endings = re.compile(r"\.[a-z]+\b")
    told, helped = _told("export")["--output"], str(_real("export")["--output"].help)
    assert set(endings.findall(told)) == set(endings.findall(helped))


@pytest.mark.parametrize("name", PARSERS)
def test_a_command_has_an_example(name: str) -> None:
    assert any(line.startswith(f"briefbuilder {name}") for line in EXAMPLES)


def test_commands_in_the_text_of_other_pages_exist() -> None:
    for name, text in ELSEWHERE.items():
        for line in codes(without_code(text)):
            words = line.split()
            if words[0] == "briefbuilder" and words[-1] not in {"…", "--version", "--selftest", "my.dossier"}:
                known = any(f"{example} ".startswith(f"{line} ") for example in EXAMPLES)
                assert known or _is_command(shlex.split(line)[1:]), f"{name}: {line}"


def _is_command(words: list[str]) -> bool:
    with redirect_stderr(StringIO()), suppress(SystemExit):
        make_parser(Words("en")).parse_args(words)
        return True
    return False


def test_blocks_are_of_a_kind_that_a_test_runs() -> None:
    kinds = {example.info for text in ELSEWHERE.values() for example in examples(text)}
    assert kinds <= {"sh", "text", "xml", ""} | {info for info in kinds if info.startswith("yaml")}
    written = "".join(path.read_text("utf-8") for path in (DOCS.parent / "tests").rglob("test_*.py"))
    for name, text in ELSEWHERE.items():
        if any(example.info.startswith("yaml") for example in examples(text)):
            in_english = re.sub(r"^docs/(?:[a-z]{2}/)?", "", name)
            assert f'"{in_english}"' in written, f"no test reads the YAML of {name}"


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """The objects that the examples of the page gave, run in one folder, by command."""
    folder = tmp_path_factory.mktemp("examples")
    samples = {sample.suffix: sample for sample in Resources().samples()}
    for name in ("article.docx", "page.html", "text.txt"):
        shutil.copy(samples[Path(name).suffix], folder / name)
    shutil.copy(Path(__file__).parents[1] / "data/letterheads/fr-note.dotx", folder / "letterhead.dotx")
    (folder / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (folder / "articles").mkdir()
    (folder / "exchange").mkdir()
    shutil.copy(samples[".docx"], folder / "articles")
    (folder / "note.txt").write_text("On 3 March 2026 Japan had 4,200 patents.\n", encoding="utf-8")
    (folder / "password.txt").write_text("a long sentence\n", encoding="utf-8")
    (folder / "faulty.yaml").write_text("version: 2\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(folder / name))
        return _run_all()


def _run_all() -> Answers:
    found: Answers = {}
    made_first = sorted(
        [*EXAMPLES, *OF_OTHER_PAGES], key=lambda line: not line.startswith("briefbuilder template new")
    )
    restored_last = [line for line in made_first if "--restore" in line]
    for line in made_first:
        if line == "briefbuilder to-settle talks.dossier":
            found["sync"] += _of_other_desks()
            found["receive"] += _of_files()
            found["desk"] += _run(["desk", "talks.dossier"])[1]
        if line not in restored_last and _name_of(line) not in WITH_A_SERVER:
            _run_example(line, found)
    found["template check"] += _run(["template", "check", "faulty.yaml"])[1]
    found["export"] += _for_the_public()
    found["corrections"] += _after_an_edit()
    found["disagreements"] += _of_two_articles()
    found["new-since"] += _after_an_import()
    for line in restored_last:
        _run_example(line, found)
    return found


def _run_example(line: str, found: Answers) -> None:
    status, given = _run(shlex.split(line)[1:])
    assert status == 0, line
    found.setdefault(_name_of(line), []).extend(given)


def _rename(dossier: str, title: str, moment: str = "") -> None:
    """Give the first article of a dossier another title."""
    with Session.open(Path(dossier), Resources()) as session:
        before = session.store.articles()[0]
        after = replace(
            before, metadata=replace(before.metadata, title=title), read=before.read or before.metadata
        )
        change = Change(key=Key("article", before.id), before=before, after=after)
        if moment:
            set_clock(session.store, lambda: moment)
        session.store.apply(ChangeSet(act="edit-metadata", changes=(change,)))


def _of_other_desks() -> list[Answer]:
    """Exchange with a desk that wrote another title, and with one whose clock is wrong and of whose batches one is lost."""
    for name in ("bruno", "carla", "dora"):
        shutil.copy("talks.dossier", f"{name}.dossier")
    _rename("talks.dossier", "By Anna")
    _rename("bruno.dossier", "By Bruno")
    assert _run(["sync", "bruno.dossier", "--folder", "exchange"])[0] == 0
    lost = Path("none")
    for number in range(3):
        _rename("carla.dossier", f"By Carla, {number}", "2099-01-01T00:00:00Z")
        assert _run(["send", "carla.dossier", "-o", f"{number}.bbx", "--to", "Dora", "--marked"])[0] == 0
        before = set(Path("exchange").rglob("*.bbx"))
        assert _run(["sync", "carla.dossier", "--folder", "exchange"])[0] == 0
        if number == 1:
            (lost,) = set(Path("exchange").rglob("*.bbx")) - before
    lost.unlink()
    status, given = _run(["sync", "talks.dossier"])
    assert status == 0
    return given


def _of_files() -> list[Answer]:
    """Take in two files of three."""
    return [answer for number in (0, 2) for answer in _run(["receive", "dora.dossier", f"{number}.bbx"])[1]]


def _after_an_import() -> list[Answer]:
    """Import an article that repeats a quoted sentence, and one with another figure."""
    quoted = Path("statements.txt")
    with Session.open(Path("talks.dossier"), Resources()) as session:
        passages = [
            item.passage.quote for item in session.store.briefings()[0].items if isinstance(item, Excerpt)
        ]
    quoted.write_text("News again\n\n" + "\n\n".join(passages).replace("202", "201"), encoding="utf-8")
    _run(["import", "talks.dossier", str(quoted)])
    return _run(["new-since", "talks.dossier", "1"])[1]


def _for_the_public() -> list[Answer]:
    """Close an item of the examples' briefing and export the rest."""
    with Session.open(Path("talks.dossier"), Resources()) as session:
        briefing = session.store.briefings()[0]
        closed = set_release(briefing, [briefing.items[0].id], Release(disclosure="closed"))
        session.store.apply(edit_briefing(session, closed, "set-release"))
    return _run(["export", "talks.dossier", "1", "-o", "public.md", "--audience", "public"])[1]


def _run(words: list[str]) -> tuple[int, list[Answer]]:
    out = StringIO()
    with redirect_stdout(out):
        status = main([*words, "--json", "--lang", "en"])
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def _name_of(line: str) -> str:
    words = shlex.split(line)[1:]
    return " ".join(words[:2]) if words[0] == "template" else words[0]


@pytest.mark.parametrize(
    "name", [name for name in PARSERS if name not in {"template schema", *WITH_A_SERVER}]
)
def test_the_keys_of_the_json_are_those_that_are_told(name: str, answers: Answers) -> None:
    said = COMMANDS[name].partition("JSON")[2]
    for other in ("read", "compose"):
        if f"as for `{other}`" in said:
            said += COMMANDS[other].partition("JSON")[2]
    given = {key for answer in answers[name] for key in _keys(answer)}
    assert given - (OF_BLOCKS if "`blocks`" in said else set()) <= set(codes(said))
    assert set(codes(said)) - VALUES[name] <= given


def test_the_keys_of_each_kind_of_block_are_those_that_are_told() -> None:
    made: list[Block] = [kind(id="1", language="en") for kind in get_args(Block)]
    shapes = {block.kind: set(block_shape(block)) for block in made}
    assert shapes == {kind: OF_EACH_KIND | keys for kind, keys in KINDS.items()}


def _of_two_articles() -> list[Answer]:
    """Import two articles that disagree, and return where."""
    storm = "Storm\n\nA storm in Vardholm killed {} people, Ingrid Solheim said. Eskelby and Aldermark were spared.\n"
    for number in (14, 22):
        Path(f"storm-{number}.md").write_text(storm.format(number), encoding="utf-8")
    _run(["new", "storms.dossier"])
    _run(["import", "storms.dossier", "storm-14.md", "storm-22.md"])
    return _run(["disagreements", "storms.dossier"])[1]


def _after_an_edit() -> list[Answer]:
    """Edit an exported Word file, and return the changes in it."""
    word = docx.Document("chips.docx")
    word.paragraphs[0].runs[0].text += " (draft)"
    word.save("back.docx")
    return _run(["corrections", "talks.dossier", "1", "back.docx"])[1]


def _keys(answer: Answer) -> Iterator[str]:
    for key, value in answer.items():
        yield key
        inner = [value] if key in {"place", "of"} else value
        for one in inner if isinstance(inner, list) else ():
            if isinstance(one, dict):
                yield from _keys(one)
