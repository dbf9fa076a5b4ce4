"""References to read: files of every origin, and beside each what is to be read from it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from generator.intake.formats import Format
from generator.intake.reading.references import SUFFIX, named
from generator.intake.record import Reading, Record, Source
from generator.model import identifiers, names
from generator.model.names import Name
from generator.model.paper import Paper
from generator.publish.citations import reference
from generator.publish.citations.formats import FORMATS
from generator.text.text import Text
from tests.cases import DATA


@dataclass(frozen=True)
class Sample:
    """A file of references, and what is to be read from it."""

    file: Path
    records: list[Mapping[str, Any]]
    notes: list[str]


def samples(area: str, ending: str) -> list[ParameterSet]:
    """Return the files of `data/intake/<area>`, each with the `.yml` of its name."""
    folder = DATA / "intake" / area
    files = {file.stem: file for file in sorted(folder.glob(f"*{ending}"))}
    told = {file.stem: file for file in sorted(folder.glob("*.yml"))}
    assert files.keys() == told.keys(), f"{folder}: a file and what it says go together"
    return [pytest.param(_sample(file, told[name]), id=name) for name, file in files.items()]


def _sample(file: Path, told: Path) -> Sample:
    expected = yaml.safe_load(told.read_text(encoding="utf-8"))
    return Sample(file, expected["records"], expected["notes"])


def read(format_: Format, file: Path) -> Reading:
    """Read a file as a curator's."""
    return format_.read(Source(file, file.name, lambda: file.open("rb")))


def said(record: Record) -> dict[str, Any]:
    """Return what a record says, as plain as YAML has it; every origin is the source."""
    assert {fact.origin for fact in record.facts.values()} <= {record.source}
    facts = {name: fact.value for name, fact in record.facts.items()}
    plain = {
        name: [author.name for author in value]
        if name == "authors"
        else list(value)
        if isinstance(value, tuple)
        else str(value)
        for name, value in facts.items()
    }
    assert (record.title, record.abstract) == (plain.get("title"), plain.get("abstract"))
    return {"line": record.line, **plain}


def assert_read_back(record: Record, paper: Paper, *, exact: bool) -> None:
    """A record of our own reference has its title, authors, date and identifiers.

    Text that looks like LaTeX is read as such, as it is wherever the list shows it.

    Args:
        record: what was read.
        paper: what was published.
        exact: it carries the month and the day.
    """
    cited = reference.of(paper)
    facts = {name: fact.value for name, fact in record.facts.items()}
    assert _shown(record.title) == _shown(cited.title.plain())
    if all(map(_is_ordinary, cited.authors)):
        read_names = [_parts(each.name) for each in facts.get("authors", ())]
        assert read_names == [_parts(natural(name)) for name in cited.authors]
    published = facts.get("published")
    assert (published and published.year) == (cited.date and cited.date.year)
    assert not exact or published == cited.date
    if paper.arxiv and identifiers.parse(paper.arxiv):
        assert facts["arxiv"] == paper.arxiv
    if paper.doi and re.fullmatch(r"[\w./()-]*\w", paper.doi, re.ASCII):
        assert facts["doi"] == paper.doi


def _is_ordinary(name: Name) -> bool:
    """Whether a name is of words; with signs, or called `Jr`, it is read as another."""
    if SUFFIX.fullmatch(name.given):
        return False
    parts = (name.family, name.given, name.particle, name.suffix)
    return all(re.fullmatch(r"[\w .’'-]*\w[\w .’'-]*|", part) for part in parts)


def natural(name: Name) -> str:
    """Return a name in the order in which people read it."""
    return named(name.family, name.given, name.particle, name.suffix)


def _parts(name: str) -> Name:
    return names.parse(_shown(name))


def _shown(text: str | None) -> str:
    one_line = " ".join((text or "").split())
    return " ".join(unicodedata.normalize("NFC", Text(one_line).plain()).split())


def cited_in(ending: str, papers: Iterable[Paper]) -> str:
    """Return the file that the list publishes of some papers."""
    form = next(form for form in FORMATS if form.ending == ending)
    return form.file(form.entry(reference.of(paper)) for paper in papers)


def assert_list_read_back(records: Sequence[Record], papers: Sequence[Paper]) -> None:
    """Each record has the venue of its paper, and the ids that its reference shows."""
    for record, paper in zip(records, papers, strict=True):
        facts = {name: fact.value for name, fact in record.facts.items()}
        assert facts.get("venue") == paper.venue
        assert facts.get("doi") == paper.doi
        assert facts.get("anthology") == paper.anthology
        assert [name for name in facts if name.startswith("links.")] == []
