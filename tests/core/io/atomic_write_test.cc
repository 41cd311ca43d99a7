#include "core/io/atomic_write.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace ponder {
namespace {

namespace fs = std::filesystem;

class AtomicWriteTest : public ::testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Content(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const fs::path folder_ =
      fs::temp_directory_path() / ("ponder_atomic_" + std::to_string(getpid()));
};

TEST_F(AtomicWriteTest, ReplacesTheOldContent) {
  const fs::path path = folder_ / "file";
  ASSERT_TRUE(WriteFileAtomically(path, "old").has_value());
  ASSERT_TRUE(WriteFileAtomically(path, "new").has_value());
  EXPECT_EQ(Content(path), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);  // nothing left beside it
}

TEST_F(AtomicWriteTest, SaysWhyItCannot) {
  const Status status = WriteFileAtomically(folder_ / "no" / "file", "x");
  ASSERT_FALSE(status.has_value());
  EXPECT_EQ(status.error().code, ErrorCode::kRuntime);
  EXPECT_NE(status.error().message.find("No such file"), std::string::npos);
}

TEST_F(AtomicWriteTest, LeavesWhatIsNoFileAlone) {
  const fs::path path = folder_ / "pipe";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  EXPECT_FALSE(WriteFileAtomically(path, "x").has_value());
  EXPECT_TRUE(fs::is_fifo(path));
}

}  // namespace
}  // namespace ponder
