"""What the program is, in which version, and on whose work and licences it stands."""

from __future__ import annotations

import platform
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from PySide6.QtCore import QCoreApplication, Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from briefbuilder.ui.emblem import emblem_at
from briefbuilder.ui.theme import Theme

_COMPONENTS = (
    "PySide6_Essentials", "pydantic", "python-docx", "reportlab", "uharfbuzz", "pypdfium2", "pyoxigraph", "rapidfuzz",
    "trafilatura", "lxml", "py3langid", "pyahocorasick", "PyYAML", "pyphen", "python-bidi", "platformdirs",
    "fontpkg-noto-sans", "fontpkg-noto-serif",
)  # fmt: skip


class AboutDialog(QDialog):
    """Version, purpose, components with their versions and licences, as text that can be copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About briefbuilder"))
        name = QLabel("briefbuilder", self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setBold(True)
        name.setFont(font)
        words = QLabel(self.tr("Turns articles into policy briefings, on this computer alone."), self)
        version = QLabel(
            self.tr("Version {version}, under the MIT licence").format(version=own_version()), self
        )
        version.setObjectName("muted")
        for label in (words, version):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = QTextBrowser(self)
        parts.setAccessibleName(self.tr("Components and their licences"))
        parts.setPlainText("\n".join(component_lines()))
        parts.setOpenLinks(False)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        pad = theme.space(1.2)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.space(0.5))
        sign = QLabel(self)
        ratio = self.devicePixelRatioF()
        picture = emblem_at(round(theme.em * 3 * ratio))
        picture.setDevicePixelRatio(ratio)
        sign.setPixmap(picture)
        for widget in (sign, name, words, version, parts, buttons):
            column.addWidget(widget)
        self.resize(round(theme.em * 34), round(theme.em * 28))


def own_version() -> str:
    """Return the program's version, as it is installed."""
    try:
        return metadata("briefbuilder")["Version"]
    except PackageNotFoundError:
        return "0"


def component_lines() -> tuple[str, ...]:
    """Return a line for Python, for Qt and for each component that is installed."""
    qt = QCoreApplication.translate(
        "AboutDialog", "Qt {version}: LGPL 3.0, used as separate, replaceable libraries"
    )
    lines = [f"Python {platform.python_version()}: PSF-2.0", qt.format(version=qVersion())]
    for name in _COMPONENTS:
        try:
            known = metadata(name)
        except PackageNotFoundError:
            continue
        licence = _licence(known)
        first = licence.strip().partition("\n")[0]
        lines.append(f"{known['Name']} {known['Version']}: {first}")
    return tuple(lines)


def _licence(known: PackageMetadata) -> str:
    named = next((known[name] for name in ("License-Expression", "License") if known.get_all(name)), "")
    return named or _classified(known.get_all("Classifier"))


def _classified(classifiers: list[str] | None) -> str:
    found = [text.rpartition(" :: ")[2] for text in classifiers or [] if text.startswith("License ::")]
    unknown = QCoreApplication.translate("AboutDialog", "see its own licence text")
    return ", ".join(found) or unknown
