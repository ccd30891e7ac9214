"""The page on policies: its example is a policy without problems, and its table lists every key under both names."""

from __future__ import annotations

import plistlib

import pytest
from tests.docs.markdown_page import codes, examples, page, rows, sections

from briefbuilder.app import policy
from briefbuilder.app.policy import KEYS, LoadedPolicy, read_policy
from briefbuilder.app.resources import Resources
from briefbuilder.system.policy_sources import PolicySource, SourceContent, SourceKind

PAGE = page("administrators/policies.md")


def load(monkeypatch: pytest.MonkeyPatch, kind: SourceKind, data: bytes) -> LoadedPolicy:
    source = PolicySource(kind, "policy")
    content = SourceContent(source=source, state="found", data=data)
    monkeypatch.setattr(policy, "read_source", lambda _source: content)
    loaded = read_policy((source,))
    assert loaded.problems == ()
    return loaded


def test_the_example_has_every_key_with_names_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = [each for each in examples(PAGE) if each.info == "yaml policy"]
    found = load(monkeypatch, "yaml", example.text.encode()).policy
    assert set(found.values()) == {key.name for key in KEYS}
    resources = Resources()
    assert set(found.taxonomies or ()) <= set(resources.taxonomies())
    assert set(found.marking_profiles or ()) <= set(resources.profiles())
    for name, level in (found.markings or {}).items():
        assert resources.profile(name).level(level) is not None


def test_the_example_of_preferences_is_a_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = [each for each in examples(PAGE) if each.info == "xml"]
    data = f'<?xml version="1.0"?>\n<plist version="1.0">{example.text}</plist>'.encode()
    assert plistlib.loads(data)
    found = load(monkeypatch, "plist", data).policy
    assert found.values() == {
        "own-templates": False,
        "markings": {"eu": "restreint"},
        "passwords": "required",
        "exports": ("docx", "pdf"),
    }


def test_the_examples_of_other_pages_are_policies(monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = [each for each in examples(page("reference/markings.md")) if each.info == "yaml policy"]
    assert load(monkeypatch, "yaml", example.text.encode()).policy.markings


def test_the_table_lists_every_key_with_its_names_and_values() -> None:
    table = {codes(row[0])[0]: row for row in rows(sections(PAGE)["Keys"])}
    assert list(table) == [key.name for key in KEYS]
    for key in KEYS:
        assert codes(table[key.name][1]) == (key.managed_name,)
        if key.name == "language":
            assert set(codes(table[key.name][2])) <= set(key.allowed)
        elif key.allowed:
            assert codes(table[key.name][2]) == key.allowed
