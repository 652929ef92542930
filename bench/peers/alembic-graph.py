"""Times Alembic's revision map for bench/graph.ts, without files.

Says its version on a line, then answers each line of JSON with one:
{"load": key, "revisions": [[id, [down, ...]], ...]} -> {"loaded": count}
{"run": key} -> {"build": ms, "plan": ms, "steps": count}
"""

import gc
import json
import sys
from time import perf_counter

import alembic
from alembic.script.revision import Revision, RevisionMap

histories = {}


def run(history):
    # A map writes into its revisions, so each run has new ones; making them is not measured.
    revisions = [Revision(id, tuple(down) or None) for id, down in history]
    gc.collect()
    start = perf_counter()
    graph = RevisionMap(lambda: revisions)
    graph._revision_map  # built when it is first asked for
    built = perf_counter()
    steps = list(graph.iterate_revisions("heads", (), implicit_base=True))
    planned = perf_counter()
    return {"build": (built - start) * 1000, "plan": (planned - built) * 1000, "steps": len(steps)}


def answer(request):
    if "load" in request:
        histories[request["load"]] = request["revisions"]
        return {"loaded": len(request["revisions"])}
    return run(histories[request["run"]])


print(json.dumps({"version": alembic.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
