import time

import pytest

from generator.model.tagging import Proposal, propose
from generator.model.taxonomy import Facet, Rule, Tag, Taxonomy
from generator.store import taxonomy_file
from tests import ROOT
from tests.benchmarks.tagging import examples, measure

REAL = ROOT / "content" / "tags.yml"


def make_taxonomy(**rules: Rule | tuple[Rule, ...]) -> Taxonomy:
    """Return a taxonomy in which each tag has the rule, or the rules, given for it."""
    facet = Facet(slug="method", name="Method", description="How.")
    tags = {
        slug: Tag(
            slug=slug,
            name=slug,
            facet="method",
            description="What.",
            rules=given if isinstance(given, tuple) else (given,),
        )
        for slug, given in rules.items()
    }
    return Taxonomy(facets={"method": facet}, tags=tags)


def reason(rule: Rule | tuple[Rule, ...], title: str = "", abstract: str = "") -> str:
    """Return why the rule proposes its tag, or nothing when it does not."""
    return "".join(each.reason for each in propose(title, abstract, make_taxonomy(tag=rule)))


def matches(phrase: str, title: str) -> bool:
    """Whether the phrase is found in the title."""
    return bool(reason(Rule(any=(phrase,)), title))


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("low-rank", "Low rank updates"),
        ("low rank", "A LOW-RANK\nupdate"),
        ("low rank", "On “low” — rank"),
        ("adapter", "Two Adapters"),
        ("class", "All classes"),
        ("language model", "Language Models"),
        ("fine-tun*", "Fine-tuned or fine‑tuning"),
        ("adapt*", "Adapt"),
        ("RAG", "What RAGs are"),
        ("RAG", "RAG-based"),
        ("graph RAG", "Graph RAG"),
        ("survey/review of", "A review of trees"),
        ("agent/tool*", "Toolsets"),
        ("SFT/fine-tun*/finetun* of models", "Fine tuning of models"),
        ("SFT/fine-tun*/finetun* of models", "Finetuning of models"),
        ("instruction tuning/fine-tuning", "Instruction tuning"),
        ("low-rank/sparse-update", "Sparse Updates"),
        ("we present ... corpus", "We present Foo, a large (new) corpus"),
        ("we present ... corpus", "We present corpora, and a corpus"),
        ("größe", "GRÖßE"),
        ("3D", "In 3D."),
    ],
)
def test_a_phrase_is_found(phrase: str, title: str) -> None:
    """Whole words, with their plural, ending, spelling or gap, wherever they stand."""
    assert matches(phrase, title)


