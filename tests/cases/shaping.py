"""Cases of functions that give the same entries another shape."""

import numpy as np

from tests.cases.case import case, complexes, reals


def _write_through(view):
    """Write x[0, 0]² into the first entry of a view of 2x; both are results."""

    def f(x):
        y = x * 2.0
        v = view(y)
        v[(0,) * v.ndim] = x[0, 0] * x[1, 1]
        return y * x, v * v

    return f


VIEWS = {
    "reshape": lambda y: y.reshape(3, 2),
    "reshape, Fortran": lambda y: y.T.reshape((3, 2), order="F"),
    "T": lambda y: y.T,
    "ravel": lambda y: y.ravel(),
    "copying ravel": lambda y: y.T.ravel(),
    "ravel K": lambda y: y.T.ravel("K"),
    "flip": np.flip,
    "squeeze": lambda y: np.squeeze(y[:, None]),
    "expand_dims": lambda y: np.expand_dims(y, (0, -1)),
    "split": lambda y: np.split(y, 3, 1)[1],
    "moveaxis": lambda y: np.moveaxis(y, 0, 1),
    "rot90": np.rot90,
    "atleast_3d": np.atleast_3d,
    "swapaxes": lambda y: y.swapaxes(0, 1),
    "copy": lambda y: y.copy(),
    "flatten": lambda y: y.flatten(),
    "view of a view": lambda y: y.T[::-1].reshape(2, 3).ravel()[1:],
}

CASES = [
    case("np.reshape", lambda x: np.reshape(x, (3, -1)), reals(2, 3)),
    case("np.reshape, Fortran", lambda x: np.reshape(x, (3, 2), order="F") ** 2, reals(2, 3)),
    case("np.reshape, A", lambda x: np.reshape(x.T, (2, 3), order="A"), reals(2, 3)),
    case("x.reshape(-1)", lambda x: x.reshape(-1), reals(2, 3)),
    case("np.reshape of none", lambda x: x[:0].reshape(3, 0).sum() + x, reals(2)),
    case("np.ravel", lambda x: np.ravel(x.T), reals(2, 3)),
    case("np.ravel, K", lambda x: np.ravel(x.transpose(1, 0, 2), "K"), reals(2, 3, 2)),
    case("np.transpose", np.transpose, reals(2, 3)),
    case("np.permute_dims", lambda x: np.permute_dims(x, (2, 0, -2)), reals(2, 3, 4)),
    case("np.matrix_transpose", np.matrix_transpose, reals(2, 3, 4)),
    case("np.swapaxes", lambda x: np.swapaxes(x, 0, -1), reals(2, 3, 4)),
    case("np.moveaxis", lambda x: np.moveaxis(x, (0, 1), (-1, 0)), reals(2, 3, 4)),
    case("np.rollaxis", lambda x: np.rollaxis(x, 2, 1), reals(2, 3, 4)),
    case("np.squeeze", lambda x: np.squeeze(x, 1), reals(2, 1, 3)),
    case("np.expand_dims", lambda x: np.expand_dims(x, (0, -1)), reals(2, 3)),
    case("np.broadcast_to", lambda x: np.broadcast_to(x, (4, 2, 3)), reals(2, 1)),
    case("np.broadcast_arrays", np.broadcast_arrays, reals(2, 1), reals(3)),
    case("np.flip", lambda x: np.flip(x, (0, -1)), reals(2, 3, 2)),
    case("np.flipud", np.flipud, reals(3)),
    case("np.fliplr", np.fliplr, reals(2, 3)),
    case("np.rot90", lambda x: np.rot90(x, 1, (1, 2)), reals(2, 3, 2)),
    case("np.rot90, k=2", lambda x: np.rot90(x, 2), reals(2, 3)),
    case("np.rot90, k=-1", lambda x: np.rot90(x, -1), reals(2, 3)),
    case("np.roll", lambda x: np.roll(x, 2), reals(2, 3)),
    case("np.roll, axes", lambda x: np.roll(x, (1, -2), (0, 1)), reals(2, 3)),
    case("np.atleast_1d", lambda x, y: np.atleast_1d(x, y), reals(), reals(2)),
    case("np.atleast_2d", np.atleast_2d, reals(3)),
    case("np.atleast_3d", np.atleast_3d, reals(3, 2)),
    case("np.repeat", lambda x: np.repeat(x, 3), reals(2, 2)),
    case("np.repeat, axis", lambda x: np.repeat(x, 2, axis=1), reals(2, 3, 2)),
    case("np.repeat, counts", lambda x: np.repeat(x * x, [2, 0, 3], axis=1), reals(2, 3, 2)),
    case("np.tile", lambda x: np.tile(x, (2, 1, 3)), reals(2, 2)),
    case("np.resize", lambda x: np.resize(x * x, (3, 3)), reals(2, 2)),
    case("np.diagonal", lambda x: np.diagonal(x, 1) ** 2, reals(3, 4)),
    case("np.diagonal, axes", lambda x: np.diagonal(x, -1, 2, 0), reals(3, 2, 4)),
    case("np.trace", lambda x: np.trace(x, -1), reals(3, 4)),
    case("np.diag of a vector", lambda x: np.diag(x, 1) @ np.diag(x, -1), reals(3)),
    case("np.diag of a matrix", lambda x: np.diag(x * x, -1), reals(3, 4)),
    case("np.diagflat", np.diagflat, reals(2, 2)),
    case("np.tril", lambda x: np.tril(x, -1) * x, reals(2, 3, 3)),
    case("np.triu", lambda x: np.triu(x, 1), reals(3, 4)),
    case("np.tril of a vector", np.tril, reals(3)),
    case("np.vander", lambda x: np.vander(x, 4), reals(3)),
    case("np.vander, increasing", lambda x: np.vander(x, increasing=True), reals(3)),
    case("np.copy", lambda x: np.copy(x) * x, reals(3)),
    case("np.ix_", lambda x: np.multiply(*np.ix_(x[0] * x[0], x[1])), reals(2, 2)),
    case("complex shapes", lambda x: np.rot90(x.T.reshape(2, 3)) * 1j, complexes(2, 3)),
    *(case(f"write through {name}", _write_through(v), reals(2, 3)) for name, v in VIEWS.items()),
]
