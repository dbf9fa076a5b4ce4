"""Papers of another list are fitted to this one before they are taken over."""

from datetime import date

from generator.intake.merging.taking_over import fitted
from generator.intake.record import Reading, Record
from generator.model.paper import Paper, Source
from generator.model.provenance import fingerprint, may_write
from generator.model.taxonomy import Facet, Tag, Taxonomy
from tests.builders import make_paper

DAY = date(2025, 3, 17)
TAXONOMY = Taxonomy(
    {"method": Facet("method", "Method", "How it is made.")},
    {
        "rag": Tag("rag", "RAG", "method", "It reads.", aliases=("retrieval",)),
        "peft": Tag("peft", "PEFT", "method", "Few weights."),
    },
)


def reading_of(*papers: Paper) -> Reading:
    """Return a reading of whole papers, and of a record that holds none."""
    whole = (Record("a.json", 1, each.title, each.abstract, whole=each) for each in papers)
    return Reading((*whole, Record("a.json", 9, "Ponds")), notes=("A note.",))


def test_tags_that_are_known_stay() -> None:
    """And the paper is the same."""
    paper = make_paper(tags={"peft": "person", "rag": "rejected"})
    reading = reading_of(paper)
    assert fitted(reading, TAXONOMY) == reading
    assert fitted(reading, TAXONOMY).records[0].whole is paper


def test_tags_that_are_unknown_go_with_a_remark() -> None:
    """Once for all papers; what a tag is called here is found by its alias."""
    one = make_paper(tags={"ponds": "rule", "Retrieval": "person"})
    other = make_paper(tags={"lakes": "rejected", "ponds": "person"})
    found = fitted(reading_of(one, other), TAXONOMY)
    assert [each.whole and each.whole.tags for each in found.records] == [
        {"rag": "person"},
        {},
        None,
    ]
    left_out = "tags that this list does not have are left out: lakes, ponds"
    assert found.notes == ("A note.", left_out)


def test_tags_of_rules_stay_those_of_rules() -> None:
    """Losing one must not look as if a person had taken it away; what a person did stays theirs."""
    tags = {"ponds": "rule", "rag": "rule"}
    by_rule = Source("tags.yml", DAY, fingerprint(["ponds", "rag"]))
    changed = Source("tags.yml", DAY, fingerprint(["lakes"]))
    papers = (make_paper(tags=tags, sources={"tags": each}) for each in (by_rule, changed))
    one, other, _ = (each.whole for each in fitted(reading_of(*papers), TAXONOMY).records)
    assert one
    assert other
    assert (may_write(one, "tags"), may_write(other, "tags")) == (True, False)
    assert (one.sources["tags"].origin, one.sources["tags"].date) == ("tags.yml", DAY)
    assert other.sources["tags"] == changed
