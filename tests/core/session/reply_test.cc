#include "core/session/reply.h"

#include <gtest/gtest.h>

#include "core/base/utf8.h"
#include "tests/support/scripted_model.h"

namespace ponder {
namespace {

using testing::kThinkClose;
using testing::ScriptedText;

struct Said {
  ModelText text = ScriptedText();
  std::vector<SpanEvent> events;
  Publish publish = [this](Event event) { events.push_back(std::get<SpanEvent>(event)); };

  std::string Text(SpanKind kind) const {
    std::string joined;
    for (const SpanEvent& event : events) {
      if (event.kind == kind) joined += event.text;
    }
    return joined;
  }
};

TEST(Reply, SplitsThoughtFromAnswerAndCounts) {
  Said said;
  Reply reply(said.text, true, said.publish);
  for (TokenId token : said.text.tokenizer.Encode("\nhm")) reply.Take(token, 1);
  const size_t thought = reply.length();
  EXPECT_TRUE(reply.in_thought());
  EXPECT_FALSE(reply.has_answer());
  reply.Take(kThinkClose, 1);
  EXPECT_FALSE(reply.in_thought());
  for (TokenId token : said.text.tokenizer.Encode("\nyes")) reply.Take(token, 1);
  reply.Finish();
  EXPECT_TRUE(reply.has_answer());
  EXPECT_EQ(said.Text(SpanKind::kThink), "hm");
  EXPECT_EQ(said.Text(SpanKind::kText), "yes");
  EXPECT_EQ(reply.thinking_tokens(), thought + 1);
}

TEST(Reply, NeverPublishesHalfACharacter) {
  Said said;
  Reply reply(said.text, false, said.publish);
  const std::string text = "\xF0\x9F\x98\x80 \xE4\xBD\xA0";
  const std::vector<TokenId> tokens = said.text.tokenizer.Encode(text);
  ASSERT_GT(tokens.size(), 2);
  for (TokenId token : tokens) reply.Take(token, 0);
  for (const SpanEvent& event : said.events) {
    EXPECT_EQ(IncompleteUtf8Tail(event.text), 0);
  }
  reply.Finish();
  EXPECT_EQ(said.Text(SpanKind::kText), text);
}

TEST(Reply, AMarkerEndsABrokenCharacter) {
  Said said;
  Reply reply(said.text, true, said.publish);
  reply.Take(said.text.tokenizer.Encode("\xF0\x9F\x98\x80")[0], 0);
  reply.Take(kThinkClose, 0);
  reply.Finish();
  EXPECT_EQ(said.Text(SpanKind::kThink), "\xEF\xBF\xBD");
}

TEST(Reply, SpecialTokensAreNotText) {
  Said said;
  Reply reply(said.text, false, said.publish);
  reply.Take(20, 0);
  reply.Take(testing::kImStart, 0);
  reply.Finish();
  EXPECT_TRUE(said.events.empty());
  EXPECT_EQ(reply.length(), 2);
}

}  // namespace
}  // namespace ponder
