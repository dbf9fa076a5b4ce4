"""The map: near when alike, the same whatever the order, each paper once."""

import random
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from generator.meaning.encoder import Floats, unit
from generator.meaning.table import shipped
from generator.model.dates import PartialDate
from generator.model.paper import Paper
from generator.model.reading_list import ReadingList
from generator.model.taxonomy import Facet, Tag, Taxonomy
from generator.publish.map import colours, layout, regions
from generator.publish.map.colours import NONE, OTHERS, OUTLINES, colourings
from generator.publish.map.layout import HEIGHT, WIDTH, Place
from generator.publish.pages.map import pages
from generator.publish.points import gists, points
from generator.publish.site import Site
from tests.builders import make_paper
from tests.site import Built, one, words
from tests.ugly import TITLES

Gists = Mapping[str, Floats]


@pytest.fixture(scope="module")
def real_gists(real_list: ReadingList) -> Gists:
    """The papers of the real list as points; by the table alone, as without vectors."""
    return gists(points(shipped(), real_list.papers, {}))


@pytest.fixture(scope="module")
def real_places(real_gists: Gists) -> Mapping[str, Place]:
    """Where they lie on the map."""
    return layout.layout(real_gists)


def groups(number: int, size: int, noise: float = 0.25) -> dict[str, Floats]:
    """Return groups of papers that are alike: `g2-7` is the eighth of the third."""
    chance = np.random.default_rng(3)
    middles = unit(chance.normal(size=(number, 32)).astype(np.float32))
    return {
        f"g{group}-{paper}": unit(
            (middles[group] + noise * chance.normal(size=32) / np.sqrt(32)).astype(np.float32)
        )
        for group in range(number)
        for paper in range(size)
    }


def near(rows: NDArray[np.float64], many: int) -> list[set[int]]:
    """Return which rows are nearest to each."""
    far = ((rows[:, None] - rows[None]) ** 2).sum(axis=2)
    np.fill_diagonal(far, np.inf)
    return [set(row) for row in np.argsort(far, axis=1)[:, :many].tolist()]


def kept(given: Gists, places: Mapping[str, Place], many: int = 10) -> float:
    """Return which share of the papers nearest in meaning are among the nearest on the map."""
    meant = near(np.array([given[key] for key in places], np.float64), many)
    drawn = near(np.array([(p.x, p.y) for p in places.values()], np.float64), many)
    return float(np.mean([len(a & b) / many for a, b in zip(meant, drawn, strict=True)]))


def test_real_papers_keep_their_neighbours(
    real_gists: Gists, real_places: Mapping[str, Place]
) -> None:
    """Two of five of the ten nearest; by chance it would be one of forty."""
    assert kept(real_gists, real_places) > 0.36


def test_neighbours_share_topics(real_list: ReadingList, real_places: Mapping[str, Place]) -> None:
    """Of the five nearest on the map, most have a tag of the paper; by chance a quarter would."""
    tags = [set(real_list.by_key[key].shown_tags) for key in real_places]
    drawn = near(np.array([(p.x, p.y) for p in real_places.values()], np.float64), 5)
    shares = [
        np.mean([bool(tags[n] & own) for n in row]) for own, row in zip(tags, drawn, strict=True)
    ]
    assert np.mean(shares) > 0.55


def test_place_hangs_on_nothing_but_the_points(
    real_gists: Gists, real_places: Mapping[str, Place]
) -> None:
    """Neither the order of the list nor the last digit of another machine moves a paper."""
    mixed = list(real_gists)
    random.Random(5).shuffle(mixed)  # noqa: S311 - the same order in every run
    assert layout.layout({key: real_gists[key] for key in mixed}) == real_places
    noise = np.random.default_rng(1)
    other = {
        key: (row + 1e-8 * noise.normal(size=row.shape)).astype(np.float32)
        for key, row in real_gists.items()
    }
    moved = [
        max(abs(place.x - real_places[key].x), abs(place.y - real_places[key].y))
        for key, place in layout.layout(other).items()
    ]
    assert max(moved) <= 1
    assert sum(moved) <= 4


def test_server_lays_out_only_what_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most changes of a curator's are of tags and notes, and move no paper."""
    given = groups(2, 3)
    places = layout.layout(given)
    monkeypatch.setattr(layout, "_laid", lambda rows: rows[:, :2])
    assert layout.layout(dict(given)) == places
    changed = {**given, "g0-0": given["g1-0"]}
    assert layout.layout(changed) != places


