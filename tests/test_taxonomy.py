from pathlib import Path

import pytest
import yaml

from generator.model.problems import ContentError
from generator.model.taxonomy import Taxonomy
from generator.store import taxonomy_file
from tests import ROOT

BAD = sorted((ROOT / "tests" / "data" / "taxonomy" / "bad").glob("*.yml"))
REAL = ROOT / "content" / "tags.yml"

SMALL = """
facets:
  kind: {name: Kind of paper, description: What it contributes.}
  method: {name: Method, description: How it is made.}
tags:
  survey: {name: Survey, facet: kind, description: Overviews., aliases: [Overview]}
  rag:
    name: Retrieval-augmented generation
    facet: method
    description: Generation that reads what a search has found.
    aliases: [RALM, Größe]
    rules:
      - any: [RAG]
      - {any: [retriev*], where: title, times: 2, needs: [generation], unless: [survey/review]}
  agents: {name: Agents, facet: method, description: Models that act.}
"""


@pytest.fixture
def small(tmp_path: Path) -> Taxonomy:
    """A taxonomy of two facets and three tags."""
    return load(tmp_path, SMALL)


def load(folder: Path, text: str) -> Taxonomy:
    """Write a taxonomy and load it."""
    file = folder / "tags.yml"
    file.write_text(text, encoding="utf-8")
    return taxonomy_file.load(file)


def test_the_order_of_the_file_is_kept(small: Taxonomy) -> None:
    """Facets and tags come in the order in which the curator wrote them."""
    assert list(small.facets) == ["kind", "method"]
    assert list(small.tags) == ["survey", "rag", "agents"]
    assert [tag.slug for tag in small.in_facet("method")] == ["rag", "agents"]
    assert small.in_facet("domain") == ()


def test_a_rule_says_what_it_leaves_out(small: Taxonomy) -> None:
    """What a rule does not say has the default that the file's comment names."""
    first, second = small.tags["rag"].rules
    assert (first.any, first.where, first.times) == (("RAG",), "anywhere", 1)
    assert (first.needs, first.unless) == ((), ())
    assert (second.where, second.times) == ("title", 2)
    assert (second.needs, second.unless) == (("generation",), ("survey/review",))
    assert small.tags["agents"].rules == ()


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("rag", "rag"),
        ("RAG", "rag"),
        ("retrieval-augmented GENERATION", "rag"),
        ("ralm", "rag"),
        ("GRÖSSE", "rag"),
        ("overview", "survey"),
    ],
)
def test_a_tag_is_found_by_each_of_its_words(small: Taxonomy, word: str, slug: str) -> None:
    """Slug, name and aliases all find the tag, in whatever case."""
    assert small.resolve(word) is small.tags[slug]


@pytest.mark.parametrize("word", ["", "ra", "kind", "rag ", "retrieval"])
def test_other_words_find_no_tag(small: Taxonomy, word: str) -> None:
    """A part of a word, or a facet, is no tag."""
    assert small.resolve(word) is None


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.stem)
def test_all_problems_are_reported_at_once(case: Path, tmp_path: Path) -> None:
    """Each bad file gives exactly its problems, with file and line, in their order."""
    wanted = yaml.safe_load(case.read_text(encoding="utf-8"))
    with pytest.raises(ContentError) as caught:
        load(tmp_path, wanted["text"])
    assert str(caught.value).replace(f"{tmp_path}/", "") == wanted["problems"].rstrip("\n")


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """A missing taxonomy is a problem of the content, not a crash."""
    with pytest.raises(ContentError, match=r"tags\.yml: expected a readable file"):
        taxonomy_file.load(tmp_path / "tags.yml")


@pytest.mark.real
def test_the_reading_lists_own_taxonomy_is_whole() -> None:
    """It loads, and every tag has a facet that has tags, a sentence for readers, and a rule."""
    taxonomy = taxonomy_file.load(REAL)
    assert (len(taxonomy.facets), len(taxonomy.tags)) == (5, 53)
    assert all(taxonomy.in_facet(facet) for facet in taxonomy.facets)
    assert [tag.slug for tag in taxonomy.tags.values() if not tag.rules] == []
    assert [tag.slug for tag in taxonomy.tags.values() if not tag.description.endswith(".")] == []


@pytest.mark.real
def test_the_header_of_the_file_shows_a_tag_that_loads(tmp_path: Path) -> None:
    """The example in the comment is a valid taxonomy once a facet is added to it."""
    comment = REAL.read_text(encoding="utf-8").partition("\nfacets:")[0]
    lines = [line.removeprefix("#") for line in comment.splitlines() if line.startswith("#   ")]
    start = lines.index("   tags:")
    end = next(at for at, line in enumerate(lines) if line.lstrip().startswith("any "))
    facets = "facets:\n  method: {name: Method, description: How.}\n"
    example = "\n".join(line.removeprefix("   ") for line in lines[start:end])
    assert len(load(tmp_path, facets + example).tags["long-context"].rules) == 2
