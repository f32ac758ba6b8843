"""What is not code is found from a checkout, and from a wheel that is installed somewhere else."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.shipped import migrations_folder, templates_folder

CHECKOUT = Path(__file__).resolve().parents[1]
PROGRAM = """
import bot, webhooks
from bot.shipped import migrations_folder, templates_folder
from bot.store.database import upgrade_database
upgrade_database("sqlite:///made.sqlite3")
for folder in (Path(bot.__file__).parent, Path(webhooks.__file__).parent, migrations_folder(), templates_folder()):
    print(folder)
"""


def find_files(folder: Path) -> set[str]:
    """The files that belong to the project, by their path inside the folder."""
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    return {str(file) for file in files if "__pycache__" not in file.parts}


def run(*arguments: str, **options: object) -> str:
    ended = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, **options)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    quiet = ("--quiet", "--disable-pip-version-check")
    run("-m", "pip", "wheel", *quiet, "--no-deps", "--no-build-isolation", "-w", str(folder), str(CHECKOUT))
    [wheel] = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def test_checkouts_own_folders_are_found():
    assert templates_folder() == CHECKOUT / "templates"
    assert migrations_folder() == CHECKOUT / "migrations"


def test_wheel_carries_packages_templates_and_migrations_and_no_tests(wheel):
    names = ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"bot", "webhooks"}
    assert not [name for name in names if "tests" in name.split("/") or name.endswith((".sqlite3", ".env", ".pyc"))]


@pytest.mark.parametrize("folder", ["templates", "migrations"])
def test_installed_folder_is_whole(installed, folder):
    assert find_files(installed / "bot" / "_shipped" / folder) == find_files(CHECKOUT / folder)


@pytest.mark.parametrize("package", ["bot", "webhooks"])
def test_installed_package_is_whole(installed, package):
    shipped = {file for file in find_files(installed / package) if not file.startswith("_shipped")}
    assert shipped == find_files(CHECKOUT / package)


def test_installed_wheel_finds_its_files_and_makes_its_tables(installed, tmp_path):
    """Run in another folder, with nothing of the checkout on the path."""
    environment = os.environ | {"PYTHONPATH": str(installed)}
    program = "from pathlib import Path\nimport sys\n" + PROGRAM
    folders = run("-P", "-c", program, cwd=tmp_path, env=environment).split()
    assert [Path(folder) for folder in folders] == [
        installed / "bot",
        installed / "webhooks",
        installed / "bot" / "_shipped" / "migrations",
        installed / "bot" / "_shipped" / "templates",
    ]
    assert (tmp_path / "made.sqlite3").exists()
