#include "ui/view/folds.h"

namespace ponder {

bool Folds::IsFolded(const ThoughtId& thought, bool growing) const {
  const auto chosen = chosen_.find(thought);
  if (chosen != chosen_.end()) return chosen->second;
  return all_.value_or(!growing);
}

void Folds::Set(const ThoughtId& thought, bool folded) {
  const auto [chosen, is_new] = chosen_.try_emplace(thought, folded);
  if (!is_new && chosen->second == folded) return;
  chosen->second = folded;
  ++revision_;
}

void Folds::SetAll(bool folded) {
  all_ = folded;
  chosen_.clear();
  ++revision_;
}

}  // namespace ponder
