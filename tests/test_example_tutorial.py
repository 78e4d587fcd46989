"""The tutorial runs as it is written, and draws its pictures."""

from examples.autograd_tutorial.__main__ import main
from examples.autograd_tutorial.plots import draw


def test_every_step_comes_out_as_written(capsys):
    assert main([]) == 0
    text = capsys.readouterr().out
    assert text.startswith("1. tracking")
    assert "Failed example" not in text


def test_the_pictures_are_drawn(tmp_path):
    paths = draw(tmp_path)
    assert [p.name for p in paths][:2] == ["graph.svg", "flow.svg"]
    assert all(p.stat().st_size > 500 for p in paths)
