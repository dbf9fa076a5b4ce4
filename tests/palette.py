"""The colours of the stylesheet, and how they are seen: contrast, and eyes that see few colours."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

Colour = tuple[float, float, float]
"""Linear light of red, green and blue, from 0 to 1."""

_PAIR = re.compile(r"^ *--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);$", re.MULTILINE)

_SEEN = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Linear RGB as it is seen: Machado, Oliveira and Fernandes 2009, severity 1.0
(https://www.inf.ufrgs.br/~oliveira/pubs_files/CVD_Simulation/CVD_Simulation.html)."""

EYES = tuple(_SEEN)


def schemes(stylesheet: str) -> Mapping[str, Mapping[str, Colour]]:
    """Return the colours of each scheme, by the names of their custom properties."""
    pairs = _PAIR.findall(stylesheet)
    return {
        scheme: {pair[0]: _linear(pair[place]) for pair in pairs}
        for place, scheme in ((1, "light"), (2, "dark"))
    }


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21: WCAG 2.2, “contrast ratio”."""
    dark, light = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other)
    )
    return (light + 0.05) / (dark + 0.05)


def distance(one: Colour, other: Colour, eyes: str) -> float:
    """Return how far apart two colours look: ΔE of Oklab, in hundredths (2 is just seen)."""
    pairs = zip(_oklab(_seen(one, eyes)), _oklab(_seen(other, eyes)), strict=True)
    return 100 * math.hypot(*(a - b for a, b in pairs))


def _linear(code: str) -> Colour:
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    """Return the light of a value of sRGB: IEC 61966-2-1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _seen(colour: Colour, eyes: str) -> Colour:
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, colour, strict=True))))
        for row in _SEEN[eyes]
    )
    return red, green, blue


def _oklab(colour: Colour) -> Colour:
    """Return a colour in Oklab (https://bottosson.github.io/posts/oklab/)."""
    r, g, b = colour
    l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)  # noqa: E741 - its name
    m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
    )
