"""The plugin's options say at once what is wrong with them."""

import pytest
from mkdocs.config.base import ValidationError

from generator.config import Authority, ReadingListConfig
from generator.publish.site import AUTHORITY


@pytest.mark.parametrize(
    "said", [AUTHORITY, "example.org,2026", "ada@example.org,2026-11", "a-b.example.org,2026-11-20"]
)
def test_an_owner_and_a_day_may_name_feeds(said: str) -> None:
    """A domain or a mail address, then a year, a month or a day (RFC 4151, section 2.1)."""
    assert Authority().run_validation(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "",
        "example.org",
        "example.org,26",
        "https://example.org,2026",
        "example,2026",
        "example.org,2026-13",
        "example.org,2026-02-30",
        2026,
    ],
)
def test_anything_else_is_refused(said: object) -> None:
    """A mistake would be in every entry of every feed for ever."""
    with pytest.raises(ValidationError, match="xpected"):
        Authority().run_validation(said)


@pytest.mark.parametrize(("said", "wanted"), [({}, True), ({"curate": False}, False)])
def test_page_of_what_there_is_to_do_is_made_unless_told_otherwise(
    said: dict[str, object], wanted: bool
) -> None:
    """At home it is wanted; on the web the settings say that it is not."""
    config = ReadingListConfig()
    config.load_dict(said)
    assert config.validate() == ([], [])
    assert config.curate is wanted


def test_whether_that_page_is_made_is_yes_or_no() -> None:
    """A word would be taken for a yes."""
    config = ReadingListConfig()
    config.load_dict({"curate": "no"})
    assert [name for name, _ in config.validate()[0]] == ["curate"]
