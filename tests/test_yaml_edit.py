from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.merging.additions import written
from generator.intake.record import Fact
from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.model.problems import ContentError
from generator.store import document, paper_text, yaml_edit, yaml_text
from tests.builders import TODAY, abstract, make_full_paper

FILE = Path("papers/c-sharp.yml")

# An edit by a program: the field, and how its value grows out of what it was.
EDITS: dict[str, Callable[[Paper], object]] = {
    "listed": lambda p: (*p.listed, Listing("c.txt", 7, date(2025, 4, 1))),
    "listed ": lambda p: (replace(p.listed[0], position=9), *p.listed[1:]),
    "links.code": lambda p: (*p.links["code"], "https://gitlab.com/d/e#f"),
    "links.code ": lambda p: p.links["code"][:1],
    "links.project": lambda _: ("https://é.org/?q=a:b,%23",),
    "links.video": lambda _: ("https://w.org", "https://w.org/2"),
    "tags": lambda _: {"peft": "rejected", "code": "rule", "long-context": "rule"},
    "tags ": lambda _: {},
    "authors": lambda p: (*p.authors, Author("X: Æ # A-12"), Author("no")),
    "authors ": lambda _: (Author("Solo"),),
    "published": lambda _: PartialDate(2024, 5, 17),
    "published ": lambda _: PartialDate(2024),
    "venue": lambda _: "ACL: the 62nd # yes",
    "venue ": lambda _: None,
    "abstract": lambda _: "Short.",
    "title": lambda _: abstract("A very long title") * 2,
    "summary": lambda _: abstract("Long summary") * 3,
    "arxiv": lambda _: "2312.00001",
    "doi": lambda _: "10.1234/x",
    "rejected": lambda p: {**p.rejected, "venue": ("ICML",)},
    "updated": lambda _: date(2027, 1, 1),
}


def edited(paper: Paper, name: str) -> Paper:
    """Return the paper after an edit, with the record that a program leaves."""
    return written(paper, name.strip(), Fact(EDITS[name](paper), "a program: «x»"), TODAY)


def program_paper() -> Paper:
    """Return a paper with sources of some fields."""
    paper = make_full_paper(abstract=abstract("Large models") * 3)
    for name in ("title", "abstract", "tags", "links.code"):
        field = name.partition(".")[0]
        value = paper.links["code"] if name == "links.code" else getattr(paper, field)
        paper = written(paper, name, Fact(value, "captures/a.txt"), TODAY)
    return paper


def decorated(paper: Paper, random: Random) -> list[tuple[str | None, str]]:
    """Return a paper's file as a curator may leave it: lines, each with the field it belongs to."""
    fields = list(paper_text.fields_of(paper).items())
    random.shuffle(fields)
    lines: list[tuple[str | None, str]] = [(None, "# top: of the file")]
    for name, value in fields:
        lines += [(None, _comment(random)) for _ in range(random.choice([0, 0, 1, 2]))]
        lines += [(name, line) for line in _field_lines(name, value, random)]
    return lines + [(None, "# the end")] * random.choice([0, 1])


def _field_lines(name: str, value: object, random: Random) -> Iterator[str]:
    first, *rest = yaml_text.block({name: value}).splitlines()
    is_text = not isinstance(value, dict | list)
    if not rest and isinstance(value, dict | list) and value:
        first = f"{name}: {yaml_text.inline(value, flow=True)}"
    yield first + random.choice(["", "", "  # mine: «why»"] if not (rest and is_text) else [""])
    extra = " " * random.choice([0, 0, 2, 3])
    for number, line in enumerate(rest):
        if number and not is_text and not line.startswith("   ") and random.random() < 0.3:
            yield random.choice(["", extra + "    # inside", "# at the margin"])
        is_item = not is_text and not line.endswith(":") and "'" not in line
        yield extra + line + (random.choice(["", "", " # item"]) if is_item else "")


