"""Each service is asked as its documentation says, and read as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.intake.record import Record
from generator.intake.services import (
    SERVICES,
    anthology,
    arxiv,
    crossref,
    hugging_face,
    openalex,
    semantic_scholar,
)
from generator.intake.services.client import Client, FetchError, Limits
from generator.intake.services.service import Service
from generator.model.identifiers import Identifier
from generator.model.problems import ContentError
from tests import answering
from tests.answering import ERROR_FEED, Answering, Told, atom, failing, saying

DAY = date(2026, 3, 6)
FAST = Limits(read=2, whole=5, attempts=2)
ALPHA = Told(
    "Alpha: a <b>study</b> & more",
    arxiv="2401.00001",
    doi="10.18653/v1/2024.acl-long.1",
    anthology="2024.acl-long.1",
)
BETA = Told("Beta of retrieval", arxiv="2401.00002")
GAMMA = Told("Gamma", doi="10.1000/Gamma(1)")
IDS = {"arxiv": "2401.00001", "doi": "10.18653/V1/2024.ACL-LONG.1", "anthology": "2024.acl-long.1"}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    """Services that know three papers."""
    with answering.asked_here(monkeypatch, tmp_path / "cache") as state:
        state.knows(ALPHA, BETA, GAMMA)
        yield state


def look_up(service: Service, *ids: Identifier) -> list[Record]:
    """Ask a service for papers."""
    with Client(DAY, limits=FAST) as client:
        return list(service.look_up(client, ids))


def search(service: Service, title: str) -> list[str | None]:
    """Return the titles that a service finds."""
    with Client(DAY, limits=FAST) as client:
        return [record.title for record in service.search(client, title)]


def preprint(number: int) -> Identifier:
    """Return an arXiv id."""
    return Identifier("arxiv", f"2401.{number:05}")


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.NAME)
def test_a_service_says_what_it_knows_of_a_paper(service: Service) -> None:
    """Under its own name, by each kind of identifier that it can be asked by."""
    for kind in service.KINDS:
        (record,) = look_up(service, Identifier(kind, IDS[kind]))
        assert record.title in {ALPHA.title, "Alpha: a study & more"}
        assert {fact.origin for fact in record.facts.values()} == {service.NAME}
        assert (record.abstract is None) == (service is crossref)
        assert Identifier(kind, IDS[kind].lower()) in record.identifiers


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.NAME)
def test_what_a_service_does_not_know_is_absent(service: Service) -> None:
    """And so is what it cannot be asked for; what it knows is not lost with it."""
    kind = service.KINDS[0]
    unknown = {"arxiv": "2401.99999", "doi": "10.1000/none", "anthology": "2024.acl-long.999"}[kind]
    assert look_up(service, Identifier(kind, unknown)) == []
    assert look_up(service, Identifier("openreview", "abcdefghij")) == []
    assert len(look_up(service, Identifier(kind, unknown), Identifier(kind, IDS[kind]))) == 1
    assert look_up(service) == []


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.NAME)
def test_a_service_that_fails_is_told(server: Answering, service: Service) -> None:
    """By its name; what is not there is no failure, and everything else is."""
    for status in (403, 500):
        server.broken = dict.fromkeys(answering.SERVICES, failing(status))
        with pytest.raises(FetchError) as caught:
            look_up(service, Identifier(service.KINDS[0], IDS[service.KINDS[0]]))
        assert (caught.value.host, caught.value.status) == (service.NAME, status)


@pytest.mark.parametrize(
    ("service", "body"),
    [
        (arxiv, ERROR_FEED),
        (hugging_face, '{"error": "Paper is withdrawn"}'),
        (openalex, '{"results": [{"doi": 7}]}'),
        (semantic_scholar, '[{"title": 7}]'),
        (crossref, '{"message": {"items": [{"title": 7}]}}'),
        (anthology, "@inproceedings{a title {Alpha}}"),
    ],
    ids=lambda value: getattr(value, "NAME", ""),
)
def test_an_answer_that_nobody_understands_is_an_error(
    server: Answering, service: Service, body: str
) -> None:
    """It is not kept: the next time, the service is asked anew."""
    wanted = Identifier(service.KINDS[0], IDS[service.KINDS[0]])
    server.faults = [saying(body, "text/plain")]
    with pytest.raises(ContentError) as caught:
        look_up(service, wanted)
    assert str(caught.value).startswith(f"127.0.0.1:{server.port}/")
    assert len(look_up(service, wanted)) == 1


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.NAME)
def test_a_title_is_searched(server: Answering, service: Service) -> None:
    """Where that is possible, also when it holds signs of the search's own language."""
    server.papers["crossref"] = [Told(BETA.title, doi="10.1000/beta")]
    assert search(service, BETA.title) == ([] if service is anthology else [BETA.title])
    assert search(service, "nothing like it") == []


