"""The results folder: what lies where, how it is written, and how it is read back.

::

    results.json      all figures                     slm_sim.model.results
    ledger.json       the ledgers that they name      slm_sim.model.traced
    tables/           what they were made from        slm_sim.model.tables; *.parquet, small ones *.csv too
    provenance.json   how they were made              slm_sim.report.provenance
    report.html       the page to read
    figures/          its figures, *.svg and *.png
    variations/       of a study with variations: a folder for each, without report and figures
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from slm_sim.errors import ResultsError, nearest_word
from slm_sim.model.results import RESULTS_SCHEMA, Results
from slm_sim.model.study import Study
from slm_sim.model.tables import TABLES, VARIATION_TABLES, Table
from slm_sim.model.traced import Traced
from slm_sim.model.tracedtables import TRACED_TABLES
from slm_sim.report.provenance import Provenance

if TYPE_CHECKING:
    from pandas import DataFrame

Model = TypeVar("Model", bound=BaseModel)

RESULTS, LEDGER, PROVENANCE, TABLE_FOLDER = "results.json", "ledger.json", "provenance.json", "tables"
REPORT, FIGURE_FOLDER = "report.html", "figures"


@dataclass(frozen=True, eq=False)
class Folder:
    """A results folder as read back.

    tables  every table by name, but for the large ones, which no report needs
    """

    path: Path
    results: Results
    tables: dict[str, DataFrame]
    provenance: Provenance
    traced: Traced = field(default_factory=Traced)


def write_data(study: Study, provenance: Provenance, folder: Path) -> None:
    """Write all of a results folder but the report and its figures into an empty folder, its variations included.

    Raises ResultsError if a table is not what `slm_sim.model.tables` says it is.
    """
    from slm_sim.report.tablefiles import write_table  # pandas and duckdb load where tables are read or written
    from slm_sim.report.tracedtables import table_of

    documented = tables_of(study.results)
    strangers = [name for name in study.tables if name not in {table.name for table in documented}]
    if strangers:
        raise ResultsError(f"table {strangers[0]!r} is not documented")
    (folder / RESULTS).write_text(as_json(study.results), encoding="utf-8")
    (folder / PROVENANCE).write_text(as_json(provenance), encoding="utf-8")
    traced = study.traced()
    (folder / LEDGER).write_text(as_json(traced), encoding="utf-8")
    (folder / TABLE_FOLDER).mkdir()
    for table in TRACED_TABLES:
        write_table(table, [table_of(table, traced)], folder / TABLE_FOLDER)
    for table in documented:
        if table.name not in study.tables:
            raise ResultsError(f"table {table.name!r} is missing from the study")
        write_table(table, study.tables.parts(table.name), folder / TABLE_FOLDER)
    for variation in study.results.variations:
        if variation.name in study.variations:
            (folder / variation.folder).mkdir(parents=True)
            write_data(study.variations[variation.name], provenance, folder / variation.folder)


def tables_of(results: Results) -> tuple[Table, ...]:
    """The tables that stand beside results of this kind."""
    return (*TABLES, *VARIATION_TABLES) if results.variations else TABLES


def read_folder(path: Path) -> Folder:
    """Read a results folder back.

    Raises ResultsError if there is none, if it is another kind of folder, of another version, or damaged.
    """
    from slm_sim.report.tablefiles import read_table

    if not path.is_dir():
        raise ResultsError(f"{path}: no such folder; expected a results folder, as slm-sim run writes one{_near(path)}")
    if not (path / RESULTS).is_file():
        raise ResultsError(f"{path}: not a results folder, for it holds no {RESULTS}; slm-sim run writes such folders")
    results = _read_results(path / RESULTS)
    return Folder(
        path=path,
        results=results,
        tables={table.name: read_table(table, path / TABLE_FOLDER) for table in tables_of(results) if table.small},
        provenance=read_facts(Provenance, path / PROVENANCE),
        traced=read_facts(Traced, path / LEDGER),
    )


def as_json(model: BaseModel) -> str:
    """A model as it is written into a results folder."""
    content = model.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _read_results(file: Path) -> Results:
    content = _parsed(file)
    schema = content.get("schema") if isinstance(content, dict) else None
    if schema != RESULTS_SCHEMA:
        found = f"the schema {schema!r}" if schema else "no schema"
        raise ResultsError(
            f"{file}: {found} stands here; expected {RESULTS_SCHEMA!r}, so read it with the slm-sim that wrote it "
            "(provenance.json names its version) or run the study again"
        )
    return read_facts(Results, file)


def read_facts(model: type[Model], file: Path) -> Model:
    """A model as it was written into a results folder; `ResultsError` for a file that does not hold one."""
    try:
        return model.model_validate_json(json.dumps(_parsed(file)))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ResultsError(
            f"{file}: {where}: {first['msg']} ({error.error_count()} such places in all); the file was changed or "
            "written by another version, so run the study again"
        ) from None


def _parsed(file: Path) -> object:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ResultsError(f"{file}: this file of the results folder is missing; run the study again") from None
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ResultsError(f"{file}: this file cannot be read back ({error}); run the study again") from None


def _near(path: Path) -> str:
    beside = path.parent
    if not beside.is_dir():
        return ""
    nearest = nearest_word(path.name, (other.name for other in beside.iterdir() if (other / RESULTS).is_file()))
    return f". Did you mean {str(beside / nearest)!r}?" if nearest else ""
