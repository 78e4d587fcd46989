"""Optimizers and schedules: PyTorch's trajectories, options, states and refusals."""

import copy
import json

import numpy as np
import pytest

import funcad.torch as torch
from tests.torch.trajectories import DATA, cases, key, trajectory

RECORDED = json.loads(DATA.read_text())


@pytest.mark.parametrize(("name", "i", "dtype"), cases())
def test_fifty_steps_are_those_of_pytorch(name, i, dtype):
    expected = RECORDED[key(name, i, dtype)]
    found = trajectory(torch, name, i, dtype)
    if name == "LBFGS" and dtype == "float32":  # differences of gradients amplify rounding
        assert_close(found["losses"][:10], expected["losses"][:10], 1e-5)
        return
    for part in ("losses", "weights"):
        assert_close(found[part], expected[part], 1e-7 if dtype == "float64" else 1e-5)


def assert_close(a, b, tolerance):
    np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


def leaf(*values, **options):
    return torch.tensor([*values], requires_grad=True, **options)


def test_none_is_skipped_and_zero_is_a_step():
    p, q = leaf(1.0), leaf(1.0)
    optimizer = torch.optim.SGD([p, q], lr=1.0, weight_decay=0.5)
    p.grad = torch.zeros(1)
    optimizer.step()
    assert p.item() == 0.5
    assert q.item() == 1.0
    assert q not in optimizer.state


def test_momentum_moves_on_with_zero_gradients():
    p = leaf(1.0)
    optimizer = torch.optim.SGD([p], lr=1.0, momentum=0.5)
    p.grad = torch.ones(1)
    optimizer.step()
    p.grad.zero_()
    optimizer.step()
    assert p.item() == -0.5


def test_a_step_does_not_write_to_gradients():
    for name in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad"):
        p = leaf(1.0, 2.0)
        p.grad = torch.tensor([1.0, -3.0])
        getattr(torch.optim, name)([p], lr=0.1, weight_decay=0.1, maximize=True).step()
        assert p.grad.tolist() == [1.0, -3.0], name


def test_a_state_loaded_goes_on_as_the_first_would():
    def run(optimizer, p, n):
        for _ in range(n):
            optimizer.zero_grad()
            (p**2).sum().backward()
            optimizer.step()

    for name, options in (("Adam", {"amsgrad": True}), ("SGD", {"momentum": 0.9})):
        p = leaf(1.0, -2.0)
        first = getattr(torch.optim, name)([p], lr=0.1, **options)
        run(first, p, 3)
        q = p.detach().clone().requires_grad_()
        second = getattr(torch.optim, name)([q], lr=0.7)
        second.load_state_dict(copy.deepcopy(first.state_dict()))
        run(first, p, 3)
        run(second, q, 3)
        np.testing.assert_array_equal(p.detach().numpy(), q.detach().numpy())


def test_what_an_optimizer_prints():
    assert repr(torch.optim.SGD([leaf(1.0)], lr=0.1)) == (
        "SGD (\nParameter Group 0\n    dampening: 0\n    differentiable: False\n"
        "    foreach: None\n    fused: None\n    lr: 0.1\n    maximize: False\n    momentum: 0\n"
        "    nesterov: False\n    weight_decay: 0\n)"
    )


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (lambda p: torch.optim.SGD(p), TypeError, "iterable of Tensors or dicts"),
        (lambda p: torch.optim.SGD([]), ValueError, "empty parameter list"),
        (lambda p: torch.optim.SGD([p * 2]), ValueError, "can't optimize a non-leaf Tensor"),
        (lambda p: torch.optim.SGD([3.0]), TypeError, "one of the params is float"),
        (lambda p: torch.optim.SGD([p], lr=-1), ValueError, "Invalid learning rate: -1"),
        (lambda p: torch.optim.SGD([p], foo=1), TypeError, "unexpected keyword argument 'foo'"),
        (lambda p: torch.optim.SGD([p], nesterov=True), ValueError, "Nesterov momentum"),
        (lambda p: torch.optim.SGD([{"params": {p}}]), TypeError, "ordered collections"),
        (lambda p: torch.optim.SGD([("a", p), leaf(1.0)]), ValueError, "with/without names"),
        (lambda p: torch.optim.SGD([p]).add_param_group([p]), TypeError, "must be a dict"),
        (lambda p: torch.optim.Adam([p], betas=(1.0, 0.9)), ValueError, "index 0: 1.0"),
        (lambda p: torch.optim.Adam([p], differentiable=True), NotImplementedError, "torch.func"),
        (lambda p: torch.optim.NAdam([p]), NotImplementedError, "the nearest here is Adam"),
        (
            lambda p: torch.optim.SGD([{"params": [p]}, {"params": [p]}]),
            ValueError,
            "appear in more than one parameter group",
        ),
    ],
)
def test_what_is_refused(make, error, text):
    with pytest.raises(error, match=text):
        make(leaf(1.0))


