"""`decisions/<a>--<b>.yml`: a question about two papers, both side by side, and the answer."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from generator.model.decisions import Decision
from generator.model.problems import ContentError
from generator.store import document, files, yaml_edit, yaml_text

_DECISION = TypeAdapter(Decision)
_HEADER = """\
# One paper or two? Write “same” or “different” after “answer:”, and why, if you like.
# Then, for those that are the same: reading-list merge
"""


def load(file: Path) -> Decision:
    """Read a question about a pair. Raises `ContentError` with all that is wrong in it."""
    found = document.read(file)
    decision = document.validate(_DECISION, found)
    if decision.name != file.stem:
        expected = f"the two papers of the file's name, {file.stem}"
        raise ContentError([found.problem(("papers",), expected, decision.name)])
    return decision


def update(content: Path, before: Decision | None, after: Decision) -> tuple[Path, str]:
    """Return the file and the text that would make `before` be `after`; `None` is a new question.

    Raises `ContentError` when the file has a form that no program can edit without harm.
    """
    file = files.decision(content, after.name)
    if before is None:
        return file, _HEADER + yaml_text.write(_fields(after))
    try:
        return file, yaml_edit.revise(files.read_text(file), _fields(before), _fields(after))
    except ValueError as error:
        found = document.read(file)
        expected = "fields in lines of their own"
        raise ContentError([found.problem(("answer",), expected, str(error))]) from None


def _fields(decision: Decision) -> dict[str, Any]:
    evidence = {
        key: {each.name: value for each in fields(seen) if (value := getattr(seen, each.name))}
        for key, seen in decision.evidence.items()
    }
    return {
        "papers": list(decision.papers),
        "question": decision.question,
        "answer": decision.answer,
        "reason": decision.reason,
        "asked": decision.asked,
        **({"alike": yaml_text.Inline(decision.alike)} if decision.alike else {}),
        **({"evidence": evidence} if evidence else {}),
    }
