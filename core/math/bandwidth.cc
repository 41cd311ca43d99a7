#include "core/math/bandwidth.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <memory>
#include <new>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/math/bandwidth.cc"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "core/base/bytes.h"
#include "core/base/check.h"

HWY_BEFORE_NAMESPACE();
namespace ponder {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// words: [size], a multiple of four vectors
uint64_t Sum(const uint64_t* words, size_t size) {
  const hn::ScalableTag<uint64_t> d;
  const size_t lanes = hn::Lanes(d);
  auto a = hn::Zero(d);
  auto b = a;
  auto c = a;
  auto e = a;
  for (size_t i = 0; i < size; i += 4 * lanes) {
    a = hn::Add(a, hn::LoadU(d, words + i));
    b = hn::Add(b, hn::LoadU(d, words + i + lanes));
    c = hn::Add(c, hn::LoadU(d, words + i + 2 * lanes));
    e = hn::Add(e, hn::LoadU(d, words + i + 3 * lanes));
  }
  return hn::GetLane(hn::SumOfLanes(d, hn::Add(hn::Add(a, b), hn::Add(c, e))));
}

}  // namespace HWY_NAMESPACE
}  // namespace ponder
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ponder {
namespace {

HWY_EXPORT(Sum);

constexpr size_t kWanted = size_t{1} << 30;  // bytes: many times any cache
constexpr size_t kLeast = size_t{64} << 20;
constexpr size_t kPiece = size_t{4} << 20;  // one task
constexpr int kPasses = 6;

struct Memory {
  std::unique_ptr<std::byte[]> bytes;
  size_t size = 0;
};

Memory TakeMemory() {
  for (size_t size = kWanted; size >= kLeast; size /= 2) {
    if (auto* bytes = new (std::nothrow) std::byte[size])
      return {std::unique_ptr<std::byte[]>(bytes), size};
  }
  CHECK(false);
}

}  // namespace

double MeasureReadBandwidth(ThreadPool& pool) {
  const Memory memory = TakeMemory();
  const size_t pieces = memory.size / kPiece;
  pool.Run(pieces, [&](size_t piece, size_t) {
    std::memset(memory.bytes.get() + piece * kPiece, 1, kPiece);
  });
  std::atomic<uint64_t> total{0};
  double best = 0.0;
  for (int pass = 0; pass < kPasses; ++pass) {
    const auto start = std::chrono::steady_clock::now();
    pool.Run(pieces, [&](size_t piece, size_t) {
      const auto* words = reinterpret_cast<const uint64_t*>(memory.bytes.get() + piece * kPiece);
      total += HWY_DYNAMIC_DISPATCH(Sum)(words, kPiece / sizeof(uint64_t));
    });
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::max(best, static_cast<double>(memory.size) / seconds.count() * 1e-9);
  }
  // Using the sums keeps the reads.
  CHECK(total == kPasses * (memory.size / sizeof(uint64_t)) * 0x0101010101010101u);
  return best;
}

}  // namespace ponder
#endif  // HWY_ONCE
