"""`make bench`: print every measurement with its reference, as Markdown tables."""

from __future__ import annotations

import os
import platform
import sys

from benchmarks import (
    batch,
    bystander,
    chaos,
    cluster,
    desk,
    documents,
    languages,
    lines,
    log,
    pages,
    planning,
    repository,
    scoring,
    sessions,
    workbooks,
    years,
)
from benchmarks.measure import Result

PARTS = {
    "scoring": scoring.results,
    "planning": planning.results,
    "documents": documents.results,
    "languages": languages.results,
    "batch": batch.results,
    "bystander": bystander.results,
    "workbooks": workbooks.results,
    "pages": pages.results,
    "lines": lines.results,
    "desk": desk.results,
    "sessions": sessions.results,
    "cluster": cluster.results,
    "repository": repository.results,
    "years": years.results,
    "log": log.results,
}


def main() -> None:
    """Run the parts named on the command line, or all; `chaos`, which takes minutes, only alone."""
    if sys.argv[1:2] == ["chaos"]:
        chaos.main(sys.argv[2:])
        return
    chosen = sys.argv[1:] or list(PARTS)
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}\n"
    )
    for name in chosen:
        print(f"## {name.capitalize()}\n")
        print("| What | Here | Beside it | There | Ratio | Aim |")
        print("|---|---:|---|---:|---:|---|")
        for result in PARTS[name]():
            print(_line(result))
        print(flush=True)


def _line(result: Result) -> str:
    cells = (result.what, result.ours, result.reference, result.theirs, result.ratio, result.aim)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
