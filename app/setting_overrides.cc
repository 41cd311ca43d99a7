#include "app/setting_overrides.h"

namespace ponder {

Status SettingOverrides::Set(const SettingRow& row, std::string_view text) {
  TRY(ParseSetting(row, text, values_));
  rows_.push_back(&row);
  return {};
}

void SettingOverrides::Add(const SettingOverrides& over) {
  over.ApplyTo(values_);
  rows_.insert(rows_.end(), over.rows_.begin(), over.rows_.end());
}

void SettingOverrides::ApplyTo(Settings& settings) const {
  for (const SettingRow* row : rows_) CopySetting(*row, values_, settings);
}

}  // namespace ponder
