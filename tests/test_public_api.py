"""The public names: exactly these, and each documented with an example."""

import doctest
import inspect
import subprocess
import sys

import numpy as np
import pytest

import funcad
import funcad.testing

NAMES = [
    "checkpoint",
    "custom_jvp",
    "custom_vjp",
    "errors",
    "fisher_vp",
    "gnvp",
    "grad",
    "hessian",
    "hessian_diag",
    "hvp",
    "jacfwd",
    "jacobian",
    "jacrev",
    "jvp",
    "laplacian",
    "linear_transpose",
    "linearize",
    "register_pytree_node",
    "remat",
    "stop_gradient",
    "tree_flatten",
    "tree_leaves",
    "tree_map",
    "tree_structure",
    "tree_unflatten",
    "value_and_grad",
    "value_and_hessian",
    "value_and_jacobian",
    "vjp",
    "vmap",
]

FUNCTIONS = [getattr(funcad, name) for name in NAMES if name != "errors"]


def test_the_names():
    missing = set(NAMES) - set(funcad.__all__)
    assert not missing
    assert len(funcad.__all__) == len(set(funcad.__all__))
    assert all(hasattr(funcad, name) for name in funcad.__all__)
    assert funcad.__version__ == "0.1.0.dev0"


def test_an_old_numpy_is_refused_at_import():
    code = "import numpy; numpy.__version__ = '1.26.4'; import funcad"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    last = done.stderr.splitlines()[-2:]
    assert last == [
        "ImportError: funcad needs NumPy 2.0 or later, and NumPy 1.26.4 is installed",
        "  write: pip install 'numpy>=2'",
    ]


@pytest.mark.parametrize("f", [*FUNCTIONS, funcad.testing.check_grads], ids=lambda f: f.__name__)
def test_each_is_documented(f):
    doc = inspect.getdoc(f)
    assert doc
    first = doc.splitlines()[0]
    assert first.endswith(".")
    assert len(first) < 90


@pytest.mark.parametrize("f", [*FUNCTIONS, funcad.testing.check_grads], ids=lambda f: f.__name__)
def test_the_examples_in_the_documentation(f):
    finder = doctest.DocTestFinder(recurse=False)
    names = {"np": np, "funcad": funcad, **vars(sys.modules[f.__module__])}
    for example in finder.find(f, globs=names):
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
        runner.run(example)
        assert runner.failures == 0


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("grad", ["fun", "argnums", "has_aux", "holomorphic"]),
        ("value_and_grad", ["fun", "argnums", "has_aux", "holomorphic"]),
        ("jacfwd", ["fun", "argnums", "has_aux", "holomorphic"]),
        ("jacrev", ["fun", "argnums", "has_aux", "holomorphic"]),
        ("hessian", ["fun", "argnums", "has_aux", "holomorphic"]),
        ("jvp", ["fun", "primals", "tangents", "has_aux"]),
        ("vjp", ["fun", "primals", "has_aux"]),
        ("linearize", ["fun", "primals", "has_aux"]),
        ("linear_transpose", ["fun", "primals"]),
        ("vmap", ["fun", "in_axes", "out_axes", "axis_size"]),
        ("custom_jvp", ["fun", "nondiff_argnums"]),
        ("custom_vjp", ["fun", "nondiff_argnums"]),
    ],
)
def test_argument_orders_are_the_field_s(name, first):
    parameters = list(inspect.signature(getattr(funcad, name)).parameters)
    assert [p for p in parameters if p != "axis_name"][: len(first)] == first


def test_importing_is_light():
    code = (
        "import sys, numpy; before = set(sys.modules); import funcad; "
        "print('\\n'.join(set(sys.modules) - before))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout
    heavy = {"scipy", "asyncio", "concurrent", "unittest", "multiprocessing", "pydoc"}
    assert not heavy & {line.split(".")[0] for line in out.split()}
