#include "core/text/jinja/compare.h"

#include <algorithm>
#include <optional>

#include "core/text/jinja/interpreter.h"
#include "core/text/jinja/objects.h"
#include "core/text/jinja/python_text.h"

namespace ponder::jinja {
namespace {

// Walks two values side by side. Every step counts: shared parts can make a small value endless.
class Walk {
 public:
  explicit Walk(Interpreter& in) : in_(&in) {}
  Result<bool> Equal(const Value& a, const Value& b);
  Result<int> Compare(const Value& a, const Value& b);

 private:
  Status Enter();
  Result<bool> EqualItems(const std::vector<Value>& a, const std::vector<Value>& b);
  Result<bool> EqualEntries(const Dict& a, const Dict& b);
  Result<int> CompareItems(const std::vector<Value>& a, const std::vector<Value>& b);

  Interpreter* in_;
  int depth_ = 0;
};

template <typename T>
int Order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

bool EqualRanges(const Range& a, const Range& b) {
  return a.length == b.length && (a.length == 0 || a.start == b.start) &&
         (a.length <= 1 || a.step == b.step);
}

// Equality of everything that holds no other values; nothing for the rest.
std::optional<bool> EqualScalars(const Value& a, const Value& b) {
  if (a.IsNumber() && b.IsNumber()) {
    if (a.IsIntegral() && b.IsIntegral()) return a.AsIntegral() == b.AsIntegral();
    return a.AsNumber() == b.AsNumber();
  }
  if (a.IsText() && b.IsText()) return a.AsText().bytes == b.AsText().bytes;
  if (a.IsUndefined() || a.IsNone()) return a.IsUndefined() ? b.IsUndefined() : b.IsNone();
  if (a.AsObject() == nullptr || b.AsObject() == nullptr) return false;
  if (a.AsObject() == b.AsObject()) return true;
  if (a.AsRange() && b.AsRange()) return EqualRanges(*a.AsRange(), *b.AsRange());
  return std::nullopt;
}

Status Walk::Enter() {
  if (++depth_ > kMaxValueDepth) return Wrong("a value is nested too deeply to compare");
  return in_->Spend(1);
}

Result<bool> Walk::EqualItems(const std::vector<Value>& a, const std::vector<Value>& b) {
  if (a.size() != b.size()) return false;
  TRY(in_->Spend(a.size() / 8));
  for (size_t i = 0; i < a.size(); ++i) {
    if (!TRY(Equal(a[i], b[i]))) return false;
  }
  return true;
}

Result<bool> Walk::EqualEntries(const Dict& a, const Dict& b) {
  if (a.entries().size() != b.entries().size()) return false;
  TRY(in_->Spend(a.entries().size()));
  for (const auto& [key, value] : a.entries()) {
    const Value* other = b.Find(key);
    if (other == nullptr || !TRY(Equal(value, *other))) return false;
  }
  return true;
}

Result<bool> Walk::Equal(const Value& a, const Value& b) {
  if (a.IsText()) TRY(in_->SpendFor(a.AsText().bytes));
  if (const auto equal = EqualScalars(a, b)) return *equal;
  TRY(Enter());
  Result<bool> equal = false;
  if (a.AsList() && b.AsList()) equal = EqualItems(a.AsList()->items, b.AsList()->items);
  if (a.AsTuple() && b.AsTuple()) equal = EqualItems(a.AsTuple()->items, b.AsTuple()->items);
  if (a.AsDict() && b.AsDict()) equal = EqualEntries(*a.AsDict(), *b.AsDict());
  --depth_;
  return equal;
}

Result<int> Walk::CompareItems(const std::vector<Value>& a, const std::vector<Value>& b) {
  for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!TRY(Equal(a[i], b[i]))) return Compare(a[i], b[i]);
  }
  return Order(a.size(), b.size());
}

Result<int> Walk::Compare(const Value& a, const Value& b) {
  if (a.IsText()) TRY(in_->SpendFor(a.AsText().bytes));
  if (a.IsIntegral() && b.IsIntegral()) return Order(a.AsIntegral(), b.AsIntegral());
  if (a.IsNumber() && b.IsNumber()) return Order(a.AsNumber(), b.AsNumber());
  if (a.IsText() && b.IsText()) return Order(a.AsText().bytes, b.AsText().bytes);
  for (const Value* value : {&a, &b}) {
    if (value->IsUndefined()) return Wrong("{}", MessageOf(value->AsUndefined()));
  }
  if ((a.AsList() && b.AsList()) || (a.AsTuple() && b.AsTuple())) {
    TRY(Enter());
    Result<int> order = CompareItems(a.AsSequence()->items, b.AsSequence()->items);
    --depth_;
    return order;
  }
  return Wrong("cannot order '{}' and '{}'", TypeName(a), TypeName(b));
}

Result<bool> HasItem(Interpreter& in, const std::vector<Value>& items, const Value& item) {
  for (const Value& candidate : items) {
    TRY(in.Spend(1));
    if (TRY(Equal(in, candidate, item))) return true;
  }
  return false;
}

}  // namespace

bool IsTrue(const Value& value) {
  if (value.IsUndefined() || value.IsNone()) return false;
  if (value.IsNumber()) return value.IsFloat() ? value.AsNumber() != 0 : value.AsIntegral() != 0;
  if (value.IsText()) return !value.AsText().bytes.empty();
  if (const Sequence* sequence = value.AsSequence()) return !sequence->items.empty();
  if (const Dict* dict = value.AsDict()) return !dict->entries().empty();
  if (const View* view = value.AsView()) return !view->items.empty();
  if (const Range* range = value.AsRange()) return range->length != 0;
  return true;
}

Result<bool> Equal(Interpreter& in, const Value& a, const Value& b) { return Walk(in).Equal(a, b); }

Result<int> Compare(Interpreter& in, const Value& a, const Value& b) {
  return Walk(in).Compare(a, b);
}

bool SameKey(const Value& a, const Value& b) {
  // Keys are scalars or tuples of bounded depth.
  if (a.AsTuple() && b.AsTuple()) {
    return std::ranges::equal(a.AsTuple()->items, b.AsTuple()->items, SameKey);
  }
  return EqualScalars(a, b).value_or(false);
}

bool Identical(const Value& a, const Value& b) {
  if (a.AsObject() != nullptr || b.AsObject() != nullptr) return a.AsObject() == b.AsObject();
  return std::string_view(TypeName(a)) == TypeName(b) && SameKey(a, b);
}

Result<bool> Contains(Interpreter& in, const Value& container, const Value& item) {
  if (container.IsText()) {
    if (!item.IsText()) {
      return Wrong("'in <string>' requires string as left operand, not {}", TypeName(item));
    }
    const std::string_view text = container.AsText().bytes;
    TRY(in.SpendFor(text));
    return Find(text, item.AsText().bytes) != text.npos;
  }
  if (const Dict* dict = container.AsDict()) {
    TRY(CheckHashable(item));
    if (item.IsText()) TRY(in.SpendFor(item.AsText().bytes));
    return dict->Find(item) != nullptr;
  }
  if (const Sequence* sequence = container.AsSequence()) return HasItem(in, sequence->items, item);
  return HasItem(in, TRY(ItemsOf(in, container)), item);
}

}  // namespace ponder::jinja
