"""The ``reinstate`` command. Each command lives in a module of ``bot.commands`` that is imported when it is named, and
imports what it needs when it runs: ``--help`` and ``web`` stay light."""

import sys
from importlib import import_module
from typing import Any

import click

from bot import __version__

MODULES = {
    "assess": "reading",
    "backfill": "backfill",
    "corrections": "corrections",
    "db": "db",
    "demo": "demo",
    "doctor": "doctor",
    "erase": "erase",
    "evaluate": "reading",
    "jobs": "jobs",
    "report": "report",
    "serve": "run",
    "train": "reading",
    "user": "user",
    "web": "run",
    "worker": "run",
    "zendesk": "zendesk",
}


class _Commands(click.Group):
    """The commands, found in their modules by name. What a user can mend ends in one clear line and a non-zero exit."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*MODULES, *super().list_commands(context)])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in MODULES:
            return super().get_command(context, name)
        command: click.Command = getattr(import_module(f"bot.commands.{MODULES[name]}"), name)
        return command

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except Exception as error:
            if _is_one_of(error, "bot.settings", "WrongSettings"):
                raise click.ClickException(str(error)) from None
            if not _is_one_of(error, "sqlalchemy.exc", "OperationalError", "ProgrammingError"):
                raise
            told = "the database does not answer, or has no tables yet (reinstate db upgrade makes them)"
            raise click.ClickException(f"{told}; see REINSTATE_DATABASE_URL [{type(error).__name__}]") from None


def _is_one_of(error: Exception, module: str, *kinds: str) -> bool:
    """Whether it is of these kinds of a module; that takes long to load, and is not loaded for this question."""
    errors = sys.modules.get(module)
    return errors is not None and isinstance(error, tuple(getattr(errors, kind) for kind in kinds))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Reinstate: answers probation appeals and compromise reports in Zendesk.

    Example: reinstate demo
    """


@main.command()
@click.option("--port", type=int, default=0, help="Port to listen on; 0 takes a free one.")
@click.option("--webhook", help="Where its triggers deliver to, the bot's /webhooks/zendesk.")
@click.option("--empty", is_flag=True, help="Start without triggers, webhook and ticket fields, as a new account does.")
@click.option("--limits", is_flag=True, help="Refuse calls above Zendesk's rate limits.")
def sandbox(port: int, webhook: str | None, empty: bool, limits: bool) -> None:
    """Run the stand-in for Zendesk alone; prints its credentials and its address.

    Example: reinstate sandbox --port 8090 --webhook http://127.0.0.1:8080/webhooks/zendesk
    """
    import secrets

    from bot.sandbox import Limits, SandboxSettings, serve_sandbox

    settings = SandboxSettings(
        port=port,
        token=secrets.token_urlsafe(24),
        admin_token=secrets.token_urlsafe(24),
        client_id="reinstate",
        client_secret=secrets.token_urlsafe(24),
        webhook_secret=secrets.token_urlsafe(24),
        webhook_url=webhook,
        furnished=not empty,
        limits=Limits() if limits else None,
    )
    click.echo(f"token: {settings.token}\nadmin token: {settings.admin_token}")
    click.echo(f"client id: {settings.client_id}\nclient secret: {settings.client_secret}")
    if not empty:
        click.echo(f"webhook secret: {settings.webhook_secret}")
    serve_sandbox(settings, lambda url: click.echo(f"zendesk: {url}"))


if __name__ == "__main__":
    main()
