"""The messages, word for word; and tracebacks that end in the user's line."""

import asyncio
import traceback

import numpy as np
import pytest

import funcad
from funcad import errors

HERE = __file__


def loss(x):
    return x * 2.0


def text_of(call, kind):
    with pytest.raises(kind) as caught:
        call()
    return str(caught.value)


def line_of(f, offset=0):
    return f"{HERE}, line {f.__code__.co_firstlineno + offset}"


def test_not_scalar():
    assert text_of(lambda: funcad.grad(loss)(np.ones((3, 2))), errors.NotScalarError) == (
        "grad needs a function that returns one real number; loss returned float64[3, 2]\n"
        f"  defined in             {line_of(loss)}\n"
        "  to reduce it first     grad(lambda x: np.sum(loss(x)))\n"
        "  to keep every entry    jacobian(loss)"
    )


def test_not_scalar_of_several_kinds():
    assert text_of(lambda: funcad.value_and_grad(loss)(1j), errors.NotScalarError) == (
        "value_and_grad needs a function that returns one real number; loss returned complex128\n"
        f"  defined in                  {line_of(loss)}\n"
        "  to choose a part            value_and_grad(lambda x: np.real(loss(x)))\n"
        "  for a complex derivative    value_and_grad(loss, holomorphic=True)"
    )
    pair = lambda x: (x, x)
    assert text_of(lambda: funcad.grad(pair)(1.0), errors.NotScalarError).startswith(
        "grad needs a function that returns one real number; <lambda> returned tuple\n"
    )


def test_integer_input():
    f = lambda params: params["w"][1] * 1.0
    assert text_of(lambda: funcad.grad(f)({"w": [1.0, 2]}), errors.IntegerInputError) == (
        "grad needs real or complex numbers; params['w'][1] is int\n"
        "  to differentiate it    pass floats: 3.0 for 3, x.astype(float) for an array\n"
        "  to leave it out        choose the other arguments with argnums"
    )


def test_not_an_array():
    assert text_of(lambda: funcad.jvp(loss, ("a",), (1.0,)), errors.NotDifferentiableError) == (
        "jvp needs numbers or arrays; x is of type str\n"
        "  to leave it out          choose the other arguments with argnums\n"
        "  to let it hold arrays    funcad.register_pytree_node"
    )


def test_not_callable():
    assert text_of(lambda: funcad.grad(np.ones(3)), errors.ArgumentError) == (
        "grad needs a function; it was given float64[3]\n  to differentiate at x    grad(f)(x)"
    )


def test_missing_argument():
    assert text_of(lambda: funcad.grad(loss, 1)(1.0), errors.ArgumentError) == (
        "grad was asked for argument 1 of loss, which was called with 1 positional argument\n"
        "  to name a keyword    grad(loss, argnames='...')"
    )


def test_unused_input():
    f = lambda x, y: x * 1.0
    call = lambda: funcad.grad(f, (0, 1), strict=True)(1.0, 2.0)
    assert text_of(call, errors.UnusedInputError) == (
        "grad with strict=True: y does not influence the result of <lambda>\n"
        f"  defined in              {line_of(f)}\n"
        "  to get zeros instead    strict=False"
    )


def test_escaped():
    kept = []

    def leaky(x):
        kept.append(x)
        return x * x

    funcad.grad(leaky)(1.0)
    assert text_of(lambda: kept[0] + 1, errors.EscapedTracerError) == (
        "a value traced by grad of leaky was used after grad had ended\n"
        f"  defined in            {line_of(leaky)}\n"
        "  to use it outside     return it from leaky, with has_aux=True beside a result\n"
        "  to keep its number    store funcad.stop_gradient(x)"
    )


def test_not_linear():
    def f(x):
        return np.sin(x)

    assert text_of(lambda: funcad.linear_transpose(f, 1.0), errors.NotLinearError) == (
        "linear_transpose needs a linear function; f is not: sin is not linear in its argument\n"
        f"  at            {line_of(f, 1)}\n"
        f"  defined in    {line_of(f)}"
    )


