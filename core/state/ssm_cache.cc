#include "core/state/ssm_cache.h"

#include <algorithm>

#include "core/base/check.h"

namespace ponder {

void SsmCache::Restore(const std::vector<float>& saved) {
  CHECK(saved.size() == copies_[current_].size());
  std::ranges::copy(saved, copies_[current_].begin());
}

void SsmCache::Clear() { std::ranges::fill(copies_[current_], 0.0f); }

}  // namespace ponder
