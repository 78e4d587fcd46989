"""Types of numbers: promotion, conversion, and what refuses."""


def python_numbers(torch, show):
    x = torch.tensor([1, 2])
    f = torch.tensor([1.0])
    show(x + 1, x + 1.5, x * True, f + 1, f * 2.5, x / 2, x // 2, x % 2, x**2, f**2, 2 - x)


def integers_and_floats(torch, show):
    i = torch.tensor([1, 2])
    f = torch.tensor([1.0, 2.0])
    d = f.double()
    show(
        i + f, i * d, f + d, i / i, f.half() + f, i.int() + i, i.to(torch.uint8) + i.to(torch.int8)
    )


def zero_dim_does_not_promote(torch, show):
    x = torch.ones(2)
    show(x + torch.tensor(1.0, dtype=torch.float64), x * torch.tensor(2), torch.tensor(2) * x)
    show(torch.ones(2, dtype=torch.int64) + torch.tensor(1.5), torch.tensor(1) + torch.tensor(2.0))
    show(torch.ones(2, dtype=torch.int32) + torch.tensor(1))


def bools(torch, show):
    b = torch.tensor([True, False])
    show(b + b, b * 2, b & b, b | b, ~b, b ^ b, b.float(), b.sum())
    show.fails(lambda: b - b)
    show.fails(lambda: -b)


def division_kinds(torch, show):
    x = torch.tensor([7, -7])
    show(x / 2, x // 2, x % 3, torch.div(x, 2, rounding_mode="trunc"), torch.remainder(x, 4))
    show(torch.fmod(x, 4), torch.floor_divide(x, 2), torch.tensor([7.5]) // 2)


def functions_of_integers(torch, show):
    x = torch.tensor([1, 4])
    show(x.sqrt(), x.exp(), x.abs(), torch.sin(x), x.float().mean(), x.sigmoid(), x.square())


def conversions(torch, show):
    x = torch.tensor([1.7, -1.7])
    show(
        x.int(),
        x.long(),
        x.double(),
        x.half(),
        x.bool(),
        x.to(torch.int16),
        x.type(torch.uint8).shape,
    )
    show(x.to(x), x.to("cpu") is x, x.float() is x, x.type(), x.dtype, x.is_floating_point())


def conversion_keeps_the_gradient(torch, show):
    x = torch.tensor([1.5, 2.5], requires_grad=True)
    y = x.double()
    (y**2).sum().backward()
    show(y, x.grad)


def result_type(torch, show):
    show(
        str(torch.result_type(torch.tensor([1]), 1.0)),
        str(torch.promote_types(torch.int32, torch.float16)),
    )
    show(torch.can_cast(torch.float32, torch.int32), torch.float32.is_floating_point)


def inference_of_types(torch, show):
    show(torch.tensor(1), torch.tensor(1.0), torch.tensor(True), torch.tensor([1, 2.0]))
    show(torch.tensor([[1, 2], [3, 4]]), torch.tensor([]), torch.tensor(1 + 2j))
    show.fails(lambda: torch.tensor([1, None]))
    show.fails(lambda: torch.tensor([[1, 2], [3]]))
    show.fails(lambda: torch.tensor("text"))


def comparisons(torch, show):
    a = torch.tensor([1.0, 2.0])
    show(a == 1, a != a, a < 2, a >= torch.tensor([2.0, 1.0]), torch.equal(a, a), a.eq(1).all())
    show(torch.allclose(a, a + 1e-9), torch.isclose(a, a), (a > 1).any().item())


def overflow_of_integers(torch, show):
    show(torch.tensor([127], dtype=torch.int8) + 1, torch.tensor([255], dtype=torch.uint8) + 1)


def negative_powers_of_integers(torch, show):
    show(torch.tensor([2]) ** 3)
    show.fails(lambda: torch.tensor([2]) ** -1)


def bits(torch, show):
    x = torch.tensor([5, 6])
    show(x & 3, x | 8, x ^ 1, ~x, x << 1, x >> 1)


def float64_against_float32(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([0.5, 0.5], dtype=torch.float64, requires_grad=True)
    y = (x * w).sum()
    y.backward()
    show(y, x.grad, w.grad)


def complex_basics(torch, show):
    z = torch.tensor([1 + 2j, 3 - 1j])
    show(z, z.real, z.imag, z.abs(), z.conj(), z * z, z.angle(), torch.view_as_real(z))


def complex_gradient(torch, show):
    z = torch.tensor(1 + 2j, requires_grad=True)
    (z * z.conj()).real.backward()
    show(z.grad)
    w = torch.tensor(1 + 2j, requires_grad=True)
    (w**2).real.backward()
    show(w.grad)


def complex_output_refuses(torch, show):
    z = torch.tensor(1 + 2j, requires_grad=True)
    (z * 2).backward()


def complex_from_parts(torch, show):
    a = torch.tensor([1.0, 2.0], requires_grad=True)
    b = torch.tensor([3.0, 4.0], requires_grad=True)
    z = torch.complex(a, b)
    (z.abs() ** 2).sum().backward()
    show(z.detach(), a.grad, b.grad)


def numpy_shares_memory(torch, show):
    x = torch.zeros(3)
    array = x.numpy()
    array[0] = 5.0
    x[1] = 7.0
    show(x, array)


def numpy_refuses_what_is_tracked(torch, show):
    x = torch.ones(2, requires_grad=True)
    show.fails(x.numpy)
    show(x.detach().numpy())


def from_numpy(torch, show):
    import numpy as np

    array = np.array([1.0, 2.0])
    x = torch.from_numpy(array)
    array[0] = 9.0
    show(x, torch.tensor(array), torch.as_tensor(array), torch.tensor(np.float32(2.5)))
    show(torch.tensor(np.arange(3)), torch.ones(2) * np.float64(2.0), np.float64(2.0) * array)


def numpy_and_tensors_mixed(torch, show):
    import numpy as np

    x = torch.ones(2)
    show(np.asarray(x), x * np.float32(3.0), x + torch.from_numpy(np.ones(2)))
    show.fails(lambda: np.asarray(torch.ones(2, requires_grad=True)))


def deepcopies(torch, show):
    import copy

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**2).sum().backward()
    y = copy.deepcopy(x)
    show(y, y.grad, y is x)
    show.fails(lambda: copy.deepcopy(x * 2))


def pickles(torch, show):
    import pickle

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    show(pickle.loads(pickle.dumps(x)))
