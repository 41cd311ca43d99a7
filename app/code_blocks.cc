#include "app/code_blocks.h"

#include <algorithm>

#include "ui/view/block_splitter.h"

namespace ponder {

std::string LastCodeBlock(std::string_view markdown) {
  std::string last;
  std::string block;
  Fence fence;
  while (!markdown.empty()) {
    const size_t end = std::min(markdown.find('\n'), markdown.size());
    const std::string_view line = markdown.substr(0, end);
    if (fence.character == 0) {
      fence = OpeningFence(line, line.size());
      block.clear();
    } else if (ClosesFence(line, fence)) {
      fence = {};
      last = block;
    } else {
      block.append(line).push_back('\n');
    }
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return fence.character != 0 && !block.empty() ? block : last;
}

}  // namespace ponder
