"""The colours of the stylesheet: legible, and apart from each other for all eyes."""

from itertools import combinations

import pytest

from tests import ROOT
from tests.palette import EYES, contrast, distance, schemes

STYLESHEET = ROOT / "overrides" / "assets" / "stylesheets" / "reading-list.css"
SCHEMES = schemes(STYLESHEET.read_text(encoding="utf-8"))
FACETS = ("method", "task", "modality", "domain", "kind")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_of_text_is_legible(scheme: str) -> None:
    """On the page and on the deeper ground of boxes and code: WCAG 2.2, 1.4.3."""
    colours = SCHEMES[scheme]
    for name in (*FACETS, "ink", "ink-soft", "accent"):
        for ground in ("paper", "paper-deep"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_facets_differ_for_all_eyes(scheme: str, eyes: str) -> None:
    """Far more than what is just seen (a ΔE of 2), also by who sees no red, no green or no blue."""
    for one, other in combinations(FACETS, 2):
        apart = distance(SCHEMES[scheme][one], SCHEMES[scheme][other], eyes)
        assert apart >= 7.5, (one, other, apart)


def test_contrast_and_distance_are_those_of_their_definitions() -> None:
    """Black on white has 21; what differs in red alone is one colour for eyes without red."""
    black, white, red = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.2, 0.0, 0.0)
    assert contrast(black, white) == pytest.approx(21)
    assert distance(black, white, "all colours") == pytest.approx(100, abs=0.01)
    assert distance(red, black, "no red") < distance(red, black, "all colours")
