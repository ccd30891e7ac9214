r"""Source fragments of difficult RTF files; KEEP and DROP as in `docx_traps`, FOOT and END for notes."""

from __future__ import annotations

ROW = r"\trowd\cellx1000\cellx2000\pard\intbl KEEP\cell KEEP\cell\row\pard"
NESTED = (
    r"\trowd\cellx1000\cellx2000\pard\intbl\itap1 KEEP\par\pard\intbl\itap2 KEEP\nestcell KEEP\nestcell"
    r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables DROP\par}\pard\intbl\itap1 KEEP\cell KEEP\cell\row\pard"
)

TRAPS: dict[str, str] = {
    "fallback-of-one": r"KEEP \u26481?x\par",
    "fallback-of-two-bytes": r"{\uc2\u26481\'93\'8cKEEP \u20140\'8b\'9eKEEP}\par",
    "fallback-that-is-a-word": r"{\uc1\u8364\'80KEEP \u8211\endash KEEP}\par",
    "fallback-of-none": r"{\uc0\u26481KEEP}\par",
    "surrogate-pair": r"KEEP\u-10179?\u-8704?KEEP\par",
    "code-page": r"{\f1 \'cc\'e8\'f0 KEEP}\par",
    "two-byte-code-page": r"{\f2 \'93\'8c\'8b\'9e KEEP \'83A}\par",
    "deleted": r"KEEP {\deleted\revauthdel1 DROP}KEEP\par",
    "inserted": r"{\revised\revauth1 KEEP }KEEP\par",
    "deleted-paragraph-end": r"{KEEP {\deleted\par}}KEEP\par",
    "hidden": r"KEEP {\v DROP}KEEP\v DROP\v0 KEEP\par",
    "list-with-both-marks": r"{\listtext 1.\tab}{\*\pn\pnlvlbody{\pntxta DROP}}{\pntext 1.\tab}\ls4 KEEP\par\pard",
    "list-mark-with-words": r"{\listtext KEEP 1\tab}\ls4 KEEP\par {\listtext KEEP 2\tab}\ls4 KEEP\par\pard",
    "up-to-unicode": r"{\upr{DROP}{\*\ud{KEEP \u26481?}}}\par",
    "binary": "{\\*\\blob\\bin13 {DROP}\\\\x}KEEP\\par ",
    "binary-in-text": "KEEP{\\bin4 }}}{}KEEP\\par ",
    "object": r"{\object\objemb{\*\objclass DROP}{\*\objdata 0105}{\result KEEP}}KEEP\par",
    "field": r"{\field{\*\fldinst{ REF DROP }}{\fldrslt KEEP}}\par",
    "field-in-a-field": r"{\field{\*\fldinst{ IF {\field{\*\fldinst DROP}{\fldrslt DROP}} }}{\fldrslt KEEP {\field{\*\fldinst PAGE DROP}{\fldrslt KEEP}}}}\par",
    "field-without-a-result": r"KEEP{\field{\*\fldinst XE DROP}}KEEP\par",
    "symbol-field": r"KEEP{\field{\*\fldinst SYMBOL 183 \\f Symbol}{\fldrslt}}KEEP\par",
    "field-over-paragraphs": r"{\field{\*\fldinst REF DROP}{\fldrslt KEEP\par KEEP}}KEEP\par",
    "index-entry": r"KEEP{\xe DROP}KEEP{\tc DROP}\par",
    "bookmark": r"{\*\bkmkstart DROP}KEEP{\*\bkmkend DROP}\par",
    "comment": r"KEEP{\*\atnid A}{\*\atnauthor Anna}\chatn{\*\annotation DROP}KEEP\par",
    "footnote": r"KEEP{\super\chftn{\footnote{\super\chftn} FOOT{\b FOOT}\par FOOT}}KEEP\par",
    "endnote": r"KEEP{\footnote\ftnalt END}\par",
    "note-with-a-table": r"KEEP{\footnote \trowd\cellx900\cellx1900\pard\intbl FOOT\cell FOOT\cell\row\pard}\par",
    "header-and-footer": r"{\header DROP\par}{\footerf DROP\par}KEEP\par",
    "unknown-destination": r"{\*\unknown DROP{\b DROP}}KEEP{\unknown KEEP}\par",
    "unknown-word": r"\somethingnew KEEP\anotherone5 KEEP\par",
    "text-box": r"KEEP{\shp{\*\shpinst{\sp{\sn DROP}{\sv DROP}}{\shptxt\pard KEEP\par KEEP\par}}{\shprslt DROP}}\par",
    "old-drawing": r"KEEP{\*\do\dobxpage{\dptxbx{\dptxbxtext\pard KEEP\par}}}\par",
    "alternative-picture": r"KEEP{\*\shppict{\pict\pngblip 00}}{\nonshppict{\pict\wmetafile8 00}}KEEP\par",
    "table": ROW,
    "nested-table": NESTED,
    "row-without-an-end": r"\trowd\cellx1000\cellx2000\pard\intbl KEEP\cell KEEP\cell\pard KEEP\par",
    "cell-without-an-end": r"\trowd\cellx1000\pard\intbl KEEP\row\pard KEEP\par",
    "more-cells-than-defined": r"\trowd\cellx1000\pard\intbl KEEP\cell KEEP\cell\row\pard",
    "row-defined-at-its-end": r"\pard\intbl KEEP\cell KEEP\cell{\trowd\cellx1000\cellx2000\row}\pard",
    "breaks": r"KEEP\line KEEP\tab KEEP\page KEEP\column KEEP\sect KEEP\par",
    "signs": r"KEEP\~KEEP\_KEEP\-x\emdash KEEP\lquote KEEP\rquote\par",
    "escaped-line-end": "KEEP\\\nKEEP\\\r\nKEEP\\par ",
    "line-ends-in-the-file": "KEEP\r\n \r\n\n\\par ",
    "braces": r"\{KEEP\}\\KEEP\par",
    "mathematics": r"{\mmath{\*\moMathPara{\*\moMath{\mf{\mfPr{\mctrlPr DROP}}{\mnum{\mr KEEP}}{\mden{\mr KEEP}}}}}}{\mmathPict DROP}\par",
    "right-to-left": r"\pard\rtlpar{\rtlch\af1\ltrch KEEP }{\ltrch\rtlch KEEP}\par\pard",
    "no-last-end": r"KEEP",
}
"""The body's fragments, by what makes each of them a trap."""

HEAD = (
    r"{\stylesheet{Normal;}{\s9 Title;}}"
    r"{\*\listtable{\list{\listlevel\levelnfc0\levelstartat1{\leveltext\'02\'00.;}}\listid77}}"
    r"{\*\listoverridetable{\listoverride\listid77\listoverridecount0\ls4}}"
)
