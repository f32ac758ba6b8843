"""Settings of how processes end, and of how much may wait for them."""

from pydantic import Field
from pydantic_settings import BaseSettings


class ProcessSettings(BaseSettings):
    """Part of all settings."""

    stop_seconds: float = Field(
        8.0,
        ge=1,
        le=300,
        description="how long a process that is told to end may finish what it has in hand, 1 to 300",
    )
    most_open: int = Field(
        20_000,
        ge=100,
        le=10_000_000,
        description="deliveries that may wait before further ones are refused for the time being, 100 to 10000000",
    )
