#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Darknet RT-Swap authors
"""usage: bench_table.py DIR

What the runs of scripts/bench_runs.sh in DIR/runs came to: a table in Markdown on standard output
and in DIR/runs.md, and DIR/runs.csv with a line for each task of each run. Exit code 1 where a run
of ours missed a deadline, was refused or has no valid trace, or where any run failed.
"""

import csv
import json
import pathlib
import statistics
import sys

PLANS = ("ours", "on_demand", "streaming")


class Run:
    """One run: its set, the plan it followed, and what is known of how it ended."""

    def __init__(self, runs: pathlib.Path, name: str):
        self.set, _, plan = name.partition(".")
        self.plan = plan or "ours"
        self.oversubscription = int(self.set[1:].partition("_")[0])
        self.exit_code = number_in(runs / (name + ".exit"))
        summary = runs / (name + ".json")
        self.summary = json.loads(summary.read_text()) if summary.exists() else None
        self.is_valid = number_in(runs / (name + ".validate.exit")) == 0
        self.tasks = self.summary["tasks"] if self.summary else []
        self.last_words = last_line_of(runs / (name + ".log"))
        self.verdict = last_line_of(runs / (name + ".validate.log"))

    def total(self, field: str) -> int:
        return sum(task[field] for task in self.tasks)

    def gigabytes_per_second(self) -> float:
        return self.total("bytes_swapped_in") / self.summary["elapsed"]

    def ratios(self, field: str) -> list[float]:
        """Response times over what was promised, for tasks that were promised something."""
        return [
            task["response"][field] / task["response_bound"]
            for task in self.tasks
            if task["jobs"] > 0 and task["response_bound"]
        ]


def number_in(path: pathlib.Path) -> int | None:
    text = path.read_text().strip() if path.exists() else ""
    return int(text) if text else None


def last_line_of(path: pathlib.Path) -> str:
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return lines[-1] if lines else ""


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "-"


def ratio_text(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f}, {max(ratios):.2f}" if ratios else "-"


def row_of(oversubscription: int, plan: str, runs: list[Run]) -> list[str]:
    ran = [run for run in runs if run.summary]
    jobs = sum(run.total("jobs") for run in ran)
    misses = sum(run.total("misses") for run in ran)
    return [
        f"{oversubscription} %",
        f"`{plan}`",
        str(len(ran)),
        str(len(runs) - len(ran)),
        str(jobs),
        str(misses),
        percent(misses, jobs),
        str(sum(run.total("misses") == 0 for run in ran)),
        ratio_text([ratio for run in ran for ratio in run.ratios("p99")]),
        ratio_text([ratio for run in ran for ratio in run.ratios("max")]),
        f"{statistics.mean(run.gigabytes_per_second() for run in ran):.2f}" if ran else "-",
        str(sum(not run.is_valid for run in ran)) if plan == "ours" else "-",
    ]


def table_of(runs: list[Run]) -> str:
    header = (
        "oversubscription | plan | sets | did not run | jobs | missed | missed, % | sets without a miss "
        "| p99 / bound: median, most | longest / bound: median, most | GB/s moved | traces not valid"
    ).split(" | ")
    rows = []
    for oversubscription in sorted({run.oversubscription for run in runs}):
        for plan in PLANS:
            chosen = [
                run for run in runs if (run.oversubscription, run.plan) == (oversubscription, plan)
            ]
            if chosen:
                rows.append(row_of(oversubscription, plan, chosen))
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def write_csv(path: pathlib.Path, runs: list[Run]) -> None:
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(
            "set plan oversubscription_percent exit_code valid task period_ns jobs misses bound_ns "
            "response_median_ns response_p99_ns response_max_ns bytes_swapped_in elapsed_ns".split()
        )
        for run in runs:
            start = [run.set, run.plan, run.oversubscription, run.exit_code]
            start.append(int(run.is_valid) if run.plan == "ours" else "")
            for task in run.tasks:
                response = task["response"]
                out.writerow(
                    start
                    + [task["name"], task["period"], task["jobs"], task["misses"]]
                    + [task["response_bound"] or ""]
                    + [response["median"], response["p99"], response["max"]]
                    + [task["bytes_swapped_in"], run.summary["elapsed"]]
                )


def complaint(run: Run) -> str:
    """Why the run is not as it should be; empty when it is."""
    if run.summary is None:
        return f"exit code {run.exit_code}: {run.last_words}"
    if run.plan != "ours":
        return ""
    said = f"{run.total('misses')} missed" if run.exit_code != 0 else ""
    return said if run.is_valid else f"{said} {run.verdict or 'no trace'}".strip()


def main() -> int:
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[0])
    directory = pathlib.Path(sys.argv[1])
    names = sorted(file.stem for file in (directory / "runs").glob("o???_*.exit"))
    names = [name for name in names if not name.endswith(".validate")]
    if not names:
        sys.exit(f"{directory}/runs: no runs; scripts/bench_runs.sh makes them")
    runs = [Run(directory / "runs", name) for name in names]
    table = table_of(runs)
    (directory / "runs.md").write_text(table)
    write_csv(directory / "runs.csv", runs)
    print(table, end="")
    complaints = [(run, complaint(run)) for run in runs]
    for run, said in complaints:
        if said:
            print(f"{run.set} {run.plan}: {said}")
    return 1 if any(said for _, said in complaints) else 0


if __name__ == "__main__":
    sys.exit(main())
