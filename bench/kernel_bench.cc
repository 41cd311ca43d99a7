// Matrix products at the shapes of Nemotron-3-Nano, against the machine's read bandwidth.
//
//   kernel_bench [--threads N] [--reps N] [--simd scalar|avx2|avx512] [--format NAME] [--shape
//   NAME]
//
// decode: one token, every matrix read once from memory (working sets of 512 MB and more).
// prefill: 512 tokens; for experts 24 tokens each, what 512 tokens give with 6 of 128 experts.
// Each result is checked against exact arithmetic before anything is timed. Times are medians and
// bests of the repetitions.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>

#include "bench/random_weights.h"
#include "core/base/check.h"
#include "core/base/simd.h"
#include "core/math/bandwidth.h"
#include "core/math/matmul.h"

namespace ponder::bench {
namespace {

constexpr double kWorkingSet = 512e6;  // bytes
constexpr size_t kPrefillTokens = 512;
constexpr size_t kExpertTokens = 24;
constexpr size_t kActiveExperts = 6;

struct Shape {
  std::string_view name;
  size_t rows;
  size_t cols;
  bool experts;
};

constexpr Shape kShapes[] = {
    {"in_proj", 10304, 2688, false},  {"out_proj", 2688, 4096, false},
    {"expert_up", 1856, 2688, true},  {"expert_down", 2688, 1856, true},
    {"shared_up", 3712, 2688, false}, {"lm_head", 131072, 2688, false},
};

struct Options {
  size_t threads = NumPhysicalCores();
  int reps = 7;
  std::string_view format;
  std::string_view shape;
};

struct Times {
  double best;
  double median;
};

template <class Body>
Times Measure(int reps, Body&& body) {
  std::vector<double> seconds;
  for (int rep = 0; rep < reps; ++rep) {
    const auto start = std::chrono::steady_clock::now();
    body();
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(seconds.begin(), seconds.end());
  return {seconds.front(), seconds[seconds.size() / 2]};
}

std::vector<float> RandomInput(size_t size) {
  std::mt19937 random(1);
  std::normal_distribution<float> normal;
  std::vector<float> x(size);
  for (float& value : x) value = normal(random);
  return x;
}

class Case {
 public:
  Case(const WeightSpec& spec, const Shape& shape, ThreadPool& pool)
      : shape_(shape),
        pool_(pool),
        weights_(spec, NumCopies(spec, shape), shape.rows, shape.cols),
        x_(RandomInput(kPrefillTokens * shape.cols)),
        y_(kPrefillTokens * shape.rows * (shape.experts ? kActiveExperts : 1)) {}

  double bytes() const { return weights_.bytes(); }
  size_t copies() const { return weights_.size(); }

  // The relative error of the fast path; far too large if it computes something else.
  double Error() {
    const std::vector<float> fast = Product(Numerics::kFast);
    const std::vector<float> exact = Product(Numerics::kExact);
    double error = 0.0;
    double size = 0.0;
    for (size_t i = 0; i < exact.size(); ++i) {
      error += std::pow(fast[i] - exact[i], 2);
      size += std::pow(exact[i], 2);
    }
    return std::sqrt(error / size);
  }

  // Every matrix once; experts six at a time.
  Times Decode(int reps) {
    arena_.Reset();
    const PreparedInput input = Prepare(1, Numerics::kFast);
    const size_t at_once = shape_.experts ? kActiveExperts : 1;
    return Measure(reps, [&] {
      for (size_t begin = 0; begin < weights_.size(); begin += at_once) {
        MatMulJob jobs[kActiveExperts];
        const size_t count = std::min(at_once, weights_.size() - begin);
        for (size_t i = 0; i < count; ++i) {
          jobs[i] = {
              &weights_[begin + i], &input, {nullptr, 1}, y_.data() + i * shape_.rows, shape_.rows};
        }
        scratch_.Reset();
        MatMul(std::span(jobs, count), Numerics::kFast, scratch_, pool_);
      }
    });
  }

  // One matrix with 512 tokens, or all experts with 24 tokens each. Returns multiply-adds per run.
  double Prefill(int reps, Times& times) {
    arena_.Reset();
    const PreparedInput input = Prepare(kPrefillTokens, Numerics::kFast);
    std::vector<MatMulJob> jobs;
    const size_t tokens = shape_.experts ? kExpertTokens : kPrefillTokens;
    for (size_t i = 0; i < (shape_.experts ? weights_.size() : 1); ++i) {
      const size_t first = i * 8 % (kPrefillTokens - kExpertTokens);
      jobs.push_back({&weights_[i],
                      &input,
                      {nullptr, tokens, shape_.experts ? first : 0},
                      y_.data(),
                      shape_.rows});
    }
    times = Measure(reps, [&] {
      scratch_.Reset();
      MatMul(jobs, Numerics::kFast, scratch_, pool_);
    });
    return static_cast<double>(jobs.size() * tokens * shape_.rows * shape_.cols);
  }

  Times PrepareOne(int reps) {
    return Measure(reps, [&] {
      arena_.Reset();
      Prepare(1, Numerics::kFast);
    });
  }

 private:
  static size_t NumCopies(const WeightSpec& spec, const Shape& shape) {
    const RandomWeights one(spec, 1, 32, shape.cols);
    const double bytes = one.bytes() * static_cast<double>(shape.rows) / 32.0;
    return static_cast<size_t>(std::ceil(kWorkingSet / bytes));
  }

  PreparedInput Prepare(size_t num_tokens, Numerics numerics) {
    return PrepareInput(x_.data(), num_tokens, weights_[0], numerics, arena_, pool_);
  }

  std::vector<float> Product(Numerics numerics) {
    constexpr size_t kTokens = 3;
    arena_.Reset();
    const PreparedInput input = Prepare(kTokens, numerics);
    std::vector<float> y(kTokens * shape_.rows);
    const MatMulJob job{
        &weights_[weights_.size() - 1], &input, {nullptr, kTokens}, y.data(), shape_.rows};
    MatMul(std::span(&job, 1), numerics, arena_, pool_);
    return y;
  }

  const Shape& shape_;
  ThreadPool& pool_;
  const RandomWeights weights_;
  const std::vector<float> x_;
  std::vector<float> y_;
  Arena arena_;    // inputs
  Arena scratch_;  // of one product
};

void Run(const WeightSpec& spec, const Shape& shape, const Options& options, ThreadPool& pool) {
  Case bench_case(spec, shape, pool);
  const double error = bench_case.Error();
  CHECK(error < 0.02);
  const double ceiling = MeasureReadBandwidth(pool);  // now: other work comes and goes
  const Times decode = bench_case.Decode(options.reps);
  Times prefill;
  const double macs = bench_case.Prefill(options.reps, prefill);
  const double decode_macs = static_cast<double>(bench_case.copies() * shape.rows * shape.cols);
  const double gb_per_s = bench_case.bytes() / decode.best * 1e-9;
  std::printf("%-8s %-11s %6.1f %6.1f %5.0f%% %8.1f %8.1f %6.1fx %7.1f  %.4f\n", spec.name.data(),
              shape.name.data(), gb_per_s, bench_case.bytes() / decode.median * 1e-9,
              100.0 * gb_per_s / ceiling, decode_macs / decode.best * 1e-9,
              macs / prefill.best * 1e-9, macs / prefill.best / (decode_macs / decode.best),
              1e6 * bench_case.PrepareOne(options.reps).best, error);
  std::fflush(stdout);
}

int Main(const Options& options) {
  ThreadPool pool(options.threads);
  std::printf("%s, %zu threads, read bandwidth %.1f GB/s\n",
              std::string(Name(CurrentSimdTarget())).c_str(), options.threads,
              MeasureReadBandwidth(pool));
  std::printf("%-8s %-11s %6s %6s %6s %8s %8s %7s %7s  %s\n", "format", "shape", "GB/s", "median",
              "share", "GMAC/s", "prefill", "ratio", "prep us", "error");
  for (const WeightSpec& spec : AllSpecs()) {
    if (!options.format.empty() && options.format != spec.name) continue;
    for (const Shape& shape : kShapes) {
      if (options.shape.empty() || options.shape == shape.name) Run(spec, shape, options, pool);
    }
  }
  return 0;
}

}  // namespace
}  // namespace ponder::bench

int main(int argc, char** argv) {
  ponder::bench::Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--threads") options.threads = std::max(1ul, std::strtoul(value, nullptr, 10));
    if (name == "--reps") options.reps = std::max(1, std::atoi(value));
    if (name == "--format") options.format = value;
    if (name == "--shape") options.shape = value;
    if (name == "--simd") {
      const auto target = ponder::ParseSimdTarget(value);
      CHECK(target.has_value());
      ponder::UseSimdTarget(*target);
    }
  }
  return ponder::bench::Main(options);
}
