"""The printed report: a table of all fits, certified against found, and the summary."""

from __future__ import annotations

from collections.abc import Iterable

from examples.nist_strd.agreement import WANTED_DIGITS, Agreement, remark, shortfall

AIMS = {1: 22, 2: 25}  # fits of 27 that should reach WANTED_DIGITS, per starting point

HEADER = (
    "              digits that agree         worst parameter                        "
    "calls           model evaluations\n"
    "problem   st.  param.  s.d.    RSS      certified         found               "
    "resid  jac hess  exact  by differences\n"
)


def row(a: Agreement) -> str:
    """One line of the table."""
    k = _worst(a)
    f = a.fit
    certified, found = a.problem.certified[k], f.b[k]
    return (
        f"{a.problem.name:9s} {a.start:2d}   "
        f"{a.parameters:5.1f}  {a.deviations:5.1f}  {a.rss:5.1f}  "
        f"b{k + 1} {certified:17.10e} {found:17.10e}  "
        f"{f.residual_calls:5d} {f.jacobian_calls:4d} {f.hessian_calls:4d}  "
        f"{f.residual_calls + f.jacobian_calls + f.hessian_calls:5d}  {f.by_differences:8d}"
        f"{'' if a.reached else '   <--'}"
    )


def details(a: Agreement) -> Iterable[str]:
    """Certified and found, for every parameter, its standard deviation and the sum of squares."""
    p, f = a.problem, a.fit
    yield f"\n{p.name}, start {a.start}, by {f.method}"
    yield "       certified            found                s.d. certified       s.d. found"
    rows = zip(p.certified, f.b, p.deviations, f.deviations, strict=True)
    for k, numbers in enumerate(rows, 1):
        yield f"  b{k}   " + "   ".join(f"{v:18.10e}" for v in numbers)
    yield f"  RSS  {p.rss:18.10e}   {f.rss:18.10e}"


def aim(agreements: list[Agreement], complete: bool) -> dict[int, tuple[int, int, int]]:
    """Per starting point: fits that reach the wanted digits, how many should, how many there are.

    A run of all 27 problems may fall short in a few of them; a run of fewer may not.
    """
    counts = {}
    for start in sorted({a.start for a in agreements}):
        mine = [a for a in agreements if a.start == start]
        wanted = AIMS[start] if complete else len(mine)
        counts[start] = (sum(a.reached for a in mine), wanted, len(mine))
    return counts


def summary(agreements: list[Agreement], complete: bool, seconds: float) -> Iterable[str]:
    """The closing lines: what was reached, what fell short and why, and the time."""
    yield ""
    for start, (reached, wanted, total) in aim(agreements, complete).items():
        verdict = "reached" if reached >= wanted else "MISSED"
        yield (
            f"start {start}: every parameter to {WANTED_DIGITS:g} digits or more on "
            f"{reached} of {total}   (aim: {wanted}, {verdict})"
        )
    for a in agreements:
        if not a.reached:
            yield f"  short: {a.problem.name} from start {a.start}: {shortfall(a)}"
        elif remark(a):
            yield f"  note: {a.problem.name} from start {a.start}: {remark(a)}"
    exact = sum(
        a.fit.residual_calls + a.fit.jacobian_calls + a.fit.hessian_calls for a in agreements
    )
    differences = sum(a.fit.by_differences for a in agreements)
    yield f"calls of residuals and exact derivatives: {exact}; by finite differences: {differences}"
    yield f"time: {seconds:.1f} s"


def _worst(a: Agreement) -> int:
    errors = abs(a.fit.b - a.problem.certified) / abs(a.problem.certified)
    return int(errors.argmax())
