// `ponder models`: list, info, fit, export.
#pragma once

#include <cstdio>

#include "app/args.h"
#include "app/paths.h"

namespace ponder {

// Writes to `out`. Errors: kModel; kMemory from `fit` where the model does not fit; kRuntime.
Status RunModelsCommand(const ModelsArgs& models, size_t context, const Paths& paths,
                        std::FILE* out);

}  // namespace ponder