@pytest.mark.parametrize(
    ("phrase", "title"),
    [
        ("rank", "Ranking"),
        ("rank", "Frank"),
        ("low-rank", "Lowrank"),
        ("low-rank", "Low ranking"),
        ("low-rank", "Low, rank and file"),
        ("low-rank", "How low. Rank them"),
        ("low-rank", "Low (rank)"),
        ("language model", "Languages model"),
        ("new dataset", "News dataset"),
        ("adapt*", "Readapt"),
        ("RAG", "Rag and bone"),
        ("graph RAG", "A graph in rags"),
        ("survey/review of", "A preview of trees"),
        ("fine-tun*/finetun* of", "Tuning of a fine thing"),
        ("we present ... corpus", "We present one two three four five six corpus"),
        ("we present ... corpus", "We present it. The corpus"),
        ("we present ... corpus", "The corpus we present"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, title: str) -> None:
    """Parts of words, other cases of capitals, and words across a comma or a full stop."""
    assert not matches(phrase, title)


def test_the_reason_quotes_the_paper() -> None:
    """A curator reads what was found, where, and how often."""
    rule = Rule(any=("low-rank adapt*", "LoRA"))
    assert reason(rule, "Low-Rank Adaptation") == "matched “Low-Rank Adaptation” in the title"
    assert reason(rule, "", "We use LoRA.") == "matched “LoRA” in the abstract"
    assert reason(rule, "", "LoRA. LoRA, loRA") == "matched “LoRA” and 1 more in the abstract"


def test_the_place_can_be_chosen() -> None:
    """`where` keeps a rule to the title or to the abstract."""
    assert reason(Rule(any=("survey",), where="title"), "A survey", "")
    assert not reason(Rule(any=("survey",), where="title"), "", "A survey")
    assert reason(Rule(any=("survey",), where="abstract"), "", "A survey")
    assert not reason(Rule(any=("survey",), where="abstract"), "A survey", "")


def test_mentions_are_counted_in_the_abstract() -> None:
    """`times` counts all phrases of the rule; the title is enough alone, if it may be."""
    rule = Rule(any=("adapter", "LoRA"), times=3)
    assert not reason(rule, "", "An adapter and LoRA.")
    assert reason(rule, "", "An adapter, LoRA, adapters.")
    assert reason(rule, "An adapter")
    assert not reason(Rule(any=("adapter",), where="abstract", times=2), "An adapter", "Adapters")


def test_words_are_counted_once() -> None:
    """Phrases that overlap are one mention, the longest."""
    rule = Rule(any=("prompt", "prompt tuning", "tuning"), times=2)
    assert not reason(rule, "", "Prompt tuning.")
    assert reason(rule, "", "Prompt tuning tuning.").startswith(
        "matched “Prompt tuning” and 1 more"
    )


def test_other_phrases_can_be_needed_or_forbidden() -> None:
    """`needs` and `unless` look at the title and the abstract together."""
    needs = Rule(any=("small",), needs=("deploy*", "cost"))
    assert not reason(needs, "Small models")
    assert reason(needs, "Small models", "They cost little.")
    unless = Rule(any=("small",), unless=("survey/review",))
    assert reason(unless, "Small models")
    assert not reason(unless, "Small models", "This survey covers them.")
    assert not reason(unless, "Small models: a review")


def test_one_rule_is_enough_and_the_first_explains() -> None:
    """The tag is proposed once, for the first of its rules that matches."""
    rules = Rule(any=("cat",)), Rule(any=("dog",)), Rule(any=("bird",))
    assert reason(rules, "A bird and a dog") == "matched “dog” in the title"


def test_proposals_keep_the_order_of_the_taxonomy() -> None:
    """Not the order in which the text mentions them, nor the alphabet's."""
    taxonomy = make_taxonomy(zoo=Rule(any=("zoo",)), ant=Rule(any=("ant",)))
    assert propose("An ant in a zoo", "", taxonomy) == (
        Proposal("zoo", "matched “zoo” in the title"),
        Proposal("ant", "matched “ant” in the title"),
    )


def test_the_text_is_read_as_it_is_shown() -> None:
    """Markup of the source does not hide a word."""
    assert matches("tülu", 'T\\"ulu')


def test_a_long_word_is_quoted_short() -> None:
    """A hostile title makes no hostile reason."""
    assert len(reason(Rule(any=("a*",)), "a" * 100_000)) < 100


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "we " * 33_000, "we present " * 9_000, "we" + " " * 100_000, "we-_(" * 20_000],
    ids=["one word", "the same word", "half a phrase", "spaces", "signs"],
)
def test_hostile_abstracts_take_linear_time(text: str) -> None:
    """A hundred thousand characters cost seconds at most, whatever they are."""
    rule = Rule(any=("we present ... new ... corpus ... of ... all", "w*", "aa* aa*"), times=10**6)
    start = time.perf_counter()
    assert not reason(rule, "A title", text)
    assert time.perf_counter() - start < 5


@pytest.mark.real
def test_the_rules_agree_with_careful_readers() -> None:
    """Quality has a floor; `python -m tests.benchmarks.tagging` shows what was lost."""
    score = measure(taxonomy_file.load(REAL), examples())
    assert score.papers == 40
    assert score.precision >= 0.88
    assert score.recall >= 0.80


@pytest.mark.real
def test_the_readers_use_tags_that_exist() -> None:
    """A tag that was renamed is renamed in the examples as well."""
    used = {tag for paper in examples() for tag in (*paper["must"], *paper["may"])}
    assert used <= set(taxonomy_file.load(REAL).tags)


@pytest.mark.real
def test_every_example_gets_a_tag() -> None:
    """A paper without a tag would be lost to those who browse."""
    taxonomy = taxonomy_file.load(REAL)
    untagged = [
        paper["title"]
        for paper in examples()
        if not propose(str(paper["title"]), str(paper["abstract"]), taxonomy)
    ]
    assert untagged == []
