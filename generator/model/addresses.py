"""What can be told of an address without asking the web: that it is odd, or is known to be dead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import parse_qs, urlsplit

_SHORTENERS = frozenset(
    "bit.ly buff.ly cutt.ly dlvr.it goo.gl is.gd lnkd.in ow.ly rb.gy shorturl.at t.co t.ly "
    "tinyurl.com trib.al url.ie v.gd".split()
)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|_hsenc|_hsmi|yclid")
_DEAD: Mapping[str, str] = {
    "academic.microsoft.com": "Microsoft Academic ended in 2021",
    "code.google.com": "Google Code ended in 2016",
    "paperswithcode.com": "Papers with Code ended in 2025",
    "plus.google.com": "Google+ ended in 2019",
}
"""Hosts that are gone, with all that was below them."""
_PASSING = frozenset({"anonymous.4open.science"})
"""Hosts whose addresses are made for the time of a review."""
_END = re.compile(r"[.,;:!?'…\]>}]$|%20$")


def doubt(url: str) -> str:
    """Return what is odd about an address, in words that go on after it; "" for nothing."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "is no address"
    tracked = [name for name in parse_qs(parts.query) if _TRACKING.fullmatch(name)]
    doubts = (
        (host in _DEAD, f"is dead: {_DEAD.get(host)}"),
        (host in _SHORTENERS, "is a shortener: put the address to which it leads"),
        (host in _PASSING, "is made for a review, and passes away"),
        (_is_malformed(url, host), "looks cut off or mistyped"),
        (bool(tracked), f"tells where a reader came from: leave out {', '.join(tracked)}"),
        (parts.scheme == "http", "is http: try https"),
    )
    return next((words for applies, words in doubts if applies), "")


def _is_malformed(url: str, host: str) -> bool:
    if "." not in host or ".." in host or url.count(")") != url.count("("):
        return True
    return bool(_END.search(url)) or _is_number(host)


def _is_number(host: str) -> bool:
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def folded(url: str) -> str:
    """Return an address as it is compared: where it leads, however it is written."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/').removesuffix('.git')}{query}"
