"""Anomaly detection names the operation, and the line of the program that it was on."""

import pytest

import funcad.torch as torch


def test_nan_is_an_error_with_the_forward_line():
    x = torch.tensor([-1.0, 4.0], requires_grad=True)
    with pytest.warns(UserWarning, match="Anomaly Detection has been enabled"):
        detection = torch.autograd.detect_anomaly()
    with detection:
        y = torch.sqrt(x).sum()
        with (
            pytest.warns(UserWarning, match=r"(?s)Error detected in SqrtBackward0.*torch.sqrt\(x"),
            pytest.raises(RuntimeError, match="Function 'SqrtBackward0' returned nan values in it"),
        ):
            y.backward()
    assert not torch.is_anomaly_enabled()


def test_a_write_is_reported_with_the_forward_line():
    with torch.autograd.set_detect_anomaly(True):
        y = torch.tensor([1.0, 2.0], requires_grad=True).exp()
        y.add_(1)
        with (
            pytest.warns(UserWarning, match=r"(?s)Error detected in ExpBackward0.*\.exp\(\)"),
            pytest.raises(RuntimeError, match="modified by an inplace operation"),
        ):
            y.sum().backward()


def test_an_error_in_a_function_is_reported():
    class Fails(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            raise KeyError("here")

    x = torch.ones(1, requires_grad=True)
    y = Fails.apply(x)
    with (
        torch.autograd.set_detect_anomaly(True),
        pytest.warns(UserWarning, match="Error detected in FailsBackward. No forward pass info"),
        pytest.raises(KeyError, match="here"),
    ):
        y.backward()


def test_switches():
    torch.autograd.set_detect_anomaly(True, check_nan=False)
    assert torch.is_anomaly_enabled()
    assert not torch.is_anomaly_check_nan_enabled()
    x = torch.tensor([-1.0], requires_grad=True)
    torch.sqrt(x).backward()
    assert x.grad.isnan().all()
    torch.autograd.set_detect_anomaly(False)
    assert not torch.is_anomaly_enabled()
