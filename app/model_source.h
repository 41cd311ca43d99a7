// Finding the model that a person named.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/paths.h"
#include "core/io/folder.h"

namespace ponder {

struct ModelSource {
  std::string name;  // how people call it: "built-in", the folder's name
  std::unique_ptr<Folder> folder;
};

inline constexpr std::string_view kBuiltInName = "built-in";

// Is the built-in model meant? By nothing, "built-in" or "demo".
inline bool NamesBuiltIn(std::string_view model) {
  return model.empty() || model == kBuiltInName || model == "demo";
}

// `model`: a folder, a name under the models folder, or the built-in model's. Errors: kModel,
// saying where was looked.
Result<ModelSource> FindModel(const std::string& model, const Paths& paths);

// Names of the folders under the models folder, sorted.
std::vector<std::string> InstalledModels(const Paths& paths);

}  // namespace ponder
