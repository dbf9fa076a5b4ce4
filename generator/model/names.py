"""The parts of an author's name, as styles of citing want them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?|II|III|IV")
_PARTICLES = frozenset(
    "van von vom der den de del della di da do dos das du la le les los las lo el ter ten te"
    " zu zum zur af av al ul bin bint ibn ben abu wa".split()
)
"""Words that come before a family name in lower case."""
_BEGINNINGS = frozenset("Van Von Der Den De Del Della Di Da Do Dos Du La Le Al Ul".split())
"""The same in capitals are a part of it: `Van Durme`, `De Freitas`."""
_JOINING = frozenset("y i e".split())
"""Words between the two family names of one person: `Ortega y Gasset`."""
_ORGANISATION = re.compile(
    r"[&@/]|(?<![^\s,])(?i:and)(?![^\s,])"
    r"|\b(?:Inc|Ltd|LLC|GmbH|Corp|AI|[Tt]eam|Group|Labs?|Laboratory|University|Institute"
    r"|Cent(?:er|re)|Consortium|Collaboration|Foundation|Research|Project|Community|Initiative"
    r"|Association|Society|Committee|Company|Alliance|Network|Workshop)\b"
)
_FAMILY_FIRST = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+ \S+")
"""Two words, the first in Chinese characters or Hangul: the family name comes first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts. One that is not to be taken apart is in `family` alone.

    The parts are those of BibTeX (https://ctan.org/pkg/bibtex, “BibTeXing”, section 4) and of the
    Citation Style Language, which calls the particle non-dropping
    (https://docs.citationstyles.org/en/stable/specification.html#names).
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def whole(self) -> bool:
        """Whether the name stays as it is: an organisation's, or a single word."""
        return not self.given


def parse(written: str) -> Name:
    """Take apart a name as sources write it: `Ada Lovelace`, `Lovelace, Ada`, `King, Jr., Mary`.

    What may be the name of an organisation stays whole, and what has more commas than there are
    parts.
    """
    name = " ".join(written.split())
    first, *others = [part.strip() for part in name.split(",")]
    suffixes = [part for part in others if _SUFFIX.fullmatch(part)]
    rest = [part for part in others if part not in suffixes]
    if _ORGANISATION.search(name) or len(rest) > 1 or len(suffixes) > 1:
        return Name(name)
    words = (rest[0] if rest else first).split()
    while len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffixes.append(words.pop())
    given, family = (words, first.split()) if rest else _divided(words)
    if not given or not family:
        return Name(name)
    start = _particles(family)
    return Name(*map(" ".join, (family[start:], given, family[:start], suffixes[:1])))


def _divided(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the given names and the family name of a name in its natural order."""
    if _FAMILY_FIRST.fullmatch(" ".join(words)):
        return words[1:], words[:1]
    first = len(words) - 1
    if first > 2 and words[first - 1] in _JOINING:
        first -= 2
    while first > 1 and words[first - 1] in _PARTICLES | _BEGINNINGS:
        first -= 1
    return words[:first], words[first:]


def _particles(family: list[str]) -> int:
    """Return how many words of a family name are particles; the last never is."""
    start = 0
    while start < len(family) - 1 and family[start] in _PARTICLES:
        start += 1
    return start
