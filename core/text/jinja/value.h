// Values of the template language: Python's, as far as Jinja shows them.
//
// A Value is a small copyable handle. Text and objects belong to the Heap of one rendering (or, for
// text, to the template or the caller's variables) and live until it ends.
//
// Thread rule: one thread.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"

namespace ponder::jinja {

// Wide enough for every integer a JSON number can carry exactly.
using Integer = __int128;

// An Integer without its alignment, which would make every Value half as large again.
struct PackedInteger {
  PackedInteger(Integer value)  // NOLINT: converts on purpose
      : low(static_cast<uint64_t>(value)), high(static_cast<int64_t>(value >> 64)) {}
  Integer Unpack() const { return (static_cast<Integer>(high) << 64) | low; }
  uint64_t low;
  int64_t high;
};

// What a missing variable, attribute or element evaluates to. It prints as nothing; any other use
// of it is an error, whose text these fields make.
struct Undefined {
  std::string_view name;        // of the variable or attribute; the whole message if owner is kHint
  const char* owner = nullptr;  // type of the object that lacks the attribute; null for a variable
};
inline constexpr char kHint[] = "hint";

struct None {};

struct Text {
  std::string_view bytes;  // valid UTF-8
  bool markup = false;     // result of the filters safe and escape
};

enum class ObjectKind {
  kList,
  kTuple,
  kDict,
  kNamespace,
  kRange,
  kView,
  kIterator,
  kCallable,
  kScope
};

// Base of everything a Value refers to.
struct Object {
  explicit Object(ObjectKind object_kind) : kind(object_kind) {}
  virtual ~Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  const ObjectKind kind;
};

struct Sequence;
struct List;
struct Tuple;
struct Dict;
struct Namespace;
struct Range;
struct View;
struct Iterator;
struct Callable;

class Value {
 public:
  Value() : data_(Undefined{}) {}
  Value(Undefined undefined) : data_(undefined) {}           // NOLINT: these convert on purpose
  Value(None none) : data_(none) {}                          // NOLINT
  template <std::same_as<bool> T>                            // never a pointer
  Value(T truth) : data_(truth) {}                           // NOLINT
  Value(Integer integer) : data_(PackedInteger(integer)) {}  // NOLINT
  Value(double number) : data_(number) {}                    // NOLINT
  Value(Text text) : data_(text) {}                          // NOLINT
  Value(Object* object) : data_(object) {}                   // NOLINT
  static Value Of(std::string_view text) { return Value(Text{text}); }
  static Value Of(size_t count) { return Value(static_cast<Integer>(count)); }

  bool IsUndefined() const { return std::holds_alternative<Undefined>(data_); }
  bool IsNone() const { return std::holds_alternative<None>(data_); }
  bool IsBool() const { return std::holds_alternative<bool>(data_); }
  bool IsText() const { return std::holds_alternative<Text>(data_); }
  bool IsFloat() const { return std::holds_alternative<double>(data_); }
  bool IsInteger() const { return std::holds_alternative<PackedInteger>(data_); }  // without bool
  bool IsIntegral() const { return IsInteger() || IsBool(); }
  bool IsNumber() const { return IsIntegral() || IsFloat(); }

  const Undefined& AsUndefined() const { return std::get<Undefined>(data_); }
  bool AsBool() const { return std::get<bool>(data_); }
  const Text& AsText() const { return std::get<Text>(data_); }
  Integer AsIntegral() const {
    return IsBool() ? Integer{AsBool()} : std::get<PackedInteger>(data_).Unpack();
  }
  double AsNumber() const {
    return IsFloat() ? std::get<double>(data_) : static_cast<double>(AsIntegral());
  }

  // The object, or null where the value is something else.
  Object* AsObject() const;
  Sequence* AsSequence() const;  // list or tuple
  List* AsList() const;
  Tuple* AsTuple() const;
  Dict* AsDict() const;
  Namespace* AsNamespace() const;
  Range* AsRange() const;
  View* AsView() const;
  Iterator* AsIterator() const;
  Callable* AsCallable() const;

 private:
  template <typename T>
  T* As(ObjectKind kind) const;

  std::variant<Undefined, None, bool, PackedInteger, double, Text, Object*> data_;
};

static_assert(sizeof(Value) == 32);

// Python's name of the type, e.g. "str", for messages.
const char* TypeName(const Value& value);

// Why the use of this undefined value is an error, e.g. "'x' is undefined".
std::string MessageOf(const Undefined& undefined);

// An error of the template. The place is added where the rendering ends.
template <typename... Args>
tl::unexpected<Error> Wrong(fmt::format_string<Args...> format, Args&&... args) {
  return Fail(ErrorCode::kModel, "", format, std::forward<Args>(args)...);
}

}  // namespace ponder::jinja
