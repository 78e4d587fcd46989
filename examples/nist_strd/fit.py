"""Nonlinear least squares with exact derivatives: a trust region, then Newton's method to the end.

The residuals are r(b) = model(x, b) − y, (n,); their Jacobian J is (n, p).  No certified value is
used.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.linalg import solve_triangular
from scipy.optimize import least_squares

import funcad
from examples.nist_strd.models import MODELS, RESPONSES
from examples.nist_strd.problem import Problem

METHODS = ("trf", "lm", "dogbox")  # tried in this order until one ends in a proper minimum
TOLERANCE = 1e-13
POLISH = 12  # Newton steps at most; two or three are usual


class Counted:
    """A function that counts its calls."""

    def __init__(self, f: Callable[..., Any]) -> None:
        self.f = f
        self.calls = 0

    def __call__(self, *args: Any) -> Any:
        self.calls += 1
        return self.f(*args)


class Objective:
    """The residuals of one problem and their exact derivatives."""

    def __init__(self, problem: Problem) -> None:
        model, x = MODELS[problem.name], problem.x
        y = RESPONSES.get(problem.name, _unchanged)(problem.y)
        self.residuals = Counted(lambda b: model(x, b) - y)
        self.jacobian = Counted(funcad.jacobian(lambda b: model(x, b)))
        self.curvature = Counted(funcad.hessian(lambda b, r: np.sum(r * model(x, b))))
        self.degrees_of_freedom = problem.degrees_of_freedom


@dataclass(frozen=True)
class Fit:
    """A minimum that was found, and what it cost.

    `proper` says that the Hessian of the residual sum of squares is positive definite there.
    """

    b: Any
    deviations: Any
    rss: float
    method: str
    proper: bool
    residual_calls: int
    jacobian_calls: int
    hessian_calls: int

    @property
    def by_differences(self) -> int:
        """Model evaluations had every derivative been a forward difference: p for a Jacobian, and
        p (p + 3) / 2 for a Hessian, beside those of the residuals."""
        p = len(self.b)
        return self.residual_calls + self.jacobian_calls * p + self.hessian_calls * p * (p + 3) // 2


def fit(problem: Problem, start: int) -> Fit:
    """Fit one problem from its published starting point 1 or 2.

    >>> from examples.nist_strd.problem import DATA, read
    >>> fit(read(DATA / "Misra1a.dat"), start=2).b.round(4)
    array([2.389421e+02, 6.000000e-04])
    """
    with np.errstate(all="ignore"):  # a trial step may overflow: it is not finite, and is refused
        objective = Objective(problem)
        candidates = []
        for method in METHODS:
            candidates.append(_attempt(objective, problem.starts[start - 1], method))
            if candidates[-1].proper:
                break
        best = min(candidates, key=lambda f: (not f.proper, f.rss))
    return _with_counts(best, objective)


def _attempt(objective: Objective, start: Any, method: str) -> Fit:
    found = least_squares(
        _penalized(objective.residuals),
        start,
        objective.jacobian,
        method=method,
        x_scale="jac",
        ftol=TOLERANCE,
        xtol=TOLERANCE,
        gtol=TOLERANCE,
        max_nfev=2000,
    )
    b = _polished(objective, found.x)
    r, J = objective.residuals(b), objective.jacobian(b)
    rss = float(r @ r)
    variance = rss / objective.degrees_of_freedom
    scale, R = _factor(J)[:2]
    spread = solve_triangular(R, np.eye(len(b))) if _is_regular(R) else np.full(R.shape, np.inf)
    return Fit(
        b=b,
        deviations=np.sqrt(variance * np.sum(spread**2, axis=1)) / scale,
        rss=rss,
        method=method,
        proper=newton_step(objective, b) is not None,
        residual_calls=0,
        jacobian_calls=0,
        hessian_calls=0,
    )


def _polished(objective: Objective, b: Any) -> Any:
    """Newton's method until rounding stops it: the steps no longer shrink.

    Around its minimum a sum of squares is flat, to rounding, from the eighth digit of b on; its
    gradient is not.
    """
    last = np.inf
    for _ in range(POLISH):
        step = newton_step(objective, b)
        if step is None:
            return b
        size = np.max(np.abs(step) / np.maximum(np.abs(b), np.finfo(float).tiny))
        if not size < min(last / 2, 0.1):
            return b
        b, last = b + step, size
    return b


def newton_step(objective: Objective, b: Any) -> Any | None:
    """The Newton step on ½ r·r, or None where its Hessian H is not positive definite.

    H = JᵀJ + Σ rᵢ ∇²rᵢ = Rᵀ (I + M) R  for  J = Q R  and  M = R⁻ᵀ (Σ rᵢ ∇²rᵢ) R⁻¹,  so the step
    −H⁻¹ Jᵀ r is −R⁻¹ (I + M)⁻¹ Qᵀ r:  the condition of J enters once, not squared as through JᵀJ.
    """
    r, J = objective.residuals(b), objective.jacobian(b)
    scale, R, Q = _factor(J)
    if not (np.all(np.isfinite(r)) and _is_regular(R)):
        return None
    bend = objective.curvature(b, r) / np.outer(scale, scale)
    half = solve_triangular(R, bend, trans="T")
    values, vectors = np.linalg.eigh(np.eye(len(b)) + solve_triangular(R, half.T, trans="T"))
    if not values[0] > 0:
        return None
    step = -vectors @ ((vectors.T @ (Q.T @ r)) / values)
    return solve_triangular(R, step) / scale


def _factor(J: Any) -> tuple[Any, Any, Any]:
    """Column norms s and the factors R, Q of J / s = Q R."""
    scale = np.linalg.norm(J, axis=0)
    if not (np.all(np.isfinite(scale)) and np.all(scale > 0)):
        p = J.shape[1]
        return np.ones(p), np.zeros((p, p)), np.zeros(J.shape)
    Q, R = np.linalg.qr(J / scale)
    return scale, R, Q


def _is_regular(R: Any) -> bool:
    diagonal = np.abs(np.diag(R))
    return bool(np.min(diagonal) > 1e-14 * np.max(diagonal))


def _penalized(residuals: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Residuals that are finite everywhere: MINPACK cannot be told that a trial point is bad."""
    return lambda b: np.nan_to_num(residuals(b), nan=1e100, posinf=1e100, neginf=-1e100)


def _with_counts(best: Fit, objective: Objective) -> Fit:
    return Fit(
        **{
            **vars(best),
            "residual_calls": objective.residuals.calls,
            "jacobian_calls": objective.jacobian.calls,
            "hessian_calls": objective.curvature.calls,
        }
    )


def _unchanged(y: Any) -> Any:
    return y
