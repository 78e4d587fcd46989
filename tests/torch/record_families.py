"""Write families.json: what PyTorch makes of the expressions of families.txt.

    python tests/torch/record_families.py

Run with an interpreter that has PyTorch (2.13 at the time of writing) from the root of the
repository, after a change of families.txt.  A line that begins with "!" is statements on y.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LEAVES = "xvwbsrpzuq"


def setting(torch: Any) -> dict[str, Any]:
    """The tensors that the expressions are about."""
    t = torch.tensor
    leaves = {
        "x": [[0.3, 0.7], [0.2, 0.9]],
        "v": [0.5, 0.8],
        "w": [0.1, 0.4, -0.6],
        "b": [[1.5, -0.3], [0.2, 0.4]],
        "s": [[2.0, 0.3, 0.1], [0.3, 1.0, -0.2], [0.1, -0.2, 0.7]],
        "r": [[0.3, 0.7, -1.1], [0.2, 0.9, 0.4]],
        "p": [[[0.3, 1.7], [0.2, -0.9]], [[1.1, 0.2], [-0.4, 0.8]]],
        "z": [[0.3 + 0.2j, 0.7 - 1j], [0.2j, 0.9]],
        "u": [0.5 - 0.3j, 0.8 + 0.1j],
        "q": [0.3, -1.2, 2.5, 0.3, 1.0],
    }
    found = {name: t(data, requires_grad=True) for name, data in leaves.items()}
    constants = {
        "n": t([3, -2, 7, 0, 3]),
        "k": t([[5, 2], [9, -4]]),
        "o": t([True, False, True]),
        "m": t([[True, False], [False, True]]),
        "i": t([[0, 1], [1, 0]]),
    }
    return {"torch": torch, **found, **constants}


def tensors_in(y: Any) -> list[Any]:
    if isinstance(y, tuple | list):
        return [t for part in y for t in tensors_in(part)]
    return [y] if hasattr(y, "grad_fn") else []


def plain(x: Any) -> Any:
    """Entries as JSON has them; a complex tensor as its two parts."""
    x = x.detach()
    if x.dtype.is_complex:
        return [plain(x.real), plain(x.imag)]
    return rounded(x.tolist())


def rounded(x: Any) -> Any:
    if isinstance(x, list):
        return [rounded(v) for v in x]
    return float(f"{x:.12g}") if isinstance(x, float) else x


def loss(tensors: list[Any]) -> Any:
    """A number in which every entry has a part of its own."""
    total: Any = 0
    for t in tensors:
        if t.requires_grad and t.dtype.is_complex:
            total = total + (t * t.conj()).real.sum() + (t.real * 1.3).sum() + (t.imag * 0.6).sum()
        elif t.requires_grad:
            total = total + (t * t).sum() + t.sum() * 0.3
    return total


def outcome(torch: Any, expression: str) -> dict[str, Any]:
    """Values, dtypes, names of nodes and gradients, or the error."""
    scope = setting(torch)
    try:
        if expression.startswith("!"):
            scope["y"] = scope["x"] * 1
            exec(expression[1:], scope)
            y = scope["y"]
        else:
            y = eval(expression, scope)
        found = tensors_in(y)
        record: dict[str, Any] = {
            "values": [plain(t) for t in found] if found else repr(y),
            "dtypes": [str(t.dtype) for t in found],
            "nodes": [type(t.grad_fn).__name__ if t.grad_fn is not None else "" for t in found],
        }
        total = loss(found)
        if hasattr(total, "backward"):
            total.backward()
    except Exception as error:
        return {"error": f"{type(error).__name__}: {str(error)[:60]}"}
    grads = {k: scope[k].grad for k in LEAVES if scope[k].is_leaf}
    record["grads"] = {k: plain(g) for k, g in grads.items() if g is not None}
    return record


def expressions() -> list[str]:
    return (HERE / "families.txt").read_text().splitlines()


if __name__ == "__main__":
    import torch

    torch.set_default_dtype(torch.float64)
    records = {e: outcome(torch, e) for e in expressions()}
    lines = ",\n".join(f"{json.dumps(e)}: {json.dumps(r)}" for e, r in records.items())
    (HERE / "families.json").write_text(f"{{\n{lines}\n}}\n")
    sys.stdout.write(f"{len(records)} expressions\n")
