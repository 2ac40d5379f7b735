"""Yuji (豫技): supervision of government-subsidised vocational training."""
