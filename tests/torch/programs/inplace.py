"""Writing in place: leaves, saved values, versions, views and their bases."""


def writing_to_a_leaf(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def assign():
        x[0] = 5.0

    show.fails(lambda: x.add_(1))
    show.fails(lambda: x.zero_())
    show.fails(lambda: x.fill_(3.0))
    show.fails(lambda: x.copy_(torch.ones(2)))
    show.fails(lambda: x[:1].mul_(2))
    show.fails(assign)
    x += 1


def writing_to_a_leaf_in_no_grad(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        same = x
        x += 1
        x[0] = 7.0
        x.mul_(2)
    show(x, same is x, x._version)


def writing_to_a_result(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y += 1
    show(y)
    y *= x
    show(y)
    y.sum().backward()
    show(x.grad)


def names_of_writes(torch, show):
    def fresh():
        return torch.tensor([1.0, 2.0], requires_grad=True) * 2

    show(fresh().add_(1), fresh().sub_(1), fresh().mul_(2), fresh().div_(2), fresh().neg_())
    show(fresh().zero_(), fresh().fill_(3.0), fresh().exp_(), fresh().sqrt_(), fresh().pow_(2))
    show(fresh().clamp_(0, 3), fresh().relu_(), fresh().abs_(), fresh().sigmoid_(), fresh().tanh_())
    show(fresh().copy_(torch.ones(2)), fresh().masked_fill_(torch.tensor([True, False]), 0.0))


def saved_input_written(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x + 0
    z = y * y
    y.add_(1)
    z.sum().backward()


def saved_output_written(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp()
    y.mul_(2)
    y.sum().backward()


def which_save_their_output(torch, show):
    for name in ("exp", "sigmoid", "tanh", "sqrt", "rsqrt", "reciprocal", "relu"):
        y = getattr(torch.tensor([1.0, 2.0], requires_grad=True), name)()
        y.add_(1)
        show.fails(y.sum().backward)


def which_save_their_input(torch, show):
    for name in ("sin", "log", "abs", "square", "cos", "log1p", "atan"):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        a = x * 1
        y = getattr(a, name)()
        y.add_(1)
        y.sum().backward(retain_graph=True)
        show(x.grad)
        a.add_(1)
        show.fails(y.sum().backward)


def writing_after_a_sum_is_fine(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    z = y + 3
    y.zero_()
    z.sum().backward()
    show(x.grad, y)


def leaf_written_between_forward_and_backward(torch, show):
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    loss = (w**2).sum()
    with torch.no_grad():
        w -= 0.1
    loss.backward()


def versions(torch, show):
    x = torch.zeros(3)
    show(x._version)
    x += 1
    x[0] = 2.0
    show(x._version, x[1:]._version, x.detach()._version, x.clone()._version)
    x[1:].mul_(2)
    show(x._version)


def writing_an_entry(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 2
    y[0] = 10.0
    show(y)
    (y**2).sum().backward()
    show(x.grad)


def writing_a_tracked_entry(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    s = torch.tensor(3.0, requires_grad=True)
    y = x.clone()
    y[1] = s * 2
    (y**2).sum().backward()
    show(y, x.grad, s.grad)


def filling_a_plain_tensor(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    out = torch.zeros(3)
    out[1:] = x * 2
    show(out, out.requires_grad, out.is_leaf)
    out.sum().backward()
    show(x.grad)


def collecting_in_a_loop(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    out = torch.zeros(3)
    for i in range(3):
        out[i] = x[i] ** i
    out.sum().backward()
    show(out, x.grad)


def writing_through_a_view(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 1
    part = y[1:]
    part.mul_(10)
    show(y, part)
    y.sum().backward()
    show(x.grad)


def writing_the_base_changes_the_view(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * 1
    part = y[:2]
    y.mul_(3)
    show(part)
    part.sum().backward()
    show(x.grad)


def views_of_views(torch, show):
    x = torch.arange(6.0).requires_grad_()
    y = x * 1
    block = y.view(2, 3)
    block[1].add_(100)
    block.t()[0].mul_(2)
    show(y)
    (y * torch.arange(6.0)).sum().backward()
    show(x.grad)


def view_made_in_no_grad(torch, show):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    with torch.no_grad():
        part = y[:1]
    part.add_(1)


def parts_of_unbind_refuse(torch, show):
    y = torch.ones(2, requires_grad=True) * 2
    a, _ = y.unbind()
    show.fails(lambda: a.add_(1))
    c, _ = y.chunk(2)
    show.fails(lambda: c.add_(1))


def expanded_refuses(torch, show):
    y = torch.ones(1).expand(3)
    show.fails(lambda: y.add_(1))


def masked_assignment(torch, show):
    x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
    y = x * 2
    y[y < 0] = 0.0
    show(y)
    y.sum().backward()
    show(x.grad)


def assignment_by_list(torch, show):
    x = torch.arange(4.0).requires_grad_()
    y = x * 1
    y[[0, 2]] = torch.tensor([10.0, 20.0])
    show(y)
    y.sum().backward()
    show(x.grad)


def assignment_of_wrong_shapes(torch, show):
    def assign(index, value):
        torch.zeros(2, 3)[index] = value

    show.fails(assign, 0, torch.ones(2))
    show.fails(assign, 5, 1.0)
    show.fails(assign, (0, 0, 0), 1.0)
    show.fails(assign, 1.5, 1.0)


def in_place_of_another_shape(torch, show):
    show.fails(lambda: torch.ones(3).add_(torch.ones(2, 3)))
    show.fails(lambda: torch.ones(3).add_(torch.ones(4)))
    show(torch.ones(2, 3).add_(torch.ones(3)))


def in_place_of_another_dtype(torch, show):
    x = torch.tensor([1, 2])
    show.fails(lambda: x.add_(1.5))
    show.fails(lambda: x.div_(2))
    show(x.add_(2), torch.ones(2).add_(torch.tensor([1.0, 2.0], dtype=torch.float64)))


def zero_and_fill(torch, show):
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y.zero_()
    show(y)
    y.sum().backward()
    show(x.grad)


def copying_in(torch, show):
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([5.0, 6.0], requires_grad=True)
    y = a * 2
    y.copy_(b * 3)
    y.sum().backward()
    show(y, a.grad, b.grad)


def add_with_alpha_and_addcmul(torch, show):
    x = torch.tensor([1.0, 2.0])
    x.add_(torch.ones(2), alpha=0.5)
    x.addcmul_(torch.ones(2), torch.tensor([2.0, 3.0]), value=2.0)
    x.addcdiv_(torch.ones(2), torch.tensor([2.0, 4.0]))
    x.lerp_(torch.zeros(2), 0.25)
    show(x)


def square_of_itself_in_place(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x + 0
    y *= y
    y.sum().backward()
    show(x.grad)


def recurrence_in_slices(torch, show):
    x = torch.tensor(2.0, requires_grad=True)
    y = torch.zeros(4)
    y[0] = x
    for i in range(1, 4):
        y[i] = y[i - 1].clone() * x
    y[3].backward()
    show(y, x.grad)


def relu_in_place(torch, show):
    x = torch.tensor([1.0, -2.0], requires_grad=True)
    h = x * 3
    h.relu_()
    (h**2).sum().backward()
    show(h, x.grad)


def base_of_a_view(torch, show):
    x = torch.arange(4.0)
    show(x[1:]._is_view(), x._is_view(), x[1:]._base is x, x._base, x[1:][0]._base is x)
    y = torch.ones(4, requires_grad=True) * 2
    show(y.view(2, 2)._is_view(), y.clone()._is_view(), y[[0, 1]]._is_view())


def same_memory(torch, show):
    x = torch.arange(6.0)
    show(x.view(2, 3).data_ptr() == x.data_ptr(), x.clone().data_ptr() == x.data_ptr())
    show(x.reshape(3, 2).is_contiguous(), x.view(2, 3).t().is_contiguous(), x.view(2, 3).stride())


def out_argument(torch, show):
    out = torch.empty(2)
    torch.add(torch.ones(2), 1, out=out)
    show(out)
    torch.add(torch.ones(2, requires_grad=True), 1, out=out)


def scatter_and_index_add_in_place(torch, show):
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.zeros(2).index_add_(0, torch.tensor([0, 1, 0]), x * 2)
    z = torch.zeros(4).scatter_(0, torch.tensor([3, 1, 0]), x)
    show(y, z)
    (y[0] * 2 + z.sum()).backward()
    show(x.grad)
