"""Every published query gives the same rows in DuckDB, over the Parquet files that the portal publishes.

Usage: duckdb_agrees.py PANTAU [PORTAL_OUTPUT]

Without PORTAL_OUTPUT a small fictional portal is built first. Rows are compared in order; numbers
that are fractions to nine significant digits, all else exactly.
"""

import decimal
import math
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent


def build(pantau: str, folder: Path) -> Path:
    """Builds the default portal at a twentieth of a regency-year."""
    shutil.copytree(ROOT / "datasets" / "sources", folder / "datasets" / "sources")
    config = (ROOT / "site" / "config.toml").read_text(encoding="utf-8")
    config, changed = re.subn(r"sample = \{ scale = [0-9.]+", "sample = { scale = 0.05", config)
    assert changed == 1, "the sample's scale was not found in site/config.toml"
    (folder / "site").mkdir()
    (folder / "site" / "config.toml").write_text(config, encoding="utf-8")
    subprocess.run([pantau, "build", str(folder)], check=True)
    return folder / "public"


def same(ours, theirs) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    numbers = (int, float, decimal.Decimal)
    if isinstance(ours, numbers) and isinstance(theirs, numbers) and not isinstance(ours, bool):
        if isinstance(ours, float) or isinstance(theirs, float):
            return math.isclose(float(ours), float(theirs), rel_tol=1e-9, abs_tol=1e-9)
        return ours == theirs
    return ours == theirs


def main() -> int:
    pantau = sys.argv[1]
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(sys.argv[2]) if len(sys.argv) > 2 else build(pantau, Path(scratch) / "portal")
        return compare(output / "data")


def compare(data: Path) -> int:
    engine = duckdb.connect()
    engine.execute("SET TimeZone = 'UTC'")
    for parquet in sorted(data.glob("*.parquet")):
        engine.execute(f"CREATE VIEW \"{parquet.stem}\" AS SELECT * FROM read_parquet('{parquet}')")
    queries = sorted(data.glob("*.sql"))
    failures = 0
    rows_compared = 0
    for query in queries:
        try:
            theirs = engine.execute(query.read_text(encoding="utf-8")).fetchall()
        except duckdb.Error as error:
            print(f"FAILED {query.name}: {error}")
            failures += 1
            continue
        ours = engine.execute(f"SELECT * FROM read_parquet('{query.with_suffix('.parquet')}')").fetchall()
        rows_compared += len(ours)
        if len(ours) != len(theirs):
            print(f"FAILED {query.name}: {len(ours)} rows here, {len(theirs)} in DuckDB")
            failures += 1
            continue
        for place, (left, right) in enumerate(zip(ours, theirs, strict=True)):
            if len(left) != len(right) or not all(map(same, left, right)):
                print(f"FAILED {query.name} row {place + 1}:\n  here   {left}\n  DuckDB {right}")
                failures += 1
                break
    print(f"{len(queries)} queries, {rows_compared} rows compared, {failures} differ")
    if len(queries) < 20 or rows_compared < 1000:
        print("FAILED: too few queries or rows to mean anything")
        return 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
