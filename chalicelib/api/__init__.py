"""The HTTP API: `install(app)` gives a Chalice app its routes. docs/api.md is its reference."""

from chalicelib.api.install import install

__all__ = ["install"]
