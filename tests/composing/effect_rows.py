"""The rows of the table of effects, by section of docs/templates.md."""

from __future__ import annotations

from collections.abc import Mapping

from tests.composing.key_effects import (
    ANNEX,
    BASE,
    CHOICE,
    DAY,
    EU,
    HIGH,
    NUMBER,
    ONLY_HIGH,
    RED,
    TABLE,
    TOPICS,
    Effect,
    Offered,
    Refused,
    Shown,
    Told,
    after,
    ahead,
    apart,
    at,
    body,
    fields,
    filled,
    gap,
    gathered,
    has,
    numbered,
    parts,
    size,
)

SECRET = "SECRET UE/EU SECRET"
ENGLISH, ITALIAN = "Export controls stay national", "Il prossimo incontro"
OPEN, LONG, UNDER = "Opening words", "Long words", "Under it"
ABOVE = '>Gathered<(?:(?!w:val="Quote").)*w:val="Source"'
MARKED = "“</w:t></w:r>(?:(?!</w:p>).)*What was agreed"
CHOSEN = fields(CHOICE)

EFFECTS: Mapping[str, Mapping[str, Effect]] = {
    "The template": {
        "version": Refused({"version": 2}, "template-value-unknown"),
        "id": Offered({"id": "another"}, lambda used: used.id, "another"),
        "extends": Shown({"extends": "house", **fields({"key": "reference"})}, ("body", ">Reference<"), (has("Reference BB/1"), True), fields={"reference": "BB/1"}),
        "name": Shown({"name": "Our kind"}, ("about", "Our kind"), (has("Our kind"), True), {"subtitle": "{template}"}),
        "description": Offered({"description": "When."}, lambda used: used.description, {"und": "When."}),
        "languages": Told({"languages": ["it"]}, "language-not-in-template"),
        "house-document": Refused({"house-document": "gone.docx"}, "template-house-missing"),
        "page": Shown({"page": {"size": "A5"}}, ("section", 'w:w="8391"'), (size, (420, 595))),
        "fonts": Shown({"fonts": {"text": "Noto Sans"}}, ("style:BodyText", "Noto Sans"), (at(OPEN, "font"), "NotoSans-Regular")),
        "styles": Shown(body(size=14), ("style:BodyText", 'w:sz w:val="28"'), (at(OPEN, "size"), 14)),
        "title": Shown({"title": {"label": "Subject"}}, ("body", "Subject: "), (has("Subject: EU–Japan"), True)),
        "masthead": Shown({"masthead": {"lines": ["Ministry of Trade"]}}, ("body", 'w:val="Masthead"/>.*Ministry of Trade'), (has("Ministry of Trade"), True)),
        "field-table": Shown({"field-table": {"label-width": "8cm"}}, ("body", 'w:gridCol w:w="4[45]'), (at("Premier", "x"), 297.6), fields={"for": "Premier"}),
        "signature": Shown({"signature": {"lines": ["The Director"]}}, ("body", 'w:val="Signature"/>.*The Director'), (has("The Director"), True)),
        "subtitle": Shown({"subtitle": "Under the title"}, ("body", "Under the title"), (has("Under the title"), True)),
        "header": Shown({"header": [{"start": "At the head"}]}, ("bands", "At the head"), (has("At the head"), True)),
        "footer": Shown({"footer": [{"end": "At the foot"}]}, ("bands", "At the foot"), (has("At the foot"), True)),
        "marking": Shown({"marking": {"profile": "tlp", "default": "red"}}, ("bands", "TLP:RED"), (has("TLP:RED"), True)),
        "fields": Shown(fields(DAY), ("body", "Day"), (has("Day"), True), fields={"day": "2026-11-25"}),
        "parts": Shown({"parts": [BASE["parts"][1], BASE["parts"][0]]}, ("body", "Gathered.*Words"), (ahead("Gathered", "Words"), True)),
        "limits": Told({"limits": {"words": 5}}, "briefing-too-long"),
        "numbering": Shown({"numbering": {"headings": True}}, ("style:Heading1", "w:numPr"), (has("1 Words"), True)),
        "sources": Shown({"sources": {"list": True}}, ("body", ">Sources<"), (has("Sources"), True)),
        "contents": Shown({"contents": {"show": True}}, ("body", "TOCHeading"), (has("Contents"), True)),
        "date-format": Shown({"date-format": "EEEE d.M.yy"}, ("body", "Wednesday 25.11.26"), (has("Wednesday 25.11.26"), True), fields(DAY), {"day": "2026-11-25"}),
        "quotations": Shown({"quotations": {"marks": True}}, ("body", MARKED), (has("“What was agreed"), True), {"sources": {"style": "endnote"}}),
        "words": Shown({"words": {"contents": "In here"}}, ("body", "In here"), (has("In here"), True), {"contents": {"show": True}}),
        "checks": Offered({"checks": {"part-empty": "error"}}, lambda used: used.checks.get("part-empty"), "error"),
    },
    "Page": {
        "size": Shown({"page": {"size": "Letter"}}, ("section", 'w:w="12240"'), (size, (612, 792))),
        "orientation": Shown({"page": {"orientation": "landscape"}}, ("section", 'w:orient="landscape"'), (size, (842, 595))),
        "margins": Shown({"page": {"margins": "4cm"}}, ("section", 'w:left="2268"'), (at(OPEN, "x"), 113.4)),
        "columns": Shown({"page": {"columns": 2}}, ("section", 'w:num="2"'), (at("Export controls stay", "x"), 322.6), gathered(**{"new-page": False})),
        "column-gap": Shown({"page": {"column-gap": 40}}, ("section", 'w:space="800"'), (at("Export controls stay", "x"), 333.6), {"page": {"columns": 2}}),
        "header": Shown({"page": {"header": "2cm"}}, ("section", 'w:header="1134"'), (at("Headed", "y"), 774.2), {"header": [{"start": "Headed"}]}),
        "footer": Shown({"page": {"footer": "2cm"}}, ("section", 'w:footer="1134"'), (at("Footed", "y"), 57.3), {"footer": [{"start": "Footed"}]}),
        "watermark": Shown({"page": {"watermark": "DRAFT"}}, ("bands", "DRAFT"), (has("DRAFT"), True)),
    },
    "Margins": {
        "top": Shown({"page": {"margins": {"top": "5cm"}}}, ("section", 'w:top="2835"'), (at("EU–Japan", "y"), 673.0)),
        "bottom": Shown({"page": {"margins": {"bottom": "20cm"}}}, ("section", 'w:bottom="11339"'), (at(ENGLISH, "page"), 4)),
        "inner": Shown({"page": {"margins": {"inner": "5cm"}}}, ("section", 'w:left="2835"'), (at(OPEN, "x"), 141.7)),
        "outer": Shown({"page": {"margins": {"outer": "8cm"}}}, ("section", 'w:right="4535"'), (gap(LONG, "Gathered"), 102)),
    },
    "Fonts": {
        "text": Shown({"fonts": {"text": "Noto Sans"}}, ("style:BodyText", "Noto Sans"), (at(OPEN, "font"), "NotoSans-Regular")),
        "headings": Shown({"fonts": {"headings": "Noto Serif"}}, ("style:Heading1", "Noto Serif"), (at("Words", "font"), "NotoSerif-Bold")),
        "embed": Offered({"fonts": {"embed": True}}, lambda used: used.fonts.embed, True),
    },
    "Styles": {
        "font": Shown(body(font="Noto Sans"), ("style:BodyText", "Noto Sans"), (at(OPEN, "font"), "NotoSans-Regular")),
        "size": Shown(body(size=14), ("style:BodyText", 'w:sz w:val="28"'), (at(OPEN, "size"), 14)),
        "leading": Shown(body(leading=30), ("style:BodyText", 'w:line="600"'), (apart(LONG), 30)),
        "bold": Shown(body(bold=True), ("style:BodyText", "<w:b/>"), (at(OPEN, "font"), "Caladea-Bold")),
        "italic": Shown(body(italic=True), ("style:BodyText", "<w:i/>"), (at(OPEN, "font"), "Caladea-Italic")),
        "capitals": Shown(body(capitals=True), ("style:BodyText", "<w:caps/>"), (at("words.", "x"), 118.3)),
        "colour": Shown(body(colour=RED), ("style:BodyText", 'w:color w:val="B3001B"'), (at(OPEN, "colour"), RED)),
        "background": Shown(body(background="#fff4dd"), ("style:BodyText", 'w:fill="FFF4DD"'), (filled("#fff4dd"), True)),
        "rule": Shown(body(rule=RED), ("style:BodyText", "w:pBdr"), (filled(RED), True)),
        "align": Shown(body(align="end"), ("style:BodyText", 'w:jc w:val="right"'), (at(OPEN, "x"), 450.9)),
        "space-before": Shown(body(**{"space-before": 40}), ("style:BodyText", 'w:before="800"'), (gap("Words", OPEN), 54)),
        "space-after": Shown(body(**{"space-after": 60}), ("style:BodyText", 'w:after="1200"'), (gap(OPEN, UNDER), 77)),
        "indent-start": Shown(body(**{"indent-start": 50}), ("style:BodyText", 'w:left="1000"'), (at(OPEN, "x"), 120.9)),
        "indent-end": Shown(body(**{"indent-end": 200}), ("style:BodyText", 'w:right="4000"'), (gap(LONG, "Gathered"), 117)),
        "first-line": Shown(body(**{"first-line": 30}), ("style:BodyText", 'w:firstLine="600"'), (at(OPEN, "x"), 100.9)),
        "keep-with-next": Shown(body(**{"keep-with-next": True}), ("style:BodyText", "w:keepNext"), (at(UNDER, "page"), 1), {"page": {"margins": {"bottom": "22cm"}}}),
        "keep-together": Shown(body(**{"keep-together": True}), ("style:BodyText", "w:keepLines"), (at(LONG, "page"), 2), {"page": {"margins": {"bottom": "21.2cm"}}}),
    },
    "Title": {
        "label": Shown({"title": {"label": "Subject"}}, ("body", "Subject: "), (has("Subject: EU–Japan"), True)),
        "place": Shown({"title": {"place": "below"}}, ("body", "Lent.*Title"), (ahead("Lent", "EU–Japan"), True), {"subtitle": "Lent"}),
        "sample": Offered({"title": {"sample": "A title"}}, lambda used: used.title.sample, {"und": "A title"}),
    },
    "Masthead": {
        "picture": Refused({"masthead": {"picture": {"file": "gone.png", "alternative-text": "Emblem"}}}, "template-picture-missing"),
        "lines": Shown({"masthead": {"lines": ["Ministry of Trade"]}}, ("body", 'w:val="Masthead"/>.*Ministry of Trade'), (has("Ministry of Trade"), True)),
    },
    "Field table": {
        "frame": Shown({"field-table": {"frame": "grid"}}, ("body", "TableGrid.*TableGrid"), (at("Premier", "x"), 175.6), fields={"for": "Premier"}),
        "label-width": Shown({"field-table": {"label-width": "8cm"}}, ("body", 'w:gridCol w:w="4[45]'), (at("Premier", "x"), 297.6), fields={"for": "Premier"}),
    },
    "Signature": {
        "lines": Shown({"signature": {"lines": ["The Director"]}}, ("body", 'w:val="Signature"/>.*The Director'), (has("The Director"), True)),
    },
    "Header and footer": {
        "all": Shown({"header": {"all": [{"start": "On all"}]}}, ("bands", "On all"), (has("On all"), True)),
        "first": Shown({"header": {"first": [{"start": "On the first"}]}}, ("section", "w:titlePg"), (at("On the first", "page"), 1), {"header": {"all": [{"start": "Else"}]}}),
        "even": Shown({"header": {"even": [{"start": "On even"}]}}, ("section", 'w:type="even"'), (at("On even", "page"), 2), {"header": {"all": [{"start": "Else"}]}, "page": {"margins": {"bottom": "20cm"}}}),
    },
    "A line": {
        "start": Shown({"header": [{"start": "Left"}]}, ("bands", "Left"), (at("Left", "x"), 70.9)),
        "centre": Shown({"header": [{"centre": "Mid"}]}, ("bands", 'w:val="center"/></w:pPr>.*Mid'), (at("Mid", "x"), 290.8)),
        "end": Shown({"header": [{"end": "Right"}]}, ("bands", 'w:val="right"/></w:pPr>.*Right'), (at("Right", "x"), 506.6)),
        "shown-when": Shown({"header": [{"start": "Else"}, {"start": "Now", "shown-when": ONLY_HIGH}]}, ("bands", "Now"), (has("Now"), True), {**CHOSEN, "header": [{"start": "Else"}]}, HIGH),
    },
    "Marking": {
        "profile": Refused({"marking": {"profile": "ue"}}, "template-value-unknown-near"),
        "default": Shown({"marking": {"default": "restreint"}}, ("bands", "RESTREINT UE"), (has("RESTREINT UE/EU RESTRICTED"), True), EU),
        "portions": Shown({"marking": {"portions": True}}, ("body", r"\(R-UE/EU-R\)"), (has("(R-UE/EU-R) Opening"), True), {"marking": {"profile": "eu", "default": "restreint"}}),
    },
    "Fields": {
        "key": Shown({"header": [{"start": "To {for}"}]}, ("bands", "To </w:t>.*Premier"), (has("To Premier"), True), fields={"for": "Premier"}),
        "kind": Shown(fields(reader={"kind": "date"}), ("body", "25 November 2026"), (has("25 November 2026"), True), fields={"for": "2026-11-25"}),
        "label": Shown(fields(reader={"label": "Addressee"}), ("body", "Addressee"), (has("Addressee"), True), fields={"for": "Premier"}),
        "required": Told(fields(reader={"required": True}), "field-required-empty"),
        "help": Offered(fields(reader={"help": "Who."}), lambda used: used.fields[0].help, {"und": "Who."}),
        "in-table": Shown(fields(), ("body", "Premier"), (has("Premier"), True), fields(reader={"in-table": False}), {"for": "Premier"}),
        "at-end": Shown(fields(reader={"at-end": True}), ("body", "Export controls.*Premier"), (ahead("Export controls", "Premier"), True), fields={"for": "Premier"}),
        "shown-when": Shown(fields(CHOICE, reader={"shown-when": ONLY_HIGH}), ("body", "Premier"), (has("Premier"), True), fields({**CHOICE, "choices": [{"value": "low", "label": "Low"}, *CHOICE["choices"]]}, reader={"shown-when": {"urgency": "low"}}), {"for": "Premier", **HIGH}),
    },
    "Text fields": {
        "default": Shown(fields(reader={"default": "Cabinet"}), ("body", "Cabinet"), (has("Cabinet"), True)),
        "sample": Offered(fields(reader={"sample": "The Minister"}), lambda used: used.fields[0].sample, {"und": "The Minister"}),
    },
    "List fields": {
        "default": Shown(fields(reader={"kind": "list", "default": "Cabinet; Press"}), ("body", ">Press<"), (has("Cabinet Press"), True)),
        "labels": Shown(fields(reader={"kind": "list", "labels": "letters"}), ("body", "A. Cabinet.*B. Press"), (has("A. Cabinet B. Press"), True), fields={"for": "Cabinet; Press"}),
        "sample": Offered(fields(reader={"kind": "list", "sample": "The Minister"}), lambda used: getattr(used.fields[0], "sample", None), {"und": "The Minister"}),
    },
    "Date fields": {
        "default": Shown(fields({**DAY, "default": "today"}), ("body", "25 November 2026"), (has("25 November 2026"), True)),
    },
    "Number fields": {
        "default": Shown(fields({**NUMBER, "default": 3.5}), ("body", ">3.5<"), (has("Copies 3.5"), True)),
        "minimum": Told(fields({**NUMBER, "minimum": 5}), "field-number-range", {"copies": "3"}),
        "maximum": Told(fields({**NUMBER, "maximum": 2}), "field-number-range", {"copies": "3"}),
        "unit": Shown(fields({**NUMBER, "unit": "EUR"}), ("body", ">€3<"), (has("Copies €3"), True), fields={"copies": "3"}),
    },
    "Choice fields": {
        "choices": Shown(CHOSEN, ("body", "Very high"), (has("Urgency Very high"), True), fields={"urgency": "high"}),
        "default": Shown(fields({**CHOICE, "default": "high"}), ("body", "Very high"), (has("Urgency Very high"), True)),
    },
    "Options": {
        "value": Told(fields({**CHOICE, "choices": [{"value": "low", "label": "Low"}]}), "field-choice-unknown", HIGH),
        "label": Shown(fields({**CHOICE, "choices": [{"value": "high", "label": "Flash"}]}), ("body", "Flash"), (has("Urgency Flash"), True), fields=HIGH),
    },
    "Parts": {
        "key": Offered(parts(ANNEX), lambda used: used.parts[-1].key, "annex"),
        "kind": Shown({"parts": [TABLE, BASE["parts"][1]]}, ("body", "Partner"), (has("Partner"), True)),
        "label": Shown(parts(text={"label": "Our words"}), ("body", "Our words"), (has("Our words"), True)),
        "footer": Shown(gathered(footer=[{"end": "Annex only"}]), ("bands", "Annex only"), (at("Annex only", "page"), 2)),
        "new-page": Shown(gathered(**{"new-page": True}), ("body", "w:pageBreakBefore"), (at("Gathered", "page"), 2)),
        "shown-when": Shown(parts(text={"shown-when": ONLY_HIGH}), ("body", OPEN), (has(OPEN), True), {**fields({**CHOICE, "choices": [{"value": "low", "label": "Low"}, *CHOICE["choices"]]}), **parts(text={"shown-when": {"urgency": "low"}})}, HIGH),
    },
    "Parts with items": {
        "required": Told(parts({"key": "more", "kind": "written", "label": "More", "required": True}), "part-required-empty"),
        "hint": Offered(parts(text={"hint": "Write."}), lambda used: used.parts[0].hint, {"und": "Write."}),
        "limit": Told(parts(text={"limit": {"words": 5}}), "part-too-long"),
        "release": Shown(parts(text={"release": "closed"}), ("body", "not for disclosure"), (has("Words (not for disclosure)"), True)),
        "closing": Shown(parts(text={"closing": "Approve ____"}), ("body", "Approve ____"), (has("Approve ____"), True)),
        "sample": Offered(parts(text={"sample": "So."}), lambda used: used.parts[0].sample, {"und": "So."}),
    },
    "Written parts": {
        "boxed": Shown(parts(text={"boxed": True}), ("body", 'w:pStyle w:val="Callout"/>'), (filled("#fff4dd"), True), {"styles": {"callout": {"background": "#fff4dd"}}}),
    },
    "A part's limit": {
        "words": Told(parts(text={"limit": {"words": 5}}), "part-too-long"),
        "lines": Told(parts(text={"limit": {"lines": 2}}), "part-too-many-lines"),
    },
    "Topics parts": {
        "layout": Shown(parts({**TOPICS, "layout": "sub-parts"}), ("body", "Themes"), (has("Themes"), True), parts(TOPICS)),
        "repeat": Shown(parts({**TOPICS, "repeat": False}), ("body", r"\A(?:(?!litografia).)*(?:litografia(?:(?!litografia).)*){2}\Z"), (lambda pdf: pdf.text.count("litografia"), 2), parts(TOPICS)),
        "parts": Told(parts({**TOPICS, "parts": [{"key": "view", "kind": "written", "label": "Our view", "required": True}]}), "part-required-empty"),
        "sort": Shown(parts({**TOPICS, "sort": "newest"}), ("body", f"De-risking.*{ENGLISH}.*{ITALIAN}"), (after("De-risking", ENGLISH, ITALIAN), True), parts(TOPICS)),
    },
    "Gathered parts": {
        "topics": Shown(gathered(topics=["semiconductors"]), ("body", "Gathered(?!.*stay national)"), (has(ENGLISH), False)),
        "sort": Shown(gathered(sort="newest"), ("body", f"{ENGLISH}.*{ITALIAN}"), (ahead(ENGLISH, ITALIAN), True)),
    },
    "Annex parts": {
        "sort": Shown(parts({**ANNEX, "sort": "newest"}), ("body", ">Annex<.*Ministers agreed.*Bruxelles e Tokyo"), (after("Annex", "Ministers agreed", "Bruxelles e Tokyo"), True), parts(ANNEX)),
    },
    "Table parts": {
        "columns": Shown({"parts": [{**TABLE, "columns": [*TABLE["columns"], {"label": "Third"}]}]}, ("body", "Third"), (has("Third"), True), {"parts": [TABLE]}),
    },
    "Columns": {
        "label": Shown({"parts": [{**TABLE, "columns": [{"label": "Whom"}, {"label": "Says"}]}]}, ("body", "Whom"), (has("Whom Says"), True), {"parts": [TABLE]}),
        "width": Shown({"parts": [{**TABLE, "columns": [{"label": "Partner", "width": "12cm"}, {"label": "Says"}]}]}, ("body", 'w:gridCol w:w="6[78]'), (at("Says", "x"), 416.0), {"parts": [TABLE]}),
    },
    "Limits": {
        "words": Told({"limits": {"words": 5}}, "briefing-too-long"),
        "pages": Told({"limits": {"pages": 1}, "page": {"margins": {"bottom": "20cm"}}}, "too-many-pages"),
    },
    "Numbering": {
        "headings": Shown({"numbering": {"headings": True}}, ("style:Heading1", "w:numPr"), (has("1 Words"), True)),
        "paragraphs": Shown({"numbering": {"paragraphs": True}}, ("body", "w:numPr"), (has("1. Opening words"), True), gathered(topics=["trade"])),
        "excerpts": Shown({"numbering": {"excerpts": True}}, ("body", r"\[1\]"), (has("[1]"), True)),
    },
    "Sources": {
        "style": Shown({"sources": {"style": "endnote"}}, ("body", "w:endnoteReference"), (has("Notes i"), True)),
        "place": Shown({"sources": {"place": "above"}}, ("body", ABOVE), (after("Gathered", "Il Corriere", "litografia"), True), {"sources": {"style": "inline"}}),
        "list": Shown({"sources": {"list": True}}, ("body", ">Sources<"), (has("Sources"), True)),
        "columns": Shown({"sources": {"columns": [{"shows": "outlet", "label": "Paper"}]}}, ("body", "Paper"), (has("Paper Il Corriere"), True), {"sources": {"list": True}}),
        "repeated": Shown({"sources": {"repeated": "ibid"}}, ("notes", "Ibid"), (has("Ibid."), True)),
        "grouped": Shown({"sources": {"grouped": True}}, ("notes", r"\A(?:(?!Il Corriere).)*Il Corriere(?:(?!Il Corriere).)*\Z"), (lambda pdf: pdf.text.count("Il Corriere"), 1)),
        "files": Shown({"sources": {"files": True}}, ("body", "chip.html"), (has("file chip.html"), True), {"sources": {"list": True}}),
        "reliability": Told({"sources": {"reliability": True}}, "reliability-missing"),
        "words": Told({"sources": {"words": 3}}, "source-quoted-long"),
    },
    "Source columns": {
        "shows": Shown({"sources": {"columns": [{"shows": "title", "label": "Paper"}]}}, ("body", "Paper.*>Chip, l’asse"), (has("Paper Chip, l’asse"), True), {"sources": {"list": True, "columns": [{"shows": "outlet", "label": "Paper"}]}}),
        "label": Shown({"sources": {"columns": [{"shows": "outlet", "label": "Paper"}]}}, ("body", "Paper"), (has("Paper Il Corriere"), True), {"sources": {"list": True, "columns": [{"shows": "outlet", "label": "Outlet"}]}}),
        "width": Shown({"sources": {"columns": [{"shows": "outlet", "label": "Paper", "width": "12cm"}, {"shows": "date", "label": "Day"}]}}, ("body", 'w:gridCol w:w="6[78]'), (at("Day", "x"), 416.0), {"sources": {"list": True, "columns": [{"shows": "outlet", "label": "Paper"}, {"shows": "date", "label": "Day"}]}}),
    },
    "Quotations": {
        "marks": Shown({"quotations": {"marks": True}}, ("body", MARKED), (has("“What was agreed"), True), {"sources": {"style": "endnote"}}),
    },
    "Contents": {
        "show": Shown({"contents": {"show": True}}, ("body", "TOCHeading"), (has("Contents"), True)),
        "levels": Shown({"contents": {"levels": 2}}, ("body", "TOC2"), (lambda pdf: pdf.text.count(UNDER), 2), {"contents": {"show": True, "levels": 1}}),
        "page-numbers": Shown({"contents": {"page-numbers": True}}, ("body", "PAGEREF"), (numbered, True), {"contents": {"show": True, "page-numbers": False}}),
    },
}  # fmt: skip
