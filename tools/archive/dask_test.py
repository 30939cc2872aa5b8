"""Two Dask workers as processes, one of which is killed with -9 in the middle: every shard has its result, the same bytes as
without Dask and without a kill.

    python dask_test.py SLADD [PHOTOS]

SLADD is the program; PHOTOS (60 where it is left out) are copies of the project's sample with other bytes, and fifty hostile files where
$SLADD_SHARED holds the corpus. Runs in a folder of its own, which is removed. Needs `distributed`; no network but this computer's own.
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "assets" / "sample.jpg"


def photos_into(folder, count):
    folder.mkdir()
    sample = SAMPLE.read_bytes()
    for number in range(count):
        # Behind the end of the picture, so that each is another file and the same photo.
        (folder / f"{number:03}.jpg").write_bytes(sample + b"%04d" % number)
    corpus = pathlib.Path(os.environ.get("SLADD_SHARED", "nowhere")) / "corpus" / "synthetic"
    hostile = sorted(file for file in corpus.glob("*") if file.is_file() and file.suffix != ".tsv") if corpus.is_dir() else []
    chosen = hostile[:: max(1, len(hostile) // 50)][:50]
    if not chosen:
        print("skipped: hostile files, there is no corpus", flush=True)
    for number, file in enumerate(chosen):
        (folder / f"h{number:02}.jpg").write_bytes(file.read_bytes())
    return count + len(chosen)


class Cluster:
    """A scheduler and two workers, each a session of its own, so that a worker can be killed with all that it has started:
    as a host that fails."""

    def __init__(self, folder):
        self.file = folder / "scheduler.json"
        self.log = open(folder / "dask.log", "w")
        self.scheduler = self.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                                    "--scheduler-file", str(self.file))
        wait(self.file.exists, "a scheduler")
        self.workers = [self.start("dask_worker", "--scheduler-file", str(self.file), "--nthreads", "1", "--no-nanny",
                                   "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(folder / "spill"))
                        for _ in range(2)]

    def start(self, module, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, start_new_session=True)

    def end(self):
        for process in [*self.workers, self.scheduler]:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        self.log.close()


def wait(ready, what, seconds=120):
    until = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > until:
            sys.exit(f"waited in vain for {what}")
        time.sleep(0.02)


def lines(file):
    return file.read_bytes().count(b"\n") if file.exists() else 0


def main():
    sladd = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    with tempfile.TemporaryDirectory(prefix="sladd-dask-") as temp:
        folder = pathlib.Path(temp)
        surroundings = ["--country", "DK", "--lang", "en", "--data", str(folder / "data")]
        environment = dict(os.environ, SLADD_STATE=str(folder / "state"), XDG_STATE_HOME=str(folder / "profile"))
        environment.pop("SLADD_POLICY", None)
        os.environ.clear()
        os.environ.update(environment)

        def run(*arguments):
            return subprocess.run([sladd, *map(str, arguments), *surroundings], check=True, stdout=subprocess.DEVNULL)

        photos = photos_into(folder / "photos", count)
        run("archive", "plan", folder / "photos", "--out", folder / "plan", "--shard-photos", "10")
        shards = [shard["shard"] for shard in json.loads((folder / "plan" / "plan.json").read_text())["shards"]]
        plain, results = folder / "plain", folder / "results"
        plain.mkdir()
        for shard in shards:
            run("archive", "work", folder / "plan" / shard, "--out", plain / shard)
        cluster = Cluster(folder)
        try:
            command = [sys.executable, str(HERE / "dask_run.py"), str(folder / "plan"), str(results), "--scheduler-file",
                       str(cluster.file), "--sladd", str(sladd), "--host-cores", "1", "--", *surroundings]
            engine = subprocess.Popen(command, stdin=subprocess.DEVNULL)
            # In the middle: one shard is done, and two are begun.
            begun = lambda: [shard for shard in shards if 2 < lines(results / shard) < 1 + 10]
            wait(lambda: len(begun()) >= 2 or engine.poll() is not None, "two workers at work")
            if engine.poll() is not None:
                sys.exit("it was over before anything was killed")
            torn = begun()
            os.killpg(cluster.workers[0].pid, signal.SIGKILL)
            print(f"killed one of two workers; begun and not done were {torn}", flush=True)
            if engine.wait(timeout=300) != 0:
                sys.exit("shards have failed")
        finally:
            cluster.end()
        for shard in shards:
            if (results / shard).read_bytes() != (plain / shard).read_bytes():
                sys.exit(f"{shard} differs from the one without a kill")
        run("archive", "report", folder / "plan", results, "--out", folder / "list.jsonl")
        if lines(folder / "list.jsonl") != photos:
            sys.exit("the report has another number of photos")
        print(f"{photos} photos in {len(shards)} shards: the same bytes as without a kill")


if __name__ == "__main__":
    main()
