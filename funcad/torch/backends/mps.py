"""torch.backends.mps: is there a GPU of Apple's?"""


def is_available() -> bool:
    return False


def is_built() -> bool:
    return False
