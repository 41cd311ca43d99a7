#include "core/math/matmul.h"

#include <algorithm>

#include "core/base/bytes.h"
#include "core/quant/kernels/quantize_input.h"
#include "core/quant/rotation.h"

namespace ponder {
namespace {

// Rows of a task are a multiple of this: the tile height of the kernels, twice.
constexpr size_t kRowStep = 32;
// Enough tasks that threads finish together, few enough that handing them out costs nothing.
constexpr size_t kTasksPerThread = 8;
// Inputs of so many tokens stay in the L2 cache while weight rows pass by.
constexpr size_t kTokensPerTask = 128;

InputKind KindFor(const Weight& weight, Numerics numerics) {
  return numerics == Numerics::kExact ? InputKind::kFloat : weight.input_kind();
}

bool SameRotation(const Rotation* a, const Rotation* b) {
  if (a == b) return true;
  return a && b && *a == *b;
}

// How one job is cut: rows, then tokens.
struct Cut {
  size_t rows_per_task;
  size_t token_chunks;
  size_t first_task;
};

size_t Work(const MatMulJob& job) {
  return job.weight->rows() * job.weight->cols() * job.tokens.size;
}

size_t ScratchBytes(const Weight& weight, Numerics numerics) {
  return KindFor(weight, numerics) == weight.input_kind() ? weight.scratch_bytes()
                                                          : weight.decoded_scratch_bytes();
}

// Fills `cuts` and returns the number of tasks.
size_t CutJobs(std::span<const MatMulJob> jobs, size_t num_threads, std::span<Cut> cuts) {
  size_t total = 0;
  for (const MatMulJob& job : jobs) total += Work(job);
  const size_t work_per_task = DivCeil(total, num_threads * kTasksPerThread) + 1;
  size_t num_tasks = 0;
  for (size_t i = 0; i < jobs.size(); ++i) {
    const MatMulJob& job = jobs[i];
    const size_t rows = job.weight->rows();
    const size_t token_chunks = DivCeil(job.tokens.size, kTokensPerTask);
    const size_t tasks = DivCeil(Work(job), work_per_task);
    const size_t row_chunks = std::max<size_t>(1, tasks / std::max<size_t>(1, token_chunks));
    const size_t rows_per_task = DivCeil(DivCeil(rows, row_chunks), kRowStep) * kRowStep;
    cuts[i] = {rows_per_task, token_chunks, num_tasks};
    num_tasks += DivCeil(rows, rows_per_task) * token_chunks;
  }
  return num_tasks;
}

void RunTask(const MatMulJob& job, const Cut& cut, size_t task, Numerics numerics,
             std::byte* scratch) {
  const Weight& weight = *job.weight;
  const size_t first_row = task / cut.token_chunks * cut.rows_per_task;
  const RowRange rows{first_row, std::min(first_row + cut.rows_per_task, weight.rows())};
  const size_t tokens_per_task = DivCeil(job.tokens.size, cut.token_chunks);
  const size_t first_token = task % cut.token_chunks * tokens_per_task;
  const TokenList tokens = job.tokens.Sub(first_token, tokens_per_task);
  float* y = job.y + first_token * job.y_stride;
  if (KindFor(weight, numerics) == weight.input_kind()) {
    weight.Dot(rows, *job.input, tokens, y, job.y_stride, scratch);
  } else {
    weight.DotDecoded(rows, *job.input, tokens, y, job.y_stride, scratch);
  }
}

// Adds the int8 form of input.values.
void Quantize(PreparedInput& input, Arena& arena, ThreadPool& pool) {
  constexpr size_t kBlock = PreparedInput::kBlock;
  const size_t blocks = PreparedInput::NumBlocks(input.cols);
  const size_t size = input.num_tokens * blocks;
  const QuantizedToken all{arena.Allocate<int8_t>(size * kBlock).data(),
                           arena.Allocate<float>(size).data(), arena.Allocate<float>(size).data(),
                           arena.Allocate<int32_t>(size).data(),
                           arena.Allocate<int8_t>(size * kBlock).data()};
  pool.Run(input.num_tokens, [&](size_t token, size_t) {
    const size_t first = token * blocks;
    QuantizeInput(input.values + token * input.cols, input.cols,
                  {all.codes + first * kBlock, all.scales + first, all.sums + first,
                   all.centres + first, all.planes + first * kBlock});
  });
  input.blocks = blocks;
  input.codes = all.codes;
  input.scales = all.scales;
  input.sums = all.sums;
  input.centres = all.centres;
  input.planes = all.planes;
}

}  // namespace

bool SameInput(const Weight& a, const Weight& b, Numerics numerics) {
  return a.cols() == b.cols() && KindFor(a, numerics) == KindFor(b, numerics) &&
         SameRotation(a.rotation(), b.rotation());
}

PreparedInput PrepareInput(const float* x, size_t num_tokens, const Weight& weight,
                           Numerics numerics, Arena& arena, ThreadPool& pool) {
  PreparedInput input;
  input.num_tokens = num_tokens;
  input.cols = weight.cols();
  input.values = x;
  if (const Rotation* rotation = weight.rotation()) {
    float* rotated = arena.Allocate<float>(num_tokens * input.cols).data();
    pool.Run(num_tokens, [&](size_t token, size_t) {
      rotation->Apply(x + token * input.cols, rotated + token * input.cols);
    });
    input.values = rotated;
  }
  if (KindFor(weight, numerics) == InputKind::kInt8) Quantize(input, arena, pool);
  return input;
}

void MatMul(std::span<const MatMulJob> jobs, Numerics numerics, Arena& arena, ThreadPool& pool) {
  const std::span<Cut> cuts = arena.Allocate<Cut>(jobs.size());
  const size_t num_tasks = CutJobs(jobs, pool.num_threads(), cuts);
  size_t scratch_bytes = 0;
  for (const MatMulJob& job : jobs) {
    scratch_bytes = std::max(scratch_bytes, ScratchBytes(*job.weight, numerics));
  }
  scratch_bytes = DivCeil(scratch_bytes, Arena::kAlignment) * Arena::kAlignment;
  std::byte* scratch = arena.Allocate<std::byte>(scratch_bytes * pool.num_threads()).data();

  pool.Run(num_tasks, [&](size_t task, size_t thread) {
    const auto after =
        std::upper_bound(cuts.begin(), cuts.end(), task,
                         [](size_t index, const Cut& cut) { return index < cut.first_task; });
    const size_t job = static_cast<size_t>(after - cuts.begin()) - 1;
    RunTask(jobs[job], cuts[job], task - cuts[job].first_task, numerics,
            scratch + thread * scratch_bytes);
  });
}

}  // namespace ponder
