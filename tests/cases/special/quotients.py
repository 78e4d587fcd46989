"""Cases of quotients with a removable singularity, near it and away from it."""

from funcad.primitives.special import quotients as qu
from tests.cases.case import Draw, case, complexes, reals, uniform


def of_order(primitive, n):
    return lambda x: primitive(x, order=n)


def places(*at):
    return Draw(lambda rng: rng.normal(size=len(at)) * 0.01 + at)


CASES = [
    *[
        case(f"{p.name} of order {n}", of_order(p, n), places(-8.0, -1.0, 0.0, 0.2, 3.0, 9.0))
        for p in (qu.exprel, qu.sincrel, qu.sinhrel)
        for n in range(3)
    ],
    *[
        case(f"log1prel of order {n}", of_order(qu.log1prel, n), places(-0.5, 0.0, 0.2, 0.3, 8.0))
        for n in range(3)
    ],
    *[
        case(f"logrel of order {n}", of_order(qu.logrel, n), places(0.5, 0.9, 1.2, 8.0))
        for n in range(3)
    ],
    *[
        case(f"{p.name} of complex", of_order(p, 1), complexes(4))
        for p in (qu.sincrel, qu.sinhrel, qu.logrel)
    ],
    case("exprel of a number", of_order(qu.exprel, 1), reals()),
    case("exprel of nothing", of_order(qu.exprel, 1), uniform(0, 1, 0)),
]
