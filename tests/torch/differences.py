"""The programs whose results differ from PyTorch's record, with the reason.

Strict: a program that agrees must leave this file, and one that differs may enter it only with a
reason. DECISIONS are meant (docs/torch.md); NOT_YET is what remains to be done.
"""

DECISIONS: dict[str, str] = {}

NOT_YET: dict[str, str] = {}
