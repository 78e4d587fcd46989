"""Transforms, interpolation, convolution and unwrapping at their edges; I₀ at 0 and far out.

A kink of np.interp has the slope of the interval to its right, the last knot that of the last.
"""

import mpmath
import numpy as np

from tests.hard.point import point, slope

XP, FP = np.array([-1.0, 0.0, 2.0]), np.array([1.0, 0.0, 4.0])
RIGHT = "slope of the interval that NumPy computes with: xp[i] <= x < xp[i + 1]"
SHIFT = "unwrapping adds whole periods"


def _power(z):
    return np.real(z) ** 2 + np.imag(z) ** 2


def _i(n, x):
    with mpmath.workdps(50):
        return float(mpmath.besseli(n, x))


POINTS = [
    point("fft of one", lambda x: np.real(np.fft.fft(x)), [3.0], d=[[1.0]], source="identity"),
    point("fft cropped to one", lambda x: np.real(np.fft.fft(x, 1)), [3.0, 2.0], d=[[1.0, 0.0]],
          source="identity"),
    point("irfft to one", lambda x: np.fft.irfft(x, 1), [3.0, 2.0], d=[[1.0, 0.0]],
          source="y₀ = Re x₀"),
    point("irfft to two", lambda x: np.fft.irfft(x, 2), [3.0, 2.0], d=[[0.5, 0.5], [0.5, -0.5]],
          source="y = (x₀ ± x₁)/2"),
    point("rfft of an odd length, last frequency", lambda x: np.real(np.fft.rfft(x))[1],
          [1.0, 2.0, 3.0], d=[1.0, -0.5, -0.5], source="cos(2πj/3)"),
    point("power of a silent spectrum", lambda x: np.sum(_power(np.fft.rfft(x))),
          [0.0, 0.0], d=[0.0, 0.0], dd=[[4.0, 0.0], [0.0, 4.0]], source="2(x₀² + x₁²)"),
    point("|rfft| at silence", lambda x: np.sum(np.abs(np.fft.rfft(x))), [0.0, 0.0],
          d=[0.0, 0.0], source="|0| has derivative 0"),
    point("interp at a knot", lambda x: np.interp(x, XP, FP), 0.0, d=2.0, dd=0.0, source=RIGHT),
    point("interp at the first knot", lambda x: np.interp(x, XP, FP), -1.0, d=-1.0, dd=0.0,
          source=RIGHT),
    point("interp at the last knot", lambda x: np.interp(x, XP, FP), 2.0, d=2.0, dd=0.0,
          source="slope of the last interval"),
    point("interp below", lambda x: np.interp(x, XP, FP), -1.5, d=0.0, dd=0.0, source="constant"),
    point("interp above", lambda x: np.interp(x, XP, FP), 2.5, d=0.0, dd=0.0, source="constant"),
    point("interp at infinity", lambda x: np.interp(x, XP, FP), np.inf, d=0.0, source="constant"),
    point("interp in fp at a knot", lambda fp: np.interp(0.0, XP, fp), [1.0, 0.0, 4.0],
          d=[0.0, 1.0, 0.0], source="y = fp₁"),
    point("interp in fp at the last knot", lambda fp: np.interp(2.0, XP, fp), [1.0, 0.0, 4.0],
          d=[0.0, 0.0, 1.0], source="y = fp₂"),
    point("interp in xp at a knot", lambda xp: np.interp(0.0, xp, FP), [-1.0, 0.0, 2.0],
          d=[0.0, -2.0, 0.0], source=RIGHT),
    point("interp in xp beyond", lambda xp: np.interp(3.0, xp, FP), [-1.0, 0.0, 2.0],
          d=[0.0, 0.0, 0.0], source="constant"),
    point("interp between equal knots", lambda fp: np.interp(1.0, [0.0, 1.0, 1.0], fp),
          [1.0, 2.0, 3.0], d=[0.0, 0.0, 1.0], source="NumPy's value is fp₂"),
    point("interp by an infinite value",
          lambda x: np.interp(x, [0.0, 1.0, 2.0], [1.0, 2.0, np.inf]), 0.5, d=1.0,
          source="the interval has finite ends"),
    point("interp at a period's seam", lambda x: np.interp(x, [0.0, 1.0], [0.0, 1.0], period=2.0),
          2.0, d=1.0, source="x mod 2 = 0, slope of the interval to the right"),
    point("convolve with one entry", lambda x: np.convolve(x, [2.0]), [1.0, 3.0],
          d=[[2.0, 0.0], [0.0, 2.0]], source="2x"),
    point("convolve of zeros with itself", lambda x: np.convolve(x, x)[1], [0.0, 0.0],
          d=[0.0, 0.0], dd=[[0.0, 2.0], [2.0, 0.0]], source="2 x₀ x₁"),
    point("correlate with itself at zero", lambda x: np.correlate(x, x)[0], [0.0, 0.0],
          d=[0.0, 0.0], dd=[[2.0, 0.0], [0.0, 2.0]], source="x₀² + x₁²"),
    point("unwrap up by half a period", lambda p: np.unwrap(p, period=2.0), [0.0, 1.0],
          d=[[1.0, 0.0], [0.0, 1.0]], source=SHIFT),
    point("unwrap down by half a period", lambda p: np.unwrap(p, period=2.0), [0.0, -1.0],
          d=[[1.0, 0.0], [0.0, 1.0]], source=SHIFT),
    point("unwrap by 3/2 periods", lambda p: np.unwrap(p, period=2.0), [0.0, 3.0],
          d=[[1.0, 0.0], [0.0, 1.0]], source=SHIFT),
    point("unwrap a jump", lambda p: np.unwrap(p)[1] ** 2, [0.0, 6.0],
          d=[0.0, 2 * (6.0 - 2 * np.pi)], dd=[[0.0, 0.0], [0.0, 2.0]], source=SHIFT),
    point("gradient of two entries", np.gradient, [1.0, 4.0], d=[[-1.0, 1.0], [-1.0, 1.0]],
          source="f₁ - f₀"),
    point("i0 at 0", np.i0, 0.0, d=0.0, dd=0.5, source="I₀'' = (I₀ + I₂)/2"),
    point("i0 near 0", np.i0, 1e-20, d=5e-21, dd=0.5, source="x/2"),
    point("i0 at -2", np.i0, -2.0, d=-_i(1, 2), dd=(_i(0, 2) + _i(2, 2)) / 2, source="mpmath"),
    point("i0 at 20", np.i0, 20.0, d=_i(1, 20), dd=(_i(0, 20) + _i(2, 20)) / 2, source="mpmath"),
    point("i0 at 700", np.i0, 700.0, d=_i(1, 700), dd=(_i(0, 700) + _i(2, 700)) / 2,
          source="mpmath"),
    point("log i0 at 300", lambda x: np.log(np.i0(x)), 300.0,
          d=slope(lambda x: mpmath.log(mpmath.besseli(0, x)), 300), source="mpmath"),
    point("emath.sqrt below 0", lambda x: np.imag(np.emath.sqrt(x)), -4.0, d=-0.25, dd=-1 / 32,
          source="√-x"),
    point("emath.log below 0", lambda x: np.real(np.emath.log(x)), -4.0, d=-0.25, dd=-1 / 16,
          source="log -x"),
    point("emath.arccos above 1", lambda x: np.imag(np.emath.arccos(x)), 2.0, d=-(3**-0.5),
          dd=2 * 3**-1.5, source="-arccosh x"),
    point("emath.arcsin below -1", lambda x: np.imag(np.emath.arcsin(x)), -2.0, d=-(3**-0.5),
          dd=-2 * 3**-1.5, source="±arccosh -x"),
    point("emath.arctanh above 1", lambda x: np.real(np.emath.arctanh(x)), 2.0, d=-1 / 3,
          dd=4 / 9, source="1/(1 - x²)"),
    point("emath.power of a negative number", lambda x: np.real(np.emath.power(x, 2.0)), -3.0,
          d=-6.0, dd=2.0, source="x²"),
    point("emath.sqrt at 0", np.emath.sqrt, 0.0, d=np.inf, source="limit"),
]  # fmt: skip
