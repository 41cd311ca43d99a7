#include "app/live_settings.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

class LiveSettingsTest : public ::testing::Test {
 protected:
  LiveSettingsTest() : settings_(published_, [this] { return now_; }) {
    transcript_.AddUser("q", 0);
    transcript_.BeginReply(0);
    Token();
  }

  void Token() { transcript_.Apply({.kind = SpanKind::kText, .text = "x", .num_tokens = 1}); }
  void Change(std::string_view name, std::string_view value, bool running = true) {
    Settings next = settings_.current();
    ASSERT_TRUE(ParseSetting(*FindSetting(name), value, next));
    settings_.Change(*FindSetting(name), next, running ? &transcript_ : nullptr);
  }
  void Wait(int ms) { now_ += std::chrono::milliseconds(ms); }
  std::vector<std::string> Marks() const {
    std::vector<std::string> marks;
    for (const Span& span : transcript_.newest_reply()->spans) {
      if (span.kind == SpanKind::kMark) marks.push_back(span.text);
    }
    return marks;
  }

  Published<Settings> published_{Settings()};
  SteadyTime now_{std::chrono::hours(1)};
  LiveSettings settings_;
  Transcript transcript_;
};

using Strings = std::vector<std::string>;

TEST_F(LiveSettingsTest, AChangeIsPublishedAtOnce) {
  Change("temp", "0.3");
  EXPECT_FLOAT_EQ(published_.Load()->temp, 0.3f);
}

TEST_F(LiveSettingsTest, QuickChangesAreOneMarkWhereTheyBegan) {
  Change("temp", "0.65");
  Wait(100);
  Token();
  Change("temp", "0.60");
  Wait(900);
  Token();
  Change("top-k", "40");
  EXPECT_EQ(Marks(), (Strings{"temp 0.70 -> 0.60, top-k off -> 40"}));
  EXPECT_EQ(transcript_.newest_reply()->spans[1].kind, SpanKind::kMark);
}

TEST_F(LiveSettingsTest, ALaterChangeIsAnotherMark) {
  Change("temp", "0.65");
  Wait(1500);
  Token();
  Change("temp", "0.60");
  EXPECT_EQ(Marks(), (Strings{"temp 0.70 -> 0.65", "temp 0.65 -> 0.60"}));
}

TEST_F(LiveSettingsTest, ChangesThatCancelOutLeaveNoWords) {
  Change("temp", "0.65");
  Change("temp", "0.70");
  EXPECT_EQ(Marks(), (Strings{""}));
}

TEST_F(LiveSettingsTest, WhatARunningReplyDoesNotFeelIsNotMarked) {
  Change("think", "off", false);
  Change("think", "on");
  Change("seed", "7");
  EXPECT_TRUE(Marks().empty());
  EXPECT_TRUE(published_.Load()->think);
  EXPECT_EQ(published_.Load()->seed, 7);
}

TEST_F(LiveSettingsTest, ThinkingSwitchedOffIsFeltAtOnce) {
  Change("think", "off");
  EXPECT_EQ(Marks(), (Strings{"think on -> off"}));
}

TEST_F(LiveSettingsTest, IdleChangesAreNotMarked) {
  Change("temp", "0.3", false);
  EXPECT_TRUE(Marks().empty());
}

TEST_F(LiveSettingsTest, TheNextReplyHasItsOwnMarks) {
  Change("temp", "0.65");
  settings_.EndReply();
  transcript_.EndReply({});
  transcript_.AddUser("q", 0);
  transcript_.BeginReply(0);
  Token();
  Change("temp", "0.60");
  EXPECT_EQ(Marks(), (Strings{"temp 0.65 -> 0.60"}));
}

TEST_F(LiveSettingsTest, UndoGoesBackStepByStep) {
  Change("temp", "0.65");
  Change("top-k", "40");
  EXPECT_TRUE(settings_.Undo(&transcript_));
  EXPECT_EQ(settings_.current().top_k, 0);
  EXPECT_TRUE(settings_.Undo(&transcript_));
  EXPECT_FLOAT_EQ(published_.Load()->temp, 0.7f);
  EXPECT_FALSE(settings_.Undo(&transcript_));
}

TEST_F(LiveSettingsTest, AModelBringsItsDefaultsUnderWhatPeopleSaid) {
  Change("temp", "0.1", false);
  Settings model;
  model.temp = 1.0f;
  model.top_k = 50;
  model.min_tokens = 20;
  settings_.UseDefaults(model, [](Settings& settings) { settings.min_tokens = 5; });
  EXPECT_FLOAT_EQ(settings_.current().temp, 0.1f);
  EXPECT_EQ(settings_.current().top_k, 50);
  EXPECT_EQ(settings_.current().min_tokens, 5);
  EXPECT_EQ(settings_.defaults().min_tokens, 5);
  EXPECT_FLOAT_EQ(settings_.defaults().temp, 1.0f);
}

}  // namespace
}  // namespace ponder
