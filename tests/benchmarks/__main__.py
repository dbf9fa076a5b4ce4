"""Print every figure that is measured. `--quick` measures less, and less surely."""

from __future__ import annotations

import argparse

from tests.benchmarks import (
    build,
    growth,
    importing,
    library,
    lighthouse,
    search,
    serve,
    sizes,
    tagging,
)


def main() -> None:
    """Run the benchmarks one after the other, so that none disturbs another."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer repetitions and fewer papers")
    quick: bool = parser.parse_args().quick
    build.main(pairs=2 if quick else 5)
    growth.main(times=(1, 2) if quick else (1, 2, 4))
    serve.main(rounds=2 if quick else 5)
    sizes.main()
    search.main(many=4 if quick else 25)
    library.main(rounds=10 if quick else 40)
    lighthouse.main(rounds=1 if quick else 3)
    tagging.main()
    importing.main(papers=(500, 1000) if quick else (2500, 5000, 10_000))


if __name__ == "__main__":
    main()
