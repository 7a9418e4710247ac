"""What is wrong with a text that is not YAML, in plain words."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.reader import ReaderError

from slm_sim.errors import Place, Problem

_INDENTED = "lines of one table at the same depth, indented by spaces"


def syntax_problem(error: YAMLError, text: str, file: str) -> Problem:
    """The problem behind an error of the YAML parser."""
    if isinstance(error, ReaderError):
        before = text[: error.position]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        code = error.character if isinstance(error.character, int) else ord(error.character)
        return Problem(place, f"a character that no text needs (U+{code:04X}) stands here", "printable text")
    assert isinstance(error, MarkedYAMLError)
    said = str(error.problem)
    at = _place(error.problem_mark or error.context_mark, file)
    began = _place(error.context_mark, file) if error.context_mark else at
    line = text.splitlines()[at.line - 1] if 0 < at.line <= len(text.splitlines()) else ""
    token = line[at.column - 1 : at.column]
    indented = line[: at.column]
    if token == "\t" or ("\t" in indented and not indented.strip(" \t")):
        return Problem(at, "a tab stands here", "spaces: YAML allows no tabs for indenting")
    if "unexpected end of stream" in said:
        return Problem(began, "a quotation mark opens here and never closes", "the same mark at the end of the text")
    if "mapping values are not allowed" in said:
        return Problem(
            at, "a second ': ' stands in one value", f"one key a line, or the text in quotation marks; {_INDENTED}"
        )
    if re.search(r"flow (sequence|mapping)", str(error.context)):
        opened, closing = ("[", "]") if "sequence" in str(error.context) else ("{", "}")
        return Problem(at, f"a '{opened}' from line {began.line} is not closed here", f"',' or '{closing}'")
    if "cannot start any token" in said:
        return Problem(at, f"no value can start with {token!r}", "the value in quotation marks")
    if token in ("}", "]"):
        return Problem(at, f"a '{token}' closes what was never opened", "as many opening as closing brackets")
    if "<block end>" in said or "block" in str(error.context):
        return Problem(at, "this line is not in step with the lines above it", _INDENTED)
    return Problem(at, f"this is not YAML: {said}", "a table of keys and values")


def _place(mark: StringMark | None, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
