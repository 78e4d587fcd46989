"""Every public method of PyTorch's tensors is there, or says that it is not and what is."""

import pytest

import funcad.torch as torch
from funcad.torch.absent import INSTEAD


@pytest.mark.parametrize("name", INSTEAD)
def test_what_is_absent_names_itself_and_what_to_write(name):
    with pytest.raises(NotImplementedError, match=rf"Tensor\.{name} is not in funcad\.torch: ."):
        getattr(torch.ones(2), name)
    assert not hasattr(torch.Tensor, name)
