"""The version is told by what the policy says, not by how its files are laid out."""

import re
import shutil
from pathlib import Path

import pytest

from chalicelib.policy import Policy, load


def test_label_and_twelve_hex_digits(policy: Policy) -> None:
    assert re.fullmatch(r"henan-2024-[0-9a-f]{12}", policy.version)


def test_no_folder_is_the_packaged_policy(policy: Policy) -> None:
    again = load()
    assert again is not policy
    assert again.version == policy.version


def test_names_and_split_of_files_do_not_matter(valid: Path, tmp_path: Path) -> None:
    (tmp_path / "z" / "deep").mkdir(parents=True)
    shutil.copy(valid / "document.yaml", tmp_path / "z" / "deep" / "last.yaml")
    shutil.copy(valid / "targets.yaml", tmp_path / "first.yaml")
    parameters, rules = (valid / "opening.yaml").read_text("utf-8").split("rules:")
    (tmp_path / "b.yaml").write_text("# a comment\n" + parameters, "utf-8")
    (tmp_path / "a.yaml").write_text("rules:" + rules, "utf-8")
    assert load(tmp_path).version == load(valid).version


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("opening.yaml", "value: 80", "value: 81"),
        ("opening.yaml", "请减少人数", "请分班"),
        ("opening.yaml", "from: 2024-01-01, value", "from: 2024-01-02, value"),
        ("document.yaml", "师生比保持", "师生比应保持"),
        ("document.yaml", "样例方案", "样例办法"),
        ("document.yaml", "roster: 人员名册", "roster: 花名册"),
        ("targets.yaml", 'value: "1"', 'value: "1.5"'),
    ],
)
def test_any_change_of_content_changes_it(file: str, old: str, new: str, valid: Path, tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    shutil.copytree(valid, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    assert load(folder).version != load(valid).version
