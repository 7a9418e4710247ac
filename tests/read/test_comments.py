from __future__ import annotations

from pathlib import Path

import pytest

from slm_sim.errors import InputError
from slm_sim.read.comments import acceptances_in

TEXT = """\
# slm-sim: accept SLM105 because satisfaction is surveyed elsewhere

# another comment
schema: x
P1: {within: 4 h} # slm-sim: accept SLM301 because it is a joint target
# slm-sim: accept ACME601 because we said so
# slm-sim: accept SLM302, SLM303 ,ACME101 because two a month come
P2: {within: 8 h}
note: "no slm-sim: comment"
"""


def written(folder: Path, text: str) -> str:
    file = folder / "draft.yaml"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_comment_accepts_what_stands_in_its_line_or_in_the_next(tmp_path: Path) -> None:
    found = [(one.rule, one.reason, one.line) for one in acceptances_in(written(tmp_path, TEXT))]
    assert found == [
        ("SLM105", "satisfaction is surveyed elsewhere", 4),
        ("SLM301", "it is a joint target", 5),
        ("ACME601", "we said so", 8),
        ("SLM302", "two a month come", 8),
        ("SLM303", "two a month come", 8),
        ("ACME101", "two a month come", 8),
    ]


@pytest.mark.parametrize(
    "comment",
    [
        "accept SLM301",
        "accept SLM301 because",
        "accept few-incidents because",
        "ignore SLM301 because x",
        "",
        "accept SLM301, because x",
        "accept SLM301 SLM302 because x",
    ],
)
def test_a_comment_without_a_code_or_a_reason_is_told(tmp_path: Path, comment: str) -> None:
    file = written(tmp_path, f"schema: x\nP1: y # slm-sim: {comment}\n")
    with pytest.raises(InputError) as error:
        acceptances_in(file)
    assert str(error.value) == (
        f"{file}:2:7: this comment asks for {comment!r}; expected '# slm-sim: accept SLM303 because ...' with the code "
        "of a rule and a reason"
    )
