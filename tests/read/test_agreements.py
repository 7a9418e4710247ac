"""Agreements that are read without a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.library import scenario_path, shipped_files
from slm_sim.read import read_agreement

SHIPPED = sorted((scenario_path("service-desk").parent / "agreements").rglob("*.yaml"))
DATA = Path(__file__).parent / "data" / "agreements"


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_every_shipped_agreement_is_read_alone(file: Path) -> None:
    reading = read_agreement(file)
    assert reading.agreement.title
    assert reading.files[-1] == str(file)


def test_what_an_agreement_underpins_is_read_with_it(tmp_path: Path) -> None:
    (tmp_path / "sla.yaml").write_bytes((DATA / "sla.yaml").read_bytes())
    ola = tmp_path / "ola.yaml"
    ola.write_text(
        "schema: slm-sim/agreement-v1\ntype: OLA\ntitle: x\nunderpins: sla.yaml\n"
        "parties: {customer: Desk, provider: Experts}\n"
        "targets: {reopened: {measure: reopen rate, at_most: 5 %, credit: none}}\n",
        encoding="utf-8",
    )
    reading = read_agreement(ola)
    assert reading.agreement.time_zone == "Europe/London"
    assert [Path(file).name for file in reading.files] == ["sla.yaml", "ola.yaml"]


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (DATA / "sla.yaml").read_text(encoding="utf-8")
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        text.replace("Europe/London", "Mars").replace("clock: resolution", "clock: reso"), encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_agreement(broken)
    assert {problem.found for problem in caught.value.problems} >= {
        "'Mars' is not a time zone",
        "there is no clock 'reso'",
    }


def test_a_version_says_whether_an_agreement_is_signed(tmp_path: Path) -> None:
    text = (DATA / "sla.yaml").read_text(encoding="utf-8")
    signed = tmp_path / "signed.yaml"
    signed.write_text(text.replace("title: Support", "title: Support\nversion: signed 2026-12-01"), encoding="utf-8")
    assert read_agreement(signed).agreement.is_signed
    assert not read_agreement(DATA / "sla.yaml").agreement.is_signed


@pytest.mark.parametrize(
    ("version", "signed"),
    [("signed 2027", True), ("Signed 2027", True), ("SIGNED", True), ("final, signed 2027-01-02", True),
     ("draft, to be signed", False), ("signedness 1", False), ("unsigned 3", False), ("", False)],
)  # fmt: skip
def test_a_version_that_begins_with_signed_is_signed(version: str, signed: bool) -> None:
    agreement = read_agreement(shipped_files("agreement")["trial-sla"]).agreement
    assert agreement.model_copy(update={"version": version}).is_signed is signed
