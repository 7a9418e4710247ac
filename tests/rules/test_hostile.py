"""Packs and conditions that would stall a check, fill the memory or run code: each is refused, within set bounds.

One process meets them all, with a gigabyte of addresses and twenty seconds of a processor; the kernel ends it beyond.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.library import rules_folder
from slm_sim.read.rule import read_rule
from slm_sim.rules.cases import facts_of_case
from slm_sim.rules.rulebook import checked_rulebook
from tests.rules.test_conditions import HOSTILE, VARIABLES

PROGRAM = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from slm_sim.errors import InputError
from slm_sim.rules import load_rulebook
from slm_sim.rules.conditions import compile_condition
conditions, variables = json.load(sys.stdin)
for name, text in conditions.items():
    assert isinstance(compile_condition(text, variables), list), name
said = {}
for pack in sorted(Path(sys.argv[1]).iterdir()):
    try:
        load_rulebook(pack)
    except InputError as error:
        said[pack.name] = error.problems[0].found
print(json.dumps(said))
"""
RULE = (rules_folder() / "SLM104-perfect-target.yaml").read_text(encoding="utf-8")
LETTERS = "abcdefgh"
BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 8)}]\n" for old, new in pairwise(LETTERS)
)
TEXTS = {
    "aliases": BOMB + RULE,
    "an alias of itself": RULE + "x: &x [*x]\n",
    "a tag": RULE.replace("advice:", "advice: !!python/object/apply:os.system [exit]\nx:"),
    "deep": RULE + "x: " + "[" * 20_000 + "]" * 20_000 + "\n",
    "half a character": RULE.replace("advice:", 'advice: "\\ud800"\nx:'),
    "words for a terminal": RULE.replace("advice:", 'advice: "\\e[2J"\nx:'),
    "many cases": RULE + "".join(f"  case-{number}: {{fires: none}}\n" for number in range(20_000)),
    "a large file": RULE + "# " + "x" * 40_000_000 + "\n",
    "a digit too many": RULE.replace("100 %}", "1" + "0" * 20_000 + " %}"),
    "figures that look inside": RULE.replace("message:", 'message: "{clause.id.__class__!r:>99999999}"\nx:'),
}
SAID = {
    "aliases": "'&a' marks a value to be repeated",
    "an alias of itself": "'&x' marks a value to be repeated",
    "a tag": "the tag 'tag:yaml.org,2002:python/object/apply:os.system' gives a value a type",
    "deep": "tables and lists stand more than 40 deep inside each other",
    "half a character": "a character that no text needs (U+D800) stands here",
    "words for a terminal": "a character that no text needs (U+001B) stands here",
    "many cases": "the rule has",
    "a large file": "the file has 40 0",
    "a digit too many": "a threshold of so many digits stands here",
    "figures that look inside": "'x' is no word of this file",
    "zero": "is a pipe or a device",
    "pipe": "is a pipe or a device",
    "loop": "cannot be read",
    "secret": "the file holds a single text",
}


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("a password\n", encoding="utf-8")
    packs = tmp_path / "packs"
    for name in SAID:
        (packs / name).mkdir(parents=True)
        if name in TEXTS:
            (packs / name / "rule.yaml").write_text(TEXTS[name], encoding="utf-8")
    os.mkfifo(packs / "pipe" / "rule.yaml")
    for name, target in (("zero", "/dev/zero"), ("loop", "rule.yaml"), ("secret", tmp_path / "secret.txt")):
        (packs / name / "rule.yaml").symlink_to(target)
    return packs


def test_hostile_packs_and_conditions_are_refused_within_a_gigabyte(packs: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, packs], input=json.dumps([HOSTILE, VARIABLES]),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert told.stderr == ""
    found = json.loads(told.stdout)
    assert found.keys() == SAID.keys()
    assert {name: said for name, said in found.items() if SAID[name] not in said} == {}
    assert "password" not in told.stdout


@pytest.mark.parametrize(
    ("base", "changes", "told"),
    [
        ("../secret.yaml", "", "the base '.*secret.yaml' lies elsewhere; expected a file of the pack"),
        ("link.yaml", "", "the base '.*link.yaml' lies elsewhere"),
        ("", "agreements.draft: SECRET", "it names '.*secret.yaml', which lies elsewhere"),
        ("", "agreements.draft.targets: 7", "this case cannot be read"),
    ],
)
def test_a_case_quotes_no_file_beyond_its_pack(tmp_path: Path, base: str, changes: str, told: str) -> None:
    secret, pack = tmp_path / "secret.yaml", tmp_path / "pack"
    secret.write_text("root:x:0 passphrase\n", encoding="utf-8")
    pack.mkdir()
    text = (rules_folder() / "SLM301-few-incidents.yaml").read_text(encoding="utf-8")
    head = text[: text.index("cases:")]
    named = f"base: {base}\n" if base else ""
    case = f"changes: {{{changes.replace('SECRET', str(secret))}}}, " if changes else ""
    (pack / "rule.yaml").write_text(
        f"{head}{named}cases: {{a: {{{case}fires: none}}, b: {{fires: draft}}}}\n", encoding="utf-8"
    )
    checked = checked_rulebook((read_rule(pack / "rule.yaml"),)).rules[0]
    (pack / "link.yaml").symlink_to(secret)
    with pytest.raises(InputError, match=told) as refused:
        facts_of_case(checked, "a")
    assert "passphrase" not in str(refused.value)
