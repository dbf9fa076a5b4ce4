"""Which capitals of a title are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.citations.capitals import mark


def marked(title: str, abstract: str = "") -> str:
    """Return the title with a bracket around what keeps its capitals."""
    return mark(title, abstract, lambda word: f"[{word}]")


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("FuseChat: LoRA of a Model", "[FuseChat]: [LoRA] of a Model"),
        ("GPT-4-Based Low-Rank mT5 on A100", "[GPT]-4-Based Low-Rank [mT5] on [A100]"),
        ("From Llama-2 to Qwen2.5-VL", "From [Llama]-2 to [Qwen2].5-[VL]"),
        ("A C++ and C# Study: A Survey", "A [C]++ and [C]# Study: A Survey"),
        ("Fine-Tuning with In-Context Learning", "Fine-Tuning with In-Context Learning"),
        ("Ｃ² 大規模LLM İstanbul", "[Ｃ²] [大規模LLM] İstanbul"),
        ("O(n) V\u0332L", "[O](n) [V\u0332L]"),
    ],
)
def test_abbreviations_keep_their_capitals(title: str, kept: str) -> None:
    """And names with a capital inside or a digit; words of a title that is in capitals do not."""
    assert marked(title) == kept


@pytest.mark.parametrize(
    ("abstract", "kept"),
    [
        ("We adapt models to African languages.", "Models of [African] Languages"),
        ("Models of Languages (ML) and others.", "Models of African Languages"),
        ("African languages are many.", "Models of African Languages"),
        ("a mixture of Models of languages", "Models of African Languages"),
        ("We use Languages for it, and languages.", "Models of African Languages"),
        ("", "Models of African Languages"),
    ],
)
def test_name_is_what_the_abstract_writes_with_a_capital(abstract: str, kept: str) -> None:
    """Alone between words in lower case, and nowhere without it."""
    assert marked("Models of African Languages", abstract) == kept


@given(st.text(), st.text())
def test_marking_changes_nothing_else(title: str, abstract: str) -> None:
    """Without the marks, the title is as it was."""
    assert mark(title, abstract, lambda word: word) == title
