#include "core/model/step.h"

#include <array>

#include "core/base/check.h"

namespace ponder {
namespace {

constexpr size_t kMaxProjections = 4;  // q, k, v and room for one

}  // namespace

void Project(const Step& step, const float* x, std::initializer_list<Projection> projections) {
  CHECK(projections.size() <= kMaxProjections);
  std::array<PreparedInput, kMaxProjections> inputs;
  std::array<MatMulJob, kMaxProjections> jobs;
  size_t n = 0;
  for (const Projection& projection : projections) {
    const Weight& weight = *projection.weight;
    const PreparedInput* input = nullptr;
    for (size_t i = 0; i < n && !input; ++i) {
      if (SameInput(*jobs[i].weight, weight, step.numerics)) input = jobs[i].input;
    }
    if (!input) {
      inputs[n] = PrepareInput(x, step.num_tokens, weight, step.numerics, step.arena, step.pool);
      input = &inputs[n];
    }
    jobs[n++] = {&weight, input, {nullptr, step.num_tokens}, projection.y, weight.rows()};
  }
  MatMul(std::span(jobs.data(), n), step.numerics, step.arena, step.pool);
}

}  // namespace ponder
