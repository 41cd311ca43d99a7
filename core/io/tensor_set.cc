#include "core/io/tensor_set.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "core/io/json_check.h"

namespace ponder {
namespace {

constexpr std::string_view kIndexName = "model.safetensors.index.json";
constexpr size_t kMaxIndexBytes = 200'000'000;

struct Index {
  std::set<std::string> files;
  std::vector<std::string> tensors;
};

Result<Index> ReadIndex(const Folder& folder) {
  const std::string text = TRY(ReadText(folder, kIndexName, kMaxIndexBytes));
  TRY(CheckJson(text, {}, folder.Where(kIndexName)));
  const auto parsed = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object() || !parsed.contains("weight_map") || !parsed["weight_map"].is_object()) {
    return Fail(ErrorCode::kModel, folder.Where(kIndexName),
                "expected an object with a weight_map");
  }
  Index index;
  for (const auto& [tensor, file] : parsed["weight_map"].items()) {
    if (!file.is_string()) {
      return Fail(ErrorCode::kModel, folder.Where(kIndexName), "'{}' names no file", tensor);
    }
    const auto name = file.get<std::string>();
    if (index.files.insert(name).second && !folder.Has(name)) {
      return Fail(ErrorCode::kModel, folder.Where(kIndexName),
                  "tensor '{}' should be in '{}', which is not in this folder", tensor, name);
    }
    index.tensors.push_back(tensor);
  }
  return index;
}

std::set<std::string> FilesWithoutIndex(const Folder& folder) {
  if (folder.Has("model.safetensors")) return {"model.safetensors"};
  std::set<std::string> files;
  for (const std::string& name : folder.Names()) {
    if (name.ends_with(".safetensors")) files.insert(name);
  }
  return files;
}

}  // namespace

Result<TensorSet> TensorSet::Open(const Folder& folder) {
  Index index;
  if (folder.Has(kIndexName)) {
    index = TRY(ReadIndex(folder));
  } else {
    index.files = FilesWithoutIndex(folder);
  }
  if (index.files.empty()) {
    return Fail(ErrorCode::kModel, folder.Where("model.safetensors"),
                "no weights found; expected model.safetensors, or shards and their index");
  }
  TensorSet set;
  for (const std::string& file : index.files) {
    Blob blob = TRY(folder.Open(file));
    TRY(set.Add(TRY(ParseSafetensors(blob.bytes, folder.Where(file))), folder.Where(file)));
    set.files_.push_back(std::move(blob));
  }
  for (const std::string& tensor : index.tensors) {
    if (!set.Find(tensor)) {
      return Fail(ErrorCode::kModel, folder.Where(kIndexName),
                  "the index promises tensor '{}', but no shard has it", tensor);
    }
  }
  return set;
}

Result<TensorSet> TensorSet::FromViews(std::vector<TensorView> tensors) {
  TensorSet set;
  TRY(set.Add(std::move(tensors), ""));
  return set;
}

Status TensorSet::Add(std::vector<TensorView> tensors, const std::string& where) {
  for (TensorView& tensor : tensors) {
    if (!index_.emplace(tensor.name, tensors_.size()).second) {
      return Fail(ErrorCode::kModel, where, "tensor '{}' is stored in two shards", tensor.name);
    }
    tensors_.push_back(std::move(tensor));
  }
  return {};
}

const TensorView* TensorSet::Find(std::string_view name) const {
  const auto found = index_.find(std::string(name));
  return found == index_.end() ? nullptr : &tensors_[found->second];
}

uint64_t TensorSet::data_bytes() const {
  uint64_t sum = 0;
  for (const TensorView& tensor : tensors_) sum += tensor.data.size();
  return sum;
}

}  // namespace ponder
