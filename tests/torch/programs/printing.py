"""How tensors print: str, repr, format and what print shows."""


def plain(torch, show):
    print(torch.tensor([1.0, 2.5]), torch.tensor([1, 2]), torch.tensor(3.0), torch.tensor(True))


def tracked(torch, show):
    x = torch.tensor([1.0, 2.5], requires_grad=True)
    print(x)
    print(x * 2)
    print((x * 2).sum())
    print(x[0])


def formatted(torch, show):
    x = torch.tensor(3.14159, requires_grad=True)
    print(f"{x} {x:.2f} {x.item():.3f} {x!r} {x!s}")
    print("%s" % x, f"{x:.1f}")  # noqa: UP031


def format_of_vectors(torch, show):
    x = torch.tensor([1.0, 2.0])
    print(f"{x}")
    print(f"{x:.2f}")


def matrices(torch, show):
    print(torch.arange(6.0).reshape(2, 3))
    print(torch.arange(8).reshape(2, 2, 2))
    print(torch.eye(2, dtype=torch.float64))


def mixed_sizes(torch, show):
    print(torch.tensor([1e-3, 1.0, 1000.0]))
    print(torch.tensor([1e-6, 1.0]))
    print(torch.tensor([1e10, 1.0]))
    print(torch.tensor([0.1 + 0.2, 1 / 3]))
    print(torch.tensor([100000.0, 1.5]))


def odd_values(torch, show):
    print(torch.tensor([float("nan"), 1.0, float("inf"), -float("inf")]))
    print(torch.tensor([-0.0, 0.0]), torch.tensor([float("nan")]))


def empties(torch, show):
    print(torch.tensor([]), torch.empty(0, 3), torch.zeros(2, 0))


def other_types(torch, show):
    print(torch.tensor([1.5], dtype=torch.float16), torch.tensor([1], dtype=torch.int32))
    print(torch.tensor([True, False]), torch.tensor([1 + 2j]), torch.tensor([3], dtype=torch.uint8))


def long_ones(torch, show):
    print(torch.arange(30.0))
    print(torch.arange(2000))
    print(torch.zeros(50, 50))


def with_long_suffix(torch, show):
    x = torch.linspace(0, 1, 7, requires_grad=True)
    print(x)
    print(x.exp())
    print(torch.linspace(0, 1, 7, dtype=torch.float64).requires_grad_() * 2)


def sizes_and_dtypes(torch, show):
    x = torch.ones(2, 3)
    print(x.shape, x.size(), x.dtype, x.device, torch.Size([1, 2]), x.shape[1], tuple(x.shape))


def lists_of_tensors(torch, show):
    print([torch.tensor(1.0), torch.tensor([2])], (torch.tensor(1.0, requires_grad=True),))
    print({"a": torch.ones(1)})


def options(torch, show):
    torch.set_printoptions(precision=2)
    print(torch.tensor([3.14159]))
    torch.set_printoptions(sci_mode=True)
    print(torch.tensor([3.14159]))
    torch.set_printoptions(profile="default")
    print(torch.tensor([3.14159]))


def gradients(torch, show):
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(x.grad)
    (x**2).sum().backward()
    print(f"{x.grad} {x.grad[0].item()} {x.grad_fn}")
    print("loss", (x**2).mean().item(), "x", x.tolist())


def negative_numbers(torch, show):
    print(torch.tensor([-1.5, 2.0]), torch.tensor([-1, 10, 100]))
    print(torch.tensor([[1.0, -22.5], [333.25, 0.0]]))


def modules(torch, show):
    nn = torch.nn
    print(nn.Linear(2, 3))
    print(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1, bias=False)))
    print(nn.Parameter(torch.ones(2)))


def optimizers(torch, show):
    print(torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=0.1))


def parameters(torch, show):
    for name, p in torch.nn.Linear(2, 1).named_parameters():
        print(name, p.shape, p.requires_grad)
