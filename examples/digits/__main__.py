"""python -m examples.digits: train on scikit-learn's digits; status 0 if 97 % are read right."""

from __future__ import annotations

import importlib.util
import sys
import time

import funcad.torch as torch

AIM = 0.97


def main() -> int:
    """Train, print each fifth epoch and the flow of gradients at the end."""
    if importlib.util.find_spec("sklearn") is None:
        print("the digits are scikit-learn's: pip install scikit-learn")
        return 1
    from examples.digits.train import train

    began = time.perf_counter()
    reached = 0.0
    for epoch, loss, reached, trained in train():
        model = trained
        if epoch % 5 == 0:
            print(f"epoch {epoch:2}: loss {loss:.4f}, {reached:.1%} of the test pictures")
    print(torch.gradient_flow(model.named_parameters()))
    print(f"{time.perf_counter() - began:.1f} s")
    return 0 if reached >= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
