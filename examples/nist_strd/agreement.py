"""How well a fit agrees with what NIST certifies, in decimal digits, and why it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from examples.nist_strd.fit import Fit
from examples.nist_strd.problem import Problem

CERTIFIED_DIGITS = 11.0
WANTED_DIGITS = 8.0


def digits(found: Any, certified: Any) -> float:
    """Return the decimal digits that agree, in the worst entry: −log₁₀ of the relative error.

    >>> digits(np.array([1.0, 2.0002]), np.array([1.0, 2.0]))
    4.0
    >>> digits(1.0, 1.0)
    11.0
    """
    with np.errstate(all="ignore"):
        error = np.max(np.abs(np.asarray(found) - certified) / np.abs(certified))
    if not np.isfinite(error):
        return 0.0
    floor = 10.0**-CERTIFIED_DIGITS
    return max(0.0, float(np.round(-np.log10(max(error, floor)), 6)))


@dataclass(frozen=True)
class Agreement:
    """One fit beside the certified solution of its problem."""

    problem: Problem
    start: int
    fit: Fit
    parameters: float
    deviations: float
    rss: float

    @property
    def reached(self) -> bool:
        return self.parameters >= WANTED_DIGITS


def compare(problem: Problem, start: int, fit: Fit) -> Agreement:
    """Count the digits in which a fit agrees with the certified solution."""
    return Agreement(
        problem=problem,
        start=start,
        fit=fit,
        parameters=digits(fit.b, problem.certified),
        deviations=digits(fit.deviations, problem.deviations),
        rss=digits(fit.rss, problem.rss),
    )


def shortfall(a: Agreement) -> str:
    """Say why a fit has fewer digits than wanted."""
    ratio = a.fit.rss / a.problem.rss
    if not np.isfinite(ratio):
        return "the residuals are not finite where the iteration ended"
    if not a.fit.proper:
        return f"no minimum was reached: residual sum of squares {ratio:.3g} × the certified one"
    if ratio > 1 + 1e-6:
        return f"another local minimum: residual sum of squares {ratio:.3g} × the certified one"
    worst = int(np.argmax(np.abs(a.fit.b - a.problem.certified) / np.abs(a.problem.certified)))
    if a.parameters < 1:
        return (
            f"an equally good fit with other parameters (b{worst + 1}): terms that changed places"
        )
    return f"rounding: b{worst + 1} is determined by the data to {a.parameters:.1f} digits"


def remark(a: Agreement) -> str:
    """Say why standard deviations or sum of squares have few digits where the parameters agree."""
    response = float(np.max(np.abs(a.problem.y)))
    residual = float(np.sqrt(a.problem.rss / len(a.problem.y)))
    rounding = float(np.finfo(float).eps) * response
    if a.reached and a.rss < WANTED_DIGITS and residual < 1e5 * rounding:
        return (
            f"residual sum of squares to {a.rss:.0f} digits: residuals of {residual:.0e} are "
            f"differences of numbers near {response:.1g}, held to {rounding:.0e} in doubles"
        )
    return ""
