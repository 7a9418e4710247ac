"""A phrase in the plural, said of one."""

from __future__ import annotations

import pytest

from slm_sim.model.inwords import in_number

SAID = {
    "rows that name no team": "row that names no team",
    "rows that are older than the opening of their incident": "row that is older than the opening of its incident",
    "incidents that were resolved before they were opened": "incident that was resolved before it was opened",
    "resolved incidents that do not say when": "resolved incident that does not say when",
    "incidents of which no usable row is left": "incident of which no usable row is left",
    "priorities that the mapping does not translate": "priority that the mapping does not translate",
    "times that clocks in London show twice, as summer ends": "time that clocks in London show twice, as summer ends",
    "words for a team that become the same name, desk": "word for a team that becomes the same name, desk",
}


@pytest.mark.parametrize(("many", "one"), SAID.items())
def test_one_is_told_in_the_singular_and_more_as_they_are(many: str, one: str) -> None:
    assert in_number(1, many) == one
    assert in_number(0, many) == in_number(2, many) == many
