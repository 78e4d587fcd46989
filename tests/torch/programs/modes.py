"""no_grad, enable_grad, set_grad_enabled, inference_mode, detach and data."""

import threading


def no_grad_makes_leaves(torch, show):
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        y = x * 2
        z = torch.ones(2, requires_grad=True)
        show(torch.is_grad_enabled(), x.requires_grad)
    show(y, z, y.is_leaf, torch.is_grad_enabled())


def no_grad_backward(torch, show):
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        y = (x * 2).sum()
    y.backward()


def nested_modes(torch, show):
    x = torch.ones(1, requires_grad=True)
    with torch.no_grad():
        with torch.enable_grad():
            inside = x * 2
            with torch.no_grad():
                innermost = x * 3
        outside = x * 4
    show(inside, innermost, outside, x * 5)


def decorators(torch, show):
    @torch.no_grad()
    def called(x):
        return x * 2

    @torch.no_grad
    def bare(x):
        return x * 3

    @torch.enable_grad()
    def on(x):
        return x * 4

    x = torch.ones(1, requires_grad=True)
    show(called(x), bare(x), called.__name__)
    with torch.no_grad():
        show(on(x))


def switch_as_function(torch, show):
    x = torch.ones(1, requires_grad=True)
    torch.set_grad_enabled(False)
    show(x * 2)
    torch.set_grad_enabled(True)
    show(x * 2)


def switch_as_context(torch, show):
    x = torch.ones(1, requires_grad=True)
    for train in (True, False):
        with torch.set_grad_enabled(train):
            y = x * 2
        show(y, torch.is_grad_enabled())


def switch_as_decorator(torch, show):
    @torch.set_grad_enabled(False)
    def f(x):
        return x * 2

    x = torch.ones(1, requires_grad=True)
    show(torch.is_grad_enabled(), f(x), torch.is_grad_enabled())


def restored_after_an_exception(torch, show):
    try:
        with torch.no_grad():
            raise ValueError("out")
    except ValueError:
        show(torch.is_grad_enabled())


def generators(torch, show):
    @torch.no_grad()
    def flags():
        yield torch.is_grad_enabled()
        yield torch.is_grad_enabled()

    made = flags()
    show(next(made), torch.is_grad_enabled(), next(made), torch.is_grad_enabled())


def threads_start_enabled(torch, show):
    seen = []
    with torch.no_grad():
        thread = threading.Thread(target=lambda: seen.append(torch.is_grad_enabled()))
        thread.start()
        thread.join()
    show(seen, torch.is_grad_enabled())


def update_in_no_grad(torch, show):
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (w**2).sum().backward()
    with torch.no_grad():
        w -= 0.1 * w.grad
    show(w, w.is_leaf, w._version)


def update_outside_no_grad_loses_the_leaf(torch, show):
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (w**2).sum().backward()
    w = w - 0.1 * w.grad
    show(w, w.is_leaf, w.grad)


def inference_mode(torch, show):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = x * 2
        show(torch.is_inference_mode_enabled(), torch.is_grad_enabled(), y.is_inference())
    show(y.requires_grad, y.is_inference(), x.is_inference())


def inference_tensors_outside(torch, show):
    with torch.inference_mode():
        y = torch.ones(2)
    x = torch.ones(2, requires_grad=True)
    show.fails(lambda: x * y)
    show.fails(lambda: y.add_(1))
    show.fails(y.requires_grad_)
    show(x + y, (y.clone() * x))


def inference_mode_off(torch, show):
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode(False):
        show(x * 2, torch.is_inference_mode_enabled())


def detach(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    z = y.detach()
    show(z, z.is_leaf, y)
    (y + z).sum().backward()
    show(x.grad)


def detach_shares_memory(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    d = x.detach()
    d[0] = 9.0
    show(x, d, x._version, d._version)


def detach_is_noticed(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x**2).sum()
    x.detach().zero_()
    y.backward()


def data_is_not_noticed(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x**2).sum()
    x.data.fill_(10.0)
    y.backward()
    show(x.grad, x._version)


def data_assigned(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.data = torch.tensor([5.0, 6.0])
    (x**2).sum().backward()
    show(x, x.grad)


def data_arithmetic(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.data -= 0.5
    x.data[0] = 4.0
    show(x, x.data)


def detach_in_place(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.detach_()
    show(y, y.is_leaf)
    show.fails(x[:1].detach_)


def stopping_part_of_a_gradient(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    (x * x.detach()).backward()
    show(x.grad)


def straight_through(torch, show):
    x = torch.tensor([0.2, 0.7], requires_grad=True)
    y = x + (x.round() - x).detach()
    y.sum().backward()
    show(y, x.grad)


def clone_and_detach(torch, show):
    x = torch.tensor([0.2, 0.7], requires_grad=True)
    a = x.clone()
    b = x.detach().clone()
    a.sum().backward()
    b[0] = 5.0
    show(a, b, x, x.grad)


def evaluation_between_steps(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    with torch.no_grad():
        measured = y.item() + x.item()
    y.backward()
    show(measured, x.grad)


def mode_objects(torch, show):
    mode = torch.no_grad()
    with mode:
        show(torch.is_grad_enabled())
    with mode:
        show(torch.is_grad_enabled())


def backward_inside_no_grad(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**3
    with torch.no_grad():
        y.backward()
    show(x.grad)
