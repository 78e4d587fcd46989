"""`import torch` answered by funcad.torch, for a while or for a program.

    with funcad.torch.as_torch():
        import torch                                  # funcad.torch
        from torch.autograd import Function           # funcad.torch.autograd.Function

    python -m funcad.torch program.py

A real PyTorch that the process has imported already is never replaced.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

OURS = "funcad.torch"


class _Finder(MetaPathFinder, Loader):
    """Finds torch.x.y as funcad.torch.x.y, and nothing else under that name."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "torch" and not name.startswith("torch."):
            return None
        return spec_from_loader(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> Any:
        try:
            return importlib.import_module(OURS + spec.name[len("torch") :])
        except ModuleNotFoundError:
            raise ModuleNotFoundError(
                f"No module named {spec.name!r} in funcad.torch", name=spec.name
            ) from None

    def exec_module(self, module: ModuleType) -> None:
        """It has been executed under its own name."""


def _loaded() -> list[str]:
    return [name for name in sys.modules if name == "torch" or name.startswith("torch.")]


@contextmanager
def as_torch() -> Iterator[ModuleType]:
    """While the body runs, `import torch` and imports from its modules give funcad.torch.

    Raises: RuntimeError if the real PyTorch has been imported already.

    >>> with torch.as_torch():
    ...     from torch.autograd import Function
    >>> Function is torch.autograd.Function
    True
    """
    ours = importlib.import_module(OURS)
    if any(getattr(sys.modules[name], "__name__", "") == name for name in _loaded()):
        raise RuntimeError(
            "the real torch has been imported in this process: funcad.torch does not take its "
            "place; start another process, or write `import funcad.torch as torch`"
        )
    nested = bool(_loaded())
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield ours
    finally:
        sys.meta_path.remove(finder)
        if not nested:
            for name in _loaded():
                del sys.modules[name]
