from __future__ import annotations

import pytest

from slm_sim.errors import InputError
from slm_sim.rules import Rulebook, shipped_rulebook
from slm_sim.rules.selection import joined, selected

BOOK = shipped_rulebook()


def codes(rulebook: Rulebook) -> list[str]:
    return [checked.rule.code for checked in rulebook.rules]


def test_rules_are_chosen_by_code_beginning_or_name() -> None:
    assert codes(selected(BOOK, ["SLM101", "no-cap"])) == ["SLM101", "SLM401"]
    assert codes(selected(BOOK, ["SLM1"], ["SLM101"])) == [
        code for code in codes(BOOK) if code.startswith("SLM1") and code != "SLM101"
    ]
    assert codes(selected(BOOK)) == codes(BOOK)


def test_a_word_that_fits_no_rule_is_told_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"no-capp: no rule is called so; .* Did you mean 'no-cap'"):
        selected(BOOK, ["no-capp"])
    with pytest.raises(InputError, match="no rule is called so"):
        selected(BOOK, [""])
    with pytest.raises(InputError, match="SLM9: no rule is called so"):
        selected(BOOK, ignore=["SLM9"])


def test_what_no_rule_makes_is_neither_chosen_nor_left_out_and_says_why() -> None:
    with pytest.raises(InputError, match="SLM001: this is no rule: it tells what a signed agreement is refused for"):
        selected(BOOK, ignore=["SLM001"])


def test_packs_join_by_code_and_a_code_is_used_once() -> None:
    first, second = selected(BOOK, ["SLM4"]), selected(BOOK, ["SLM1"])
    assert codes(joined([first, second])) == sorted(codes(first) + codes(second))
    with pytest.raises(InputError, match="the code 'SLM401' is that of another rule"):
        joined([first, selected(BOOK, ["no-cap"])])
