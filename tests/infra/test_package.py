"""What is in the zip, and what is not."""

import ast
import sys
import zipfile
from importlib.metadata import packages_distributions

import pytest

from infra.generate import ROOT
from infra.package import MAX_ZIP, Package, package

RUNTIME_HAS = {"boto3", "botocore", "chalice", "urllib3"}


def pinned(name: str) -> dict[str, str]:
    """Distribution, lower case and hyphens -> version."""
    lines = (line.split("#")[0].split(";")[0].strip() for line in (ROOT / name).read_text().splitlines())
    pairs = (line.split("==") for line in lines if line and not line.startswith("-"))
    return {each.lower().replace("_", "-"): version.split()[0] for each, version in pairs}


def imported() -> set[str]:
    """Top-level modules that the application imports, wherever in a file."""
    found: set[str] = set()
    for path in [ROOT / "app.py", *(ROOT / "chalicelib").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"chalicelib", "app"}


@pytest.fixture(scope="module")
def files(packaged: Package) -> set[str]:
    with zipfile.ZipFile(packaged.zip) as archive:
        return set(archive.namelist())


def test_it_is_small_enough_for_lambda(packaged: Package) -> None:
    assert packaged.size == packaged.zip.stat().st_size < MAX_ZIP


def test_the_lambda_runtime_s_own_libraries_are_not_in_it(files: set[str]) -> None:
    assert not [name for name in files if name.split("/")[0] in {"boto3", "botocore", "s3transfer"}]


def test_nothing_that_only_develops_is_in_it(files: set[str]) -> None:
    assert not [name for name in files if name.split("/")[0] in {"infra", "tests", "pytest", "moto", "samtranslator"}]


def test_the_application_and_its_data_are_in_it(files: set[str]) -> None:
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "chalicelib").rglob("*") if path.is_file()}
    assert {"app.py"} | {name for name in ours if "__pycache__" not in name} <= files


def test_compiled_libraries_are_for_lambda(files: set[str]) -> None:
    compiled = [name for name in files if name.endswith(".so")]
    assert compiled
    assert not [name for name in compiled if "darwin" in name or "win" in name or "musl" in name]


def test_every_import_of_the_application_is_pinned_for_its_functions() -> None:
    distributions = packages_distributions()
    needed = {distributions[module][0].lower().replace("_", "-") for module in imported() - RUNTIME_HAS}
    layer = pinned("infra/layer/requirements-video.txt").keys()
    assert needed <= pinned("requirements.txt").keys() | layer
    assert not layer & pinned("requirements.txt").keys()


def test_the_runtime_s_own_libraries_are_not_pinned_for_functions() -> None:
    assert not RUNTIME_HAS & pinned("requirements.txt").keys()


@pytest.mark.parametrize("name", ["requirements-dev.txt", "requirements-ministack.txt"])
def test_one_library_has_one_version_everywhere(name: str) -> None:
    runtime = pinned("requirements.txt")
    assert {each: version for each, version in pinned(name).items() if runtime.get(each, version) != version} == {}


def test_an_unchanged_source_is_not_packaged_again(packaged: Package) -> None:
    before = packaged.zip.stat().st_mtime_ns
    assert package() == packaged
    assert packaged.zip.stat().st_mtime_ns == before


def test_the_emulator_s_environment_lacks_what_the_package_must_bring() -> None:
    allowed = {"pyyaml", "jmespath"}  # the emulator needs these itself; the imports test above covers them
    assert pinned("requirements.txt").keys() & pinned("requirements-ministack.txt").keys() == allowed
