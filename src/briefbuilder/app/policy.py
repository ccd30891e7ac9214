"""What the administrators of this computer have set: keys, their values, and the refusals that follow from them.

A policy fixes a setting for all users. Each place of a policy (`system.policy_sources`) has the same keys; for each key the
first place that has it wins. A policy with a problem stops the program, and one that others can write to is not followed.
It is read once, before the first window, so it does without pydantic-core, whose import takes longer than all else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, fields
from functools import cache
from pathlib import PurePosixPath, PureWindowsPath
from threading import Event
from typing import Literal

from briefbuilder.app.messages import interface_tags
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.marking import MarkingLevel, MarkingProfile
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.system.policy_sources import (
    LARGEST,
    PolicySource,
    SourceContent,
    policy_sources,
    read_source,
)

Kind = Literal["choice", "flag", "number", "folder", "file", "list", "levels", "secret"]
EXPORT_FORMATS = ("docx", "odt", "pdf", "html", "md", "evidence-pack")
"""The formats of exports as a policy names them."""
EXCHANGE_PLACES = ("file", "folder", "server")
"""The ways in which desks exchange changes, as a policy names them."""
PACK = ".zip"
"""The suffix of an evidence pack, which has the briefing as Word file and PDF, and its sources."""
_SECRET = lazy_pattern(r"[0-9a-fA-F]{64}")
_FEWEST_DIFFERENT = 8
"""The fewest different bytes of a secret; random ones have more."""
_MOST_ENTRIES = 100
_LONGEST = 1024
MOST_BACKUPS = 99
_IGNORED = Event()
"""Set while no policy is followed."""


class PolicyError(BriefbuilderError):
    """A policy that cannot be followed, or something that a policy does not allow."""


@value
class PolicyKey:
    """A key of a policy. `allowed` are the values of a choice, or of the entries of a list; a list without any takes all."""

    name: str
    kind: Kind
    allowed: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """The field of `Policy` with its value."""
        return self.name.replace("-", "_")

    @property
    def managed_name(self) -> str:
        """Its name in the registry of Windows and in the managed preferences of macOS."""
        return "".join(part.capitalize() for part in self.name.split("-"))


KEYS = (
    PolicyKey(name="language", kind="choice", allowed=interface_tags()),
    PolicyKey(name="document-languages", kind="list"),
    PolicyKey(name="templates-folder", kind="folder"),
    PolicyKey(name="own-templates", kind="flag"),
    PolicyKey(name="taxonomies-folder", kind="folder"),
    PolicyKey(name="taxonomies", kind="list"),
    PolicyKey(name="marking-profiles", kind="list"),
    PolicyKey(name="markings", kind="levels"),
    PolicyKey(name="passwords", kind="choice", allowed=("optional", "required")),
    PolicyKey(name="unencrypted-dossiers", kind="choice", allowed=("open", "warn", "refuse")),
    PolicyKey(name="exports", kind="list", allowed=EXPORT_FORMATS),
    PolicyKey(name="ocr", kind="choice", allowed=("tesseract", "none")),
    PolicyKey(name="libreoffice", kind="flag"),
    PolicyKey(name="watched-folders", kind="flag"),
    PolicyKey(name="backups-kept", kind="number"),
    PolicyKey(name="backups-folder", kind="folder"),
    PolicyKey(name="exchange-places", kind="list", allowed=EXCHANGE_PLACES),
    PolicyKey(name="exchange-key", kind="secret"),
    PolicyKey(name="exchange-key-file", kind="file"),
)
"""Every key of a policy."""
_VERSION = "version"
_VERSIONS = ("1",)


@value
class Policy:
    """The values of all keys; None if no administrator has set one."""

    language: str | None = None
    document_languages: tuple[str, ...] | None = None
    templates_folder: str | None = None
    own_templates: bool | None = None
    taxonomies_folder: str | None = None
    taxonomies: tuple[str, ...] | None = None
    marking_profiles: tuple[str, ...] | None = None
    markings: Mapping[str, str] | None = None
    passwords: str | None = None
    unencrypted_dossiers: str | None = None
    exports: tuple[str, ...] | None = None
    ocr: str | None = None
    libreoffice: bool | None = None
    watched_folders: bool | None = None
    backups_kept: int | None = None
    backups_folder: str | None = None
    exchange_places: tuple[str, ...] | None = None
    exchange_key: str | None = field(default=None, repr=False)
    exchange_key_file: str | None = None

    def fixes(self, *keys: str) -> bool:
        """Return whether an administrator has set one of the given keys."""
        return any(getattr(self, key.replace("-", "_")) is not None for key in keys)

    def require_free(self, key: str) -> None:
        """Raise PolicyError if a key is set, so that the user cannot choose."""
        if self.fixes(key):
            raise PolicyError("policy-fixed", key=key)

    def restrict(self, profile: MarkingProfile) -> MarkingProfile:
        """Return a marking profile whose levels up to the highest allowed one need no permission, and those above do."""
        from dataclasses import replace

        if (limit := self._limit(profile)) is None:
            return profile
        return replace(
            profile, levels=tuple(replace(level, restricted=level.rank > limit) for level in profile.levels)
        )

    def require_marking(self, profile: MarkingProfile, level: MarkingLevel | None) -> None:
        """Raise PolicyError if a marking may not be used on this computer."""
        if self.marking_profiles is not None and profile.id not in self.marking_profiles:
            known = ", ".join(self.marking_profiles)
            raise PolicyError("policy-marking-profile", profile=profile.id, allowed=known)
        limit = self._limit(profile)
        if limit is not None and level is not None and level.rank > limit:
            highest = (self.markings or {}).get(profile.id, "")
            raise PolicyError("policy-marking-level", marking=level.id, allowed=highest)

    def _limit(self, profile: MarkingProfile) -> int | None:
        """Return the rank of the highest allowed level, None if all are; a level that is unknown allows none."""
        if self.markings is None or profile.id not in self.markings:
            return None
        highest = profile.level(self.markings[profile.id])
        return (
            highest.rank
            if highest is not None
            else min((level.rank for level in profile.levels), default=0) - 1
        )

    def allows_export(self, suffix: str) -> bool:
        """Return whether files with a suffix may be exported."""
        name = "evidence-pack" if suffix.lower() == PACK else suffix.lower().removeprefix(".")
        return self.exports is None or name in self.exports

    def require_exports(self, suffixes: Iterable[str]) -> None:
        """Raise PolicyError if files with one of the given suffixes may not be exported."""
        refused = tuple(
            dict.fromkeys(suffix.lower() for suffix in suffixes if not self.allows_export(suffix))
        )
        if refused:
            allowed = ", ".join(self.exports or ()) or "–"
            raise PolicyError("policy-export-format", formats=", ".join(refused), allowed=allowed)

    def require_exchange(self, place: str) -> None:
        """Raise PolicyError if changes may not be exchanged in a way ("file", "folder" or "server")."""
        if self.exchange_places is not None and place not in self.exchange_places:
            raise PolicyError(f"policy-exchange-{place}")

    def require_password(self, password: str | None) -> None:
        """Raise PolicyError if a dossier without a password may not be made."""
        if self.passwords == "required" and password is None:
            raise PolicyError("policy-password-required")

    def require_language(self, language: str) -> None:
        """Raise PolicyError if documents may not be in a language."""
        if not self.allows_language(language):
            allowed = ", ".join(self.document_languages or ())
            raise PolicyError("policy-language", language=language, allowed=allowed)

    def allows_language(self, language: str) -> bool:
        """Return whether documents may be in a language; a tag such as `de` allows its variants."""
        allowed = self.document_languages
        return allowed is None or language in allowed or base_language(language) in allowed

    def require_own_templates(self) -> None:
        """Raise PolicyError if users may have no templates of their own."""
        if self.own_templates is False:
            raise PolicyError("policy-own-templates")

    def values(self) -> dict[str, object]:
        """Return the values that are set by their keys; of a secret only that it is set."""
        found = ((key, getattr(self, key.attribute)) for key in KEYS)
        return {
            key.name: True if key.kind == "secret" else content
            for key, content in found
            if content is not None
        }


@value
class LoadedPolicy:
    """The policy of a computer with the places that were read, and the place of each key.

    A policy with `problems` must stop the program; the `notices` say which places are not followed.
    """

    policy: Policy = field(default_factory=Policy)
    places: tuple[SourceContent, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[PolicyError, ...] = ()
    notices: tuple[PolicyError, ...] = ()


def unknown_names(
    policy: Policy, profiles: Mapping[str, MarkingProfile], taxonomies: Collection[str]
) -> tuple[PolicyError, ...]:
    """Return the problems with the names of profiles, levels and taxonomies that are not among those of this computer.

    They may come with a shared folder that is not there yet, so that they do not stop the program.
    """
    found = [
        ("marking-profiles", name, tuple(profiles))
        for name in policy.marking_profiles or ()
        if name not in profiles
    ]
    found += [
        ("taxonomies", name, tuple(taxonomies)) for name in policy.taxonomies or () if name not in taxonomies
    ]
    for name, level in (policy.markings or {}).items():
        if name not in profiles:
            found.append(("markings", name, tuple(profiles)))
        elif profiles[name].level(level) is None:
            found.append(("markings", f"{name}={level}", tuple(level.id for level in profiles[name].levels)))
    return tuple(
        PolicyError("policy-name-unknown", key=key, value=name, known=", ".join(known))
        for key, name, known in found
    )


@cache
def load_policy() -> LoadedPolicy:
    """Return the policy of this computer, as it was when the program started."""
    return read_policy(() if _IGNORED.is_set() else policy_sources())


@contextmanager
def policy_ignored() -> Iterator[None]:
    """Follow no policy meanwhile, as the self-test does, which works on samples in a separate folder."""
    _IGNORED.set()
    load_policy.cache_clear()
    try:
        yield
    finally:
        _IGNORED.clear()
        load_policy.cache_clear()


def current_policy() -> Policy:
    """Return the values of the policy of this computer; if it has problems, the program does not come this far."""
    return load_policy().policy


def require_policy() -> tuple[PolicyError, ...]:
    """Return the notices on the policy of this computer; raises the first of its problems."""
    loaded = load_policy()
    if loaded.problems:
        raise loaded.problems[0]
    return loaded.notices


def read_policy(sources: Iterable[PolicySource]) -> LoadedPolicy:
    """Return the policy in the given places, in which an earlier one wins."""
    merged: dict[str, object] = {}
    origins: dict[str, str] = {}
    problems: list[PolicyError] = []
    notices: list[PolicyError] = []
    places = tuple(read_source(source) for source in sources)
    for content in places:
        place = content.source.path
        if content.state == "untrusted":
            notices.append(PolicyError("policy-untrusted", place=place, path=content.reason))
        if content.state == "unreadable":
            problems.append(PolicyError("policy-unreadable", place=place, reason=content.reason))
        if content.state != "found":
            continue
        values, found = _check_values(*_read_values(content))
        problems += found
        for name, each in values.items():
            if name not in merged:
                merged[name], origins[name] = each, place
    known = {key.attribute: merged[key.name] for key in KEYS if key.name in merged}
    assert known.keys() <= {each.name for each in fields(Policy)}
    return LoadedPolicy(
        policy=Policy(**known),  # type: ignore[arg-type] # each value was checked against its key
        places=places,
        origins=origins,
        problems=tuple(problems),
        notices=tuple(notices),
    )


# The values of a place, before they are checked, with the place of each key.

_Raw = Mapping[str, object]
_Locate = Callable[[str], str]
_NOTHING: _Raw = {}


def _read_values(content: SourceContent) -> tuple[_Raw, _Locate, tuple[PolicyError, ...]]:
    path = content.source.path
    if content.source.kind == "registry":
        names = {key.managed_name.lower(): key.name for key in KEYS}
        values = {names.get(name.lower(), name): each for name, each in content.values.items()}
        return values, lambda name: f"{path}\\{_managed(name)}", ()
    if len(content.data) > LARGEST:
        error = PolicyError("policy-too-large", place=path, limit=str(LARGEST // 1024))
        return _NOTHING, str, (error,)
    if content.source.kind == "plist":
        return _read_plist(content)
    return _read_yaml(content)


def _managed(name: str) -> str:
    return next((key.managed_name for key in KEYS if key.name == name), name)


def _read_plist(content: SourceContent) -> tuple[_Raw, _Locate, tuple[PolicyError, ...]]:
    import plistlib
    from xml.parsers.expat import ExpatError

    path = content.source.path
    try:
        values = plistlib.loads(content.data)
    except (ValueError, ExpatError, plistlib.InvalidFileException, RecursionError, OverflowError, KeyError):
        values = None
    if not isinstance(values, dict):
        return _NOTHING, str, (PolicyError("policy-malformed", place=path),)
    names = {key.managed_name: key.name for key in KEYS}
    found = {names.get(str(name), str(name)): each for name, each in values.items()}
    return found, lambda name: f"{path} ({_managed(name)})", ()


def _read_yaml(content: SourceContent) -> tuple[_Raw, _Locate, tuple[PolicyError, ...]]:
    from briefbuilder.yaml_tree import YamlError, YamlPosition, read_tree

    def at(position: YamlPosition) -> str:
        return f"{content.source.path}:{position.line}"

    try:
        tree = read_tree(content.data)
    except YamlError as error:
        return _NOTHING, str, (PolicyError("policy-malformed", place=at(error.fault.position)),)
    problems = [PolicyError("policy-malformed", place=at(fault.position)) for fault in tree.faults]
    found = tree.value
    if not isinstance(found, dict):
        first = YamlPosition(1, 1)
        return _NOTHING, str, (*problems, PolicyError("policy-version", place=at(first)))

    def locate(name: str) -> str:
        return at(tree.position_of((name,), of_key=True))

    if str(found.get(_VERSION)) not in _VERSIONS:
        problems.append(PolicyError("policy-version", place=locate(_VERSION)))
    return {name: each for name, each in found.items() if name != _VERSION}, locate, tuple(problems)


def _check_values(
    raw: _Raw, locate: _Locate, before: tuple[PolicyError, ...]
) -> tuple[dict[str, object], tuple[PolicyError, ...]]:
    """Return the right values by their keys, and the problems of the others."""
    keys = {key.name: key for key in KEYS}
    found: dict[str, object] = {}
    problems = list(before)
    for name, each in raw.items():
        if name not in keys:
            problems.append(_unknown_key(name, locate(name)))
            continue
        try:
            found[name] = _PARSERS[keys[name].kind](keys[name], each)
        except ValueError:
            problems.append(_wrong_value(keys[name], each, locate(name)))
    return found, tuple(problems)


def _unknown_key(name: str, place: str) -> PolicyError:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), [policy_key.name for policy_key in KEYS], n=1)
    code = "policy-key-near" if near else "policy-key-unknown"
    return PolicyError(code, place=place, key=name[:_LONGEST], near="".join(near))


def _wrong_value(key: PolicyKey, each: object, place: str) -> PolicyError:
    allowed = {"flag": "yes, no", "number": f"0–{MOST_BACKUPS}"}.get(key.kind, ", ".join(key.allowed))
    code = _WRONG.get(key.kind)
    if code is None:
        code = "policy-value" if allowed else "policy-value-list"
    shown = "" if key.kind == "secret" or each is None else str(each)[:80]
    return PolicyError(code, place=place, key=key.name, value=shown, allowed=allowed)


_WRONG: Mapping[Kind, str] = {
    "folder": "policy-value-folder",
    "file": "policy-value-file",
    "levels": "policy-value-levels",
    "secret": "policy-value-secret",
}


def _choice(key: PolicyKey, each: object) -> str:
    if not isinstance(each, str) or each not in key.allowed:
        raise ValueError(key.name)
    return each


_FLAGS: Mapping[object, bool] = {"yes": True, "no": False, 1: True, 0: False}


def _flag(key: PolicyKey, each: object) -> bool:
    if not isinstance(each, str | int) or each not in _FLAGS:
        raise ValueError(key.name)
    return _FLAGS[each]


def _number(key: PolicyKey, each: object) -> int:
    if type(each) is not int or not 0 <= each <= MOST_BACKUPS:
        raise ValueError(key.name)
    return each


def _folder(key: PolicyKey, each: object) -> str:
    if not isinstance(each, str) or len(each) > _LONGEST or not each.isprintable():
        raise ValueError(key.name)
    if not PurePosixPath(each).is_absolute() and not PureWindowsPath(each).is_absolute():
        raise ValueError(key.name)
    return each


def _secret(key: PolicyKey, each: object) -> str:
    if not isinstance(each, str) or not _SECRET.fullmatch(each):
        raise ValueError(key.name)
    if len(set(bytes.fromhex(each))) < _FEWEST_DIFFERENT:
        raise ValueError(key.name)
    return each


def _list(key: PolicyKey, each: object) -> tuple[str, ...]:
    if not isinstance(each, list) or len(each) > _MOST_ENTRIES:
        raise ValueError(key.name)
    entries = tuple(dict.fromkeys(one for one in each if isinstance(one, str) and one.strip()))
    if len(entries) != len(each) or not set(entries) <= set(key.allowed or entries):
        raise ValueError(key.name)
    return entries


def _levels(key: PolicyKey, each: object) -> dict[str, str]:
    """Return levels by profile, from a mapping or from lines `profile=level`, as the registry has them."""
    pairs = list(each.items()) if isinstance(each, dict) else list(_split_lines(key, each))
    if len(pairs) > _MOST_ENTRIES or not all(isinstance(one, str) and one for pair in pairs for one in pair):
        raise ValueError(key.name)
    return dict(pairs)


def _split_lines(key: PolicyKey, lines: object) -> Iterator[tuple[str, str]]:
    if not isinstance(lines, list):
        raise ValueError(key.name)  # noqa: TRY004 - a wrong value in any case
    for line in lines:
        profile, sign, level = line.partition("=") if isinstance(line, str) else ("", "", "")
        if not sign:
            raise ValueError(key.name)
        yield profile.strip(), level.strip()


_PARSERS: Mapping[Kind, Callable[[PolicyKey, object], object]] = {
    "choice": _choice,
    "flag": _flag,
    "number": _number,
    "folder": _folder,
    "file": _folder,
    "secret": _secret,
    "list": _list,
    "levels": _levels,
}
