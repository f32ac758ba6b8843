"""What the documents promise stands in the code, and the other way round."""

import re
from pathlib import Path

import pytest

from bot.procedures import load_procedures
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_readme(name):
    assert PREFIX + name.upper() in README


def test_every_setting_of_the_readme_exists():
    named = set(re.findall(r"REINSTATE_[A-Z_]+", README))
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("folder", ["bot/core", "bot/nlp", "bot/reading", "bot/sandbox", "bot/store", "bot/zendesk"])
def test_every_folder_stands_on_the_map(folder):
    assert f"`{folder}/`" in ARCHITECTURE
    assert (ROOT / folder).is_dir()


def test_every_item_has_a_template():
    for procedure in load_procedures():
        for item in procedure.items:
            assert (ROOT / "templates/replies/en" / procedure.name / "items" / f"{item.key}.j2").is_file()
