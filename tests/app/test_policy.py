"""What a policy may say, what its problems are, and what the program refuses because of it."""

from __future__ import annotations

import plistlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefbuilder.app import outside, policy
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.taxonomy import choose_taxonomies
from briefbuilder.app.dossier_copies import CopyPassword, copy_without_history
from briefbuilder.app.evidence_pack import prepare_pack, write_pack
from briefbuilder.app.export import export
from briefbuilder.app.messages import Words, interface_languages
from briefbuilder.app.outside import find_programs
from briefbuilder.app.passwords import change_password
from briefbuilder.app.policy import KEYS, LoadedPolicy, Policy, PolicyError, read_policy
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Backups, Settings
from briefbuilder.app.templates import new_template
from briefbuilder.app.watched_folders import FolderWatch, FolderWatches
from briefbuilder.domain.briefing import Briefing
from briefbuilder.storage.backups import BackupPlan
from briefbuilder.system.outside_programs import OutsideProgram
from briefbuilder.system.policy_sources import PolicySource, SourceContent

SetPolicy = Callable[..., None]
FILE = "/etc/briefbuilder/policy.yaml"
REGISTRY = r"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\briefbuilder"


def read(monkeypatch: pytest.MonkeyPatch, *contents: SourceContent) -> LoadedPolicy:
    found = {content.source: content for content in contents}
    monkeypatch.setattr(policy, "read_source", found.__getitem__)
    return read_policy(found)


def yaml(text: str) -> SourceContent:
    return SourceContent(source=PolicySource("yaml", FILE), state="found", data=text.encode())


def registry(**values: object) -> SourceContent:
    return SourceContent(source=PolicySource("registry", REGISTRY), state="found", values=values)


def plist(data: bytes) -> SourceContent:
    return SourceContent(source=PolicySource("plist", "/Library/p.plist"), state="found", data=data)


KEY = bytes(range(32)).hex()
ALL = Policy(
    language="fr",
    document_languages=("fr", "en"),
    templates_folder="/srv/templates",
    own_templates=False,
    taxonomies_folder=r"\\server\share",
    taxonomies=("diplomacy",),
    marking_profiles=("eu", "tlp"),
    markings={"eu": "restreint"},
    passwords="required",
    unencrypted_dossiers="warn",
    exports=("docx", "evidence-pack"),
    ocr="none",
    libreoffice=False,
    watched_folders=False,
    backups_kept=20,
    backups_folder="/srv/backups",
    exchange_places=("file", "server"),
    exchange_key=KEY,
    exchange_key_file="/srv/house.key",
)


def test_the_three_forms_of_a_policy_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = r"""
version: 1
language: fr
document-languages: [fr, en]
templates-folder: /srv/templates
own-templates: no
taxonomies-folder: \\server\share
taxonomies: [diplomacy]
marking-profiles: [eu, tlp]
markings: {eu: restreint}
passwords: required
unencrypted-dossiers: warn
exports: [docx, evidence-pack]
ocr: none
libreoffice: no
watched-folders: false
backups-kept: 20
backups-folder: /srv/backups
exchange-places: [file, server]
exchange-key: 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
exchange-key-file: /srv/house.key
"""
    values = {
        "Language": "fr",
        "DocumentLanguages": ["fr", "en"],
        "TemplatesFolder": "/srv/templates",
        "OwnTemplates": False,
        "TaxonomiesFolder": r"\\server\share",
        "Taxonomies": ["diplomacy"],
        "MarkingProfiles": ["eu", "tlp"],
        "Passwords": "required",
        "UnencryptedDossiers": "warn",
        "Exports": ["docx", "evidence-pack"],
        "Ocr": "none",
        "Libreoffice": False,
        "WatchedFolders": False,
        "BackupsKept": 20,
        "BackupsFolder": "/srv/backups",
        "ExchangePlaces": ["file", "server"],
        "ExchangeKey": KEY,
        "ExchangeKeyFile": "/srv/house.key",
    }
    numbers = {name: int(value) if isinstance(value, bool) else value for name, value in values.items()}
    forms = (
        yaml(text),
        registry(**numbers, Markings=["eu=restreint"]),
        plist(plistlib.dumps(values | {"Markings": {"eu": "restreint"}})),
        plist(plistlib.dumps(values | {"Markings": {"eu": "restreint"}}, fmt=plistlib.FMT_BINARY)),
    )
    for form in forms:
        loaded = read(monkeypatch, form)
        assert loaded.problems == ()
        assert loaded.policy == ALL
        assert set(loaded.origins) == {key.name for key in KEYS}


