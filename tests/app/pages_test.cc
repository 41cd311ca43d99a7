#include "app/pages.h"

#include <gtest/gtest.h>

#include "app/commands.h"
#include "app/keymap.h"
#include "core/chat/settings.h"
#include "tests/support/golden_screen.h"

namespace ponder {
namespace {

bool Mentions(const PageState& page, std::string_view left) {
  for (const PageLine& line : page.lines) {
    if (line.left.starts_with(left)) return true;
  }
  return false;
}

TEST(HelpPage, NamesEveryCommandAndEveryKey) {
  const PageState page = HelpPage();
  for (const SlashCommand& command : SlashCommands()) {
    EXPECT_TRUE(Mentions(page, "/" + std::string(command.name)));
  }
  for (const Binding& binding : Bindings()) EXPECT_TRUE(Mentions(page, binding.name));
}

TEST(HelpPage, OnTheScreen) {
  for (const Size size : {Size{20, 5}, {40, 10}, {80, 24}, {200, 60}}) {
    Surface surface(size);
    DrawPage(HelpPage(), Canvas(surface));
    testing::ExpectGoldenScreen("help", surface);
  }
}

TEST(SettingsPage, NamesEverySettingAndWhatWasChanged) {
  Settings current;
  current.temp = 0.3f;
  const PageState page = SettingsPage(current, Settings());
  for (const SettingRow& row : SettingRows()) EXPECT_TRUE(Mentions(page, row.name));
  EXPECT_TRUE(page.lines[0].right.starts_with("0.30 (default 0.70)."));
}

TEST(MemoryPage, OnTheScreen) {
  constexpr uint64_t kMega = 1'000'000;
  Meters meters;
  meters.context_used = 1200;
  meters.context_size = 32768;
  meters.kv_bytes = 1200 * 6144;
  meters.state_bytes = 47 * kMega;
  meters.checkpoint_bytes = 140 * kMega;
  const PageState page = MemoryPage({.memory = {.process_bytes = 11878 * kMega,
                                                .mapped_file_bytes = 11162 * kMega,
                                                .page_faults = 0,
                                                .machine_bytes = 23962 * kMega,
                                                .available_bytes = 9318 * kMega},
                                     .page_faults_per_s = 3,
                                     .weight_bytes = 11469 * kMega,
                                     .meters = &meters});
  for (const Size size : {Size{40, 10}, {80, 24}}) {
    Surface surface(size);
    DrawPage(page, Canvas(surface));
    testing::ExpectGoldenScreen("memory", surface);
  }
}

TEST(MemoryPage, HostileCountersAreHarmless) {
  Meters meters;
  meters.kv_bytes = UINT64_MAX;
  MemoryPage(
      {.memory = {}, .page_faults_per_s = -5, .weight_bytes = UINT64_MAX, .meters = &meters});
}

}  // namespace
}  // namespace ponder