def _comment(random: Random) -> str:
    return random.choice(["", "# venue: not a field", " # set in", "#", " "])


def joined(lines: list[tuple[str | None, str]], random: Random) -> str:
    """Return the file's text with one of the line ends that editors leave."""
    end = random.choice(["\n", "\n", "\r\n"])
    text = end.join(line for _, line in lines) + random.choice(["", end])
    return random.choice(["", "", "\N{BYTE ORDER MARK}"]) + text


def lines_of(text: str) -> list[str]:
    """Return the lines of a file, however they end."""
    return text.removeprefix("\N{BYTE ORDER MARK}").replace("\r\n", "\n").split("\n")


def is_subsequence(some: list[str], all_: list[str]) -> bool:
    """Whether `some` occur in `all_` in this order."""
    rest = iter(all_)
    return all(line in rest for line in some)


@given(
    st.randoms(use_true_random=False),
    st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3),
)
def test_an_edit_touches_only_the_lines_of_its_fields(random: Random, names: list[str]) -> None:
    """Whatever the curator did to the file, all other lines stay, byte by byte and in order."""
    before = program_paper()
    lines = decorated(before, random)
    text = joined(lines, random)
    assert paper_text.read(document.parse(text, FILE)) == before
    after = before
    for name in names:
        after = edited(after, name)
    new = paper_text.revise(FILE, text, before, after)
    assert paper_text.read(document.parse(new, FILE)) == after
    touched = {name.strip().partition(".")[0] for name in names}
    kept = [line for owner, line in lines if owner not in {*touched, "sources"}]
    assert is_subsequence(kept, lines_of(new))
    assert new.startswith("\N{BYTE ORDER MARK}") == text.startswith("\N{BYTE ORDER MARK}")
    if "\r\n" in text:
        assert new.count("\n") == new.count("\r") == new.count("\r\n")
    else:
        assert "\r" not in new


@given(st.randoms(use_true_random=False), st.sampled_from(["listed", "authors", "links.project"]))
def test_a_list_that_grows_keeps_all_its_lines(random: Random, name: str) -> None:
    """Items are added below the others, and the comments between those stay."""
    before = program_paper()
    lines = decorated(before, random)
    text = joined(lines, random)
    new = paper_text.revise(FILE, text, before, edited(before, name))
    kept = [line for _, line in lines]
    assert is_subsequence(kept, lines_of(new))


