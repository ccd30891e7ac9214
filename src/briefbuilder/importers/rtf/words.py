"""Control words by what they do to the group that they stand in."""

from __future__ import annotations

import re

from briefbuilder.importers.rtf.state import Destination

DESTINATIONS: dict[bytes, Destination] = {
    b"fonttbl": "fonts", b"stylesheet": "styles", b"listtable": "lists", b"listoverridetable": "overrides",
    b"info": "info", b"fldinst": "instruction", b"pict": "picture", b"shpinst": "shape", b"sp": "shape",
    b"nesttableprops": "row", b"pn": "list", b"picprop": "shape", b"do": "shape", b"moMath": "body",
    b"moMathPara": "body",
}  # fmt: skip
SKIPPED = frozenset(
    {
        b"colortbl", b"filetbl", b"revtbl", b"generator", b"xe", b"tc", b"rxe", b"template", b"nonshppict",
        b"nonesttables",  b"panose", b"datafield", b"themedata", b"latentstyles", b"datastore",
        b"shprslt", b"bkmkstart", b"bkmkend", b"upr", b"falt", b"objdata", b"objclass", b"formfield", b"ftnsep",
        b"ftnsepc", b"aftnsep", b"aftnsepc", b"userprops", b"fchars", b"lchars", b"xmlnstbl", b"mmathPr", b"mhtmltag",
        b"htmltag", b"background", b"mmathPict",
    }
)  # fmt: skip
FORMULA_PROPERTIES = re.compile(rb"^m\w+Pr$")
"""The groups that say how a formula is drawn."""

FLOWS = {
    b"footnote": "foot", b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header",
    b"footer": "footer", b"footerl": "footer", b"footerr": "footer", b"footerf": "footer", b"annotation": "comment",
    b"shptxt": "box", b"dptxbxtext": "box",
}  # fmt: skip
VALUES = frozenset({b"listtext", b"pntext", b"title", b"author", b"subject", b"sn", b"sv", b"atnauthor"})
SWITCHES = {
    b"b": "bold", b"i": "italic", b"strike": "strike", b"striked": "strike", b"v": "hidden", b"deleted": "deleted",
    b"ul": "underline", b"uld": "underline", b"uldb": "underline", b"ulw": "underline", b"ulth": "underline",
}  # fmt: skip
SCRIPTS = {b"super": "superscript", b"sub": "subscript", b"nosupersub": ""}
MACHINES = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
