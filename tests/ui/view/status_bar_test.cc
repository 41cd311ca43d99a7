#include "ui/view/status_bar.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

StatusState Running() {
  return {.progress = {},
          .writing = true,
          .rate = 9.7,
          .possible_rate = 9.7,
          .mean_rate = 9.5,
          .rates = {1, 5, 9},
          .context_used = 1500,
          .context_size = 32768,
          .process_bytes = 14'500'000'000,
          .machine_bytes = 29'200'000'000,
          .settings = {}};
}

std::string Figures(const StatusState& state, int width) {
  Surface surface({width, 1});
  DrawFigures(state, UnicodeGlyphs(), Canvas(surface));
  return surface.RowText(0);
}

TEST(Figures, AllOfThemWhereThereIsRoom) {
  EXPECT_EQ(Figures(Running(), 100),
            "    9.7 tok/s \u2582\u2585\u2588     mean   9.5  ctx 1.5k/32k  5%  mem 14.5/29.2 GB  "
            "temp .70");
}

TEST(Figures, WhatWouldBePossibleLeavesBeforeTheTemperature) {
  StatusState state = Running();
  state.settings.pace = 10;
  state.possible_rate = 700;
  EXPECT_NE(Figures(state, 120).find("paced,   700 possible"), std::string::npos);
  const std::string narrow = Figures(state, 76);
  EXPECT_EQ(narrow.find("possible"), std::string::npos);
  EXPECT_NE(narrow.find("temp"), std::string::npos) << narrow;
}

TEST(Figures, LeaveByPriority) {
  const StatusState state = Running();
  std::vector<std::string> left;
  std::string all;
  for (int width = 100; width > 0; --width) {
    const std::string row = Figures(state, width);
    for (const char* name : {"\u2588", "mean", "temp", "mem", "ctx", "tok/s"}) {
      const bool noted = std::find(left.begin(), left.end(), name) != left.end();
      if (row.find(name) == std::string::npos && !noted) left.emplace_back(name);
    }
  }
  EXPECT_EQ(left, (std::vector<std::string>{"\u2588", "mean", "temp", "mem", "ctx", "tok/s"}));
}

TEST(Figures, KeepTheirPlacesWhileTheyChange) {
  StatusState state = Running();
  const size_t context = Figures(state, 100).find("ctx");
  const size_t memory = Figures(state, 100).find("mem");
  for (const double rate : {0.0, 0.5, 48.3, 99.94, 412.0, 1900.0}) {
    state.rate = state.mean_rate = state.possible_rate = rate + 0.01;
    state.context_used = static_cast<size_t>(rate * 10);
    state.process_bytes = 1'000'000'000 + static_cast<uint64_t>(rate * 1e6);
    EXPECT_EQ(Figures(state, 100).find("ctx"), context) << rate;
    EXPECT_EQ(Figures(state, 100).find("mem"), memory) << rate;
  }
}

TEST(Figures, ThePaceIsSaid) {
  StatusState state = Running();
  state.settings.pace = 40;
  state.rate = 40;
  state.possible_rate = 1900;
  EXPECT_NE(Figures(state, 120).find("40.0 tok/s paced, 1,900 possible"), std::string::npos);
  state.possible_rate = 41;
  EXPECT_EQ(Figures(state, 120).find("paced"), std::string::npos);
}

TEST(Figures, IdleShowsTheLastMean) {
  StatusState state = Running();
  state.writing = false;
  EXPECT_NE(Figures(state, 100).find("9.5 tok/s"), std::string::npos);
  state.mean_rate = 0;
  EXPECT_NE(Figures(state, 100).find("ready"), std::string::npos);
}

TEST(Figures, ReadingShowsHowLongItTakes) {
  StatusState state = Running();
  state.progress = ProgressState{.label = "reading",
                                 .part = 0.64,
                                 .count = "7,168 of 11,240 tokens",
                                 .rate = "412/s",
                                 .seconds_left = 9.9};
  const std::string row = Figures(state, 100);
  for (const char* part : {"reading", "7,168 of 11,240 tokens", "64%", "412/s", "10 s left"}) {
    EXPECT_NE(row.find(part), std::string::npos) << row;
  }
  EXPECT_NE(Figures(state, 20).find("64%"), std::string::npos);
}

TEST(Hints, FromTheRightTheyLeave) {
  Surface surface({30, 1});
  DrawHints({"Esc stop", "Ctrl+O fold", "F2 sampler"}, Canvas(surface));
  EXPECT_EQ(surface.RowText(0), "  Esc stop   Ctrl+O fold");
}

TEST(ShortStatus, RateContextMemoryAndTheWayOut) {
  Surface surface({40, 1});
  DrawShortStatus(Running(), {"Esc stop"}, UnicodeGlyphs(), Canvas(surface));
  EXPECT_EQ(surface.RowText(0), "    9.7 tok/s   5%  14.5 GB  Esc stop");
}

TEST(Figures, HostileNumbersAreHarmless) {
  StatusState state = Running();
  state.rate = state.mean_rate = state.possible_rate = -1e300;
  state.rates = {-1, 1e308, 0};
  state.context_used = SIZE_MAX;
  state.context_size = 1;
  state.process_bytes = UINT64_MAX;
  Figures(state, 80);
  state.progress = ProgressState{.label = "reading", .part = -5, .seconds_left = 1e300};
  Figures(state, 80);
}

}  // namespace
}  // namespace ponder
