#include "app/live_settings.h"

#include <utility>

namespace ponder {
namespace {

constexpr double kOneMarkSeconds = 1.0;
constexpr size_t kMaxUndo = 200;

// What a reply that is already running feels of a change: its seed is the one it began with, and a
// thought can be closed but not opened.
Settings FeltBy(const Settings& before, Settings after) {
  after.think = before.think && after.think;
  after.seed = before.seed;
  return after;
}

}  // namespace

LiveSettings::LiveSettings(Published<Settings>& published, SteadyNow now)
    : published_(published), now_(std::move(now)), current_(*published.Load()) {
  defaults_ = current_;
}

void LiveSettings::UseDefaults(const Settings& defaults,
                               const std::function<void(Settings&)>& overrides) {
  defaults_ = defaults;
  if (overrides) overrides(defaults_);
  Settings next = defaults_;
  for (const std::string_view name : set_by_hand_) {
    CopySetting(*FindSetting(name), current_, next);
  }
  undo_.clear();
  Apply(next, nullptr);
}

void LiveSettings::Change(const SettingRow& row, const Settings& to, Transcript* reply) {
  Settings next = current_;
  CopySetting(row, to, next);
  set_by_hand_.insert(row.name);
  if (next == current_) return;
  if (undo_.size() == kMaxUndo) undo_.erase(undo_.begin());
  undo_.push_back(current_);
  Apply(next, reply);
}

bool LiveSettings::Undo(Transcript* reply) {
  if (undo_.empty()) return false;
  const Settings before = undo_.back();
  undo_.pop_back();
  Apply(before, reply);
  return true;
}

void LiveSettings::Apply(const Settings& to, Transcript* reply) {
  const Settings before = std::exchange(current_, to);
  published_.Store(to);
  if (reply) AddToMark(before, *reply);
}

void LiveSettings::AddToMark(const Settings& before, Transcript& reply) {
  const SteadyTime now = now_();
  if (mark_ && SecondsBetween(mark_->changed, now) < kOneMarkSeconds) {
    mark_->changed = now;
    reply.ReviseMark(mark_->span_idx,
                     DescribeChange(mark_->before, FeltBy(mark_->before, current_)));
    return;
  }
  const std::string change = DescribeChange(before, FeltBy(before, current_));
  if (change.empty()) return;
  mark_ = Mark{reply.AddMark(change), before, now};
}

}  // namespace ponder
