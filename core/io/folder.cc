#include "core/io/folder.h"

#include <algorithm>
#include <filesystem>

namespace ponder {
namespace {

namespace fs = std::filesystem;

bool IsPlainName(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == name.npos &&
         name.find('\0') == name.npos;
}

class DiskFolder : public Folder {
 public:
  explicit DiskFolder(fs::path path) : path_(std::move(path)) {}

  bool Has(std::string_view name) const override {
    std::error_code ignored;
    return IsPlainName(name) &&
           fs::symlink_status(path_ / name, ignored).type() != fs::file_type::not_found;
  }
  Result<Blob> Open(std::string_view name) const override {
    if (!IsPlainName(name)) {
      return Fail(ErrorCode::kModel, path_.string(), "'{}' is not a plain file name", name);
    }
    return MapFile(path_ / name);
  }
  std::vector<std::string> Names() const override {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(path_, error), end; !error && it != end; it.increment(error)) {
      std::error_code ignored;
      if (!it->is_directory(ignored)) names.push_back(it->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }
  std::string Where(std::string_view name) const override { return (path_ / name).string(); }

 private:
  const fs::path path_;
};

class FolderInMemory : public Folder {
 public:
  FolderInMemory(std::string label, std::map<std::string, Bytes, std::less<>> files)
      : label_(std::move(label)), files_(std::move(files)) {}

  bool Has(std::string_view name) const override { return files_.contains(name); }
  Result<Blob> Open(std::string_view name) const override {
    const auto file = files_.find(name);
    if (file == files_.end()) return Fail(ErrorCode::kModel, Where(name), "no such file");
    return Blob{file->second, nullptr};
  }
  std::vector<std::string> Names() const override {
    std::vector<std::string> names;
    for (const auto& [name, bytes] : files_) names.push_back(name);
    return names;
  }
  std::string Where(std::string_view name) const override {
    return label_ + "/" + std::string(name);
  }

 private:
  const std::string label_;
  const std::map<std::string, Bytes, std::less<>> files_;
};

}  // namespace

Result<std::unique_ptr<Folder>> OpenFolder(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) {
    return Fail(ErrorCode::kModel, path,
                "no such folder; give the folder of a Nemotron-3 checkpoint");
  }
  if (!fs::is_directory(path, error)) {
    return Fail(ErrorCode::kModel, path, "expected a model folder with config.json, found a file");
  }
  return std::make_unique<DiskFolder>(path);
}

std::unique_ptr<Folder> MemoryFolder(std::string label,
                                     std::map<std::string, Bytes, std::less<>> files) {
  return std::make_unique<FolderInMemory>(std::move(label), std::move(files));
}

Result<std::string> ReadText(const Folder& folder, std::string_view name, size_t max_bytes) {
  const Blob blob = TRY(folder.Open(name));
  if (blob.bytes.size() > max_bytes) {
    return Fail(ErrorCode::kModel, folder.Where(name), "expected at most {} bytes, the file has {}",
                max_bytes, blob.bytes.size());
  }
  return std::string(reinterpret_cast<const char*>(blob.bytes.data()), blob.bytes.size());
}

}  // namespace ponder
