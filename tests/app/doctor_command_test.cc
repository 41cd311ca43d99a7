#include "app/doctor_command.h"

#include <gtest/gtest.h>

#include "core/base/simd.h"
#include "core/quant/format.h"
#include "tests/support/captured_file.h"

namespace ponder {
namespace {

TEST(Doctor, TellsWhatThereIs) {
  testing::CapturedFile out;
  RunDoctorCommand({.config = "/c", .data = "/d", .state = "/s"}, out.file());
  const std::string text = out.text();
  EXPECT_NE(text.find(std::string(Name(CurrentSimdTarget())) + " in use"), std::string::npos);
  EXPECT_NE(text.find("/c/config.toml  (not there)"), std::string::npos);
  EXPECT_NE(text.find("/d/models  (not there)  0 models"), std::string::npos);
  for (const Format* format : Formats()) {
    EXPECT_NE(text.find(format->description), std::string::npos) << format->name;
  }
}

TEST(Doctor, PathsCannotControlTheTerminal) {
  testing::CapturedFile out;
  RunDoctorCommand({.config = "/c\x1B[31m"}, out.file());
  EXPECT_EQ(out.text().find('\x1B'), std::string::npos);
}

}  // namespace
}  // namespace ponder
