#include "ui/input/completion.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

CompletionSources Sources() {
  CompletionSources sources;
  sources.commands = {{"help", "list", ArgumentKind::kCommand, {}},
                      {"set", "change", ArgumentKind::kSetting, {}},
                      {"save", "write", ArgumentKind::kFile, {}},
                      {"think", "thoughts", ArgumentKind::kWord, {"on", "off"}},
                      {"theme", "colours", ArgumentKind::kTheme, {}},
                      {"quit", "leave", ArgumentKind::kNone, {}}};
  sources.settings = {"temp", "top-k", "top-p"};
  sources.values = [](std::string_view setting) {
    return setting == "temp" ? std::vector<std::string>{"0.70"} : std::vector<std::string>();
  };
  sources.themes = {"dark", "light"};
  return sources;
}

std::vector<std::string> Texts(std::string_view line) {
  std::vector<std::string> texts;
  for (const Candidate& candidate : Complete(line, line.size(), Sources()).candidates) {
    texts.push_back(candidate.text);
  }
  return texts;
}

using Strings = std::vector<std::string>;

TEST(Complete, CommandNames) {
  EXPECT_EQ(Texts("/s"), (Strings{"/set ", "/save "}));
  EXPECT_EQ(Texts("/q"), (Strings{"/quit"}));
  EXPECT_EQ(Texts("/").size(), 6);
}

TEST(Complete, NothingElseCompletes) {
  EXPECT_TRUE(Texts("hello").empty());
  EXPECT_TRUE(Texts("//s").empty());
  EXPECT_TRUE(Texts("/quit x").empty());
  EXPECT_TRUE(Texts("/unknown x").empty());
}

TEST(Complete, Arguments) {
  EXPECT_EQ(Texts("/think "), (Strings{"on", "off"}));
  EXPECT_EQ(Texts("/theme d"), (Strings{"dark"}));
  EXPECT_EQ(Texts("/help th"), (Strings{"think", "theme"}));
  EXPECT_EQ(Texts("/set top"), (Strings{"top-k ", "top-p "}));
  EXPECT_EQ(Texts("/set temp "), (Strings{"0.70"}));
}

TEST(Complete, ReplacesOnlyItsWord) {
  const Completion completion = Complete("/set temp 0", 11, Sources());
  EXPECT_EQ(completion.begin, 10);
  EXPECT_EQ(completion.end, 11);
}

TEST(Complete, TheCursorMayStandInTheMiddle) {
  const Completion completion = Complete("/se tail", 3, Sources());
  ASSERT_EQ(completion.candidates.size(), 1);
  EXPECT_EQ(completion.end, 3);
}

TEST(Completion, CommonBeginningKeepsWholeCharacters) {
  Completion completion;
  completion.candidates = {{"abc\u00E9", ""}, {"abc\u00E8", ""}};
  EXPECT_EQ(completion.CommonBeginning(), "abc");
  EXPECT_EQ(Completion().CommonBeginning(), "");
}

TEST(FilesBeginningWith, FoldersEndInASlashAndDotFilesHide) {
  const testing::TempFolder temp;
  const std::string& folder = temp.path();
  temp.Write("models/inner/file", "x");
  temp.Write("model.md", "x");
  temp.Write(".hidden", "x");
  EXPECT_EQ(FilesBeginningWith(folder + "/mo", 10),
            (Strings{folder + "/model.md", folder + "/models/"}));
  EXPECT_EQ(FilesBeginningWith(folder + "/", 10).size(), 2);
  EXPECT_EQ(FilesBeginningWith(folder + "/.", 10), (Strings{folder + "/.hidden"}));
  EXPECT_EQ(FilesBeginningWith(folder + "/", 1).size(), 1);
  EXPECT_TRUE(FilesBeginningWith("/no/such/folder/", 10).empty());
}

TEST(ExpandHome, OnlyALeadingTilde) {
  setenv("HOME", "/home/me", 1);
  EXPECT_EQ(ExpandHome("~/x"), "/home/me/x");
  EXPECT_EQ(ExpandHome("~"), "/home/me");
  EXPECT_EQ(ExpandHome("a~/x"), "a~/x");
  EXPECT_EQ(ExpandHome("~other/x"), "~other/x");
}

}  // namespace
}  // namespace ponder