def test_the_first_place_that_has_a_key_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = read(monkeypatch, registry(Language="it"), yaml("version: 1\nlanguage: de\nocr: none\n"))
    assert (loaded.policy.language, loaded.policy.ocr) == ("it", "none")
    assert loaded.origins == {"language": REGISTRY, "ocr": FILE}


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (yaml("version: 1\nlanguage: fr\nexport: [pdf]\n"), "policy-key-near", f"{FILE}:3"),
        (yaml("version: 1\n\n\ncolours: 3\n"), "policy-key-unknown", f"{FILE}:4"),
        (yaml("version: 1\nlanguage: xx\n"), "policy-value", f"{FILE}:2"),
        (yaml("version: 1\nown-templates: maybe\n"), "policy-value", f"{FILE}:2"),
        (yaml("version: 1\nbackups-kept: -1\n"), "policy-value", f"{FILE}:2"),
        (yaml("version: 1\nbackups-kept: yes\n"), "policy-value", f"{FILE}:2"),
        (yaml("version: 1\nexports: [docx, exe]\n"), "policy-value", f"{FILE}:2"),
        (yaml("version: 1\nexports: docx\n"), "policy-value", f"{FILE}:2"),
        (yaml("version: 1\ntaxonomies: diplomacy\n"), "policy-value-list", f"{FILE}:2"),
        (yaml("version: 1\ntaxonomies: [1]\n"), "policy-value-list", f"{FILE}:2"),
        (yaml("version: 1\nmarkings: [eu]\n"), "policy-value-levels", f"{FILE}:2"),
        (yaml("version: 1\ntemplates-folder: templates\n"), "policy-value-folder", f"{FILE}:2"),
        (yaml("language: fr\n"), "policy-version", f"{FILE}:1"),
        (yaml("version: 2\nlanguage: fr\n"), "policy-version", f"{FILE}:1"),
        (yaml(""), "policy-version", f"{FILE}:1"),
        (yaml("version: 1\nocr: none\nocr: none\n"), "policy-malformed", f"{FILE}:3"),
        (yaml("version: 1\nlanguage: &a fr\n"), "policy-malformed", f"{FILE}:2"),
        (yaml("version: 1\nlanguage: !!python/name:os.system\n"), "policy-malformed", f"{FILE}:2"),
        (yaml("version: 1\nlanguage:\n"), "policy-malformed", f"{FILE}:2"),
        (yaml("version: 1\n" + "#" * 70_000), "policy-too-large", FILE),
        (registry(Exports="docx"), "policy-value", rf"{REGISTRY}\Exports"),
        (registry(Passwort="required"), "policy-key-near", rf"{REGISTRY}\Passwort"),
        (registry(Markings=["eu"]), "policy-value-levels", rf"{REGISTRY}\Markings"),
        (plist(b"<plist>"), "policy-malformed", "/Library/p.plist"),
        (plist(b"bplist00\xff\xff"), "policy-malformed", "/Library/p.plist"),
        (plist(plistlib.dumps({"Ocr": b"none"})), "policy-value", "/Library/p.plist (Ocr)"),
    ],
)  # fmt: skip
def test_a_problem_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch, content: SourceContent, code: str, place: str
) -> None:
    (problem, *_) = read(monkeypatch, content).problems
    assert (problem.code, problem.parameters["place"]) == (code, place)
    for language in interface_languages():
        assert place in Words(language).error(problem)


def test_a_place_that_others_can_write_to_is_told_and_not_followed(set_policy: SetPolicy) -> None:
    set_policy("passwords: required\n", state="untrusted", reason="/etc/briefbuilder")
    assert policy.current_policy() == Policy()
    (notice,) = policy.require_policy()
    assert notice.code == "policy-untrusted"
    set_policy("", state="unreadable", reason="Permission denied")
    with pytest.raises(PolicyError, match="policy-unreadable"):
        policy.require_policy()


# What is refused.


def test_a_set_value_stands_for_the_users_choice_which_stays(tmp_path: Path, set_policy: SetPolicy) -> None:
    file = tmp_path / "settings.json"
    settings = Settings(file)
    settings.language, settings.template_folder = "de", tmp_path
    settings.backups = Backups(folder="/own", keep=3)
    set_policy("language: fr\nbackups-kept: 7\ntemplates-folder: /srv/t\n")
    assert (settings.language, settings.template_folder) == ("fr", Path("/srv/t"))
    assert settings.backups == Backups(folder="/own", keep=7)
    settings.backups = Backups(folder="/mine", keep=7)
    with pytest.raises(PolicyError, match="policy-fixed"):
        settings.language = "it"
    with pytest.raises(PolicyError, match="policy-fixed"):
        settings.template_folder = None
    with pytest.raises(PolicyError, match="policy-fixed"):
        settings.backups = Backups(folder="/mine", keep=0)
    set_policy("")
    assert (Settings(file).language, Settings(file).backups) == ("de", Backups(folder="/mine", keep=3))


