"""The plugin's options in `mkdocs.yml`, typed."""

from __future__ import annotations

import re

from mkdocs.config.base import Config, ValidationError
from mkdocs.config.config_options import Optional, Type

from generator.model.dates import PartialDate

_OWNER = re.compile(r"([\w.-]+@)?[a-z0-9.-]+\.[a-z]+", re.ASCII)


class Authority(Type[str]):
    """A domain or a mail address, and a day on which it was the curator's."""

    def __init__(self) -> None:
        """Expect a text."""
        super().__init__(str)

    def run_validation(self, value: object) -> str:
        """Refuse what RFC 4151 does not allow (https://www.rfc-editor.org/rfc/rfc4151)."""
        said = super().run_validation(value)
        owner, _, day = said.partition(",")
        try:
            PartialDate.parse(day)
        except ValueError:
            owner = ""
        if not _OWNER.fullmatch(owner):
            expected = (
                "a domain or mail address and a day on which it is yours, as example.org,2026"
            )
            raise ValidationError(f"expected {expected}; got {said!r}")
        return said


class ReadingListConfig(Config):
    """What `plugins: [reading-list: {…}]` may say."""

    authority = Optional(Authority())
    """Who names the feeds and their entries. A change of it makes every entry new to readers."""
    cards = Type(bool, default=False)
    """Whether a picture of every paper is drawn, for those who share its address."""
    curate = Type(bool, default=True)
    """Whether there is a page of what is unknown, doubtful or waiting for the curator's answer."""
