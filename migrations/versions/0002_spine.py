"""What the job engine's side and the way to Zendesk keep: events, seen secrets, paces, tokens

A migration stays compatible with the code that was deployed before it, and never imports from bot. This one finds its
work half done in databases of the days when the first migration was still edited in place: what is there is left.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

AUTOINCREMENT = {"sqlite_autoincrement": True}  # a table that is made anew has it only if it is told again


def upgrade() -> None:
    """Go up."""
    _upgrade_deliveries()
    op.create_table(
        "seen_secrets",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_seen_secrets")),
        if_not_exists=True,
    )
    op.create_table(
        "paces",
        sa.Column("scope", sa.String(length=32), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=16), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_paces")),
        if_not_exists=True,
    )
    op.create_table(
        "tokens",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("renew_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_tokens")),
        if_not_exists=True,
    )


def _upgrade_deliveries() -> None:
    if any(column["name"] == "event_id" for column in sa.inspect(op.get_bind()).get_columns("deliveries")):
        return
    last_id = _load_last_id()
    with op.batch_alter_table("deliveries", table_kwargs=AUTOINCREMENT) as batch_op:
        batch_op.add_column(sa.Column("event_id", sa.String(length=128), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_deliveries_event_id"), ["event_id"])
    _save_last_id(last_id)


def downgrade() -> None:
    """Go back down."""
    for name in ("tokens", "paces", "seen_secrets"):
        op.drop_table(name)
    last_id = _load_last_id()
    with op.batch_alter_table("deliveries", table_kwargs=AUTOINCREMENT) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_deliveries_event_id"), type_="unique")
        batch_op.drop_column("event_id")
    _save_last_id(last_id)


def _load_last_id() -> int | None:
    """The newest id that SQLite has given to a delivery, which may be deleted; None on PostgreSQL, which keeps it."""
    if op.get_bind().dialect.name != "sqlite":
        return None
    return op.get_bind().scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'deliveries'"))


def _save_last_id(last_id: int | None) -> None:
    """No id is given out twice, although the table was made anew: jobs are named after them."""
    if last_id is not None:
        op.execute("DELETE FROM sqlite_sequence WHERE name = 'deliveries'")
        op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('deliveries', {last_id})")  # noqa: S608
