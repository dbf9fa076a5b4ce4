"""Pairs of papers that are one: merged, as a curator says or has answered; and taken apart again.

Files are written in an order in which a program that is stopped in between leaves a store that can
be read, in which the two are either still two or already one; the same command completes it. What
decides is `redirects.yml`: before it, the bytes of what is merged are put away, and only after it,
the paper's own file goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.intake.merging import verdicts
from generator.intake.merging.joining import differing, joined, left_behind, parted
from generator.model.decisions import Decision
from generator.model.paper import Paper
from generator.model.redirects import Redirect, end
from generator.store import files, merged, paper_text, store, vectors
from generator.store.store import Store

BY_HAND = "A person said that they are one paper."
APART = "A person said that they are two papers."

Texts = dict[Path, str | bytes | None]


@dataclass(frozen=True)
class Union:
    """A paper that goes into another, or comes out of it again."""

    key: str
    into: str
    gave: tuple[str, ...]
    """The fields of the other that get more by it, or less when it comes out again."""
    left: tuple[str, ...] = ()
    """The fields in which a person wrote in it what the other does not say."""


@dataclass(frozen=True)
class Change:
    """What has been worked out and not yet written."""

    unions: tuple[Union, ...] = ()
    texts: Mapping[Path, str | bytes | None] = field(default_factory=dict)
    """The files to write, in this order; `None` for one that is to be gone."""

    def changed(self) -> list[Path]:
        """Return the files that writing would change."""
        return [file for file, data in self.texts.items() if not files.holds(file, data)]


def merge(known: Store, survivor: str, others: Sequence[str], today: date) -> Change:
    """Make other papers a part of one, which stays. Raises `ContentError`."""
    return _merged(known.checked(), {survivor: others}, today)


def merge_answered(known: Store, today: date) -> Change:
    """Merge every pair that a curator has answered to be the same.

    Of several that are one, the paper stays that came here first, for its address has been linked
    to longest; of a day, the one that a list showed first, then the one whose key was made first.
    What the others know it gets, whichever it is.

    Raises `ContentError`, also when other answers say that two of them are different.
    """
    known.checked()
    groups: dict[str, list[str]] = {}
    for group in _groups(known):
        papers = [known.reading_list.by_key[key] for key in group]
        first, *others = sorted(papers, key=_seniority)
        groups[first.key] = [paper.key for paper in others]
    return _merged(known, groups, today)


def finish(known: Store, today: date) -> Change:
    """Finish the merges that were stopped; the store is to be read anew before any other."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(known.checked().merged.unfinished):
        groups[known.reading_list.redirects[key]].append(key)
    return _merged(known, groups, today)


def split(known: Store, key: str, today: date) -> Change:
    """Take a merged paper out of the one it is a part of. Raises `ContentError`.

    Raises `KeyError` when it was not merged, its file was not kept, or the other is a part of a
    third one by now. What a stopped split has left is cleared away.
    """
    content, gone = known.checked().content, known.merged
    kept = merged.file(content, key), merged.file_of_vectors(content, key)
    away: Texts = dict.fromkeys([merged.file_of_into(content, key), *reversed(kept)])
    if key in known.reading_list.by_key and key in gone.papers:
        return Change(texts=away)
    into, other = gone.redirects[key].to, gone.papers[key]
    before = known.reading_list.by_key[into]
    had = gone.into.get(key, before)
    after = parted(before, other, had, today)
    redirects = {each: where for each, where in gone.redirects.items() if each != key}
    texts = Texts([store.paper_update(content, before, after)])
    texts |= _moved(kept[0], files.paper(content, key))
    texts |= _moved(kept[1], vectors.file(content, key))
    texts |= verdicts.apart(known, redirects, verdicts.asked(other, had, APART, today))
    texts |= [merged.redirects_text(content, redirects)]
    return Change((Union(key, into, differing(before, after)),), texts | away)


def _merged(known: Store, groups: Mapping[str, Sequence[str]], today: date) -> Change:
    content, gone, papers = known.content, known.merged, known.reading_list.by_key
    redirects, unions, decisions = dict(gone.redirects), list[Union](), list[Decision]()
    put_away, changed, away = Texts(), Texts(), Texts()
    for survivor, keys in groups.items():
        after = papers[survivor]
        for key in keys:
            is_begun = key in gone.unfinished
            other = gone.papers[key] if is_begun else papers[key]
            before = gone.into.get(key, after) if is_begun else after
            if not is_begun:
                put_away |= _moved(files.paper(content, key), merged.file(content, key))
                put_away |= _moved(vectors.file(content, key), merged.file_of_vectors(content, key))
                put_away[merged.file_of_into(content, key)] = paper_text.write(before)
                redirects[key] = Redirect(survivor, today)
            after, was = joined(after, other, today), after
            unions.append(Union(key, survivor, differing(was, after), left_behind(other, after)))
            decisions.append(verdicts.asked(other, before, BY_HAND, today))
            away |= {files.paper(content, key): None, vectors.file(content, key): None}
        changed |= [store.paper_update(content, papers[survivor], after)]
    decided = verdicts.together(known, redirects, decisions)
    led = [merged.redirects_text(content, redirects)] if unions else []
    return Change(tuple(unions), {**put_away, **dict(led), **changed, **decided, **away})


def _moved(file: Path, to: Path) -> Texts:
    """Return what copies a file, if there is one."""
    return {to: file.read_bytes()} if file.exists() else {}


def _groups(known: Store) -> Iterator[list[str]]:
    """Yield the papers that are one by what a curator has answered, two or more in each group."""
    group_of: dict[str, list[str]] = {}
    for each in known.decisions.values():
        keys = [end(known.merged.redirects, key) or key for key in each.papers]
        if each.answer == "same" and all(key in known.reading_list.by_key for key in keys):
            one, other = (group_of.get(key, [key]) for key in keys)
            joint = list(dict.fromkeys([*one, *other]))
            group_of |= dict.fromkeys(joint, joint)
    for key, group in sorted(group_of.items()):
        if len(group) > 1 and key == min(group):
            yield group


def _seniority(paper: Paper) -> tuple[bool, date, bool, date, str]:
    first_listed = min(paper.days, default=date.max)
    is_removed, came = paper.status == "removed", paper.added or date.max
    return is_removed, came, not paper.listed, first_listed, paper.key
