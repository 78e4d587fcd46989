"""Reading a package's imports without running it: what the tests of the architecture look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """One imported module, as some module of the package names it."""

    importer: str
    imported: str
    line: int
    in_function: bool
    for_types_only: bool
    star: bool

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}: imports {self.imported}"


class Package:
    """The modules of a package by dotted name, and their imports."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.files = {
            _dotted(path.relative_to(folder.parent)): path for path in sorted(folder.rglob("*.py"))
        }
        self.trees = {name: ast.parse(path.read_text()) for name, path in self.files.items()}
        self.imports = [i for name in self.trees for i in self._imports_of(name)]

    def _imports_of(self, name: str) -> Iterator[Import]:
        for node, in_function, types_only in _with_context(self.trees[name]):
            if isinstance(node, ast.Import):
                targets = [alias.name for alias in node.names]
            else:
                base = self._base(name, node)
                targets = [self._target(base, alias.name) for alias in node.names]
            star = any(alias.name == "*" for alias in node.names)
            for target in dict.fromkeys(targets):
                yield Import(name, target, node.lineno, in_function, types_only, star)

    def _base(self, name: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        is_package = self.files[name].name == "__init__.py"
        parts = name.split(".")
        kept = parts[: len(parts) - node.level + is_package]
        return ".".join([*kept, *([node.module] if node.module else [])])

    def _target(self, base: str, name: str) -> str:
        """`from base import name` imports the module base.name if there is one, else base."""
        return f"{base}.{name}" if f"{base}.{name}" in self.files else base

    def inner_imports(self) -> list[Import]:
        """The imports of modules of the package itself."""
        return [i for i in self.imports if i.imported.split(".")[0] == self.name]

    def cycles(self) -> list[list[str]]:
        """Every cycle met in a depth-first walk; imports for annotations do not count."""
        edges: dict[str, set[str]] = {name: set() for name in self.files}
        for i in self.inner_imports():
            if not i.for_types_only and i.imported in edges:
                edges[i.importer].add(i.imported)
        found: list[list[str]] = []
        done: set[str] = set()

        def visit(name: str, path: list[str]) -> None:
            if name in path:
                found.append([*path[path.index(name) :], name])
            elif name not in done:
                for other in sorted(edges[name]):
                    visit(other, [*path, name])
                done.add(name)

        for name in edges:
            visit(name, [])
        return found


def layer(module: str) -> str:
    """The layer of a module: the name after the package's, or '' for the package itself."""
    return [*module.split("."), ""][1]


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _with_context(
    node: ast.AST, in_function: bool = False, types_only: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, in_function, types_only
            continue
        function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        guard = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
        yield from _with_context(child, in_function or function, types_only or guard)
