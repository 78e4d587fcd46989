"""Every case obeys every law."""

import pytest

import funcad.core.residuals
import funcad.core.tape
from tests import laws
from tests.cases import ALL


@pytest.mark.parametrize("case", ALL, ids=repr)
def test_jvp_agrees_with_finite_differences(case):
    laws.jvp_agrees_with_differences(case)


@pytest.mark.parametrize("case", ALL, ids=repr)
def test_vjp_is_the_adjoint_of_jvp(case):
    laws.vjp_is_the_adjoint_of_jvp(case)


@pytest.mark.parametrize("case", [c for c in ALL if c.second], ids=repr)
def test_second_derivatives_agree(case):
    laws.second_derivatives_agree(case)


@pytest.mark.parametrize("case", [c for c in ALL if c.batched], ids=repr)
def test_batch_equals_a_loop(case):
    laws.batch_equals_a_loop(case)


@pytest.mark.parametrize("case", ALL, ids=repr)
def test_dtypes_follow_numpy(case):
    laws.dtypes_follow_numpy(case)


@pytest.mark.parametrize("case", ALL, ids=repr)
def test_no_rule_reads_what_the_tape_let_go(case, monkeypatch):
    monkeypatch.setattr(funcad.core.residuals, "LARGE", 0)
    monkeypatch.setattr(funcad.core.tape, "LARGE", 0)
    laws.vjp_is_the_adjoint_of_jvp(case)