def test_paper_that_comes_leaves_the_others_about_where_they_were(
    real_gists: Gists, real_places: Mapping[str, Place]
) -> None:
    """Half of them move by less than a twentieth of the map."""
    fewer = layout.layout(dict(list(real_gists.items())[:-1]))
    was = real_places
    far = [np.hypot(p.x - was[key].x, p.y - was[key].y) for key, p in fewer.items()]
    assert np.median(far) < WIDTH / 20


def test_marks_do_not_cover_each_other(real_places: Mapping[str, Place]) -> None:
    """They lie apart by most of a mark's size, and on the map."""
    rows = np.array([(p.x, p.y) for p in real_places.values()], np.float64)
    far = np.sqrt(((rows[:, None] - rows[None]) ** 2).sum(axis=2))
    np.fill_diagonal(far, np.inf)
    assert far.min() > 8
    assert (rows >= 0).all()
    assert (rows <= (WIDTH, HEIGHT)).all()


def test_papers_beyond_the_landmarks_go_where_their_like_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also those that are not laid out exactly lie nearest to papers of their own group."""
    monkeypatch.setattr(layout, "LANDMARKS", 100)
    given = groups(12, 20)
    places = layout.layout(given)
    keys = list(places)
    drawn = near(np.array([(p.x, p.y) for p in places.values()], np.float64), 5)
    same = [
        keys[n].split("-")[0] == keys[row].split("-")[0]
        for row in range(len(keys))
        for n in drawn[row]
    ]
    assert np.mean(same) > 0.9
    backwards = dict(reversed(given.items()))
    assert layout.layout(backwards) == places  # landmarks are the same whatever the order


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 7])
def test_few_papers_have_places(number: int) -> None:
    """No paper, one and a handful are no error; equal ones neither."""
    for given in (groups(1, number), {f"k{n}": np.zeros(8, np.float32) for n in range(number)}):
        places = layout.layout(given)
        assert places.keys() == given.keys()
        assert all(0 <= p.x <= WIDTH and 0 <= p.y <= HEIGHT for p in places.values())
    assert layout.layout(groups(1, 1)) == {"g0-0": Place(WIDTH // 2, HEIGHT // 2)}


# ---- Names and colours ---------------------------------------------------------------------------

TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How."), "task": Facet("task", "Task", "What for.")},
    {
        slug: Tag(slug, slug.upper(), facet, "It is.")
        for slug, facet in {
            **{f"m{n}": "method" for n in range(8)},
            "everywhere": "task",
            "here": "task",
        }.items()
    },
)


def tagged(key: str, *tags: str, year: int | None = 2024) -> Paper:
    """Return a paper with these tags."""
    published = PartialDate(year) if year else None
    return make_paper(key, key=key, tags=dict.fromkeys(tags, "rule"), published=published)


def test_region_is_named_by_what_is_common_there_and_rare_elsewhere() -> None:
    """A tag that all papers have names nothing."""
    papers = [tagged(f"a{n}", "everywhere", "here") for n in range(9)]
    papers += [tagged(f"b{n}", "everywhere", "m1") for n in range(9)]
    papers += [tagged(f"c{n}", "everywhere") for n in range(9)]
    where = {"a": (200, 200), "b": (800, 200), "c": (500, 600)}
    places = {
        p.key: Place(where[p.key[0]][0] + 9 * int(p.key[1]), where[p.key[0]][1]) for p in papers
    }
    found = regions.regions(papers, places, TAXONOMY)
    assert {each.tag.slug for each in found} == {"here", "m1"}
    here = next(each for each in found if each.tag.slug == "here")
    assert abs(here.x - 240) < 60
    assert abs(here.y - 200) < 90
    assert found[regions.nearest(found, places["a0"]) or 0].tag.slug == "here"
    assert regions.regions(list(reversed(papers)), places, TAXONOMY) == found


def test_names_do_not_cover_each_other(
    real_list: ReadingList, real_places: Mapping[str, Place]
) -> None:
    """At each width those that are shown there lie apart, and none leaves the map."""
    named = regions.regions(real_list.papers, real_places, real_list.taxonomy)
    assert len(named) > 12
    assert sum(each.width == regions.WIDTHS[0] for each in named) >= 5
    for width in regions.WIDTHS:
        pixels = width / WIDTH
        shown = [(e.x * pixels, e.y * pixels, len(e.tag.name)) for e in named if e.width <= width]
        for number, (x, y, letters) in enumerate(shown):
            assert 3 * letters <= x <= width - 3 * letters
            for other_x, other_y, others in shown[:number]:
                apart = abs(x - other_x) > 3.2 * (letters + others), abs(y - other_y) > 14
                assert any(apart)


def test_nothing_is_named_without_tags_or_papers() -> None:
    """And then no paper belongs to a region."""
    assert regions.regions([], {}, TAXONOMY) == ()
    assert regions.regions([tagged("a")], {"a": Place(1, 1)}, Taxonomy({}, {})) == ()
    assert regions.nearest((), Place(1, 1)) is None


def test_colour_says_the_first_tag_of_a_facet() -> None:
    """The commonest have their own; others, and none, are told apart from them."""
    papers = [tagged(f"p{n}", f"m{n}") for n in range(8)] + [tagged("q", "here", "m7", "m0")]
    method, task, year = colourings([*papers, tagged("r")], TAXONOMY)
    assert [meaning.tag for meaning in method.legend] == [
        "m7",
        "m0",
        "m1",
        "m2",
        "m3",
        "m4",
        "",
        "",
    ]
    assert method.numbers == f"12345{OTHERS}{OTHERS}00{NONE}"
    assert [(meaning.name, meaning.papers) for meaning in method.legend][-2:] == [
        ("others", 2),
        ("none", 1),
    ]
    assert task.numbers == f"{NONE}" * 8 + f"0{NONE}"
    assert [(meaning.name, meaning.papers) for meaning in year.legend] == [("2024", 10)]


def test_colours_of_years_begin_with_the_newest() -> None:
    """Years before the sixth are one; the unknown year is told."""
    papers = [tagged(f"p{year}", year=year) for year in range(2018, 2026)]
    (years,) = colourings([*papers, tagged("u", year=None)], Taxonomy({}, {}))
    names = [meaning.name for meaning in years.legend]
    assert names == ["2025", "2024", "2023", "2022", "2021", "2020", "earlier", "unknown"]
    assert years.numbers == f"{OTHERS}{OTHERS}543210{NONE}"


def test_every_colour_has_a_shape_of_its_own() -> None:
    """So that colour alone says nothing."""
    assert len(set(colours.SHAPES)) == len(colours.SHAPES)
    assert len(OUTLINES) == NONE + 1


# ---- The page ------------------------------------------------------------------------------------


def test_every_paper_is_once_on_the_map_and_once_in_its_list(
    real_site: Built, real_list: ReadingList
) -> None:
    """A mark leads to the paper's entry, and the titles are not told twice."""
    main = real_site.main("map/")
    rows = main.select("li[data-paper]")
    assert sorted(str(row["data-paper"]) for row in rows) == sorted(
        paper.key for paper in real_list.papers
    )
    marks = main.select(".map-points a")
    assert [mark["xlink:href"] for mark in marks] == [f"#{row['id']}" for row in rows]
    assert all(len(row.select("a")) == 1 for row in rows)


def test_counts_of_every_legend_are_those_of_the_list(
    real_site: Built, real_list: ReadingList
) -> None:
    """Whatever the colours say, they say it of every paper."""
    for legend in real_site.main("map/").select(".map-legend"):
        counts = [int(words(number)) for number in legend.select(".number")]
        assert sum(counts) == len(real_list.papers)


def test_hostile_titles_show_as_text(ugly_site: Built) -> None:
    """Those of papers, of tags and of facets."""
    main = ugly_site.main("map/")
    for key, title in TITLES.items():
        assert words(one(main, f'[data-paper="{key}"] a')) == " ".join(title.split())
    assert not main.select("script, img, b")


def test_page_of_a_list_without_papers_says_so() -> None:
    """Without a drawing of nothing."""
    (page,) = pages(Site(ReadingList({}, TAXONOMY), "A List", "Papers"))
    assert "no papers yet" in page.body
    assert "<svg" not in page.body
    (page,) = pages(Site(ReadingList({"a": tagged("a")}, TAXONOMY), "A List", "Papers"))
    assert page.body.count('data-paper="a"') == 1
