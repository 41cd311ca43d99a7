#include "core/io/safetensors.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/io/json_check.h"

namespace ponder {
namespace {

using nlohmann::json;

// The safetensors library's own limit.
constexpr uint64_t kMaxHeaderBytes = 100'000'000;
constexpr size_t kMaxRank = 8;

tl::unexpected<Error> Bad(const std::string& where, const std::string& name, std::string reason) {
  return Fail(ErrorCode::kModel, where, "tensor '{}': {}", name, reason);
}

// Unsigned numbers only: a float or negative one is refused rather than converted.
std::optional<uint64_t> AsUnsigned(const json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  return value.get<uint64_t>();
}

Result<json> ParseHeader(Bytes header, const std::string& where) {
  const std::string_view text(reinterpret_cast<const char*>(header.data()), header.size());
  TRY(CheckJson(text, {.max_depth = 8, .unique_keys = true}, where + ": header"));
  json parsed = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object()) {
    return Fail(ErrorCode::kModel, where, "the header is not a JSON object; the file is damaged");
  }
  return parsed;
}

Result<TensorView> ParseTensor(const std::string& name, const json& entry, Bytes data,
                               const std::string& where) {
  if (!entry.is_object() || !entry.contains("dtype") || !entry["dtype"].is_string() ||
      !entry.contains("shape") || !entry["shape"].is_array() || !entry.contains("data_offsets") ||
      !entry["data_offsets"].is_array() || entry["data_offsets"].size() != 2) {
    return Bad(where, name, "expected dtype, shape and two data_offsets");
  }
  const auto dtype_name = entry["dtype"].get<std::string>();
  const auto dtype = ParseDType(dtype_name);
  if (!dtype) return Bad(where, name, "unknown dtype '" + dtype_name + "'");

  TensorView tensor{name, *dtype, {}, {}};
  uint64_t num_bytes = SizeOf(*dtype);
  if (entry["shape"].size() > kMaxRank) return Bad(where, name, "more than 8 dimensions");
  for (const json& extent : entry["shape"]) {
    const auto size = AsUnsigned(extent);
    const auto product = size ? CheckedMul(num_bytes, *size) : std::nullopt;
    if (!product) return Bad(where, name, "impossible shape " + entry["shape"].dump());
    tensor.shape.push_back(*size);
    num_bytes = *product;
  }
  const auto begin = AsUnsigned(entry["data_offsets"][0]);
  const auto end = AsUnsigned(entry["data_offsets"][1]);
  if (!begin || !end || *begin > *end || *end > data.size()) {
    return Bad(where, name,
               fmt::format("data_offsets {} do not lie inside the file's {} bytes of data; "
                           "the file is truncated or damaged",
                           entry["data_offsets"].dump(), data.size()));
  }
  if (*end - *begin != num_bytes) {
    return Bad(where, name,
               fmt::format("{} {} needs {} bytes, data_offsets give {}", dtype_name,
                           ShapeText(tensor.shape), num_bytes, *end - *begin));
  }
  tensor.data = data.subspan(*begin, num_bytes);
  return tensor;
}

Status CheckNoOverlap(const std::vector<TensorView>& tensors, const std::string& where) {
  std::vector<const TensorView*> by_offset;
  for (const TensorView& tensor : tensors) {
    if (!tensor.data.empty()) by_offset.push_back(&tensor);
  }
  std::sort(by_offset.begin(), by_offset.end(),
            [](auto* a, auto* b) { return a->data.data() < b->data.data(); });
  for (size_t i = 1; i < by_offset.size(); ++i) {
    const TensorView& before = *by_offset[i - 1];
    if (before.data.data() + before.data.size() > by_offset[i]->data.data()) {
      return Bad(where, by_offset[i]->name, "its data overlaps that of '" + before.name + "'");
    }
  }
  return {};
}

}  // namespace

uint64_t TensorView::num_elements() const { return data.size() / SizeOf(dtype); }

std::string ShapeText(const std::vector<uint64_t>& shape) {
  return fmt::format("[{}]", fmt::join(shape, ", "));
}

Result<std::vector<TensorView>> ParseSafetensors(Bytes file, const std::string& where) {
  if (file.size() < 8) {
    return Fail(ErrorCode::kModel, where, "expected a safetensors file, found {} bytes",
                file.size());
  }
  const auto header_bytes = LoadUnaligned<uint64_t>(file.data());
  if (header_bytes > kMaxHeaderBytes || header_bytes > file.size() - 8) {
    return Fail(ErrorCode::kModel, where,
                "the header claims {} bytes, the file has {}; not a safetensors file, or truncated",
                header_bytes, file.size());
  }
  const json header = TRY(ParseHeader(file.subspan(8, header_bytes), where));
  const Bytes data = file.subspan(8 + header_bytes);

  std::vector<TensorView> tensors;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    tensors.push_back(TRY(ParseTensor(name, entry, data, where)));
  }
  TRY(CheckNoOverlap(tensors, where));
  return tensors;
}

}  // namespace ponder
