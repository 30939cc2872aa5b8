"""Has Dask hand out the shards of a plan: one task a shard, each of which starts `sladd archive work` and nothing else.

    pip install distributed
    python dask_run.py PLAN RESULTS [--scheduler tcp://HOST:8786 | --scheduler-file FILE | --workers N]
                       [--sladd PROGRAM] [--retries N] [--host-cores N] [-- OPTION…]

PLAN is the folder that `sladd archive plan` has made, RESULTS a folder for the results; both, and the photos, must be reachable
under the same paths from every worker (else name the photos' folders there: `-- --root FOLDER`). Without a scheduler's
address a cluster of this computer is started, with a worker for each N. What follows `--` goes to `sladd archive work`.

Scheduling, retries, dashboard and progress are Dask's. A shard is tried again where the program ends with 3 or is killed, and
not where it ends with 1 or 2. Workers that die are Dask's matter too: their shard is given to another, which goes on where
the result ends. Ends with 0 where every shard has its result, else with 1; the report names what is missing.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

from distributed import Client, LocalCluster, as_completed

# What is tried again: the exit code that says so, and those of a program that was killed (a signal is negative here, and on
# Windows a large number).
AGAIN = 3


class TryAgain(Exception):
    """A shard that another try may finish."""


def run_shard(command):
    """Works on one shard; runs on a worker, which needs nothing of this file."""
    started = time.monotonic()
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    said = done.stderr.strip().splitlines()[-1:]
    if done.returncode == AGAIN or done.returncode < 0 or done.returncode > 255:
        raise TryAgain(f"{command[3]}: exit {done.returncode}: {' '.join(said)}")
    return {"code": done.returncode, "seconds": time.monotonic() - started, "said": " ".join(said)}


def arguments():
    own, further = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, further = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", type=pathlib.Path, help="folder of the plan")
    parser.add_argument("results", type=pathlib.Path, help="folder for the results")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask scheduler")
    where.add_argument("--scheduler-file", metavar="FILE", help="as `dask scheduler --scheduler-file` writes it")
    where.add_argument("--workers", type=int, default=1, metavar="N", help="workers of this computer, without a scheduler")
    parser.add_argument("--sladd", default="sladd", metavar="PROGRAM", help="the program, as workers call it")
    parser.add_argument("--retries", type=int, default=3, metavar="N", help="further tries of a shard")
    parser.add_argument("--host-cores", type=int, metavar="N", help="cores for each shard (--jobs); the program's own choice else")
    return parser.parse_args(own), further


def client_of(chosen):
    """The scheduler that was named, or one of this computer: a worker runs one shard at a time."""
    if chosen.scheduler:
        return Client(chosen.scheduler)
    if chosen.scheduler_file:
        return Client(scheduler_file=chosen.scheduler_file)
    return Client(LocalCluster(n_workers=chosen.workers, threads_per_worker=1, processes=True, host="127.0.0.1"))


def main():
    chosen, further = arguments()
    plan_folder, results = chosen.plan.resolve(), chosen.results.resolve()
    results.mkdir(mode=0o700, parents=True, exist_ok=True)
    shards = json.loads((plan_folder / "plan.json").read_text(encoding="utf-8"))["shards"]
    jobs = ["--jobs", str(chosen.host_cores)] if chosen.host_cores else []
    client = client_of(chosen)
    if client.dashboard_link:
        print(f"dashboard: {client.dashboard_link}", file=sys.stderr)
    tasks = {}
    for shard in shards:
        name = shard["shard"]
        command = [chosen.sladd, "archive", "work", str(plan_folder / name), "--out", str(results / name), *jobs, *further]
        # `pure` off: a second run of this file asks the program again, which sees that the result is there.
        tasks[client.submit(run_shard, command, retries=chosen.retries, pure=False)] = (name, shard["photos"])
    photos, failed, started = 0, 0, time.monotonic()
    for number, task in enumerate(as_completed(tasks), 1):
        name, own = tasks[task]
        fault = task.exception() if task.status == "error" else None
        done = None if task.status != "finished" else task.result()
        if done and done["code"] == 0:
            photos += own
            told = f"{done['seconds']:.1f} s"
        else:
            failed += 1
            told = f"FAILED: {done['said'] if done else fault or task.status}"
        rate = photos / max(time.monotonic() - started, 1e-9)
        print(f"{number}/{len(shards)}  {name}  {told}  ({rate:.2f} photos/s)", file=sys.stderr, flush=True)
    client.close()
    print(json.dumps({"shards": len(shards), "failed": failed, "photos": photos, "seconds": round(time.monotonic() - started, 1)}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
