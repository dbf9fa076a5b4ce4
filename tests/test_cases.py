import re

from tests import ROOT
from tests.cases import DATA

TESTS = "\n".join(
    file.read_text(encoding="utf-8") for file in sorted((ROOT / "tests").glob("test_*.py"))
)


def test_every_folder_of_bad_cases_is_tested() -> None:
    """A case that no test reads would be a promise that nobody keeps."""
    areas = {folder.parent.name for folder in DATA.glob("*/bad")}
    read = set(re.findall(r'bad_cases\("(\w+)"\)', TESTS))
    assert areas - read <= {"taxonomy"}, "test_taxonomy reads its own"
    assert read <= areas


def test_every_golden_file_of_the_store_is_tested() -> None:
    """A golden file that no test names shows nothing."""
    golden = {file.name for file in (ROOT / "tests" / "golden" / "store").iterdir()}
    assert {name for name in golden if f'"{name}"' not in TESTS} == set()
