"""`backward` and `autograd.grad` with all that may be passed to them."""


def backward_returns_none(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    show((x * x).backward())


def backward_of_a_vector_needs_a_gradient(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * 2).backward()


def backward_of_one_element(torch, show):
    x = torch.ones(1, 1, requires_grad=True)
    (x * 3).backward()
    show(x.grad)


def backward_with_a_gradient(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (x**2).backward(torch.tensor([1.0, 0.1, 0.01]))
    show(x.grad)


def backward_with_gradient_by_name(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (x * 2).backward(gradient=torch.ones(3))
    show(x.grad)


def gradient_of_another_shape(torch, show):
    x = torch.ones(2, requires_grad=True)
    show.fails((x * 2).backward, torch.ones(3))
    show.fails((x * 2).backward, torch.tensor(1.0))
    show.fails((x * 2).backward, torch.ones(1, 2))


def gradient_of_another_type(torch, show):
    x = torch.ones(2, requires_grad=True)
    show.fails((x * 2).backward, [1.0, 1.0])
    show.fails((x * 2).backward, 1.0)


def gradient_of_another_dtype(torch, show):
    x = torch.ones(2, requires_grad=True)
    (x * 2).backward(torch.ones(2, dtype=torch.float64))
    (x * 2).backward(torch.tensor([1, 2]))
    show(x.grad)


def backward_inputs(torch, show):
    a = torch.tensor(2.0, requires_grad=True)
    b = torch.tensor(3.0, requires_grad=True)
    (a * b).backward(inputs=[a])
    show(a.grad, b.grad)


def backward_inputs_of_a_result(torch, show):
    a = torch.tensor(2.0, requires_grad=True)
    m = a * 3
    (m**2).backward(inputs=[m])
    show(m.grad, a.grad)


def backward_inputs_empty(torch, show):
    a = torch.tensor(2.0, requires_grad=True)
    (a * 2).backward(inputs=[])


def backward_of_many(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.autograd.backward([x.sum(), (x * x).sum()])
    show(x.grad)


def backward_of_many_with_gradients(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.autograd.backward([x * 2, x.sum()], [torch.ones(2), None])
    show(x.grad)


def backward_of_many_lengths(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.autograd.backward([x.sum(), x.sum()], [torch.tensor(1.0)])


def grad_is_a_tuple(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    result = torch.autograd.grad(x**2, x)
    show(type(result).__name__, result, x.grad)


def grad_of_two_inputs(torch, show):
    a = torch.tensor(3.0, requires_grad=True)
    b = torch.tensor(4.0, requires_grad=True)
    show(torch.autograd.grad(a * b**2, (a, b)), torch.autograd.grad(a * b, [b, a]))


def grad_outputs(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    show(torch.autograd.grad(x**2, x, grad_outputs=torch.tensor([1.0, 10.0])))
    show(torch.autograd.grad([x**2, x.sum()], x, grad_outputs=[torch.ones(2), None]))


def grad_of_a_vector_without_outputs(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.autograd.grad(x**2, x)


def grad_sums_over_outputs(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    show(torch.autograd.grad([x**2, x**3], x))


def grad_frees_the_graph(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    torch.autograd.grad(y, x)
    torch.autograd.grad(y, x)


def grad_retains_under_create_graph(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**3
    (first,) = torch.autograd.grad(y, x, create_graph=True)
    (again,) = torch.autograd.grad(y, x)
    show(first, again)


def grad_unused(torch, show):
    a = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(1.0, requires_grad=True)
    torch.autograd.grad(a * 2, [a, b])


def grad_unused_allowed(torch, show):
    a = torch.tensor(1.0, requires_grad=True)
    b = torch.ones(2, requires_grad=True)
    show(torch.autograd.grad(a * 2, [a, b], allow_unused=True))
    show(torch.autograd.grad(a * 2, [a, b], materialize_grads=True))


def grad_materialize_without_unused(torch, show):
    a = torch.tensor(1.0, requires_grad=True)
    torch.autograd.grad(a * 2, [a], allow_unused=False, materialize_grads=True)


def grad_of_plain_input(torch, show):
    a = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(1.0)
    torch.autograd.grad(a * b, [a, b])


def grad_of_plain_output(torch, show):
    torch.autograd.grad(torch.tensor(1.0), torch.tensor(1.0, requires_grad=True))


def grad_of_results(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = y * 5
    show(torch.autograd.grad(z, [y, x, z]))


def grad_empty(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    torch.autograd.grad(x * 2, [])


def grad_batched(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.stack([x.prod(), x.sum(), x[0] ** 3])
    (rows,) = torch.autograd.grad(y, x, torch.eye(3), is_grads_batched=True)
    show(rows)


def grad_of_duplicates(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    show(torch.autograd.grad(x**2, [x, x]))


def grad_mixed_with_backward(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**3
    (g,) = torch.autograd.grad(y, x, retain_graph=True)
    y.backward()
    show(g, x.grad)


def gradient_of_a_view_of_the_input(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    part = x[1:]
    show(torch.autograd.grad((x**2).sum(), part, allow_unused=True))


def jacobian_by_rows(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.stack([x[0] * x[1], x[0] + x[1] ** 2])
    rows = [torch.autograd.grad(part, x, retain_graph=True)[0] for part in y]
    show(torch.stack(rows))


def scalar_by_item(torch, show):
    x = torch.tensor([3.0], requires_grad=True)
    show((x * 2).item(), float(x), int(x), bool(x), len(x))
    show.fails(lambda: torch.ones(2).item())
    show.fails(lambda: bool(torch.ones(2)))
    show.fails(lambda: len(torch.tensor(1.0)))


def newton_steps(torch, show):
    x = torch.tensor(2.0, dtype=torch.float64, requires_grad=True)
    for _ in range(4):
        f = x**3 - 2 * x - 5
        (slope,) = torch.autograd.grad(f, x)
        with torch.no_grad():
            x -= f / slope
    show(x)


def gradient_descent(torch, show):
    x = torch.tensor([5.0, -3.0], requires_grad=True)
    for _ in range(5):
        loss = (x**2).sum() + x.prod()
        loss.backward()
        with torch.no_grad():
            x -= 0.1 * x.grad
        x.grad.zero_()
    show(x, loss)


def linear_regression(torch, show):
    torch.manual_seed(3)
    inputs = torch.rand(20, 1)
    targets = 3 * inputs + 1
    w = torch.randn(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    for _ in range(10):
        loss = ((inputs * w + b - targets) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in (w, b):
                p -= 0.5 * p.grad
                p.grad = None
    show(w, b, loss)
