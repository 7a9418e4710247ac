"""The invariants of docs/architecture.md that neither the linter nor the import contracts can express."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import slm_sim

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "slm_sim"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

LONGEST_FILE = 300
WALL_CLOCK_ALLOWED = {"report/provenance.py"}

WALL_CLOCK = {
    f"{owner}.{call}"
    for owner, calls in {
        "datetime": ("now", "utcnow", "today"),
        "date": ("today",),
        "time": ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime"),
    }.items()
    for call in calls
}
GENERATORS = {"random", "secrets", "numpy.random", "np.random"}
HEAVY = {
    "cel_expr_python",
    "duckdb",
    "holidays",
    "jinja2",
    "matplotlib",
    "numba",
    "numpy",
    "pandas",
    "pydantic",
    "pyomo",
    "rich",
    "ruamel",
    "scipy",
    "simpy",
}


def syntax_tree(name: str) -> ast.Module:
    return ast.parse(SOURCES[name].read_text(encoding="utf-8"), filename=name)


def dotted(node: ast.expr) -> str:
    """``a.b.c`` of a chain of attributes; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=attribute) if dotted(owner):
            return f"{dotted(owner)}.{attribute}"
        case _:
            return ""


def prints(tree: ast.Module) -> list[int]:
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "print"]


def reads_the_wall_clock(tree: ast.Module) -> list[int]:
    """Lines that name a function of the wall clock, or import one from ``time``."""
    lines = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(lineno=line) if ".".join(dotted(node).split(".")[-2:]) in WALL_CLOCK:
                lines.append(line)
            case ast.ImportFrom(module="time", names=names, lineno=line):
                if any(f"time.{name.name}" in WALL_CLOCK for name in names):
                    lines.append(line)
    return lines


def generates_at_random(tree: ast.Module) -> list[int]:
    """Lines that import a random generator, name one of numpy's, or draw from a scipy distribution."""
    lines = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names, lineno=line) if any(name.name in GENERATORS for name in names):
                lines.append(line)
            case ast.ImportFrom(module=module, names=names, lineno=line):
                if module in GENERATORS or any(f"{module}.{name.name}" in GENERATORS for name in names):
                    lines.append(line)
            case ast.Attribute(lineno=line) if dotted(node) in GENERATORS:
                lines.append(line)
            case ast.Call(func=ast.Attribute(attr="rvs"), lineno=line):
                lines.append(line)
    return lines


def public_definitions(body: list[ast.stmt], owner: str = "") -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield owner + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{node.name}.")


def without_docstring(tree: ast.Module) -> list[str]:
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for name, node in public_definitions(tree.body):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        decorators = {dotted(decorator).rpartition(".")[2] for decorator in node.decorator_list}
        if not ast.get_docstring(node) and not decorators & {"overload", "override"}:
            missing.append(name)
    return missing


@pytest.mark.parametrize("name", [name for name in SOURCES if not name.startswith("cli/")])
def test_nothing_below_the_terminal_prints(name: str) -> None:
    assert prints(syntax_tree(name)) == []


@pytest.mark.parametrize("name", [name for name in SOURCES if name not in WALL_CLOCK_ALLOWED])
def test_only_provenance_reads_the_wall_clock(name: str) -> None:
    assert reads_the_wall_clock(syntax_tree(name)) == []


@pytest.mark.parametrize("name", [name for name in SOURCES if not name.startswith("chance/")])
def test_only_chance_generates_at_random(name: str) -> None:
    assert generates_at_random(syntax_tree(name)) == []


@pytest.mark.parametrize("name", SOURCES)
def test_no_file_is_long(name: str) -> None:
    assert len(SOURCES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("name", SOURCES)
def test_every_public_name_says_what_it_is(name: str) -> None:
    assert without_docstring(syntax_tree(name)) == []


@pytest.mark.parametrize(
    ("check", "offence"),
    [
        (prints, "def f():\n    print('x')"),
        (reads_the_wall_clock, "import datetime\nx = datetime.datetime.now()"),
        (reads_the_wall_clock, "from datetime import datetime\nx = map(datetime.now, ())"),
        (reads_the_wall_clock, "import time\nx = time.time()"),
        (reads_the_wall_clock, "from time import time_ns"),
        (generates_at_random, "import random"),
        (generates_at_random, "from random import shuffle"),
        (generates_at_random, "import numpy.random"),
        (generates_at_random, "from numpy import random"),
        (generates_at_random, "from numpy.random import default_rng"),
        (generates_at_random, "import numpy as np\nrng = np.random.default_rng()"),
        (generates_at_random, "from scipy import stats\nx = stats.norm.rvs()"),
        (without_docstring, "def f(): ..."),
        (without_docstring, "'''A module.'''\nclass C:\n    '''A class.'''\n    def m(self): ..."),
    ],
)
def test_the_checks_above_can_fail(check: object, offence: str) -> None:
    assert callable(check)
    assert check(ast.parse(offence))


def test_help_loads_nothing_heavy() -> None:
    ask = (
        "import json, sys\n"
        "from slm_sim.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, capture_output=True, text=True)
    assert "Commands:" in answer.stdout
    assert HEAVY.intersection(json.loads(answer.stderr)) == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    ask = "import json, sys, slm_sim; print(json.dumps(sorted(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, capture_output=True, text=True)
    assert HEAVY.intersection(json.loads(answer.stdout)) == set()


def test_the_version_stands_in_one_place() -> None:
    holders = [
        path.relative_to(ROOT).as_posix()
        for path in [*SOURCES.values(), ROOT / "pyproject.toml", ROOT / "README.md"]
        if slm_sim.__version__ in path.read_text(encoding="utf-8")
    ]
    assert holders == ["slm_sim/__init__.py"]


def test_the_changelog_opens_with_what_is_not_released_or_with_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] in {"Unreleased", slm_sim.__version__}


@pytest.mark.parametrize("name", slm_sim.__all__)
def test_a_public_name_can_be_had_and_is_no_module(name: str) -> None:
    """A module ``slm_sim.run`` would take the place of the function ``slm_sim.run`` as soon as anybody imports it."""
    assert getattr(slm_sim, name) is not None
    assert name.startswith("__") or importlib.util.find_spec(f"slm_sim.{name}") is None


def test_an_unknown_public_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rnu'"):
        slm_sim.rnu  # noqa: B018 - reading it is the test


def test_the_readme_sets_up_and_tests_in_one_line_which_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```\w*\n(.*?)```", readme, re.DOTALL) for line in block.splitlines()]
    (test_command,) = [line for line in readme.splitlines() if "-m pytest" in line]
    assert test_command in commands
    assert test_command.startswith("python3 -m venv .venv && ")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "test_command=$(grep -m1 -- '-m pytest' README.md)" in ci
    assert ci[-1] == 'eval "$test_command"'


def test_constraints_are_exact_and_name_no_host_or_path() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", pin)] == []
