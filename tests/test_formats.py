"""Which format a file is in is told from how it begins; every fixture takes part."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.intake import formats
from generator.intake.formats import FORMATS
from generator.intake.record import Source
from generator.model.problems import ContentError
from tests import ROOT
from tests.builders import make_source
from tests.cases import DATA

INTAKE = DATA / "intake"
FIXTURES = sorted(f for f in INTAKE.glob("*/*") if f.is_file() and f.suffix != ".yml")
"""What a file of YAML beside one of another kind says is what the other is read as."""
MODULES = {formats.name(each).replace("-", "_"): each for each in FORMATS}


def source_of(file: Path) -> Source:
    """Return a file to import."""
    return Source(file, file.name, lambda: file.open("rb"))


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_file_is_taken_for_what_it_is(file: Path) -> None:
    """The folder of a fixture is named after the module of its format."""
    assert formats.told(source_of(file)) is MODULES[file.parent.name]


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_file_can_be_insisted_to_be_anything(file: Path) -> None:
    """Whatever the format that somebody insists on, it is read or refused with a reason."""
    for each in FORMATS:
        assert formats.told(source_of(file), formats.name(each)) is each
        try:
            reading = each.read(source_of(file))
        except ContentError as error:
            assert error.problems  # noqa: PT017 - it may well be read
        else:
            assert all(record.line > 0 for record in reading.records)


def test_every_fixture_is_read_by_a_test() -> None:
    """A fixture that no test of its format names shows nothing; each format has some."""
    named = (f for f in FIXTURES if not f.with_suffix(".yml").exists())
    unread = [
        file
        for file in named
        if not any(name in _tests_of(file.parent.name) for name in (file.name, f'"{file.stem}"'))
    ]
    assert unread == []
    assert {file.parent.name for file in FIXTURES} == MODULES.keys() - {
        *("captures", "bibliography")
    }


def _tests_of(format_: str) -> str:
    names = (f"test_format_{format_}.py", f"test_{format_}_in.py")
    files = (ROOT / "tests" / name for name in names)
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.exists())


def test_what_is_more_particular_is_tried_first() -> None:
    """Any text with an identifier is the last format's, any feed the one before arXiv's is not."""
    order = [formats.name(each) for each in FORMATS]
    assert order[-1] == "ids"
    assert order.index("arxiv") < order.index("atom")
    assert order.index("openreview") < order.index("json-feed") < order.index("csl")


def test_what_nobody_recognises_is_shown() -> None:
    """With its beginning, and with all formats that there are."""
    with pytest.raises(ContentError, match=r"“nothing of note…”") as caught:
        formats.told(make_source("nothing\nof note"))
    assert all(each.NAME in str(caught.value) for each in FORMATS)
    with pytest.raises(ContentError, match="an empty file"):
        formats.told(make_source(" \n"))


BEGINNINGS = [file.read_text(encoding="utf-8")[:3000] for file in FIXTURES]


@given(st.text() | st.sampled_from(BEGINNINGS), st.integers(0, 3000), st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str, at: int, more: str) -> None:
    """Cut off anywhere, and with anything after it; what is recognised is read as such."""
    source = make_source(text[:at] + more)
    for each in FORMATS:
        if each.recognises(source.head):
            try:
                each.read(source)
            except ContentError as error:
                assert error.problems  # noqa: PT017
