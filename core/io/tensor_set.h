// All tensors of one checkpoint by name, whether it is one safetensors file or many.
//
// Thread rule: immutable after Open, any thread. Keeps its files mapped while it lives.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/io/folder.h"
#include "core/io/safetensors.h"

namespace ponder {

class TensorSet {
 public:
  // Reads model.safetensors, or every file that model.safetensors.index.json names, or (without an
  // index) every *.safetensors file. Errors: kModel, e.g. a shard missing, a tensor the index
  // promises not found, a tensor stored twice.
  static Result<TensorSet> Open(const Folder& folder);

  // For tests: tensors whose bytes the caller keeps alive.
  static Result<TensorSet> FromViews(std::vector<TensorView> tensors);

  const TensorView* Find(std::string_view name) const;  // null if there is none
  const std::vector<TensorView>& tensors() const { return tensors_; }
  uint64_t data_bytes() const;  // of all tensors together
  const std::vector<Blob>& files() const { return files_; }

 private:
  Status Add(std::vector<TensorView> tensors, const std::string& where);

  std::vector<Blob> files_;
  std::vector<TensorView> tensors_;
  std::unordered_map<std::string, size_t> index_;  // name -> position in tensors_
};

}  // namespace ponder
