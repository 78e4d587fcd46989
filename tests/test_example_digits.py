"""The digits example reaches its aim."""

import pytest

from examples.digits import __main__ as command


def test_digits_are_read_with_97_percent(capsys):
    pytest.importorskip("sklearn", reason="the digits are scikit-learn's")
    assert command.main() == 0
    assert "epoch 20" in capsys.readouterr().out


def test_without_scikit_learn_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert command.main() == 1
    assert "pip install scikit-learn" in capsys.readouterr().out
