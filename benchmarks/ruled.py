"""Every rule on a store, from opening it to the findings; what is still known from the last time is not looked at.

    python benchmarks/ruled.py STORE BASE KNOWN

Prints the seconds of processor time that each rule takes, with the facts that
it is the first to ask for, those of all together, and how many findings and
units there are.
"""

import gc
import json
import sys
import time
from pathlib import Path

from testimonia.infer.catalogue import RULES
from testimonia.infer.facts import Facts
from testimonia.infer.rules import Known, run
from testimonia.store import open_store


def main() -> None:
    """Run the rules one by one."""
    gc.set_threshold(50_000, 20, 100)  # as the command line does
    store, base, known = open_store(Path(sys.argv[1])), sys.argv[2], Known(Path(sys.argv[3]))
    start = time.process_time()
    facts = Facts(store, base)
    seconds, findings, fresh, unchanged = {"facts": time.process_time() - start}, 0, 0, 0
    for rule in RULES:
        begun = time.process_time()
        done = run(facts, [rule], known)
        seconds[rule.name] = time.process_time() - begun
        findings += len(done.findings[rule.name])
        fresh, unchanged = fresh + done.fresh, unchanged + done.known
    known.close()
    processor = time.process_time() - start
    counts = {"findings": findings, "fresh": fresh, "known": unchanged}
    print(json.dumps({"seconds": seconds, "processor": processor, **counts}))


if __name__ == "__main__":
    main()
