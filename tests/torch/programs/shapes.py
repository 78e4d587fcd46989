"""Shapes, joining, indexing and gathering with their gradients."""


def views_and_reshapes(torch, show):
    x = torch.arange(6.0).requires_grad_()
    y = x.view(2, 3)
    show(y.shape, y.view(-1).shape, y.reshape(3, 2), y.size(), y.size(0), y.dim(), y.ndim)
    (y.t() @ y).sum().backward()
    show(x.grad)


def view_fails(torch, show):
    x = torch.arange(6.0)
    show.fails(lambda: x.view(4))
    show.fails(lambda: x.view(4, -1))
    show.fails(lambda: x.view(-1, -1))
    show.fails(lambda: x.view(2, 3).t().view(6))


def transposes(torch, show):
    x = torch.arange(24.0).reshape(2, 3, 4).requires_grad_()
    show(x.transpose(0, 2).shape, x.permute(2, 0, 1).shape, x.mT.shape, x.swapaxes(0, 1).shape)
    (x.permute(1, 2, 0)[0, 0] * torch.tensor([1.0, 2.0])).sum().backward()
    show(x.grad.sum(), x.grad[0, 0, 0], x.grad[1, 0, 0])
    show(torch.movedim(x, 0, -1).shape)


def squeezes(torch, show):
    x = torch.ones(1, 2, 1, requires_grad=True)
    show(x.squeeze().shape, x.squeeze(0).shape, x.squeeze(1).shape, x.unsqueeze(-1).shape)
    show(x.flatten().shape, x.flatten(1).shape, x.unflatten(1, (2, 1)).shape)
    x.squeeze().sum().backward()
    show(x.grad)


def expanding(torch, show):
    x = torch.tensor([[1.0], [2.0]], requires_grad=True)
    y = x.expand(2, 3)
    y.sum().backward()
    show(y, x.grad, x.expand(-1, 2).shape, x.expand_as(torch.ones(2, 2)).shape)
    show.fails(lambda: x.expand(3, 3))


