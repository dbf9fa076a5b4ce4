"""Fixtures that tests share."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as settings_of_hypothesis
from playwright.sync_api import Browser

from generator.model.reading_list import ReadingList
from generator.store import store
from tests import ROOT, chromium
from tests.site import Built, build_site, settings
from tests.ugly import make_ugly_content

settings_of_hypothesis.register_profile("untimed", deadline=None)  # speed is for benchmarks
settings_of_hypothesis.load_profile("untimed")

GOLDEN = ROOT / "tests" / "golden" / "published"

MARKED = {"browser": "browser", "real_list": "real", "real_site": "real"}
"""Fixtures, and the mark of the tests that use them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`."""
    said = "write the golden files anew from what is generated now"
    parser.addoption("--update-golden", action="store_true", help=said)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the fixtures that they use: `-m "not browser"` leaves out what needs one."""
    for item in items:
        for mark in {MARKED.get(name) for name in getattr(item, "fixturenames", ())} - {None}:
            item.add_marker(str(mark))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the golden file of a name, or write it with `--update-golden`."""

    def compare(name: str, text: str) -> None:
        if request.config.getoption("update_golden"):
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="")
        assert text == (GOLDEN / name).read_bytes().decode()

    return compare


@pytest.fixture(scope="session")
def real_list() -> ReadingList:
    """The repository's own list."""
    return store.load(ROOT / "content").checked().reading_list


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The repository's own list as a site, built strictly for a sub-path."""
    return _built(ROOT / "content", tmp_path_factory)


@pytest.fixture(scope="session")
def ugly_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content folder of a made-up list; tests leave it as it is."""
    return make_ugly_content(tmp_path_factory.mktemp("ugly"))


@pytest.fixture(scope="session")
def ugly_site(ugly_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The made-up list as a site, built strictly for a sub-path."""
    return _built(ugly_content, tmp_path_factory)


def _built(content: Path, folders: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "0")  # what MkDocs stamps with the day, it stamps alike
        return build_site(settings(content, folders.mktemp("built") / "site"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one, tests that ask for it are skipped on a desk and fail in CI."""
    without = pytest.fail if os.environ.get("CI") else pytest.skip
    try:
        with chromium.started() as started:
            yield started
    except SystemExit as problem:
        without(str(problem))
