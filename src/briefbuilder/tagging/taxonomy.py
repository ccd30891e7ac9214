"""Read taxonomies from YAML, reporting all errors of a file at once, and choose topic colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from colorsys import hls_to_rgb
from pathlib import Path

from briefbuilder.domain.colours import colour_of, contrast_ratio
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.locales.territories import TERRITORIES
from briefbuilder.tagging.terms import TermError, parse_term
from briefbuilder.yaml_tree import TAXONOMY_FORMAT, YamlError, YamlNode, read_node

# Ten hues around the set of Okabe and Ito, which people with colour blindness can distinguish, in five depths.
# The contrast of each with white is at least 4.5 to 1 (WCAG 2.2, 1.4.3). Neighbours in a group differ in depth.
MIN_CONTRAST = 4.55
_HUES: tuple[tuple[float, float], ...] = (
    (202, 0.95),  # blue
    (24, 0.95),  # vermilion
    (164, 0.95),  # bluish green
    (320, 0.45),  # reddish purple
    (46, 0.95),  # ochre
    (232, 0.5),  # indigo
    (350, 0.65),  # wine
    (185, 0.6),  # teal
    (280, 0.4),  # violet
    (90, 0.45),  # olive
)
_DEPTHS = (1.0, 0.62, 0.82, 0.5, 0.72)
"""Shares of the greatest lightness with sufficient contrast."""

_TAXONOMY_KEYS = ("version", "languages", "inflected", "groups", "topics")
_TOPIC_KEYS = (
    "id", "group", "name", "terms", "not", "inflected", "territories", "with", "colour", "broader", "description", "uri", "ids",
)  # fmt: skip
VOCABULARY = re.compile(r"[a-z][a-z0-9-]{0,31}\Z")
_YES_NO = {"true": True, "false": False}
TOPIC_ID = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,62}[a-z0-9])?\Z")
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
Names = Mapping[str, str]
Terms = Mapping[str, tuple[str, ...]]


def topic_colour(group: int, place: int) -> str:
    """Return the colour "#rrggbb" of the topic at a position in a group, both counted from 0."""
    hue, saturation = _HUES[group % len(_HUES)]
    shift = 9.0 * (place // len(_DEPTHS)) + 18.0 * (group // len(_HUES))
    top = _greatest_lightness(hue + shift, saturation)
    return _hexadecimal(hue + shift, top * _DEPTHS[place % len(_DEPTHS)], saturation)


def _greatest_lightness(hue: float, saturation: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        enough = contrast_ratio(_hexadecimal(hue, middle, saturation), "#ffffff") >= MIN_CONTRAST
        low, high = (middle, high) if enough else (low, middle)
    return low


def _hexadecimal(hue: float, lightness: float, saturation: float) -> str:
    return colour_of(hls_to_rgb(hue % 360 / 360, lightness, saturation))


class TaxonomyError(BriefbuilderError):
    """A taxonomy file that cannot be used; the parameters name the file and the line."""


def parse_taxonomy(data: bytes, name: str, groups: int = 0) -> tuple[Taxonomy, tuple[TaxonomyError, ...]]:
    """Return the valid part of the taxonomy in a file's bytes, and all errors in the order of lines.

    `groups` is the number of groups in other files before it, which colours are chosen for, too.
    """
    reader = _TaxonomyReader(name, groups)
    try:
        root = read_node(data[: TAXONOMY_FORMAT.max_bytes + 1], TAXONOMY_FORMAT)
    except YamlError as error:
        fault = error.fault
        return Taxonomy(), (TaxonomyError(fault.code, file=name, line=str(fault.position.line)),)
    return reader.taxonomy(root), tuple(
        sorted(reader.faults, key=lambda fault: int(fault.parameters["line"]))
    )


def unreadable_error(path: Path, error: OSError) -> TaxonomyError:
    """Return the error for a file that the operating system could not read."""
    return TaxonomyError("taxonomy-unreadable", file=str(path), reason=error.strerror or type(error).__name__)


def _plain(node: YamlNode) -> str:
    return node.value.strip() if isinstance(node.value, str) else ""


class _TaxonomyReader:
    """Converts the nodes of one file to a taxonomy and collects the errors."""

    def __init__(self, file: str, groups: int) -> None:
        self._file = file
        self._groups_before = groups
        self._languages: tuple[str, ...] = ()
        self._inflected = False
        self.faults: list[TaxonomyError] = []

    def taxonomy(self, root: YamlNode | None) -> Taxonomy:
        if root is None:
            self._fault("taxonomy-empty", 1)
            return Taxonomy()
        keys = self._mapping(root, _TAXONOMY_KEYS, required=("version", "topics"))
        if "version" in keys and self._text(keys["version"]) != "1":
            self._fault("taxonomy-version", keys["version"].line)
        found: list[str] = []
        for item in self._list(keys.get("languages")):
            code = self._text(item)
            if LANGUAGE_TAG.match(code):
                found.append(code)
            else:
                self._fault("taxonomy-language", item.line, language=code)
        self._languages = tuple(dict.fromkeys(found))
        self._inflected = self._yes_no(keys.get("inflected"), usual=False)
        groups = self._groups(keys.get("groups"))
        topics = self._topics(keys.get("topics"), tuple(group.id for group in groups))
        return Taxonomy(topics=topics, groups=groups, languages=self._languages)

    def _groups(self, node: YamlNode | None) -> tuple[TopicGroup, ...]:
        found: list[TopicGroup] = []
        for group_id, names in self._mapping(node).items():
            self._check_id(group_id, names.line)
            found.append(TopicGroup(id=group_id, names=self._names(names)))
        return tuple(found)

    def _topics(self, node: YamlNode | None, groups: tuple[str, ...]) -> tuple[Topic, ...]:
        found: dict[str, Topic] = {}
        in_group: dict[str, int] = {}
        items = self._list(node)
        if node is not None and not items:
            self._fault("taxonomy-no-topics", node.line)
        for item in items:
            topic = self._topic(item, groups, in_group)
            if topic is not None and topic.id in found:
                self._fault("taxonomy-topic-twice", item.line, topic=topic.id)
            elif topic is not None:
                found[topic.id] = topic
        self._check_broader(items, found)
        return tuple(found.values())

    def _check_broader(self, items: list[YamlNode], found: dict[str, Topic]) -> None:
        """Report each broader topic that does not exist or leads back to the topic itself."""
        taxonomy = Taxonomy(topics=tuple(found.values()))
        for item in items:
            node = item.value.get("broader") if isinstance(item.value, dict) else None
            if node is None:
                continue
            named = node.value if isinstance(node.value, list) else [node]
            own = _plain(item.value["id"]) if isinstance(item.value, dict) and "id" in item.value else ""
            for broader in named:
                wider = _plain(broader)
                if wider and wider not in found:
                    self._fault("taxonomy-broader-unknown", broader.line, topic=wider[:80])
                elif wider and own in {topic.id for topic in taxonomy.path(wider)}:
                    self._fault("taxonomy-broader-ring", broader.line, topic=own[:80])

    def _topic(self, node: YamlNode, groups: tuple[str, ...], in_group: dict[str, int]) -> Topic | None:
        keys = self._mapping(node, _TOPIC_KEYS, required=("id", "name"))
        if "id" not in keys:
            return None
        topic_id = self._text(keys["id"])
        self._check_id(topic_id, keys["id"].line)
        group = self._text(keys["group"]) if "group" in keys else ""
        if group and group not in groups:
            self._fault(
                "taxonomy-group-unknown", keys["group"].line, group=group, valid=", ".join(groups) or "-"
            )
        place = in_group.get(group, 0)
        in_group[group] = place + 1
        index = self._groups_before + (groups.index(group) if group in groups else len(groups))
        territories = self._territories(keys.get("territories"))
        return Topic(
            id=topic_id,
            group=group,
            names=self._names(keys.get("name")),
            terms=self._terms(keys.get("terms")),
            exclusions=self._terms(keys.get("not")),
            colour=self._colour(keys.get("colour")) or topic_colour(index, place),
            broader=self._broader(keys.get("broader")),
            descriptions=self._descriptions(keys.get("description")),
            uri=self._text(keys["uri"]) if "uri" in keys else "",
            inflected=self._yes_no(keys.get("inflected"), usual=self._inflected),
            territories=territories,
            counterparts=self._counterparts(keys.get("with"), territories),
            ids=self._ids(keys.get("ids")),
        )

    def _yes_no(self, node: YamlNode | None, *, usual: bool) -> bool:
        if node is None:
            return usual
        written = _plain(node).lower()
        if written not in _YES_NO:
            self._fault("taxonomy-yes-no", node.line, value=written[:80])
        return _YES_NO.get(written, usual)

    def _territories(self, node: YamlNode | None) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for item in self._list(node):
            code = self._text(item)
            if code and code not in TERRITORIES:
                self._fault("taxonomy-territory", item.line, territory=code[:80])
            elif code:
                found[code] = None
        return tuple(found)

    def _counterparts(self, node: YamlNode | None, territories: tuple[str, ...]) -> tuple[str, ...]:
        if node is not None and not territories:
            self._fault("taxonomy-with-alone", node.line)
        return self._territories(node)

    def _ids(self, node: YamlNode | None) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for vocabulary, written in self._mapping(node).items():
            if VOCABULARY.match(vocabulary):
                found[vocabulary] = self._text(written)
            else:
                self._fault("taxonomy-id", written.line, id=vocabulary[:80])
        return found

    def _broader(self, node: YamlNode | None) -> tuple[str, ...]:
        if node is None:
            return ()
        named = node.value if isinstance(node.value, list) else [node]
        return tuple(dict.fromkeys(filter(None, (self._text(node) for node in named))))

    def _descriptions(self, node: YamlNode | None) -> Names:
        self._check_languages(node)
        return {language: self._text(text) for language, text in self._mapping(node).items()}

    def _names(self, node: YamlNode | None) -> Names:
        names = self._mapping(node)
        self._check_languages(node)
        if node is not None and node.value == {}:
            self._fault("taxonomy-no-name", node.line)
        return {language: self._text(name) for language, name in names.items()}

    def _terms(self, node: YamlNode | None) -> Terms:
        self._check_languages(node)
        return {
            language: tuple(self._term(item, language) for item in self._list(listed))
            for language, listed in self._mapping(node).items()
        }

    def _term(self, node: YamlNode, language: str) -> str:
        written = self._text(node)
        try:
            if written:
                parse_term(written, language)
        except TermError as error:
            self._fault(f"taxonomy-term-{error.reason}", node.line, term=written[:80])
        return written

    def _colour(self, node: YamlNode | None) -> str:
        colour = self._text(node) if node else ""
        if node is not None and not COLOUR.match(colour):
            self._fault("taxonomy-colour", node.line, colour=colour[:80])
            return ""
        return colour.lower()

    def _check_id(self, text: str, line: int) -> None:
        if not TOPIC_ID.match(text):
            self._fault("taxonomy-id", line, id=text[:80])

    def _check_languages(self, node: YamlNode | None) -> None:
        if node is None or not isinstance(node.value, dict):
            return
        for code in node.value:
            known = code in self._languages if self._languages else LANGUAGE_TAG.match(code)
            if not known:
                line = node.key_positions[code].line
                self._fault("taxonomy-language", line, language=code[:80])

    def _mapping(
        self, node: YamlNode | None, valid: tuple[str, ...] = (), required: tuple[str, ...] = ()
    ) -> dict[str, YamlNode]:
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self._fault("taxonomy-wants-mapping", node.line)
            return {}
        for key, position, _ in node.duplicates:
            self._fault("taxonomy-key-twice", position.line, key=key[:80])
        for key in node.value:
            if valid and key not in valid:
                line = node.key_positions[key].line
                self._fault("taxonomy-key-unknown", line, key=key[:80], valid=", ".join(valid))
        for key in required:
            if key not in node.value:
                self._fault("taxonomy-key-missing", node.line, key=key)
        return node.value

    def _list(self, node: YamlNode | None) -> list[YamlNode]:
        if node is None:
            return []
        if isinstance(node.value, list):
            return node.value
        self._fault("taxonomy-wants-list", node.line)
        return []

    def _text(self, node: YamlNode) -> str:
        if isinstance(node.value, str) and node.value.strip():
            return node.value.strip()
        self._fault("taxonomy-wants-text", node.line)
        return ""

    def _fault(self, code: str, line: int, **parameters: str) -> None:
        self.faults.append(TaxonomyError(code, file=self._file, line=str(line), **parameters))
