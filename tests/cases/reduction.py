"""Cases of reductions."""

import numpy as np

from tests.cases.case import case, complexes, distinct, nonzero, reals

MASK = np.array([[True, False, True], [True, True, False]])
WITH_ZEROS = np.array([[0.0, 2.0, 0.0], [1.0, 0.0, 3.0]])


def _nan_at(x, f, **options):
    return f(np.where(MASK, x, np.nan), **options)


CASES = [
    case("np.sum", np.sum, reals(2, 3)),
    case("np.sum of 0-d", lambda x: np.sum(x) * x, reals()),
    case("np.sum of none", lambda x: np.sum(x[:0]) + x, reals(2)),
    case("np.sum, axis=1", lambda x: np.sum(x, axis=1), reals(2, 3, 2)),
    case(
        "np.sum, axes, keepdims", lambda x: np.sum(x, axis=(0, -1), keepdims=True), reals(2, 3, 2)
    ),
    case("np.sum, axis=()", lambda x: np.sum(x, axis=()) * x, reals(2, 3)),
    case("np.sum, where", lambda x: np.sum(x * x, axis=0, where=MASK), reals(2, 3)),
    case("np.sum, initial", lambda x: np.sum(x, initial=3.0) * x, reals(2)),
    case("np.sum, complex", lambda x: np.sum(x * x, axis=0), complexes(3, 2)),
    case("np.sum, Fortran", lambda x: np.sum(x.T * x.T, axis=0), reals(2, 3)),
    case("np.sum, backward", lambda x: np.sum(x[::-1, ::-2] ** 2, axis=1), reals(2, 3)),
    case("np.add.reduce", lambda x: np.add.reduce(x * x), reals(2, 3)),
    case("np.prod", np.prod, nonzero(2, 3)),
    case("np.prod, axis", lambda x: np.prod(x, axis=1), reals(2, 5)),
    case("np.prod, axes", lambda x: np.prod(x, axis=(0, 2), keepdims=True), reals(2, 3, 2)),
    case("np.prod, zeros", lambda x: np.prod(x * WITH_ZEROS, axis=1), nonzero(2, 3)),
    case("np.prod, one zero", lambda x: np.prod(x * WITH_ZEROS[1]), nonzero(3)),
    case("np.prod of one", lambda x: np.prod(x), reals(1)),
    case("np.prod, where", lambda x: np.prod(x, axis=1, where=MASK, initial=2.0), nonzero(2, 3)),
    case("np.prod, complex", lambda x: np.prod(x), complexes(3)),
    case("np.mean", np.mean, reals(2, 3)),
    case("np.mean, axis", lambda x: np.mean(x * x, axis=0, keepdims=True), reals(2, 3)),
    case("np.mean, where", lambda x: np.mean(x * x, axis=0, where=MASK), reals(2, 3)),
    case("np.mean of 0-d", lambda x: np.mean(x) * x, reals()),
    case("np.var", np.var, reals(2, 3)),
    case("np.var, axis, ddof", lambda x: np.var(x, axis=1, ddof=1, keepdims=True), reals(2, 3)),
    case("np.var, correction", lambda x: np.var(x, axis=(0, 1), correction=1), reals(2, 3)),
    case("np.var, complex", lambda x: np.var(x, axis=0), complexes(3, 2)),
    case("np.var, where", lambda x: np.var(x, axis=0, where=MASK), reals(2, 3)),
    case("np.var, mean", lambda x, m: np.var(x, axis=1, mean=m), reals(2, 3), reals(2, 1)),
    case("np.std", np.std, reals(2, 3)),
    case("np.std, axis, ddof", lambda x: np.std(x, axis=-1, ddof=1), reals(2, 3)),
    case("np.std, complex", lambda x: np.std(x, axis=0), complexes(3, 2)),
    case("np.std, where", lambda x: np.std(x, axis=1, where=MASK), reals(2, 3)),
    case("np.max", np.max, distinct(2, 3)),
    case("np.max, axis", lambda x: np.max(x, axis=1) * x[:, 0], distinct(2, 3)),
    case(
        "np.max, axes, keepdims", lambda x: x * np.max(x, (0, 2), keepdims=True), distinct(2, 3, 2)
    ),
    case("np.max, initial", lambda x: np.max(x, axis=0, initial=0.05), distinct(3, 2)),
    case("np.max, where", lambda x: np.max(x, axis=0, where=MASK, initial=-9.0), distinct(2, 3)),
    case("np.min", np.min, distinct(2, 3)),
    case("np.amin, axis", lambda x: np.amin(x, axis=0) * x, distinct(2, 3)),
    case("np.minimum.reduce", lambda x: np.minimum.reduce(x, axis=1), distinct(2, 3)),
    case("np.ptp", lambda x: np.ptp(x, axis=1), distinct(2, 3)),
    case("np.nansum", lambda x: _nan_at(x * x, np.nansum, axis=0), reals(2, 3)),
    case("np.nanprod", lambda x: _nan_at(x, np.nanprod, axis=1), nonzero(2, 3)),
    case("np.nanmean", lambda x: _nan_at(x * x, np.nanmean), reals(2, 3)),
    case("np.nanvar", lambda x: _nan_at(x, np.nanvar, axis=1), reals(2, 3)),
    case("np.nanstd", lambda x: _nan_at(x, np.nanstd, ddof=1), reals(2, 3)),
    case("np.nanmax", lambda x: _nan_at(x, np.nanmax, axis=1), distinct(2, 3)),
    case("np.nanmin", lambda x: _nan_at(x, np.nanmin), distinct(2, 3)),
    case("np.argmax as index", lambda x: x[np.argmax(x)] * x, distinct(4)),
    case("np.any and np.all", lambda x: x * np.any(x > 0) + np.all(x > 9, axis=0), distinct(4)),
]
