#include "app/history_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

using Strings = std::vector<std::string>;

TEST(History, IsKeptInOrderWithItsLineBreaks) {
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/deep/history";
  EXPECT_EQ(*ReadHistory(path, 10), Strings());
  ASSERT_TRUE(AppendHistory(path, "one"));
  ASSERT_TRUE(AppendHistory(path, "two\nlines \\n"));
  EXPECT_EQ(*ReadHistory(path, 10), (Strings{"one", "two\nlines \\n"}));
  EXPECT_EQ(*ReadHistory(path, 1), (Strings{"two\nlines \\n"}));
}

TEST(History, IsForItsOwnerOnly) {
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/deep/history";
  ASSERT_TRUE(AppendHistory(path, "secret"));
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600);
}

TEST(History, IsTrimmedWhenItHasGrown) {
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/deep/history";
  for (int i = 0; i < 25; ++i) ASSERT_TRUE(AppendHistory(path, std::to_string(i)));
  ASSERT_TRUE(TrimHistory(path, 10));
  EXPECT_EQ(ReadHistory(path, 100)->front(), "15");
  ASSERT_TRUE(TrimHistory(path, 10));
  EXPECT_EQ(ReadHistory(path, 100)->size(), 10);
}

TEST(History, DamagedFilesAreReadAsFarAsTheyGo) {
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/deep/history";
  folder.Write("deep/history", "a\xff\n\n\\x\\\nlast");
  EXPECT_EQ(*ReadHistory(path, 10), (Strings{"a\uFFFD", "x\\", "last"}));
}

TEST(History, APipeIsNoHistory) {
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/history";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(ReadHistory(path, 10));
}

TEST(History, AFolderThatCannotBeMadeIsSaid) {
  const auto status = AppendHistory("/proc/nowhere/history", "x");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().where, "/proc/nowhere/history");
}

RC_GTEST_PROP(History, WhatIsWrittenIsRead, ()) {
  const auto entries = *rc::gen::container<Strings>(rc::gen::nonEmpty(
      rc::gen::container<std::string>(rc::gen::elementOf(std::string("a\\n\n b")))));
  const testing::TempFolder folder;
  const std::string path = folder.path() + "/deep/history";
  for (const std::string& entry : entries) RC_ASSERT(AppendHistory(path, entry).has_value());
  RC_ASSERT(*ReadHistory(path, 1000) == entries);
}

}  // namespace
}  // namespace ponder
