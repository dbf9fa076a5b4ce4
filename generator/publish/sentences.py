"""Changes of the list in sentences, with the things that they are about as links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.history import Change, Thing, Verb
from generator.publish import routes
from generator.publish.render import cut
from generator.publish.site import Site
from generator.text.text import Text

NAMED = 40
"""Things that are named where a sentence is about many; of the others it says how many."""
TITLE = 150
"""Characters of a name that are shown."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by its name, and the path of its page, if it has one."""

    name: str
    page: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence without its full stop, and the things that it counts, if they are several."""

    parts: tuple[str | Named, ...]
    things: tuple[Named, ...] = ()
    more: int = 0
    """How many of them are not among those things."""


def lines(site: Site, change: Change) -> Iterator[Line]:
    """Yield a sentence on a change; of pairs of papers, one on each."""
    if change.thing == "pair":
        for name in change.keys:
            one, _, other = name.partition("--")
            verdict = "one paper" if change.detail == "same" else "two papers"
            two = (_named(site, "paper", one), " and ", _named(site, "paper", other))
            yield Line((*two, f" were found to be {verdict}"))
        return
    things = tuple(_named(site, change.thing, key) for key in change.keys)
    parts = tuple(_parts(site, change, things))
    first, *others = parts
    begin = first[:1].upper() + first[1:] if isinstance(first, str) else first
    several = things if len(things) > 1 else ()
    yield Line((begin, *others), several[:NAMED], len(several[NAMED:]))


def place(change: Change) -> tuple[int, int]:
    """Return where a change stands among those of its commit: what came to the list is first."""
    return [*_NOUNS, "pair"].index(change.thing), list(_SENTENCES).index(change.verb)


def _parts(site: Site, change: Change, things: tuple[Named, ...]) -> Iterator[str | Named]:
    one = len(things) == 1
    noun = _NOUNS[change.thing]
    for part in filter(None, re.split(r"(\{\w+\})", _SENTENCES[change.verb])):
        if part == "{things}" and one:
            yield from (things[0],) if change.thing == "paper" else (f"the {noun} ", things[0])
        elif part == "{paper}":
            yield _named(site, "paper", change.detail)
        elif part == "{tag}":
            yield _named(site, "topic", change.detail)
        else:
            yield _WORDS.get((part, one)) or _word(part, change, f"{len(things):,} {noun}s")


def _word(part: str, change: Change, things: str) -> str:
    plain = _field(change.detail)
    many = plain == "authors"
    return {
        "{things}": things,
        "{detail}": change.detail,
        "{field}": plain,
        "{a_field}": plain if many else f"{_article(plain)} {plain}",
        "{was_field}": "were" if many else "was",
    }.get(part, part)


def _named(site: Site, thing: Thing, key: str) -> Named:
    known = site.reading_list
    heard = site.history.names.get((thing, key), key)
    if thing == "paper":
        there = known.redirects.get(key, key)
        paper = known.by_key.get(key)
        name = paper.shown_title.plain() if paper else Text(heard).plain()
        return Named(cut(name, TITLE), routes.paper(there) if there in known.by_key else None)
    if thing == "topic":
        tag = known.taxonomy.tags.get(key)
        return Named(cut(tag.name if tag else heard, TITLE), routes.tag(key) if tag else None)
    title = {path.name: path.title for path in known.collections}.get(key)
    return Named(cut(title or heard, TITLE), routes.collection(key) if title else None)


def _field(name: str) -> str:
    _, _, kind = name.partition(".")
    return _FIELDS.get(name) or (f"link to the {kind}" if kind else name)


def _article(word: str) -> str:
    return "an" if word[:1].lower() in "aeo" else "a"


_NOUNS: Mapping[Thing, str] = {"paper": "paper", "path": "reading path", "topic": "topic"}
_WORDS: Mapping[tuple[str, bool], str] = {
    ("{was}", True): "was",
    ("{was}", False): "were",
    ("{has}", True): "has",
    ("{has}", False): "have",
}
_FIELDS: Mapping[str, str] = {
    "published": "date of publication",
    "arxiv": "arXiv id",
    "doi": "DOI",
    "anthology": "ACL Anthology id",
    "openreview": "OpenReview id",
    "links.other": "link",
}
_SENTENCES: Mapping[Verb, str] = {
    "added": "{things} {was} added",
    "removed": "{things} {was} removed",
    "changed": "{things} {was} changed",
    "merged": "{things} {was} merged into {paper}",
    "split": "{things} {was} taken out of {paper} again",
    "moved": "{things} {was} given a new key; before, it was “{detail}”",
    "listed": "{things} {was} on the list again",
    "withdrawn": "{things} {was} marked as withdrawn",
    "restored": "{things} {was} taken up again",
    "tagged": "{tag} was given to {things}",
    "untagged": "{tag} was taken from {things}",
    "filled": "{things} {has} {a_field} now",
    "corrected": "the {field} of {things} {was_field} corrected",
    "emptied": "the {field} of {things} {was_field} taken away",
    "ruled": "the rules of {things} were changed",
    "answered": "what sources say of the {field} of {things} was decided",
}
