"""Modules that hold modules."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from operator import index
from typing import Any

from funcad.torch.nn.module import Module


def position(i: Any, n: int) -> int:
    """An index of n modules, counted from the end where it is negative."""
    k: int = index(i)
    if not -n <= k < n:
        raise IndexError(f"index {k} is out of range")
    return k % n


def renumbered(module: Module, modules: Iterable[Module]) -> None:
    """Put modules into another, named by their numbers."""
    found = [*modules]
    module._modules.clear()
    for i, m in enumerate(found):
        module.add_module(str(i), m)


class Sequential(Module):
    """Modules, each applied to the result of the last."""

    def __init__(self, *modules: Any) -> None:
        super().__init__()
        if len(modules) == 1 and isinstance(modules[0], OrderedDict):
            for name, module in modules[0].items():
                self.add_module(name, module)
            return
        for i, module in enumerate(modules):
            self.add_module(str(i), module)

    def forward(self, x: Any) -> Any:
        for module in self._modules.values():
            x = module(x)
        return x

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules.values())

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return type(self)(OrderedDict([*self._modules.items()][i]))
        return [*self._modules.values()][position(i, len(self))]

    def __setitem__(self, i: int, module: Module) -> None:
        self._modules[[*self._modules][position(i, len(self))]] = module

    def __delitem__(self, i: Any) -> None:
        kept = [*self._modules.values()]
        del kept[i if isinstance(i, slice) else position(i, len(kept))]
        renumbered(self, kept)

    def append(self, module: Module) -> Sequential:
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules: Iterable[Module]) -> Sequential:
        for module in modules:
            self.append(module)
        return self

    def insert(self, i: int, module: Module) -> Sequential:
        modules = [*self._modules.values()]
        modules.insert(i, module)
        renumbered(self, modules)
        return self

    def pop(self, key: int | slice) -> Module:
        found: Module = self[key]
        del self[key]
        return found


class ModuleList(Module):
    """A list of modules whose parameters count."""

    def __init__(self, modules: Iterable[Module] = ()) -> None:
        super().__init__()
        self.extend(modules)

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules.values())

    def __getitem__(self, i: Any) -> Any:
        modules = [*self._modules.values()]
        if isinstance(i, slice):
            return type(self)(modules[i])
        return modules[position(i, len(self))]

    def __setitem__(self, i: int, module: Module) -> None:
        self.add_module(str(position(i, len(self))), module)

    def __delitem__(self, i: Any) -> None:
        kept = [*self._modules.values()]
        del kept[i if isinstance(i, slice) else position(i, len(kept))]
        renumbered(self, kept)

    def __iadd__(self, modules: Iterable[Module]) -> ModuleList:
        return self.extend(modules)

    def __repr__(self) -> str:
        """Neighbours that print alike stand together in one line."""
        runs: list[list[Any]] = []  # first, last, text
        for i, module in enumerate(self):
            if runs and runs[-1][2] == repr(module):
                runs[-1][1] = i
            else:
                runs.append([i, i, repr(module)])
        lines = []
        for first, last, text in runs:
            inner = text.replace("\n", "\n  ")
            many = f"({first}-{last}): {last - first + 1} x "
            lines.append((f"({first}): " if first == last else many) + inner)
        body = "\n  ".join(lines)
        return f"{self._get_name()}(\n  {body}\n)" if lines else f"{self._get_name()}()"

    def insert(self, i: int, module: Module) -> None:
        modules = [*self._modules.values()]
        modules.insert(i, module)
        renumbered(self, modules)

    def pop(self, i: int) -> Module:
        found: Module = self[i]
        del self[i]
        return found

    def append(self, module: Module) -> ModuleList:
        self.add_module(str(len(self)), module)
        return self

    def extend(self, modules: Iterable[Module]) -> ModuleList:
        for module in modules:
            self.append(module)
        return self


class ModuleDict(Module):
    """A dictionary of modules whose parameters count."""

    def __init__(self, modules: Any = None) -> None:
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, key: str) -> bool:
        return key in self._modules

    def __getitem__(self, key: str) -> Module:
        return self._modules[key]  # type: ignore[no-any-return]

    def __setitem__(self, key: str, module: Module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def pop(self, key: str) -> Module:
        return self._modules.pop(key)  # type: ignore[no-any-return]

    def clear(self) -> None:
        self._modules.clear()

    def update(self, modules: Any) -> None:
        for key, module in modules.items() if hasattr(modules, "items") else modules:
            self[key] = module

    def keys(self) -> Iterable[str]:
        return self._modules.keys()  # type: ignore[no-any-return]

    def values(self) -> Iterable[Module]:
        return self._modules.values()  # type: ignore[no-any-return]

    def items(self) -> Iterable[tuple[str, Module]]:
        return self._modules.items()  # type: ignore[no-any-return]
