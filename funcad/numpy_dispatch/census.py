"""Which table each of NumPy's names is in, for the tests and for the manual's page of coverage."""

from __future__ import annotations

import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.tables import FUNCTIONS, NO_DERIVATIVE, UFUNCS, UNSUPPORTED, load_late
from funcad.numpy_dispatch.undispatched import TYPES, UNDISPATCHED

RULE = "a rule of its own"
COMPOSITION = "a composition of others"
CONSTANT = "no derivative: as in NumPy"
REFUSED = "refused"
METHOD = "differentiated"

_SPECIAL = {n: f for n, f in sorted(vars(special).items()) if isinstance(f, np.ufunc)}
_UFUNCS = {value for value in vars(np).values() if isinstance(value, np.ufunc)}
_GONE = {"itemset", "newbyteorder", "ptp", "tostring"}  # in NumPy 2.0 they raise
_ABOUT_MEMORY = {"base", "device", "dtype", "flags", "itemsize", "nbytes", "strides"}

MODULES: dict[str, Any] = {
    "np": np,
    "np.linalg": np.linalg,
    "np.fft": np.fft,
    "np.emath": np.emath,
    "np.polynomial.polynomial": np.polynomial.polynomial,
    "np.lib": np.lib,
    "np.lib.array_utils": np.lib.array_utils,
    "np.lib.mixins": np.lib.mixins,
    "np.lib.stride_tricks": np.lib.stride_tricks,
}
load_late()  # numpy.polynomial is now imported


def functions(module: str) -> dict[str, Any]:
    """The public ufuncs, functions and types of a module of NumPy, by name."""
    found = {}
    public = None if module == "np" else getattr(MODULES[module], "__all__", None)
    for name in public or dir(MODULES[module]):
        if name.startswith("_"):
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of names that are deprecated
            value = getattr(MODULES[module], name, None)
        indexed = isinstance(value, type(np.s_) | type(np.r_).__base__ | type(np.mgrid).__base__)
        if (callable(value) and not isinstance(value, types.ModuleType)) or indexed:
            found[name] = value
    return found


def members() -> list[str]:
    """The methods and attributes of an ndarray."""
    return [n for n in dir(np.ndarray) if not n.startswith("_") and n not in _GONE]


def classes(qualified: str, value: Any) -> list[str]:
    """What a name is: one class, if the tables are right."""
    found = []
    if value in UFUNCS:
        found.append(_of_ufunc(UFUNCS[value]))
    if value in FUNCTIONS:
        found.append(RULE if _applies_primitives(FUNCTIONS[value]) else COMPOSITION)
    if value in NO_DERIVATIVE:
        found.append(CONSTANT)
    if value in UNSUPPORTED:
        found.append(REFUSED)
    if qualified in UNDISPATCHED:
        found.append(UNDISPATCHED[qualified])
    if isinstance(value, type) and issubclass(value, np.generic):
        found.append(TYPES)
    return found


def classes_of_member(name: str) -> list[str]:
    """What a method or attribute of an array is on a traced value."""
    if name in UNSUPPORTED:
        return [REFUSED]
    if not hasattr(Tracer, name):
        return []
    of_function = getattr(np, name, None)
    if name in _ABOUT_MEMORY or (callable(of_function) and of_function in NO_DERIVATIVE):
        return [CONSTANT]
    return [METHOD]


def _of_ufunc(f: Any) -> str:
    if isinstance(f, Primitive):
        return CONSTANT if f.constant else RULE
    return RULE if _applies_primitives(f) else COMPOSITION


def _applies_primitives(f: Callable[..., Any], deep: int = 3) -> bool:
    """Whether the code of a function names a primitive, or a private function that does."""
    if not isinstance(f, types.FunctionType) or not deep:
        return isinstance(f, Primitive)
    captured = [cell.cell_contents for cell in f.__closure__ or ()]
    seen: list[Any] = [*captured, *(f.__globals__.get(name) for name in f.__code__.co_names)]
    for x in seen:
        if isinstance(x, Primitive):
            return True
        if isinstance(x, types.ModuleType) and x.__name__.startswith("funcad.primitives"):
            return True
        same_file = isinstance(x, types.FunctionType) and x.__module__ == f.__module__
        if same_file and _applies_primitives(x, deep - 1):
            return True
    return False


def page() -> str:
    """The manual's page: every name under what it is."""
    parts = [_OPENING]
    for module in MODULES:
        parts += [f"## `{module}`", *_groups(_grouped(module, functions(module)))]
    load_late()
    parts += ["## `scipy.special`", *_groups(_grouped("scipy.special", _SPECIAL))]
    grouped: dict[str, list[str]] = {}
    for name in members():
        for kind in classes_of_member(name)[:1]:
            grouped.setdefault(kind, []).append(name)
    parts += ["## Methods and attributes of an array", *_groups(grouped)]
    parts += ["## Refused", "| name | why | instead |\n|---|---|---|\n" + "\n".join(_refusals())]
    return "\n\n".join(parts) + "\n"


def _grouped(module: str, values: dict[str, Any]) -> dict[str, list[str]]:
    """Names by what they are; types are left out."""
    grouped: dict[str, list[str]] = {}
    for name, value in values.items():
        for kind in classes(f"{module}.{name}", value)[:1]:
            if kind != TYPES:
                grouped.setdefault(kind, []).append(name)
    return grouped


def _groups(grouped: dict[str, list[str]]) -> Iterator[str]:
    first = (METHOD, RULE, COMPOSITION, CONSTANT, REFUSED)
    for kind in sorted(grouped, key=lambda k: first.index(k) if k in first else len(first)):
        yield f"**{kind[0].upper()}{kind[1:]}**: {', '.join(f'`{n}`' for n in grouped[kind])}"


def _refusals() -> Iterator[str]:
    for name, (reason, remedy) in UNSUPPORTED.items():
        if isinstance(name, str):
            shown = f"x.{name}"
        elif isinstance(name, np.ufunc):
            if name.__name__.startswith("_"):
                continue  # it does the work of a function of another name
            package = "np" if name in _UFUNCS else "scipy.special"
            shown = f"{package}.{name.__name__}"
        else:
            shown = f"{name.__module__}.{name.__name__}".replace("numpy", "np", 1)
        cells = (f"`{shown}`", reason, remedy)
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


_OPENING = """# What is differentiated

This page is made from the tables that funcad works by.  What has a rule or is a composition has
derivatives of every order, forward and in reverse, and runs in a batch.  What has no derivative
gives NumPy's result.  What is refused raises, and says what to write instead."""
