"""A report as one HTML file that needs nothing else: style and charts stand in it."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.reports.charts import draw
from bot.reports.tables import Report, show
from bot.shipped import templates_folder


def render_file(report: Report) -> str:
    """The file; its figures are no links, because it is read away from the pages."""
    environment = Environment(
        loader=FileSystemLoader(templates_folder() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("reports_file.html").render(
        report=report,
        show=show,
        draw=lambda table: Markup(draw(table)),  # noqa: S704 - our own drawing, its texts escaped by its library
        find_address=lambda _cell: "",
    )
