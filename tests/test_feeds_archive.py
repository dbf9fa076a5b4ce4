"""The feed of the list through the months: complete, and still where it is over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.paper import Listing, Paper
from generator.publish.feeds import archive
from generator.publish.feeds.entry import Entry
from generator.publish.feeds.feed import Document, Feed
from tests.builders import make_paper
from tests.feeding import BYTES, HISTORY, entries, links, make_site, tree, written
from tests.site import SUB_PATH

BIG = "Sound and fury. " * 400
"""An abstract of which some thirty fill a file."""


def came(day: str, number: int = 1, abstract: str = "It is.") -> list[Paper]:
    """Return papers that came on a day, under keys that tell it."""
    some = (f"p{day}-{place:03}" for place in range(number))
    return [
        make_paper(key, key=key, abstract=abstract, added=date.fromisoformat(day)) for key in some
    ]


def documents(papers: Sequence[Paper]) -> dict[str, str]:
    """Return the feed of a list in Atom, and all documents behind it, by path."""
    found = written(make_site(*papers))
    return {
        path: text for path, text in found.items() if path == "feed.xml" or path[:7] == "feeds/2"
    }


def keys(text: str) -> list[str]:
    """Return the keys of the papers of a document."""
    return [key.rpartition("/")[2] for key in entries(text)]


def over(documents: dict[str, str]) -> dict[str, str]:
    """Return the documents that say of themselves that they are archives."""
    return {
        p: text for p, text in documents.items() if tree(text).find(f"{HISTORY}archive") is not None
    }


def walked(documents: dict[str, str], start: str, *relations: str) -> list[str]:
    """Return the paths that links of these relations lead to, one after the other."""
    found: list[str] = []
    while start not in found:
        found.append(start)
        behind = [link for relation in relations for link in links(documents[start], relation)]
        start = behind[0].removeprefix(SUB_PATH) if behind else start
    return found


PAST = [*came("2025-11-30", 2), *came("2026-01-02"), *came("2026-01-31", 2), *came("2026-03-01", 3)]


def test_month_is_over_when_a_later_one_has_papers() -> None:
    """Every month has its document; the newest is a page, and a month without papers has none."""
    found = documents(PAST)
    assert set(found) == {"feed.xml", "feeds/2025-11.xml", "feeds/2026-01.xml", "feeds/2026-03.xml"}
    assert set(over(found)) == {"feeds/2025-11.xml", "feeds/2026-01.xml"}
    assert keys(found["feeds/2026-01.xml"]) == [
        "p2026-01-31-001",
        "p2026-01-31-000",
        "p2026-01-02-000",
    ]
    assert keys(found["feed.xml"])[:3] == [f"p2026-03-01-00{number}" for number in range(3)]
    assert len(keys(found["feed.xml"])) == len(PAST)


def test_links_lead_back_and_forth() -> None:
    """From the feed to the months that are over, from each to its neighbours and to the feed."""
    found = documents(PAST)
    back = walked(found, "feed.xml", "prev-archive")
    assert back == ["feed.xml", "feeds/2026-01.xml", "feeds/2025-11.xml"]
    forth = walked(found, "feeds/2025-11.xml", "next-archive")
    assert forth == ["feeds/2025-11.xml", "feeds/2026-01.xml", "feeds/2026-03.xml"]
    assert walked(found, "feed.xml", "next") == ["feed.xml", "feeds/2026-03.xml"]
    assert walked(found, "feeds/2026-03.xml", "previous") == ["feeds/2026-03.xml", "feed.xml"]
    for path, text in found.items():
        assert links(text, "current") == [f"{SUB_PATH}feed.xml"] * (path != "feed.xml")


def test_large_month_is_in_parts() -> None:
    """Each below what readers take, in one chain; the first part has what came first."""
    papers = [*came("2026-01-05", 80, BIG), *came("2026-02-06", 80, BIG)]
    found = documents(papers)
    assert all(len(text.encode()) <= BYTES for text in found.values())
    parts = [path for path in found if path.startswith("feeds/2026-01")]
    assert parts == [f"feeds/2026-01{part}.xml" for part in ("", "-2", "-3")]
    chain = walked(found, "feed.xml", "next", "prev-archive")
    assert chain == [
        "feed.xml",
        *(f"feeds/2026-{n}.xml" for n in ("02-3", "02-2", "02", "01-3", "01-2", "01")),
    ]
    assert sorted(key for path in chain[1:] for key in keys(found[path])) == sorted(
        p.key for p in papers
    )
    assert keys(found["feeds/2026-01.xml"])[-1] == "p2026-01-05-000"
    assert set(over(found)) == set(parts)


def test_more_than_fifty_papers_of_the_newest_month_are_not_lost() -> None:
    """The feed has fifty, the pages behind it all of them."""
    found = documents(came("2026-03-01", 60))
    assert len(keys(found["feed.xml"])) == 50
    assert len(keys(found["feeds/2026-03.xml"])) == 60


def test_list_without_papers_has_an_empty_feed() -> None:
    """Nothing is linked that is not there."""
    found = documents([])
    assert list(found) == ["feed.xml"]
    assert links(found["feed.xml"], "next") == links(found["feed.xml"], "prev-archive") == []


# ---- What stays ----------------------------------------------------------------------------------


def test_later_papers_leave_archives_and_entries_as_they_are() -> None:
    """Whether they come in the newest month or begin another: not a byte of them changes."""
    papers = [*came("2026-01-05", 70, BIG), *PAST]
    before = documents(papers)
    for later in (came("2026-03-02", 4), came("2026-04-01"), came("2027-01-01", 2)):
        after = documents([*papers, *later])
        still = over(before)
        assert still
        assert {path: after[path] for path in still} == still
        known = {key: text for made in before.values() for key, text in entries(made).items()}
        found = {key: text for made in after.values() for key, text in entries(made).items()}
        assert {key: found[key] for key in known} == known


def test_change_of_a_paper_moves_its_own_stamp_alone() -> None:
    """Its entry's, and those of the documents that have it."""
    changed = replace(PAST[2], updated=date(2026, 5, 5))
    before, after = documents(PAST), documents([*PAST[:2], changed, *PAST[3:]])
    for path, text in before.items():
        was, now = entries(text), entries(after[path])
        moved = [key for key in was if was[key] != now[key]]
        assert list(was) == list(now)
        assert moved == [key for key in was if key.endswith(changed.key)]
        for key in moved:
            stamp = "<updated>2026-01-02", "<updated>2026-05-05"
            assert now[key] == was[key].replace(*stamp)
        if not moved:
            assert after[path] == text, path


