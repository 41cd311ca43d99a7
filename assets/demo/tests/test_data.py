"""Tests of the generator; standard library only: `python3 -m unittest discover -s assets/demo/tests`."""

import re
import sys
import unittest
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ponder_demo.data import columns, follow, grammar, guide, problems, recall, spelling, sums  # noqa: E402
from ponder_demo.data.chats import chat  # noqa: E402
from ponder_demo.data.noise import Typist, type_out  # noqa: E402
from ponder_demo.data.numbers import of_split  # noqa: E402
from ponder_demo.data.render import reply  # noqa: E402
from ponder_demo.data.slice import digest  # noqa: E402
from ponder_demo.evaluate import cases, checks  # noqa: E402

PHRASES = ("sums", "follow", "stories", "problems", "recall", "outside", "smalltalk", "system")


class Grammar(unittest.TestCase):
    def test_expands_every_choice(self):
        rng = Random(1)
        self.assertEqual({grammar.expand("{a|b{c|}|}d", rng) for _ in range(200)}, {"ad", "bcd", "bd", "d"})
        self.assertEqual(grammar.count("{a|b{c|}|}d"), 4)

    def test_no_line_is_in_two_splits_and_no_section_is_empty(self):
        for parts in [*map(grammar.phrases, PHRASES), guide.wordings(), recall.own_words()]:
            for section in parts["train"]:
                lines = [set(line.text for line in parts[split][section]) for split in grammar.SPLITS]
                self.assertTrue(all(lines), section)
                self.assertFalse(lines[0] & lines[1] or lines[0] & lines[2] or lines[1] & lines[2], section)

    def test_every_intent_has_an_answer_and_25_wordings(self):
        self.assertGreaterEqual(len(guide.intents()), 60)
        for intent in guide.intents():
            self.assertIn(intent, guide.answers())
            lines = [line for split in grammar.SPLITS for line in guide.wordings()[split][intent]]
            self.assertGreaterEqual(sum(grammar.count(line.text) for line in lines), 25, intent)


class Noise(unittest.TestCase):
    def test_values_survive_any_typist(self):
        rng = Random(2)
        for _ in range(500):
            typist = Typist.random(rng)
            value = typist.value("Sersullo")
            self.assertIn(value, type_out("please remember that my name is <v>, will you?", {"v": value}, typist, rng))


def statements(line: str) -> list[tuple[int, str, int]]:
    """"7×8=56+3=59" says 7×8=56 and 56+3=59."""
    found = re.findall(r"(?=(?<![\d+×-])([\d+×-]+)([<>=])(\d+))", line.replace(" digits", ""))
    return [(eval(re.sub(r"\b0+(?=\d)", "", left.replace("×", "*"))), sign, int(right)) for left, sign, right in found]


class Operands(unittest.TestCase):
    def test_a_pair_belongs_to_one_split_in_either_order(self):
        rng = Random(6)
        for _ in range(2000):
            op, a, b = rng.choice("+-×?"), rng.randrange(1000), rng.randrange(10, 1000)
            self.assertNotEqual(of_split(op, a, b, "test"), of_split(op, a, b, "train"))
            self.assertEqual(of_split(op, a, b, "test"), of_split(op, b, a, "test"))

    def test_close_numbers_differ_by_something_shorter(self):
        rng = Random(9)
        for split in ("train", "test"):
            for _ in range(500):
                a, b = sums.near_operands(split, rng)
                self.assertTrue(of_split("-", a, b, split))
                self.assertLess(len(str(a - b)), len(str(a)))
        differences = [a - b for a, b in (sums.near_operands("train", rng) for _ in range(1000))]
        self.assertAlmostEqual(sum(d < 10 for d in differences) / 1000, 0.6, delta=0.06)

    def test_double_and_triple_multiply_what_came_last(self):
        for kind, factor in (("double", 2), ("triple", 3)):
            self.assertEqual(follow.of_kind(kind, 14, 5, "").result, 14 * factor)

    def test_training_asks_directly_for_no_pair_of_the_test(self):
        rng = Random(7)
        makers = [sums.plus_or_minus, sums.product, sums.comparison, problems.one_step]
        for _ in range(3000):
            thought = rng.choice(makers)("train", rng, Typist.clean()).thought
            shown = re.search(r"(\d+)(?: ([-+×]) | and |[<>])(\d+)", thought)
            op = shown[2] or ("-" if thought.startswith("difference") else "?")
            self.assertTrue(of_split(op, int(shown[1]), int(shown[3]), "train"), thought)


