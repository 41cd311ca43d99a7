// Settings somebody asked for: by a flag, or in the settings file. They go over a model's defaults.
#pragma once

#include <string_view>
#include <vector>

#include "core/chat/settings.h"

namespace ponder {

class SettingOverrides {
 public:
  // Errors: kUsage, naming the range.
  Status Set(const SettingRow& row, std::string_view text);

  // `over` wins where both have a value.
  void Add(const SettingOverrides& over);
  void ApplyTo(Settings& settings) const;
  bool empty() const { return rows_.empty(); }

 private:
  Settings values_;
  std::vector<const SettingRow*> rows_;  // those of values_ that count
};

}  // namespace ponder
