"""A rule file becomes a rule, with the places of what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from slm_sim.errors import InputError, Place, Problem
from slm_sim.model.rule import Rule
from slm_sim.read.namedfiles import beside
from slm_sim.read.passage import Passage, passage
from slm_sim.read.paths import place_of
from slm_sim.read.text import read_text
from slm_sim.read.tree import Table, Text, parse_tree
from slm_sim.read.validate import expect_schema, validated

MOST_RULES = 500
LONGEST_RULE = 100_000
"""Characters; a rule with a dozen cases has a fiftieth of it. With `MOST_RULES` it bounds how long reading can take."""


@dataclass(frozen=True)
class RuleReading:
    """A rule with the places of what stands in its file.

    base  the scenario that its cases change, as seen from the working folder; None: the one that ships with slm-sim
    """

    rule: Rule
    tree: Table
    when: Passage
    message: Passage
    base: Path | None

    def place(self, *parts: str) -> Place:
        """Where the value at a path of the rule stands."""
        return place_of(self.tree, parts)


def read_rule(path: Path) -> RuleReading:
    """The rule that a file holds; `InputError` with every problem of the file."""
    source = read_text(path)
    if len(source) > LONGEST_RULE:
        found = f"the rule has {len(source):,} characters".replace(",", " ")
        raise InputError(Problem(Place(str(path)), found, f"at most {LONGEST_RULE:,}".replace(",", " ")))
    tree = parse_tree(source, str(path))
    expect_schema(tree, Rule)
    rule, problems = validated(tree, Rule)
    if rule is None:
        raise InputError(problems)
    when, message = (_passage(tree, key, source) for key in ("when", "message"))
    return RuleReading(rule, tree, when, message, beside(str(path), rule.base) if rule.base else None)


def read_pack(folder: Path) -> tuple[RuleReading, ...]:
    """The rules of a pack, by their codes: every YAML file that lies in the folder itself.

    Raises `InputError` with every problem of all its files, and for two rules of one code or name.
    """
    if not folder.is_dir():
        raise InputError(Problem(Place(str(folder)), "there is no such folder", "a folder of rule files"))
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise InputError(Problem(Place(str(folder)), "the folder holds no rule", "one YAML file per rule"))
    if len(files) > MOST_RULES:
        raise InputError(Problem(Place(str(folder)), f"the folder holds {len(files)} rules", f"at most {MOST_RULES}"))
    readings: list[RuleReading] = []
    problems: list[Problem] = []
    for file in files:
        try:
            readings.append(read_rule(file))
        except InputError as error:
            problems += error.problems
    for key in ("code", "name"):
        problems += _repeated(readings, key)
    if problems:
        raise InputError(problems)
    return tuple(sorted(readings, key=lambda reading: reading.rule.code))


def _passage(tree: Table, key: str, source: str) -> Passage:
    node = tree.nodes[key]
    assert isinstance(node, Text)
    return passage(node, source)


def _repeated(readings: list[RuleReading], key: str) -> list[Problem]:
    first: dict[str, RuleReading] = {}
    problems = []
    for reading in readings:
        word = str(getattr(reading.rule, key))
        if word in first:
            found = f"the {key} {word!r} is that of another rule, at {first[word].place(key)}"
            problems.append(Problem(reading.place(key), found, f"a {key} of its own"))
        first.setdefault(word, reading)
    return problems
