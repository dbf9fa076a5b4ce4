"""The list in figures: what is counted, and that it sums up to the list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import Tag as Element

from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish.figures import bars, topics
from generator.publish.figures.figure import MOST_ROWS, Bar, Bars, commonest
from generator.publish.pages.stats import FIGURES, pages
from generator.publish.site import Site
from tests.builders import make_paper
from tests.site import Built, words

TAXONOMY = Taxonomy(
    {"f": Facet("f", "F", "It is.")},
    {slug: Tag(slug, slug.upper(), "f", "It is.") for slug in ("a", "b", "c")},
)


def known(papers: Sequence[Paper]) -> ReadingList:
    """Return a list of papers, under keys of their own."""
    keyed = (replace(paper, key=f"p{number}") for number, paper in enumerate(papers))
    return ReadingList({paper.key: paper for paper in keyed}, TAXONOMY)


def of(year: int | None, *tags: str, **more: object) -> Paper:
    """Return a paper of a year with these tags."""
    published = PartialDate(year) if year else None
    fields = {"published": published, "tags": dict.fromkeys(tags, "rule"), **more}
    return make_paper("A title", **fields)


def told(figure: Bars) -> list[tuple[str, int]]:
    """Return the lines of a figure."""
    return [(bar.name, bar.value) for bar in figure.bars]


def test_years_between_have_none_and_the_unknown_year_is_told() -> None:
    """And the sentence says of how many the date is known."""
    figure = bars.years(known([of(2020), of(2022), of(2022), of(None)]))
    assert told(figure) == [("2020", 1), ("2021", 0), ("2022", 2), ("date unknown", 1)]
    assert figure.says == (
        "The date of publication is known of 3 of 4 papers; most, 2, are of 2022."
    )
    assert [bar.unknown for bar in figure.bars] == [False, False, False, True]


def on(*days: date | None) -> Paper:
    """Return a paper that captures of these days listed."""
    return of(2024, listed=tuple(Listing(f"{n}.txt", 1, day) for n, day in enumerate(days)))


FIRST = date(2020, 1, 31)


def test_listings_are_told_by_day_and_those_of_no_day_beside_them() -> None:
    """A paper of two days is told on both."""
    figure = bars.listings(known([on(FIRST), on(FIRST, FIRST + timedelta(1)), on(None), on()]))
    assert told(figure) == [("31 January 2020", 2), ("1 February 2020", 1), ("no day known", 2)]
    assert figure.says == (
        "2 of 4 papers were listed on no known day; of 2 known days, most papers, 2, came on "
        "31 January 2020."
    )


@pytest.mark.parametrize(
    ("apart", "first", "lines"), [(1, "January 2020", 5), (31, "2020", 9), (400, "2020", 100)]
)
def test_many_days_are_told_by_month_and_many_months_by_year(
    apart: int, first: str, lines: int
) -> None:
    """Nothing is lost by it."""
    days = [FIRST + timedelta(apart * n) for n in range(100)]
    figure = bars.listings(known([on(day) for day in days]))
    assert told(figure)[0][0] == first
    assert len(figure.bars) == lines
    assert sum(bar.value for bar in figure.bars) == 100


def test_code_is_told_as_a_share_of_each_year() -> None:
    """Of papers whose year is unknown too."""
    code = {"code": ("https://example.org/code",)}
    figure = bars.code(known([of(2023, links=code), of(2023), of(2023), of(None)]))
    assert [(bar.name, bar.value, bar.of, bar.share) for bar in figure.bars] == [
        ("2023", 1, 3, 33),
        ("date unknown", 0, 1, 0),
    ]
    assert figure.says == "A link to code is known of 1 of 4 papers, 25 %."


def test_venues_of_all_years_are_one() -> None:
    """Years are another figure; a paper without a venue is told too."""
    figure = bars.venues_of(known([*(of(2024, venue=f"ACL {n}") for n in (2023, 2024)), of(2024)]))
    assert told(figure) == [("ACL", 2), ("no venue known", 1)]
    alike = bars.venues_of(known([of(2024, venue=f"{name} 2024") for name in ("ACL", "ICML")]))
    assert "; ACL has most, 1." in alike.says  # the one that stands first


def test_authors_are_counted_up_to_ten() -> None:
    """A number that no paper has is a line without a bar."""
    crowd = tuple(Author(f"A{n} B") for n in range(12))
    figure = bars.authors(
        known([of(1, authors=crowd), of(1, authors=crowd[:2]), of(1, authors=())])
    )
    assert told(figure)[:2] == [("1", 0), ("2", 1)]
    assert told(figure)[-2:] == [("10 or more", 1), ("authors unknown", 1)]
    assert figure.says.endswith("half of these have 2 or fewer.")


def test_rare_ones_are_told_together() -> None:
    """No figure has more lines than a screen, and no number is lost."""
    many = [Bar(f"v{n:02}", n) for n in range(40)]
    shown = commonest(many, "others")
    assert len(shown) == MOST_ROWS
    assert shown[0].value == 39
    assert shown[-1].name == "26 others"
    assert sum(bar.value for bar in shown) == sum(range(40))


def test_topics_are_told_as_shares_of_their_years() -> None:
    """So that a year with many papers does not outweigh the others."""
    papers = [of(2023, "a")] * 2 + [of(2024, "a", "b")] * 2 + [of(2024, "b")] * 2
    figure = topics.over_years(known(papers))
    assert figure.columns == ("2023", "2024")
    assert figure.rows == ("A", "B")
    assert [[dot.value for dot in row] for row in figure.values] == [[2, 2], [0, 4]]
    (a_2023, a_2024), (_, b_2024) = figure.values
    assert figure.radius(a_2023) == figure.radius(b_2024) > figure.radius(a_2024) > 0
    assert figure.totals == (2, 4)
    assert figure.says.startswith("In 2024, the commonest topic is “B”: 4 of 4 papers.")


def test_topics_that_go_together_lead_to_their_page_where_they_have_one() -> None:
    """The figure has every two once."""
    figure = topics.together(known([of(2024, "a", "b")] * 5 + [of(2024, "b", "c")]))
    assert figure.rows == ("1 B", "2 A", "3 C")
    assert [[dot.value for dot in row] for row in figure.values] == [[], [5], [1, 0]]
    assert [(pair.name, pair.value, pair.page) for pair in figure.pairs] == [
        ("A and B", 5, "tags/a/b.md"),
        ("B and C", 1, ""),
    ]
    assert figure.says == "“A” and “B” go together most often: in 5 papers."


@pytest.mark.parametrize(
    "papers", [[], [of(None)], [on(None)], [of(2024, "a")], [of(None, "a", "b")] * 9]
)
def test_every_list_has_a_page(papers: list[Paper]) -> None:
    """An empty one, one paper, papers without dates, topics or both."""
    (page,) = pages(Site(known(papers), "A List", "Papers"))
    assert page.body.count('<svg role="img"') == page.body.count("<table")
    assert "None" not in page.body
    assert ("no papers yet" in page.body) == (not papers)


def test_every_figure_is_named_and_drawn_once(real_site: Built) -> None:
    """By its heading and its sentence, and with its numbers beside it."""
    main = real_site.main("stats/")
    drawn = main.select('svg[role="img"]')
    assert len(drawn) == len(main.select("table")) == len(FIGURES)
    for each in drawn:
        for name in ("aria-labelledby", "aria-describedby"):
            assert words(main.select(f"#{each[name]}")[0])


def column(main: Element, slug: str, number: int) -> list[int]:
    """Return the numbers of a column in the table of a figure."""
    table = main.select(f"#{slug}-says ~ details table")[0]
    return [int(words(row.select("td")[number])) for row in table.select("tbody tr")]


def test_tables_sum_up_to_the_list(real_site: Built, real_list: ReadingList) -> None:
    """Each paper is in one line of those that tell of papers one by one."""
    main = real_site.main("stats/")
    number = len(real_list.papers)
    assert sum(column(main, "published", 0)) == number
    assert sum(column(main, "venues", 0)) == number
    assert sum(column(main, "authors", 0)) == number
    assert sum(column(main, "code", 1)) == number
    listings = sum(len(papers) for papers in real_list.by_day.values())
    assert sum(column(main, "listed", 0)) == listings + len(real_list.undated)


def test_hostile_names_show_as_text(ugly_site: Built) -> None:
    """A venue or a tag may be called anything."""
    main = ugly_site.main("stats/")
    assert "</dd><b>ICML</b>" in words(main)
    assert not main.select("b, script, img")
