// The functions every template has.
#include <array>
#include <ctime>
#include <limits>

#include "core/base/utf8.h"
#include "core/text/jinja/builtins.h"
#include "core/text/jinja/dict_entry.h"
#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/text_of.h"

namespace ponder::jinja {
namespace {

Result<Value> RaiseException(Interpreter& in, const Value&, const Bound& arguments) {
  return Wrong("{}", TRY(TextOf(in, arguments[0])));
}

// The length of range(start, stop, step).
Integer RangeLength(Integer start, Integer stop, Integer step) {
  const Integer distance = step > 0 ? stop - start : start - stop;
  const Integer stride = step > 0 ? step : -step;
  return distance <= 0 ? 0 : (distance - 1) / stride + 1;
}

Result<Value> MakeRange(Interpreter& in, const Value&, const Bound& arguments) {
  constexpr Integer kMax = std::numeric_limits<int64_t>::max();
  std::vector<Integer> numbers;
  for (const Value& value : arguments.all().positional) {
    if (!value.IsIntegral()) return Wrong("range() needs integers, found {}", TypeName(value));
    numbers.push_back(std::clamp(value.AsIntegral(), -kMax, kMax));
  }
  if (numbers.empty() || numbers.size() > 3) return Wrong("range() takes one to three integers");
  const Integer start = numbers.size() == 1 ? 0 : numbers[0];
  const Integer stop = numbers.size() == 1 ? numbers[0] : numbers[1];
  const Integer step = numbers.size() == 3 ? numbers[2] : 1;
  if (step == 0) return Wrong("range(): the third argument must not be zero");
  const Integer length = RangeLength(start, stop, step);
  if (length > kMaxRange) return Wrong("range() with more than {} numbers", kMaxRange);
  return Value(TRY(in.heap().New<Range>(start, stop, step, static_cast<int64_t>(length))));
}

Result<Value> MakeDict(Interpreter& in, const Value&, const Bound& arguments) {
  Dict* dict = TRY(in.heap().New<Dict>());
  TRY(UpdateFromArguments(in, *dict, arguments.all()));
  return Value(dict);
}

Result<Value> MakeNamespace(Interpreter& in, const Value&, const Bound& arguments) {
  Namespace* space = TRY(in.heap().New<Namespace>());
  TRY(UpdateFromArguments(in, space->attributes, arguments.all()));
  for (const auto& [name, value] : space->attributes.entries()) {
    if (name.IsText() && name.AsText().bytes.starts_with('_')) {
      return Wrong("namespace(): attributes must not start with '_': '{}'", name.AsText().bytes);
    }
  }
  return Value(space);
}

Result<Value> FormatNow(Interpreter& in, const Value&, const Bound& arguments) {
  constexpr size_t kMaxFormatBytes = 256;
  const std::string_view format = TRY(arguments.TextOf(0));
  if (format.size() > kMaxFormatBytes) {
    return Wrong("strftime_now(): want a format of at most {} bytes", kMaxFormatBytes);
  }
  // A leading mark tells an empty result from one that did not fit.
  const std::string marked = "." + std::string(format);
  std::array<char, 1 << 14> buffer;
  // As Python's datetime.now(): English names wherever we are, and no time zone.
  static const locale_t kPlainLocale = newlocale(LC_ALL_MASK, "C", nullptr);
  std::tm now = in.now();
  now.tm_isdst = -1;
  now.tm_zone = "";
  const size_t size = strftime_l(buffer.data(), buffer.size(), marked.c_str(), &now, kPlainLocale);
  if (size == 0) return Wrong("strftime_now(): '{}' gives too long a text", format);
  return in.heap().NewText(ReplaceInvalidUtf8(std::string_view(buffer.data(), size).substr(1)));
}

// Gives nothing the first time it is called and the separator from then on.
struct Joiner : Callable {
  explicit Joiner(Value text) : separator(text) {}
  Result<Value> Call(Interpreter&, const Arguments&) override {
    return std::exchange(used, true) ? separator : Value::Of("");
  }
  const char* type_name() const override { return "Joiner"; }

  Value separator;
  bool used = false;
};

Result<Value> MakeJoiner(Interpreter& in, const Value&, const Bound& arguments) {
  return Value(TRY(in.heap().New<Joiner>(arguments.Or(0, Value::Of(", ")))));
}

// Gives its items in turn.
struct Cycler : Callable {
  explicit Cycler(std::vector<Value> choices) : items(std::move(choices)) {}
  Result<Value> Call(Interpreter&, const Arguments&) override {
    return Wrong("'Cycler' object is not callable");
  }
  const char* type_name() const override { return "Cycler"; }
  bool is_callable() const override { return false; }
  Result<std::optional<Value>> Attribute(Interpreter& in, std::string_view name) override;

  std::vector<Value> items;
  size_t position = 0;
};

Cycler& CyclerOf(const Value& self) { return *static_cast<Cycler*>(self.AsCallable()); }

Result<Value> NextOfCycler(Interpreter&, const Value& self, const Bound&) {
  Cycler& cycler = CyclerOf(self);
  const Value item = cycler.items[cycler.position];
  cycler.position = (cycler.position + 1) % cycler.items.size();
  return item;
}

Result<Value> ResetCycler(Interpreter&, const Value& self, const Bound&) {
  CyclerOf(self).position = 0;
  return Value(None{});
}

constexpr Native kCyclerMethods[] = {{"next", NextOfCycler}, {"reset", ResetCycler}};

Result<std::optional<Value>> Cycler::Attribute(Interpreter& in, std::string_view name) {
  if (name == "current") return items[position];
  const Native* method = FindNative(kCyclerMethods, name);
  if (method == nullptr) return std::nullopt;
  return Value(TRY(in.heap().New<BoundNative>(*method, Value(this))));
}

Result<Value> MakeCycler(Interpreter& in, const Value&, const Bound& arguments) {
  if (arguments.all().positional.empty()) return Wrong("cycler() needs at least one item");
  return Value(TRY(in.heap().New<Cycler>(arguments.all().positional)));
}

constexpr Native kFunctions[] = {
    {"raise_exception", RaiseException, {"message"}, 1},
    {"strftime_now", FormatNow, {"format"}, 1},
    {.name = "range", .function = MakeRange, .variadic = true},
    {.name = "dict", .function = MakeDict, .variadic = true},
    {.name = "namespace", .function = MakeNamespace, .variadic = true},
    {"joiner", MakeJoiner, {"sep"}},
    {.name = "cycler", .function = MakeCycler, .variadic = true},
};

}  // namespace

std::span<const Native> GlobalFunctions() { return kFunctions; }

}  // namespace ponder::jinja
