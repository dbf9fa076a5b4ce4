"""The texts that a table is trained on: short ones, as queries are, of many subjects.

WordNet gives everyday words (its licence, https://wordnet.princeton.edu/license-and-commercial-use,
lets one use them for any purpose), the documentation in Python packages the words of the trade, and
the papers their own. Fragments of sentences, and two fragments side by side, teach the table what a
few words mean without their sentence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from generator.meaning.vectors import Row
from generator.text.text import Text

SHORTEST, LONGEST = 3, 10
"""Words of a fragment."""
SEED = 7
WHOLE = 0.3
"""So many of the documentation's sentences stay whole."""
FRAGMENTS = 6
"""Of each sentence of a paper."""
JOINS = (" ", " ", ", ", " for ", " and ", " with ", " to ")

_LEMMA_COUNT, _FIRST_LEMMA = 3, 4
_MARKUP = re.compile(r"[`*|#\[\]<>]|:\w+:|\(?https?://\S+")
_SIGNS = re.compile(r"[^\w\s'-]")
_QUOTED = re.compile(r'"([^"]{8,})"')


def corpus(papers: Sequence[Sequence[Row]], wordnet: Path, packages: Path) -> list[str]:
    """Return the texts, each once, in the same order for the same input.

    Args:
        papers: the rows that each paper is embedded as.
        wordnet: the folder with WordNet's files `data.noun`, `data.verb`, …
        packages: a folder into which Python packages were installed.
    """
    chance = Random(SEED)  # noqa: S311 - not for secrets
    definitions, examples = senses(wordnet)
    trade = documentation(packages)
    own = [row.text for rows in papers for row in rows if row.what != "whole"]
    pieces = [typed(fragment(text, chance), chance) for text in own for _ in range(FRAGMENTS)]
    texts = [
        *own,
        *pieces,
        *(typed(definition, chance) for definition in definitions[::2]),
        *(typed(example, chance) for example in examples),
        *(
            typed(text if chance.random() < WHOLE else fragment(text, chance), chance)
            for text in trade
        ),
        *pairs(own, [*own, *trade], 24_000, chance),
        *pairs(trade, [*definitions, *examples], 16_000, chance),
    ]
    return [text for text in dict.fromkeys(texts) if text]


def senses(folder: Path) -> tuple[list[str], list[str]]:
    """Return WordNet's definitions, half of them after their words, and its examples.

    The format of its files is https://wordnet.princeton.edu/documentation/wndb5wn.
    """
    definitions: list[str] = []
    examples: list[str] = []
    for name in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{name}").read_text(encoding="utf-8").splitlines():
            head, bar, gloss = line.partition(" | ")
            if line.startswith(" ") or not bar:
                continue
            said, _, rest = gloss.strip().partition('; "')
            lemmas = ", ".join(_lemmas(head.split()))
            definitions.append(f"{lemmas}: {said}" if len(definitions) % 4 else said)
            examples += _QUOTED.findall(f'"{rest}')
    return definitions, examples


def _lemmas(fields: Sequence[str]) -> list[str]:
    count = int(fields[_LEMMA_COUNT], 16)
    lemmas = fields[_FIRST_LEMMA : _FIRST_LEMMA + 2 * count : 2]
    return [re.sub(r"\(\w+\)$", "", lemma).replace("_", " ") for lemma in lemmas]


def documentation(folder: Path) -> list[str]:
    """Return the sentences of what Python packages say of themselves, each once."""
    found: dict[str, None] = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix not in {".py", ".md"} or "tests" in file.parts:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        for passage in docstrings(text) if file.suffix == ".py" else [text]:
            found.update(dict.fromkeys(sentences(passage)))
    return list(found)


def docstrings(program: str) -> Iterator[str]:
    """Yield the docstrings of a program; none when this Python cannot read it."""
    try:
        nodes = list(ast.walk(ast.parse(program)))
    except (SyntaxError, ValueError):
        return
    for node in nodes:
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def sentences(passage: str) -> Iterator[str]:
    """Yield the sentences of prose in a passage: no code, no headings, nothing too long."""
    for paragraph in re.split(r"\n\s*\n", passage):
        if ">>>" in paragraph or "```" in paragraph or "|---" in paragraph:
            continue
        for sentence in Text(" ".join(_MARKUP.sub(" ", paragraph).split())).sentences():
            if 4 <= len(sentence.split()) <= 40:
                yield sentence


def fragment(text: str, chance: Random, most: int = LONGEST) -> str:
    """Return some words of a text that stand together."""
    words = text.split()
    count = chance.randint(min(SHORTEST, most - 1), most)
    start = chance.randrange(max(1, len(words) - count + 1))
    return " ".join(words[start : start + count])


def typed(text: str, chance: Random) -> str:
    """Return the text as one may type it: every other one in small letters and without signs."""
    if chance.random() < 0.5:
        text = _SIGNS.sub(" ", text).lower()
    return " ".join(text.split())


def pairs(left: Sequence[str], right: Sequence[str], count: int, chance: Random) -> Iterable[str]:
    """Yield short fragments of two texts side by side."""
    for _ in range(count):
        first = fragment(chance.choice(left), chance, 5)
        second = fragment(chance.choice(right), chance, 5)
        yield typed(first + chance.choice(JOINS) + second, chance)
