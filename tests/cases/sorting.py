"""Cases of sorting and of what follows an order."""

import numpy as np

from tests.cases.case import case, distinct


def _sort_in_place(x):
    y = x * 2.0
    y.sort(axis=0)
    return y * x


CASES = [
    case("np.sort", np.sort, distinct(5)),
    case("np.sort, axis", lambda x: np.sort(x, axis=0) * x, distinct(3, 2)),
    case("np.sort, flat", lambda x: np.sort(x, axis=None), distinct(3, 2)),
    case("x.sort()", _sort_in_place, distinct(3, 2)),
    case("x[np.argsort(x)]", lambda x: x[np.argsort(x)] ** 2, distinct(4)),
    case("np.take_along_axis", lambda x: np.take_along_axis(x, np.argsort(-x), 1), distinct(2, 3)),
    case("np.partition", lambda x: np.partition(x, 2)[2] * x, distinct(5)),
    case("np.lexsort", lambda x: x[np.lexsort((x, np.round(x)))], distinct(5)),
    case("np.unique", lambda x: np.unique(x), distinct(5), batched=False),
    case("np.searchsorted", lambda x: x * np.searchsorted([-0.5, 0.0, 0.5], x), distinct(5)),
    case("np.digitize", lambda x: x * np.digitize(x, np.array([-0.5, 0.5])), distinct(2, 3)),
]
