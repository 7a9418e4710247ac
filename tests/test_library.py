from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from slm_sim import library
from slm_sim.errors import InputError

ROOT = Path(__file__).resolve().parent.parent

ASK_THE_LIBRARY = """
import json
from slm_sim import library

scenarios = {name: str(path) for name, path in library.shipped_scenarios().items()}
print(json.dumps({"scenarios": scenarios, "rules": str(library.rules_folder())}))
"""


def test_a_checkout_offers_its_own_scenario_files() -> None:
    files = sorted((ROOT / "scenarios").glob("*.yaml"))
    assert files
    assert library.shipped_scenarios() == {path.stem: path for path in files}


def test_only_scenarios_are_offered_not_the_files_they_refer_to() -> None:
    for path in library.shipped_scenarios().values():
        assert "schema: slm-sim/scenario-" in path.read_text(encoding="utf-8"), path


def test_a_scenario_is_found_by_its_name() -> None:
    assert library.scenario_path("service-desk") == ROOT / "scenarios" / "service-desk.yaml"


def test_an_unknown_scenario_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as caught:
        library.scenario_path("servicedesk")
    (problem,) = caught.value.problems
    assert problem.nearest == "service-desk"
    assert all(name in problem.expected for name in library.shipped_scenarios())


@pytest.mark.parametrize(
    ("kind", "name", "file"),
    [
        ("agreement", "trial-sla", "agreements/trial-sla.yaml"),
        ("mapping", "servicenow-updates", "mappings/servicenow-updates.yaml"),
        ("log", "servicenow-sample", "logs/servicenow-sample.csv"),
    ],
)
def test_what_scenarios_refer_to_is_found_by_its_name(kind: library.Kind, name: str, file: str) -> None:
    assert library.file_of(kind, name) == ROOT / "scenarios" / file
    assert name in library.shipped_files(kind)


def test_a_file_of_ones_own_goes_before_a_shipped_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trial-sla").touch()
    assert library.file_of("agreement", "trial-sla") == Path("trial-sla")
    assert library.file_of("agreement", "not/there.yaml") == Path("not/there.yaml")


def test_an_unknown_name_of_an_agreement_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'trial-sla'") as caught:
        library.file_of("agreement", "trail-sla")
    assert "no agreement of this name ships with slm-sim" in str(caught.value)


def test_a_checkout_offers_its_own_rules() -> None:
    assert library.rules_folder() == ROOT / "rules"


def test_an_installation_without_its_scenarios_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "slm_sim")
    with pytest.raises(InputError, match="missing"):
        library.shipped_scenarios()


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_the_shipped_files_travel_in_the_wheel(unpacked_wheel: Path) -> None:
    ask = [sys.executable, "-S", "-c", ASK_THE_LIBRARY]
    answer = subprocess.run(ask, cwd=unpacked_wheel, check=True, capture_output=True, text=True)
    found = json.loads(answer.stdout)
    shipped = unpacked_wheel / "slm_sim" / "_shipped"
    assert Path(found["rules"]) == shipped / "rules"
    assert {name: Path(path) for name, path in found["scenarios"].items()} == {
        name: shipped / "scenarios" / path.name for name, path in library.shipped_scenarios().items()
    }


def test_the_wheel_holds_every_file_of_the_scenarios_byte_for_byte(unpacked_wheel: Path) -> None:
    here, there = ROOT / "scenarios", unpacked_wheel / "slm_sim" / "_shipped" / "scenarios"
    files = [path.relative_to(here) for path in here.rglob("*") if path.is_file()]
    assert files
    for file in files:
        assert (there / file).read_bytes() == (here / file).read_bytes(), file


def test_the_wheel_holds_nothing_but_the_package_and_its_metadata(unpacked_wheel: Path) -> None:
    folders = sorted(path.name for path in unpacked_wheel.iterdir())
    assert [name.partition("-")[0] for name in folders] == ["slm_sim", "slm_sim"]
