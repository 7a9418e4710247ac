"""docs/scenario-format.md names every word of the format, with the default that holds, and no word besides."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from slm_sim.model.agreement import Agreement
from slm_sim.model.block import Block
from slm_sim.model.scenario import Extension, Scenario
from slm_sim.read import load_scenario
from slm_sim.read.shape import Slot, branches, fields_of, items_of, names_of

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scenario-format.md").read_text(encoding="utf-8")
TABLES = dict(re.findall(r"<!-- (\w+) -->\n((?:\|.*\n)+)", PAGE + "\n"))


def blocks_of(*roots: type[Block]) -> dict[str, type[Block]]:
    """Every block that files of these formats may hold, and those whose words it takes over, by name."""
    found: dict[str, type[Block]] = {}

    def walk(annotation: Any) -> None:
        for branch in branches(annotation):
            below = names_of(branch) or items_of(branch)
            if below:
                walk(below.annotation)
            elif isinstance(branch, type) and issubclass(branch, Block) and branch.__name__ not in found:
                kin = branch.__mro__[: branch.__mro__.index(Block)]
                found.update({block.__name__: block for block in kin})
                for slot in fields_of(branch).values():
                    walk(slot.annotation)

    for root in roots:
        walk(root)
    return found


BLOCKS = blocks_of(Scenario, Extension, Agreement)


def rows_of(name: str) -> dict[str, str]:
    """Word and default of each row of a table."""
    rows = [[cell.strip() for cell in line.split(" |")] for line in TABLES[name].splitlines()[2:]]
    return {row[0].strip("|` "): row[2] for row in rows}


def default_of(slot: Slot) -> str:
    if not slot.optional:
        return "**needed**"
    silent = slot.default is None or isinstance(slot.default, Block) or not str(slot.default).strip("{}[]")
    return "" if silent else f"`{slot.default}`"


def test_every_block_has_a_table_and_every_table_a_block() -> None:
    assert set(TABLES) == set(BLOCKS)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_table_holds_the_words_of_its_block_and_their_defaults(name: str) -> None:
    base = BLOCKS[name].__mro__[1]
    taken_over = fields_of(base) if issubclass(base, Block) and base is not Block else {}
    words = {word: default_of(slot) for word, slot in fields_of(BLOCKS[name]).items() if word not in taken_over}
    assert rows_of(name) == words


def test_links_within_the_page_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors


def test_the_first_example_of_the_page_is_a_scenario(tmp_path: Path) -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    file = tmp_path / "example.yaml"
    file.write_text(example, encoding="utf-8")
    assert load_scenario(file).title == "Retail service desk"
