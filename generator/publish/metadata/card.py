"""A paper's card: the picture that is shown where its address is shared. Like a title page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markupsafe import escape

from generator.model.paper import Paper
from generator.publish.metadata.font import SANS, SERIF, SYMBOLS, Face
from generator.publish.site import Site
from generator.text.text import Text

WIDTH, HEIGHT = 1200, 630
"""Pixels, as those ask who show cards: https://developers.facebook.com/docs/sharing/best-practices"""

PAPER, INK, INK_SOFT, HAIRLINE, ACCENT = "#fbf9f4", "#1f1c18", "#625c53", "#dcd5c8", "#8f2f1d"
FACETS = {
    "method": "#2b46a1",
    "task": "#813611",
    "modality": "#017365",
    "domain": "#6d3871",
    "kind": "#7e6a23",
}
"""The colours of the light scheme in overrides/assets/stylesheets/reading-list.css."""

MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
TITLE = ((66, 3), (56, 4), (46, 5))
"""Sizes of the title, and how many lines there may be: the first that holds all of it."""
NAMED = 12
"""Authors that are tried to be named in two lines."""


@dataclass(frozen=True)
class Style:
    """How a line of text looks."""

    face: Face
    size: float
    colour: str

    def line(self, x: float, y: float, text: str) -> Iterator[str]:
        """Yield the line, from its left end on the baseline; nothing when it cannot be set."""
        if settable := self.face.settable(text):
            yield (
                f'<text x="{x:g}" y="{y:g}" font-family="\'{self.face.font.family}\'"'
                f' font-size="{self.size:g}" fill="{self.colour}">{escape(settable)}</text>'
            )


NAMES = Style(SANS, 26, INK)
SMALL = Style(SANS, 26, INK_SOFT)


def title(paper: Paper) -> str | None:
    """Return the title as it is set; `None`, and no card, when a letter is in no font of ours.

    They have Latin and Greek letters and the signs of mathematics. The machine's fonts would have
    others, and would make another picture on another machine. Other text is left out of a card.
    """
    return SERIF.settable(paper.shown_title.plain()) or None


def svg(site: Site, paper: Paper) -> str | None:
    """Return the card as SVG; `None` when its title cannot be set."""
    if not (set_title := title(paper)):
        return None
    elements = "".join([*_frame(site), *_heading(set_title, paper), *_foot(site, paper)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{elements}</svg>'
    )


@cache
def draw(card: str) -> bytes:
    """Return the card as PNG; the same bytes for the same card. It is drawn once in a process.

    Raises `ImportError` where the package resvg-py is not installed.
    """
    from resvg_py import svg_to_bytes  # noqa: PLC0415 - only a site with cards needs it

    fonts = [str(font.file) for font in (SERIF.font, SANS.font, SYMBOLS)]
    return svg_to_bytes(svg_string=card, skip_system_fonts=True, font_files=fonts)


def _frame(site: Site) -> Iterator[str]:
    yield f'<rect width="{WIDTH}" height="10" fill="{ACCENT}"/>'
    yield from SMALL.line(MARGIN, 88, site.name)
    yield f'<rect x="{MARGIN}" y="112" width="{ROOM}" height="1.5" fill="{HAIRLINE}"/>'


def _heading(set_title: str, paper: Paper) -> Iterator[str]:
    """Yield the title, from the rule downwards, and who wrote it."""
    size, lines = _fitted(set_title)
    below = 136.0
    for line in lines:
        below += 1.14 * size
        yield from Style(SERIF, size, INK).line(MARGIN, below, line)
    below += 24
    for line in _authors(paper):
        below += 1.35 * NAMES.size
        yield from NAMES.line(MARGIN, below, line)


def _fitted(set_title: str) -> tuple[float, list[str]]:
    """Return the largest size in which the title has room, and its lines; else it is cut off."""
    tried = [(size, most, SERIF.lines(set_title, size, ROOM)) for size, most in TITLE]
    size, most, lines = next((each for each in tried if len(each[2]) <= each[1]), tried[-1])
    if len(lines) <= most:
        return size, lines
    last = lines[most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return size, [*lines[: most - 1], last]


def _authors(paper: Paper) -> list[str]:
    """Return the names that fit into two lines, and how many there are beside them."""
    names = [SANS.settable(Text(author.name).plain()) for author in paper.authors]
    if None in names:
        return []
    for named in range(min(NAMED, len(names)), 0, -1):
        others = len(names) - named
        more = f" and {others} other{'s' if others > 1 else ''}" if others else ""
        lines = SANS.lines(", ".join(filter(None, names[:named])) + more, NAMES.size, ROOM)
        if len(lines) <= 2:
            return lines
    return []


def _foot(site: Site, paper: Paper) -> Iterator[str]:
    """Yield, at the foot, its topics with the colours of their facets, and when and where."""
    tags = site.reading_list.taxonomy.tags
    left = float(MARGIN)
    for tag in (tags[slug] for slug in paper.shown_tags if slug in tags):
        name = SANS.settable(tag.name)
        if name and left + 22 + SANS.width(name, SMALL.size) <= WIDTH - MARGIN:
            colour = FACETS.get(tag.facet, INK_SOFT)
            yield f'<circle cx="{left + 6:g}" cy="513" r="6" fill="{colour}"/>'
            yield from SMALL.line(left + 22, 522, name)
            left += 22 + SANS.width(name, SMALL.size) + 30
    facts = [paper.published.words if paper.published else "", Text(paper.venue or "").plain()]
    yield from SMALL.line(MARGIN, 566, " · ".join(filter(None, facts)))
