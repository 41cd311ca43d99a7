// Every format, in the order the registry asks them. See registry.cc for how to add one.
#pragma once

#include "core/quant/format.h"

namespace ponder {

extern const Format kF32Format;
extern const Format kF16Format;
extern const Format kBf16Format;
extern const Format kAffineFormat;
extern const Format kTurboQuantFormat;

// For a module that no format recognises: what it seems to be, and what would work instead.
Error DescribeUnsupported(const ModuleRequest& request);

}  // namespace ponder
