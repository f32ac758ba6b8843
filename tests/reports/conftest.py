"""A desk with people, on both databases, and a clock that tests turn."""

import pytest
from sqlalchemy import Engine

from tests.pages.conftest import clock, make_app, manager, visit
from tests.reports.scenario import save_scenario

__all__ = ["clock", "make_app", "manager", "visit"]


@pytest.fixture
def desk(engine: Engine) -> Engine:
    """A database with the golden scenario."""
    save_scenario(engine)
    return engine