def test_closed_over():
    def outer(w):
        f = funcad.custom_jvp(lambda x: x * w)
        f.defjvp(lambda p, t: (f(*p), t[0]))
        return f(w)

    assert text_of(lambda: funcad.grad(outer)(1.0), errors.ClosedOverTracerError) == (
        "<lambda> has a custom rule and uses a value traced by grad of outer that is not one of "
        "its arguments: the rule would lose its derivative\n"
        f"  defined in                {line_of(outer, 1)}\n"
        "  to have its derivative    pass it to <lambda> as an argument\n"
        "  to hold it constant       use funcad.stop_gradient(w) of it"
    )


def test_batched_value():
    def f(x):
        return x if x > 0 else -x

    assert text_of(lambda: funcad.vmap(f)(np.ones(2)), errors.BatchedValueError) == (
        "a condition in f has one answer per example of the batch, not one\n"
        f"  defined in               {line_of(f)}\n"
        "  to choose by example     np.where(condition, x, y)\n"
        "  to look at one by one    call f in a Python loop"
    )


def test_conversion():
    assert text_of(lambda: funcad.grad(lambda x: float(x))(1.0), errors.ConversionError) == (
        "float(x) of a traced value would lose its gradient\n"
        "  to keep computing with it    leave it as it is: np.sin(x) for math.sin(x) or float(x)\n"
        "  to assign it, y[i] = x       make y with np.zeros_like(x) or funcad.numpy.zeros\n"
        "  of a list, np.var([x, y])    stack it first: np.var(np.stack([x, y]))\n"
        "  of rng.normal(x)             draw first: x + rng.normal()\n"
        "  by dtype= or otypes=         leave it out: np.asarray(x), np.vectorize(f)\n"
        "  to print it, '%.3f' % x      f'{x:.3f}'\n"
        "  to drop it on purpose        float(funcad.stop_gradient(x))"
    )


def test_cotangents():
    _, pullback = funcad.vjp(lambda x: {"y": x}, np.ones(2))
    assert text_of(lambda: pullback({"y": np.ones(3)}), errors.ShapeError) == (
        "the cotangent['y'] has shape (3,); its result has shape (2,)"
    )
    assert text_of(lambda: pullback({"z": np.ones(3)}), errors.StructureError) == (
        "the cotangent lacks 'y' and has 'z' too many"
    )


def test_every_error_is_also_a_built_in_one():
    for value in vars(errors).values():
        if isinstance(value, type) and issubclass(value, errors.FuncadError):
            assert value.__doc__
            if value is not errors.FuncadError:
                builtins = [b for b in value.__mro__ if b.__module__ == "builtins"]
                assert builtins[0] is not Exception, value


def test_phrasing_a_message_never_fails():
    class Strange:
        __name__ = None

        def __call__(self, x):
            return x

    text = text_of(lambda: funcad.grad(Strange())(np.ones(2)), errors.NotScalarError)
    assert "Strange returned float64[2]" in text


def last_frame(call):
    try:
        call()
    except Exception as error:
        return traceback.extract_tb(error.__traceback__)[-1]
    raise AssertionError("nothing was raised")


def f_operator(x):
    return x + "text"


def f_ufunc(x):
    return np.add(x, np.ones(7))


def f_function(x):
    return np.reshape(x, (7, 7))


def f_conversion(x):
    return float(x)


def f_index(x):
    return x[17]


def f_write(x):
    x[0] = 1.0
    return x


def f_own(x):
    raise KeyError("the user's own")


FAILING = [f_operator, f_ufunc, f_function, f_conversion, f_index, f_write, f_own]