def repeating(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.repeat(2, 2)
    (y * torch.arange(8.0).reshape(2, 4)).sum().backward()
    show(y, x.grad, x.repeat_interleave(2), torch.tile(x, (2,)))


def joining(torch, show):
    a = torch.ones(2, 2, requires_grad=True)
    b = torch.zeros(1, 2, requires_grad=True)
    y = torch.cat([a, b], dim=0)
    (y * torch.arange(6.0).reshape(3, 2)).sum().backward()
    show(y, a.grad, b.grad)
    show(torch.stack([a, a], 1).shape, torch.hstack([a, a]).shape, torch.vstack([a, b]).shape)


def joining_fails(torch, show):
    show.fails(lambda: torch.cat([torch.ones(2, 2), torch.ones(2, 3)]))
    show.fails(lambda: torch.stack([torch.ones(2), torch.ones(3)]))


def splitting(torch, show):
    x = torch.arange(6.0).requires_grad_()
    a, b, c = x.chunk(3)
    first, rest = x.split([2, 4])
    (a.sum() + 2 * b.sum() + 3 * c.prod() + rest.sum() * first.sum()).backward()
    show(a, rest, x.grad, [part.shape for part in torch.split(x, 4)])


def basic_indices(torch, show):
    x = torch.arange(12.0).reshape(3, 4).requires_grad_()
    show(x[0], x[-1, -1], x[:, 1], x[1:, ::2], x[None, 0], x[..., 0], x[0][1])
    (x[1, 2] * 5 + x[:, 0].sum()).backward()
    show(x.grad)


def lists_and_masks(torch, show):
    x = torch.arange(4.0).requires_grad_()
    show(x[[0, 2, 2]], x[x > 1], x[torch.tensor([[0, 1], [2, 3]])])
    (x[[0, 2, 2]].sum() + x[x > 2].sum()).backward()
    show(x.grad)


def pairs_of_indices(torch, show):
    x = torch.arange(9.0).reshape(3, 3).requires_grad_()
    rows = torch.tensor([0, 1, 2])
    y = x[rows, torch.tensor([2, 2, 0])]
    y.prod().backward()
    show(y, x.grad, x[rows][:, [0, 1]])


def index_fails(torch, show):
    x = torch.arange(6.0).reshape(2, 3)
    show.fails(lambda: x[2])
    show.fails(lambda: x[0, 0, 0])
    show.fails(lambda: x[1.0])
    show.fails(lambda: x[torch.tensor([5])])
    show.fails(lambda: x[torch.tensor([True, False, True])])
    show.fails(lambda: torch.tensor(1.0)[0])
    show.fails(lambda: x[::-1])


def gathering(torch, show):
    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    y = x.gather(1, torch.tensor([[0, 2], [1, 1]]))
    y.sum().backward()
    show(y, x.grad)


def picking_labels(torch, show):
    p = torch.tensor([[0.1, 0.9], [0.6, 0.4]], requires_grad=True)
    labels = torch.tensor([1, 0])
    loss = -p[torch.arange(2), labels].log().mean()
    loss.backward()
    show(loss, p.grad)


def scattering(torch, show):
    src = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    base = torch.ones(4, requires_grad=True)
    index = torch.tensor([0, 2, 3])
    y = base.scatter(0, index, src)
    z = base.scatter_add(0, index, src)
    (y * torch.arange(4.0)).sum().backward()
    z.sum().backward()
    show(y, z, src.grad, base.grad)


def index_functions(torch, show):
    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    index = torch.tensor([0, 0, 1])
    y = x.index_select(0, index)
    z = torch.zeros(2, 3).index_add(0, index, y)
    z.sum().backward()
    show(y, z, x.grad, torch.take(x, torch.tensor([0, 5])))


def masks(torch, show):
    x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
    mask = x > 0
    show(x.masked_fill(mask, 0.0), x.masked_select(mask), torch.where(mask, x, x * 0.1))
    (x.masked_fill(mask, 0.0) + torch.where(mask, x * 2, 0.0)).sum().backward()
    show(x.grad)


def where_of_scalars(torch, show):
    mask = torch.tensor([True, False])
    show(torch.where(mask, 1.0, 0.0), torch.where(mask, torch.ones(2), 2), torch.where(mask))


def triangles_and_diagonals(torch, show):
    x = torch.arange(9.0).reshape(3, 3).requires_grad_()
    show(x.triu(), x.tril(-1), x.diagonal(), x.trace(), torch.diag(x[0]), torch.diag(x))
    (x.triu().sum() + x.diagonal().prod() + x.trace()).backward()
    show(x.grad)


def flips_and_rolls(torch, show):
    x = torch.arange(4.0).requires_grad_()
    weights = torch.tensor([1.0, 2.0, 3.0, 4.0])
    (x.flip(0) * weights + x.roll(1) * weights).sum().backward()
    show(x.flip(0), x.roll(1), x.grad)


def padding(torch, show):
    x = torch.arange(4.0).reshape(2, 2).requires_grad_()
    y = torch.nn.functional.pad(x, (1, 0, 0, 1))
    (y * torch.arange(9.0).reshape(3, 3)).sum().backward()
    show(y, x.grad)


def products_of_matrices(torch, show):
    a = torch.arange(6.0).reshape(2, 3).requires_grad_()
    b = torch.ones(3, 2, requires_grad=True)
    y = torch.matmul(a, b)
    y.sum().backward()
    show(y, a.grad, b.grad)


def products_fail(torch, show):
    show.fails(lambda: torch.ones(2, 3) @ torch.ones(2, 3))
    show.fails(lambda: torch.ones(2, 3) @ torch.ones(2))
    show.fails(lambda: torch.ones(2) @ torch.ones(3))
    show.fails(lambda: torch.ones(2, 2) @ torch.ones(2, 2, dtype=torch.float64))
    show.fails(lambda: torch.tensor(1.0) @ torch.ones(2))


def batched_products(torch, show):
    a = torch.arange(8.0).reshape(2, 2, 2).requires_grad_()
    b = torch.ones(2, 2, requires_grad=True)
    (a @ b).sum().backward()
    show((a @ b).shape, a.grad, b.grad, torch.bmm(a, a), torch.einsum("bij,jk->bik", a, b).shape)


def einsums(torch, show):
    a = torch.arange(4.0).reshape(2, 2).requires_grad_()
    show(torch.einsum("ij,ij->", a, a).item(), torch.einsum("ii->i", a).detach())
    torch.einsum("ij,kj->ik", a, a).sum().backward()
    show(a.grad)


def outer_and_cross(torch, show):
    a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    b = torch.tensor([0.0, 1.0, -1.0])
    show(torch.outer(a, b).detach(), torch.linalg.cross(a, b).detach(), torch.dot(a, b).item())
    torch.linalg.cross(a, b)[0].backward()
    show(a.grad)


def meshes(torch, show):
    a, b = torch.meshgrid(torch.arange(2.0), torch.arange(3.0), indexing="ij")
    show(a, b, torch.cartesian_prod(torch.arange(2), torch.arange(2)))


def iterating(torch, show):
    x = torch.arange(4.0).reshape(2, 2).requires_grad_()
    show([row.sum().item() for row in x], len(x), 3.0 in x, x.tolist(), x.shape[0] == 2)
    show.fails(lambda: list(torch.tensor(1.0)))
