"""Judging from records alone: pure functions from readings to what they amount to."""