@pytest.mark.parametrize("f", FAILING, ids=lambda f: f.__name__)
@pytest.mark.parametrize(
    "transform",
    [
        funcad.grad,
        funcad.hessian,
        funcad.jacobian,
        lambda f: lambda x: funcad.jvp(f, (x,), (x,)),
        lambda f: lambda x: funcad.vjp(f, x),
        lambda f: lambda x: funcad.linearize(f, x),
        lambda f: lambda x: funcad.vmap(f)(np.stack([x, x])),
        lambda f: lambda x: funcad.grad(lambda y: np.sum(funcad.vmap(f)(np.stack([y, y]))))(x),
    ],
    ids=["grad", "hessian", "jacobian", "jvp", "vjp", "linearize", "vmap", "grad-of-vmap"],
)
def test_a_traceback_ends_in_the_user_s_line(f, transform):
    frame = last_frame(lambda: transform(f)(np.ones(3)))
    assert frame.filename == HERE
    assert frame.name == f.__name__


def test_a_full_traceback_can_be_had(monkeypatch):
    monkeypatch.setenv("FUNCAD_FULL_TRACEBACK", "1")
    frame = last_frame(lambda: funcad.grad(f_conversion)(1.0))
    assert frame.filename != HERE


def test_tracebacks_in_tasks():
    async def main():
        return funcad.grad(f_index)(np.ones(3))

    frame = last_frame(lambda: asyncio.run(main()))
    assert (frame.filename, frame.name) == (HERE, "f_index")


def test_an_array_of_objects_is_explained():
    def f(x):
        return np.sum(np.sqrt(np.array([0.0, x])))

    with pytest.raises(TypeError) as caught:
        funcad.grad(f)(4.0)
    assert "np.stack([0.0, x])" in caught.value.__notes__[0]
    assert funcad.grad(lambda x: np.sum(np.sqrt(np.stack([1.0, x]))))(4.0) == 0.25


def test_a_conversion_to_complex_says_how_to_drop_the_derivative():
    text = text_of(lambda: funcad.grad(lambda x: complex(x))(1.0), errors.ConversionError)
    assert text.endswith("complex(funcad.stop_gradient(x))")


def test_a_function_of_scipy_that_cannot_take_a_traced_value_is_named():
    from scipy import linalg

    with pytest.raises(ValueError, match="object arrays") as caught:
        funcad.grad(lambda a: np.sum(linalg.inv(a)))(np.eye(2))
    assert "scipy.linalg.inv makes an array of objects" in caught.value.__notes__[0]
    assert "np.linalg.inv differentiates" in caught.value.__notes__[0]
    with pytest.raises(ValueError, match="square") as caught:
        funcad.grad(lambda a: a * np.sum(linalg.inv(np.ones((2, 3)))))(1.0)
    assert not hasattr(caught.value, "__notes__")


def test_a_function_of_scipy_for_scalars_alone_is_named():
    from scipy import special

    with pytest.raises(ValueError, match="must be scalars") as caught:
        funcad.grad(lambda x: special.pbdv_seq(1.5, x)[0][1])(0.5)
    assert "scipy.special.pbdv_seq takes a traced number for no scalar" in caught.value.__notes__[0]


def test_what_goes_through_memory_is_refused():
    from scipy import linalg
    from scipy.spatial import distance

    x = np.arange(3.0)
    pytest.importorskip("scipy", "1.17")  # before, these go other ways
    for f in (linalg.circulant, distance.squareform, np.lib.stride_tricks.as_strided):
        with pytest.raises(errors.UnsupportedOperationError, match=r"as_strided|squareform"):
            funcad.grad(lambda x, f=f: np.sum(f(x)))(x)


def test_an_order_of_leaves_does_not_crash():
    hierarchy = pytest.importorskip("scipy.cluster.hierarchy")
    y = np.linspace(1.0, 3.0, 15)
    tree = hierarchy.linkage(y)
    with pytest.raises(errors.UnsupportedOperationError, match="optimal_leaf_ordering"):
        funcad.grad(lambda y: np.sum(hierarchy.optimal_leaf_ordering(tree, y)))(y)


