"""What a process takes, read from Linux's /proc."""

import os
from pathlib import Path

PROC = Path("/proc")
MEGABYTE = 1024 * 1024


def can_look() -> bool:
    """Whether this system tells."""
    return (PROC / "self" / "task").is_dir()


def find_tree(process: int) -> list[int]:
    """The process and all that it started."""
    children = (PROC / str(process) / "task" / str(process) / "children").read_text().split()
    return [process, *(one for child in children for one in find_tree(int(child)))]


def read_megabytes(process: int) -> float:
    """Resident memory of the largest process of the tree."""
    pages = [int((PROC / str(one) / "statm").read_text().split()[1]) for one in find_tree(process)]
    return max(pages) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def read_cpu_seconds(process: int) -> float:
    """Processor time that the tree has taken so far."""
    return sum(_read_ticks(one) for one in find_tree(process)) / os.sysconf("SC_CLK_TCK")


def _read_ticks(process: int) -> int:
    fields = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])  # utime and stime (proc(5)), counted from the state that follows the name
