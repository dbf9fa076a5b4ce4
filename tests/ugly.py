"""A made-up reading list that holds what has broken sites before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.model.dates import PartialDate
from generator.model.paper import Author, Listing, Paper
from generator.store import files, store
from tests.builders import make_full_paper, make_paper, write_file

TAGS = """\
facets:
  method: {name: 'Method </h2>{{ 7*7 }}', description: 'How: it is *made*. {: #stolen }'}
  task: {name: Task, description: What it is for.}
tags:
  cpp: {name: C++, facet: method, description: 'Not <b>C</b> & not C#.'}
  c-sharp: {name: 'C#', facet: method, description: '# Sharp {{ 7*7 }}', aliases: [dotnet]}
  c: {name: C, facet: task, description: '`:smile:` --8<-- "mkdocs.yml"'}
  rag: {name: RAG, facet: task, description: It reads.}
  peft: {name: PEFT, facet: task, description: Few weights.}
  nobody: {name: Nobody, facet: task, description: No paper has it.}
"""

LED = """\
merged: {to: markup, date: 2026-01-02} # written by hand
merged-before: {to: merged, date: 2025-11-30}
led-to-removed: {to: removed, date: 2026-01-02}
"""
PATH = """\
title: '</h2><script>hacked = 3</script> {{ 7*7 }} {: #stolen }'
introduction: '# Not a heading <b>at all</b>. {{ 7*7 }}'
papers:
- {paper: only-required, why: 'Because <i>it</i> is {{ 7*7 }} & short.'}
- {paper: long, why: 'Because it is **long**.'}
"""

MONDAY, FRIDAY = date(2025, 3, 17), date(2025, 3, 14)

TITLES = {
    "markup": '</title><script>hacked = 1</script><img src=x onerror="hacked = 2"> & &amp; &#65;',
    "templates": "{{ 7*7 }} {% include 'x' %} {# gone? #} ${7*7} {: #stolen .class } {#id}",
    "markdown": "# *A* **B** _c_ [d](javascript:hacked()) ![e](f) `g` | h | ~~i~~ ==j== :smile:",
    "snippets": '--8<-- "mkdocs.yml" [^1] [TOC] *[HTML]: x ++ctrl+c++ <!-- x --> - [ ] www.x.org',
    "yaml": '\'- key: &a *a !!python/object [1, "2"] # no comment: null',
    "c-sharp": "C#",
    "cpp": "C++ vs C#",
    "bibtex": "BibTeX",
    "toggle": "__search",
    "braces": "}} , year = {1999}, @article{x, 100% $5",
    "chinese": "大規模言語モデル：概要",
    "arabic": "نموذج لغة كبير",
}
"""Titles that show as the text that they are, by key."""

UNSEEN = "Plain \u202eevil\u202c and\u200b ze\u00adro \x07bell \ufeffend"
SEEN = "Plain evil and zero bell end"

LINES = "\n\n".join(
    (
        *TITLES.values(),
        "javascript:hacked() data:text/html,<b> https://example.org/a_(b)?c=1&d='e'. http://x",
        "    indented code\n\t\ttabs\n> quote\n1. list\n* star\n===\n---\n| a | b |\n|---|---|",
        UNSEEN,
    )
)
"""An abstract of hostile lines, each a paragraph."""

LONG = "<b>{{ long }}</b> $x_{1}$ \\textbf{words} & more ** " * 2000
"""100 kB without the end of a sentence."""


def papers() -> tuple[Paper, ...]:
    """Return the papers of the list."""
    hostile = (
        make_paper(title, key=key, abstract=LINES if key == "markup" else title)
        for key, title in TITLES.items()
    )
    return (
        *hostile,
        make_paper(UNSEEN, key="unseen", abstract=UNSEEN),
        make_paper("Long", key="long", abstract=LONG, tags={"c": "rule"}),
        *_of_people(),
        *_of_dates(),
        make_full_paper(
            key="full",
            tags={"rag": "rule", "c-sharp": "person", "cpp": "rule", "peft": "rejected"},
            summary="<i>One</i> line & {{ n*n }}.",
            note="A `note` <b>of</b> mine",
            venue="</dd><b>ICML</b> 2024",
            doi="10.1000/a<b>&c(d)",
            anthology="2024.acl-long.1",
        ),
        Paper(key="only-required", title="Only what is required", abstract="Nothing else."),
        make_paper("Written by hand", key="written", abstract="Of the file, not the page."),
    )


def make_ugly_content(folder: Path) -> Path:
    """Write the list, with its hand-written pages, as a content folder."""
    content = folder / "content"
    files.write(store.frame(content))
    files.write(dict(store.paper_update(content, None, paper) for paper in papers()))
    write_file(content / "tags.yml", TAGS)
    write_file(content / "redirects.yml", LED)
    write_file(content / "collections" / "hostile.yml", PATH)
    write_file(content / "captures" / "a.txt", "captured\n")
    write_file(content / "about.md", "# About\n\nSee the [topics](tags/index.md).\n\n## Rights\n")
    write_file(content / "contribute.md", "# Contribute\n")
    write_file(content / "papers" / "written.md", "---\ntitle: By hand\n---\n\n# By hand\n")
    return content


def _of_people() -> tuple[Paper, ...]:
    crowd = tuple(Author(f"Person{number} Of The Crowd") for number in range(60))
    mixed = ("王小明", "佐藤 健", "דוד כהן", "محمد علي", "<i>Eve</i> & {Co}", "Ed and Al, Inc.")
    return (
        make_paper("By a crowd", key="crowd", authors=crowd, tags={"c": "rule"}),
        make_paper("Names of all scripts", key="names", authors=tuple(map(Author, mixed))),
        make_paper("Names again", key="names-2", authors=tuple(map(Author, mixed[:5]))),
        make_paper("By nobody", key="nobody", authors=()),
    )


def _of_dates() -> tuple[Paper, ...]:
    here = Listing("a.txt", 1, MONDAY)
    again = (here, Listing("a|b.txt", 2, FRIDAY), Listing("<c>.txt", 1), Listing("<c>.txt", 2))
    return (
        make_paper("Of a year", key="of-year", published=PartialDate(1999), listed=again),
        make_paper("Of a month", key="of-month", published=PartialDate(2024, 2)),
        make_paper("Second", key="second", listed=(Listing("a.txt", 2, MONDAY),)),
        make_paper("Third", key="third", listed=(Listing("a.txt", 3, MONDAY),)),
        make_paper("Withdrawn", key="withdrawn", status="withdrawn", tags={"c": "person"}),
        make_paper(
            "Removed <b>",
            key="removed",
            status="removed",
            note="Its <b>authors</b> asked.",
            tags={"c": "person"},
            listed=(Listing("a.txt", 4, MONDAY),),
        ),
    )
