"""Gradient flow and pictures of graphs."""

import xml.etree.ElementTree as ET

import pytest

import funcad.torch as torch
from funcad.torch import nn


def parameters(**gradients):
    found = {}
    for name, g in gradients.items():
        found[name] = nn.Parameter(torch.ones(2))
        found[name].grad = None if g is None else torch.tensor(g)
    return found


def test_verdicts_of_gradients():
    flow = torch.gradient_flow(
        parameters(
            a=[3.0, 4.0],
            b=[0.0, 0.0],
            c=[float("nan"), 1.0],
            d=[1e-6, 0.0],
            e=[1e5, 0.0],
            f=None,
            g=[float("inf"), 0.0],
        )
    )
    assert [r.verdict for r in flow] == [
        "fine", "dead", "not finite", "vanishing", "exploding", "no gradient", "not finite",
    ]  # fmt: skip
    assert flow.suspects == ["b", "c", "d", "e", "f", "g"]
    assert flow[0].norm == 5.0
    assert flow[0].largest == 4.0
    assert flow[3].zeros == 0.5
    lines = repr(flow).split("\n")
    assert lines[1].split() == ["a", "5.00e+00", "4.00e+00", "0%", "fine"]
    assert lines[6].split() == ["f", "-", "-", "-", "no", "gradient"]
    ET.fromstring(flow._repr_svg_())


def test_saturated_layers_vanish():
    torch.manual_seed(0)
    layers = []
    for _ in range(14):
        layers += [nn.Linear(8, 8), nn.Sigmoid()]
    model = nn.Sequential(*layers)
    model(torch.ones(4, 8)).sum().backward()
    flow = {r.name: r.verdict for r in torch.gradient_flow(model.named_parameters())}
    assert flow["0.weight"] == "vanishing"
    assert flow["26.weight"] == "fine"


def test_a_flow_drawn_with_matplotlib():
    pytest.importorskip("matplotlib")
    axes = torch.gradient_flow(parameters(a=[1.0, 2.0], b=[0.0, 0.0])).draw()
    assert len(axes.patches) == 2


def test_a_graph_is_drawn(tmp_path):
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = ((x * w).sin() + x).sum()
    picture = torch.graph_picture(y, [("x", x), ("w<1>", w)])
    texts = [e.text for e in ET.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")]
    assert sorted(texts) == [
        "AddBackward0", "MulBackward0", "SinBackward0", "SumBackward0", "w<1> (2,)", "x (2,)",
    ]  # fmt: skip
    assert picture._repr_svg_().count("<line") == 6
    picture.save(tmp_path / "graph.svg")
    assert (tmp_path / "graph.svg").read_text() == picture.svg


def test_graphs_that_are_not_drawn():
    with pytest.raises(RuntimeError, match="does not require grad"):
        torch.graph_picture(torch.ones(1))
    x = torch.ones(1, requires_grad=True)
    y = x
    for _ in range(40):
        y = y + 1
    with pytest.raises(ValueError, match="more than 20 nodes"):
        torch.graph_picture(y, most=20)
    assert torch.graph_picture(y).svg.count("AddBackward0") == 40
