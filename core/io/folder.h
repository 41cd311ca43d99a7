// Folder: where the files of one model come from; a directory on disk, or memory (the built-in
// model, tests).
//
// Thread rule: immutable, any thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/mapped_file.h"

namespace ponder {

class Folder {
 public:
  virtual ~Folder() = default;
  // Something of that name is there, readable or not.
  virtual bool Has(std::string_view name) const = 0;
  // Errors: kModel. `name` is a plain file name; one with a path in it is refused.
  virtual Result<Blob> Open(std::string_view name) const = 0;
  virtual std::vector<std::string> Names() const = 0;  // of its files, sorted
  // How messages call a file of this folder.
  virtual std::string Where(std::string_view name) const = 0;
};

// Errors: kModel if there is no such directory.
Result<std::unique_ptr<Folder>> OpenFolder(const std::string& path);

// The bytes must outlive the folder and every Blob from it.
std::unique_ptr<Folder> MemoryFolder(std::string label,
                                     std::map<std::string, Bytes, std::less<>> files);

// The whole file as text. Errors: as Open, and kModel above `max_bytes`.
Result<std::string> ReadText(const Folder& folder, std::string_view name, size_t max_bytes);

}  // namespace ponder
