"""Corners of the graph: freeing, versions, views and flags where they meet."""


def half_a_graph_freed(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    a = x.exp()
    b = a.sum()
    c = (a + 1).sum()
    b.backward()
    show.fails(c.backward)
    show(x.grad)


def inner_graph_freed_through_inputs(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = y**2
    torch.autograd.grad(z, y)
    show(torch.autograd.grad(y, x))


def gradient_that_requires_grad(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    seed = torch.tensor([1.0, 3.0], requires_grad=True)
    (g,) = torch.autograd.grad(x**2, x, seed, create_graph=True)
    g.sum().backward()
    show(g.detach(), seed.grad, x.grad)


def gradient_as_a_plain_tensor(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**2).sum().backward()
    show(x.grad.requires_grad, x.grad.grad_fn, x.grad.is_leaf)


def grad_survives_rebinding(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**2).sum().backward()
    kept = x.grad
    x.grad = None
    (x**3).sum().backward()
    show(kept, x.grad)


def accumulating_after_a_write_to_grad(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * 2).sum().backward()
    x.grad.data.fill_(10.0)
    (x * 2).sum().backward()
    show(x.grad)


def leaf_in_two_graphs(torch, show):
    x = torch.tensor(1.0, requires_grad=True)
    a = x * 2
    b = x.exp()
    a.backward()
    b.backward()
    show(x.grad)


def flag_turned_off_after_use(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    x.requires_grad_(False)
    y.backward()
    show(x.grad, (x * 2).requires_grad)


def view_of_a_leaf_made_in_no_grad(torch, show):
    x = torch.zeros(3, requires_grad=True)
    with torch.no_grad():
        x[0] = 1.0
        x[1:] = 2.0
        x.view(3)[2].add_(5)
    (x**2).sum().backward()
    show(x, x.grad, x.is_leaf)


def write_to_a_clone(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.clone()
    y[0] = 0
    y.mul_(x)
    y.sum().backward()
    show(y, x.grad)


def swapping_entries(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x.clone()
    y[0], y[2] = y[2].clone(), y[0].clone()
    (y * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    show(y, x.grad)


def running_total_in_place(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    total = torch.zeros(())
    for part in x:
        total += part**2
    total.backward()
    show(total, x.grad)


def view_then_write_then_read_both(torch, show):
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    y = x * 1
    row = y[0]
    row += 10
    show(y, row)
    (y.sum() + row.prod()).backward()
    show(x.grad)


def transposed_view_written(torch, show):
    x = torch.arange(4.0).reshape(2, 2).requires_grad_()
    y = x * 1
    y.t()[0, 1] = 9.0
    y.sum().backward()
    show(y, x.grad)


def diagonal_view_written(torch, show):
    x = torch.ones(2, 2)
    x.diagonal().fill_(5.0)
    show(x)


def saved_view_written_through_its_base(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 1
    part = y[:2]
    z = (part**2).sum()
    y[2] = 0.0
    z.backward()


def write_where_nobody_reads(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    z = y.sum()
    y.zero_()
    z.backward()
    show(x.grad)


def multiplied_by_a_plain_tensor_written_later(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    c = torch.tensor([3.0, 4.0])
    y = (x * c).sum()
    c.zero_()
    y.backward()


def added_plain_tensor_written_later(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    c = torch.tensor([3.0, 4.0])
    y = (x + c).sum()
    c.zero_()
    y.backward()
    show(x.grad, y)


def division_operands_written(torch, show):
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 4.0], requires_grad=True)
    n, d = a * 1, b * 1
    q = n / d
    q.add_(1)
    q.sum().backward(retain_graph=True)
    show(a.grad, b.grad)
    d.add_(1)
    show.fails(q.sum().backward)


def softmax_output_written(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    p = x.softmax(0)
    p.add_(1)
    p[0].backward()


def max_and_write(torch, show):
    x = torch.tensor([1.0, 5.0], requires_grad=True)
    y = x * 1
    m = y.max()
    y.zero_()
    show.fails(m.backward)


def detached_in_the_middle(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = x**2
    z = y.detach() * x
    z.backward()
    show(x.grad)


def item_in_the_middle(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = (x**2).item() * x
    y.backward()
    show(x.grad)


def tensor_of_a_list_of_tensors(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = torch.tensor([x.item(), 1.0])
    z = torch.stack([x, torch.tensor(1.0)])
    show(y.requires_grad, z)


def integer_index_by_a_tensor(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    i = torch.tensor(1)
    y = x[i] * x[torch.argmax(x)]
    y.backward()
    show(y, x.grad)


def one_leaf_many_views(torch, show):
    x = torch.arange(4.0, requires_grad=True)
    y = x.view(2, 2)[1].sum() + x[::2].sum() + x.reshape(4, 1).t()[0, 3]
    y.backward()
    show(x.grad)


def empty_gradients(torch, show):
    x = torch.empty(0, 3, requires_grad=True)
    y = torch.cat([x, torch.ones(2, 3)])
    y.sum().backward()
    show(x.grad)


def scalars_of_no_dimension(torch, show):
    x = torch.tensor(3.0, requires_grad=True)
    show(x.shape, x.dim(), x.sum(), x.view(1), x.reshape(1, 1), x[None], x.unsqueeze(0))
    x.view(1, 1).sum().backward()
    show(x.grad)


def names_of_more_methods(torch, show):
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    show(x.add(1), x.sub(x), x.mul(x), x.div(2), x.pow(2), x.neg(), x.matmul(x), x.mm(x))
    show(x.softmax(0), x.log_softmax(1), x.triu(), x.diagonal(), x.trace(), x.roll(1, 0))
    show(x.float(), x.double(), x.detach(), x.contiguous(), x.view_as(x), x.type_as(x.double()))
    show(
        x.index_select(0, torch.tensor([0])), x.gather(0, torch.tensor([[0, 1]])), x.narrow(0, 0, 1)
    )
    show(x.unbind(), x.split(1), x.chunk(2), x.sort(0).values, x.topk(1).values)
    show(x.addmm(x, x), torch.lerp(x, x, 0.5), torch.atan2(x, x), x.masked_select(x > 2))


def names_of_functional(torch, show):
    f = torch.nn.functional
    x = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
    w = torch.ones(3, 2, requires_grad=True)
    b = torch.zeros(3, requires_grad=True)
    show(f.linear(x, w), f.linear(x, w, b), f.relu(x), f.gelu(x), f.silu(x), f.softplus(x))
    show(f.mse_loss(x, torch.zeros(2, 2)), f.l1_loss(x, torch.zeros(2, 2)), f.elu(x))
    show(f.cross_entropy(x, torch.tensor([0, 1])), f.layer_norm(x, (2,)), f.leaky_relu(x))
