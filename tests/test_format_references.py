"""References as programs export them, and as people break them, in each of their formats."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from _pytest.mark import ParameterSet

from generator.intake import formats
from generator.intake.formats import Format, bibtex, csl, ris
from generator.model.problems import ContentError
from tests.builders import make_source
from tests.cases import Case, bad_cases
from tests.references import Sample, read, said, samples

ENDINGS: Mapping[Format, str] = {bibtex: ".bib", ris: ".ris", csl: ".json"}


def of_each(cases: Mapping[Format, list[ParameterSet]]) -> list[ParameterSet]:
    """Return the cases of all formats, each with its format."""
    return [
        pytest.param(format_, *case.values, id=f"{formats.name(format_)}-{case.id}")
        for format_, some in cases.items()
        for case in some
    ]


SAMPLES = {each: samples(formats.name(each), ending) for each, ending in ENDINGS.items()}
BROKEN = {each: bad_cases(f"intake/{formats.name(each)}") for each in ENDINGS}


@pytest.mark.parametrize(("format_", "sample"), of_each(SAMPLES))
def test_references_of_every_origin_are_read(format_: Format, sample: Sample) -> None:
    """Each file says what the `.yml` of its name says, and nothing else."""
    reading = read(format_, sample.file)
    assert [said(record) for record in reading.records] == sample.records
    assert list(reading.notes) == sample.notes
    assert formats.told(make_source(sample.file.read_text(encoding="utf-8"))) is format_


@pytest.mark.parametrize(("format_", "case"), of_each(BROKEN))
def test_what_is_broken_is_told_at_once(format_: Format, case: Case) -> None:
    """By its line and its place; what is broken in one reference hides none of the others."""
    with pytest.raises(ContentError) as error:
        format_.read(make_source(case.text))
    assert str(error.value) == case.problems
