// The built-in model as a checkpoint folder in memory, made by assets/demo.
#pragma once

#include <memory>

#include "core/io/folder.h"

namespace ponder {

std::unique_ptr<Folder> DemoFolder();

}  // namespace ponder
