"""Words of a log as names of the format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from slm_sim.model.block import Name
from slm_sim.read.lognames import collisions, name_of


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Group 70", "group-70"),
        ("  Réseau / Étage 2 ", "reseau-etage-2"),
        ("L2_Network (EMEA)", "l2-network-emea"),
        ("名", "540d"),
        ("--", "2d-2d"),
        (" ", "not-named"),
    ],
)
def test_a_word_becomes_a_name(word: str, name: str) -> None:
    assert name_of(word) == name


@given(st.text(min_size=1))
def test_every_word_becomes_a_valid_name_and_a_name_stays(word: str) -> None:
    name = name_of(word)
    assert TypeAdapter(Name).validate_python(name) == name
    assert name_of(name) == name


def test_words_that_become_the_same_name() -> None:
    assert collisions(["Group 7", "Mail", "group-7", "GROUP  7"]) == [("Group 7", "group-7", "GROUP  7")]
