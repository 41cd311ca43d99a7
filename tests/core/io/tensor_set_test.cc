#include "core/io/tensor_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/io/safetensors_writer.h"

namespace ponder {
namespace {

using ::testing::HasSubstr;

const std::string kData = "abcdefgh";

std::string Shard(std::string_view name) {
  return SerializeSafetensors(
      {{std::string(name), DType::kU8, {8}, std::as_bytes(std::span(kData))}});
}

std::unique_ptr<Folder> FolderOf(const std::map<std::string, std::string>& files) {
  std::map<std::string, Bytes, std::less<>> bytes;
  for (const auto& [name, content] : files) bytes[name] = std::as_bytes(std::span(content));
  return MemoryFolder("memory", std::move(bytes));
}

std::string ErrorOf(const std::map<std::string, std::string>& files) {
  const auto set = TensorSet::Open(*FolderOf(files));
  return set ? "no error" : Describe(set.error());
}

TEST(TensorSet, JoinsShards) {
  const std::map<std::string, std::string> files = {
      {"one.safetensors", Shard("a")},
      {"two.safetensors", Shard("b")},
      {"model.safetensors.index.json",
       R"({"weight_map":{"a":"one.safetensors","b":"two.safetensors"}})"}};
  const auto set = TensorSet::Open(*FolderOf(files));
  ASSERT_TRUE(set.has_value()) << set.error().message;
  EXPECT_NE(set->Find("a"), nullptr);
  EXPECT_NE(set->Find("b"), nullptr);
  EXPECT_EQ(set->Find("c"), nullptr);
  EXPECT_EQ(set->data_bytes(), 16u);
}

TEST(TensorSet, NamesWhatIsWrong) {
  EXPECT_THAT(ErrorOf({}), HasSubstr("no weights found"));
  const std::string index = "model.safetensors.index.json";
  EXPECT_THAT(ErrorOf({{index, "{}"}}), HasSubstr("weight_map"));
  EXPECT_THAT(ErrorOf({{index, R"({"weight_map":{"a":"../secret"}})"}}), HasSubstr("secret"));
  EXPECT_THAT(ErrorOf({{index, R"({"weight_map":{"a":"x.safetensors"}})"}}),
              HasSubstr("should be in 'x.safetensors', which is not in this folder"));
  EXPECT_THAT(
      ErrorOf({{index, R"({"weight_map":{"a":"x.safetensors"}})"}, {"x.safetensors", Shard("b")}}),
      HasSubstr("promises tensor 'a'"));
  EXPECT_THAT(ErrorOf({{"x.safetensors", Shard("b")}, {"y.safetensors", Shard("b")}}),
              HasSubstr("stored in two shards"));
}

}  // namespace
}  // namespace ponder
