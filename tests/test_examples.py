"""The main job: the parser of NIST's files, the models, fits, and the command line."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import funcad
from examples.nist_strd import __main__ as command
from examples.nist_strd.agreement import compare, digits, remark, shortfall
from examples.nist_strd.fit import Fit, Objective, fit, newton_step
from examples.nist_strd.models import MODELS, RESPONSES
from examples.nist_strd.problem import DATA, read, read_all

ROOT = Path(__file__).parents[1]
PROBLEMS = {p.name: p for p in read_all()}


def test_all_27_problems_are_there_and_have_a_model():
    assert len(PROBLEMS) == 27
    assert set(PROBLEMS) == set(MODELS)
    assert sorted({p.level for p in PROBLEMS.values()}) == ["Average", "Higher", "Lower"]


def test_the_parser_reads_every_part_of_a_file():
    p = PROBLEMS["MGH10"]
    assert p.level == "Higher"
    np.testing.assert_array_equal(p.starts[0], [2, 400000, 25000])
    np.testing.assert_array_equal(p.starts[1], [0.02, 4000, 250])
    np.testing.assert_array_equal(p.certified, [5.6096364710e-3, 6181.3463463, 345.22363462])
    np.testing.assert_array_equal(p.deviations, [1.5687892471e-4, 23.309021107, 0.78486103508])
    assert p.rss == 87.945855171
    assert p.x.shape == p.y.shape == (16,)
    assert (p.x[0], p.y[0]) == (50.0, 34780.0)
    assert p.degrees_of_freedom == 13


def test_the_parser_reads_two_predictors():
    p = PROBLEMS["Nelson"]
    assert p.x.shape == (2, 128)
    assert (p.y[0], p.x[0, 0], p.x[1, 0]) == (15.0, 1.0, 180.0)


def test_a_short_row_is_refused_with_the_name_of_the_file(tmp_path):
    text = (DATA / "DanWood.dat").read_text()
    path = tmp_path / "cut.dat"
    path.write_text(text.rstrip()[:-8])
    with pytest.raises(ValueError, match=r"cut\.dat: expected 2 numbers in the row"):
        read(path)


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "notes.dat"
    path.write_text("nothing here\n")
    with pytest.raises(ValueError, match=r"notes\.dat: found no line like 'b1 ='"):
        read(path)


@pytest.mark.parametrize("name", [n for n in PROBLEMS if n != "Lanczos1"])
def test_models_give_the_certified_sum_of_squares(name):
    p = PROBLEMS[name]
    r = MODELS[name](p.x, p.certified) - RESPONSES.get(name, np.asarray)(p.y)
    np.testing.assert_allclose(r @ r, p.rss, rtol=2e-10)


def test_lanczos1_has_residuals_of_rounded_parameters_only():
    p = PROBLEMS["Lanczos1"]  # its certified sum of squares needs more digits than are certified
    r = MODELS[p.name](p.x, p.certified) - p.y
    assert r @ r < 1e-20


@pytest.mark.parametrize("name", PROBLEMS)
def test_jacobians_equal_the_complex_step(name):
    p = PROBLEMS[name]
    exact = funcad.jacobian(lambda b: MODELS[name](p.x, b))(p.certified)
    for i in range(len(p.certified)):
        b = p.certified.astype(complex)
        b[i] += 1e-200j
        column = MODELS[name](p.x, b).imag / 1e-200
        np.testing.assert_allclose(exact[:, i], column, rtol=1e-10, atol=1e-13 * max(abs(column)))


@pytest.mark.parametrize("start", [1, 2])
@pytest.mark.parametrize("name", PROBLEMS)
def test_fits_agree_with_the_certified_solution(name, start):
    p = PROBLEMS[name]
    a = compare(p, start, fit(p, start))
    assert a.reached, shortfall(a)
    assert a.fit.proper
    assert min(a.deviations, a.rss) >= (2 if name == "Lanczos1" else 8)
    assert bool(remark(a)) == (name == "Lanczos1")
    assert a.fit.by_differences > a.fit.residual_calls + a.fit.jacobian_calls


def test_newton_step_solves_the_newton_equation():
    p = PROBLEMS["Misra1a"]
    objective, b = Objective(p), p.certified * (1 + 1e-6)

    def half_sum(b):
        r = MODELS[p.name](p.x, b) - p.y
        return 0.5 * np.sum(r * r)

    expected = -np.linalg.solve(funcad.hessian(half_sum)(b), funcad.grad(half_sum)(b))
    np.testing.assert_allclose(newton_step(objective, b), expected, rtol=1e-6)


def test_newton_step_refuses_a_point_that_is_not_near_a_minimum():
    p = PROBLEMS["Eckerle4"]
    assert newton_step(Objective(p), p.starts[0]) is None


def test_digits():
    assert digits(1.0 + 1e-5, 1.0) == pytest.approx(5.0, abs=1e-4)
    assert digits(np.array([1.0, 2.0]), np.array([1.0, 2.0])) == 11.0
    assert digits(np.nan, 1.0) == 0.0
    assert digits(-1.0, 1.0) == 0.0


def found(name: str, **changes: object) -> Fit:
    p = PROBLEMS[name]
    as_certified = Fit(p.certified, p.deviations, p.rss, "trf", True, 1, 1, 1)
    return dataclasses.replace(as_certified, **changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"rss": np.inf}, "not finite"),
        ({"rss": 2 * PROBLEMS["BoxBOD"].rss}, "another local minimum: .* 2 × the certified"),
        ({"rss": 8 * PROBLEMS["BoxBOD"].rss, "proper": False}, "no minimum was reached: .* 8 ×"),
        ({"b": PROBLEMS["BoxBOD"].certified * (1 + 1e-6)}, "rounding: b1 .* 6.0 digits"),
        ({"b": PROBLEMS["BoxBOD"].certified[::-1]}, "equally good fit with other parameters"),
    ],
)
def test_a_shortfall_is_explained(changes, reason):
    a = compare(PROBLEMS["BoxBOD"], 1, found("BoxBOD", **changes))
    assert re.search(reason, shortfall(a))


def test_command_prints_the_agreement_and_ends_with_status_0(capsys):
    assert command.main(["--problem", "Misra1a", "--no-plot"]) == 0
    out = capsys.readouterr().out
    assert "start 1: every parameter to 8 digits or more on 1 of 1   (aim: 1, reached)" in out
    assert "2.3894212918e+02" in out
    assert "picture" not in out


def test_command_ends_with_status_1_where_the_aim_is_missed(capsys, monkeypatch):
    wrong = found("BoxBOD", b=PROBLEMS["BoxBOD"].certified * 2, rss=1e6)
    monkeypatch.setattr(command, "fit", lambda problem, start: wrong)
    assert command.main(["--problem", "BoxBOD", "--start", "1", "--no-plot"]) == 1
    out = capsys.readouterr().out
    assert "MISSED" in out
    assert "short: BoxBOD from start 1: another local minimum" in out


def test_command_draws(tmp_path, capsys):
    pytest.importorskip("matplotlib")
    path = tmp_path / "fits.png"
    assert command.main(["--problem", "Nelson", "--start", "2", "--output", str(path)]) == 0
    assert path.read_bytes().startswith(b"\x89PNG")


def test_command_says_that_it_draws_nothing_without_matplotlib(capsys, monkeypatch):
    monkeypatch.setattr(command.importlib.util, "find_spec", lambda name: None)
    assert command.main(["--problem", "Misra1b", "--start", "2"]) == 0
    assert "matplotlib is not installed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--problem", "Nowhere"], "invalid choice: 'Nowhere'"),
        (["--start", "3"], "invalid choice: 3"),
        (["--output", "/no/such/folder/x.png"], "there is no folder /no/such/folder"),
        (["--output", "."], "is a folder; give the name of a file"),
    ],
)
def test_wrong_options_are_refused_clearly(arguments, message):
    done = subprocess.run(
        [sys.executable, "-m", "examples.nist_strd", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr
