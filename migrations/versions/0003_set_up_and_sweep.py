"""What was made in Zendesk, and how far the sweep has come

A migration stays compatible with the code that was deployed before it, and never imports from bot. This one finds its
work half done in databases of the days when the first migration was still edited in place: what is there is left.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "made_things",
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("zendesk_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("account", "key", name=op.f("pk_made_things")),
        if_not_exists=True,
    )
    op.create_table(
        "sealed_secrets",
        sa.Column("account", sa.String(length=255), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("older", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_sealed_secrets")),
        if_not_exists=True,
    )
    op.create_table(
        "walks",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("read_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_walks")),
        if_not_exists=True,
    )
    _add_seen_columns()


def _add_seen_columns() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("tickets")}
    with op.batch_alter_table("tickets") as batch_op:
        if "seen_stamp" not in there:
            batch_op.add_column(sa.Column("seen_stamp", sa.DateTime(timezone=True), nullable=True))
        if "seen_closely" not in there:
            batch_op.add_column(sa.Column("seen_closely", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Go back down."""
    with op.batch_alter_table("tickets") as batch_op:
        batch_op.drop_column("seen_closely")
        batch_op.drop_column("seen_stamp")
    for name in ("walks", "sealed_secrets", "made_things"):
        op.drop_table(name)