def test_dossiers_need_a_password_where_the_policy_says_so(
    tmp_path: Path, set_policy: SetPolicy, resources: Resources, session: Session
) -> None:
    set_policy("passwords: required\n")
    plan = BackupPlan(folder=tmp_path / "backups", keep=0)
    with pytest.raises(PolicyError, match="policy-password-required"):
        Session.create(tmp_path / "new.dossier", resources)
    assert not (tmp_path / "new.dossier").exists()
    with pytest.raises(PolicyError, match="policy-password-required"):
        change_password(session.store.path, "old", None, plan)
    for copy_password in (None, CopyPassword(None)):
        with pytest.raises(PolicyError, match="policy-password-required"):
            copy_without_history(session.store, tmp_path / "copy.dossier", copy_password=copy_password)
    Session.create(tmp_path / "new.dossier", resources, "secret").store.close()


def test_dossiers_without_a_password_are_warned_of_or_refused(
    tmp_path: Path, set_policy: SetPolicy, resources: Resources
) -> None:
    plain, encrypted = tmp_path / "plain.dossier", tmp_path / "encrypted.dossier"
    Session.create(plain, resources).store.close()
    Session.create(encrypted, resources, "secret").store.close()
    set_policy("unencrypted-dossiers: warn\n")
    with Session.open(plain, resources) as opened:
        assert [notice.code for notice in opened.store.notices] == ["policy-unencrypted-warning"]
    set_policy("unencrypted-dossiers: refuse\n")
    before = plain.read_bytes()
    with pytest.raises(PolicyError, match="policy-unencrypted-refused"):
        Session.open(plain, resources)
    assert plain.read_bytes() == before
    with Session.open(encrypted, resources, password="secret") as opened:
        assert opened.store.notices == ()


@pytest.fixture
def briefing(session: Session) -> Briefing:
    act, briefing = compose_briefing(session, "background-note", "Note", (), {}, "en")
    session.store.apply(act)
    return briefing


def test_markings_above_the_highest_allowed_one_are_refused(
    tmp_path: Path, set_policy: SetPolicy, session: Session, briefing: Briefing
) -> None:
    secret = replace(briefing, marking="secret")
    session.store.apply(edit_briefing(session, secret, "edit-briefing-details"))
    set_policy("markings: {eu: restreint}\n")
    levels = Resources().profile("eu").levels
    assert [level.id for level in levels if level.restricted] == ["confidentiel", "secret", "tres-secret"]
    with pytest.raises(PolicyError, match="policy-marking-level"):
        export(session, briefing.id, [tmp_path / "note.docx"], anyway=True)
    assert not (tmp_path / "note.docx").exists()
    # What was marked elsewhere can be edited, but not marked higher.
    session.store.apply(edit_briefing(session, replace(secret, title="Other"), "rename-briefing"))
    with pytest.raises(PolicyError, match="policy-marking-level"):
        session.store.apply(
            edit_briefing(session, replace(secret, marking="tres-secret"), "edit-briefing-details")
        )
    session.store.apply(edit_briefing(session, replace(secret, marking="restreint"), "edit-briefing-details"))
    export(session, briefing.id, [tmp_path / "note.md"], anyway=True)
    set_policy("markings: {eu: secrett}\n")
    with pytest.raises(PolicyError, match="policy-marking-level"):
        export(session, briefing.id, [tmp_path / "other.md"], anyway=True)


@pytest.mark.parametrize("in_steps", [True, False], ids=["steps", "slices"])
def test_an_act_in_parts_is_refused_as_one_in_a_whole_is(
    set_policy: SetPolicy, session: Session, in_steps: bool
) -> None:
    set_policy("marking-profiles: [tlp]\n")
    act, briefing = compose_briefing(session, "background-note", "Note", (), {}, "en")
    store = session.store

    def begin() -> object:
        return store.begin(replace(act, changes=()), [act], 1).finish()

    with pytest.raises(PolicyError, match="policy-marking-profile"):
        _ = begin() if in_steps else store.grow(act, first=True)
    assert session.store.briefing(briefing.id) is None


