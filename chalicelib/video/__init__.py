"""Judges recordings from a few per cent of their bytes. Start at `judging.judge_recording`."""
