"""What differs between two states of the files in `content/`, in the words of a reading list.

The states are old ones too, of which some had mistakes: what cannot be read is not told. Of two
states of a file only the fields whose lines differ are read, for a commit may touch every paper.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from generator.model.history import Change, Thing, Verb
from generator.model.identifiers import KINDS
from generator.model.problems import ContentError
from generator.store import document

_Said: TypeAlias = tuple[Verb, Thing, str, str]
"""What was done, to what, which, and the detail."""
_Fields: TypeAlias = Mapping[Any, Any]

_PLACE = re.compile(
    r"(?P<folder>papers|collections|decisions)/(?P<key>[^/]+)\.yml|tags\.yml|redirects\.yml"
)
_FIELD = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
"""Where a field begins in YAML: at the margin."""
_COMPARED = ("title", "abstract", "authors", "published", "venue", *KINDS)
_WRITTEN = ("summary", "note", "rating")
_STATES: Mapping[str, Verb] = {
    "withdrawn": "withdrawn",
    "removed": "removed",
    "active": "restored",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """A file before and after a commit; `None` where it was not there."""

    path: str
    """In the content folder."""
    before: str | None
    after: str | None


def is_told(path: str) -> bool:
    """Whether a change of the file is told at all."""
    return bool(_PLACE.fullmatch(path))


def changes(edits: Iterable[Edit]) -> tuple[tuple[Change, ...], dict[tuple[Thing, str], str]]:
    """Return what the edits of one commit did, and the names of what came and went by it."""
    said: list[_Said] = []
    names: dict[tuple[Thing, str], str] = {}
    for edit in sorted(edits, key=lambda each: each.path):
        try:
            said += _of(edit, names)
        except (ContentError, AttributeError, LookupError, TypeError):  # not as it has to be now
            continue
    grouped: defaultdict[tuple[Verb, Thing, str], list[str]] = defaultdict(list)
    for verb, thing, key, detail in _as_one(said, names):
        grouped[verb, thing, detail].append(key)
    return tuple(Change(v, t, tuple(keys), d) for (v, t, d), keys in grouped.items()), names


def _of(edit: Edit, names: dict[tuple[Thing, str], str]) -> Iterator[_Said]:
    match = _PLACE.fullmatch(edit.path)
    folder, key = (match["folder"], match["key"]) if match else ("", "")
    if folder in {"papers", "collections"} and (edit.before is None or edit.after is None):
        thing: Thing = "paper" if folder == "papers" else "path"
        text = edit.after if edit.before is None else edit.before
        names[thing, key] = _title(text or "") or key
        yield "added" if edit.before is None else "removed", thing, key, ""
        return
    before, after = _differing(edit.before or "", edit.after or "")
    if folder == "papers":
        yield from _of_paper(key, before, after)
    elif folder == "collections":
        if before != after:
            yield "changed", "path", key, ""
    elif folder == "decisions":
        yield from _of_decision(key, before, after)
    elif edit.path == "redirects.yml":
        yield from (("merged", "paper", k, str(after[k]["to"])) for k in after.keys() - before)
        yield from (("split", "paper", k, str(before[k]["to"])) for k in before.keys() - after)
    else:
        yield from _of_topics(before.get("tags") or {}, after.get("tags") or {}, names)


def _of_paper(key: str, before: _Fields, after: _Fields) -> Iterator[_Said]:
    was, now = (set(_tags(each)) for each in (before, after))
    yield from (("tagged", "paper", key, tag) for tag in sorted(now - was))
    yield from (("untagged", "paper", key, tag) for tag in sorted(was - now))
    if _listings(after) - _listings(before):
        yield "listed", "paper", key, ""
    state = after.get("status") or "active"
    if state != (before.get("status") or "active") and state in _STATES:
        yield _STATES[state], "paper", key, ""
    for name in (*_COMPARED, *_WRITTEN):
        yield from _of_field(key, name, before.get(name), after.get(name))
    links = [each.get("links") or {} for each in (before, after)]
    for kind in sorted(set(links[0]) | set(links[1])):
        yield from _of_field(key, f"links.{kind}", *(_list(each.get(kind)) for each in links))


def _of_field(key: str, name: str, before: object, after: object) -> Iterator[_Said]:
    if str(before or "") != str(after or ""):  # a year may be a number or a text
        verb: Verb = "filled" if not before else "corrected" if after else "emptied"
        yield verb, "paper", key, name


def _of_decision(name: str, before: _Fields, after: _Fields) -> Iterator[_Said]:
    answer = after.get("answer")
    if answer and answer != before.get("answer"):
        paper, _, field = name.partition(".")
        yield "answered", "paper" if field else "pair", paper, field or str(answer)


def _of_topics(
    before: _Fields, after: _Fields, names: dict[tuple[Thing, str], str]
) -> Iterator[_Said]:
    for slug in {**before, **after}:
        was, now = before.get(slug), after.get(slug)
        names["topic", slug] = str((now or was or {})["name"])
        if was is None or now is None:
            yield "added" if was is None else "removed", "topic", slug, ""
        elif {**was, "rules": None} != {**now, "rules": None}:
            yield "changed", "topic", slug, ""
        elif was != now:
            yield "ruled", "topic", slug, ""


def _as_one(said: list[_Said], names: Mapping[tuple[Thing, str], str]) -> Iterator[_Said]:
    """Leave out what a merge, a split or a move explains."""
    led = {key: to for verb, _, key, to in said if verb in {"merged", "split"}}
    moved = _moved(said, names)
    for each in said:
        verb, thing, key, _ = each
        if thing == "paper" and key in {*moved, *moved.values()}:
            if verb == "added":
                yield "moved", "paper", key, moved[key]
        elif verb in {"merged", "split"} or thing != "paper" or key not in {*led, *led.values()}:
            yield each


def _moved(said: Iterable[_Said], names: Mapping[tuple[Thing, str], str]) -> dict[str, str]:
    """Return the papers that came under another key and the same title, with the keys they had."""
    of_papers = [(verb, key) for verb, thing, key, _ in said if thing == "paper"]
    came = {names["paper", key]: key for verb, key in of_papers if verb == "added"}
    gone = {names.get(("paper", key), ""): key for verb, key in of_papers if verb == "removed"}
    return {came[title]: gone[title] for title in came.keys() & gone.keys()}


def _differing(before: str, after: str) -> tuple[_Fields, _Fields]:
    """Return the fields of two states of a file whose lines differ. Raises `ContentError`."""
    one, other = (_FIELD.split(text.replace("\r\n", "\n")) for text in (before, after))
    same = set(one) & set(other)
    left, right = ("".join(part for part in text if part not in same) for text in (one, other))
    return _parsed(left), _parsed(right)


def _parsed(text: str) -> _Fields:
    found = document.parse(text, Path()).data if text.strip() else {}
    return found if isinstance(found, dict) else {}


def _title(text: str) -> str:
    parts = _FIELD.split(text)
    stated = next((part for part in parts if part.startswith("title:")), text)
    try:
        return str(_parsed(stated).get("title") or "")
    except ContentError:
        return ""


def _tags(fields: _Fields) -> Iterator[str]:
    """Yield the tags that are shown; in a list, none is refused."""
    tags = fields.get("tags") or {}
    yield from (tag for tag in tags if not isinstance(tags, dict) or tags[tag] != "rejected")


def _listings(fields: _Fields) -> set[str]:
    return {str(each.get("capture")) for each in fields.get("listed") or ()}


def _list(value: object) -> object:
    return [value] if isinstance(value, str) else value
