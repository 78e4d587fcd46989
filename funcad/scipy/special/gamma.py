"""The gamma and beta functions, complete and incomplete, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import gamma as ga
from funcad.primitives.special import incomplete_beta as ib
from funcad.primitives.special import incomplete_gamma as ig
from funcad.primitives.special import polygamma as po
from funcad.scipy.special import counting

DERIVATIVES: dict[str, Any] = {
    "gamma": ga.gamma,
    "gammaln": ga.gammaln,
    "gammasgn": ga.gammasgn,
    "loggamma": ga.loggamma,
    "rgamma": ga.rgamma,
    "psi": po.psi,
    "poch": ga.poch,
    "beta": ga.beta,
    "betaln": ga.betaln,
    "binom": ga.binom,
    "gammainc": ig.gammainc,
    "gammaincc": ig.gammaincc,
    "gammaincinv": ig.gammaincinv,
    "gammainccinv": ig.gammainccinv,
    "betainc": ib.betainc,
    "betaincc": ib.betaincc,
    "betaincinv": ib.betaincinv,
    "betainccinv": ib.betainccinv,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {
    "comb": counting.comb,
    "perm": counting.perm,
    "factorial": counting.factorial,
    "multigammaln": counting.multigammaln,
    "polygamma": counting.polygamma,
    "diric": counting.diric,
}
