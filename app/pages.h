// Pages in place of the conversation, made from the tables they describe.
#pragma once

#include "app/memory_probe.h"
#include "core/base/settings.h"
#include "core/chat/events.h"
#include "core/chat/meters.h"
#include "ui/view/page.h"

namespace ponder {

PageState HelpPage();  // commands and keys
PageState SettingsPage(const Settings& current, const Settings& defaults);

struct MemoryPageInput {
  MemoryReading memory;
  double page_faults_per_s = 0;
  uint64_t weight_bytes = 0;
  const Meters* meters = nullptr;
};
PageState MemoryPage(const MemoryPageInput& input);

}  // namespace ponder
