"""What reports read, what was sent of them, and whose words were erased

A migration stays compatible with the code that was deployed before it, and never imports from bot. This one finds its
work half done in databases of the days when the first migration was still edited in place: what is there is left.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DURATIONS = ("answer_minutes", "ready_minutes", "us_minutes", "customer_minutes", "decided_minutes")


def upgrade() -> None:
    """Go up."""
    _create_shapes()
    _create_journeys()
    _create_journey_indexes()
    _create_marks()
    _add_erased_at()


def _create_shapes() -> None:
    op.create_table(
        "shapes",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("brand_id", sa.BigInteger(), nullable=True),
        sa.Column("procedure", sa.String(length=32), nullable=False),
        sa.Column("intent", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.String(length=8), nullable=False),
        sa.Column("missing_first", sa.Text(), nullable=True),
        sa.Column("missing_later", sa.Text(), nullable=True),
        sa.Column("risks", sa.Text(), nullable=False),
        sa.Column("overruled", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shapes")),
        sa.UniqueConstraint("digest", name=op.f("uq_shapes_digest")),
        if_not_exists=True,
    )


def _create_journeys() -> None:
    op.create_table(
        "journeys",
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("shape_id", sa.BigInteger(), nullable=False),
        sa.Column("outline_id", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in DURATIONS),
        sa.Column("ready_since", sa.BigInteger(), nullable=True),
        sa.Column("outcome_at", sa.BigInteger(), nullable=True),
        sa.Column("writings", sa.Integer(), nullable=False),
        sa.Column("first_writings", sa.Integer(), nullable=False),
        sa.Column("asked_writings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_journeys")),
        if_not_exists=True,
    )


def _create_journey_indexes() -> None:
    op.create_index(op.f("ix_journeys_requester_id"), "journeys", ["requester_id"], if_not_exists=True)
    op.create_index("ix_journeys_opened_at", "journeys", ["opened_at", "shape_id", "outline_id"], if_not_exists=True)
    op.create_index(
        "ix_journeys_timed",
        "journeys",
        ["opened_at", "shape_id", *DURATIONS],
        sqlite_where=sa.text("answer_minutes IS NOT NULL OR ready_minutes IS NOT NULL"),
        postgresql_where=sa.text("answer_minutes IS NOT NULL OR ready_minutes IS NOT NULL"),
        if_not_exists=True,
    )
    op.create_index(
        "ix_journeys_ready_since",
        "journeys",
        ["ready_since"],
        sqlite_where=sa.text("ready_since IS NOT NULL"),
        postgresql_where=sa.text("ready_since IS NOT NULL"),
        if_not_exists=True,
    )


def _create_marks() -> None:
    op.create_table(
        "overrides",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("run_key", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("was", sa.String(length=64), nullable=False),
        sa.Column("became", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overrides")),
        sa.UniqueConstraint(
            "ticket_id", "run_key", "subject", "became", name=op.f("uq_overrides_ticket_id_run_key_subject_became")
        ),
        if_not_exists=True,
    )
    op.create_table(
        "version_marks",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name=op.f("pk_version_marks")),
        if_not_exists=True,
    )
    op.create_table(
        "digests",
        sa.Column("week", sa.String(length=16), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("week", name=op.f("pk_digests")),
        if_not_exists=True,
    )


def _add_erased_at() -> None:
    if not any(column["name"] == "erased_at" for column in sa.inspect(op.get_bind()).get_columns("runs")):
        with op.batch_alter_table("runs") as batch_op:
            batch_op.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_runs_with_words",
        "runs",
        ["planned_at"],
        sqlite_where=sa.text("erased_at IS NULL"),
        postgresql_where=sa.text("erased_at IS NULL"),
        if_not_exists=True,
    )


def downgrade() -> None:
    """Go back down."""
    op.drop_index("ix_runs_with_words", "runs")
    with op.batch_alter_table("runs") as batch_op:
        batch_op.drop_column("erased_at")
    for name in ("digests", "version_marks", "overrides", "journeys", "shapes"):
        op.drop_table(name)
