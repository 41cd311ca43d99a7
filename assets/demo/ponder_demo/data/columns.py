"""Written arithmetic: the working that a thought shows, column by column.

Each step stands on its own line and names its place, so that every token of it follows from the operands
and the line before. With thinking off the same steps stand in the answer, separated by semicolons.
"""

from dataclasses import dataclass

PLACES = ["ones", "tens", "hundreds", "thousands", "5th", "6th", "7th"]


@dataclass(frozen=True)
class Working:
    """`sign` is how the operation reads: "23 + 45"; `before` is what leads to it."""

    sign: str
    steps: list[str]
    result: int
    before: tuple[str, ...] = ()

    @property
    def operation(self) -> tuple[int, str, int] | None:
        """Operands and sign, if it is a single one."""
        parts = self.sign.split()
        return (int(parts[0]), parts[1], int(parts[2])) if len(parts) == 3 else None

    def thought(self) -> str:
        return "\n".join([*self.before, self.sign, *self.steps, str(self.result)])

    def equation(self) -> str:
        return f"{self.sign} = **{self.result}**"

    def direct(self) -> str:
        """Short visible working in the answer itself."""
        return f"{'; '.join([*self.before, self.sign])}: {'; '.join(self.steps)}. So **{self.result}**."


def _digits(n: int) -> list[int]:
    return [int(d) for d in reversed(str(n))]


def add(a: int, b: int) -> Working:
    top, bottom, steps, carry = _digits(a), _digits(b), [], 0
    for i in range(max(len(top), len(bottom))):
        parts = [digits[i] for digits in (top, bottom) if i < len(digits)]
        parts += [1] if carry else []
        total = sum(parts)
        carry = total // 10
        step = str(total) if len(parts) == 1 else "+".join(map(str, parts)) + f"={total}"
        steps.append(f"{PLACES[i]} {step}")
    return Working(f"{a} + {b}", steps, a + b)


def subtract(a: int, b: int) -> Working:
    """Which one is larger is found digit by digit, as `compare` does: at a glance it is guessed wrongly."""
    steps = compare(a, b)
    if a < b:
        steps += [f"-({b} - {a})", *_borrowing(b, a)]
    elif a > b:
        steps += _borrowing(a, b)
    return Working(f"{a} - {b}", steps, a - b)


def difference(a: int, b: int) -> Working:
    """How far a and b are apart. Which one is taken from which is not read off the wording but compared, so that
    "how much larger is 9 than 4", "how much smaller is 4 than 9" and "from 4 to 9" are one and the same."""
    low, high = min(a, b), max(a, b)
    return Working(f"{high} - {low}", _borrowing(high, low), high - low, (f"difference of {a} and {b}?", *compare(a, b)))


def _borrowing(a: int, b: int) -> list[str]:
    """Columns of a - b for a >= b."""
    top, bottom, steps, borrow = _digits(a), _digits(b), [], False
    for i, digit in enumerate(top):
        taken = ([1] if borrow else []) + ([bottom[i]] if i < len(bottom) else [])
        rest = digit - sum(taken)
        tail = "".join(f"-{t}" for t in taken)
        borrow = rest < 0
        if not taken:
            step = str(digit)
        elif borrow:
            step = f"{digit}{tail}<0:1{digit}{tail}={rest + 10}"
        else:
            step = f"{digit}{tail}={rest}"
        steps.append(f"{PLACES[i]} {step}")
    return steps


def multiply(a: int, b: int) -> Working:
    """One of the factors has one digit."""
    digit, other = (a, b) if a < 10 else (b, a)
    steps, carry = [], 0
    for i, d in enumerate(_digits(other)):
        product = digit * d
        step = f"{digit}×{d}={product}" + (f"+{carry}={product + carry}" if carry else "")
        carry = (product + carry) // 10
        steps.append(f"{PLACES[i]} {step}")
    return Working(f"{a} × {b}", steps, a * b)


def compare(a: int, b: int) -> list[str]:
    """Steps that end with a<b, a=b or a>b. Equal first digits are dropped, so that the next to look at are
    always the first of what is left."""
    sign = "<" if a < b else ">" if a > b else "="
    x, y = str(a), str(b)
    if len(x) != len(y):
        return [f"{len(x)} digits{sign}{len(y)} digits", f"{a}{sign}{b}"]
    steps = []
    while x and x[0] == y[0]:
        steps.append(f"{x[0]}={y[0]} {x[1:]},{y[1:]}".rstrip(" ,"))
        x, y = x[1:], y[1:]
    if x:
        steps.append(f"{x[0]}{sign}{y[0]}")
    return [*steps, f"{a}{sign}{b}"]


OPERATIONS = {"+": add, "-": subtract, "×": multiply}


def chain(first: int, operations: list[tuple[str, int]]) -> Working:
    """Several operations one after the other, as word problems need them: "12+5-3", then each in columns. A single
    one is the plain sum."""
    if len(operations) == 1:
        sign, operand = operations[0]
        return OPERATIONS[sign](first, operand)
    expression, steps, value = str(first), [], first
    for sign, operand in operations:
        expression += f"{sign}{operand}"
        if sign == "×" and expression.count("+") + expression.count("-"):
            expression = f"({expression[: -len(sign + str(operand))]}){sign}{operand}"
        working = OPERATIONS[sign](value, operand)
        steps += [working.sign, *working.steps, str(working.result)]
        value = working.result
    return Working(expression, steps[:-1], value)
