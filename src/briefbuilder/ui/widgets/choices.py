"""Fills combo boxes with languages, templates, markings and reliability codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QWidget

from briefbuilder.app.policy import current_policy
from briefbuilder.app.resources import Resources
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.marking import MarkingProfile
from briefbuilder.ui.widgets.plain import plain_text, plain_tip

if TYPE_CHECKING:
    from briefbuilder.templating.model import Template


def usable_templates(resources: Resources, language: str) -> tuple[Template, ...]:
    """Return the valid templates by their names in a language, the user's own first."""
    found: list[tuple[bool, str, Template]] = []
    for name, path in resources.templates().items():
        with suppress(BriefbuilderError):
            template = resources.template(name)
            found.append((resources.origin(path) != "own", template.label(language).casefold(), template))
    return tuple(template for *_, template in sorted(found, key=itemgetter(0, 1)))


_NAMES_WITHOUT_COUNTRY = {QLocale.Language.English: "English", QLocale.Language.Spanish: "español"}
"""The native names of languages whose names in Qt have the country: “American English”."""


def language_name(tag: str) -> str:
    """Return the native name of a language, capitalized, with its country if the name alone is that of another tag."""
    locale = QLocale(tag)
    name = locale.nativeLanguageName() or tag
    if "-" not in tag:
        name = _NAMES_WITHOUT_COUNTRY.get(locale.language(), name)
    name = name[:1].upper() + name[1:]
    is_ambiguous = "-" in tag and name == language_name(base_language(tag))
    return f"{name} ({locale.nativeTerritoryName()})" if is_ambiguous else name


def language_names() -> Mapping[str, str]:
    """Return the native names of the languages that documents can have by their tags, in the order of the names."""
    from briefbuilder.locales.data import LANGUAGES

    return dict(sorted(((tag, language_name(tag)) for tag in LANGUAGES), key=itemgetter(1)))


def language_tag(name: str) -> str:
    """Return the tag of a language by its native or English name, the text itself if there is no such language."""
    asked = name.casefold()
    for tag, native in language_names().items():
        locale = QLocale(tag)
        english = QLocale.languageToString(locale.language())
        if "-" in tag:
            english = f"{english} ({QLocale.territoryToString(locale.territory())})"
        names = (tag, native, english)
        if asked in map(str.casefold, names):
            return tag
    return name


def fill_templates(combo: QComboBox, templates: tuple[Template, ...], language: str) -> None:
    """Fill a combo box with templates, by their names in a language."""
    combo.clear()
    for template in templates:
        combo.addItem(plain_text(template.label(language)), template.id)


def fill_languages(combo: QComboBox, tags: tuple[str, ...]) -> None:
    """Fill a combo box with languages, by their native names."""
    combo.clear()
    for tag in tags:
        combo.addItem(language_name(tag), tag)


def fill_document_languages(combo: QComboBox, template: Template | None) -> None:
    """Fill a combo box with the languages of a template, and after a line with the others that documents can have.

    Those that an administrator does not allow are left out.
    """
    policy = current_policy()
    own = tuple(filter(policy.allows_language, template.languages if template else ()))
    fill_languages(combo, own)
    names = language_names()
    others = [tag for tag in filter(policy.allows_language, names) if tag not in own]
    if own and others:
        combo.insertSeparator(combo.count())
    for tag in others:
        combo.addItem(names[tag], tag)


def fill_levels(
    combo: QComboBox, profile: MarkingProfile | None, language: str, none: str, restricted: str
) -> None:
    """Fill a combo box with the levels of a marking profile; `none` is the text for no marking.

    Restricted levels are disabled, and `restricted` is their explanation.
    """
    combo.clear()
    combo.addItem(none, None)
    for level in profile.levels if profile else ():
        combo.addItem(plain_text(level.text(language)), level.id)
        if level.restricted:
            row = combo.count() - 1
            combo.setItemData(row, plain_tip(restricted), Qt.ItemDataRole.ToolTipRole)
            combo.setItemData(row, restricted, Qt.ItemDataRole.AccessibleDescriptionRole)
            model = combo.model()
            item = model.item(row) if isinstance(model, QStandardItemModel) else None
            if item is not None:
                item.setEnabled(False)


_MOST_LETTERS = 40
"""The most letters for which a combo box makes room; a longer text is cut."""


def choice_box(
    parent: QWidget,
    entries: Iterable[tuple[str, object]],
    chosen: object = None,
    run: Callable[[], object] | None = None,
    *,
    name: str = "",
) -> QComboBox:
    """Return a combo box with entries, each a text and its data, that calls `run` when the user chooses one.

    The entry with the data `chosen`, or the first one, is shown; `name` is the accessible name.
    """
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for text, data in entries:
        box.addItem(plain_text(text), data)
        if len(text) > _MOST_LETTERS:
            box.setMinimumContentsLength(_MOST_LETTERS)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choose_data(box, chosen)
    if run is not None:
        box.activated.connect(run)
    return box


def choose_data(combo: QComboBox, data: object) -> None:
    """Select the entry with the given data, or the first one, without emitting signals."""
    combo.blockSignals(True)
    combo.setCurrentIndex(max(0, combo.findData(data)))
    combo.blockSignals(False)
