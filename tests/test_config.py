"""The plugin's options say at once what is wrong with them."""

import pytest
from mkdocs.config.base import ValidationError

from generator.config import Authority
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
