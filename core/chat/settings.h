// The table of settings: name, type, range, default, unit and help of every value in Settings
// (core/base/settings.h). The sampler panel, /set, command-line flags and the settings file all
// come from its rows; adding a setting is one field and one row.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/base/settings.h"

namespace ponder {

using SettingField = std::variant<float Settings::*, int Settings::*, bool Settings::*,
                                  std::optional<uint64_t> Settings::*>;

struct SettingRow {
  std::string_view name;  // "rep-penalty"; the flag is --rep-penalty
  SettingField field;
  double min = 0;
  double max = 0;                     // of a seed: not used, it may be any 64-bit number
  double step = 0;                    // of one arrow key in the panel
  double off = -1;                    // the value that switches it off, -1 = none
  std::string_view off_word = "off";  // how that value reads
  std::string_view unit;              // "tokens", "tok/s" or empty
  std::string_view help;              // one or two sentences
};

std::span<const SettingRow> SettingRows();
const SettingRow* FindSetting(std::string_view name);  // null if unknown

// As a person reads it: "0.70", "off", "random", "on".
std::string FormatSetting(const SettingRow& row, const Settings& settings);

// Errors: kUsage, naming the range.
Status ParseSetting(const SettingRow& row, std::string_view text, Settings& settings);

// Arrow keys: `steps` of the row's step, clamped to the range.
void StepSetting(const SettingRow& row, int steps, Settings& settings);

// The row's value taken from `from`.
void CopySetting(const SettingRow& row, const Settings& from, Settings& to);

// 0..1: where the value lies in its range, for a slider.
double SettingPosition(const SettingRow& row, const Settings& settings);

// "temp 0.70 -> 0.30, top-k off -> 40": what changed, or empty. For the mark in the transcript.
std::string DescribeChange(const Settings& before, const Settings& after);

}  // namespace ponder
