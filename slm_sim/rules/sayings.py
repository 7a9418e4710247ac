"""What the checker of conditions says, in words for rule writers: what was found, what was expected, what is near."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from slm_sim.errors import nearest_word
from slm_sim.rules.scan import PASSES, Fault

FUNCTIONS = (*PASSES, "size", "contains", "startsWith", "endsWith", "double", "int")
"""The functions that a condition may call."""

_ERROR = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNKNOWN = re.compile(r"undeclared reference to '([^']*)'")
_OPERATION = re.compile(r"found no matching overload for '([^']*)' applied to '(.*)'")
_TYPES = {
    "int": "a whole number", "double": "a number", "string": "a text", "bool": "a truth value",
    "list(string)": "a list of texts",
}  # fmt: skip


def faults_of(said: str, text: str, known: Mapping[str, object]) -> list[Fault]:
    """The faults behind an error of the checker.

    text   the condition
    known  the names of the facts that it may read
    """
    errors = [(int(line), int(column), words) for line, column, words in _ERROR.findall(said)]
    if not errors:
        return [Fault(1, 1, f"the condition cannot be read: {_plain(said)}", "a simpler one")]
    syntax = [error for error in errors if "Syntax error" in error[2]]
    if syntax:
        return [_syntax_fault(*syntax[0], text)]
    faults = list(_faults(errors, text, known))
    functions = [fault for fault in faults if "function" in fault.found]
    return functions or faults


def _faults(errors: list[tuple[int, int, str]], text: str, known: Mapping[str, object]) -> Iterator[Fault]:
    lines = text.split("\n")
    for line, column, words in errors:
        if "*error*" in words:
            continue
        if unknown := _UNKNOWN.search(words):
            yield _unknown_fault(unknown[1], line, column, lines[line - 1], known)
        elif operation := _OPERATION.search(words):
            yield _type_fault(operation[1], operation[2], line, column)
        elif "operand of a select" in words:
            yield Fault(line, column, "a fact has no parts of its own", "a subject and one fact: clause.level")
        else:
            yield Fault(line, column, f"the condition does not fit: {words}")


def _unknown_fault(name: str, line: int, column: int, written: str, known: Mapping[str, object]) -> Fault:
    if written[column - 1 : column] == "(":
        begin = column - len(name)
        near = nearest_word(name, FUNCTIONS)
        return Fault(line, begin, f"there is no function {name!r}", f"one of {', '.join(FUNCTIONS)}", near)
    head = name.rpartition(".")[0]
    begin = column - len(head) if head and written[: column - 1].endswith(head) else column
    near = nearest_fact(name, known)
    expected = "" if near else f"a fact of {' or '.join(_subjects(known))}; docs/rules.md lists them"
    return Fault(line, begin, f"there is no fact {name!r} here", expected, near)


def nearest_fact(name: str, known: Collection[str]) -> str:
    """The known fact closest to a name: of the same subject if there is such a subject, else of any."""
    subject, _, last = name.partition(".")
    of_subject = {fact.partition(".")[2]: fact for fact in known if fact.startswith(f"{subject}.")}
    if of_subject:
        return of_subject.get(nearest_word(last, of_subject), "")
    subjects = _subjects(known)
    near = nearest_word(subject, subjects)
    return f"{near}.{last}" if f"{near}.{last}" in known else ""


def _subjects(known: Collection[str]) -> list[str]:
    return list(dict.fromkeys(fact.partition(".")[0] for fact in known))


def _type_fault(operation: str, operands: str, line: int, column: int) -> Fault:
    kinds = [kind.strip() for kind in operands.strip("()").split(", ")]
    sign = operation.strip("_@") if operation.startswith(("_", "@", "!_", "-_")) else operation
    told = " and ".join(_TYPES.get(kind, kind) for kind in kinds)
    expected = "two of one kind"
    if set(kinds) == {"int", "double"}:
        expected = "a point in every number: 8.0 instead of 8"
    elif sign == "/" and set(kinds) == {"double"}:
        return Fault(line, column, "a division stands here, which may be one by zero", "a product: a > 0.5 * b")
    elif sign in ("&&", "||", "!"):
        expected = "what is true or false"
    elif len(set(kinds)) == 1:
        expected = "numbers: texts and lists are compared, and never joined"
    return Fault(line, column, f"{sign!r} does not go with {told}", expected)


_HINTS = {"and": "'&&'", "or": "'||'", "not": "'!'", "=": "'=='", "<>": "'!='", "is": "'=='"}


def _syntax_fault(line: int, column: int, words: str, text: str) -> Fault:
    rest = text.split("\n")[line - 1][column - 1 :]
    word = (re.match(r"\w+|<>|=|\S", rest) or [""])[0]
    if not word:
        return Fault(line, column, "the condition ends too early", "the other half of it")
    return Fault(line, column, f"{word!r} cannot stand here", _HINTS.get(word, "a comparison, or '&&' between two"))


def _plain(said: str) -> str:
    return said.partition(": ")[2].partition(" [")[0] or said
