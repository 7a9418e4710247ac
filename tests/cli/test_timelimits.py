"""``--time-limit`` of the verbs that choose: what is no time is refused by each of them in the same words."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from slm_sim.cli import main

PROMISE = "agreements.practice-sla.targets.response.by_priority.P1.within=1 business hour, 30 min"
VERBS = {
    "propose": (),
    "staff": (),
    "frontier": ("--promise", PROMISE),
    "compare": ("--overlay", "minimum-volume"),
    "sensitivity": ("--range", "workload.incidents=80 / month to 200 / month"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("soon", "time_limit: 'soon' is not a length of time"),
        ("0 s", "time_limit: nothing is found within '0 s'; expected some time, such as 90 s or 5 min"),
        ("2 months", "time_limit: nothing is found within '2 months'; expected some time, such as 90 s or 5 min"),
    ],
)
def test_what_is_no_time_is_refused(verb: str, limit: str, message: str) -> None:
    result = CliRunner().invoke(main, [verb, "small-msp", *VERBS[verb], "--time-limit", limit])
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""
