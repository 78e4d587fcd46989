"""Random programs of views and writes in place, with what PyTorch 2.13 made of them.

random_views.json has for each program its lines (with the error that a line raises), then for each
tensor its value, shape, dtype, version, requires_grad, is_leaf and grad_fn, and the gradients.
"""

import json
from pathlib import Path

import numpy as np
import pytest

import funcad.torch as torch

PROGRAMS = json.loads((Path(__file__).parent / "random_views.json").read_text())


def _run(line, names, error=None, words=""):
    if error is None:
        exec(line, names)
        return
    with pytest.raises(Exception) as caught:  # noqa: PT011
        exec(line, names)
    assert type(caught.value).__name__ == error
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_a_random_program_gives_what_pytorch_gives(program):
    names = {"torch": torch}
    for line in program["lines"]:
        _run(line[0], names, *line[1:])
    for name, (value, shape, dtype, version, required, is_leaf, grad_fn) in program[
        "tensors"
    ].items():
        x = names[name]
        np.testing.assert_allclose(x.detach().numpy(), np.reshape(value, shape), atol=1e-8)
        assert str(x.dtype) == f"torch.{dtype}"
        assert x._version == version
        if required is not None:  # else PyTorch refuses to say
            node = x.grad_fn
            assert (x.requires_grad, x.is_leaf) == (required, is_leaf)
            assert (None if node is None else type(node).__name__) == grad_fn
    for name, x in names.items():
        if isinstance(x, torch.Tensor) and name in program["tensors"] and x._grad is not None:
            np.testing.assert_allclose(x._grad.numpy(), program["gradients"][name], atol=1e-8)
    for name in program["gradients"]:
        assert names[name]._grad is not None
