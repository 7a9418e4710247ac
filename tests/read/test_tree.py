from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from slm_sim.errors import InputError, Place
from slm_sim.read.tree import Items, Node, Table, Text, parse_tree, plain, planted, relabelled

KEYS = st.text("abcdefghijklmnopqrstuvwxyz_-", min_size=1, max_size=8).filter(lambda key: key.strip("-"))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)


def written(value: object) -> str:
    """A value in flow style, every text in quotation marks."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)}: {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(inner) for inner in value) + "]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def texts_of(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
    for inner in node.nodes if isinstance(node, Items) else node.nodes.values() if isinstance(node, Table) else ():
        yield from texts_of(inner)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_a_tree_holds_what_was_written(value: dict[str, object]) -> None:
    assert plain(parse_tree(written(value), "f")) == value


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_every_text_stands_where_it_says(value: dict[str, object]) -> None:
    text = written(value)
    for node in texts_of(parse_tree(text, "f")):
        assert text[node.place.column - 1 :].startswith(written(node.text))


@pytest.mark.parametrize(
    "word", ["NO", "on", "1:30", "08", "2027-04-01", "0x1F", "1e3", "null", "~", "true", "4 000", "-3"]
)
def test_every_scalar_stays_text(word: str) -> None:
    assert plain(parse_tree(f"key: {word}", "f")) == {"key": word}


def test_places_count_from_one() -> None:
    tree = parse_tree("first: a\ntable:\n  second: [b, c]\n", "f.yaml")
    table = tree.nodes["table"]
    assert isinstance(table, Table)
    items = table.nodes["second"]
    assert isinstance(items, Items)
    assert tree.keys["table"] == Place("f.yaml", 2, 1)
    assert items.nodes[1].place == Place("f.yaml", 3, 15)


def test_a_folded_text_ends_with_its_last_word() -> None:
    assert plain(parse_tree("story: >\n  one\n  two\nnext: x\n", "f")) == {"story": "one two", "next": "x"}


def test_comments_and_quotation_marks_are_no_part_of_a_text() -> None:
    assert plain(parse_tree("a: 'x: y'   # z\n", "f")) == {"a": "x: y"}


def test_all_problems_of_a_file_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        parse_tree("a: 1\na: 2\nb:\nc: !tag x\nd: &e y\n", "f")
    assert [problem.place.line for problem in caught.value.problems] == [2, 3, 4, 5]


def test_an_alias_bomb_is_refused_at_its_first_alias() -> None:
    levels = [f"k{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 12)]
    with pytest.raises(InputError, match="repeats another value by alias") as caught:
        parse_tree("\n".join(["k0: &a0 [x]", *levels]), "f")
    assert max(problem.place.line for problem in caught.value.problems) == 2


def test_very_deep_nesting_is_refused_without_reading_to_the_end() -> None:
    with pytest.raises(InputError, match="more than 40 deep"):
        parse_tree("a: " + "[" * 100_000, "f")


def test_what_is_planted_says_who_planted_it() -> None:
    tree = planted({"a": ["b"], "c": "d"}, Place("changes"), "somebody")
    assert {text.by for text in texts_of(tree)} == {"somebody"}
    assert {text.by for text in texts_of(relabelled(tree, "somebody else"))} == {"somebody else"}
    assert plain(tree) == {"a": ["b"], "c": "d"}


def test_the_shipped_files_hold_what_another_reader_of_yaml_finds() -> None:
    """The tree agrees with ruamel's own loader, apart from the types that only the latter gives."""
    text = "a: {b: x y, c: [p, 'q: r']}\nd: >-\n  folded\n  text\n'e f': |\n  kept\n"
    assert plain(parse_tree(text, "f")) == {
        **YAML(typ="safe", pure=True).load(text),
        "e f": "kept",
    }
