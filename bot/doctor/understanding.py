"""What the worker loads at its start: the models, the replies, the brands."""

from collections.abc import Iterator

from bot.desk_setup.checks import Check, State
from bot.processes import load_brand_folder
from bot.settings import Settings, WrongSettings


def check_understanding() -> Check:
    """Whether the models load, and which they are."""
    from bot.nlp.pipeline import load_pipeline

    try:
        versions = load_pipeline().versions
    except Exception as error:  # whatever a broken file makes of it
        told = f"the models do not load ({type(error).__name__})"
        return Check("models", State.WRONG, told, "install the program again")
    return Check("models", State.OK, ", ".join(f"{name} {version}" for name, version in sorted(versions.items())))


def check_replies(settings: Settings) -> Iterator[Check]:
    """Whether every reply renders: the shipped ones in every language, and those of every brand."""
    from bot.working import load_answered_procedures

    try:
        load_answered_procedures()
        yield Check("replies", State.OK, "render in every language")
        brands = load_brand_folder(settings)
    except WrongSettings as error:
        yield Check("replies", State.WRONG, str(error)[:300], "mend the file that is named")
        return
    for brand in brands:
        yield Check(f"brand {brand.name}", State.OK, "its replies render")
