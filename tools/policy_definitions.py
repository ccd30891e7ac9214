"""Writes the Group Policy template for Windows from the keys of a policy.

    python tools/policy_definitions.py           write tools/package/windows/briefbuilder.admx and en-US/briefbuilder.adml
    python tools/policy_definitions.py --check   say whether they are up to date

Made after Microsoft's schema of policy definitions, and not tried in an editor of Group Policy.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from briefbuilder.app.policy import KEYS, PolicyKey
from briefbuilder.system.policy_sources import REGISTRY_KEY

FOLDER = Path(__file__).resolve().parent / "package" / "windows"
ADMX, ADML = "briefbuilder.admx", "en-US/briefbuilder.adml"
_SCHEMA = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_REVISION = {"revision": "1.0", "schemaVersion": "1.0", "xmlns": _SCHEMA}
_LINES = "Write one entry per line."

TEXTS: Mapping[str, tuple[str, str]] = {
    "language": ("Language of the window", "Fixes the language of the window."),
    "document-languages": (
        "Languages of briefings",
        f"Fixes the languages that a briefing can have, as language tags such as fr or pt-BR. {_LINES}",
    ),
    "templates-folder": (
        "Shared folder of templates",
        "Fixes the shared folder of templates. Write a whole path.",
    ),
    "own-templates": (
        "Templates of users",
        "Disabled: users can use only the included and the shared templates.",
    ),
    "taxonomies-folder": (
        "Shared folder of taxonomies",
        "Fixes the shared folder of taxonomies. Write a whole path.",
    ),
    "taxonomies": (
        "Taxonomies",
        f"Fixes the taxonomies of every dossier, by name, such as diplomacy or economic-security. {_LINES}",
    ),
    "marking-profiles": (
        "Marking profiles",
        f"Fixes the marking profiles that briefings can have, such as eu, tlp or uk. {_LINES}",
    ),
    "markings": (
        "Highest markings",
        f"Fixes the highest marking of each profile on this computer, such as eu=restreint. {_LINES}",
    ),
    "passwords": (
        "Passwords of dossiers",
        "required: new dossiers and copies must be encrypted, and no password can be removed.",
    ),
    "unencrypted-dossiers": (
        "Dossiers without a password",
        "Fixes whether a dossier without a password is opened, opened with a warning, or refused.",
    ),
    "exports": (
        "Formats of exports",
        f"Fixes the formats of exports: docx, odt, pdf, html, md and evidence-pack. {_LINES}",
    ),
    "ocr": ("Text recognition", "Fixes the program that recognizes scans and pictures, or none."),
    "libreoffice": ("LibreOffice", "Disabled: LibreOffice does not convert old Office files."),
    "watched-folders": ("Watched folders", "Disabled: no folder can be watched for new articles."),
    "backups-kept": (
        "Number of backups",
        "Fixes the number of automatic backups of each dossier; 0 turns them off.",
    ),
    "backups-folder": ("Folder of backups", "Fixes the folder of automatic backups. Write a whole path."),
    "exchange-places": (
        "Exchange of changes",
        f"Fixes how desks can exchange changes: file, folder and server. None: not at all. {_LINES}",
    ),
    "exchange-key": (
        "House key",
        "Fixes the key with which changes are encrypted, as 64 hexadecimal digits. All users can read it here; a file that only your desks can read is safer.",
    ),
    "exchange-key-file": (
        "File of the house key",
        "Fixes the file of the key with which changes are encrypted. Write a whole path.",
    ),
}
"""The name and the explanation of each key in the editor of Group Policy."""


def make_definitions() -> bytes:
    """Return the file of the policies and their registry values (ADMX)."""
    root = Element("policyDefinitions", _REVISION)
    namespaces = SubElement(root, "policyNamespaces")
    SubElement(namespaces, "target", prefix="briefbuilder", namespace="Briefbuilder.Policies")
    SubElement(root, "resources", minRequiredRevision="1.0")
    supported = SubElement(SubElement(root, "supportedOn"), "definitions")
    SubElement(supported, "definition", name="Windows10", displayName="$(string.Windows10)")
    categories = SubElement(root, "categories")
    SubElement(categories, "category", name="briefbuilder", displayName="$(string.briefbuilder)")
    policies = SubElement(root, "policies")
    for key in KEYS:
        _add_policy(policies, key)
    return _as_bytes(root)


def _add_policy(policies: Element, key: PolicyKey) -> None:
    name = key.managed_name
    given = {
        "name": name,
        "class": "Machine",
        "displayName": f"$(string.{name})",
        "explainText": f"$(string.{name}_Explain)",
        "key": REGISTRY_KEY,
    }
    if key.kind == "flag":
        given["valueName"] = name
    else:
        given["presentation"] = f"$(presentation.{name})"
    policy = SubElement(policies, "policy", given)
    SubElement(policy, "parentCategory", ref="briefbuilder")
    SubElement(policy, "supportedOn", ref="Windows10")
    if key.kind == "flag":
        SubElement(SubElement(policy, "enabledValue"), "decimal", value="1")
        SubElement(SubElement(policy, "disabledValue"), "decimal", value="0")
        return
    elements = SubElement(policy, "elements")
    ids = {"id": f"{name}_Value", "valueName": name}
    if key.kind == "choice":
        choice = SubElement(elements, "enum", ids, required="true")
        for allowed in key.allowed:
            item = SubElement(choice, "item", displayName=f"$(string.{name}_{allowed})")
            SubElement(SubElement(item, "value"), "string").text = allowed
    elif key.kind == "number":
        SubElement(elements, "decimal", ids, required="true", minValue="0", maxValue="99")
    elif key.kind in {"folder", "file", "secret"}:
        SubElement(elements, "text", ids, required="true", maxLength="1024")
    else:
        SubElement(elements, "multiText", ids)


def make_texts() -> bytes:
    """Return the file of the English texts (ADML)."""
    root = Element("policyDefinitionResources", _REVISION)
    SubElement(root, "displayName").text = "briefbuilder"
    SubElement(root, "description").text = "Settings of briefbuilder"
    resources = SubElement(root, "resources")
    strings = SubElement(resources, "stringTable")
    texts = {"briefbuilder": "briefbuilder", "Windows10": "Windows 10 and later"}
    for key in KEYS:
        title, explanation = TEXTS[key.name]
        texts |= {key.managed_name: title, f"{key.managed_name}_Explain": explanation}
        if key.kind == "choice":
            texts |= {f"{key.managed_name}_{allowed}": allowed for allowed in key.allowed}
    for name, text in texts.items():
        SubElement(strings, "string", id=name).text = text
    table = SubElement(resources, "presentationTable")
    for key in KEYS:
        _add_presentation(table, key)
    return _as_bytes(root)


def _add_presentation(table: Element, key: PolicyKey) -> None:
    if key.kind == "flag":
        return
    title = f"{TEXTS[key.name][0]}:"
    shown = SubElement(table, "presentation", id=key.managed_name)
    ref = f"{key.managed_name}_Value"
    if key.kind == "choice":
        SubElement(shown, "dropdownList", refId=ref, noSort="true", defaultItem="0").text = title
    elif key.kind == "number":
        SubElement(shown, "decimalTextBox", refId=ref, defaultValue="10").text = title
    elif key.kind in {"folder", "file", "secret"}:
        SubElement(SubElement(shown, "textBox", refId=ref), "label").text = title
    else:
        SubElement(shown, "multiTextBox", refId=ref).text = title


def _as_bytes(root: Element) -> bytes:
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def main() -> int:
    """Write or check the files; return the exit status."""
    made = {ADMX: make_definitions(), ADML: make_texts()}
    stale = [
        name
        for name, data in made.items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_bytes() != data
    ]
    if "--check" in sys.argv[1:]:
        print(f"not up to date: {', '.join(stale)}" if stale else "the policy definitions are up to date")
        return int(bool(stale))
    for name in stale:
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(made[name])
    return 0


if __name__ == "__main__":
    sys.exit(main())
