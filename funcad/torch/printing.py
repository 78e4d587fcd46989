"""How tensors print: one format for all entries that are shown, and what follows them.

The layout is PyTorch's, so that a program prints here what it prints there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from funcad.torch.dtypes import BY_NP, DEFAULT


@dataclass
class Options:
    """What `set_printoptions` sets."""

    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode: bool | None = None


OPTIONS = Options()

PROFILES = {
    "default": Options(),
    "short": Options(precision=2, edgeitems=2),
    "full": Options(threshold=math.inf),
}


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Set how tensors print: digits, when to abbreviate, and the width of a line.

    >>> torch.set_printoptions(precision=2)
    >>> torch.tensor([0.123456])
    tensor([0.12])
    >>> torch.set_printoptions(profile="default")
    """
    if profile is not None:
        OPTIONS.__dict__.update(PROFILES[profile].__dict__)
    given = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    OPTIONS.__dict__.update({k: v for k, v in given.items() if v is not None})
    OPTIONS.sci_mode = sci_mode


class _Floats:
    """The format of real numbers: whole, with decimals, or scientific; all of one width."""

    def __init__(self, entries: Sequence[float]) -> None:
        self.digits = OPTIONS.precision
        finite = [v for v in entries if math.isfinite(v) and v != 0]
        self.whole = all(v == math.ceil(v) for v in finite)
        self.scientific = self._is_scientific([abs(v) for v in finite])
        self.width = max([len(self.text(v)) for v in finite], default=1)

    def _is_scientific(self, sizes: list[float]) -> bool:
        if OPTIONS.sci_mode is not None:
            return OPTIONS.sci_mode
        if not sizes:
            return False
        high, low = max(sizes), min(sizes)
        return high / low > 1000 or high > 1e8 or (not self.whole and low < 1e-4)

    def text(self, v: float) -> str:
        if self.scientific:
            return f"{v:.{self.digits}e}"
        if not self.whole:
            return f"{v:.{self.digits}f}"
        return f"{v:.0f}." if math.isfinite(v) else f"{v:.0f}"

    def __call__(self, v: Any) -> str:
        return self.text(v).rjust(self.width)


class _Others:
    """The format of integers and booleans."""

    def __init__(self, entries: Sequence[Any]) -> None:
        self.width = max([len(str(v)) for v in entries], default=1)

    def __call__(self, v: Any) -> str:
        return str(v).rjust(self.width)


class _Complex:
    """Real and imaginary parts, each in its own format."""

    def __init__(self, entries: Sequence[complex]) -> None:
        self.real = _Floats([v.real for v in entries])
        self.imag = _Floats([v.imag for v in entries])
        self.width = self.real.width + self.imag.width + 1

    def __call__(self, v: Any) -> str:
        imag = self.imag(v.imag).lstrip()
        sign = "" if imag.startswith("-") else "+"
        text = f"{self.real(v.real)}{sign}{imag}j"
        return text.ljust(0)


def _shown(a: np.ndarray, abbreviate: bool) -> list[Any]:
    """The entries that are printed, as Python numbers."""
    edge = OPTIONS.edgeitems
    for axis in range(a.ndim if abbreviate else 0):
        if a.shape[axis] > 2 * edge:
            n = a.shape[axis]
            a = np.take(a, [*range(edge), *range(n - edge, n)], axis=axis)
    found: list[Any] = a.ravel().tolist()
    return found


def _body(a: np.ndarray, indent: int, abbreviate: bool, form: Any) -> str:
    if a.ndim == 0:
        return str(form(a.item()))
    edge, n = OPTIONS.edgeitems, a.shape[0]
    cut = abbreviate and n > 2 * edge
    at = [*range(edge), *range(n - edge, n)] if cut else range(n)
    if a.ndim == 1:
        parts = [form(a[i].item()) for i in at]
        if cut:
            parts.insert(edge, " ...")
        per_line = max(1, (OPTIONS.linewidth - indent) // (form.width + 2))
        lines = [", ".join(parts[i : i + per_line]) for i in range(0, len(parts), per_line)]
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"
    parts = [_body(a[i], indent + 1, abbreviate, form) for i in at]
    if cut:
        parts.insert(edge, "...")
    return "[" + ("," + "\n" * (a.ndim - 1) + " " * (indent + 1)).join(parts) + "]"


def tensor_text(
    a: np.ndarray, *, requires_grad: bool = False, grad_fn: str = "", name: str = "tensor("
) -> str:
    """An array as a tensor prints."""
    suffixes = []
    kind = BY_NP[a.dtype]
    said = a.dtype.kind == "b" or a.dtype in (np.int64, DEFAULT.floating, DEFAULT.complex)
    indent = len(name)
    if a.size == 0:
        if a.ndim != 1:
            suffixes.append(f"size={tuple(a.shape)}")
        if a.dtype != DEFAULT.floating:
            suffixes.append(f"dtype={kind}")
        body = "[]"
    else:
        if not said:
            suffixes.append(f"dtype={kind}")
        abbreviate = a.size > OPTIONS.threshold
        form = {"f": _Floats, "c": _Complex}.get(a.dtype.kind, _Others)(_shown(a, abbreviate))
        body = _body(a, indent, abbreviate, form)
    if grad_fn:
        suffixes.append(f"grad_fn=<{grad_fn}>")
    elif requires_grad:
        suffixes.append("requires_grad=True")
    text = name + body
    last = len(text) - (text.rfind("\n") + 1)
    for suffix in suffixes:
        if last + len(suffix) + 4 > OPTIONS.linewidth:
            text += ",\n" + " " * indent + suffix
            last = indent + len(suffix)
        else:
            text += ", " + suffix
            last += len(suffix) + 2
    return text + ")"
