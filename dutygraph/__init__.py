"""DutyGraph: which duties an English council meets when it buys AI, and where each one comes from."""

__version__ = "0.1.0"
