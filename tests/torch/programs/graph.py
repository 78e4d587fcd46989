"""Nodes of the graph: names, what they point at, second passes and freeing."""


def names_of_arithmetic(torch, show):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    show(x + 1, x - 1, 1 - x, x * 2, x / 2, 2 / x, -x, x**2, x**x, 2**x, x**0.5)


def names_of_elementwise(torch, show):
    x = torch.tensor([0.2, 0.3], requires_grad=True)
    show(x.exp(), x.log(), x.sin(), x.cos(), x.tan(), x.tanh(), x.sqrt(), x.abs(), x.rsqrt())
    show(x.relu(), x.sigmoid(), x.reciprocal(), x.square(), x.sign(), x.floor(), x.log1p())
    show(x.expm1(), x.erf(), x.asin(), x.acos(), x.atan(), x.sinh(), x.cosh(), x.log2(), x.log10())


def names_of_reductions(torch, show):
    x = torch.tensor([[2.0, 3.0], [5.0, 4.0]], requires_grad=True)
    show(x.sum(), x.sum(0), x.mean(), x.mean(1), x.prod(), x.prod(0), x.max(), x.min(), x.max(0)[0])
    show(x.std(), x.var(), x.norm(), x.logsumexp(0), x.cumsum(0), x.cumprod(1), x.amax(0))


def names_of_shapes(torch, show):
    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    show(x.T, x.t(), x.view(3, 2), x.reshape(6), x.T.reshape(6), x.flatten(), x.transpose(0, 1))
    show(x.permute(1, 0), x.unsqueeze(0), x[:, :1].squeeze(1), x.expand(2, 2, 3), x.repeat(1, 2))
    show(x[0], x[:, 1], x[0:1], x[[0, 1]], x[x > 2], x[..., None], x.flip(0), x.clone())


def names_of_products(torch, show):
    a = torch.ones(2, 2, requires_grad=True)
    v = torch.ones(2, requires_grad=True)
    b = torch.ones(3, 2, 2, requires_grad=True)
    show(a @ a, a @ v, v @ v, b @ b, torch.dot(v, v), torch.outer(v, v), torch.mm(a, a))
    show(torch.bmm(b, b), v @ a, b @ v)


def names_of_choices(torch, show):
    x = torch.tensor([1.0, -2.0], requires_grad=True)
    y = torch.tensor([0.5, 3.0], requires_grad=True)
    show(torch.where(x > 0, x, y), torch.maximum(x, y), torch.minimum(x, y), x.clamp(-1, 1))
    show(x.masked_fill(x < 0, 7.0), torch.cat([x, y]), torch.stack([x, y]), x.clamp(min=0))


def name_and_text_of_a_node(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    y = x**2
    show(y.grad_fn.name(), type(y.grad_fn).__name__, str(y.grad_fn)[:25], x.grad_fn)


def next_functions(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    y = (x * 3) + torch.ones(1)
    show([[node, index] for node, index in y.grad_fn.next_functions])
    multiplied = y.grad_fn.next_functions[0][0]
    show([[node, index] for node, index in multiplied.next_functions])


def accumulate_node_knows_its_leaf(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    y = x.exp()
    node = y.grad_fn.next_functions[0][0]
    show(node, node.variable is x, node.next_functions)


def walking_down_by_names(torch, show):
    x = torch.tensor([2.0], requires_grad=True)
    loss = ((x.sin() + x.cos()) ** 2).mean()
    names, front = [], [loss.grad_fn]
    while front:
        node = front.pop(0)
        names.append(node.name())
        front.extend(below for below, _ in node.next_functions if below is not None)
    show(names)


def node_is_one_object(torch, show):
    y = torch.ones(2, requires_grad=True) * 2
    show(y.grad_fn is y.grad_fn, y.sum().grad_fn.next_functions[0][0] is y.grad_fn)


def second_pass_fails(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    y.backward()
    y.backward()


def second_pass_with_retain_graph(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    y.backward(retain_graph=True)
    y.backward()
    show(x.grad)
    show.fails(y.backward)


def second_pass_where_nothing_was_saved(torch, show):
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    y = (x + 1 - x.sum()).reshape(2, 1).sum()
    y.backward()
    y.backward()
    show(x.grad)


def which_operations_refuse(torch, show):
    for f in (
        lambda x: x * 2,
        lambda x: x / 2,
        lambda x: x.exp(),
        lambda x: x.abs(),
        lambda x: x.clamp(0, 1),
        lambda x: torch.where(x > 0, x, -x),
        lambda x: x[torch.tensor([0])],
        lambda x: x.prod(),
        lambda x: x @ x,
    ):
        y = f(torch.tensor([0.5, 2.0], requires_grad=True)).sum()
        y.backward()
        show.fails(y.backward)


def which_operations_do_not_refuse(torch, show):
    for f in (
        lambda x: x + 2,
        lambda x: -x,
        lambda x: x.mean(),
        lambda x: x.view(2, 1),
        lambda x: x.expand(3, 2),
        lambda x: torch.cat([x, x]),
        lambda x: torch.stack([x, x]),
        lambda x: x[0],
        lambda x: x.flip(0),
        lambda x: x.cumsum(0),
        lambda x: x.double(),
        lambda x: x.clone(),
    ):
        x = torch.tensor([0.5, 2.0], requires_grad=True)
        y = f(x).sum()
        y.backward()
        y.backward()
        show(x.grad)


def shared_trunk_is_freed(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    trunk = x.exp()
    first, second = trunk + 1, trunk + 2
    first.backward()
    second.backward()


def shared_trunk_retained(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    trunk = x.exp()
    first, second = trunk * 2, trunk * 3
    first.backward(retain_graph=True)
    second.backward()
    show(x.grad)


def sum_of_losses(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    trunk = x**3
    (trunk * 2 + trunk.sin()).backward()
    show(x.grad)


def diamond(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    a = x * 2
    b = a * a
    c = a + b
    (b * c).backward()
    show(x.grad)


def doubling_sixty_times(torch, show):
    x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    y = x
    for _ in range(60):
        y = y + y
    y.backward()
    show(x.grad)


def a_long_chain(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(20000):
        y = y + 1.0
    y.backward()
    show(y, x.grad)


def loops_and_branches(torch, show):
    x = torch.tensor(1.5, requires_grad=True)
    y = x
    while y < 100:
        y = y * y if y > 2 else y * 3
    y.backward()
    show(y, x.grad)


def output_without_grad(torch, show):
    torch.ones(2).sum().backward()


def output_that_is_a_leaf(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    x.backward()
    x.backward()
    show(x.grad)


def two_outputs_of_one_operation(torch, show):
    x = torch.tensor([[3.0, 1.0], [2.0, 5.0]], requires_grad=True)
    values, indices = x.max(dim=1)
    show(values, indices, indices.grad_fn)
    values.sum().backward()
    show(x.grad)


def parts_of_unbind(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    a, b, c = x
    show(a, [[node, index] for node, index in (b * 1).grad_fn.next_functions])
    (a * b * c).backward()
    show(x.grad)


def comparisons_have_no_graph(torch, show):
    x = torch.tensor([1.0, -2.0], requires_grad=True)
    show(x > 0, x == 1, x.argmax(), x.isnan(), x.long(), x.bool(), x.round())


def integers_from_a_tracked_tensor(torch, show):
    x = torch.tensor([1.5, 2.5], requires_grad=True)
    show(x.int(), x.int().float(), x.argsort(), (x > 2).sum())
