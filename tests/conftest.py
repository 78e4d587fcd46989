"""Settings of all tests: what is drawn at random is the same in every run, and has no deadline."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
