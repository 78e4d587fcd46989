"""Functions of every family give PyTorch's values, dtypes, names of nodes and gradients."""

import json

import numpy as np
import pytest

import funcad.torch as torch
from tests.torch.record_families import HERE, expressions, outcome

RECORDS = json.loads((HERE / "families.json").read_text())


@pytest.fixture(autouse=True)
def double():
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def assert_same(found, wanted, tolerance):
    if isinstance(wanted, list):
        assert len(found) == len(wanted)
        for a, b in zip(found, wanted, strict=True):
            assert_same(a, b, tolerance)
    elif isinstance(wanted, str):
        assert found == wanted
    else:
        np.testing.assert_allclose(found, wanted, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("expression", expressions())
@pytest.mark.filterwarnings("ignore")
def test_as_in_pytorch(expression):
    found, wanted = outcome(torch, expression), RECORDS[expression]
    if "error" in wanted:
        assert found.get("error", "")[:40] == wanted["error"][:40]
        return
    assert "error" not in found, found
    assert (found["dtypes"], found["nodes"]) == (wanted["dtypes"], wanted["nodes"])
    assert_same(found["values"], wanted["values"], 1e-9)
    assert set(found["grads"]) == set(wanted["grads"])
    for name, g in wanted["grads"].items():
        assert_same(found["grads"][name], g, 1e-7)
