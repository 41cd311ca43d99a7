"""ponder as its users' scripts see it: one process per question, JSON in and out."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "assets/demo"))

from ponder_demo.data.render import messages  # noqa: E402
from ponder_demo.data.turns import Chat  # noqa: E402
from ponder_demo.evaluate import checks  # noqa: E402
from ponder_demo.evaluate.report import Tally  # noqa: E402

PONDER = ROOT / "build/ponder"
# Complete; stopped by a limit; stopped without an answer: all of them are replies to judge.
JUDGED = (0, 6, 7)


def run_command(ponder: Path, model: str | None, settings: dict[str, float]) -> list[str]:
    command = [str(ponder), "run", "--messages", "-", "--json"]
    command += ["-m", model] if model else []
    return command + [part for name, value in settings.items() for part in (f"--{name}", str(value))]


def ask(command: list[str], chat: Chat) -> checks.Parsed:
    flags = [] if chat.thinking else ["--no-think"]
    done = subprocess.run([*command, *flags], input=json.dumps(messages(chat)), capture_output=True, text=True)
    if done.returncode not in JUDGED:
        raise SystemExit(f"ponder failed with {done.returncode}: {done.stderr.strip()}")
    reply = json.loads(done.stdout)
    thinking, answer = (reply.get("thinking") or "").strip(), reply["answer"].strip()
    well_formed = reply["stop"] == "end" and bool(thinking) == chat.thinking and bool(answer)
    return checks.Parsed(thinking, answer, well_formed and not checks.MARKUP.search(thinking + answer))


def judge(command: list[str], rows: dict[str, list[Chat]], jobs: int) -> Tally:
    """Asks every chat of every row, `jobs` at a time."""
    tally = Tally()
    with ThreadPoolExecutor(jobs) as pool:
        for row, chats in rows.items():
            for chat, parsed in zip(chats, pool.map(lambda chat: ask(command, chat), chats)):
                tally.add(row, chat, parsed)
            print(f"{row}: {tally.right[row]}/{tally.total[row]}", file=sys.stderr)
    return tally
