// Equal to jinja2 in the environment transformers sets up: tests/golden/jinja.
#include <gtest/gtest.h>

#include "core/text/chat_template.h"
#include "tests/support/golden.h"

namespace ponder {
namespace {

using nlohmann::ordered_json;

// "2026-03-14 09:26:53"
std::tm ParseTime(const std::string& text) {
  std::tm time{};
  EXPECT_NE(strptime(text.c_str(), "%Y-%m-%d %H:%M:%S", &time), nullptr);
  return time;
}

class JinjaCases : public ::testing::Test {
 protected:
  ordered_json ReadJson(const char* name) const {
    return ordered_json::parse(testing::ReadGoldenText(std::string("jinja/") + name));
  }
  std::string SourceOf(const ordered_json& row) const {
    if (row["template"].is_string()) return row["template"];
    return testing::ReadGoldenText("jinja/" + row["template_file"].get<std::string>());
  }
  // A request of its own, one of the shared requests by number, or the shared variables.
  const ordered_json& VariablesOf(const ordered_json& row) const {
    const ordered_json& variables = row["variables"];
    if (variables.is_string()) return golden_["shared"];
    return variables.is_number() ? requests_[variables.get<size_t>()] : variables;
  }
  Result<std::string> Render(const ordered_json& row) const {
    const ChatTemplate parsed = TRY(ChatTemplate::Parse(SourceOf(row), "template"));
    return parsed.Render(VariablesOf(row), now_);
  }

  const ordered_json golden_ = ReadJson("cases.json");
  const ordered_json requests_ = ReadJson("templates/requests.json");
  const std::tm now_ = ParseTime(golden_["now"]);
};

TEST_F(JinjaCases, RenderAsUpstream) {
  int num_rendered = 0;
  for (const ordered_json& row : golden_["cases"]) {
    if (row.contains("error")) continue;
    SCOPED_TRACE(row["name"].get<std::string>() + ": " + SourceOf(row).substr(0, 200));
    const auto text = Render(row);
    EXPECT_EQ(text ? *text : "error: " + text.error().message, row["expected"].get<std::string>());
    ++num_rendered;
  }
  EXPECT_GT(num_rendered, 300);
}

TEST_F(JinjaCases, FailWhereUpstreamFails) {
  int num_failed = 0;
  for (const ordered_json& row : golden_["cases"]) {
    if (!row.contains("error")) continue;
    SCOPED_TRACE(row["name"].get<std::string>() + ": " + SourceOf(row).substr(0, 200));
    const auto text = Render(row);
    EXPECT_FALSE(text.has_value()) << "upstream: " << row["error"] << ", here: " << *text;
    ++num_failed;
  }
  EXPECT_GT(num_failed, 150);
}

}  // namespace
}  // namespace ponder
