"""What stood in a customer's account when the ticket opened

A migration stays compatible with the code that was deployed before it, and never imports from bot. This one finds its
work half done in databases of the days when the first migration was still edited in place: what is there is left.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table(
        "baselines",
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account", sa.String(length=400), nullable=False),
        sa.Column("taken_at", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_baselines")),
        if_not_exists=True,
    )


def downgrade() -> None:
    """Go back down."""
    op.drop_table("baselines")
