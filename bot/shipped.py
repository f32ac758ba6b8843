"""Where the files that are not code lie: in a checkout beside the packages, in an installed wheel inside ``bot``."""

from pathlib import Path

_HERE = Path(__file__).parent


def templates_folder() -> Path:
    """The folder of the Jinja2 templates."""
    return _find("templates")


def migrations_folder() -> Path:
    """The folder of Alembic's migrations."""
    return _find("migrations")


def _find(name: str) -> Path:
    installed = _HERE / "_shipped" / name
    return installed if installed.is_dir() else _HERE.parent / name
