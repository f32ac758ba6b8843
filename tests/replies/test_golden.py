"""Every reply and note, word for word. After a wanted change of wording, write the files anew and read the difference:

UPDATE_GOLDEN=1 pytest tests/replies/test_golden.py
"""

import os
from pathlib import Path

import pytest

from tests.replies.scenes import RENDERED

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", RENDERED)
def test_rendered_is_as_golden_file(name: str) -> None:
    rendered = RENDERED[name]()
    for ending, found in (("txt", rendered.text), ("html", rendered.html)):
        path = GOLDEN / f"{name}.{ending}"
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8")
        assert found == path.read_text(encoding="utf-8")


def test_golden_files_without_a_scene_are_none() -> None:
    expected = {f"{name}.{ending}" for name in RENDERED for ending in ("txt", "html")}
    assert {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.*")} == expected
