#include "core/model/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/golden.h"

namespace ponder {
namespace {

using ::testing::HasSubstr;

class WeightsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto folder = OpenFolder(testing::GoldenPath("base/super"));
    ASSERT_TRUE(folder.has_value());
    set_ = TensorSet::Open(**folder).value();
    config_ =
        ParseModelConfig(testing::ReadGoldenText("base/super/config.json"), "config.json").value();
  }

  // Loads with `change` applied to the tensor called `name`; erased if it returns false.
  template <typename Change>
  std::string ErrorAfter(const std::string& name, Change change) {
    std::vector<TensorView> tensors;
    bool found = false;
    for (TensorView tensor : set_.tensors()) {
      found |= tensor.name == name;
      if (tensor.name == name && !change(tensor)) continue;
      tensors.push_back(std::move(tensor));
    }
    EXPECT_TRUE(found) << name;
    const auto loaded = LoadWeights(TensorSet::FromViews(std::move(tensors)).value(), config_);
    return loaded ? "no error" : Describe(loaded.error());
  }

  TensorSet set_;
  ModelConfig config_;
};

TEST_F(WeightsTest, ListsEveryModule) {
  const auto loaded = LoadWeights(set_, config_);
  ASSERT_TRUE(loaded.has_value()) << Describe(loaded.error());
  uint64_t bytes = 0;
  for (const ModuleInfo& module : loaded->inventory) bytes += module.bytes;
  EXPECT_LE(bytes, set_.data_bytes());
  EXPECT_GT(bytes, set_.data_bytes() / 2);
  EXPECT_EQ(loaded->weights.layers.size(), config_.layers.size());
}

TEST_F(WeightsTest, EveryMissingTensorIsNamed) {
  for (const TensorView& tensor : set_.tensors()) {
    if (tensor.name.starts_with("mtp.")) continue;  // kept for later, not needed yet
    const std::string error = ErrorAfter(tensor.name, [](TensorView&) { return false; });
    EXPECT_THAT(error, HasSubstr(tensor.name.substr(0, tensor.name.rfind('.')))) << error;
  }
}

TEST_F(WeightsTest, WrongShapesAndTypesAreNamed) {
  const auto transpose = [](TensorView& tensor) {
    std::swap(tensor.shape.front(), tensor.shape.back());
    return true;
  };
  EXPECT_THAT(ErrorAfter("backbone.layers.0.mixer.in_proj.weight", transpose),
              HasSubstr("backbone.layers.0.mixer.in_proj.weight"));
  const auto reshape = [](TensorView& tensor) {
    tensor.shape = {1, tensor.num_elements()};
    return true;
  };
  EXPECT_THAT(ErrorAfter("backbone.layers.0.mixer.D", reshape),
              HasSubstr("want [8], file has [1, 8]"));
  const auto retype = [](TensorView& tensor) {
    tensor.dtype = DType::kI16;
    return true;
  };
  EXPECT_THAT(ErrorAfter("backbone.norm_f.weight", retype), HasSubstr("found I16"));
  EXPECT_THAT(ErrorAfter("lm_head.weight", retype), HasSubstr("I16"));
}

}  // namespace
}  // namespace ponder