def test_a_search_that_finds_nothing_may_have_no_list(server: Answering) -> None:
    """Of Semantic Scholar, which then leaves it out; that is no failure."""
    server.faults = [saying('{"total": 0, "offset": 0}', "application/json")]
    assert search(semantic_scholar, "nothing like it") == []


@pytest.mark.parametrize("service", [arxiv, openalex], ids=lambda service: service.NAME)
def test_a_title_in_signs_of_a_search_is_searched_by_its_words(
    server: Answering, service: Service
) -> None:
    """A title of signs alone is not asked for at all."""
    odd = "RAG | (so): “what”, *why*? ~or! [not] \\ AND"
    server.knows(Told(odd, arxiv="2401.00007"))
    assert search(service, odd) == [odd]
    server.requests.clear()
    assert [search(service, title) for title in ("", "?|,:", "\\")] == [[]] * 3
    assert server.requests == []


def test_arxiv_is_asked_for_a_hundred_at_once(server: Answering) -> None:
    """Each id once, and no more than were asked for are expected."""
    many = [Told(f"Paper {n}", arxiv=f"2401.{n:05}") for n in range(1, 151)]
    server.papers["arxiv"] = many
    found = look_up(arxiv, *(preprint(n) for n in [*range(1, 151), 5, 6]))
    assert len(found) == 150
    assert [each.query["max_results"] for each in server.requests] == ["100", "50"]


def test_an_answer_without_entries_is_asked_again_the_next_time(server: Answering) -> None:
    """For arXiv sends such answers also when it has the papers."""
    server.faults = [saying(atom([]), "application/atom+xml")]
    assert look_up(arxiv, preprint(1)) == []
    assert len(look_up(arxiv, preprint(1))) == 1


def query(words: str, most: int) -> list[Record]:
    """Ask arXiv's search."""
    with Client(DAY, limits=FAST) as client:
        return list(arxiv.query(client, words, most))


