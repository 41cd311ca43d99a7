#include "assets/demo_folder.h"

// Each file's first byte and the byte after its last, from demo_files.S.
#define PONDER_DEMO_FILE(name, symbol) extern "C" const std::byte symbol[], symbol##_end[];
#include "demo_files.inc"
#undef PONDER_DEMO_FILE

namespace ponder {

std::unique_ptr<Folder> DemoFolder() {
  std::map<std::string, Bytes, std::less<>> files;
#define PONDER_DEMO_FILE(name, symbol) \
  files.emplace(name, Bytes(symbol, static_cast<size_t>(symbol##_end - symbol)));
#include "demo_files.inc"
#undef PONDER_DEMO_FILE
  return MemoryFolder("built-in", std::move(files));
}

}  // namespace ponder
