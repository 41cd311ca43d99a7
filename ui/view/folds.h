// Which thoughts are folded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "core/chat/message.h"

namespace ponder {

// A thought of a reply, by its order in it.
struct ThoughtId {
  MessageId message = kNoMessage;
  size_t ordinal = 0;

  auto operator<=>(const ThoughtId&) const = default;
};

// Until the reader chooses, a thought is open while it grows and folded once it has ended.
class Folds {
 public:
  bool IsFolded(const ThoughtId& thought, bool growing) const;
  void Set(const ThoughtId& thought, bool folded);
  void SetAll(bool folded);                                // those to come, too
  bool all_folded() const { return all_.value_or(true); }  // the ended ones, but for Set
  uint64_t revision() const { return revision_; }          // grows with every change

 private:
  std::optional<bool> all_;
  std::map<ThoughtId, bool> chosen_;
  uint64_t revision_ = 0;
};

}  // namespace ponder
