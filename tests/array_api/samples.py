"""Arrays for the calls of the standard: ordinary numbers of a dtype, and edges of what there is."""

import numpy as np


def samples(dtype):
    rng = np.random.default_rng(5)
    kind = np.dtype(dtype).kind

    def make(*shape):
        if kind == "b":
            return rng.random(shape) > 0.4
        if kind in "iu":
            return rng.integers(1, 4, shape).astype(dtype)
        real = rng.uniform(0.2, 0.9, shape)
        return (real + (1j * rng.uniform(0.2, 0.9, shape) if kind == "c" else 0)).astype(dtype)

    x, y, v, a, t = make(3, 4), make(3, 4), make(4), make(3, 3), make(2, 3, 3)
    y[0, 0] = x[0, 0]
    s = a if kind in "biu" else a @ np.conj(a.T) + np.eye(3, dtype=dtype)
    o = np.asarray(x[0, 0])
    return {"x": x, "y": y, "v": v, "a": a, "s": s, "t": t, "o": o, "i": np.array([2, 0, 1])}


SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.5, -2.5, 1e30, 1e-40, 3.0, -1.0, 0.5]


def edges(dtype):
    """Special numbers, arrays without entries, single entries: (which edge, arrays)."""
    base = samples(dtype)
    special = np.array(SPECIAL)
    if np.dtype(dtype).kind == "c":
        special = special + 1j * np.roll(special, 3)
    with np.errstate(all="ignore"):
        x = np.reshape(special, (3, 4)).astype(dtype)
        y = np.reshape(np.roll(special, 5), (3, 4)).astype(dtype)
    yield "special", {**base, "x": x, "y": y, "v": x[0].copy(), "o": x[0, :1].reshape(())}
    yield "special", {**base, "x": y, "y": x, "v": y[1].copy(), "o": x[0, 1:2].reshape(())}

    def empty(*shape):
        return np.empty(shape, dtype)

    no_rows = {"x": empty(0, 4), "y": empty(0, 4), "t": empty(0, 3, 3)}
    yield "empty", {**base, **no_rows, "a": empty(0, 0), "s": empty(0, 0)}
    no_columns = {"x": empty(3, 0), "y": empty(3, 0), "v": empty(0), "t": empty(2, 0, 0)}
    yield "empty", {**base, **no_columns}
    yield "number", {**base, "x": np.asarray(base["x"][0, 0]), "y": np.asarray(base["y"][1, 1])}
    yield "one", {**base, "x": base["x"][:1, :1], "y": base["y"][:1, :1], "v": base["v"][:1]}
