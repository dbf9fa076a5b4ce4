"""Bad input as files: each of `data/<area>/bad/*.yml` holds a text and its exact messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from _pytest.mark import ParameterSet

from tests import ROOT

DATA = ROOT / "tests" / "data"


@dataclass(frozen=True)
class Case:
    """A text that is wrong, what is said of it, and options that a test may read."""

    text: str
    problems: str
    options: dict[str, Any]


def bad_cases(area: str) -> list[ParameterSet]:
    """Return the cases of an area, each under its file's name."""
    found = sorted((DATA / area / "bad").glob("*.yml"))
    return [pytest.param(_read(file.read_text(encoding="utf-8")), id=file.stem) for file in found]


def _read(text: str) -> Case:
    fields = yaml.safe_load(text)
    wrong, problems = fields.pop("text"), fields.pop("problems")
    return Case(wrong, problems.rstrip("\n"), fields)
