// Against mlx-lm: what the whole chain leaves of a distribution, for every setting.
#include <gtest/gtest.h>

#include <map>

#include "core/chat/settings.h"
#include "core/sampling/chain.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

Settings ParseSettings(const nlohmann::json& json) {
  Settings settings{.temp = 1};
  for (const auto& [name, value] : json.items()) {
    const SettingRow* row = FindSetting(name);
    EXPECT_TRUE(row && ParseSetting(*row, value.dump(), settings)) << name;
  }
  return settings;
}

std::map<TokenId, double> Distribution(Candidates& candidates) {
  std::map<TokenId, double> distribution;
  const auto [weights, total] = candidates.Weigh();
  const std::span<const TokenCandidate> all = candidates.all();
  for (size_t i = 0; i < all.size(); ++i) {
    distribution[all[i].token] = static_cast<double>(weights[i]) / total;
  }
  return distribution;
}

void ExpectLeft(const nlohmann::json& left, const std::map<TokenId, double>& found,
                const std::string& what) {
  std::map<TokenId, double> expected;
  for (const auto& item : left) expected[item[0].get<TokenId>()] = item[1].get<double>();
  ASSERT_EQ(found.size(), expected.size()) << what;
  for (const auto& [token, probability] : expected) {
    ASSERT_TRUE(found.contains(token)) << what << " token " << token;
    EXPECT_NEAR(found.at(token), probability, 2e-6) << what << " token " << token;
  }
}

using testing::ReadGoldenJson;

TEST(Upstream, EveryCaseOfMlxLm) {
  size_t num_cases = 0;
  const nlohmann::json golden = ReadGoldenJson("sampling/sampling.golden.json");
  for (const auto& input : golden["inputs"]) {
    const auto logits = input["logits"].get<std::vector<float>>();
    const auto tokens = input["tokens"].get<std::vector<TokenId>>();
    SamplingChain chain(logits.size());
    for (const auto& one : input["cases"]) {
      const Settings settings = ParseSettings(one["settings"]);
      Candidates& shaped = chain.Shape(logits, {.tokens = tokens, .settings = &settings});
      ExpectLeft(one["left"], Distribution(shaped), one["settings"].dump());
      ++num_cases;
    }
  }
  EXPECT_EQ(num_cases, 64);
}

}  // namespace
}  // namespace ponder
