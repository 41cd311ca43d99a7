#include "app/cut_file.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "core/io/mapped_file.h"
#include "tests/support/temp_folder.h"

namespace ponder {
namespace {

TEST(CutFileDeathTest, EndsWithALineAndTheStatusOfADamagedModel) {
  const testing::TempFolder folder;
  const std::string path = folder.Write("model.safetensors", std::string(1 << 16, 'a'));
  EXPECT_EXIT(
      {
        ExplainCutFiles();
        const Result<Blob> blob = MapFile(path);
        std::filesystem::resize_file(path, 0);
        const volatile std::byte* bytes = blob->bytes.data();
        static_cast<void>(bytes[1 << 15]);
      },
      ::testing::ExitedWithCode(4), "was cut or replaced");
}

}  // namespace
}  // namespace ponder
