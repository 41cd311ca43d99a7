#include "core/io/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/io/safetensors_writer.h"

namespace ponder {
namespace {

using ::testing::HasSubstr;

Bytes AsBytes(const std::string& text) { return std::as_bytes(std::span(text)); }

std::string File(const std::string& header, const std::string& data) {
  const uint64_t size = header.size();
  return std::string(reinterpret_cast<const char*>(&size), 8) + header + data;
}

std::string ErrorOf(const std::string& file) {
  const auto parsed = ParseSafetensors(AsBytes(file), "f");
  return parsed ? "no error" : parsed.error().message;
}

TEST(Safetensors, ReadsWhatItWrote) {
  const std::string data = "12345678abcd";
  const std::vector<TensorView> tensors = {{"a", DType::kF32, {2, 1}, AsBytes(data).first(8)},
                                           {"empty", DType::kF32, {0, 4}, {}},
                                           {"b", DType::kU8, {4}, AsBytes(data).subspan(8)}};
  const std::string file = SerializeSafetensors(tensors);
  const auto parsed = ParseSafetensors(AsBytes(file), "f");
  ASSERT_TRUE(parsed.has_value()) << parsed.error().message;
  ASSERT_EQ(parsed->size(), 3u);
  for (const TensorView& tensor : *parsed) {
    const auto& original = tensor.name == "a"   ? tensors[0]
                           : tensor.name == "b" ? tensors[2]
                                                : tensors[1];
    EXPECT_EQ(tensor.dtype, original.dtype);
    EXPECT_EQ(tensor.shape, original.shape);
    EXPECT_TRUE(std::ranges::equal(tensor.data, original.data));
  }
}

TEST(Safetensors, NamesWhatIsWrong) {
  EXPECT_THAT(ErrorOf("short"), HasSubstr("found 5 bytes"));
  EXPECT_THAT(ErrorOf(std::string(8, '\xFF') + "{}"), HasSubstr("header claims"));
  EXPECT_THAT(ErrorOf(File("[]", "")), HasSubstr("not a JSON object"));
  EXPECT_THAT(ErrorOf(File("{", "")), HasSubstr("not valid JSON"));
  EXPECT_THAT(ErrorOf(File(R"({"w":{"dtype":"Q9","shape":[1],"data_offsets":[0,1]}})", "x")),
              HasSubstr("unknown dtype 'Q9'"));
  EXPECT_THAT(ErrorOf(File(R"({"w":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", "x")),
              HasSubstr("impossible shape"));
  EXPECT_THAT(ErrorOf(File(R"({"w":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}})", "x")),
              HasSubstr("truncated"));
  EXPECT_THAT(ErrorOf(File(R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", "xxxx")),
              HasSubstr("needs 8 bytes"));
  EXPECT_THAT(ErrorOf(File(R"({"w":{"dtype":"F32","shape":[4611686018427387904,4294967296],)"
                           R"("data_offsets":[0,4]}})",
                           "xxxx")),
              HasSubstr("impossible shape"));
  EXPECT_THAT(ErrorOf(File(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                           R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
                           "xxx")),
              HasSubstr("overlaps"));
  EXPECT_THAT(ErrorOf(File(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                           R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
                           "x")),
              HasSubstr("twice"));
}

TEST(Safetensors, AnyBytesGiveAResult) {
  rc::check([](const std::string& header, const std::string& data) {
    const std::string file = File(header, data);
    (void)ParseSafetensors(AsBytes(file), "f");
  });
}

}  // namespace
}  // namespace ponder
