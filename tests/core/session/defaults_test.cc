#include "core/session/defaults.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

const Format kTurboQuantFormat{.name = "TurboQuant"};
const Format kAffineFormat{.name = "MLX affine"};

ModuleInfo Module(const Format& format, double bits) {
  const size_t rows = 64, cols = 128;
  return {.format = &format,
          .rows = rows,
          .cols = cols,
          .bytes = static_cast<uint64_t>(static_cast<double>(rows * cols) * bits / 8)};
}

TEST(DefaultSettings, SilentModelsGetTemperatureOnly) {
  const Settings settings = DefaultSettings({}, {});
  EXPECT_EQ(settings, Settings{});
  EXPECT_EQ(settings.temp, 0.7f);
}

TEST(DefaultSettings, TakeWhatTheModelSays) {
  const GenerationConfig said{.temperature = 1.0f,
                              .top_p = 0.95f,
                              .top_k = 20,
                              .min_p = 0.01f,
                              .repetition_penalty = 1.1f,
                              .pace = 40.0f};
  EXPECT_EQ(DefaultSettings(said, {}), (Settings{.temp = 1.0f,
                                                 .top_p = 0.95f,
                                                 .top_k = 20,
                                                 .min_p = 0.01f,
                                                 .rep_penalty = 1.1f,
                                                 .pace = 40.0f}));
}

TEST(DefaultSettings, NoSamplingIsGreedy) {
  EXPECT_EQ(DefaultSettings({.do_sample = false, .temperature = 1.0f}, {}).temp, 0);
  EXPECT_EQ(DefaultSettings({.do_sample = true, .temperature = 1.0f}, {}).temp, 1);
}

TEST(DefaultSettings, AbsurdValuesStayInRange) {
  const GenerationConfig said{
      .temperature = 100.0f, .top_p = -3.0f, .top_k = 1 << 30, .repetition_penalty = 0.5f};
  const Settings settings = DefaultSettings(said, {});
  EXPECT_EQ(settings.temp, 2.0f);
  EXPECT_EQ(settings.top_p, 1.0f);
  EXPECT_EQ(settings.top_k, 1000);
  EXPECT_EQ(settings.rep_penalty, 1.0f);
}

TEST(DefaultSettings, TurboQuantOfFewBitsGetsItsCard) {
  const GenerationConfig said{.temperature = 1.0f};
  for (const double bits : {2.25, 3.25, 3.5}) {
    const ModuleInfo modules[] = {Module(kTurboQuantFormat, bits), Module(kAffineFormat, 8.5)};
    EXPECT_EQ(DefaultSettings(said, modules),
              (Settings{.temp = 0.7f, .rep_penalty = 1.04f, .rep_ctx = 256, .min_tokens = 50}))
        << bits;
  }
  const ModuleInfo four[] = {Module(kTurboQuantFormat, 4.25)};
  EXPECT_EQ(DefaultSettings(said, four).temp, 1.0f);
  const ModuleInfo affine[] = {Module(kAffineFormat, 2.25)};
  EXPECT_EQ(DefaultSettings(said, affine).min_tokens, 0);
}

}  // namespace
}  // namespace ponder
