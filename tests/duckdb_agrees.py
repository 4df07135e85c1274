"""Every published query gives the same rows in DuckDB, over the Parquet files that the portal publishes,
and the catalogue says the truth about every file: size, hash, rows, fields, and keys that are unique.

Usage: duckdb_agrees.py PANTAU [PORTAL_FOLDER ...]

A small fictional portal is built first, then each portal folder given. Rows are compared in order;
numbers that are fractions to nine significant digits, all else exactly.
"""

import decimal
import hashlib
import json
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
    pantau, folders = sys.argv[1], sys.argv[2:]
    failures = 0
    with tempfile.TemporaryDirectory() as scratch:
        outputs = [build(pantau, Path(scratch) / "portal")]
        for number, folder in enumerate(folders):
            outputs.append(Path(scratch) / f"public-{number}")
            subprocess.run([pantau, "build", folder, "--out", str(outputs[-1])], check=True)
        for output in outputs:
            failures += compare(output / "data") + catalogue(output / "data")
    return 1 if failures else 0


def catalogue(data: Path) -> int:
    """What datapackage.json says of each file, checked against the file."""
    engine = duckdb.connect()
    resources = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    failures, keys = [], 0
    for resource in resources:
        path = data / resource["path"]
        content = path.read_bytes()
        if len(content) != resource["bytes"] or f"sha256:{hashlib.sha256(content).hexdigest()}" != resource["hash"]:
            failures.append(f"{path.name}: size or hash is not as the catalogue says")
        if path.suffix != ".parquet":
            continue
        columns = [row[0] for row in engine.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
        fields = [field["name"] for field in resource["schema"]["fields"]]
        if columns != fields:
            failures.append(f"{path.name}: columns {columns}, catalogue {fields}")
        untitled = [field["name"] for field in resource["schema"]["fields"] if not field.get("title")]
        if untitled:
            failures.append(f"{path.name}: no title for {untitled}")
        rows = engine.execute(f"SELECT count(*) FROM '{path}'").fetchone()[0]
        if rows != resource["rows"]:
            failures.append(f"{path.name}: {rows} rows, catalogue {resource['rows']}")
        key = resource["schema"].get("primaryKey", [])
        if key:
            keys += 1
            names = ", ".join(f'"{name}"' for name in key)
            distinct = engine.execute(f"SELECT count(*) FROM (SELECT DISTINCT {names} FROM '{path}')").fetchone()[0]
            if distinct != rows:
                failures.append(f"{path.name}: {rows} rows, {distinct} different keys ({names})")
    for failure in failures:
        print(f"FAILED {failure}")
    print(f"{len(resources)} files as the catalogue says, {keys} keys unique, {len(failures)} failures")
    return len(failures) + (keys < 20)


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
    if len(queries) < 20 or rows_compared < 300:
        print("FAILED: too few queries or rows to mean anything")
        return failures + 1
    return failures


if __name__ == "__main__":
    sys.exit(main())
