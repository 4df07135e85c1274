"""What the benchmarks share: the program, whole processes as the operating system accounts them, tables in README.md."""

import os
import platform
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pantau(given: str | None = None) -> str:
    """The program's path; compiled unless one is given."""
    if given:
        return str(Path(given).resolve())
    target = os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target"))
    subprocess.run(["cargo", "build", "--release", "--locked", "-q"], cwd=ROOT, check=True)
    return str(Path(target) / "release" / "pantau")


def measure(command: list[str], **options) -> tuple[tuple[float, float, float], str]:
    """Wall seconds, processor seconds and peak MiB of one run; and what it printed."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=told, stderr=errors, **options)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0), errors.seek(0)
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(command)[:300]} ended with {process.returncode}:\n{errors.read().decode()[-2000:]}")
        return (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), told.read().decode()


def medians(runs: list[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(statistics.median(values) for values in zip(*runs, strict=True))


def machine() -> str:
    return f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}, release profile"


def write_table(name: str, lines: list[str]) -> None:
    """Puts the lines between the marks of this name in benches/README.md."""
    readme = ROOT / "benches" / "README.md"
    first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = readme.read_text(encoding="utf-8").split(first)
    _, after = rest.split(last)
    text = "\n".join(lines)
    readme.write_text(f"{before}{first}\n{text}\n{last}{after}", encoding="utf-8")


def sample_releases(program: str, to: Path, scale: float) -> int:
    """Writes fictional OCDS releases, one a line; gives how many."""
    folder = to.with_suffix(".sample")
    subprocess.run([program, "sample", str(folder), "--scale", str(scale), "--only", "ocds"], check=True, capture_output=True)
    (folder / "ocds" / "releases.jsonl").rename(to)
    subprocess.run(["rm", "-r", str(folder)], check=True)
    with to.open("rb") as lines:
        return sum(1 for _ in lines)
