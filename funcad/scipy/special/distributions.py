"""Distribution functions and their inverses, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import distributions as di
from funcad.primitives.special import noncentral as nc
from funcad.primitives.special import quantiles as qu

DERIVATIVES: dict[str, Any] = {
    "chdtr": di.chdtr,
    "chdtrc": di.chdtrc,
    "chdtri": di.chdtri,
    "chdtriv": di.chdtriv,
    "gdtr": di.gdtr,
    "gdtrc": di.gdtrc,
    "gdtria": di.gdtria,
    "gdtrib": di.gdtrib,
    "gdtrix": di.gdtrix,
    "pdtr": di.pdtr,
    "pdtrc": di.pdtrc,
    "pdtri": di.pdtri,
    "pdtrik": di.pdtrik,
    "btdtria": di.btdtria,
    "btdtrib": di.btdtrib,
    "bdtr": di.bdtr,
    "bdtrc": di.bdtrc,
    "bdtri": di.bdtri,
    "bdtrik": di.bdtrik,
    "bdtrin": di.bdtrin,
    "nbdtr": di.nbdtr,
    "nbdtrc": di.nbdtrc,
    "nbdtri": di.nbdtri,
    "nbdtrik": di.nbdtrik,
    "nbdtrin": di.nbdtrin,
    "fdtr": di.fdtr,
    "fdtrc": di.fdtrc,
    "fdtri": di.fdtri,
    "fdtridfd": di.fdtridfd,
    "stdtr": di.stdtr,
    "stdtrit": di.stdtrit,
    "stdtridf": di.stdtridf,
    "chndtr": nc.chndtr,
    "chndtrix": nc.chndtrix,
    "chndtrinc": nc.chndtrinc,
    "nctdtr": nc.nctdtr,
    "nctdtrit": nc.nctdtrit,
    "ncfdtr": nc.ncfdtr,
    "ncfdtri": nc.ncfdtri,
    "smirnov": nc.smirnov,
    "smirnovi": nc.smirnovi,
    "kolmogorov": nc.kolmogorov,
    "kolmogi": nc.kolmogi,
    "tklmbda": qu.tklmbda,
    "nrdtrimn": qu.nrdtrimn,
    "nrdtrisd": qu.nrdtrisd,
}

_BY_SHAPE = "it solves for an argument in which the distribution function has no derivative"
_INSTEAD = "a root of the distribution function found by hand, in the argument x that it has"

REFUSED: dict[str, tuple[str, str]] = {
    name: (_BY_SHAPE, _INSTEAD)
    for name in ("chndtridf", "nctdtridf", "nctdtrinc", "ncfdtridfd", "ncfdtridfn", "ncfdtrinc")
}

FUNCTIONS: dict[str, Any] = {}