def test_order_of_the_list_does_not_move_an_archive() -> None:
    """A paper that is listed again goes to the top of the list, and stays in its part."""
    papers = [*came("2026-01-05", 70, BIG), *came("2026-02-06")]
    still = over(documents(papers))
    assert over(documents(papers[::-1])) == still
    again = replace(papers[60], listed=(Listing("a.txt", 1, date(2026, 2, 7)),))
    some = [*papers[:60], again, *papers[61:]]
    assert make_site(*some).reading_list.papers[0] is again
    found = over(documents(some))
    assert {path: keys(text) for path, text in found.items()} == {
        path: keys(text) for path, text in still.items()
    }


def entry(number: int, day: date) -> Entry:
    """Return an entry of a name and a day."""
    return Entry(f"tag:a.org,2026:papers/{number:03}", "A", "", day, day, "<p>A</p>")


DAYS = st.lists(st.dates(date(2025, 11, 1), date(2026, 4, 30)), max_size=30)


@settings(max_examples=60)
@given(days=DAYS, later=DAYS, size=st.integers(1, 300_000))
def test_chain_has_every_entry_once_whatever_comes(
    days: list[date], later: list[date], size: int
) -> None:
    """In order, in parts that fit; and what comes no earlier than the newest changes no archive."""
    feed = Feed("index.md", "A", "A", "B")

    def made(some: list[Entry]) -> list[Document]:
        return archive.documents(Document(feed, "feed.xml", []), some, lambda _: "x" * size)[1:]

    some = [entry(number, day) for number, day in enumerate(days)]
    before = made(some)
    shown = [each for document in before for each in reversed(document.entries)]
    assert shown == sorted(some, key=lambda each: (each.published, each.id))
    assert all(len(d.entries) == 1 or len(d.entries) * size <= BYTES for d in before)
    newest = max(days, default=date(2025, 1, 1))
    some += [entry(1_000 + number, day) for number, day in enumerate(later) if day >= newest]
    after = {document.path: document for document in made(some)}
    for document in before:
        if document.archive:
            assert after[document.path] == document
