"""Progress of long work: a bar on a terminal, a plain line now and then elsewhere, or nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Say = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

_SECONDS = 5.0
"""Between two plain lines."""


@contextmanager
def shown(what: str, *, quiet: bool = False, few: int = 0) -> Iterator[Say]:
    """Yield what shows the progress of `what` on standard error.

    Work of so `few` steps is over before anybody wonders, and no line is printed of it.
    """
    if quiet:
        yield lambda _done, _of: None
    elif sys.stderr.isatty():
        with click.progressbar(length=1, label=what, file=sys.stderr) as bar:

            def move(done: int, of: int) -> None:
                bar.length = of
                bar.update(done - bar.pos)

            yield move
    else:
        last = time.monotonic()

        def tell(done: int, of: int) -> None:
            nonlocal last
            if of > few and (done >= of or time.monotonic() - last >= _SECONDS):
                last = time.monotonic()
                click.echo(f"{what}: {done} of {of}", err=True)

        yield tell
