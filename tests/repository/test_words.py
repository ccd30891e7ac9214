"""Every code has a message in each interface language, and nothing in the catalogues or the .ts files is untranslated."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from lxml import etree

from briefbuilder.app.messages import REFERENCE, interface_languages, read_catalogue

TRANSLATIONS = [language for language in interface_languages() if language != REFERENCE]
# The texts of several words that are the same in English and another language.
SAME = {"fr": {"cli-coverage-articles", "cli-coverage-articles-one"}}
# A text of nothing but fields and punctuation is the same in every language.
_WORD = re.compile(r"[^\W\d_]")
# Where a code is born: the first argument of an error, or the code of a notice or finding.
BORN = re.compile(
    r"""(?:raise\s+)?(?:\w+Error|\w*Finding|\w*Notice|_?notice|_?finding|_?refused?)\(\s*(?:code=)?["']([a-z0-9]+(?:-[a-z0-9]+)+)["']"""
    r"""|\bcode\s*=\s*["']([a-z0-9]+(?:-[a-z0-9]+)+)["']"""
)


@pytest.fixture(scope="module")
def messages(root: Path) -> Mapping[str, Mapping[str, str]]:
    """Return the texts of each interface language by code."""
    folder = root / "resources" / "messages"
    return {language: read_catalogue(folder / f"{language}.yaml") for language in interface_languages()}


def test_every_code_in_the_source_has_a_message(
    root: Path, messages: Mapping[str, Mapping[str, str]]
) -> None:
    born = {
        code
        for path in sorted((root / "src" / "briefbuilder").rglob("*.py"))
        for match in BORN.finditer(path.read_text("utf-8"))
        for code in match.groups()
        if code
    }
    assert len(born) > 20
    assert sorted(born - messages[REFERENCE].keys()) == []


@pytest.mark.parametrize("language", interface_languages())
def test_a_catalogue_has_each_code_once_with_a_text(root: Path, language: str) -> None:
    text = (root / "resources" / "messages" / f"{language}.yaml").read_text("utf-8")
    codes = re.findall(r"^  ([a-z0-9-]+):", text, re.MULTILINE)
    assert len(codes) > 600
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []
    texts = read_catalogue(root / "resources" / "messages" / f"{language}.yaml")
    assert set(texts) == set(codes)
    assert [code for code in codes if not _WORD.search(_without_fields(texts[code]))] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_message_is_missing_or_left_over(
    root: Path, messages: Mapping[str, Mapping[str, str]], language: str
) -> None:
    assert sorted(messages[REFERENCE].keys() ^ messages[language].keys()) == []
    folder = root / "resources" / "messages"
    pages = [yaml.safe_load((folder / f"{each}.yaml").read_text("utf-8")) for each in (REFERENCE, language)]
    assert list(pages[0]) == list(pages[1])
    assert [
        section
        for section in pages[0]
        if section != "language" and list(pages[0][section]) != list(pages[1][section])
    ] == []


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_the_placeholders_of_the_english_text(
    messages: Mapping[str, Mapping[str, str]], language: str
) -> None:
    differing = {
        code: (_fields(text), _fields(messages[language][code]))
        for code, text in messages[REFERENCE].items()
        if _fields(text) != _fields(messages[language][code])
    }
    assert differing == {}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_message_is_left_in_english(messages: Mapping[str, Mapping[str, str]], language: str) -> None:
    texts = messages[language]
    same = {code for code, text in messages[REFERENCE].items() if " " in text and texts[code] == text}
    assert same == SAME.get(language, set())


@pytest.mark.parametrize("language", interface_languages())
def test_the_window_is_translated_into_each_interface_language(root: Path, language: str) -> None:
    folder = root / "resources" / "translations"
    assert (folder / f"briefbuilder_{language}.qm").is_file()
    entries = list(etree.parse(folder / f"briefbuilder_{language}.ts").iter("message"))
    assert entries
    unfinished = [each.findtext("source") for each in entries if each.find("translation[@type]") is not None]
    assert unfinished == []
    empty = [
        each.findtext("source")
        for each in entries
        if not "".join(text for part in each.iter("translation") for text in part.itertext()).strip()
    ]
    assert empty == []


def test_there_is_no_translation_of_the_window_without_a_catalogue(root: Path) -> None:
    files = (root / "resources" / "translations").glob("briefbuilder_*.ts")
    assert {path.stem.partition("_")[2] for path in files} == set(interface_languages())


def test_messages_have_at_most_twenty_words_a_sentence(messages: Mapping[str, Mapping[str, str]]) -> None:
    long = [
        code
        for code, text in messages[REFERENCE].items()
        for sentence in re.split(r"(?<=[.?:]) ", _without_fields(text, "x"))
        if len(sentence.split()) > 20
    ]
    assert long == []


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _without_fields(text: str, word: str = "") -> str:
    return "".join(literal + (word if name else "") for literal, name, _, _ in string.Formatter().parse(text))
