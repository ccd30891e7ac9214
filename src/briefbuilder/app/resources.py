"""The program's resources: templates, taxonomies, marking profiles and samples, loaded at first use.

The taxonomies that ship have a compiled form: JSON beside the YAML files, which take some twenty times as long to read.
Its first line names the hashes of the files that it was made of, and it is not used if one of them has changed; each
further line is a topic. The terms of a language are one text: a window needs those of a few languages, and 60,000 texts
take several megabytes.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from briefbuilder.app.policy import current_policy
from briefbuilder.app.shared_folders import SharedTaxonomyCopies, SharedTemplates
from briefbuilder.domain.errors import BriefbuilderError, TemplateError
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.domain.values import value
from briefbuilder.system.paths import resources_folder, template_folders

if TYPE_CHECKING:
    from briefbuilder.app.settings import Settings
    from briefbuilder.domain.article import Picture
    from briefbuilder.domain.letterhead import LetterheadFile
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.templating.loader import CheckContext
    from briefbuilder.templating.model import Template

Origin = Literal["shipped", "shared", "own"]
"""Where a template comes from."""
_Stamp = tuple[str, int, int]
_RESTED = 2_000_000_000
"""Nanoseconds after which another change of a folder has another time, in the coarsest file system too."""
_FIRST_GROUP = 5
"""The first group of a taxonomy of several files, for its colour: the one that ships as one file has as many groups."""
_TEXTS = ("id", "group", "colour", "uri")
_LISTS = ("broader", "territories", "counterparts")
_BY_LANGUAGE = ("names", "descriptions", "ids")
_LISTS_BY_LANGUAGE = ("terms", "exclusions")


@value(kw_only=False)
class _CachedTemplate:
    """A template as it was read, with its files and their states at that moment."""

    template: Template
    files: tuple[Path, ...]
    stamps: tuple[_Stamp | None, ...]

    def is_fresh(self, path: Path | None) -> bool:
        """Return whether the files are unchanged; a missing file counts as unchanged."""
        if path not in {None, self.files[0]}:
            return False
        return all(_stamp(file) in {None, stamp} for file, stamp in zip(self.files, self.stamps, strict=True))


class Resources:
    """The resources that ship with the program and what the user and shared folders add to them."""

    def __init__(
        self,
        folder: Path | None = None,
        templates: Iterable[Path] | None = None,
        shared_taxonomies: SharedTaxonomyCopies | None = None,
        shared: SharedTemplates | None = None,
    ) -> None:
        """Use the folders that are given, else the program's own.

        `templates` are the folders that ship and the user's own; `shared_taxonomies` has those of the shared folder,
        `shared` shared templates.
        """
        self.shared_taxonomies = shared_taxonomies or SharedTaxonomyCopies(None)
        self.shared = shared or SharedTemplates(None)
        self.folder = folder or resources_folder()
        self._template_folders = tuple(template_folders() if templates is None else templates)
        self._opened: dict[str, Path] = {}
        self._listings: dict[Path, tuple[int, list[Path]]] = {}
        self._templates: dict[str, _CachedTemplate] = {}
        self._profiles: dict[str, tuple[_Stamp | None, MarkingProfile]] = {}
        self._letterhead_files: dict[str, tuple[_Stamp | None, Template, LetterheadFile]] = {}
        self._pictures: dict[str, tuple[Template, Mapping[str, Picture]]] = {}
        self._taxonomies: dict[tuple[str, ...], tuple[tuple[_Stamp | None, ...], Taxonomy]] = {}
        self._matcher: tuple[Taxonomy, Matcher] | None = None
        self._shipped_matcher: tuple[Taxonomy, Matcher] | None = None
        self._base: bytes | None = None

    def copy_for_thread(self) -> Resources:
        """Return the same resources for another thread, with what was read so far."""
        result = Resources(self.folder, self._template_folders, self.shared_taxonomies, self.shared)
        result._templates, result._profiles = dict(self._templates), dict(self._profiles)
        result._letterhead_files, result._taxonomies = dict(self._letterhead_files), dict(self._taxonomies)
        result._matcher, result._base, result._opened = self._matcher, self._base, dict(self._opened)
        result._pictures, result._listings = dict(self._pictures), dict(self._listings)
        return result

    def read_ahead(self) -> None:
        """Read what a dossier is shown with; what is wrong with it is reported where it is used."""
        for name in self.templates():
            with suppress(BriefbuilderError):
                self.template(name)
        self.profiles()
        with suppress(BriefbuilderError):
            self.matcher(self.taxonomy(current_policy().taxonomies))

    def adopt(self, other: Resources) -> None:
        """Take over the templates, the taxonomies and the matcher that other resources have read, if there are none yet."""
        self._templates = other._templates | self._templates
        self._profiles = other._profiles | self._profiles
        self._taxonomies = other._taxonomies | self._taxonomies
        self._matcher = self._matcher or other._matcher

    def template_folders(self) -> tuple[tuple[Origin, Path], ...]:
        """Return the folders of templates with their origins; a later one wins over an earlier one.

        The user's own is left out if an administrator does not allow it.
        """
        copies = self.shared.copies
        shipped, own = self._template_folders[:1], self._template_folders[1:]
        if current_policy().own_templates is False:
            own = ()
        between: list[tuple[Origin, Path]] = [] if copies is None else [("shared", copies)]
        return (
            *(("shipped", path) for path in shipped),
            *between,
            *(("own", path) for path in own),
        )

    def own_folder(self) -> Path:
        """Return the folder of the user's own templates."""
        return self._template_folders[-1]

    def templates(self) -> Mapping[str, Path]:
        """Return the path of every template by its id, which is the file's name without its suffix.

        The folders are read again if they have changed, since a designer adds files to them. Opened files come first.
        """
        folders = (folder for _, folder in self.template_folders())
        found = {path.stem: path for folder in folders for path in self._listed(folder)}
        return found | self._opened

    def _listed(self, folder: Path) -> list[Path]:
        """Return the YAML files of a folder by name, none if it cannot be read."""
        try:
            changed = folder.stat().st_mtime_ns
        except OSError:
            return []
        kept = self._listings.get(folder)
        if kept is not None and kept[0] == changed:
            return kept[1]
        found = _files(folder, ".yaml")
        # A change in the same step of the file system's clock does not show: only what has rested is kept.
        if time.time_ns() - changed > _RESTED:
            self._listings[folder] = changed, found
        return found

    def open_template(self, path: Path) -> str:
        """Add a template's file outside the folders, with the marking profiles beside it, and return its id.

        It stays known as long as these resources, and has priority over a template of the same name. Raises PolicyError
        if an administrator does not allow templates of users.
        """
        path = path.resolve()
        if path not in self.templates().values():
            current_policy().require_own_templates()
        if path.is_file() and self.templates().get(path.stem) != path:
            self._opened[path.stem] = path
        return path.stem

    def origin(self, path: Path) -> Origin:
        """Return the origin of a template's file."""
        found = (origin for origin, folder in self.template_folders() if path.parent == folder)
        return next(found, "own")

    def check_context(self) -> CheckContext:
        """Return what a template is checked against: marking profiles, shared styles and fonts."""
        from briefbuilder.export.pdf.fonts import drawn_family
        from briefbuilder.templating.loader import CheckContext

        folders = tuple(folder for _, folder in reversed(self.template_folders()))
        return CheckContext(profiles=self.profiles(), folders=folders, drawn_font=drawn_family)

    def template(self, template_id: str) -> Template:
        """Return a template, read again if one of its files has changed.

        Its id is the file's name, so that a copy under another name is another template. A template that was read stays
        known when its folder disappears. Raises TemplateError if the id is unknown or it has errors.
        """
        path = self.templates().get(template_id)
        known = self._templates.get(template_id)
        if known is not None and known.is_fresh(path):
            return known.template
        if path is None:
            raise TemplateError("template-missing", template=template_id, known=", ".join(self.templates()))
        from briefbuilder.templating.loader import CheckContext, read_template, require_template

        folders = tuple(folder for _, folder in reversed(self.template_folders()))
        checked = read_template(path, CheckContext(folders=folders))
        template = replace(require_template(checked, path), id=template_id)
        self._templates[template_id] = _CachedTemplate(
            template, checked.files, tuple(map(_stamp, checked.files))
        )
        return template

    def letterhead_file(self, template_id: str) -> LetterheadFile | None:
        """Return the letterhead document of a template, None if it names none.

        A document that was read stays known when its folder disappears. Raises TemplateError if it cannot be read.
        """
        template = self.template(template_id)
        if template.house_document is None:
            return None
        from briefbuilder.app.letterheads import folders_of, letterhead_file
        from briefbuilder.templating.files import find_file

        folders = folders_of(self._templates[template_id].files)
        path = find_file(folders, template.house_document.file)
        known = self._letterhead_files.get(template_id)
        stamp = None if path is None else _stamp(path)
        if known is not None and known[1] is template and stamp in {None, known[0]}:
            return known[2]
        file = letterhead_file(template, folders)
        if file is not None:
            self._letterhead_files[template_id] = (stamp, template, file)
        return file

    def template_pictures(self, template_id: str) -> Mapping[str, Picture]:
        """Return the pictures of a template by their names in a document; those that were read stay known."""
        template = self.template(template_id)
        if template.masthead.picture is None:
            return {}
        from briefbuilder.app.letterheads import folders_of, template_pictures

        known = self._pictures.get(template_id)
        found = template_pictures(template, folders_of(self._templates[template_id].files))
        if found or known is None or known[0] is not template:
            self._pictures[template_id] = (template, found)
        return self._pictures[template_id][1]

    def profile(self, profile_id: str) -> MarkingProfile:
        """Return a marking profile, as far as an administrator allows it; raises TemplateError if there is no such profile."""
        path = self._profile_paths().get(profile_id)
        if path is None:
            raise TemplateError("profile-missing", profile=profile_id)
        stamp = _stamp(path)
        known = self._profiles.get(profile_id)
        if known is None or stamp not in {None, known[0]}:
            from briefbuilder.templating.marking_profiles import load_marking_profile

            profile = current_policy().restrict(load_marking_profile(path))
            known = self._profiles[profile_id] = (stamp, profile)
        return known[1]

    def profiles(self) -> Mapping[str, MarkingProfile]:
        """Return every marking profile by its id; those of the user with errors are left out."""
        found: dict[str, MarkingProfile] = {}
        for name in self._profile_paths():
            with suppress(TemplateError):
                found[name] = self.profile(name)
        return found

    def _profile_paths(self) -> dict[str, Path]:
        """Return the files of marking profiles; one that ships cannot be replaced by another of the same name."""
        folders = [folder / "markings" for _, folder in self.template_folders()]
        folders += [path.parent / "markings" for path in self._opened.values()]
        shipped = {path.stem: path for path in self._listed(self.folder / "markings")}
        return {path.stem: path for folder in folders for path in self._listed(folder)} | shipped

    def taxonomies(self) -> Mapping[str, Path]:
        """Return the taxonomies that ship and the shared ones by name; a shared one wins over one that ships.

        One that ships may be a folder, whose files are its parts.
        """
        return self._shipped_taxonomies() | dict(self.shared_taxonomies.paths())

    def shipped_taxonomies(self) -> tuple[str, ...]:
        """Return the names of the taxonomies that ship, which every new dossier uses."""
        return tuple(self._shipped_taxonomies())

    def _shipped_taxonomies(self) -> dict[str, Path]:
        try:
            found = sorted((self.folder / "taxonomies").iterdir())
        except OSError:
            return {}
        return {path.stem: path for path in found if path.suffix == ".yaml" or path.is_dir()}

    def taxonomy(self, names: Iterable[str] | None = None) -> Taxonomy:
        """Return the topics of the given taxonomies as one, of all that ship by default.

        A topic or group replaces one of the same id in an earlier taxonomy. Unknown names are ignored: the dossier keeps
        the topics that are tagged.
        """
        known = self.taxonomies()
        shipped = self._shipped_taxonomies()
        chosen = shipped if names is None else dict.fromkeys(names)
        paths = tuple(shipped[name] if names is None else known[name] for name in chosen if name in known)
        key, stamps = tuple(map(str, paths)), tuple(stamp for path in paths for stamp in _stamps(path))
        kept = self._taxonomies.get(key)
        if kept is None or kept[0] != stamps:
            kept = stamps, join_parts([load_parts(path) for path in paths])
            self._taxonomies[key] = kept
        return kept[1]

    def matcher(self, taxonomy: Taxonomy) -> Matcher:
        """Return the matcher of a taxonomy; the last one is cached, since building it takes time."""
        if self._matcher is None or (self._matcher[0] is not taxonomy and self._matcher[0] != taxonomy):
            from briefbuilder.tagging.matcher import Matcher

            self._matcher = (taxonomy, Matcher(taxonomy))
        return self._matcher[1]

    def shipped_matcher(self) -> Matcher:
        """Return the matcher of the taxonomies that ship, for dossiers that use others; it is cached beside theirs."""
        taxonomy = self.taxonomy()
        if self._shipped_matcher is None or self._shipped_matcher[0] is not taxonomy:
            from briefbuilder.tagging.matcher import Matcher

            self._shipped_matcher = (taxonomy, Matcher(taxonomy))
        return self._shipped_matcher[1]

    def base_docx(self) -> bytes:
        """Return the document that every DOCX is based on."""
        if self._base is None:
            self._base = (self.folder / "docx" / "base.docx").read_bytes()
        return self._base

    def samples(self) -> tuple[Path, ...]:
        """Return the sample articles that ship."""
        return tuple(_files(self.folder / "samples", ""))

    def preview_samples(self) -> tuple[Path, ...]:
        """Return the articles of sample briefings: those that ship as samples, and some in further languages."""
        return (*self.samples(), *_files(self.folder / "preview_samples", ""))


