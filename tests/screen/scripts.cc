#include "tests/screen/scripts.h"

#include <csignal>
#include <cstdlib>

#include "core/base/check.h"

namespace ponder::testing {
namespace {

constexpr std::string_view kMarkdown = R"(## Schoolbook multiplication

**391**. It is the *distributive law* written in columns:

```
  17 * 23  =  17 * (20 + 3)
           =  340 + 51
```

Each row is one digit of the second factor times the whole first one, shifted by that digit's place:

1. multiply by the ones
2. multiply by the tens, with a `0` behind
   - and so on
3. add the rows up

| step | product | sum |
|:-----|--------:|----:|
| ones | 51 | 51 |
| tens | 340 | 391 |

> More on [Wikipedia](https://en.wikipedia.org/wiki/Multiplication).
)";

// Everything that must not reach a terminal, and what is hard to measure.
constexpr std::string_view kHostile =
    "clip\x1b]52;c;aGFjaw==\x07 title\x1b]0;owned\x07 clear\x1b[2J c1\xc2\x9b"
    "31m "
    "bidi\u202Egnp.exe\u202C null\u2066x\u2069 zero\u200Bwidth bell\a back\b\b\b cr\rover "
    "family \U0001F468\u200D\U0001F469\u200D\U0001F467 flag \U0001F1E9\U0001F1EA "
    "marks a\u0301\u0302\u0303\u0304\u0305\u0306\u0307 wide \u6F22\u5B57\u6F22\u5B57 "
    "broken \xff\xfe\xc3 end";

std::string Numbers(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += std::to_string(i) + (i % 10 == 0 ? "\n" : " ");
  return text;
}

std::string Lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += "line " + std::to_string(i) + "\n\n";
  return text;
}

Script Open(const OpenModel& open) {
  ScriptWriter write;
  if (open.path == "damaged") {
    return write.Wait(50)
        .Add(ModelFailed{{ErrorCode::kModel, "want 2 shards, found 1", "damaged/index.json"}})
        .Unfinished();
  }
  if (open.path == "slow") {
    for (uint64_t i = 1; i <= 100; ++i) {
      write.Wait(50).Add(LoadProgress{.done_bytes = i << 26, .total_bytes = uint64_t{100} << 26});
    }
  }
  return write.Wait(20).Add(ReadyModel()).Unfinished();
}

// Bugs and faults on the screen's thread.
void Crash(const std::string& message) {
  if (message == "check") CHECK(message.empty());
  if (message == "abort") std::abort();
  if (message == "segv") std::raise(SIGSEGV);
}

int NumberIn(const std::string& message) { return std::atoi(message.c_str() + message.find(' ')); }

}  // namespace

Script Answer(const Request& request) {
  if (const auto* open = std::get_if<OpenModel>(&request)) return Open(*open);
  const std::string message = LastMessage(request);
  Crash(message);
  ScriptWriter write;
  if (message == "fail") {
    return write.Wait(50)
        .Add(TurnFailed{{ErrorCode::kLimit, "the context is full", "turn"}})
        .Unfinished();
  }
  if (message == "prefill") {
    for (size_t i = 1; i <= 100; ++i) write.Wait(100).Prefill(i * 112, 11240);
    return write.Answer("read it all").End();
  }
  if (message == "stall") return write.Answer("a few words").Wait(600'000).End();
  if (message == "hostile") return write.Think(kHostile, 1).Answer(kHostile, 1).End();
  if (message == "markdown") return write.Think("A table may help.", 5).Answer(kMarkdown, 5).End();
  if (message.starts_with("count ")) return write.Answer(Numbers(NumberIn(message)), 20).End();
  if (message.starts_with("lines ")) return write.Answer(Lines(NumberIn(message)), 1).End();
  if (message.starts_with("think ")) {
    return write.Think(Numbers(NumberIn(message)), 20).Answer("That was it.").End();
  }
  return write.Prefill(10, 17)
      .Think("The user says: " + message, 5)
      .Answer("You said " + message, 5)
      .End();
}

}  // namespace ponder::testing
