"""torch.autograd.Function in its forms."""


def square(torch, show):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * x * g

    x = torch.tensor([3.0], requires_grad=True)
    y = Square.apply(x)
    y.backward()
    show(y, x.grad, y.grad_fn.name())


def two_inputs(torch, show):
    class Product(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            ctx.save_for_backward(a, b)
            return a * b

        @staticmethod
        def backward(ctx, g):
            a, b = ctx.saved_tensors
            show(ctx.needs_input_grad)
            return g * b, g * a

    a = torch.tensor(2.0, requires_grad=True)
    Product.apply(a, torch.tensor(5.0)).backward()
    show(a.grad)


def plain_argument(torch, show):
    class Scale(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, factor):
            ctx.factor = factor
            return x * factor

        @staticmethod
        def backward(ctx, g):
            return g * ctx.factor, None

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    Scale.apply(x, 3).sum().backward()
    show(x.grad)


def two_outputs(torch, show):
    class Both(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, g, h):
            show(g, h)
            return 2 * g + 3 * h

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    a, b = Both.apply(x)
    show(a, b)
    a.sum().backward()
    show(x.grad)


def not_materialized(torch, show):
    class Both(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(False)
            return x * 2, x * 3

        @staticmethod
        def backward(ctx, g, h):
            show(g, h)
            return 3 * h

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    Both.apply(x)[1].sum().backward()
    show(x.grad)


def modes_inside(torch, show):
    class Modes(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            show(torch.is_grad_enabled(), x.requires_grad)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            show(torch.is_grad_enabled())
            return g * 2

    x = torch.tensor(1.0, requires_grad=True)
    Modes.apply(x).backward()
    torch.autograd.grad(Modes.apply(x), x, create_graph=True)


def too_many_gradients(torch, show):
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g, g

    Wrong.apply(torch.tensor(1.0, requires_grad=True)).backward()


def too_few_gradients(torch, show):
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x * y

        @staticmethod
        def backward(ctx, g):
            return g

    x = torch.tensor(1.0, requires_grad=True)
    Wrong.apply(x, x).backward()


def surplus_nones(torch, show):
    class Loose(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2, None, None

    x = torch.tensor(1.0, requires_grad=True)
    Loose.apply(x).backward()
    show(x.grad)


def gradient_none(torch, show):
    class Stop(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return None

    x = torch.tensor(1.0, requires_grad=True)
    Stop.apply(x).backward()
    show(x.grad)


def gradient_of_wrong_shape(torch, show):
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return torch.ones(3)

    Wrong.apply(torch.ones(2, requires_grad=True)).sum().backward()


def gradient_that_broadcasts(torch, show):
    class Wide(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return torch.ones(3, 2)

    x = torch.ones(2, requires_grad=True)
    Wide.apply(x).sum().backward()
    show(x.grad)


def gradient_that_is_a_number(torch, show):
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return 2.0

    Wrong.apply(torch.tensor(1.0, requires_grad=True)).backward()


def gradient_of_another_dtype(torch, show):
    class Wide(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g.double() * 2

    x = torch.ones(2, requires_grad=True)
    Wide.apply(x).sum().backward()
    show(x.grad)


def double_backward(torch, show):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 3 * x**2

    x = torch.tensor(2.0, requires_grad=True)
    (first,) = torch.autograd.grad(Cube.apply(x), x, create_graph=True)
    show(first.item(), torch.autograd.grad(first, x))


def once_differentiable(torch, show):
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 3 * x**2

    x = torch.tensor(2.0, requires_grad=True)
    y = Cube.apply(x) ** 2
    (first,) = torch.autograd.grad(y, x, create_graph=True)
    show(first.item())
    first.backward()


def not_differentiable(torch, show):
    class Sorted(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            values, order = x.sort()
            ctx.mark_non_differentiable(order)
            ctx.save_for_backward(order)
            return values, order

        @staticmethod
        def backward(ctx, g, _):
            (order,) = ctx.saved_tensors
            return torch.zeros_like(g).scatter(0, order, g)

    x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
    values, order = Sorted.apply(x)
    show(values, order)
    (values * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    show(x.grad)


def marked_dirty(torch, show):
    class AddOne(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            x.add_(1)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 5

    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    z = AddOne.apply(y)
    show(z is y, z, y._version)
    z.sum().backward()
    show(x.grad)
    show.fails(lambda: AddOne.apply(x))


def setup_context(torch, show):
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(x):
            return x * x

        @staticmethod
        def setup_context(ctx, inputs, output):
            ctx.save_for_backward(*inputs)
            show(output.detach())

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return 2 * x * g

    x = torch.tensor([3.0], requires_grad=True)
    Square.apply(x).backward()
    show(x.grad)


def input_returned(torch, show):
    class Reverse(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.view_as(x)

        @staticmethod
        def backward(ctx, g):
            return -g

    x = torch.tensor([3.0], requires_grad=True)
    y = Reverse.apply(x)
    (y * 2).backward()
    show(y, x.grad)


def without_backward(torch, show):
    class Nothing(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

    y = Nothing.apply(torch.tensor(1.0, requires_grad=True))
    y.backward()


def without_grad_needed(torch, show):
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            show(ctx.needs_input_grad)
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g * 2

    show(Double.apply(torch.tensor(1.0)))
    with torch.no_grad():
        show(Double.apply(torch.tensor(1.0, requires_grad=True)))
