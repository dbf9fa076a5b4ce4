"""`papers.csv`: a row a paper, for spreadsheets and data frames.

RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) in UTF-8 without a byte order mark. Cells hold
just what the record does: an apostrophe before one that begins with `=`, `+`, `-` or `@` would keep
a spreadsheet from taking it for a formula (https://owasp.org/www-community/attacks/CSV_Injection),
and would be wrong data to every other program. The page on the data says how to open the file.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from generator.publish.data import schema
from generator.publish.data.record import Record

SEPARATOR = "; "
"""Between the items of a list in one cell."""

Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """A column, and how its cell comes from a record."""

    name: str
    value: Callable[[Record], Cell]
    kind: str = "string"
    """Its type in a Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
    form: str = ""
    """How a cell is written, where it is not just the field's value."""

    @property
    def description(self) -> str:
        """What the field of this name is, and how it is written here."""
        return f"{schema.fields()[self.name].description} {self.form}".strip()


def _plain(name: str, kind: str = "string") -> Column:
    return Column(name, lambda paper: getattr(paper, name), kind)


COLUMNS = (
    _plain("key"),
    _plain("title"),
    Column(
        "authors",
        lambda paper: SEPARATOR.join(author.name for author in paper.authors),
        form="Names, joined by “; ”.",
    ),
    Column("published", lambda paper: str(paper.published or "")),
    _plain("venue"),
    Column(
        "listed",
        lambda paper: SEPARATOR.join(dict.fromkeys(str(x.date) for x in paper.listed if x.date)),
        form="The days that are known, each once, joined by “; ”.",
    ),
    Column("added", lambda paper: str(paper.added or ""), "date"),
    Column("updated", lambda paper: str(paper.updated or ""), "date"),
    Column("tags", lambda paper: SEPARATOR.join(paper.tags), form="Joined by “; ”."),
    *map(_plain, ("arxiv", "doi", "anthology", "openreview", "category", "citation_key")),
    Column(
        "links",
        lambda paper: SEPARATOR.join(
            f"{k} {url}" for k, urls in paper.links.items() for url in urls
        ),
        form="Kind and address, as “code https://…”, joined by “; ”.",
    ),
    _plain("summary"),
    _plain("note"),
    _plain("rating", "integer"),
    _plain("status"),
    _plain("abstract"),
    _plain("url"),
)
_ALWAYS = {"key", "status"}


def write(papers: Iterable[Record]) -> bytes:
    """Return the whole table; an unknown value is an empty cell."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(column.name for column in COLUMNS)
    rows.writerows([column.value(paper) for column in COLUMNS] for paper in papers)
    return text.getvalue().encode()


def table_schema() -> dict[str, Any]:
    """Return what the columns are, as a Table Schema."""
    columns = [
        {"name": column.name, "type": column.kind, "description": column.description}
        | ({"constraints": {"required": True}} if column.name in _ALWAYS else {})
        for column in COLUMNS
    ]
    return {"fields": columns, "primaryKey": ["key"], "missingValues": [""]}
