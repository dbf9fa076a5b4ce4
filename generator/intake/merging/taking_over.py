"""Papers of another reading list, fitted to this one before they are taken over as they are."""

from __future__ import annotations

from dataclasses import replace

from generator.intake.record import Reading
from generator.model.paper import Paper, TagOrigin
from generator.model.provenance import may_write, record
from generator.model.taxonomy import Taxonomy


def fitted(reading: Reading, taxonomy: Taxonomy) -> Reading:
    """Return the reading with the tags that this list has, and a remark on the others.

    A tag that goes by another name here, in whatever case, is called by its name here.
    """
    records, unknown = [], set[str]()
    for each in reading.records:
        whole = each.whole and _with_known_tags(each.whole, taxonomy)
        if each.whole and whole:
            unknown |= {tag for tag in each.whole.tags if taxonomy.resolve(tag) is None}
        records.append(replace(each, whole=whole) if whole is not each.whole else each)
    if not unknown:
        return replace(reading, records=tuple(records))
    note = f"tags that this list does not have are left out: {', '.join(sorted(unknown))}"
    return replace(reading, records=tuple(records), notes=(*reading.notes, note))


def _with_known_tags(paper: Paper, taxonomy: Taxonomy) -> Paper:
    """Return the paper itself when its tags stay; the rules' tags stay the rules' to give."""
    tags: dict[str, TagOrigin] = {}
    for word, origin in paper.tags.items():
        if tag := taxonomy.resolve(word):
            tags.setdefault(tag.slug, origin)
    if tags == paper.tags:
        return paper
    after = replace(paper, tags=tags)
    source = paper.sources.get("tags")
    if source is None or not may_write(paper, "tags"):
        return after
    again = record(after, "tags", source.origin, source.date)
    return replace(after, sources={**after.sources, "tags": again})
