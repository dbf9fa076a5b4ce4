"""What is cited of a paper, before any format."""

from typing import Any

import pytest

from generator.model.dates import PartialDate
from generator.model.names import Name
from generator.model.paper import Author
from generator.publish.citations import reference
from tests.builders import make_full_paper, make_paper


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "other"),
        ({"arxiv": "2401.10020"}, "preprint"),
        ({"arxiv": "2401.10020", "venue": "ICLR 2024"}, "conference"),
        ({"arxiv": "2401.10020", "venue": "TACL 2024"}, "journal"),
        ({"arxiv": "2401.10020", "venue": "Somewhere 2024"}, "other"),
        ({"venue": "Somewhere 2024", "anthology": "2024.nlp4convai-1.3"}, "conference"),
        ({"venue": "Somewhere 2024", "anthology": "2024.tacl-1.5"}, "journal"),
        ({"venue": "Somewhere 1990", "anthology": "J90-1003"}, "journal"),
        ({"venue": "Somewhere 2019", "anthology": "P19-1001"}, "conference"),
    ],
)
def test_kind_is_what_is_known(fields: dict[str, Any], kind: str) -> None:
    """By the venue; where that says nothing, the ACL Anthology's id does."""
    assert reference.of(make_paper(**fields)).kind == kind


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"published": PartialDate(2023, 12, 5)}, PartialDate(2023, 12, 5)),
        ({"published": PartialDate(2023, 12), "venue": "ECCV 2024"}, PartialDate(2024)),
        ({"published": PartialDate(2023, 12), "venue": "A workshop"}, PartialDate(2023)),
        ({"venue": "A workshop"}, None),
        ({}, None),
    ],
)
def test_date_is_that_of_what_is_cited(fields: dict[str, Any], date: PartialDate | None) -> None:
    """The venue's year; the first version's day is a preprint's, the day of adding nobody's."""
    assert reference.of(make_paper(**fields)).date == date


@pytest.mark.parametrize(
    ("known", "url"),
    [
        ({"doi", "arxiv", "anthology"}, "https://aclanthology.org/2024.acl-long.1/"),
        ({"doi", "arxiv"}, "https://arxiv.org/abs/2401.10020"),
        ({"doi"}, "https://doi.org/10.1000/a_b"),
        ({"links"}, None),
    ],
)
def test_address_is_where_the_paper_is_read(known: set[str], url: str | None) -> None:
    """As it was published, else in the open; a link to its code is no address of a paper."""
    ids = {"doi": "10.1000/a_b", "arxiv": "2401.10020", "anthology": "2024.acl-long.1"}
    links = {"code": ("https://github.com/a/b",)}
    paper = make_paper(links=links, **{name: ids[name] for name in known & ids.keys()})
    assert reference.of(paper).url == url


def test_reference_keeps_what_the_paper_has() -> None:
    """Key, names in parts, and the tags that it was given."""
    cited = reference.of(make_full_paper())
    assert cited.key == "orsted-chang-2024-c"
    assert cited.authors == (Name("Ørsted", "Ada"), Name("Chang", "Kai-wei"))
    assert (cited.container, cited.keywords) == ("ICLR", ("rag",))
    assert reference.of(make_paper()).key == "c-sharp"


def test_author_whom_nobody_can_read_is_left_out() -> None:
    """A name of invisible characters would be an empty author in every format."""
    authors = (Author("\u200b"), Author("Ada"))
    assert reference.of(make_paper(authors=authors)).authors == (Name("Ada"),)
