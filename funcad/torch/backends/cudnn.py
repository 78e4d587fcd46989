"""torch.backends.cudnn: switches that programs set; everything is deterministic here."""

enabled = False
deterministic = True
benchmark = False


def is_available() -> bool:
    return False