def test_levels_up_to_the_highest_allowed_one_need_no_permission(set_policy: SetPolicy) -> None:
    set_policy("markings: {eu: secret}\n")
    restricted = [level.id for level in Resources().profile("eu").levels if level.restricted]
    assert restricted == ["tres-secret"]
    assert [level.id for level in Resources().profile("uk").levels if level.restricted] == [
        "secret",
        "top-secret",
    ]


def test_templates_of_other_marking_profiles_are_refused(set_policy: SetPolicy, session: Session) -> None:
    set_policy("marking-profiles: [tlp]\n")
    act, _ = compose_briefing(session, "background-note", "Note", (), {}, "en")
    with pytest.raises(PolicyError, match="policy-marking-profile"):
        session.store.apply(act)
    act, _ = compose_briefing(session, "press-review", "Review", (), {}, "en")
    session.store.apply(act)
    set_policy("markings: {tlp: clear}\n")
    act, _ = compose_briefing(session, "press-review", "Review", (), {}, "en")
    with pytest.raises(PolicyError, match="policy-marking-level"):
        session.store.apply(act)


def test_documents_are_in_the_allowed_languages(
    set_policy: SetPolicy, session: Session, briefing: Briefing
) -> None:
    set_policy("document-languages: [it, pt-BR]\n")
    for language, is_allowed in (
        ("it", True),
        ("it-CH", True),
        ("pt-BR", True),
        ("pt", False),
        ("fr", False),
    ):
        act = edit_briefing(session, replace(briefing, language=language), "edit-briefing-details")
        if is_allowed:
            session.store.apply(act)
        else:
            with pytest.raises(PolicyError, match="policy-language"):
                session.store.apply(act)


def test_only_the_allowed_formats_are_exported(
    tmp_path: Path, set_policy: SetPolicy, session: Session, briefing: Briefing
) -> None:
    set_policy("exports: [md]\n")
    with pytest.raises(PolicyError, match="policy-export-format"):
        export(session, briefing.id, [tmp_path / "note.md", tmp_path / "note.HTML"])
    assert list(tmp_path.glob("note.*")) == []
    given, findings = prepare_pack(session, briefing.id)
    with pytest.raises(PolicyError, match="policy-export-format"):
        write_pack(given, tmp_path / "note.zip", findings, anyway=True)
    export(session, briefing.id, [tmp_path / "note.md"], anyway=True)
    assert (tmp_path / "note.md").exists()


def test_set_taxonomies_hold_for_every_dossier(set_policy: SetPolicy, session: Session) -> None:
    set_policy("taxonomies: [diplomacy]\n")
    assert session.chosen_taxonomies() == ("diplomacy",)
    with pytest.raises(PolicyError, match="policy-fixed"):
        choose_taxonomies(session, ("economic-security",))


def test_own_templates_are_left_out_and_refused(tmp_path: Path, set_policy: SetPolicy) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shipped = Resources().templates()["background-note"]
    (own / "mine.yaml").write_bytes(shipped.read_bytes())
    resources = Resources(templates=[shipped.parent, own])
    assert "mine" in resources.templates()
    set_policy("own-templates: no\n")
    assert "mine" not in resources.templates()
    assert resources.open_template(shipped) == "background-note"
    with pytest.raises(PolicyError, match="policy-own-templates"):
        resources.open_template(own / "mine.yaml")
    with pytest.raises(PolicyError, match="policy-own-templates"):
        new_template(resources, "background-note", "another")


def test_programs_that_are_not_allowed_are_not_found(
    monkeypatch: pytest.MonkeyPatch, set_policy: SetPolicy
) -> None:
    program = OutsideProgram(path="/usr/bin/program")
    tesseract = outside.Tesseract(program=program, languages=("eng",))
    found = outside.OutsidePrograms(tesseract=tesseract, office=program)
    monkeypatch.setattr(outside, "installed_programs", lambda: found)
    assert find_programs() == found
    set_policy("ocr: none\n")
    assert find_programs() == outside.OutsidePrograms(office=program)
    set_policy("libreoffice: no\nocr: tesseract\n")
    assert find_programs() == outside.OutsidePrograms(tesseract=tesseract)


def test_folders_are_not_watched_where_the_policy_says_so(tmp_path: Path, set_policy: SetPolicy) -> None:
    watches, dossier = FolderWatches(tmp_path / "watched.json"), tmp_path / "a.dossier"
    watches.keep(dossier, FolderWatch(folders=(tmp_path,)))
    set_policy("watched-folders: no\n")
    assert watches.of(dossier).folders == ()
    watches.keep(dossier, FolderWatch())
    set_policy("")
    assert watches.of(dossier).folders == (tmp_path,)
