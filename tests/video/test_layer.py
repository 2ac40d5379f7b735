import pytest

from infra.layer import build
from infra.layer.model import MODEL, WrongModel, ensure_model


@pytest.mark.parametrize(("code", "fits"), [(89, True), (90, True), (91, False)])
def test_code_and_layer_together_stay_under_lambdas_limit(tmp_path, monkeypatch, code, fits):
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "library.so").write_bytes(bytes(10))
    monkeypatch.setattr(build, "LIMIT", 100)
    if fits:
        assert build.assert_fits(tmp_path, code) == 10 + code
    else:
        with pytest.raises(build.TooLarge, match="1 over"):
            build.assert_fits(tmp_path, code)


@pytest.mark.parametrize(("needs", "loads"), [("2.25", True), ("2.26", True), ("2.27", False)])
def test_every_library_loads_on_lambdas_system(tmp_path, needs, loads):
    (tmp_path / "library.so.1").write_bytes(b"\x7fELF GLIBC_2.4 GLIBC_" + needs.encode() + b"\0")
    if loads:
        build.assert_loads(tmp_path, glibc=26)
    else:
        with pytest.raises(build.TooNew, match="library"):
            build.assert_loads(tmp_path, glibc=26)


def test_the_limit_is_lambdas():
    assert build.LIMIT == 250 * 1024 * 1024


def test_takes_out_what_is_never_opened(tmp_path):
    for name in ("onnxruntime/capi/libonnxruntime.so.1", "numpy/lib/tests/test_io.py", "numpy/lib/io.py", "av/x.pyi"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    build.prune(tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()] == ["numpy/lib/io.py"]


def test_the_model_is_the_one_that_was_measured_and_brings_its_licence(model):
    assert ensure_model(model.parent) == model
    assert "MIT License" in (model.parent / "LICENSE").read_text()


def test_another_model_is_refused(tmp_path):
    (tmp_path / MODEL).write_bytes(b"other weights")
    with pytest.raises(WrongModel):
        ensure_model(tmp_path)


def test_a_layer_of_these_pins_is_not_built_again(tmp_path, monkeypatch):
    (tmp_path / ".stamp").write_text(build._fingerprint())
    monkeypatch.setattr(build, "_install", lambda python: pytest.fail("built again"))
    assert build.build(tmp_path) == tmp_path
