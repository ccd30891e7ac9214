"""Keeps the window's translations: collects texts, compiles them, and checks that none is missing.

tools/translations.py update     collect the texts of the sources into the .ts files, compile .qm
tools/translations.py compile    compile .ts into .qm
tools/translations.py --check    fail where a text is not collected, not translated, or a .qm is old
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from briefbuilder.app.messages import REFERENCE, interface_languages, use_no_break_spaces

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ROOT / "src" / "briefbuilder" / "ui"
SOURCE_LOCALE = "en_GB"
"""The locale of the texts in the sources; the .ts file of English has nothing but their plurals."""

_TRANSLATED = re.compile(r"(<(?:translation|numerusform)[^>]*>)([^<]*)(</)")
_FIELD = re.compile(r"%n|\{\w+\}")


@dataclass(frozen=True, slots=True)
class Message:
    """A text of a .ts file; `forms` holds one translation, or one for each plural."""

    context: str
    source: str
    forms: tuple[str, ...]
    plural: bool
    unfinished: bool
    obsolete: bool


def main() -> int:
    """Do what the command line asks for and return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("act", nargs="?", choices=("update", "compile"), default="update")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check:
        faults = tuple(check())
        print("\n".join(faults) or "translations: all texts are there in every language")
        return 1 if faults else 0
    if options.act == "update":
        for language in interface_languages():
            collect(language, FOLDER)
    for language in interface_languages():
        compile_language(language, FOLDER)
    return 0


def collect(language: str, folder: Path) -> None:
    """Collect the texts of all sources into a language's .ts file; finished translations stay."""
    target = folder / f"briefbuilder_{language}.ts"
    sources = [str(path.relative_to(ROOT)) for path in sorted(SOURCES.rglob("*.py"))]
    command = [_tool("lupdate"), *sources, "-locations", "none", "-no-obsolete", "-silent"]
    command += ["-source-language", SOURCE_LOCALE, "-target-language", _locale(language)]
    command += ["-pluralonly"] if language == "en" else []
    subprocess.run([*command, "-ts", str(target)], check=True, cwd=ROOT, capture_output=True)


def _locale(language: str) -> str:
    """Return the locale whose plurals a language follows, as Qt names it ("it_IT" of "it")."""
    from PySide6.QtCore import QLocale

    return SOURCE_LOCALE if language == REFERENCE else QLocale(language).name()


def compile_language(language: str, folder: Path) -> None:
    """Compile a language's .ts file into the .qm file that the program loads."""
    source = FOLDER / f"briefbuilder_{language}.ts"
    target = folder / f"briefbuilder_{language}.qm"
    with tempfile.TemporaryDirectory() as name:
        if language == "fr":
            words = source.read_text(encoding="utf-8")
            source = Path(name) / source.name
            source.write_text(_TRANSLATED.sub(_held, words), encoding="utf-8")
        command = [_tool("lrelease"), "-silent", str(source), "-qm", str(target)]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)


def _held(found: re.Match[str]) -> str:
    return found[1] + use_no_break_spaces(found[2]) + found[3]


def check() -> Iterator[str]:
    """Yield what is wrong, one line each."""
    yield from unseen(SOURCES, FOLDER / "briefbuilder_it.ts")
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for language in interface_languages():
            stored = FOLDER / f"briefbuilder_{language}.ts"
            (fresh / stored.name).write_bytes(stored.read_bytes())
            collect(language, fresh)
            known = {(each.context, each.source) for each in messages(stored) if not each.obsolete}
            wanted = {(each.context, each.source) for each in messages(fresh / stored.name)}
            yield from (
                f"{language}: not collected: {context}: {text}" for context, text in sorted(wanted - known)
            )
            yield from (
                f"{language}: no longer used: {context}: {text}" for context, text in sorted(known - wanted)
            )
            yield from _faults(language, stored)
            compile_language(language, fresh)
            compiled = f"briefbuilder_{language}.qm"
            if (FOLDER / compiled).read_bytes() != (fresh / compiled).read_bytes():
                yield f"{language}: {compiled} is not what its .ts file compiles to"


def unseen(sources: Path, stored: Path) -> Iterator[str]:
    """Yield the texts of `tr` that a .ts file lacks: those that lupdate passes over, as within an f-string."""
    known = {each.source for each in messages(stored)}
    for path in sorted(sources.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            text = node.args[0]
            if node.func.attr == "tr" and isinstance(text, ast.Constant) and text.value not in known:
                yield f"{path.name}: line {text.lineno}: lupdate does not see: {text.value!r}"


def messages(path: Path) -> Iterator[Message]:
    """Yield the messages of a .ts file."""
    for context in etree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            plural = message.get("numerus") == "yes"
            if translation is None:
                continue
            texts = [form.text for form in translation.iter("numerusform")] if plural else [translation.text]
            yield Message(
                context=context.findtext("name") or "",
                source=message.findtext("source") or "",
                forms=tuple(text or "" for text in texts),
                plural=plural,
                unfinished=translation.get("type") == "unfinished",
                obsolete=translation.get("type") in {"obsolete", "vanished"},
            )


def _faults(language: str, path: Path) -> Iterator[str]:
    for message in messages(path):
        if message.obsolete:
            continue
        place = f"{language}: {message.context}: {message.source}"
        if message.unfinished or not all(message.forms):
            yield f"{place}: not translated"
        elif any(_fields(form) - _fields(message.source) for form in message.forms):
            yield f"{place}: a field that the source does not have"
        elif _fields(message.source) - _fields(message.forms[-1]):
            yield f"{place}: a field is lost"
        elif message.source.count("&") == 1 and "&" not in message.forms[-1]:
            yield f"{place}: the key to press with Alt is lost"


def _fields(text: str) -> set[str]:
    return set(_FIELD.findall(text))


def _tool(name: str) -> str:
    """Return one of Qt's own tools, which come with PySide6."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    found = next(
        (
            path
            for path in (folder / name, folder / f"{name}.exe", folder / "libexec" / name)
            if path.is_file()
        ),
        None,
    )
    return str(found) if found else str(Path(sys.executable).with_name(f"pyside6-{name}"))


if __name__ == "__main__":
    sys.exit(main())
