from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.intake.reading.entry import Entry, identified, one_line, paragraphs
from generator.intake.record import Reading
from generator.model.dates import PartialDate
from generator.model.identifiers import Identifier
from generator.model.paper import Author, Count, Listing
from tests.answered import check_storable
from tests.builders import make_source

SOURCE = make_source("")


def test_a_record_says_what_the_entry_says_and_who_says_so() -> None:
    """What is not said is no fact."""
    listing = Listing("some.txt", 3, date(2026, 3, 6))
    entry = Entry(
        title="A\n  title\x00",
        abstract="One\nline.\n \nTwo.",
        authors=("Ada\nØrsted", " "),
        published=PartialDate(2024, 5),
        identifiers=(Identifier("doi", "10.5555/1"), Identifier("doi", "10.5555/2")),
        counts=(Count("upvotes", 0, "Hugging Face", date(2026, 3, 6)),),
    )
    record = entry.record(SOURCE, 7, "arXiv", listing)
    assert (record.source, record.line, record.listing) == ("some.txt", 7, listing)
    assert (record.title, record.abstract) == ("A title", "One line.\nTwo.")
    assert {name: fact.value for name, fact in record.facts.items()} == {
        "title": "A title",
        "abstract": "One line.\nTwo.",
        "authors": (Author("Ada Ørsted"),),
        "published": PartialDate(2024, 5),
        "counts": entry.counts,
        "doi": "10.5555/1",
    }
    assert {fact.origin for fact in record.facts.values()} == {"arXiv"}


def test_an_empty_entry_has_no_facts() -> None:
    """Nor has one of empty texts."""
    for entry in (Entry(), Entry("", " \n\n ", ("",), venue="\t", urls=(), links={"code": ()})):
        record = entry.record(SOURCE, 1, "arXiv")
        assert (record.title, record.abstract, dict(record.facts)) == (None, None, {})


def test_links_are_sorted_by_what_they_lead_to() -> None:
    """Those of a known kind first; two spellings of an address are one."""
    entry = Entry(
        urls=("https://github.com/a/b.git", "https://a.github.io/b", "https://youtu.be/x"),
        links={"code": ("https://github.com/A/b",)},
    )
    facts = entry.record(SOURCE, 1, "arXiv").facts
    assert {name: fact.value for name, fact in facts.items()} == {
        "links.code": ("https://github.com/A/b",),
        "links.project": ("https://a.github.io/b",),
        "links.video": ("https://youtu.be/x",),
    }


def test_what_is_no_address_is_no_link() -> None:
    """A scheme that runs a script, a name without one, an address that breaks off."""
    wrong = ("javascript:alert(1)", "lantern.example", "https://[", "https://a b", "")
    record = Entry(urls=wrong, links={"code": wrong}).record(SOURCE, 1, "arXiv")
    assert dict(record.facts) == {}


def test_the_first_identifier_of_a_kind_counts() -> None:
    """The surest is told first."""
    ids = (Identifier("doi", "10.1/a"), Identifier("arxiv", "2401.00001"), Identifier("doi", "b"))
    assert identified(ids) == {"doi": "10.1/a", "arxiv": "2401.00001"}


@given(st.text())
def test_a_title_is_one_line(text: str) -> None:
    """Without control characters, and only once."""
    line = one_line(text)
    assert line is None or (line == " ".join(line.split(" ")) and one_line(line) == line)
    assert not set(line or "") & set(map(chr, [*range(32), 127]))


@given(st.lists(st.text("ab \n\t", min_size=1)))
def test_paragraphs_are_lines(texts: list[str]) -> None:
    """Empty lines part them, and nothing else does."""
    expected = [line for line in map(one_line, texts) if line]
    whole = paragraphs("\n\n".join(" ".join(text.split()) for text in texts))
    assert (whole or "").split("\n") == (expected or [""])


@given(
    st.builds(
        Entry,
        title=st.text(),
        abstract=st.text(),
        authors=st.lists(st.text(), max_size=2).map(tuple),
        venue=st.text(),
        urls=st.lists(st.text() | st.text().map("https://{}".format), max_size=2).map(tuple),
    )
)
def test_any_texts_can_be_stored(entry: Entry) -> None:
    """Whatever a source says, the paper made of it is read back as it was."""
    check_storable(Reading((entry.record(SOURCE, 1, "arXiv"),)))
