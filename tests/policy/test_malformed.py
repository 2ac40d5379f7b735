"""Each folder of malformed/ is one mistake laid over the valid policy; error.txt holds the words it is refused with."""

import shutil
from pathlib import Path

import pytest

from chalicelib.policy import PolicyError, load

MISTAKES = sorted(folder.name for folder in (Path(__file__).parent / "malformed").iterdir())


def test_the_valid_policy_loads(valid: Path) -> None:
    assert list(load(valid).rules) == ["OPN-01"]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_by_file_place_and_words(name: str, valid: Path, tmp_path: Path) -> None:
    mistake = valid.parent / "malformed" / name
    folder = tmp_path / "policy"
    shutil.copytree(valid, folder)
    shutil.copytree(mistake, folder, dirs_exist_ok=True)
    with pytest.raises(PolicyError) as refusal:
        load(folder)
    assert (mistake / "error.txt").read_text("utf-8").removesuffix("\n") in str(refusal.value)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"^nowhere: no such policy folder$"):
        load(tmp_path / "nowhere")


def test_a_folder_without_policy_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="no policy files"):
        load(tmp_path)


def test_a_text_in_another_encoding_is_refused(valid: Path, tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    shutil.copytree(valid, folder)
    (folder / "extra.yaml").write_bytes("facts: {teachers: 师资}\n".encode("gb18030"))
    with pytest.raises(PolicyError, match=r"^policy/extra\.yaml: not a YAML text in UTF-8"):
        load(folder)
