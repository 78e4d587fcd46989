"""Cases of the logistic function."""

from scipy import special

from tests.cases.case import case, reals, uniform

CASES = [
    case("special.expit", special.expit, reals(3)),
    case("special.log_expit", special.log_expit, reals(3)),
    case("special.logit", special.logit, uniform(0.1, 0.9, 3)),
]
