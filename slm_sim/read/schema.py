"""JSON Schema of the file formats, for editors that complete words and underline mistakes while a file is written."""

from __future__ import annotations

import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from slm_sim.model.agreement import AGREEMENT_SCHEMA, Agreement
from slm_sim.model.block import Block
from slm_sim.model.decisions import DECISION_TABLE_SCHEMA, DecisionTable
from slm_sim.model.mapping import MAPPING_SCHEMA, Mapping
from slm_sim.model.quantities import Quantity
from slm_sim.model.rule import RULE_SCHEMA, Rule
from slm_sim.model.scenario import SCENARIO_SCHEMA, Extension, Scenario
from slm_sim.read.underpinned import WHOLE

DIALECT = "https://json-schema.org/draft/2020-12/schema"

FORMATS: dict[str, tuple[str, type[Block]]] = {
    "scenario": (SCENARIO_SCHEMA, Scenario),
    "agreement": (AGREEMENT_SCHEMA, Agreement),
    "mapping": (MAPPING_SCHEMA, Mapping),
    "rule": (RULE_SCHEMA, Rule),
    "decision-table": (DECISION_TABLE_SCHEMA, DecisionTable),
}
"""The kinds of file: what each calls itself under ``schema:``, and its model."""

_WORD_LINE = re.compile(r"^(?P<words>[a-z_0-9]+(?:, [a-z_0-9]+)*) {2,}(?P<meaning>\S.*)$")


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file, one of `FORMATS`.

    It knows words, notations and what must be stated; names that stand for nothing, shares that do not add up and the
    like are found only by reading the file.
    """
    title, block = FORMATS[kind]
    schema = _schema_of(block)
    if block is Scenario:
        schema = _with_extension(schema)
    if block is Agreement:
        schema = _taking_over(schema)
    return {"$schema": DIALECT, **schema, "title": title}


class _AsWritten(GenerateJsonSchema):
    """Defaults as files write them; a word that may be left out is never null."""

    def encode_default(self, dft: Any) -> Any:
        return str(dft) if isinstance(dft, Quantity) else super().encode_default(dft)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _schema_of(block: type[Block]) -> dict[str, Any]:
    schema = block.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    for definition in (schema, *schema.get("$defs", {}).values()):
        _describe_words(definition)
        for word in definition.get("properties", {}).values():
            if not word.get("default", "stated") or isinstance(word.get("default"), dict):
                del word["default"]
    _close_names(schema)
    return schema


def _close_names(schema: object) -> None:
    """Where names must fit a pattern, allow no others."""
    match schema:
        case dict():
            if "patternProperties" in schema:
                schema["additionalProperties"] = False
            for inner in schema.values():
                _close_names(inner)
        case list():
            for inner in schema:
                _close_names(inner)


def _taking_over(agreement: dict[str, Any]) -> dict[str, Any]:
    """An agreement that underpins another need not state the definitions that it takes over."""
    definitions = [word for word in agreement["required"] if word in WHOLE]
    needed = [word for word in agreement["required"] if word not in WHOLE]
    return {**agreement, "required": needed, "if": {"required": ["underpins"]}, "else": {"required": definitions}}


def _with_extension(scenario: dict[str, Any]) -> dict[str, Any]:
    """A scenario is written in full, or as changes of a parent; agreements and decision tables are paths of files."""
    definitions = scenario.pop("$defs")
    for word, what in (("agreements", "Agreements"), ("decision_tables", "Decision tables")):
        scenario["properties"][word] = {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "description": f"{what} by name: the path of each file, seen from this one",
        }
    extension = _schema_of(Extension)
    definitions.update(extension.pop("$defs"))
    needed = _reachable(scenario, definitions)
    return {
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/Extension"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": {**{name: definitions[name] for name in sorted(needed)}, "Extension": extension, "Scenario": scenario},
    }


def _reachable(schema: object, definitions: dict[str, Any]) -> set[str]:
    """The definitions that a schema refers to, directly or by others."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        match waiting.pop():
            case {"$ref": str(reference)} if (name := reference.rpartition("/")[2]) not in found:
                found.add(name)
                waiting.append(definitions[name])
            case dict() as table:
                waiting += table.values()
            case list() as items:
                waiting += items
    return found


def _describe_words(definition: dict[str, Any]) -> None:
    """Move what a block's docstring says of its words to the words themselves."""
    text = definition.get("description", "")
    for line in text.splitlines():
        if match := _WORD_LINE.match(line.strip()):
            for word in match["words"].split(", "):
                if word in definition.get("properties", {}):
                    definition["properties"][word].setdefault("description", match["meaning"])
    definition["description"] = text.split("\n\n")[0].replace("\n", " ")
