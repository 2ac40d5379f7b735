"""The files that Chalice reads are the ones the declaration makes."""

import shutil
from pathlib import Path

import pytest

from infra.generate import ROOT, generated, main, stale, write


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in (".chalice", "infra"):
        (tmp_path / folder).mkdir()
    for path in generated():
        shutil.copy(ROOT / path, tmp_path / path)
    return tmp_path


def test_the_committed_files_are_current() -> None:
    assert stale() == []
    assert main(["--check"]) == 0


def test_an_edited_file_is_stale(copy: Path) -> None:
    (copy / "infra/merge.json").write_text("{}")
    assert stale(copy) == [Path("infra/merge.json")]


def test_a_missing_file_is_stale(copy: Path) -> None:
    (copy / ".chalice/policy-judge.json").unlink()
    assert stale(copy) == [Path(".chalice/policy-judge.json")]


def test_a_policy_of_a_function_that_is_gone_is_stale_until_written_again(copy: Path) -> None:
    (copy / ".chalice/policy-gone.json").write_text("{}")
    assert stale(copy) == [Path(".chalice/policy-gone.json")]
    write(copy)
    assert stale(copy) == []
    assert not (copy / ".chalice/policy-gone.json").exists()