def create_resources(settings: Settings) -> Resources:
    """Return the resources of a user, with the shared folders in the settings."""
    return Resources(
        shared_taxonomies=SharedTaxonomyCopies(settings.taxonomy_folder),
        shared=SharedTemplates(settings.template_folder),
    )


def _files(folder: Path, ending: str) -> list[Path]:
    """Return the files of a folder with a suffix, by name; none if the folder cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(ending) and path.is_file())
    except OSError:
        return []


def _stamps(taxonomy: Path) -> Iterator[_Stamp | None]:
    yield _stamp(taxonomy)
    if taxonomy.is_dir():
        yield from map(_stamp, _files(taxonomy, ".yaml"))


def _stamp(path: Path) -> _Stamp | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return str(path), state.st_mtime_ns, state.st_size


class _JoinedLists(Mapping[str, tuple[str, ...]]):
    """Lists by language, each of which is kept as one text with an item on each line."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, language: str) -> tuple[str, ...]:
        return tuple(self._texts[language].split("\n"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def taxonomy_files(path: Path) -> tuple[Path, ...]:
    """Return the YAML files of a taxonomy, which is one file or a folder of parts."""
    return tuple(sorted(path.glob("*.yaml"))) if path.is_dir() else (path,)


def compiled_path(path: Path) -> Path:
    """Return the path of the compiled form of a taxonomy that ships."""
    return path.with_name(f"{path.name.removesuffix('.yaml')}.json")


def load_parts(path: Path) -> Taxonomy:
    """Return a taxonomy that ships, from its compiled form if that is up to date.

    Raises TaxonomyError for the first error of a file.
    """
    parts: dict[str, bytes] = {}
    for file in taxonomy_files(path):
        try:
            parts[file.name] = file.read_bytes()
        except OSError as error:
            from briefbuilder.tagging.taxonomy import unreadable_error

            raise unreadable_error(file, error) from error
    try:
        compiled = compiled_path(path).read_bytes()
    except OSError:
        compiled = b""
    return read_compiled(compiled, parts) or parse_parts(parts)


def parse_parts(parts: Mapping[str, bytes]) -> Taxonomy:
    """Return the taxonomy of the given YAML files, by name; raises TaxonomyError for the first error."""
    from briefbuilder.tagging.taxonomy import parse_taxonomy

    parsed: list[Taxonomy] = []
    groups = _FIRST_GROUP if len(parts) > 1 else 0
    for name, data in parts.items():
        taxonomy, faults = parse_taxonomy(data, name, groups)
        if faults:
            raise faults[0]
        parsed.append(taxonomy)
        groups += len(taxonomy.groups)
    return join_parts(parsed)


def join_parts(taxonomies: Sequence[Taxonomy]) -> Taxonomy:
    """Return taxonomies as one; a later topic or group replaces an earlier one of the same id."""
    topics = {topic.id: topic for taxonomy in taxonomies for topic in taxonomy.topics}
    groups = {group.id: group for taxonomy in taxonomies for group in taxonomy.groups}
    languages = dict.fromkeys(language for taxonomy in taxonomies for language in taxonomy.languages)
    return Taxonomy(topics=tuple(topics.values()), groups=tuple(groups.values()), languages=tuple(languages))


def compile_taxonomy(parts: Mapping[str, bytes]) -> bytes:
    """Return the compiled form of the given YAML files, by name, with a line for each topic."""
    taxonomy = parse_parts(parts)
    head = {
        "files": _hashes(parts),
        "languages": taxonomy.languages,
        "groups": {group.id: dict(group.names) for group in taxonomy.groups},
    }
    return "".join(f"{_dump(line)}\n" for line in (head, *map(_topic_values, taxonomy.topics))).encode()


def read_compiled(data: bytes, parts: Mapping[str, bytes]) -> Taxonomy | None:
    """Return the taxonomy of a compiled form, None if it is not that of these YAML files."""
    try:
        head, *topics = data.splitlines() or [b"{}"]
        found = json.loads(head)
        if found["files"] != _hashes(parts):
            return None
        return Taxonomy(
            topics=tuple(_read_topic(json.loads(line)) for line in topics),
            groups=tuple(TopicGroup(id=name, names=names) for name, names in found["groups"].items()),
            languages=tuple(found["languages"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _hashes(parts: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in parts.items()}


def _topic_values(topic: Topic) -> dict[str, Any]:
    """Return the unusual properties of a topic."""
    values: dict[str, Any] = {name: getattr(topic, name) for name in (*_TEXTS, *_LISTS)}
    values |= {name: dict(getattr(topic, name)) for name in _BY_LANGUAGE}
    for name in _LISTS_BY_LANGUAGE:
        values[name] = {language: "\n".join(listed) for language, listed in getattr(topic, name).items()}
    values["inflected"] = topic.inflected
    return {name: value for name, value in values.items() if value}


def _read_topic(values: dict[str, Any]) -> Topic:
    for name in _LISTS:
        if name in values:
            values[name] = tuple(values[name])
    for name in _LISTS_BY_LANGUAGE:
        if name in values:
            values[name] = _JoinedLists(values[name])
    return Topic(**values)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
