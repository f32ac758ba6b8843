"""Brands are read once, at start; whatever is wrong with one is refused by the name of its file."""

import shutil
from pathlib import Path

import pytest

from bot.brands import WrongBrand, load_brands
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.processes import load_brand_folder
from bot.settings import WrongSettings, load_settings

LUMEN = Path(__file__).parent / "lumen"
SHIPPED = load_procedures()
OWN = "procedures/appeal.toml"
TEMPLATE = "templates/replies/en/appeal/items/consent_record.j2"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The test's brand, to be spoilt."""
    shutil.copytree(LUMEN, tmp_path / "lumen")
    return tmp_path


def test_brand_is_read_with_its_ids_procedures_words_and_modes(folder: Path) -> None:
    [brand] = load_brands(folder, SHIPPED)
    assert (brand.name, brand.ids) == ("lumen", {36_000_000_000_302, 900})
    assert [item.key for item in brand.procedures[0].items] == ["monthly_volume", "consent_record"]
    assert (brand.own, brand.modes) == ({"consent_record"}, {"appeal": Mode.REPLY})
    assert brand.voice.sign_off == "The Lumen Mail team"


def test_brand_without_anything_of_its_own_is_handled_as_shipped(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "brand.toml").write_text("ids = [7]\n")
    [brand] = load_brands(tmp_path, SHIPPED)
    assert (brand.procedures, brand.own, brand.voice.templates) == (SHIPPED, frozenset(), None)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("brand.toml", "ids = [36000000000302, 900]", "", "lumen/brand.toml: ids"),
        ("brand.toml", "[36000000000302, 900]", '["900"]', "lumen/brand.toml: ids"),
        ("brand.toml", "[36000000000302, 900]", "[-1]", "lumen/brand.toml: ids"),
        ("brand.toml", "ids =", "idz =", "lumen/brand.toml: unknown: idz"),
        ("brand.toml", "ids = [", "ids = ", "lumen/brand.toml: cannot be read"),
        ("brand.toml", '["appeal"]', '["appeals"]', "lumen/brand.toml: procedures: expects some of appeal, compromise"),
        ("brand.toml", '["appeal"]', "[]", "lumen/brand.toml: procedures"),
        ("brand.toml", '"reply"', '"loud"', "lumen/brand.toml: modes"),
        ("brand.toml", 'appeal = "reply"', "appeal = [1]", "lumen/brand.toml: modes"),
        ("brand.toml", '"The Lumen Mail team"', '"""a\nb"""', "lumen/brand.toml: sign_off"),
        ("brand.toml", '"The Lumen Mail team"', "7", "lumen/brand.toml: sign_off"),
        (OWN, '"probation_appeal"', '"other"', "lumen/procedures/appeal.toml: name, intent and tag"),
        (OWN, '"reinstate_appeal"', '"reinstate_off"', "lumen/procedures/appeal.toml: name, intent and tag"),
        (OWN, 'kind = "question"\nlabel = "Record', 'kind = "step"\nlabel = "Record', "item 'consent_record': kind"),
        (OWN, 'prompt = "How we record that people agreed:"', "", "item 'consent_record': prompt"),
        (OWN, 'agreed:"', 'agreed"', "item 'consent_record': prompt"),
        (OWN, '"consent_record"', '"Consent Record"', "item 'Consent Record': key"),
        (OWN, 'label = "Record', 'lable = "Record', "lumen/procedures/appeal.toml: ValueError"),
        (OWN, "[details]", "[details", "lumen/procedures/appeal.toml: TOMLDecodeError"),
        (TEMPLATE, "{{ lead(request) -}}", "{{ leed(request) -}}", "lumen: replies/appeal/ask: 'leed' is undefined"),
        (TEMPLATE, "{% endif %}", "", "lumen: replies/appeal/ask"),
    ],
)
def test_brand_that_is_wrong_is_refused_by_name(folder: Path, file: str, old: str, new: str, said: str) -> None:
    text = (folder / "lumen" / file).read_text(encoding="utf-8")
    assert old in text
    (folder / "lumen" / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(WrongBrand) as told:
        load_brands(folder, SHIPPED)
    assert said in str(told.value)


def test_missing_template_is_refused_by_its_name(folder: Path) -> None:
    (folder / "lumen" / TEMPLATE).unlink()
    with pytest.raises(WrongBrand, match=r"lumen: replies/appeal/ask: .*consent_record"):
        load_brands(folder, SHIPPED)


def test_two_brands_of_one_id_are_refused(folder: Path) -> None:
    shutil.copytree(folder / "lumen", folder / "lumen2")
    with pytest.raises(WrongBrand, match=r"lumen2/brand\.toml: ids: also named by lumen"):
        load_brands(folder, SHIPPED)


def test_folder_without_its_file_is_refused(folder: Path) -> None:
    (folder / "empty").mkdir()
    with pytest.raises(WrongBrand, match=r"empty: brand\.toml is missing"):
        load_brands(folder, SHIPPED)


def test_wrong_brand_or_folder_is_a_wrong_setting_and_none_is_no_brand(folder: Path, tmp_path: Path) -> None:
    (folder / "lumen" / "brand.toml").write_text("")
    with pytest.raises(WrongSettings, match=r"REINSTATE_BRANDS: lumen/brand\.toml: ids"):
        load_brand_folder(load_settings(brands=str(folder)))
    with pytest.raises(WrongSettings, match="REINSTATE_BRANDS"):
        load_brand_folder(load_settings(brands=str(tmp_path / "nowhere")))
    assert load_brand_folder(load_settings()) == ()
