"""Whatever the terms and whatever happened, both auditors come to the ledger's own figures."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from tests.sla.audit.anyterms import terms, years
from tests.sla.audit.othermeasures import stories
from tests.sla.audit.test_pairs import audited
from tests.sla.audit.world import incidents, tell


@settings(max_examples=60, deadline=None)
@given(terms(), years)
def test_any_ledger_is_worked_out_twice_more(
    stated: dict[str, Any], rows: list[tuple[int, int, int, int, int]]
) -> None:
    audited(tell(**stated, told=incidents(rows)))


@settings(max_examples=40, deadline=None)
@given(stories())
def test_so_it_is_for_means_numbers_and_downtime(story: dict[str, Any]) -> None:
    audited(tell(**story))
