"""Rights to terminate and targets that are reset, over replications, against counts by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from slm_sim.model.ledger import Ledger, Reset, Right
from slm_sim.model.quantities import Percent
from slm_sim.model.rights import FirstSeen, RightsResult
from slm_sim.model.triggers import TerminationTrigger
from slm_sim.pipeline import Prepared, prepare
from slm_sim.statistics import mean, proportion
from slm_sim.study import run_study
from slm_sim.study.money import joined_money, money_record
from slm_sim.study.rights import Arisen, arisen, joined, reset_results, rights_result
from slm_sim.study.words import right_in_words
from tests.study.build import PROMISED, desk, ledger

TRIGGERS = {
    "late": {"clause": "resolution.P1", "periods": "2 of 3", "notice": "60 days"},
    "dear": {"credits_at_least": "5 %", "of": "fee", "periods": "2 of 2"},
    "year": {"clause": "resolution.P2", "periods": "4 of 12"},
}
CHANGES: dict[str, Any] = {
    **PROMISED,
    "agreements/shops/termination_triggers": TRIGGERS,
    "agreements/shops/credits/bands/target_reset": {"after": "1 period", "at_most": "99 %"},
}
MONTHS = [{"resolution.P1": 10}, {}, {}]
FIRST = FirstSeen(earliest="2027-02", median="2027-02", latest="2027-03")


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(desk(CHANGES))


def gives(rights: Mapping[str, list[str]], *resets: tuple[str, int]) -> Ledger:
    """A ledger with rights by trigger, in these months, and resets of P1 to so many per cent."""
    return replace(
        ledger(MONTHS),
        rights=tuple(
            Right("shops", name, month, (), Fraction(2), Fraction(2)) for name in rights for month in rights[name]
        ),
        resets=tuple(
            Reset("shops/resolution.P1", since, Percent(Fraction(9, 10)), Percent(Fraction(new, 100)), Fraction(1))
            for since, new in resets
        ),
    )


LEDGERS = [
    gives({"late": ["2027-02", "2027-03"], "dear": ["2027-03"]}, ("2027-02", 92), ("2027-03", 94)),
    gives({"late": ["2027-03"]}, ("2027-03", 96)),
    gives({}),
    gives({"late": ["2027-02"]}),
    gives({}),
]


def found_in(prepared: Prepared, ledgers: list[Ledger]) -> Arisen:
    return arisen(prepared.agreements[0], money_record(dict(enumerate(ledgers)), None))


def told(prepared: Prepared, ledgers: list[Ledger]) -> RightsResult:
    result = rights_result(prepared.agreements[0], found_in(prepared, ledgers), 0.9)
    assert result is not None
    return result


def test_a_right_counts_once_in_a_replication_from_the_period_in_which_it_arises_first(prepared: Prepared) -> None:
    late, dear, _ = told(prepared, LEDGERS).triggers
    assert (late.trigger, late.chance, late.first) == ("late", proportion(3, 5, 0.9), FIRST)
    assert late.notice == "60 days"
    assert (dear.chance, dear.first) == (
        proportion(1, 5, 0.9),
        FirstSeen(earliest="2027-03", median="2027-03", latest="2027-03"),
    )
    assert told(prepared, LEDGERS).any_right == proportion(3, 5, 0.9)


def test_a_right_that_never_arises_is_bounded_by_the_replications(prepared: Prepared) -> None:
    never = told(prepared, [gives({})] * 60).triggers[0]
    assert never.chance is not None
    assert (never.chance.value, never.first) == (0, None)
    assert never.chance.high == pytest.approx(1 - 0.05 ** (1 / 60))


def test_a_right_that_takes_more_periods_than_the_span_has_is_not_judged(prepared: Prepared) -> None:
    assert told(prepared, LEDGERS).triggers[2].chance is None


def test_a_reset_is_told_with_the_level_that_stands_at_the_end(prepared: Prepared) -> None:
    first, second = reset_results(prepared.agreements[0], found_in(prepared, LEDGERS), 0.9)
    assert (first.clause, first.level, first.chance) == ("resolution.P1", 0.9, proportion(2, 5, 0.9))
    assert first.reset is not None
    assert first.reset == mean(found_in(prepared, LEDGERS).levels[:2, 0], 0.9, 0)
    assert first.reset.value == pytest.approx(0.95)
    assert first.first == FIRST
    assert (second.chance.value, second.reset, second.first) == (0, None, None)


def test_records_part_after_part_are_the_whole(prepared: Prepared) -> None:
    compiled = prepared.agreements[0]
    parts = [money_record({number: ledger}, None) for number, ledger in enumerate(LEDGERS)]
    apart = joined([arisen(compiled, part) for part in parts])
    whole = arisen(compiled, joined_money(parts))
    kept = arisen(compiled, joined_money(parts).first(2))
    for name in Arisen.__dataclass_fields__:
        assert getattr(apart, name).tobytes() == getattr(whole, name).tobytes()
        assert getattr(kept, name).tobytes() == getattr(whole, name)[:2].tobytes()


def test_an_agreement_without_triggers_has_no_rights() -> None:
    compiled = prepare(desk(PROMISED)).agreements[0]
    found = arisen(compiled, money_record({0: ledger(MONTHS)}, None))
    assert rights_result(compiled, found, 0.9) is None
    assert reset_results(compiled, found, 0.9) == ()


def test_a_study_tells_what_its_tables_hold() -> None:
    study = run_study(desk(CHANGES), replications=6)
    (of_shops,) = study.results.rights
    rows = study.tables["rights"]
    for trigger in of_shops.triggers[:2]:
        assert trigger.chance is not None
        assert trigger.chance.value == (rows["trigger"] == trigger.trigger).sum() / 6
    assert of_shops.any_right is not None
    assert of_shops.any_right.value == rows["replication"].nunique() / 6
    resets = study.tables["resets"]
    for reset in study.results.resets:
        assert reset.chance.value == resets[resets["clause"] == reset.clause]["replication"].nunique() / 6


def test_rights_follow_from_promises_without_charges() -> None:
    plain = {key: value for key, value in CHANGES["agreements"]["shops"].items() if key not in ("charges", "credits")}
    plain["targets"] = {"resolution": {**plain["targets"]["resolution"], "credit": "none"}}
    changes = {**PROMISED, "agreements": {"shops": {**plain, "termination_triggers": {"late": TRIGGERS["late"]}}}}
    results = run_study(desk(changes), replications=2).results
    assert (results.penalties, [one.agreement for one in results.rights]) == ((), ["shops"])


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"clause": "resolution.P1", "periods": "3 of 6"}, "resolution.P1 missed in 3 of 6 periods"),
        ({"clause": "up.tills", "below": "99 %", "periods": "3 of 3"}, "up.tills below 99 % in 3 periods running"),
        ({"clause": "age", "above": "2 h", "periods": "2 of 4"}, "age above 2 h in 2 of 4 periods"),
        (
            {"credits_at_least": "20 %", "of": "fee", "periods": "2 of 4"},
            "credits of at least 20 % of fee in 2 of 4 months",
        ),
        (
            {"clause": "resolution.P1", "mean_below": "93 %", "over": "12 periods"},
            "mean of resolution.P1 over 12 periods below 93 %",
        ),
        (
            {"credits_in_sum": "10 %", "window": "contract year"},
            "credits of at least 10 % of all charges in a contract year",
        ),
        (
            {"credits_in_sum": "5 000 EUR", "window": "rolling 12 months"},
            "credits of at least 5 000 EUR in rolling 12 months",
        ),
        ({"credits_in_sum": "5 000 EUR", "window": "term"}, "credits of at least 5 000 EUR in the term"),
    ],
)
def test_what_gives_a_right_in_words(stated: dict[str, str], said: str) -> None:
    assert right_in_words(TerminationTrigger.model_validate(stated)) == said
