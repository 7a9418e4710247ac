"""What the malformed files in tests/broken cannot show: files that cannot be opened, or are too large."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from slm_sim.errors import InputError, Place
from slm_sim.read import text as text_module
from slm_sim.read.text import read_text


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "marked.yaml"
    file.write_bytes(b"\xef\xbb\xbfschema: x\n")
    assert read_text(file) == "schema: x\n"


def test_a_file_that_is_too_large_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "LARGEST_FILE", 1000)
    file = tmp_path / "large.yaml"
    file.write_text("x" * 1001, encoding="utf-8")
    with pytest.raises(InputError, match=r"large\.yaml: the file has 1 001 bytes; expected at most 4 MB"):
        read_text(file)


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "secret.yaml"
    file.write_text("schema: x\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"secret\.yaml' cannot be read: Permission denied"):
        read_text(file)


def test_what_has_no_end_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(
            InputError, match=rf"{name}\.yaml' is a pipe or a device; expected a file, which has an end"
        ):
            read_text(tmp_path / f"{name}.yaml")


def test_a_missing_file_is_reported_where_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^desk\.yaml:3:4: there is no file"):
        read_text(tmp_path / "no.yaml", Place("desk.yaml", 3, 4))


def test_the_column_of_a_wrong_byte_counts_characters(tmp_path: Path) -> None:
    file = tmp_path / "mixed.yaml"
    file.write_bytes("a: ü\nbü: ".encode() + b"\xff\n")
    with pytest.raises(InputError, match=r"mixed\.yaml:2:5: byte 0xff"):
        read_text(file)
