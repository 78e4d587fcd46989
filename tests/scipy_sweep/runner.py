"""Calls SciPy's functions with traced arguments and says what became of the derivative.

    python -m tests.scipy_sweep.runner          prints a JSON object: name -> [verdict, message]

Run it with SCIPY_ARRAY_API unset and set: SciPy looks at the variable when it is imported.

right     every float of the result has the derivative that finite differences say, in both modes
constant  no float of the result depends on the arguments, by finite differences
refused   funcad raised one of its errors
error     something else was raised
wrong     a derivative differs from finite differences
nan       the derivative is not finite in one of the modes
differs   SciPy gives another value for a traced argument than for a plain one
broken    the call fails for plain arguments too: the case is to be mended
lost      a plain float array where the result depends on the arguments: a silent loss
"""

import importlib
import json
import signal
import sys
import warnings
from typing import Any

import numpy as np

import funcad
import funcad.numpy
from funcad.core.tracer import Buffer, Tracer
from funcad.errors import FuncadError
from tests.scipy_sweep.cases import CASES
from tests.scipy_sweep.samples import DIRECTION, X, samples

SECONDS = 20  # the longest that one function may take
STEP = 2e-4
TOLERANCE = 2e-5


def leaves(result: Any) -> list[Any]:
    """The floats and traced values in a result, in a fixed order."""
    if isinstance(result, np.ndarray) and result.dtype.hasobject:
        if any(isinstance(v, Tracer) for v in result.flat):
            return [funcad.numpy.asarray(result)]
        return [leaf for v in result.ravel().tolist() for leaf in leaves(v)]
    if isinstance(result, Tracer):
        return [result] if type(result) is not Buffer else [np.asarray(result)]
    if isinstance(result, np.ndarray | np.generic):
        return [result] if result.dtype.kind in "fc" else []
    if isinstance(result, float | complex):
        return [np.asarray(result)]
    if isinstance(result, list | tuple):
        return [leaf for v in result for leaf in leaves(v)]
    if isinstance(result, dict):
        return [leaf for v in result.values() for leaf in leaves(v)]
    if hasattr(result, "__dict__") and not callable(result):
        public = [k for k in sorted(vars(result)) if not k.startswith("_")]
        return [leaf for k in public for leaf in leaves(getattr(result, k))]
    return []


def names_of(module: str) -> dict[str, Any]:
    """The public names of a module of SciPy."""
    found = importlib.import_module(f"scipy.{module}")
    names = {k: getattr(found, k) for k in dir(found) if not k.startswith("_")}
    return {**names, "RT": names.get("RigidTransform")}


def difference(f: Any) -> list[Any]:
    """The derivative of each leaf of f along DIRECTION, by central differences of fourth order."""
    at = {k: f(X + k * STEP * DIRECTION) for k in (-2, -1, 1, 2)}
    together = zip(at[-2], at[-1], at[1], at[2], strict=True)
    return [(8 * (c - b) - (d - a)) / (12 * STEP) for a, b, c, d in together]


def close(a: Any, b: Any) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    if a.shape != b.shape:
        return False
    scale = max(1.0, float(np.max(np.abs(b), where=np.isfinite(b), initial=0.0)))
    same = (np.abs(a - b) <= TOLERANCE * scale) | (np.isnan(a) & np.isnan(b)) | (a == b)
    return bool(np.all(same))


def judge(expression: str, names: dict[str, Any]) -> tuple[str, str]:
    """The verdict on one call, and what there is to say."""

    def f(x: Any) -> list[Any]:
        return leaves(eval(expression, {**names, "np": np, **samples(x)}))

    try:
        value = f(X)
        expected = [np.where(np.isfinite(d), d, 0) for d in difference(f)]
    except Exception as error:
        return "broken", repr(error)
    if all(close(d, np.zeros_like(d)) for d in expected):
        return "constant", ""
    kept: list[int] = []

    def traced(x: Any) -> list[Any]:
        got = f(x)
        kept[:] = [i for i, leaf in enumerate(got) if isinstance(leaf, Tracer)]
        if len(got) != len(expected):
            raise ValueError(f"{len(got)} results for {len(expected)}")
        return [got[i] for i in kept]

    def total(x: Any) -> Any:
        parts = [np.sum(np.real(v) + 0.5 * np.imag(v)) for v in traced(x)]
        return sum(parts[1:], parts[0]) if parts else 0 * np.sum(x)

    try:
        primal, tangents = funcad.jvp(traced, (X,), (DIRECTION,))
        lost = [i for i, d in enumerate(expected) if i not in kept and not close(d, 0 * d)]
        if lost:
            return "lost", f"results {lost}"
        gradient = funcad.grad(total)(X) @ DIRECTION
    except FuncadError as error:
        return "refused", str(error).splitlines()[0]
    if not all(close(y, value[i]) for i, y in zip(kept, primal, strict=True)):
        return "differs", f"{primal} for {value}"[:300]
    ours = [np.where(np.isfinite(d), d, 0) for d in tangents]
    for i, dy in zip(kept, ours, strict=True):
        if not close(dy, expected[i]):
            return "wrong", f"forward: {dy} for {expected[i]}"[:300]
    sums = sum(np.sum(np.real(d) + 0.5 * np.imag(d)) for d in ours)
    if not close(gradient, sums):
        kind = "wrong" if np.isfinite(gradient) else "nan"
        return kind, f"reverse: {gradient} for {sums}"
    return "right", ""


def _too_long(*_: Any) -> None:
    raise TimeoutError(f"more than {SECONDS} s")


def sweep(only: str = "") -> dict[str, tuple[str, str]]:
    """The verdict on every case whose name contains `only`."""
    signal.signal(signal.SIGALRM, _too_long)
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    verdicts = {}
    for module, name, expression in CASES:
        if only not in f"{module}.{name}":
            continue
        signal.alarm(SECONDS)
        try:
            verdict = judge(expression, names_of(module))
        except Exception as error:
            verdict = "error", f"{type(error).__name__}: {error}"[:300].replace("\n", " ")
        signal.alarm(0)
        verdicts[f"{module}.{name}"] = verdict
    return verdicts


if __name__ == "__main__":
    print(json.dumps(sweep(*sys.argv[1:2])))
