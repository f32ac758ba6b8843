"""The shipped models, loaded once for all tests of the folder."""

import pytest

from bot.nlp.pipeline import Pipeline, load_pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The pipeline that the product ships."""
    return load_pipeline()
