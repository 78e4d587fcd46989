"""Every function of SciPy that takes arrays, called with traced ones: nothing is lost silently.

The functions are those of SciPy's own table of what each can do; SciPy reads SCIPY_ARRAY_API when
it is imported, so each setting of it has a process of its own.  scipy_sweep/runner.py says what
the verdicts mean.
"""

import importlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import scipy

from tests.scipy_sweep.cases import CASES
from tests.scipy_sweep.cases.omitted import OMITTED

ROOT = Path(__file__).parents[1]

IS_1_17 = np.lib.NumpyVersion(scipy.__version__) >= "1.17.0"  # an older one lacks some functions

RIGHT = {"unset": 313, "set": 315}  # at least so many
# SciPy's code for arrays in general gives another value than its compiled code
DIFFERS = {"spatial.transform.Rotation.reduce"}


def swept(setting):
    env = {k: v for k, v in os.environ.items() if k != "SCIPY_ARRAY_API"}
    if setting == "set":
        env["SCIPY_ARRAY_API"] = "1"
    command = [sys.executable, "-m", "tests.scipy_sweep.runner"]
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("setting", RIGHT)
def test_no_derivative_is_lost_or_wrong(setting):
    verdicts = swept(setting)
    bad = ("lost", "wrong", "differs", *(["broken"] if IS_1_17 else []))
    found = {name: verdict for name, verdict in verdicts.items() if verdict[0] in bad}
    assert {k: v for k, v in found.items() if k not in DIFFERS or v[0] != "differs"} == {}
    count = Counter(kind for kind, _ in verdicts.values())
    assert count["right"] >= (RIGHT[setting] if IS_1_17 else 185), count


def function(module, name):
    found = importlib.import_module(f"scipy.{module}")
    for part in name.split("."):
        found = getattr(found, part)
    return getattr(found, "__func__", found)


@pytest.mark.skipif(
    not scipy.__version__.startswith("1.17."), reason="the table of functions is SciPy 1.17's"
)
def test_every_function_of_the_table_is_called_or_omitted():
    table = importlib.import_module("scipy._lib._array_api").xp_capabilities_table
    called = {function(module, name) for module, name, _ in CASES}
    omitted = {name for names in OMITTED.values() for name in names.split()}
    rest = {
        getattr(f, "__qualname__", f.__name__)
        for f in table
        if getattr(f, "__func__", f) not in called
    }
    assert rest - omitted == set()
