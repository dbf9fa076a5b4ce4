"""A digest as a message: what it says in HTML and in plain text, under the headers of a list."""

from __future__ import annotations

from datetime import UTC, datetime, time
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from functools import partial
from typing import Any

from generator.publish import routes
from generator.publish.digest.entries import NAME_LENGTH, entry, line, place
from generator.publish.digest.length import fitted
from generator.publish.digest.plain import plain
from generator.publish.digest.sections import Digest
from generator.publish.site import Site
from generator.publish.writing import render


class _Whole(UnstructuredHeader, BaseHeader):
    """A header of an address, left as it is: Python encodes a long one, and nobody decodes it.

    See https://github.com/python/cpython/issues/124452.
    """

    @classmethod
    def parse(cls, string: str, kwds: dict[str, Any]) -> None:
        """Take the text as it is."""
        super().parse(string, kwds)
        kwds["decoded"] = string

    def fold(self, *, policy: Policy) -> str:
        """Keep it on one line."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
for _name in ("List-Archive", "List-Unsubscribe"):
    _HEADERS.map_to_type(_name, _Whole)
POLICY = SMTP.clone(max_line_length=76, header_factory=_HEADERS)
"""Lines of quoted-printable text have at most 76 characters (RFC 2045, section 6.7)."""


def subject(site: Site, digest: Digest) -> str:
    """Return the title of a digest among other mail."""
    return f"{_named(site)}: {digest.period.title}"


def identifier(site: Site, digest: Digest) -> str:
    """Return the `Message-ID`, the same for a period whenever and to whomever it is sent."""
    return f"<{digest.period.slug}.digest@{_domain(site)}>"


def html(site: Site, digest: Digest, unsubscribe: str = "") -> str:
    """Return the digest for programs that show HTML; it fetches nothing and runs nothing."""

    def write(shown: Digest) -> str:
        message = render(
            "digest_mail.html.j2",
            site=site,
            routes=routes,
            digest=shown,
            entries={paper.key: entry(site, paper) for paper in shown.papers},
            subject=subject(site, digest),
            name=line(site.name, NAME_LENGTH),
            place=partial(place, site, digest.period),
            unsubscribe=unsubscribe,
        )
        return f"{message}\n"

    return fitted(digest, write)


def text(site: Site, digest: Digest, unsubscribe: str = "") -> str:
    """Return the digest in plain text."""
    return fitted(digest, lambda shown: plain(site, shown, unsubscribe))


def message(
    site: Site, digest: Digest, when: datetime | None = None, unsubscribe: str = ""
) -> EmailMessage:
    """Return the digest as a message, the same bytes every time; whoever sends it says to whom.

    Args:
        site: The site, at its whole address.
        digest: The digest.
        when: The date of the message, with its zone; if nobody says, the end of the period.
        unsubscribe: A mailto or https address for those who want no more of it.
    """
    domain = _domain(site)
    made = EmailMessage(POLICY)
    made["From"] = Address(_named(site), "digest", domain)
    made["Subject"] = subject(site, digest)
    made["Date"] = when or datetime.combine(digest.last, time(23, 59, 59), UTC)
    made["Message-ID"] = identifier(site, digest)
    made["List-Id"] = f"<digest.{domain}>"  # RFC 2919
    made["List-Archive"] = f"<{site.absolute(routes.DIGESTS)}>"  # RFC 2369
    made["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer from a holiday is wanted
    made.set_content(text(site, digest, unsubscribe), cte="quoted-printable")
    made.add_alternative(html(site, digest, unsubscribe), subtype="html", cte="quoted-printable")
    made.set_boundary(f"=_{digest.period.slug}")  # quoted-printable text never has “=_”
    return made


def _named(site: Site) -> str:
    """Return the name for a header, where `=?` would begin an encoded word, line breaks and all."""
    return line(site.name, NAME_LENGTH).replace("=?", "= ?")


def _domain(site: Site) -> str:
    """Return the domain in an authority as RFC 4151 has it: `example.org,2026`, `a@b.org,2026`."""
    return site.authority.partition(",")[0].rpartition("@")[2]
