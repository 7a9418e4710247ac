"""An agreement written back into the words of its file: comments and order stay, and only what was changed differs."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

WIDTH = 4096
"""Longer than any line of a file, so that none is folded."""

Written = str | dict[str, str]
"""A text, or a row of texts."""


def rewritten(text: str, values: Mapping[tuple[str, ...], Written]) -> str:
    """The text of a YAML file with other values at some paths; tables on the way are made where they are missing.

    text  of a file that could be read
    """
    yaml = _as_it_was(text)
    document = yaml.load(text)
    for path, value in values.items():
        block = document
        for key in path[:-1]:
            key = _as_read(block, key)
            if key not in block:
                block[key] = CommentedMap()
            block = block[key]
        block[_as_read(block, path[-1])] = value if isinstance(value, str) else _row(value)
    written = StringIO()
    yaml.dump(document, written)
    return written.getvalue()


def _as_it_was(text: str) -> Any:
    """A reader and writer that keeps quotes, comments and the width of lines; every value stays the text that it is."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = WIDTH
    yaml.preserve_quotes = True
    yaml.explicit_start = text.startswith("---")
    return yaml


def _as_read(block: CommentedMap, key: str) -> Any:
    """A key as the writer knows it, who takes ``1`` for a number."""
    return next((known for known in block if str(known) == key), key)


def _row(value: Mapping[str, str]) -> CommentedMap:
    row = CommentedMap(value)
    row.fa.set_flow_style()
    return row
