#include "app/model_source.h"

#include <algorithm>
#include <filesystem>

#include "assets/demo_folder.h"

namespace ponder {
namespace {

namespace fs = std::filesystem;

bool IsFolder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::string LastName(const std::string& path) {
  std::error_code ignored;
  const fs::path absolute = fs::absolute(path, ignored).lexically_normal();
  return (absolute.has_filename() ? absolute : absolute.parent_path()).filename().string();
}

Result<ModelSource> AtFolder(const std::string& path) {
  std::unique_ptr<Folder> folder = TRY(OpenFolder(path));
  return ModelSource{LastName(path), std::move(folder)};
}

}  // namespace

Result<ModelSource> FindModel(const std::string& model, const Paths& paths) {
  if (NamesBuiltIn(model)) {
    return ModelSource{std::string(kBuiltInName), DemoFolder()};
  }
  const std::string path = ExpandHome(model, paths);
  if (IsFolder(path)) return AtFolder(path);
  const std::string installed = paths.models_folder() + "/" + model;
  if (path[0] != '/' && IsFolder(installed)) return AtFolder(installed);

  std::error_code ignored;
  if (fs::exists(path, ignored)) {
    return Fail(ErrorCode::kModel, model, "want the folder of a safetensors checkpoint, {}",
                path.ends_with(".gguf") ? "GGUF files are not read yet" : "found a file");
  }
  return Fail(ErrorCode::kModel, model,
              "no such folder, and no such model in {}; `ponder models` lists what there is",
              paths.models_folder());
}

std::vector<std::string> InstalledModels(const Paths& paths) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (fs::directory_iterator it(paths.models_folder(), ignored), end; it != end;
       it.increment(ignored)) {
    if (ignored) break;
    if (it->is_directory(ignored)) names.push_back(it->path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace ponder
