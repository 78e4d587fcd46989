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
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import Any

from funcad.torch.missing import MissingError, missing, remedy_for

OURS = "funcad.torch"
KEPT = ("__spec__", "__loader__", "__package__", "__path__", "__file__", "__cached__")


class _Finder(MetaPathFinder, Loader):
    """Finds torch.x.y as funcad.torch.x.y, and nothing else under that name."""

    def __init__(self) -> None:
        self.before: dict[str, dict[str, Any]] = {}  # what importing it anew would change

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != "torch" and not name.startswith("torch."):
            return None
        return spec_from_loader(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> Any:
        ours = OURS + spec.name[len("torch") :]
        try:
            module = importlib.import_module(ours)
        except ModuleNotFoundError as error:
            if error.name is None or not f"{ours}.".startswith(f"{error.name}."):
                raise
            remedy = remedy_for(spec.name)
            if remedy is not None:
                raise MissingError(missing(spec.name, remedy)) from None
            raise ModuleNotFoundError(
                f"No module named {spec.name!r} in funcad.torch", name=spec.name
            ) from None
        self.before[spec.name] = {k: v for k, v in vars(module).items() if k in KEPT}
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It has been executed under its own name, which it keeps."""
        spec = module.__spec__
        assert spec is not None
        for name in KEPT:
            module.__dict__.pop(name, None)
        module.__dict__.update(self.before.pop(spec.name))


def _loaded() -> list[str]:
    return [name for name in sys.modules if name == "torch" or name.startswith("torch.")]


class _Open:
    """How many contexts are open, in all threads."""

    count = 0
    lock = threading.Lock()
    finder = _Finder()


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
    with _Open.lock:
        if any(getattr(sys.modules[name], "__name__", "") == name for name in _loaded()):
            raise RuntimeError(
                "the real torch has been imported in this process: funcad.torch does not take its "
                "place; start another process, or write `import funcad.torch as torch`"
            )
        if not _Open.count:
            sys.meta_path.insert(0, _Open.finder)
        _Open.count += 1
    try:
        yield ours
    finally:
        with _Open.lock:
            _Open.count -= 1
            if not _Open.count:
                sys.meta_path.remove(_Open.finder)
                for name in _loaded():
                    del sys.modules[name]
