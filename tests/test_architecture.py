"""The shape of the package: which layer may know which, and how large a file may be.

Layers are those of docs/design.md, lowest first.  A module may import from its own layer and from
layers of the rows before it; layers of one row do not know each other.
"""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from funcad.core.primitive import Primitive
from tests.architecture import Package, layer

ROOT = Path(__file__).parents[1]
FUNCAD = Package(ROOT / "funcad")

ROWS = [
    ("errors", "typing"),
    ("pytree",),
    ("core",),
    ("primitives", "compile"),
    ("transforms",),
    ("numpy_dispatch",),
    ("numpy", "scipy"),
    ("torch",),
    ("testing", "inspect"),
    ("",),  # funcad/__init__.py: the public names
]
RANK = {name: rank for rank, row in enumerate(ROWS) for name in row}

# A transform knows no primitive by name; the families tell it how to make one.
PRIMITIVES_FOR_TRANSFORMS = {"funcad.primitives.families"}

# What only some programs need is imported when they first do: `import funcad` stays light.
LATE = {"dis", "scipy"}
OPTIONAL = {"matplotlib", "llvmlite", "torch", "jax", "dask", "cupy", "graphviz"}
BANNED_NAMES = {"misc", "util", "utils", "helper", "helpers", "common", "tools"}
MOST_LINES = 400


def wrong_layer(package: Package) -> list[str]:
    """The imports that point upwards or sideways."""
    wrong = []
    for i in package.inner_imports():
        above, below = layer(i.importer), layer(i.imported)
        if above != below and RANK[above] <= RANK[below]:
            wrong.append(str(i))
    return wrong


def hidden(package: Package) -> list[str]:
    """The imports inside functions, but for optional extras and late loading."""
    return [
        str(i)
        for i in package.imports
        if i.in_function and i.imported.split(".")[0] not in OPTIONAL | LATE
    ]


def defines_primitives(module: str) -> bool:
    """Whether a module assigns differentiable primitives that it did not import."""
    imported = {
        alias.asname or alias.name
        for node in ast.walk(FUNCAD.trees[module])
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    values = vars(importlib.import_module(module)).items()
    return any(
        isinstance(v, Primitive) and not v.constant and name not in imported for name, v in values
    )


def test_every_module_is_in_a_layer():
    assert {layer(name) for name in FUNCAD.files} <= set(RANK)


def test_arrows_point_down():
    assert wrong_layer(FUNCAD) == []


def test_transforms_know_no_primitive_by_name():
    assert [
        str(i)
        for i in FUNCAD.inner_imports()
        if (layer(i.importer), layer(i.imported)) == ("transforms", "primitives")
        and i.imported not in PRIMITIVES_FOR_TRANSFORMS
    ] == []


def test_no_import_cycles():
    assert FUNCAD.cycles() == []


def test_no_star_imports():
    assert [str(i) for i in FUNCAD.imports if i.star] == []


def test_no_imports_inside_functions():
    assert hidden(FUNCAD) == []


def test_files_are_small():
    folders = ["funcad", "tests", "examples", "benchmarks"]
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
    }
    assert {path: n for path, n in lines.items() if n > MOST_LINES} == {}


def test_every_file_opens_by_saying_what_it_is():
    silent = [
        name
        for name, tree in FUNCAD.trees.items()
        if ast.get_docstring(tree) is None and FUNCAD.files[name].read_text().strip()
    ]
    assert silent == []


def test_no_module_is_named_for_nothing():
    allowed = {"funcad.torch.utils", "funcad.torch.nn.utils"}  # PyTorch's own names
    parts = [name.rpartition(".")[2] for name in FUNCAD.files if name not in allowed]
    assert BANNED_NAMES.intersection(parts) == set()


@pytest.mark.parametrize(
    "module",
    [m for m in FUNCAD.files if layer(m) == "primitives" and defines_primitives(m)],
)
def test_cases_mirror_primitives(module):
    cases = ROOT / "tests" / "cases"
    path = cases / Path(*module.split(".")[2:]).with_suffix(".py")
    of_folder = path.parent.with_suffix(".py")  # linalg.py may hold the cases of linalg/
    assert path.exists() or (path.parent != cases and of_folder.exists()), (
        f"{module} defines primitives; their cases belong in {path}"
    )


@pytest.mark.parametrize("absent", ["scipy", "matplotlib", "torch", "funcad.torch"])
def test_import_funcad_does_not_import(absent):
    code = f"import sys, funcad; sys.exit({absent!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0


@pytest.fixture
def package(tmp_path):
    """A function that writes a small package named funcad and reads it."""

    def make(**sources):
        for dotted, source in {"__init__": "", **sources}.items():
            path = tmp_path / "funcad" / Path(*dotted.split("__in__")).with_suffix(".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return Package(tmp_path / "funcad")

    return make


def test_the_checks_find_an_upward_import(package):
    p = package(errors="import funcad.pytree", pytree="from funcad import errors")
    assert wrong_layer(p) == ["funcad.errors, line 1: imports funcad.pytree"]


def test_the_checks_find_a_sideways_import(package):
    p = package(errors="from . import typing", typing="")
    assert wrong_layer(p) == ["funcad.errors, line 1: imports funcad.typing"]


def test_the_checks_find_cycles_but_not_those_of_annotations(package):
    p = package(pytree="from funcad.errors import x", errors="from funcad.pytree import y")
    assert p.cycles() == [["funcad.errors", "funcad.pytree", "funcad.errors"]]
    guarded = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import funcad.pytree"
    assert package(pytree="from funcad.errors import x", errors=guarded).cycles() == []


def test_the_checks_find_hidden_imports_but_allow_optional_extras(package):
    p = package(pytree="def f():\n    import json\n    import matplotlib.pyplot")
    assert hidden(p) == ["funcad.pytree, line 2: imports json"]
