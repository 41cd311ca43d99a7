#include "core/quant/format.h"
#include "core/quant/formats/formats.h"

namespace ponder {
namespace {

// To add a format: a file in formats/, its name in formats/formats.h, and a line here. One that
// recognises a module by more companions comes before one that is content with fewer.
constexpr const Format* kFormats[] = {
    &kTurboQuantFormat, &kAffineFormat, &kBf16Format, &kF16Format, &kF32Format,
};

}  // namespace

const TensorView* ModuleRequest::Find(std::string_view suffix) const {
  return tensors.Find(fmt::format("{}.{}", path, suffix));
}

std::span<const Format* const> Formats() { return kFormats; }

Result<OpenedModule> OpenModule(const ModuleRequest& request) {
  if (request.rows == 0 || request.cols == 0) {
    return Fail(ErrorCode::kModel, request.path, "the configuration gives it the shape [{}, {}]",
                request.rows, request.cols);
  }
  for (const Format* format : kFormats) {
    if (!format->recognises(request)) continue;
    auto weights = TRY(format->open(request));
    return OpenedModule{format, std::move(weights)};
  }
  return tl::unexpected<Error>(DescribeUnsupported(request));
}

}  // namespace ponder
