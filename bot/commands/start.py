"""How every command begins."""

from bot.settings import Settings, load_settings


def start(**overrides: object) -> Settings:
    """The settings, with what the command line gave, and logs set up by them; WrongSettings otherwise."""
    from bot.logs import set_up_logs

    settings = load_settings(**{name: value for name, value in overrides.items() if value is not None})
    set_up_logs(settings.log_level)
    return settings
