"""XML fragments of a Word document in which readers lose text or keep invisible text.

In a fragment KEEP stands for a word that a reader of the page sees and DROP for one that he does not see; SAME is
the last KEEP once more, where a file holds one word twice. The tests number them: KEEP-001, DROP-002.
"""

from __future__ import annotations


def run(text: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def p(inner: str = "KEEP", properties: str = "", style: str = "") -> str:
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{properties}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def field(instruction_text: str, result: str) -> str:
    return char("begin") + instruction(instruction_text) + char("separate") + result + char("end")


def sdt(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


def box(inner: str) -> str:
    return f"<w:txbxContent>{inner}</w:txbxContent>"


def alternatives(choice: str, fallback: str) -> str:
    return f'<mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


def shape(inner: str) -> str:
    return f"<w:drawing><wp:anchor><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></wp:anchor></w:drawing>"


def vml(inner: str) -> str:
    return f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"


DELETED_END = "<w:rPr><w:del/></w:rPr>"
HIDDEN = "<w:vanish/>"
TWO = cell(p("KEEP")) + cell(p("KEEP"))

TRAPS: dict[str, str] = {
    "insertion": p("<w:ins>" + run("KEEP ") + "</w:ins>" + run("KEEP")),
    "deletion": p(run("KEEP ") + "<w:del>" + gone("DROP") + "</w:del>" + run("KEEP")),
    "insertion-deleted-again": p(
        run("KEEP ") + "<w:ins><w:del>" + gone("DROP") + "</w:del></w:ins>" + run("KEEP")
    ),
    "moved-words": p("<w:moveFrom>" + run("DROP") + "</w:moveFrom>" + run("KEEP "))
    + p("<w:moveTo>" + run("KEEP") + "</w:moveTo>"),
    "moved-paragraph": p("<w:moveFrom>" + run("DROP") + "</w:moveFrom>", "<w:rPr><w:moveFrom/></w:rPr>")
    + p("<w:moveTo>" + run("KEEP") + "</w:moveTo>", "<w:rPr><w:moveTo/></w:rPr>"),
    "inserted-paragraphs": "<w:ins>" + p("KEEP") + "</w:ins><w:smartTag>" + p("KEEP") + "</w:smartTag>",
    "moved-paragraphs": "<w:moveFrom>" + p("DROP") + "</w:moveFrom><w:moveTo>" + p("KEEP") + "</w:moveTo>",
    "inserted-rows-and-cells": table(
        "<w:ins>" + row("<w:moveTo>" + cell(p("KEEP")) + "</w:moveTo>" + cell(p("KEEP"))) + "</w:ins>",
        "<w:moveTo>" + row("<w:ins>" + TWO + "</w:ins>") + "</w:moveTo>",
    ),
    "deleted-paragraph-end": p("KEEP ", DELETED_END) + p("KEEP"),
    "deleted-paragraph-end-before-a-table": p("KEEP ", DELETED_END) + table(row(TWO)),
    "deleted-paragraph-end-at-the-end-of-a-cell": table(row(cell(p("KEEP", DELETED_END)) + cell(p("KEEP")))),
    "old-properties": p(
        run("KEEP", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
        '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:pPrChange>',
    ),
    "block-control": sdt(p("KEEP") + table(row(TWO)) + p("KEEP")),
    "inline-control": p(run("KEEP ") + sdt(run("KEEP")) + run(" KEEP")),
    "nested-controls": sdt(sdt(p(sdt(sdt(run("KEEP")))))),
    "row-and-cell-controls": table(sdt(row(sdt(cell(p("KEEP"))) + cell(sdt(p("KEEP")))))),
    "contents-control": sdt(
        p("DROP", style="Titolo1") + p("DROP", style="TOC1") + p("DROP"),
        '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>',
    ),
    "smart-tags": p("<w:smartTag><w:smartTag>" + run("KEEP") + "</w:smartTag></w:smartTag>"),
    "custom-xml": "<w:customXml>"
    + p("<w:customXml>" + run("KEEP") + "</w:customXml>")
    + "</w:customXml>"
    + table(
        "<w:customXml>" + row("<w:customXml>" + cell(p()) + "</w:customXml>", cell(p())) + "</w:customXml>"
    ),
    "unknown-wrapper": p('<x:note xmlns:x="urn:example:x">' + run("KEEP") + "</x:note>"),
    "conflicts": p(
        '<x:conflictIns xmlns:x="http://schemas.microsoft.com/office/word/2010/wordml">'
        + run("KEEP")
        + '</x:conflictIns><x:conflictDel xmlns:x="http://schemas.microsoft.com/office/word/2010/wordml">'
        + gone("DROP")
        + "</x:conflictDel>"
    ),
    "simple-field": p('<w:fldSimple w:instr=" PAGE DROP "><w:r><w:t>KEEP</w:t></w:r></w:fldSimple>'),
    "complex-field": p(field("REF DROP", run("KEEP"))),
    "field-over-paragraphs": p(char("begin") + instruction("REF DROP") + char("separate") + run("KEEP"))
    + p(run("KEEP") + char("end") + run(" KEEP")),
    "nested-field": p(
        char("begin")
        + instruction('IF "DROP" = "')
        + field("REF DROP", run("DROP"))
        + instruction('" "DROP"')
        + char("separate")
        + run("KEEP ")
        + field("PAGE", run("KEEP"))
        + char("end")
    ),
    "field-never-ended": p(char("begin") + instruction("REF DROP")) + p("KEEP"),
    "field-ended-in-a-hidden-run": p(
        char("begin")
        + instruction("XE DROP")
        + '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
        + run("KEEP")
    ),
    "field-ended-twice": p(run("KEEP ") + char("end") + run("KEEP")),
    "index-entry": p(run("KEEP") + char("begin") + instruction("XE DROP") + char("end") + run(" KEEP")),
    "macro-button": p(char("begin") + instruction(" MACROBUTTON NoMacro KEEP ") + char("end")),
    "ruby-equation": p(
        char("begin") + instruction("EQ \\* jc2 \\o\\ad(\\s\\up 9(DROP),KEEP)") + char("end") + run(" KEEP")
    ),
    "drop-down": p(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="DROP"/>'
        '<w:listEntry w:val="KEEP"/></w:ddList></w:ffData></w:fldChar></w:r>'
        + instruction("FORMDROPDOWN")
        + char("end")
    ),
    "links": p('<w:hyperlink r:id="l1">' + run("KEEP ") + "</w:hyperlink>")
    + p('<w:hyperlink w:anchor="x"><w:ins>' + run("KEEP") + "</w:ins></w:hyperlink>"),
    "text-box-twice": p(
        run("KEEP") + "<w:r>" + alternatives(shape(box(p())), vml(box(p("SAME")))) + "</w:r>"
    ),
    "two-equal-text-boxes": p(
        "<w:r>" + shape(box(p("The same words")) + box(p("The same words")) + box(p())) + "</w:r>"
    ),
    "text-box-in-a-text-box": p(
        "<w:r>"
        + alternatives(
            shape(
                box(p(run("KEEP") + "<w:r>" + alternatives(shape(box(p())), vml(box(p("SAME")))) + "</w:r>"))
            ),
            vml(box(p("DROP"))),
        )
        + "</w:r>"
    ),
    "vml-text-box": p("<w:r>" + vml(box(p() + table(row(TWO)))) + "</w:r>"),
    "empty-choice": p("<w:r>" + alternatives("", vml(box(p()))) + "</w:r>"),
    "word-art": p('<w:r><w:pict><v:shape><v:textpath string="KEEP"/></v:shape></w:pict></w:r>'),
    "hidden-run": p(run("KEEP ") + run("DROP", HIDDEN) + run("KEEP")),
    "hidden-by-a-letter-style": p(run("DROP", '<w:rStyle w:val="Secret"/>') + run("KEEP")),
    "hidden-by-a-paragraph-style": p("DROP", style="Unseen") + p("KEEP"),
    "shown-in-a-hidden-style": p(run("KEEP", '<w:vanish w:val="0"/>') + run(" DROP"), style="Unseen"),
    "hidden-row": table(row(cell(p("DROP")), properties="<w:hidden/>"), row(TWO)),
    "deleted-row": table(row(cell(p("DROP")), properties="<w:del/>"), row(TWO)),
    "deleted-cell": table(row(cell(p("DROP"), "<w:cellDel/>") + TWO)),
    "nested-table": table(row(cell(p() + table(row(TWO)) + p()) + cell(p()))),
    "merged-cells": table(
        row(cell(p(), '<w:gridSpan w:val="2"/>')),
        row(cell(p(), '<w:vMerge w:val="restart"/>') + cell(p())),
        row(cell("<w:p/>", "<w:vMerge/>") + cell(p())),
    ),
    "merge-without-a-beginning": table(row(TWO), row(cell(p(), "<w:vMerge/>") + cell(p()))),
    "table-with-one-cell": table(row(cell(p() + p()))),
    "symbols": p(run("KEEP") + '<w:r><w:sym w:font="Wingdings" w:char="F0E8"/></w:r>' + run(" KEEP")),
    "hyphens-and-tabs": p(
        "<w:r><w:t>KEEP</w:t><w:tab/><w:t>KEEP</w:t><w:cr/><w:t>KEEP</w:t><w:ptab/><w:t>KEEP</w:t><w:br/>"
        "<w:t>KEEP</w:t><w:noBreakHyphen/><w:t>x</w:t><w:softHyphen/><w:t>y</w:t></w:r>"
    ),
    "ruby": p(
        "<w:r><w:ruby><w:rt>"
        + run("DROP")
        + "</w:rt><w:rubyBase>"
        + run("KEEP")
        + "</w:rubyBase></w:ruby></w:r>"
    ),
    "mathematics": p(
        run("KEEP ")
        + "<m:oMathPara><m:oMath><m:r><m:t>KEEP</m:t></m:r></m:oMath></m:oMathPara>"
        + run(" KEEP")
    ),
    "drop-cap": p("KEEP", '<w:framePr w:dropCap="drop" w:lines="3"/>') + p(" KEEP"),
    "frame": p("KEEP", '<w:framePr w:w="2000" w:hAnchor="margin"/>') + p("KEEP"),
    "right-to-left": p(
        '<w:bdo w:val="rtl">'
        + run("KEEP ", "<w:rtl/>")
        + '</w:bdo><w:dir w:val="rtl">'
        + run("KEEP")
        + "</w:dir>",
        "<w:bidi/>",
    ),
    "own-mark-of-a-note": p(
        run("KEEP")
        + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>DROP</w:t></w:r>'
        + run(" KEEP")
    ),
    "note": p(
        run("KEEP") + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
    ),
    "bookmarks-and-comments": p(
        '<w:bookmarkStart w:id="1" w:name="DROP"/>'
        '<w:commentRangeStart w:id="0"/>'
        + run("KEEP")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:bookmarkEnd w:id="1"/>'
    ),
    "sections": p("KEEP", '<w:sectPr><w:cols w:num="2"/></w:sectPr>') + p(),
    "page-breaks": p(
        "<w:r><w:t>KEEP</w:t><w:br w:type='page'/><w:t>KEEP</w:t><w:lastRenderedPageBreak/></w:r>"
    ),
    "line-ends-in-the-file": p("<w:r><w:t>KEEP\n  KEEP</w:t></w:r>"),
    "paragraph-in-an-alternative": alternatives(p("KEEP"), p("DROP")),
}
"""The body's fragments, by what makes each of them a trap."""

NOTES: dict[str, str] = {
    "footnotes": '<w:footnotes SPACES><w:footnote w:type="separator" w:id="0"><w:p>'
    + run("DROP")
    + '</w:p></w:footnote><w:footnote w:id="3">'
    + p("<w:r><w:t>KEEP</w:t></w:r>")
    + '</w:footnote><w:footnote w:id="2">'
    + p("<w:r><w:footnoteRef/></w:r>" + run(" KEEP"))
    + table(row(TWO))
    + p("<w:r>" + vml(box(p())) + "</w:r>")
    + '</w:footnote><w:footnote w:id="9">'
    + p("DROP")
    + "</w:footnote></w:footnotes>",
    "endnotes": '<w:endnotes SPACES><w:endnote w:id="2">'
    + p(run("KEEP ") + "<w:ins>" + run("KEEP") + "</w:ins><w:del>" + gone("DROP") + "</w:del>")
    + "</w:endnote></w:endnotes>",
}
"""The parts whose words come after those of the body, in this order."""

ASIDE: dict[str, str] = {
    "styles": """<w:styles SPACES>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Titolo1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Hide"><w:name w:val="Hide"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Unseen"><w:name w:val="Unseen"/><w:basedOn w:val="Hide"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>""",
    "header": f"<w:hdr SPACES>{p('DROP')}</w:hdr>",
    "footer": f"<w:ftr SPACES>{p('DROP')}</w:ftr>",
    "comments": f'<w:comments SPACES><w:comment w:id="0" w:author="Anna">{p("DROP")}</w:comment></w:comments>',
    "glossaryDocument": f"<w:glossaryDocument SPACES><w:docParts><w:docPart><w:docPartBody>{p('DROP')}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>",
}
"""The parts whose words are no text of the article."""
