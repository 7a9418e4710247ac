"""The text of an input file, or a problem that says why there is none."""

from __future__ import annotations

from pathlib import Path

from slm_sim.errors import InputError, Place, Problem, nearest_word

LARGEST_FILE = 4_000_000
"""Bytes; a scenario of three thousand lines has a twentieth of it."""


def read_text(path: Path, named_at: Place | None = None) -> str:
    """The text of a UTF-8 file, without a byte order mark.

    named_at  where another file names this one; problems of finding it are reported there

    Raises `InputError` if there is no such file, or if it is no text in UTF-8.
    """
    place = named_at or Place(str(path))
    try:
        expect_file(path, place, "a file")
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InputError(_missing(path, place)) from None
    except OSError as error:
        raise InputError(Problem(place, f"{str(path)!r} cannot be read: {error.strerror}")) from None
    if len(data) > LARGEST_FILE:
        found = f"the file has {path.stat().st_size:,} bytes".replace(",", " ")
        raise InputError(Problem(Place(str(path)), found, "at most 4 MB: incidents belong into a log, not here"))
    return _decoded(data, str(path))


def expect_file(path: Path, place: Place, kind: str) -> None:
    """Raise `InputError` for a folder where a file of some kind is expected, and for what has no end.

    Nothing is said of a path at which nothing is; `OSError` where that cannot be told.
    """
    if path.is_dir():
        raise InputError(Problem(place, f"{str(path)!r} is a folder", kind))
    if path.exists() and not path.is_file():
        raise InputError(Problem(place, f"{str(path)!r} is a pipe or a device", "a file, which has an end"))


def _missing(path: Path, place: Place) -> Problem:
    folder = path.parent
    if not folder.is_dir():
        return Problem(place, f"there is no folder {str(folder)!r} to hold {path.name!r}", "the path of a file")
    beside = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    near = nearest_word(path.name, beside)
    return Problem(place, f"there is no file {str(path)!r}", "the path of a file", str(folder / near) if near else "")


def _decoded(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(Problem(Place(file, 1, 1), "the file is in UTF-16", "a file saved as UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise InputError(Problem(Place(file, line, column), found, "a file saved as UTF-8")) from None
