"""A package with one thing wrong is refused with a message that says where and what, and nothing is changed.

There are over a hundred things to get wrong, each in several packages: more than five hundred in all.
"""

from __future__ import annotations

import stat
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from mutated_packages import DRAFTS, FILES, Told
from on_disc import Hand, draft
from runs import every
from valid_packages import Package, packages

from marginalia.cli import main
from marginalia.errors import PackageError
from marginalia.study.reading import read_study

#: Packages that each mistake is made in.
_EACH = 5

_SMALL = packages(most_patients=60, most_visits=3, most_groups=2)
_SEEDS = st.integers(0, 2**32 - 1)


def spoilt(kind: str, package: Package, seed: int, folder: Path) -> Told | None:
    """Write the package with this mistake in it; what the message must say."""
    chance = np.random.default_rng(seed)
    made = draft(package.study)
    if kind in DRAFTS:
        expected = DRAFTS[kind](made, chance)
        made.write(folder, Hand())
        return expected
    made.write(folder, Hand())
    return FILES[kind](folder, chance)


def contents(folder: Path) -> dict[str, object]:
    """Everything in a folder by what it is and holds; of what is large or no file, that it is there."""
    found: dict[str, object] = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        small = stat.S_ISREG(state.st_mode) and state.st_size < 10_000_000
        found[str(path)] = path.read_bytes() if small else (stat.S_IFMT(state.st_mode), state.st_size)
    return found


@pytest.mark.parametrize("kind", [*DRAFTS, *FILES])
def test_one_mistake_is_told_with_its_place_and_changes_nothing(
    kind: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tried = 0

    @every(_EACH)
    @given(package=_SMALL, seed=_SEEDS)
    def search(package: Package, seed: int) -> None:
        folder = tmp_path_factory.mktemp("mutated") / "made-up"
        expected = spoilt(kind, package, seed, folder)
        assume(expected is not None)
        assert expected
        nonlocal tried
        tried += 1
        before = contents(folder.parent)

        with pytest.raises(PackageError) as caught:
            read_study(folder)

        messages = [str(problem) for problem in caught.value.problems]
        assert expected.in_(messages), "\n".join([str(expected), *messages[:20]])[:4000]
        assert all("\n" not in message and len(message) < 2000 for message in messages)
        assert len(messages) <= 1001
        if tried == 1:
            assert refused_by_the_command(folder) == messages
        assert contents(folder.parent) == before

    search()
    assert tried >= _EACH


def refused_by_the_command(folder: Path) -> list[str]:
    """What `marginalia check` says is wrong with a package, line by line."""
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), repr(done.exception)
    assert not done.stdout
    *problems, last = done.stderr.splitlines()
    assert last.endswith("; nothing was written.")
    return problems