def test_a_search_at_arxiv_is_read_page_by_page(
    server: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until there are as many as were wanted, or no more; an empty page is asked again."""
    monkeypatch.setattr(arxiv, "_PAGE", 40)
    server.papers["arxiv"] = [Told(f"Paper {n}", arxiv=f"2401.{n:05}") for n in range(1, 101)]
    assert len(query("cat:cs.CL", 90)) == 90
    assert [each.query["start"] for each in server.requests] == ["0", "40", "80"]
    assert [each.query["max_results"] for each in server.requests] == ["40", "40", "10"]
    server.requests.clear()
    empty = saying(atom([], 100), "application/atom+xml")
    server.faults = [empty, empty]
    assert len(query("cat:cs.AI", 500)) == 100
    assert len(server.requests) == 5


def test_a_search_that_stops_halfway_is_told(server: Answering) -> None:
    """Papers that arXiv says are there, and does not send, are missed."""
    page = [Told(f"Paper {n}", arxiv=f"2401.{n:05}") for n in range(1, 4)]
    empty = saying(atom([], 10), "application/atom+xml")
    server.faults = [saying(atom(page, 10), "application/atom+xml"), empty, empty, empty]
    with pytest.raises(FetchError, match="expected 10 papers, got nothing after the first 3"):
        query("cat:cs.CL", 50)
    server.faults = [saying(atom([], 0), "application/atom+xml")]
    assert query("cat:none", 50) == []


def test_a_preprint_is_known_to_openalex_by_its_page_or_its_doi(server: Answering) -> None:
    """One that became a paper has that one's DOI; signs of the filter's language are left out."""
    odd = [Identifier("doi", "10.1000/a|b"), Identifier("doi", "10.1000/a,b")]
    gamma = Identifier("doi", "10.1000/Gamma(1)")
    found = look_up(openalex, preprint(1), gamma, *odd)
    assert [record.title for record in found] == ["Alpha: a study & more", GAMMA.title]
    assert [each.query["filter"] for each in server.requests] == [
        "locations.landing_page_url:http://arxiv.org/abs/2401.00001|https://arxiv.org/abs/2401.00001",
        "doi:10.1000/Gamma(1)",
    ]
    assert look_up(openalex, preprint(9)) == []
    assert server.requests[-1].query["filter"] == "doi:10.48550/arxiv.2401.00009"


def test_dois_are_asked_in_parts(server: Answering) -> None:
    """So that an address keeps a length that servers take."""
    many = [Identifier("doi", f"10.1000/{'x' * 40}{n}") for n in range(120)]
    for service in (openalex, crossref):
        server.requests.clear()
        look_up(service, *many)
        assert len(server.requests) == 3
        assert max(len(each.path) for each in server.requests) < 6000


def test_a_paper_that_nobody_asked_for_is_left_out(server: Answering) -> None:
    """Semantic Scholar has been seen to answer with others."""
    other = '[{"paperId": "1", "externalIds": {"ArXiv": "2401.00002"}, "title": "Other"}]'
    server.faults = [saying(other, "application/json")]
    assert look_up(semantic_scholar, preprint(1)) == []


def test_a_list_is_read_until_a_page_is_empty(server: Answering) -> None:
    """For a page may hold fewer papers than it could though more are to come."""
    server.days["2026-03-05"] = [Told(f"P{n}", arxiv=f"2603.{n:05}") for n in range(1, 8)]
    server.page = 3
    with Client(DAY, limits=FAST) as client:
        pages = hugging_face.listing(client, date(2026, 3, 5))
        whole = hugging_face.joined(pages)
    assert len(pages) == 4
    assert whole.data.count(b'"paper"') == 7
    assert [each.query["p"] for each in server.requests] == ["0", "1", "2", "3"]


def test_a_list_of_today_is_asked_each_time(server: Answering) -> None:
    """It is not over; that of yesterday is asked once."""
    server.days = {f"2026-03-0{n}": [BETA] for n in (5, 6)}
    with Client(DAY, limits=FAST) as client:
        for _ in range(2):
            for day in (5, 6):
                hugging_face.listing(client, date(2026, 3, day))
    assert [each.query["date"][-1] for each in server.requests] == list("556666")


def test_a_list_that_is_none_is_told(server: Answering, monkeypatch: pytest.MonkeyPatch) -> None:
    """An object is no list, and pages have an end."""
    server.faults = [saying('{"error": "No such day"}', "application/json")]
    with Client(DAY, limits=FAST) as client:
        with pytest.raises(FetchError, match="expected a list of papers, got an object"):
            hugging_face.listing(client, date(2026, 3, 5))
        monkeypatch.setattr(hugging_face, "_PAGES", 3)
        server.broken["hugging-face"] = saying("[1]", "application/json")
        with pytest.raises(FetchError, match="expected at most 3 pages"):
            hugging_face.listing(client, date(2026, 3, 5))