def test_parameters_given_twice_are_warned_of():
    p = leaf(1.0)
    with pytest.warns(UserWarning, match="duplicate parameters"):
        torch.optim.SGD([p, p])


def test_hooks_of_steps():
    p, seen = leaf(1.0), []
    optimizer = torch.optim.SGD([p], lr=0.1)
    handle = optimizer.register_step_pre_hook(lambda *a: seen.append("before"))
    optimizer.register_step_post_hook(lambda *a: seen.append("after"))
    optimizer.step()
    handle.remove()
    optimizer.step()
    assert seen == ["before", "after", "after"]


def rates(make, n):
    optimizer = torch.optim.SGD([leaf(1.0)], lr=1.0)
    schedule = make(torch.optim.lr_scheduler, optimizer)
    found = [schedule.get_last_lr()[0]]
    for _ in range(n):
        optimizer.step()
        schedule.step()
        found.append(optimizer.param_groups[0]["lr"])
    return found


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda s, o: s.StepLR(o, 2, 0.5), [1, 1, 0.5, 0.5, 0.25]),
        (lambda s, o: s.MultiStepLR(o, [1, 3], 0.5), [1, 0.5, 0.5, 0.25, 0.25]),
        (lambda s, o: s.ExponentialLR(o, 0.5), [1, 0.5, 0.25, 0.125, 0.0625]),
        (lambda s, o: s.LambdaLR(o, lambda e: 1 / (1 + e)), [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5]),
        (lambda s, o: s.MultiplicativeLR(o, lambda e: 0.5), [1, 0.5, 0.25, 0.125, 0.0625]),
        (lambda s, o: s.ConstantLR(o, 0.5, 2), [0.5, 0.5, 1, 1, 1]),
        (lambda s, o: s.LinearLR(o, 0.5, 1.0, 2), [0.5, 0.75, 1, 1, 1]),
        (lambda s, o: s.PolynomialLR(o, 4), [1, 0.75, 0.5, 0.25, 0]),
        (lambda s, o: s.CosineAnnealingLR(o, 4), (1 + np.cos(np.arange(5) * np.pi / 4)) / 2),
    ],
)
def test_learning_rates_follow_their_plan(make, expected):
    np.testing.assert_allclose(rates(make, 4), expected, atol=1e-15)


def test_a_plateau_lowers_the_learning_rate():
    optimizer = torch.optim.SGD([leaf(1.0)], lr=1.0)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
    found = []
    for loss in (3.0, 2.0, 2.0, torch.tensor(2.0), 2.0, 1.0):
        schedule.step(loss)
        found.append(schedule.get_last_lr()[0])
    assert found == [1.0, 1.0, 1.0, 0.5, 0.5, 0.5]


def test_a_schedule_before_the_optimizer_is_warned_of():
    optimizer = torch.optim.SGD([leaf(1.0)], lr=1.0)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    with pytest.warns(UserWarning, match="before `optimizer.step"):
        schedule.step()


def test_schedules_that_are_missing_name_the_nearest():
    with pytest.raises(NotImplementedError, match="LambdaLR"):
        _ = torch.optim.lr_scheduler.OneCycleLR
