"""A folder of facts: one JSON file, the same as tables, figures, a page to read, and how they were made.

::

    NAME.json         all figures                     a model of slm_sim.model
    tables/           the same as tables              *.parquet and *.csv
    report.html       the page to read
    figures/          its figures, *.svg and *.png
    provenance.json   how they were made              slm_sim.report.provenance
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from slm_sim.errors import WriteError
from slm_sim.model.fact import Fact
from slm_sim.model.tables import Table
from slm_sim.report.folder import FIGURE_FOLDER, PROVENANCE, REPORT, TABLE_FOLDER, as_json, read_facts
from slm_sim.report.provenance import provenance
from slm_sim.report.staging import staged
from slm_sim.report.summary import Summary

if TYPE_CHECKING:
    from pandas import DataFrame

    from slm_sim.report.figures import Drawn

Facts = TypeVar("Facts", bound=Fact)


@dataclass(frozen=True)
class Kind(Generic[Facts]):
    """A kind of folder: the name of its file, the facts in it, its tables; and how all that is told is made.

    beside  other files of text, each as its path in the folder and its text

    Tables and figures load pandas and matplotlib, so they are made by functions that load them when called.
    """

    file: str
    facts: type[Facts]
    tables: tuple[Table, ...]
    table_of: Callable[[Table, Facts], DataFrame]
    summary: Callable[[Facts], Summary]
    page: Callable[[Facts, Sequence[Drawn], Mapping[str, str]], str]
    draw: Callable[[Facts], Sequence[Drawn]] = lambda facts: ()
    beside: Callable[[Facts], Mapping[str, str]] = lambda facts: {}


def write_facts(
    kind: Kind[Facts],
    facts: Facts,
    folder: Path,
    *,
    seed: int | None,
    command: Sequence[str],
    started: datetime,
    workers: int,
    inputs: Iterable[str | Path] = (),
    beside: Mapping[str, str] | None = None,
) -> Path:
    """Write facts into a folder, which appears whole or not at all; returns its report.

    A folder of results that stands there is replaced, anything else is left alone.

    inputs  files that were read
    beside  more files, as in `Kind`

    Raises WriteError if the folder cannot be written.
    """
    from slm_sim.report.tablefiles import write_table  # pandas and duckdb load where tables are written
    from slm_sim.study.inputs import digests

    read = digests(inputs)
    with staged(folder) as stage:
        (stage / kind.file).write_text(as_json(facts), encoding="utf-8")
        for path, text in {**kind.beside(facts), **(beside or {})}.items():
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_text(text, encoding="utf-8", newline="")
        (stage / TABLE_FOLDER).mkdir()
        for table in kind.tables:
            write_table(table, [kind.table_of(table, facts)], stage / TABLE_FOLDER)
        _render(kind, facts, stage)
        made = provenance(seed, read, command, started, workers)
        (stage / PROVENANCE).write_text(as_json(made), encoding="utf-8")
    return folder / REPORT


def render_facts(kind: Kind[Facts], folder: Path) -> Path:
    """Make the report and the figures of such a folder again, from its facts; returns the report.

    Raises ResultsError if these cannot be read back, WriteError if the report cannot be written.
    """
    try:
        _render(kind, read_facts(kind.facts, folder / kind.file), folder)
    except OSError as error:
        raise WriteError(f"{folder}: the report cannot be written here ({error.strerror})") from None
    return folder / REPORT


def _render(kind: Kind[Facts], facts: Facts, folder: Path) -> None:
    figures = kind.draw(facts)
    for figure in figures:
        (folder / FIGURE_FOLDER).mkdir(exist_ok=True)
        (folder / FIGURE_FOLDER / f"{figure.name}.svg").write_text(figure.svg, encoding="utf-8")
        (folder / FIGURE_FOLDER / f"{figure.name}.png").write_bytes(figure.png)
    (folder / REPORT).write_text(kind.page(facts, figures, _colours() if figures else {}), encoding="utf-8")


def _colours() -> Mapping[str, str]:
    from slm_sim.report.figures import TOKENS  # matplotlib loads where something was drawn

    return TOKENS
