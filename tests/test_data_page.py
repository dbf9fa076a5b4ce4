"""The page on the data, its examples as they stand there, and what describes the files."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from generator.publish import routes
from generator.publish.data.record import Record
from generator.publish.pages.data import pages, size
from generator.publish.site import Site
from tests import ROOT
from tests.builders import make_paper
from tests.served import served
from tests.site import Built, one, words
from tests.test_reading_list import make_list

Run = Callable[[str], str]


@pytest.fixture(scope="module")
def run(real_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Run an example of the page against the site on a local server, and return what it prints."""
    page, folder = real_site.main("data/"), tmp_path_factory.mktemp("examples")
    with served(real_site.folder) as address:
        here, there = (each.removesuffix(urlsplit(each).path) for each in (address, real_site.url))

        def run_example(name: str) -> str:
            code = one(page, f"code#example-{name}")
            text = code.get_text()
            assert there in text
            language = "".join(code["class"])
            command = {"language-sh": ["sh", "-e", "-c"], "language-python": [sys.executable, "-c"]}
            done = subprocess.run(
                [*command[language], text.replace(there, here)],
                capture_output=True,
                check=False,
                cwd=folder,
                encoding="utf-8",
                env={**os.environ, "PYTHONUTF8": "1", "no_proxy": "*"},
                timeout=60,
            )
            assert (done.returncode, done.stderr) == (0, "")
            return done.stdout

        yield run_example


@pytest.fixture(scope="module")
def records(real_site: Built) -> list[dict[str, Any]]:
    """The papers of the site."""
    found: list[dict[str, Any]] = json.loads(real_site.text(routes.RECORDS))["papers"]
    return found


def most_used(records: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the tags and how many papers carry them, the most used first."""
    return Counter(tag for paper in records for tag in paper["tags"]).most_common()


def test_the_example_in_the_shell_works(run: Run, records: list[dict[str, Any]]) -> None:
    """One paper's record, then how many papers there are."""
    if not shutil.which("curl"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("There is no curl.")
    record, count = run("shell").splitlines()
    assert json.loads(record) == records[0]
    assert int(count) == len(records)


def test_the_example_in_python_works(run: Run, records: list[dict[str, Any]]) -> None:
    """Papers of the most used tag that have code."""
    tag, _ = most_used(records)[0]
    found = [paper for paper in records if tag in paper["tags"] and paper["links"].get("code")]
    assert found
    expected = [f"{p['published']} {p['title']} {' '.join(p['links']['code'])}" for p in found]
    assert run("python").splitlines() == expected


def test_the_example_in_pandas_works(run: Run, records: list[dict[str, Any]]) -> None:
    """Papers by year, and the most used tags."""
    lines = [line.split() for line in run("pandas").splitlines()]
    counted = {line[0]: int(line[1]) for line in lines if len(line) == 2 and line[1].isdigit()}
    years = Counter(paper["published"][:4] for paper in records if paper["published"])
    tags = {name: count for name, count in counted.items() if not name.isdigit()}
    assert {name: count for name, count in counted.items() if name.isdigit()} == years
    truth = most_used(records)
    assert sorted(tags.values(), reverse=True) == [count for _, count in truth[:10]]
    assert tags.items() <= dict(truth).items()


def test_the_example_in_sqlite_works(run: Run, records: list[dict[str, Any]]) -> None:
    """Papers that have the words, the best first, with a passage."""
    found = [block.splitlines() for block in run("sqlite").strip().split("\n\n")]
    known = {paper["key"]: paper for paper in records}
    assert len(found) == 5
    searched = most_used(records)[0][0].split("-")
    for title, key, passage in found:
        assert known[key]["title"] == title
        text = f"{title} {known[key]['abstract']} {known[key]['summary']}".casefold()
        assert all(word[:5] in text for word in searched)
        assert passage.replace("…", "").replace("[", "").replace("]", "") in known[key]["abstract"]


# ---- What the page says --------------------------------------------------------------------------


def test_every_file_is_named_with_its_size(real_site: Built) -> None:
    """And leads to it."""
    rows = real_site.main("data/").select("table.downloads")[0].select("tbody tr")
    named = {}
    for row in rows:
        link = one(row, "td:first-child a")
        named[words(link)] = words(row.select("td")[2])
        assert real_site.place("data/", str(link["href"])) == (words(link), "")
    ours = {
        routes.RECORDS,
        routes.RECORD_SCHEMA,
        routes.RECORD_LINES,
        routes.TABLE,
        routes.DATABASE,
    }
    for path in ours:
        assert named[path] == size(real_site.files[path].stat().st_size)
    assert named.keys() > {*ours, routes.PACKAGE, routes.LLMS}


def test_every_field_is_explained(real_site: Built) -> None:
    """By the schema's words, in the order of the record."""
    page = real_site.main("data/")
    described = json.loads(real_site.text(routes.RECORD_SCHEMA))["$defs"]["Record"]["properties"]
    names = [words(each) for each in page.select("dl.record dt code")]
    said = [words(each) for each in page.select("dl.record dd")]
    assert names == list(described) == list(Record.__dataclass_fields__)
    for name, text in zip(names, said, strict=True):
        assert text.startswith(words(described[name]["description"]).replace("`", ""))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (1_490_000, "1.5 MB"),
    ],
)
def test_sizes_are_in_words(count: int, said: str) -> None:
    """Thousands of bytes, as the International System has them."""
    assert size(count) == said


def test_a_list_without_papers_and_address_has_its_page() -> None:
    """The examples then name a site that nobody has."""
    (page,) = pages(Site(make_list(), "A list", "Of papers."))
    assert "https://example.org/papers.json" in page.body
    (page,) = pages(Site(make_list(make_paper()), "A list", "Of papers.", url="https://a.org/b/"))
    assert "curl -sSf https://a.org/b/papers/c-sharp.json" in page.body


def test_the_commit_is_named_where_the_data_is_its() -> None:
    """Whoever cites the list can say which state of it."""
    revision = "0123456789abcdef0123456789abcdef01234567"
    site = Site(make_list(make_paper()), "A list", "Of papers.", revision=revision)
    (page,) = pages(site)
    assert f"Commit {revision}." in page.body


# ---- The package, and the repository's own citation ----------------------------------------------


@pytest.mark.parametrize("name", [pytest.param("real", marks=pytest.mark.real), "ugly"])
def test_the_package_describes_the_files(name: str, request: pytest.FixtureRequest) -> None:
    """Each as it is: path, bytes, hash; and the table's columns in their order."""
    site: Built = request.getfixturevalue(f"{name}_site")
    package = json.loads(site.text(routes.PACKAGE))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert package["homepage"] == site.url
    assert site.place("", package["licenses"][0]["path"]) == ("data/index.html", "rights")
    assert 'id="rights"' in site.text("data/index.html")
    for resource in package["resources"]:
        data = site.files[resource["path"]].read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        assert resource["mediatype"]
    (table,) = [each for each in package["resources"] if each.get("type") == "table"]
    columns = [field["name"] for field in table["schema"]["fields"]]
    header = site.files[table["path"]].read_bytes().partition(b"\r\n")[0].decode()
    assert columns == header.split(",")
    assert table["schema"]["missingValues"] == [""]


def test_the_repository_says_how_to_cite_it() -> None:
    """As https://citation-file-format.github.io has it, with the project's version and licence."""
    schema = ["--builtin-schema", "vendor.citation-file-format", str(ROOT / "CITATION.cff")]
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])
    assert cited["authors"] == project["authors"]
