"""A results folder appears whole or not at all: it is written under a temporary name beside its place, then renamed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from slm_sim.errors import ResultsError, WriteError

OURS = ("results.json", "provenance.json")
"""The files by which the results folder of a study is known."""

MEASURED = ("measure.json", "provenance.json")
"""Those of a measured log."""

CHOSEN = tuple(
    (f"{name}.json", "provenance.json") for name in ("compare", "sensitivity", "proposal", "staff", "frontier")
)
"""Those of a comparison, of a sensitivity analysis, of a proposal, of a staff, and of a frontier."""


def check_writable(folder: Path) -> None:
    """Find out early whether results can be written to a folder.

    Raises ResultsError if something stands there that slm-sim did not write, WriteError if the place cannot be written
    to.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ResultsError(f"{folder}: a file stands where the results folder should be; name another with --out")
    file = next((above for above in folder.parents if above.exists() and not above.is_dir()), None)
    if file:
        raise ResultsError(f"{folder}: {file} is a file, and no folder can be made in it; name another with --out")
    ours = any(all((folder / name).is_file() for name in files) for files in (OURS, MEASURED, *CHOSEN))
    if folder.is_dir() and any(folder.iterdir()) and not ours:
        raise ResultsError(
            f"{folder}: this folder holds something else than slm-sim results (no {' and no '.join(OURS)}), "
            "so it is left alone; name another with --out"
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        Path(mkdtemp(dir=folder.parent, prefix=".slm-sim-")).rmdir()
    except OSError as error:
        raise WriteError(f"{folder}: results cannot be written here ({error.strerror})") from None


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `folder` when the block ends well, and goes away when it does not.

    Raises as `check_writable` does, and WriteError when the disk refuses what is written.
    """
    check_writable(folder)
    stage = Path(mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        content = stage / "new"
        content.mkdir()
        yield content
        if folder.exists():
            folder.rename(stage / "old")
        content.rename(folder)
    except OSError as error:
        if not folder.exists() and (stage / "old").exists():
            (stage / "old").rename(folder)
        raise WriteError(f"{folder}: results cannot be written here ({error.strerror})") from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
