"""The base of every model: immutable, closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value. Two models with equal fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
