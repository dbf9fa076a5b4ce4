"""Papers to cite, made by Hypothesis: hostile texts, names of every form, all kinds of venues."""

import re

from hypothesis import strategies as st

from generator.model.dates import PartialDate
from generator.model.paper import Author, Paper
from generator.text.text import Text
from tests.builders import make_paper

_WORDS = st.sampled_from(
    (
        *("Ada", "van", "der", "de", "Jr.", "III", "y", "and", "Ø.", "Costa-jussà", "O’Neil"),
        *("LoRA", "C++", "T5", "$x_{1}$", "\\textbf{B}", "{C}", "50%", "a_b", "#1", "&", "~", "×"),
        *(
            "}",
            "{",
            "\\",
            ",",
            "@misc{x,",
            "ER  - ",
            "\r\n",
            "\u2028",
            '"',
            "<i>",
            "--",
            "王",
            "健",
        ),
    )
)
_TEXTS = st.one_of(st.text(min_size=1), st.lists(_WORDS, min_size=1, max_size=6).map(" ".join))
_VENUES = st.one_of(
    st.sampled_from(
        ["ICLR 2024", "TACL 2024", "ACL 2024 (System Demonstrations)", "R 2023", "2024"]
    ),
    _TEXTS,
)
_DATES = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(PartialDate.of),
)


def papers() -> st.SearchStrategy[Paper]:
    """Return a strategy of papers that differ in all that a reference says."""
    return st.builds(
        make_paper,
        _TEXTS,
        abstract=_TEXTS,
        authors=st.lists(st.builds(Author, _TEXTS), max_size=4).map(tuple),
        published=st.none() | _DATES,
        venue=st.none() | _VENUES,
        arxiv=st.none() | st.from_regex(r"\A[0-9]{4}\.[0-9]{5}\Z"),
        doi=st.none() | st.from_regex(r"\A10\.[0-9]{4}/[!-~é]{1,9}\Z"),
        anthology=st.none() | st.sampled_from(["2024.acl-long.1", "2024.tacl-1.5", "}{"]),
        citation_key=st.none() | st.just("lovelace-2024-lora"),
        tags=st.sampled_from([{}, {"rag": "rule", "peft": "rejected", "lora": "person"}]),
    )


_TAKES_ARGUMENT = re.compile(r"\\(?:[A-Za-z]+|[^&%$#_])|[\^_]")
_PIECE = re.compile(r"\\[A-Za-z]+|\\.|[{}]|[^\\{}]", re.DOTALL)


def read_latex(latex: str) -> str:
    """Return the text that LaTeX sets, on one line; braces that only group set nothing."""
    kept, before, groups = [], "", []
    for piece in _PIECE.findall(latex):
        if piece == "{":
            groups.append(bool(_TAKES_ARGUMENT.fullmatch(before)))
        if piece not in "{}" or groups[-1]:
            kept.append(piece)
        if piece == "}":
            groups.pop()
        before = piece
    return " ".join(Text("".join(kept)).plain().split())
