"""What a digest holds: every paper new once in all weeks, picks first, the new ones by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.paper import Listing, Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish.digest import period
from generator.publish.digest.period import week_of
from generator.publish.digest.sections import Digest, days, digests, of_period
from generator.publish.digest.topics import FEWEST, by_topic
from tests.builders import make_paper

MONDAY = date(2025, 3, 17)
TAGS = tuple("abcdefgh")
TAXONOMY = Taxonomy(
    {"f": Facet("f", "F", "F.")}, {tag: Tag(tag, tag.upper(), "f", "T.") for tag in TAGS}
)


def make_list(*papers: Paper) -> ReadingList:
    """Return a list of papers, in a taxonomy of eight tags."""
    return ReadingList({paper.key: paper for paper in papers}, TAXONOMY)


def paper(
    key: str,
    *shown: date | None,
    tags: str = "",
    added: date | None = None,
    note: str | None = None,
) -> Paper:
    """Return a paper that captures showed on these days, each another capture."""
    listed = tuple(Listing(f"{number}.txt", 1, day) for number, day in enumerate(shown))
    return make_paper(
        key, key=key, listed=listed, tags=dict.fromkeys(tags, "rule"), added=added, note=note
    )


def told(digest: Digest | None) -> Mapping[str, Sequence[str]]:
    """Return the keys of the papers by the slug of their section."""
    assert digest
    return {each.slug: [paper.key for paper in each.papers] for each in digest.sections}


def test_paper_is_new_on_its_first_day_and_trending_on_later_ones() -> None:
    """The day of the first listing that has one; without any, the day on which it came here."""
    known = make_list(
        paper("twice", MONDAY, MONDAY - timedelta(7), added=MONDAY + timedelta(365)),
        paper("today", MONDAY, None, added=date(2020, 1, 1)),
        paper("undated", None, added=MONDAY + timedelta(6)),
        paper("typed", added=MONDAY),
        paper("nobody-knows", None),
    )
    found = digests(known, week_of)
    assert [(week.slug, told(digest)) for week, digest in found.items()] == [
        ("2025-W12", {"trending": ["twice"], "other": ["undated", "today", "typed"]}),
        ("2025-W11", {"other": ["twice"]}),
    ]
    assert [digest.words for digest in found.values()] == [
        "3 new papers, and 1 shown again",
        "1 new paper",
    ]


def test_paper_shown_twice_in_the_week_in_which_it_came_is_new() -> None:
    """And one that a single capture showed on two days is not trending."""
    again = Listing("a.txt", 1, MONDAY), Listing("a.txt", 2, MONDAY + timedelta(7))
    known = make_list(
        paper("both", MONDAY, MONDAY + timedelta(1)), make_paper(key="one", listed=again)
    )
    assert {w.slug: told(d) for w, d in digests(known, week_of).items()} == {
        "2025-W12": {"other": ["both", "one"]}
    }


def test_day_and_time_since_a_day_know_what_came_before() -> None:
    """A paper of the week is trending on its second day; a time without papers has no digest."""
    known = make_list(paper("both", MONDAY, MONDAY + timedelta(1)), paper("old", MONDAY))
    second = period.day(MONDAY + timedelta(1))
    assert told(of_period(known, second)) == {"trending": ["both"]}
    assert told(of_period(known, period.since(MONDAY))) == {"other": ["both", "old"]}
    assert of_period(known, period.since(MONDAY + timedelta(2))) is None
    last = of_period(known, period.since(MONDAY))
    assert last
    assert last.last == MONDAY + timedelta(1)


def test_papers_are_in_the_order_of_the_lists() -> None:
    """The newest day first; what is shown again later keeps its place in the week of its coming."""
    later = MONDAY + timedelta(1)
    listed = {
        "b": (Listing("x", 2, MONDAY),),
        "a": (Listing("x", 9, MONDAY), Listing("y", 3, MONDAY), Listing("z", 1, date(2025, 5, 1))),
        "c": (Listing("y", 5, later),),
    }
    known = make_list(*(make_paper(key=key, listed=seen) for key, seen in listed.items()))
    assert told(of_period(known, week_of(MONDAY))) == {"other": ["c", "b", "a"]}


def test_picks_stand_first() -> None:
    """What the curator rated 4 or higher, or wrote a note on, under no topic and once."""
    rated = {rating: make_paper(key=f"r{rating}", rating=rating, added=MONDAY) for rating in (3, 4)}
    known = make_list(
        *rated.values(),
        paper("noted", MONDAY, tags="a", note="Read it."),
        paper("again", MONDAY - timedelta(9), MONDAY, note="Read it."),
        paper("plain", MONDAY, tags="b"),
    )
    assert told(of_period(known, week_of(MONDAY))) == {
        "picks": ["noted", "r4"],
        "trending": ["again"],
        "topic-b": ["plain"],
        "other": ["r3"],
    }


def test_removed_paper_is_in_no_digest() -> None:
    """Nor does a week of which nothing is left have one."""
    known = make_list(make_paper(key="gone", status="removed", added=MONDAY))
    assert digests(known, week_of) == {}


# ---- Every paper once ----------------------------------------------------------------------------


def check_each_is_new_once(known: ReadingList) -> None:
    """Check that each paper of which a day is known is new once in all weeks, and in each once."""
    new: Counter[str] = Counter()
    for week, digest in digests(known, week_of).items():
        keys = [paper.key for paper in digest.papers]
        assert len(keys) == len(set(keys)) == digest.new + digest.again
        assert all(any(day in week for day in days(paper)) for paper in digest.papers)
        for section in digest.sections:
            assert section.papers
            new.update(p.key for p in section.papers if section.slug != "trending")
    assert new == Counter(paper.key for paper in known.papers if days(paper))


def test_every_real_paper_is_new_once(real_list: ReadingList) -> None:
    """None is lost, and none comes twice."""
    check_each_is_new_once(real_list)


near = st.dates(date(2024, 12, 20), date(2025, 1, 20))


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.lists(st.none() | near, max_size=4),
            st.none() | near,
            st.text((*TAGS[:4], "z"), max_size=3),
            st.none() | st.integers(1, 5),
        ),
        max_size=12,
    )
)
def test_every_paper_is_new_once(
    made: list[tuple[list[date | None], date | None, str, int | None]],
) -> None:
    """Whatever is known of its days, whatever its topics, even one that the taxonomy lacks."""
    papers = (
        make_paper(
            key=f"p{number}",
            listed=tuple(Listing(f"{place}.txt", 1, day) for place, day in enumerate(shown)),
            added=added,
            tags=dict.fromkeys(tags, "rule"),
            rating=rating,
        )
        for number, (shown, added, tags, rating) in enumerate(made)
    )
    check_each_is_new_once(make_list(*papers))


# ---- Topics --------------------------------------------------------------------------------------


def grouped(*papers: Paper) -> Mapping[str, str]:
    """Return the keys under each topic, of papers that are all there is."""
    known = make_list(*papers)
    return {
        tag: " ".join(paper.key for paper in group)
        for tag, group in by_topic(known, known.papers).items()
    }


def test_paper_stands_under_the_rarest_topic_that_is_shared() -> None:
    """In the order of the taxonomy; who has no topic comes last."""
    broad = [paper(f"b{number}", tags="b") for number in range(4)]
    shared = [paper(f"c{number}", tags="bc") for number in range(FEWEST)]
    assert grouped(*broad, *shared, paper("lone", tags="ab"), paper("none", tags="z")) == {
        "b": "b0 b1 b2 b3 lone",
        "c": "c0 c1 c2",
        "": "none",
    }


def test_topic_with_few_papers_stays_when_they_have_no_other() -> None:
    """Nothing is put where it does not belong."""
    assert grouped(paper("lone", tags="a"), paper("two", tags="b")) == {"a": "lone", "b": "two"}


@settings(max_examples=50)
@given(st.lists(st.text(TAGS, max_size=4), max_size=40))
def test_every_paper_stands_under_a_topic_of_its_own(made: list[str]) -> None:
    """Once, in the order of the list, and with none only if it has none."""
    papers = [paper(f"p{number:02}", tags=tags) for number, tags in enumerate(made)]
    known = make_list(*papers)
    groups = by_topic(known, known.papers)
    assert sorted(p.key for group in groups.values() for p in group) == [p.key for p in papers]
    for tag, group in groups.items():
        assert [p.key for p in group] == sorted(p.key for p in group)
        assert all((tag in p.tags) if tag else not p.tags for p in group)


def test_real_weeks_have_few_headings(real_list: ReadingList) -> None:
    """At least four papers to a heading, on average, in weeks of more than a hundred."""
    full = [each for each in digests(real_list, week_of).values() if each.new > 100]
    assert full
    for digest in full:
        assert len(digest.papers) >= 4 * len(digest.sections)


# ---- Shortened -----------------------------------------------------------------------------------


def test_shortened_digest_keeps_picks_and_the_first_of_each_section() -> None:
    """And says of each section how many more there are."""
    picks = [paper(f"pick{number}", MONDAY, note="!") for number in range(2)]
    first = [paper(f"a{number}", MONDAY, tags="a") for number in range(4)]
    second = [paper(f"b{number}", MONDAY, tags="b") for number in range(3)]
    digest = of_period(make_list(*picks, *first, *second), week_of(MONDAY))
    assert digest
    short = digest.shortened(5)
    assert told(short) == {"picks": ["pick0", "pick1"], "topic-a": ["a0", "a1"], "topic-b": ["b0"]}
    assert [section.left for section in short.sections] == [0, 2, 2]
    assert (short.left, short.words) == (4, digest.words)
    assert told(digest.shortened(3)) == {"picks": ["pick0", "pick1"], "topic-a": ["a0"]}
    assert digest.shortened(3).left == 6
    assert digest.shortened(9) == digest
    assert (digest.shortened(0).sections, digest.shortened(0).left) == ((), 9)