class Memory(unittest.TestCase):
    def test_what_was_told_last_is_what_is_recalled(self):
        rng, recalled = Random(8), 0
        for _ in range(4000):
            told: dict[str, str] = {}
            for turn in chat("train", rng).turns:
                if turn.ability != "recall":
                    continue
                told |= {"your name": name for name in re.findall(r"The name is (\S+)\.", turn.thought)}
                told |= dict(re.findall(r"(?:To remember|A correction): (.+?) is (.+?)\.", turn.thought))
                for thing, value in re.findall(r"To recall: (.+?) is (.+)\.", turn.thought):
                    if value == "not told yet":
                        self.assertNotIn(thing, told)
                    else:
                        self.assertEqual(told.setdefault(thing, value), value)
                        recalled += 1
        self.assertGreater(recalled, 300)

    def test_everything_people_have_words_for_is_told_with_its_value_and_asked_without(self):
        facts, rng = recall.own_facts(), Random(1)
        self.assertEqual(set(recall.own_words()["train"]), {f"{verb} {name}" for verb in ("tell", "ask") for name in facts})
        for split in grammar.SPLITS:
            for section, lines in recall.own_words()[split].items():
                for line in lines:
                    for _ in range(5):
                        told = grammar.SLOT.findall(grammar.expand(line.text, rng))
                        self.assertEqual(told, ["v"] if section.startswith("tell") else [], line.text)
        for thing, kind in facts.values():
            self.assertRegex(thing, "^(the number of )?(my|our) ")
            self.assertNotRegex(recall.Fact(thing, "", kind).named_back, r"\b(my|our)\b")
            self.assertTrue(recall.new_value(thing, kind, "train", rng))


class Spelling(unittest.TestCase):
    def test_merges_hold_in_every_case(self):
        merges = spelling.in_every_case([("f", "o"), ("l", "d"), ("Ġ", "fo"), ("fo", "ld"), ("Ġfo", "ld")])
        self.assertEqual(merges[:3], [("f", "o"), ("F", "o"), ("F", "O")])
        tokens = {left + right for left, right in merges}
        self.assertLessEqual({"fold", "Fold", "FOLD", "Ġfold", "ĠFold", "ĠFOLD"}, tokens)
        self.assertEqual(len(tokens), len(merges))

    def test_bytes_that_are_no_letters_have_no_case(self):
        self.assertEqual(spelling.in_every_case([("Ã", "©")]), [("Ã", "©")])

    def test_words_share_their_letter_groups(self):
        fold, folding = set(spelling.letter_groups("ĠFold")), set(spelling.letter_groups("folding"))
        self.assertIn("^fo", fold)
        self.assertLessEqual({"fo", "old", "fold"}, fold & folding)
        self.assertEqual([spelling.letter_groups(token) for token in ("Ġ", "7", "Ã©", "...")], [[], [], [], []])


class Problems(unittest.TestCase):
    def test_every_number_of_the_sum_is_told(self):
        for shapes in (problems.ONE_STEP, problems.TWO_STEPS):
            for section, (draw, _) in shapes.items():
                slots = set(draw(Random(1)))
                for split in grammar.SPLITS:
                    for line in grammar.phrases("problems")[split][section]:
                        for seed in range(20):
                            found = grammar.SLOT.findall(grammar.expand(line.text, Random(seed)))
                            self.assertEqual(sorted(slot for slot in found if slot in "abc"), sorted(slots), line.text)

    def test_a_problem_is_never_about_less_than_nothing(self):
        rng = Random(9)
        for split in grammar.SPLITS:
            for _ in range(1000):
                turn = rng.choice([problems.one_step, problems.two_steps])(split, rng, Typist.clean())
                self.assertGreaterEqual(turn.result, 0, turn.user)


class Columns(unittest.TestCase):
    def test_last_step_of_each_column_gives_the_result(self):
        rng = Random(3)
        for _ in range(2000):
            a, b = rng.randrange(10**6), rng.randrange(10**6)
            added = columns.add(a, b)
            self.assertEqual(added.result, a + b)
            digits = [step.split("=")[-1].split()[-1] for step in added.steps]
            self.assertEqual(int(digits[-1] + "".join(d[-1] for d in reversed(digits[:-1]))), a + b)
            self.assertEqual(columns.subtract(a, b).result, a - b)
            self.assertEqual(columns.difference(a, b).result, abs(a - b))

    def test_every_statement_in_a_working_is_true(self):
        rng = Random(5)
        for _ in range(2000):
            a, b = rng.randrange(10 ** rng.randint(1, 6)), rng.randrange(10 ** rng.randint(1, 6))
            workings = [columns.add(a, b), columns.subtract(a, b), columns.difference(a, b), columns.multiply(a % 10, b)]
            for line in "\n".join(working.thought() for working in workings).split("\n"):
                for left, sign, right in statements(line):
                    holds = {"<": left < right, ">": left > right, "=": left == right}[sign]
                    self.assertTrue(holds, line)

    def test_a_chain_is_what_its_expression_says(self):
        working = columns.chain(12, [("+", 5), ("×", 3), ("-", 4)])
        self.assertEqual((working.sign, working.result), ("(12+5)×3-4", 47))


class Chats(unittest.TestCase):
    def test_slots_are_filled(self):
        for split in grammar.SPLITS:
            rng = Random(4)
            for _ in range(2000):
                for turn in chat(split, rng).turns:
                    self.assertNotRegex(turn.user + turn.answer, r"<[A-Za-z]\w*>|[{}@]|\|")

    def test_the_checker_accepts_what_is_taught(self):
        for row, chats in cases.rows("test", seed=1, per_row=100).items():
            for made in chats:
                parsed = checks.parse(reply(made).removesuffix("<|im_end|>"), made.thinking, ended=True)
                self.assertTrue(parsed.well_formed and checks.correct(parsed.answer, made.turns[-1].expect), row)

    def test_the_data_set_is_rebuilt_byte_for_byte(self):
        self.assertEqual(digest(), (ROOT / "data.sha256").read_text().strip())


if __name__ == "__main__":
    unittest.main()
