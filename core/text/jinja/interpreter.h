// Interpreter: the state of one rendering. It counts steps, depth and output, so that no template
// runs for ever; see limits.h.
//
// Thread rule: one thread.
#pragma once

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/jinja/callable.h"
#include "core/text/jinja/heap.h"
#include "core/text/jinja/iterate.h"
#include "core/text/jinja/limits.h"
#include "core/text/jinja/scope.h"
#include "core/text/jinja/value.h"

namespace ponder::jinja {

class Expression;
class Statement;
using Body = std::vector<std::unique_ptr<const Statement>>;

// How a statement ended.
enum class Flow { kNext, kBreak, kContinue };

class Interpreter {
 public:
  // `globals`: the scope around everything; not null.
  Interpreter(Heap& heap, Scope* globals, const std::tm& now)
      : heap_(&heap), scope_(globals), now_(now) {}

  Result<Value> Evaluate(const Expression& expression);
  Result<Flow> Execute(const Body& body);
  Result<Value> Call(const Value& callee, const Arguments& arguments);

  // Appends to the output. Errors: more than kMaxOutputBytes.
  Status Write(std::string_view text);
  // What `body`, or `run` returning Result<Flow>, writes meanwhile, as a text.
  struct Captured {
    Flow flow;
    Value text;
  };
  Result<Captured> Capture(const Body& body) {
    return CaptureFrom([&] { return Execute(body); });
  }
  template <typename Run>
  Result<Captured> CaptureFrom(Run run) {
    const size_t begin = output_.size();
    const Flow flow = TRY(run());
    const Value text = TRY(heap_->NewText(std::string_view(output_).substr(begin)));
    output_.resize(begin);
    return Captured{flow, text};
  }
  std::string TakeOutput() { return std::move(output_); }

  // Counts work. Errors: more than kMaxSteps.
  Status Spend(uint64_t steps);
  Status SpendFor(std::string_view text) { return Spend(text.size() / kBytesPerStep); }
  Status SpendForCharacters(std::string_view text) {
    return Spend(text.size() / kBytesPerSlowStep);
  }

  // A new scope inside the current one, or inside `parent`, until the guard ends.
  class ScopeGuard;
  Result<Scope*> NewScope(Scope* parent) { return heap_->New<Scope>(parent); }
  // Errors: out of memory.
  Status Set(std::string_view name, Value value);
  // Forgets the variables of the current scope.
  void ClearScope();

  Scope* scope() const { return scope_; }
  Heap& heap() { return *heap_; }
  const std::tm& now() const { return now_; }
  int line() const { return line_; }

 private:
  Status Enter(int line);

  Heap* heap_;
  Scope* scope_;
  std::tm now_;
  std::string output_;
  uint64_t steps_ = 0;
  int depth_ = 0;
  int line_ = 1;  // of what is being evaluated; where an error happened once there is one
};

class Interpreter::ScopeGuard {
 public:
  ScopeGuard(Interpreter& in, Scope* scope) : in_(&in), outer_(in.scope_) { in.scope_ = scope; }
  ~ScopeGuard() { in_->scope_ = outer_; }
  ScopeGuard(const ScopeGuard&) = delete;
  ScopeGuard& operator=(const ScopeGuard&) = delete;

 private:
  Interpreter* in_;
  Scope* outer_;
};

}  // namespace ponder::jinja
