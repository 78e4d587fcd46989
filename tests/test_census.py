"""Every name of NumPy is in exactly one table, and what the manual says of it is made from them."""

import numpy as np
import pytest

import funcad
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch import census
from funcad.numpy_dispatch.answers import no_derivative
from funcad.numpy_dispatch.tables import FUNCTIONS, NO_DERIVATIVE, UFUNCS, UNSUPPORTED
from funcad.numpy_dispatch.undispatched import UNDISPATCHED

NAMES = {
    f"{module}.{name}": value
    for module in census.MODULES
    for name, value in census.functions(module).items()
}


def test_every_name_is_in_one_table():
    found = {name: census.classes(name, value) for name, value in NAMES.items()}
    assert {name for name, kinds in found.items() if not kinds} == set()
    assert {name: kinds for name, kinds in found.items() if len(kinds) > 1} == {}


def test_every_method_and_attribute_is_there_or_refused():
    found = {name: census.classes_of_member(name) for name in census.members()}
    assert {name for name, kinds in found.items() if len(kinds) != 1} == set()


# what an ndarray has and a traced value does not: conversions that would lose its derivative
ABSENT = {
    *("__array__", "__array_interface__", "__array_struct__"),
    *("__array_finalize__", "__array_wrap__", "__array_priority__", "__class_getitem__"),
    *("__setstate__", "__delitem__", "__buffer__"),
}


def test_every_special_method_is_there_or_left_out_on_purpose():
    assert {n for n in dir(np.ndarray) if n.startswith("__") and not hasattr(Tracer, n)} <= ABSENT


def test_few_names_are_refused_and_none_that_is_common():
    refused = {name for name, value in NAMES.items() if value in UNSUPPORTED}
    assert len(refused) < 25
    assert refused <= {
        *("np.save", "np.savez", "np.savez_compressed", "np.savetxt"),
        "np.shares_memory",
        *("np.isnat", "np.is_busday", "np.busday_count", "np.busday_offset"),
        "np.datetime_as_string",
    }


def test_refusals_say_why_and_what_instead():
    for reason, remedy in UNSUPPORTED.values():
        assert reason
        assert remedy


def test_no_name_is_in_the_list_of_what_numpy_keeps_that_it_hands_over():
    handed_over = {name for name, f in NAMES.items() if hasattr(f, "_implementation")}
    assert handed_over & set(UNDISPATCHED) == set()


def test_the_page_of_the_manual_has_every_name():
    page = census.page()
    for name, value in NAMES.items():
        kinds = census.classes(name, value)
        if kinds and kinds != [census.TYPES]:
            assert f"`{name.rsplit('.', 1)[1]}`" in page, name


def test_the_page_has_what_is_differentiated_of_scipy():
    page = census.page()
    assert "`erf`" in page.split("## `scipy.special`")[1].split("##")[0]


def test_an_unknown_name_is_found(monkeypatch):
    monkeypatch.delitem(FUNCTIONS, np.sum)
    assert census.classes("np.sum", np.sum) == []
    monkeypatch.setitem(NO_DERIVATIVE, np.prod, np.prod)
    assert len(census.classes("np.prod", np.prod)) == 2


def test_kinds():
    assert census.classes("np.sin", np.sin) == [census.RULE]
    assert census.classes("np.less", np.less) == [census.CONSTANT]
    assert census.classes("np.sum", np.sum) == [census.RULE]
    assert census.classes("np.trapezoid", np.trapezoid) == [census.COMPOSITION]
    assert census.classes("np.argsort", np.argsort) == [census.CONSTANT]
    assert census.classes("np.float32", np.float32) == [census.TYPES]
    assert not set(UFUNCS) & set(UNSUPPORTED)


def test_what_has_no_derivative_answers_as_numpy():
    x = np.array([[0.0, 1.0], [2.0, 0.0]])

    def f(x):
        assert np.packbits(x > 0, axis=1).tolist() == [[64], [128]]
        assert np.ix_(x[0] > 0, [0, 1])[0].tolist() == [[1]]
        return np.sum(x[np.unravel_index(np.argmax(x), x.shape)])

    np.testing.assert_array_equal(funcad.grad(f)(x), [[0, 0], [1, 0]])
    at = funcad.vmap(lambda x: np.unravel_index(np.argmax(x), (3, 3)))(np.eye(9)[[1, 5]])
    np.testing.assert_array_equal(at, [[0, 1], [1, 2]])
    flat = funcad.vmap(lambda i, j: np.ravel_multi_index((i, j), (3, 3)))(*at)
    np.testing.assert_array_equal(flat, [1, 5])
    with pytest.raises(ValueError, match="invalid entry"):
        funcad.vmap(lambda i: np.ravel_multi_index((i, i), (3, 3)))(np.array([1, 3]))


def test_no_derivative_takes_lists_and_keywords(monkeypatch):
    monkeypatch.setattr("funcad.numpy_dispatch.answers.NO_DERIVATIVE", {})
    no_derivative(np.isin)
    from funcad.numpy_dispatch.answers import NO_DERIVATIVE as made

    def f(x):
        hit = made[np.isin]([x[0], 7.0], test_elements=[x[0], 3.0], invert=True)
        assert hit.tolist() == [False, True]
        return x[1]

    assert funcad.jvp(f, (np.ones(2),), (np.ones(2),))[1] == 1.0
