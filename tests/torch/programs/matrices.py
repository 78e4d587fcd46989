"""Linear algebra and special functions with their gradients, in float64."""


def matrix(torch):
    values = [[2.0, 0.5, 0.1], [0.3, 1.5, -0.4], [0.0, 0.2, 3.0]]
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def symmetric(torch):
    a = matrix(torch).detach()
    return (a + a.T).requires_grad_()


def shown(torch, show, f, a):
    y = f(a)
    (y * torch.arange(1.0, y.numel() + 1).reshape(y.shape)).sum().backward()
    show(y, a.grad)


def inverse(torch, show):
    shown(torch, show, torch.linalg.inv, matrix(torch))


def determinant(torch, show):
    shown(torch, show, torch.linalg.det, matrix(torch))
    shown(torch, show, torch.det, matrix(torch))


def log_determinant(torch, show):
    shown(torch, show, torch.logdet, symmetric(torch))
    shown(torch, show, lambda a: torch.linalg.slogdet(a)[1], matrix(torch))


def solving(torch, show):
    b = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
    shown(torch, show, lambda a: torch.linalg.solve(a, b), matrix(torch))
    show(b.grad)


def cholesky(torch, show):
    shown(torch, show, torch.linalg.cholesky, symmetric(torch))


def eigenvalues(torch, show):
    shown(torch, show, torch.linalg.eigvalsh, symmetric(torch))


def singular_values(torch, show):
    shown(torch, show, torch.linalg.svdvals, matrix(torch))


def norms(torch, show):
    shown(torch, show, torch.linalg.norm, matrix(torch))
    shown(torch, show, lambda a: torch.linalg.norm(a, ord=1, dim=0), matrix(torch))
    shown(torch, show, lambda a: torch.linalg.vector_norm(a, 3), matrix(torch))
    shown(torch, show, lambda a: torch.linalg.matrix_norm(a, "nuc"), matrix(torch))


def exponential_and_powers(torch, show):
    shown(torch, show, torch.linalg.matrix_exp, matrix(torch))
    shown(torch, show, lambda a: torch.linalg.matrix_power(a, 3), matrix(torch))


def qr(torch, show):
    a = matrix(torch)
    q, r = torch.linalg.qr(a)
    (q @ r).sum().backward()
    show(a.grad, (q @ r).detach())


def least_squares(torch, show):
    a = matrix(torch).detach()[:, :2]
    b = torch.tensor([[1.0], [2.0], [3.0]], dtype=torch.float64)
    show(torch.linalg.lstsq(a, b).solution, torch.linalg.pinv(a))


def refusals(torch, show):
    show.fails(lambda: torch.linalg.inv(torch.ones(2, 3)))
    show.fails(lambda: torch.linalg.inv(torch.zeros(2, 2)))
    show.fails(lambda: torch.linalg.cholesky(-torch.eye(2)))


def special_functions(torch, show):
    special = torch.special
    for f in (
        torch.lgamma,
        torch.digamma,
        torch.erf,
        torch.erfc,
        special.expit,
        special.log1p,
        special.i0,
        special.ndtr,
        special.entr,
    ):
        x = torch.tensor([0.3, 1.7], dtype=torch.float64, requires_grad=True)
        y = f(x)
        y.sum().backward()
        show(y, x.grad)


def functions_of_two(torch, show):
    for f in (
        torch.atan2,
        torch.hypot,
        torch.logaddexp,
        torch.fmod,
        torch.special.xlogy,
        torch.maximum,
        torch.pow,
        torch.lerp,
    ):
        x = torch.tensor([0.3, 1.7], dtype=torch.float64, requires_grad=True)
        y = torch.tensor([1.2, 0.4], dtype=torch.float64, requires_grad=True)
        z = f(x, y, 0.3) if f is torch.lerp else f(x, y)
        z.sum().backward()
        show(z.detach(), x.grad, y.grad)


def added_products(torch, show):
    b = torch.ones(2, requires_grad=True)
    a = torch.arange(4.0).reshape(2, 2).requires_grad_()
    y = torch.addmm(b, a, a, beta=2.0, alpha=0.5)
    y.sum().backward()
    show(y, a.grad, b.grad)
    show(torch.addcmul(b, b, b, value=3.0), torch.baddbmm(a, a[None], a[None]).shape)


def traces_and_kroneckers(torch, show):
    a = matrix(torch)
    show(torch.trace(a), torch.kron(torch.eye(2), torch.ones(1, 2)), torch.tensordot(a, a, 2))


def fourier(torch, show):
    x = torch.tensor([1.0, 2.0, 0.5, -1.0], dtype=torch.float64, requires_grad=True)
    y = torch.fft.rfft(x)
    (y.abs() ** 2).sum().backward()
    show(y.detach(), x.grad, torch.fft.ifft(torch.fft.fft(x)).real.detach())