@given(st.randoms(use_true_random=False))
def test_no_change_is_no_change(random: Random) -> None:
    """A paper as it was gives the bytes as they were."""
    paper = program_paper()
    text = joined(decorated(paper, random), random)
    assert paper_text.revise(FILE, text, paper, paper) == text


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("a: 1 # one\nb: 2", {"a": 9, "b": 2}, "a: 9 # one\nb: 2"),
        ("a: 1\nb: 2", {"a": 1, "b": 2, "c": 3}, "a: 1\nb: 2\nc: 3\n"),
        ("b: 2\n# x\n", {"a": 1, "b": 2}, "a: 1\nb: 2\n# x\n"),
        ("a: [x, y] # two\n", {"a": ["x", "z: 1"]}, "a: [x, 'z: 1'] # two\n"),
        ("a: []\n", {"a": ["x"]}, "a:\n- x\n"),
        ("a:\n  - x\n  # y\n", {"a": ["x", "z"]}, "a:\n  - x\n  - z\n  # y\n"),
        ("a:\n- x # 1\n- y\n", {"a": ["w", "y"]}, "a:\n- w # 1\n- y\n"),
        ("a:\n- x\n- y\n# z\n", {"a": ["x"]}, "a:\n- x\n# z\n"),
        ("a: |+\n  x\n\nb: 2\n", {"a": "x\n\n", "c": 3, "b": 2}, "a: |+\n  x\n\nc: 3\nb: 2\n"),
        ("a: >-\n    x\n  # y\n\nb: 2\n", {"a": "w", "b": 2}, "a: w\n  # y\n\nb: 2\n"),
        ("---\na: 1\n...\n", {"a": 2, "b": 3}, "---\na: 2\nb: 3\n...\n"),
        (
            "m:\n    k: v\n# c\nn: 1\n",
            {"m": {"k": "v", "l": "w"}, "n": 1},
            "m:\n    k: v\n    l: w\n# c\nn: 1\n",
        ),
        ("m: {k: v}  # c\n", {"m": {"k": "v", "l": "w"}}, "m: {k: v, l: w}  # c\n"),
        ("'a' : 1\n", {"a": 2}, "'a' : 2\n"),
    ],
)
def test_what_a_change_looks_like(text: str, after: dict[str, object], expected: str) -> None:
    """Each kind of change, on the smallest file that shows it."""
    data = document.parse(text, FILE).data
    assert isinstance(data, dict)
    assert yaml_edit.revise(text, data, after) == expected


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("{a: 1, b: 2}\n", {"a": 5}),
        ("? a\n: 1\n", {"a": [5]}),
        ("a:\n-\n  x\n", {"a": ["x", "y"]}),
        ("a:\n- - x\n", {"a": [["y", "z"]]}),
        ("m:\n  - k: v\n", {"m": [{"a": 1, "k": "v"}]}),
        ("m:\n  - k: [v,\n     w]\n", {"m": [{"k": ["x"]}]}),
    ],
)
def test_what_cannot_be_changed_by_the_line_is_refused(text: str, after: dict[str, Any]) -> None:
    """A file whose fields share lines is left alone, with a reason."""
    data = document.parse(text, FILE).data
    assert isinstance(data, dict)
    with pytest.raises(ValueError, match=r"block mapping|on a line"):
        yaml_edit.revise(text, data, after)


def test_a_file_of_another_form_is_a_problem_of_the_content() -> None:
    """The curator reads which file it is and what form is needed."""
    paper = make_full_paper()
    text = yaml_text.inline(paper_text.fields_of(paper), flow=True)
    assert text
    with pytest.raises(
        ContentError, match="expected fields in lines of their own, got not a block"
    ):
        paper_text.revise(FILE, text, paper, edited(paper, "venue"))


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("a: 1\nb: 2 # why\n", {"a": 1}, "a: 1\n# why\n"),
        ("a: 1\nb: # why\n", {"a": 1, "b": 2}, "a: 1\nb: 2 # why\n"),
        ("a: 1\nb:\n", {"a": 1, "b": "x\ny"}, "a: 1\nb: |-\n  x\n  y\n"),
        ("a: 1\nb: >- # head\n  x # y\n", {"a": 1}, "a: 1\n# head\n"),
        (
            "a: # head\n  x: 1 # one\n  # between\n  'y # z': 2\nb: 1\n",
            {"b": 1},
            "# head\n# one\n# between\nb: 1\n",
        ),
        (
            "a: {x: 1, # one\r\n  z: 2}\r\n",
            {"a": {"x": 2, "z": 2}},
            "# one\r\na:\r\n  x: 2\r\n  z: 2\r\n",
        ),
        (
            "a:\n- 1 # one\n- 2 # two\n- 3 # three\n",
            {"a": [1, 3]},
            "a:\n- 1 # one\n# two\n- 3 # three\n",
        ),
        (
            "a:\n- 1 # one\n- 3 # three\n",
            {"a": [1, 2, 3]},
            "a:\n- 1 # one\n- 2\n- 3 # three\n",
        ),
        ("a:\n- 2 # two\n", {"a": [1, 2]}, "a:\n- 1\n- 2 # two\n"),
    ],
)
def test_a_comment_outlives_what_it_stands_at(
    text: str, after: dict[str, object], expected: str
) -> None:
    """In a line of its own; and what stays of a list keeps the comments that it has."""
    before = document.parse(text, Path("x.yml")).data
    assert isinstance(before, dict)
    assert yaml_edit.revise(text, before, after) == expected
