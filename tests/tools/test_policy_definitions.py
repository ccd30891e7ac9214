"""The Group Policy template has every key of a policy, with values that the program reads."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import policy_definitions
import pytest
from policy_definitions import ADML, ADMX, FOLDER, make_definitions, make_texts
from tests.narrowing import not_none

from briefbuilder.app import policy
from briefbuilder.app.policy import KEYS, read_policy
from briefbuilder.system.policy_sources import REGISTRY_KEY, PolicySource, SourceContent

SPACE = {"d": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}


@pytest.fixture(scope="module")
def definitions() -> Element:
    return ET.fromstring((FOLDER / ADMX).read_bytes())


def test_the_files_are_up_to_date() -> None:
    assert (FOLDER / ADMX).read_bytes() == make_definitions()
    assert (FOLDER / ADML).read_bytes() == make_texts()
    assert set(policy_definitions.TEXTS) == {key.name for key in KEYS}


def test_every_text_that_is_named_is_there(definitions: Element) -> None:
    texts = ET.fromstring((FOLDER / ADML).read_bytes())
    known = {f"$(string.{each.get('id')})" for each in texts.iterfind(".//d:string", SPACE)}
    known |= {f"$(presentation.{each.get('id')})" for each in texts.iterfind(".//d:presentation", SPACE)}
    named = {text for each in definitions.iter() for text in each.attrib.values() if text.startswith("$(")}
    assert named == known
    shown = {each.get("refId") for each in texts.iterfind(".//*[@refId]")}
    assert shown == {each.get("id") for each in definitions.iterfind(".//*[@id]")}


def test_what_the_editor_writes_is_read_without_problems(
    definitions: Element, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: dict[str, object] = {}
    for each in definitions.iterfind(".//d:policy", SPACE):
        assert (each.get("class"), each.get("key")) == ("Machine", REGISTRY_KEY)
        if value := each.get("valueName"):
            decimal = not_none(each.find("d:disabledValue/d:decimal", SPACE))
            written[value] = int(decimal.get("value", ""))
            continue
        (element,) = each.iterfind("d:elements/*", SPACE)
        kind, name = element.tag.rpartition("}")[2], element.get("valueName", "")
        if kind == "enum":
            written[name] = [item.text for item in element.iterfind(".//d:string", SPACE)][-1]
        elif kind == "decimal":
            written[name] = int(element.get("maxValue", ""))
        elif kind == "text":
            written[name] = bytes(range(32)).hex() if name == "ExchangeKey" else r"\\server\share"
        else:
            special = {"Markings": ["eu=secret"], "Exports": ["pdf"], "ExchangePlaces": ["folder"]}
            written[name] = special.get(name, ["name"])
    source = PolicySource("registry", "registry")
    content = SourceContent(source=source, state="found", values=written)
    monkeypatch.setattr(policy, "read_source", lambda _source: content)
    loaded = read_policy((source,))
    assert loaded.problems == ()
    assert set(loaded.policy.values()) == {key.name for key in KEYS}
