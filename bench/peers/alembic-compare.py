"""Times Alembic's compare_metadata for bench/autogenerate.ts: `alembic-compare.py TABLES RUNS` prints one line of JSON."""

import gc
import json
import sys
from time import process_time

import alembic
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

tables, runs = int(sys.argv[1]), int(sys.argv[2])


def schema(extra):
    metadata = sa.MetaData()
    for nth in range(tables):
        sa.Table(
            f"table_{nth}",
            metadata,
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("name", sa.String(80), nullable=False),
            sa.Column("price", sa.Numeric(8, 2), server_default="0"),
            sa.Column("made", sa.DateTime),
            sa.Column("note", sa.Text),
            *([sa.Column("parent", sa.Integer, sa.ForeignKey("table_0.id"))] if nth else []),
            *([sa.Column("title", sa.Text)] if extra and nth == tables // 2 else []),
            sa.Index(f"ix_{nth}", "name"),
        )
    return metadata


engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
schema(False).create_all(engine)
target = schema(True)
statements = 0


@sa.event.listens_for(engine, "before_cursor_execute")
def count(*_):
    global statements
    statements += 1


taken = []
with engine.connect() as connection:
    for run in range(runs + 1):
        gc.collect()
        statements = 0
        start = process_time()
        found = compare_metadata(MigrationContext.configure(connection), target)
        taken.append((process_time() - start) * 1000)
        assert len(found) == 1, found
print(json.dumps({"version": alembic.__version__, "ms": taken[1:], "statements": statements}))
