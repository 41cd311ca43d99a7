#include "core/text/jinja/text_of.h"

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/number_text.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/python_text.h"

namespace ponder::jinja {
namespace {

class Printer {
 public:
  explicit Printer(Interpreter& in) : in_(&in) {}

  Status Print(const Value& value);
  std::string Take() { return std::move(out_); }

 private:
  Status PrintObject(const Value& value);
  Status PrintItems(const std::vector<Value>& items);
  Status PrintDict(const Dict& dict);
  Status Around(std::string_view open, const std::vector<Value>& items, std::string_view close);
  void PrintRange(const Range& range);

  Interpreter* in_;
  std::string out_;
  int depth_ = 0;
};

std::string ScalarText(const Value& value) {
  if (value.IsUndefined()) return "Undefined";
  if (value.IsNone()) return "None";
  if (value.IsBool()) return value.AsBool() ? "True" : "False";
  if (value.IsInteger()) return IntegerText(value.AsIntegral());
  return FloatText(value.AsNumber());
}

Status Printer::Print(const Value& value) {
  TRY(in_->Spend(1));
  if (out_.size() > kMaxOutputBytes) return Wrong("a text longer than {} bytes", kMaxOutputBytes);
  if (value.AsObject() != nullptr) {
    if (++depth_ > kMaxValueDepth) return Wrong("a value is nested too deeply to print");
    TRY(PrintObject(value));
    --depth_;
  } else if (value.IsText()) {
    const Text& text = value.AsText();
    TRY(in_->SpendForCharacters(text.bytes));
    out_ += text.markup ? "Markup(" + ReprOfText(text.bytes) + ")" : ReprOfText(text.bytes);
  } else {
    out_ += ScalarText(value);
  }
  return {};
}

Status Printer::Around(std::string_view open, const std::vector<Value>& items,
                       std::string_view close) {
  out_ += open;
  TRY(PrintItems(items));
  out_ += close;
  return {};
}

Status Printer::PrintObject(const Value& value) {
  if (const List* list = value.AsList()) return Around("[", list->items, "]");
  if (const Tuple* tuple = value.AsTuple()) {
    return Around("(", tuple->items, tuple->items.size() == 1 ? ",)" : ")");
  }
  if (const Dict* dict = value.AsDict()) return PrintDict(*dict);
  if (const View* view = value.AsView()) {
    out_ += view->type_name;
    return Around("([", view->items, "])");
  }
  if (const Namespace* space = value.AsNamespace()) {
    out_ += "<Namespace ";
    TRY(PrintDict(space->attributes));
    out_ += ">";
  } else if (const Range* range = value.AsRange()) {
    PrintRange(*range);
  } else {
    out_ += fmt::format("<{} object>", TypeName(value));
  }
  return {};
}

Status Printer::PrintItems(const std::vector<Value>& items) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out_ += ", ";
    TRY(Print(items[i]));
  }
  return {};
}

Status Printer::PrintDict(const Dict& dict) {
  out_ += "{";
  bool first = true;
  for (const auto& [key, value] : dict.entries()) {
    if (!first) out_ += ", ";
    first = false;
    TRY(Print(key));
    out_ += ": ";
    TRY(Print(value));
  }
  out_ += "}";
  return {};
}

void Printer::PrintRange(const Range& range) {
  out_ += fmt::format("range({}, {}", range.start, range.stop);
  out_ += range.step == 1 ? ")" : fmt::format(", {})", range.step);
}

}  // namespace

Result<std::string> ReprOf(Interpreter& in, const Value& value) {
  Printer printer(in);
  TRY(printer.Print(value));
  return printer.Take();
}

Result<std::string_view> TextOf(Interpreter& in, const Value& value) {
  if (value.IsText()) return value.AsText().bytes;
  if (value.IsUndefined()) return std::string_view();
  return in.heap().Copy(TRY(ReprOf(in, value)));
}

}  // namespace ponder::jinja
