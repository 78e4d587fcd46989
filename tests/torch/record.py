"""Record what the programs show under PyTorch 2.13: `python -m tests.torch.record [topic ...]`.

It needs an environment with PyTorch and NumPy only, and writes tests/torch/recorded/<topic>.json,
one line a program.
"""

import json
import sys

import torch

from tests.torch.programs import RECORDED, TOPICS, programs
from tests.torch.running import run


def main(topics):
    torch.set_warn_always(True)
    for topic in topics or TOPICS:
        lines = [
            f"{json.dumps(name)}: {json.dumps(run(program, torch))}"
            for name, program in programs(topic).items()
        ]
        text = "{\n" + ",\n".join(lines) + "\n}\n"
        (RECORDED / f"{topic}.json").write_text(text, encoding="utf-8")
        print(f"{topic}: {len(lines)} programs")


if __name__ == "__main__":
    main(sys.argv[1:])
