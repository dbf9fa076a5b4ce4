"""The files of references beside papers and pages, and the section of a paper's page."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.reading_list import ReadingList
from generator.publish import routes
from generator.publish.citations import plain, reference
from generator.publish.citations.formats import FORMATS, Format
from generator.publish.exports import citations
from generator.publish.site import Site
from tests import ugly
from tests.builders import make_paper
from tests.site import Built, one

KNOWN = {paper.key: paper for paper in ugly.papers()}


def files(known: ReadingList) -> Mapping[str, str]:
    """Return the files of a list, by their paths; no two have the same."""
    made = list(citations.files(Site(known, "A list", "")))
    found = {file.uri: file.data.decode() for file in made if isinstance(file.data, bytes)}
    assert len(found) == len(made)
    return found


def test_every_selection_has_the_references_of_its_papers(real_list: ReadingList) -> None:
    """In its order, in every format; they are those of the papers' own files."""
    found = dict(files(real_list))
    for form in FORMATS:
        own = {
            paper.key: found.pop(routes.paper_file(paper.key, form.ending))
            .removeprefix(form.begin)
            .removesuffix(form.end)
            for paper in real_list.papers
        }
        for selection in Site(real_list, "A list", "").selections.values():
            text = found.pop(routes.beside(selection.page, f"papers.{form.ending}"))
            assert text == form.file(own[paper.key] for paper in selection.papers)
    assert found == {}


def test_removed_paper_is_in_no_file() -> None:
    """Whoever asked that it goes finds it nowhere."""
    found = files(ReadingList({key: KNOWN[key] for key in ("removed", "second")}))
    assert {path for path in found if path.startswith("papers/")} == {
        f"papers/second.{form.ending}" for form in FORMATS
    }
    assert "Removed" not in "".join(found.values())


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize(("spare", "together"), [(0, 3), (-1, 2)])
def test_large_file_is_cut_between_entries(
    form: Format, spare: int, together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part is a file of its own with as many entries as the bytes allow; none is lost."""
    some = [make_paper(f"Título {n}", key=f"p{n}", listed=()) for n in range(8)]
    known = ReadingList({paper.key: paper for paper in some})
    entries = [form.entry(reference.of(paper)) for paper in known.papers]
    monkeypatch.setattr(citations, "LARGEST_FILE", len(form.file(entries[:3]).encode()) + spare)
    found = files(known)
    names = [f"papers{part}.{form.ending}" for part in ("", *(f"-{n}" for n in range(2, 9)))]
    starts = range(0, len(entries), together)
    assert [found[name] for name in names if name in found] == [
        form.file(entries[start : start + together]) for start in starts
    ]


def test_entry_that_is_too_large_has_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """An abstract without end does not stop the others, and is not cut."""
    monkeypatch.setattr(citations, "LARGEST_FILE", 2000)
    known = ReadingList({key: KNOWN[key] for key in ("second", "long", "third")})
    found = files(known)
    assert [name for name in found if name.count("/") == 0 and name.endswith(".ris")] == [
        *("papers.ris", "papers-2.ris"),
    ]
    assert found["papers-2.ris"] == found["papers/long.ris"]


def test_page_cites_in_every_form(ugly_site: Built) -> None:
    """As a sentence and as BibTeX, and by a link to each file that says what it is."""
    main = ugly_site.main("papers/full/")
    cite = one(main, "#cite")
    assert one(cite, "#citation").get_text() == plain.citation(reference.of(KNOWN["full"]))
    assert one(cite, "#bibtex").get_text() == ugly_site.text("papers/full.bib")
    links = [(str(link["href"]), link["type"]) for link in cite.select("a[download]")]
    assert [(ugly_site.place("papers/full/", href), kind) for href, kind in links] == [
        ((f"papers/full.{form.ending}", ""), form.media_type) for form in FORMATS
    ]


def test_page_shows_no_button_without_scripts(ugly_site: Built) -> None:
    """What copies is hidden until it can, and names what it copies."""
    cite = one(ugly_site.main("papers/full/"), "#cite")
    buttons = {button.get_text(): button for button in cite.select("button")}
    assert list(buttons) == ["Copy BibTeX", "Copy citation", "Copy Markdown link"]
    assert all(button.has_attr("hidden") for button in buttons.values())
    assert all(cite.select(f"#{button['data-copies']}") for button in buttons.values())


@pytest.mark.parametrize("key", ["markup", "braces", "names", "long"])
def test_hostile_paper_is_cited_as_the_text_it_is(ugly_site: Built, key: str) -> None:
    """Markup in a title is shown, in the sentence as in BibTeX."""
    cite = one(ugly_site.main(f"papers/{key}/"), "#cite")
    assert one(cite, "#citation").get_text() == plain.citation(reference.of(KNOWN[key]))
    assert one(cite, "#bibtex").get_text() == ugly_site.text(f"papers/{key}.bib")


def test_line_ends_of_ris_are_published_as_they_are(ugly_site: Built) -> None:
    """Carriage return and line feed, once each, as the format asks."""
    data = Path(ugly_site.files["papers.ris"]).read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") > 0
