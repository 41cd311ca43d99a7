#!/usr/bin/env python3
"""How good is the built-in model? Asks ponder itself, case by case, and prints the table.

    bench/demo_eval/run.py                          greedy, embedded model, held-out split
    bench/demo_eval/run.py --sampler default        its own sampler
    bench/demo_eval/run.py -m FOLDER --cases 100    another form of it, fewer cases
    bench/demo_eval/run.py --fresh FILE             wordings of somebody who has not seen the generator

Needs nothing but Python: cases and checks are those of assets/demo.
"""

import argparse
import json
from pathlib import Path

from client import PONDER, judge, run_command  # makes assets/demo importable
from ponder_demo.data.turns import Chat, Turn
from ponder_demo.evaluate import cases


def fresh_cases(path: Path) -> dict[str, list[Chat]]:
    """JSON lines {"row", "messages", "expect", "enable_thinking"?}; earlier assistant turns are kept."""
    rows: dict[str, list[Chat]] = {}
    for line in path.read_text().splitlines():
        case = json.loads(line)
        found = case["messages"]
        system = found[0]["content"] if found[0]["role"] == "system" else ""
        said = [m for m in found if m["role"] != "system"]
        turns = [
            Turn(user["content"], "", reply["content"], "fresh", {}) for user, reply in zip(said[:-1:2], said[1::2])
        ]
        turns.append(Turn(said[-1]["content"], "", "", "fresh", case["expect"]))
        rows.setdefault(f"fresh: {case['row']}", []).append(Chat(turns, system, case.get("enable_thinking", True)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ponder", default=PONDER, type=Path)
    parser.add_argument("-m", "--model", help="a folder; the embedded model when missing")
    parser.add_argument("--cases", type=int, default=cases.CASES_PER_ROW, help="per row")
    parser.add_argument("--sampler", choices=["greedy", "default"], default="greedy")
    parser.add_argument("--seed", type=int, default=1, help="of the cases and of the sampler")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fresh", type=Path, help="JSON lines to evaluate instead")
    parser.add_argument("--failures", type=Path, help="file for the replies that were wrong")
    args = parser.parse_args()

    settings = {"seed": args.seed} | ({"temp": 0} if args.sampler == "greedy" else {})
    command = run_command(args.ponder, args.model, settings)
    rows = fresh_cases(args.fresh) if args.fresh else cases.rows("test", args.seed, args.cases)
    tally = judge(command, rows, args.jobs)
    print(tally.table())
    if args.failures:
        args.failures.write_text("\n\n".join(tally.failures))


if __name__ == "__main__":
    main()
