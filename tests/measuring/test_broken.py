"""One malformed agreement per message that holding a log against it can give; the log and its mapping are sound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.measuring import measure

BROKEN = Path(__file__).resolve().parents[1] / "broken_measures"
ASKED = {
    "days_outside_the_term": (date(2031, 1, 1), date(2031, 1, 31)),
    "days_backwards": (date(2027, 2, 1), None),
}
"""Days that are asked for with a file."""
FILES = sorted(path.stem for path in BROKEN.glob("*.yaml") if path.stem != "mapping")


@pytest.mark.parametrize("name", FILES)
def test_a_log_that_cannot_be_held_against_an_agreement_says_why(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    first, last = ASKED.get(name, (None, None))
    with pytest.raises(InputError) as caught:
        measure("log.csv", "mapping.yaml", f"{name}.yaml", first=first, last=last)
    assert str(caught.value) == Path(f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def test_every_message_has_a_file() -> None:
    assert sorted(path.stem for path in BROKEN.glob("*.txt")) == FILES


def test_a_draft_that_pauses_for_what_no_state_means_is_measured_with_a_warning(tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    signed = (BROKEN / "pause_that_no_state_means.yaml").read_text(encoding="utf-8")
    draft.write_text(signed.replace("version: signed", "version: draft of"), encoding="utf-8")
    (agreement,) = measure(BROKEN / "log.csv", BROKEN / "mapping.yaml", draft).agreements
    (text,) = [warned.text for warned in agreement.warnings if warned.about == "clocks" and warned.weight == "caution"]
    place = f"{draft}:14:27"
    assert text.startswith(
        f"This never happens in the log: {place}: the clock 'resolution' says 'pauses_while_pending: pending custommer'"
    )
    assert text.endswith("Did you mean 'customer'?")