def test_a_result_that_is_no_number():
    with pytest.raises(errors.NotDifferentiableError, match="one is str"):
        funcad.jvp(lambda x: "text", (1.0,), (1.0,))
    assert "end the function with `return y`" in text_of(
        lambda: funcad.grad(lambda x: None)(1.0), errors.NotScalarError
    )
    twice = funcad.grad(funcad.grad(lambda x: np.sum(x**2)))
    assert "hessian(<lambda>)" in text_of(lambda: twice(np.ones(2)), errors.NotScalarError)


def test_modules_are_there_without_an_import_of_their_own():
    assert funcad.numpy.zeros(2).shape == (2,)
    assert funcad.scipy.special.polygamma(1, 2.0) > 0
    for module in (funcad, funcad.scipy):
        with pytest.raises(AttributeError, match="nothing"):
            module.nothing  # noqa: B018


def test_a_permutation_of_a_traced_value():
    shuffled = lambda x: np.random.default_rng(0).permutation(x)[0]
    assert funcad.grad(shuffled)(np.arange(3.0)).tolist() == [0.0, 0.0, 1.0]


def notes_of(f, x, kind=TypeError):
    with pytest.raises(kind) as caught:
        funcad.grad(f)(x)
    return "".join(caught.value.__notes__)


def test_lists_of_traced_values_are_explained():
    x = np.ones(3)
    for f in (
        lambda x: np.linalg.det([[x[0], 1.0], [2.0, x[1]]]),
        lambda x: np.isnan(np.array([x[0], 1.0])).sum(),
        lambda x: np.logaddexp([x[0], 1.0], 0.0).sum(),
    ):
        assert "np.stack([0.0, x])" in notes_of(f, x)
    text = notes_of(lambda x: np.cov([x, x]).sum(), x, AttributeError)
    assert text.startswith("np.cov makes an array of objects of a list of traced values: np.stack")
    with np.errstate(all="ignore"):
        text = notes_of(lambda x: np.ma.masked_invalid(x).sum(), x)
    assert text.startswith("np.ma.masked_invalid")


def test_series_that_numpy_keeps_are_explained():
    from numpy.polynomial import Legendre, chebyshev, polynomial

    x = np.array([1.0, 3.0, 2.0, 5.0])
    text = notes_of(lambda x: chebyshev.chebfit(np.arange(4.0), x, 1).sum(), x)
    assert "np.linalg.lstsq(np.polynomial.chebyshev.chebvander(x, deg), y)[0]" in text
    text = notes_of(lambda x: Legendre.fit(np.arange(4.0), x, 1)(0.0), x)
    assert "np.polynomial.legendre.Legendre.fit makes" in text
    assert "np.polynomial.legendre.legvander(x, deg)" in text
    assert "np.roots(c[::-1])" in notes_of(lambda x: polynomial.polyroots(x).sum(), x)
    text = notes_of(lambda x: Legendre(x).roots().sum(), x)
    assert "np.roots(np.polynomial.legendre.leg2poly(c)[::-1])" in text


@pytest.mark.parametrize("f", [np.real, np.imag, np.angle, np.isreal, np.iscomplex])
def test_lists_of_complex_numbers_are_not_taken_for_real(f):
    with pytest.raises(errors.UnsupportedOperationError, match=r"of a list.*\n.*np\.stack"):
        funcad.grad(lambda x: np.sum(f([1j * x, x])) * x)(2.0)
    assert funcad.grad(lambda x: np.sum(np.imag(np.stack([1j * x, x]))))(2.0) == 1


def test_numbers_of_a_batch_are_formatted():
    seen = []
    show = lambda x: seen.append(f"{x:.2f} {x}")
    funcad.vmap(lambda x: (show(x), x)[1])(np.array([0.5, 1.25]))
    funcad.grad(lambda x: (show(x), x)[1])(0.5)
    assert seen == ["[0.50 1.25] [0.5  1.25]", "0.50 0.5"]
    with pytest.raises(TypeError, match="format"):
        funcad.grad(lambda x: (show(x), x.sum())[1])(np.ones(2))
