"""The pages of the guide, the links between them, and their search."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from tests.narrowing import not_none

from briefbuilder.app.guide import Guide, fold, heading_anchor, newest_changes


@pytest.fixture
def guide(root: Path) -> Guide:
    return Guide(root / "docs")


def test_pages_are_in_the_order_of_the_indexes_each_below_its_part(guide: Guide) -> None:
    names = [page.name for page in guide.pages]
    first = names.index("how-to/index.md")
    assert names[first + 1 : first + 3] == ["how-to/create-a-dossier.md", "how-to/import-articles.md"]
    assert "security.md" in names[names.index("reference/keys.md") :]
    assert not any(name.startswith("decisions/") for name in names)
    found = guide.pages[first + 2]
    assert (found.title, found.part) == ("Import articles", "How-to guides")


def test_each_link_between_pages_leads_to_a_page(guide: Guide) -> None:
    target = guide.target("how-to/edit-topics.md", "../reference/taxonomies.md#keys")
    assert target == ("reference/taxonomies.md", "keys")
    assert guide.target("reference/keys.md", "search.md") == ("reference/search.md", "")
    assert guide.target("reference/keys.md", "#keys") == ("reference/keys.md", "keys")
    assert guide.target("security.md", "how-to/index.md") == ("how-to/index.md", "")
    decision = guide.target("explanation/pdf.md", "../decisions/0005-own-page-flow.md")
    assert decision == ("decisions/0005-own-page-flow.md", "")


@pytest.mark.parametrize(
    "link", ["https://example.org/a.md", "mailto:a@example.org", "../../etc/passwd", "none.md"]
)
def test_a_link_out_of_the_documentation_leads_to_no_page(guide: Guide, link: str) -> None:
    assert guide.target("reference/keys.md", link) is None


def test_the_search_finds_sections_with_all_words_whatever_their_case_and_accents(guide: Guide) -> None:
    hits = guide.search("BACKUPS restóre")
    assert (hits[0].page, hits[0].heading) == ("how-to/back-up-a-dossier.md", "Back up and restore a dossier")
    marked = {hits[0].snippet[start:end].lower() for start, end in hits[0].spans}
    assert marked <= {"backups", "backup", "restores", "restore", "restored"}
    assert marked
    assert guide.search("backups zzzz") == ()
    assert guide.search("   ") == ()


def test_the_text_of_a_section_has_no_marks_of_markdown(guide: Guide) -> None:
    text = " ".join(section.text for page in guide.pages[:10] for section in page.sections)
    assert "**" not in text
    assert "`" not in text
    assert "](" not in text
    assert "|---" not in text


def test_comments_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "index.md").write_text("# A\n\n## B\n<!-- step: b -->\n\nC\n", "utf-8")
    page = not_none(Guide(tmp_path).page("index.md"))
    assert page.markdown == "# A\n\n## B\n\nC\n"


@pytest.fixture
def italian(tmp_path: Path) -> Guide:
    """A guide with an Italian index and task; one page is in English only."""
    pages = {
        "index.md": "# Docs\n\n| [Do](how-to/do.md) | a |\n| [Limits](limits.md) | b |\n",
        "how-to/do.md": "# Do\n\nSee [limits](../limits.md).\n\n## Step two\n\nGo.\n",
        "limits.md": "# Limits\n\nSee [how](how-to/do.md#step-two).\n",
        "it/index.md": "# Guida\n\n| [Fare](how-to/do.md) | a |\n| [Limits](../limits.md) | b |\n",
        "it/how-to/do.md": "<!-- translation of 0 -->\n# Fare\n\nVedere i [limiti](../../limits.md): è così.\n\n"
        "## Già fatto\n\nVia.\n",
    }
    for name, text in pages.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Guide(tmp_path, "it")


def test_a_page_is_in_the_language_of_the_guide_and_else_in_english(italian: Guide) -> None:
    shown = [(page.name, page.title, page.language, page.path) for page in italian.pages]
    assert shown == [
        ("index.md", "Guida", "it", "it/index.md"),
        ("how-to/do.md", "Fare", "it", "it/how-to/do.md"),
        ("limits.md", "Limits", "en", "limits.md"),
    ]


def test_links_of_a_page_in_any_language_lead_to_pages_in_that_of_the_guide(italian: Guide) -> None:
    assert italian.target("how-to/do.md", "../../limits.md#a") == ("limits.md", "a")
    assert italian.target("limits.md", "how-to/do.md") == ("how-to/do.md", "")
    assert italian.target("", "it/how-to/do.md") == ("how-to/do.md", "")


def test_an_english_anchor_leads_to_the_same_heading_of_a_translated_page(italian: Guide) -> None:
    page = not_none(italian.page("how-to/do.md"))
    assert italian.anchor(page, "step-two") == "già-fatto"
    assert italian.anchor(page, "già-fatto") == "già-fatto"
    assert italian.anchor(page, "none") == "none"


def test_the_search_finds_translated_words_and_not_the_english_ones(italian: Guide) -> None:
    assert [hit.page for hit in italian.search("cosi e")] == ["how-to/do.md"]
    assert [hit.page for hit in italian.search("see")] == ["limits.md"]


def test_words_with_the_accents_of_the_query_come_first(root: Path) -> None:
    german = Guide(root / "docs", "de")
    assert german.search("drucken")[0].page == "how-to/export-a-briefing.md"
    assert [hit.page for hit in german.search("worterbuch")] == [
        hit.page for hit in german.search("Wörterbuch")
    ]


def test_other_endings_are_found(root: Path) -> None:
    italian = Guide(root / "docs", "it")
    assert "rinominare" not in " ".join(part.text for page in italian.pages for part in page.sections)
    assert {"how-to/edit-topics.md", "how-to/save-searches.md"} <= {
        hit.page for hit in italian.search("rinominare")
    }
    assert italian.search("rinominare zzzz zzzy") == ()


def test_a_word_is_not_another_that_begins_alike(root: Path) -> None:
    (forms,) = Guide(root / "docs", "en").parse_query("remark")
    assert "note" in forms
    assert not forms.keys() & {"remain", "remains"}


def test_a_letter_finds_no_more_sections_than_anyone_reads(root: Path) -> None:
    guide = Guide(root / "docs", "en")
    assert sum("e" in section.text for page in guide.pages for section in page.sections) > 200
    assert len(guide.search("e")) == 60


def test_umlauts_are_found_as_they_are_written_without_their_keys(root: Path) -> None:
    german = Guide(root / "docs", "de")
    assert [hit.page for hit in german.search("Woerterbuecher")] == [
        hit.page for hit in german.search("Wörterbücher")
    ]
    assert german.search("Woerterbuch") != ()


def test_questions_of_users_lead_to_the_page_that_answers_them(root: Path) -> None:
    """The questions were written before the search was tried; half of them were not looked at while it was changed."""
    table = (root / "tests/data/guide/questions.tsv").read_text("utf-8").splitlines()
    guides = {language: Guide(root / "docs", language) for language in ("en", "de", "fr", "it")}
    missed = []
    for language, question, answers in (line.split("\t") for line in table):
        hits = guides[language].search(question)
        first = list(dict.fromkeys(hit.page for hit in hits))[:3]
        if not {f"{answer}.md" for answer in answers.split()} & set(first):
            missed.append((language, question, first))
    assert len(table) == 60
    assert len(missed) <= 1, missed


@pytest.mark.parametrize(
    ("language", "question", "page"),
    [
        ("de", "Vorlage ändern", "how-to/edit-a-template.md"),
        ("de", "Vorlagenänderung", "how-to/edit-a-template.md"),
        ("de", "Logo", "designers.md"),
        ("fr", "comment supprimer un article ?", "how-to/remove-for-good.md"),
        ("it", "carta intestata", "designers.md"),
    ],
)
def test_synonyms_and_parts_of_compounds_find_the_page(
    root: Path, language: str, question: str, page: str
) -> None:
    assert Guide(root / "docs", language).search(question)[0].page == page


def test_a_text_that_is_pasted_into_the_search_is_not_compared_word_by_word(root: Path) -> None:
    guide = Guide(root / "docs", "en")
    pasted = (root / "docs/designers.md").read_text("utf-8")
    assert len(set(pasted.split())) > 200
    assert len(guide.parse_query(pasted)) <= 20
    assert guide.search(pasted)[0].page == "designers.md"


def test_words_of_a_result_are_marked_as_they_are_written(root: Path) -> None:
    hit = Guide(root / "docs", "de").search("Vorlage ändern")[0]
    marked = {hit.snippet[start:end] for start, end in hit.spans}
    assert any(word.startswith("Vorlage") for word in marked)


def test_french_marks_stay_with_their_words(root: Path) -> None:
    page = not_none(Guide(root / "docs", "fr").page("how-to/import-articles.md"))
    assert "**Résultat\u00a0:** les articles" in page.markdown
    questions = not_none(Guide(root / "docs", "fr").page("faq.md"))
    assert heading_anchor(questions.sections[1].heading) == "est-ce-que-quelque-chose-quitte-mon-ordinateur-"


def test_folding_keeps_the_number_of_characters() -> None:
    text = "Città ﬁn İ ﷺ 日本 ß"
    assert len(fold(text)) == len(text)


def test_what_is_new_is_the_part_of_the_newest_version(tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"
    text = "# Changelog\n\n## 2.0\n\n- New\n\n### Import\n\n- [x](docs/faq.md)\n\n## 1.0\n\n- Old\n"
    file.write_text(text, "utf-8")
    assert newest_changes(file) == "## 2.0\n\n- New\n\n### Import\n\n- [x](faq.md)"
    assert newest_changes(tmp_path / "none.md") == ""


@pytest.mark.parametrize("unit", ["[", "![", "[a]("])
def test_a_page_of_brackets_is_read_in_no_time(tmp_path: Path, unit: str) -> None:
    (tmp_path / "index.md").write_text(f"# Help\n\n{unit * 50_000}\n", encoding="utf-8")
    begun = process_time()
    assert not_none(Guide(tmp_path).page("index.md")).sections
    assert process_time() - begun < 5
