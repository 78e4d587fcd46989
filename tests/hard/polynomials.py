"""Polynomials at zeros of their coefficients, fits of exact data, roots that meet."""

import mpmath
import numpy as np
from numpy.polynomial import Polynomial
from numpy.polynomial import polynomial as P

from funcad.numpy.polynomial import polynomial as F
from tests.hard.point import point

X = np.array([0.0, 1.0, 2.0, 3.0])
IMPLICIT = "dr = -dp(r) / p'(r)"
NONE = "a double root moves by the square root of a change"
LEADING = "the product's coefficients are sums of products"


def _wilkinson(n):
    """d r / d p_k at the largest root n of (x - 1) ... (x - n): -n^(n-k) / (n - 1)!"""
    with mpmath.workdps(50):
        return [float(-(mpmath.mpf(n) ** (n - k)) / mpmath.factorial(n - 1)) for k in range(n + 1)]


def _largest(p):
    r = np.real(np.roots(p))
    return r[np.argmax(r)]


POINTS = [
    point("polyval at 0", np.polyval, ([3.0, 2.0, 1.0], 0.0), d=([0.0, 0.0, 1.0], 2.0),
          dd=((np.zeros((3, 3)), [0.0, 1.0, 0.0]), ([0.0, 1.0, 0.0], 6.0)), source="2ax + b"),
    point("polyval of zeros", lambda p: np.polyval(p, 2.0), [0.0, 0.0, 0.0], d=[4.0, 2.0, 1.0],
          dd=np.zeros((3, 3)), source="powers"),
    point("poly1d of zeros", lambda p: np.poly1d(p)(2.0), [0.0, 0.0, 0.0], d=[4.0, 2.0, 1.0],
          source="powers"),
    point("poly1d of a leading zero, squared", lambda p: (np.poly1d(p) ** 2)(2.0), [0.0, 1.0],
          d=[4.0, 2.0], dd=[[8.0, 4.0], [4.0, 2.0]], source="(2a + b)²"),
    point("polymul by a leading zero", lambda p: np.polymul(p, [1.0, 2.0])[-2], [0.0, 3.0],
          d=[2.0, 1.0], source=LEADING),
    point("Polynomial with a zero at the top", lambda c: Polynomial(c)(2.0), [1.0, 0.0],
          d=[1.0, 2.0], source="powers"),
    point("P.polyadd of a zero", lambda c: P.polyadd(c, [1.0, 2.0])[1], [1.0, 0.0], d=[0.0, 1.0],
          source="a sum"),
    point("P.polymul by a zero at the top",
          lambda c: P.polyval(3.0, P.polymul(c, [0.0, 1.0])), [1.0, 0.0], d=[3.0, 9.0],
          source="x p(x)"),
    point("root of a line", lambda p: np.roots(p)[0], [2.0, -6.0], d=[-1.5, -0.5],
          dd=[[1.5, 0.25], [0.25, 0.0]], source="-b/a"),
    point("root at zero", lambda p: np.roots(p)[1], [1.0, -2.0, 0.0], d=[0.0, 0.0, 0.5],
          source=IMPLICIT),
    point("root of a leading zero", lambda p: np.roots(p)[0], [0.0, 1.0, -2.0],
          d=[-4.0, -2.0, -1.0], source=IMPLICIT),
    point("double root", lambda p: np.real(np.roots(p)[0]), [1.0, -2.0, 1.0], d=[np.nan] * 3,
          source=NONE),
    point("a simple root beside a double one", _largest, [1.0, -5.0, 7.0, -3.0],
          d=[-6.75, -2.25, -0.75, -0.25], source=IMPLICIT, rtol=1e-10),
    point("double root at zero", lambda p: np.roots(p)[2], [1.0, -1.0, 0.0, 0.0], d=[np.nan] * 4,
          source=NONE),
    point("largest of ten roots", _largest, np.poly(np.arange(1.0, 11.0)), d=_wilkinson(10),
          source="mpmath", rtol=1e-6),
    point("sum of squared roots", lambda p: np.real(np.sum(np.roots(p) ** 2)), [1.0, 0.0, 4.0],
          d=[8.0, 0.0, -2.0], dd=[[-16.0, 0.0, 2.0], [0.0, 2.0, 0.0], [2.0, 0.0, 0.0]],
          source="(b² - 2ac)/a²"),
    point("F.polyroots", lambda c: F.polyroots(c)[0], [6.0, -5.0, 1.0], d=[1.0, 2.0, 4.0],
          source=IMPLICIT),
    point("fit of exact data, in y", lambda y: np.polyfit(X, y, 1), 2 * X + 1,
          d=[[-0.3, -0.1, 0.1, 0.3], [0.7, 0.4, 0.1, -0.2]], source="(x - x̄) / Σ(x - x̄)²"),
    point("fit of exact data, in x", lambda x: np.polyfit(x, 2 * X + 1, 1)[0], X,
          d=[0.6, 0.2, -0.2, -0.6], source="-a (xᵢ - x̄) / Σ(x - x̄)², as y = a x + b",
          atol=1e-12),
    point("fit of exact data, in w", lambda w: np.polyfit(X, 2 * X + 1, 1, w=w), np.ones(4),
          d=np.zeros((2, 4)), source="every weight gives the same line", atol=1e-12),
    point("fit of a constant", lambda y: np.polyfit([1.0, 2.0], y, 0)[0], [3.0, 3.0],
          d=[0.5, 0.5], dd=np.zeros((2, 2)), source="the mean", atol=1e-12),
    point("interpolating fit", lambda y: np.polyfit([0.0, 1.0], y, 1), [3.0, 5.0],
          d=[[-1.0, 1.0], [1.0, 0.0]], source="a = y₁ - y₀, b = y₀", atol=1e-12),
    point("division without remainder", lambda u: np.polydiv(u, [1.0, -1.0])[0], [1.0, 0.0, -1.0],
          d=[[1.0, 0.0, 0.0], [1.0, 1.0, 0.0]], source="synthetic division"),
    point("remainder that is zero", lambda u: np.polydiv(u, [1.0, -1.0])[1][0], [1.0, 0.0, -1.0],
          d=[1.0, 1.0, 1.0], source="p(1)"),
    point("poly of equal roots", np.poly, [2.0, 2.0], d=[[0.0, 0.0], [-1.0, -1.0], [2.0, 2.0]],
          source="x² - (a + b) x + ab"),
    point("poly of zero roots", lambda r: np.poly(r)[2], [0.0, 0.0], d=[0.0, 0.0],
          dd=[[0.0, 1.0], [1.0, 0.0]], source="ab"),
]  # fmt: skip
