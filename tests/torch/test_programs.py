"""Programs over PyTorch's autograd run on funcad.torch and compared with PyTorch's record."""

import json
import math

import pytest

import funcad.torch
from tests.torch.differences import REASONS
from tests.torch.programs import RECORDED, TOPICS, programs
from tests.torch.running import run

TOLERANCE = {"float16": 2e-3, "float32": 2e-5, "complex64": 2e-5}


def differences(got, expected, where="", tolerance=1e-5):
    """Yield a line for each place where what was shown is not what is recorded."""
    if isinstance(expected, dict) and isinstance(got, dict):
        tolerance = TOLERANCE.get(expected.get("tensor"), 1e-9 if "tensor" in expected else 1e-5)
        for key in sorted(expected.keys() | got.keys()):
            if key in ("ended", "raises") and expected.get(key) and got.get(key):
                (bases, words), (own, said) = expected[key], got[key]
                if bases[0] not in own or words != said:
                    yield f"{where}.{key}: {own[0]}: {said!r} is not {bases[0]}: {words!r}"
            elif key not in got or key not in expected:
                yield f"{where}.{key}: {got.get(key)!r} is not {expected.get(key)!r}"
            else:
                yield from differences(got[key], expected[key], f"{where}.{key}", tolerance)
    elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        for i, (one, other) in enumerate(zip(got, expected, strict=True)):
            yield from differences(one, other, f"{where}[{i}]", tolerance)
    elif type(got) is not type(expected) or not same(got, expected, tolerance):
        yield f"{where}: {got!r} is not {expected!r}"


def same(got, expected, tolerance):
    if isinstance(expected, float):
        both = math.isnan(got) and math.isnan(expected)
        return both or math.isclose(got, expected, rel_tol=tolerance, abs_tol=tolerance)
    return got == expected


def cases():
    for topic in TOPICS:
        for name in programs(topic):
            key = f"{topic}/{name}"
            reason = REASONS.get(key)
            told = f"{reason} (if it agrees now: take it out of tests/torch/differences.py)"
            marks = [pytest.mark.xfail(reason=told, strict=True)] if reason else []
            yield pytest.param(topic, name, id=key, marks=marks)


@pytest.fixture(scope="module")
def recorded():
    read = lambda topic: json.loads((RECORDED / f"{topic}.json").read_text(encoding="utf-8"))
    return {topic: read(topic) for topic in TOPICS}


@pytest.mark.parametrize(("topic", "name"), [*cases()])
def test_a_program_shows_what_pytorch_shows(topic, name, recorded):
    got = json.loads(json.dumps(run(programs(topic)[name], funcad.torch)))
    found = list(differences(got, recorded[topic][name]))
    assert not found, f"{topic}/{name}:\n" + "\n".join(found)


def test_every_program_is_recorded_and_every_difference_is_a_program(recorded):
    written = {f"{topic}/{name}" for topic in TOPICS for name in programs(topic)}
    assert written == {f"{topic}/{name}" for topic in TOPICS for name in recorded[topic]}
    assert REASONS.keys() <= written
    assert len(written) >= 300
