"""Small builders of what tests need: papers, captures, a content folder; fabricated and ugly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.intake import importing
from generator.intake.importing import Import
from generator.intake.record import Source
from generator.intake.sources import Said
from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.store import files, store

TODAY = date(2026, 1, 2)

TAGS = """\
facets:
  method: {name: Method, description: How it is made.}
tags:
  rag: {name: RAG, facet: method, description: It reads., rules: [{any: [retriev*]}]}
  peft:
    name: PEFT
    facet: method
    description: Few weights.
    rules: [{any: [low-rank adaptation, LoRA]}]
"""

Pair = tuple[str, str]
"""A title and an abstract."""


def abstract(words: str = "We study") -> str:
    """Return an abstract that is unlike the abstract of other words."""
    return f"{words} {' and '.join(sorted(words * 2))}. It is 96.4\\% “good”, see {words[::-1]}."


def make_paper(title: str = "C# & co: a <b>study</b>", **fields: Any) -> Paper:  # noqa: ANN401
    """Return a paper; the key is made up unless it is given."""
    defaults: dict[str, Any] = {"key": "c-sharp", "abstract": abstract(), "added": TODAY}
    return Paper(title=title, **{**defaults, **fields})


def make_full_paper(**fields: Any) -> Paper:  # noqa: ANN401
    """Return a paper that fills most of its fields, as people and programs would."""
    some: dict[str, Any] = {
        "authors": (Author("Ada Ørsted"), Author("Kai-wei Chang", doubtful=True)),
        "published": PartialDate(2024, 5),
        "venue": "ICLR 2024",
        "arxiv": "2401.10020",
        "citation_key": "orsted-chang-2024-c",
        "tags": {"rag": "rule", "peft": "rejected"},
        "summary": "No.",
        "note": "Read: twice # really\n\n  - yes",
        "rating": 4,
        "links": {
            "code": ("https://github.com/a/b", "https://github.com/a/c"),
            "video": ("http://v.org/",),
        },
        "listed": (Listing("a.txt", 3, date(2025, 3, 17)), Listing("b.txt", 1)),
        "rejected": {"links": ("https://github.com/x/y",)},
        "updated": TODAY,
    }
    return make_paper(**{**some, **fields})


def make_capture(
    papers: Sequence[Pair], *, day: str | None = None, layout: str = "blank lines", ends: str = "\n"
) -> str:
    """Return a capture in a layout: `blank lines`, with a day or without, or `glued`."""
    if layout == "glued":
        lines = ["Get trending papers in your email inbox once a day!"]
        lines += ["Get trending papers in your email inbox!"]
        body = [line for pair in papers for line in pair]
        return ends.join([*lines, f"Subscribe{body[0]}", *body[1:], ""])
    head = ["new", "Get trending papers in your email inbox!", "Subscribe"]
    head += ["byAK and the research community", day] if day else []
    head += [] if day else ["Daily Papers", "by AK and the research community"]
    return (ends * 2).join([*head, *(line for pair in papers for line in pair), ""])


def make_source(text: str, *, day: date | None = None, year: int | None = None) -> Source:
    """Return a file to import, as if it had been read."""
    return Source(Path("some.txt"), "some.txt", lambda: BytesIO(text.encode()), day, year)


def make_content(folder: Path, papers: Iterable[Paper] = ()) -> Path:
    """Make a content folder with a small taxonomy and these papers."""
    content = folder / "content"
    write_file(content / "tags.yml", TAGS)
    files.write(store.frame(content))
    for paper in papers:
        files.write(dict([store.paper_update(content, None, paper)]))
    return content


def write_file(file: Path, text: str | bytes) -> Path:
    """Write a file, and its folder, with just these bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def import_files(
    content: Path, *paths: Path, year: int | None = None, day: date | None = None
) -> Import:
    """Import files and write the result."""
    prepared = importing.prepare(store.load(content), paths, Said(day, year), TODAY)
    files.write(prepared.texts)
    return prepared


def papers_of(content: Path) -> Mapping[str, Paper]:
    """Return the papers of a content folder that has no problems."""
    return store.load(content).checked().reading_list.by_key


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    found = (f for f in sorted(folder.rglob("*")) if f.is_file() and f.name[:5] != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}
