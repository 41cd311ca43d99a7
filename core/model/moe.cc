#include "core/model/moe.h"

#include <algorithm>
#include <numeric>

#include "core/math/activation.h"
#include "core/math/router.h"

namespace ponder {
namespace {

// Which tokens each expert works on. A slot is one (token, chosen expert) pair; slots are ordered
// by expert, so that an expert's slots are adjacent.
struct Routing {
  std::span<uint32_t> first_slot;      // [n_routed_experts + 1]
  std::span<uint32_t> token_of_slot;   // [num_slots]
  std::span<uint32_t> slot_of_choice;  // [num_tokens, num_experts_per_tok]
  std::span<float> weights;            // [num_tokens, num_experts_per_tok]
};

// The router works in f32 even on the fast path: a flipped expert costs more than it saves.
void ChooseExperts(const Step& step, const MoeWeights& weights, const float* x,
                   std::span<uint32_t> experts, std::span<float> expert_weights) {
  const ModelConfig& config = step.config;
  const size_t num_experts = config.n_routed_experts;
  const size_t k = config.num_experts_per_tok;
  const std::span<float> logits = step.Floats(step.num_tokens * num_experts);
  const Step exact{config, Numerics::kExact, step.num_tokens, step.pool, step.arena};
  Project(exact, x, {{weights.router.get(), logits.data()}});

  const RouterShape shape{num_experts,           k,
                          config.n_group,        config.topk_group,
                          config.norm_topk_prob, config.routed_scaling_factor};
  const size_t scratch_size = num_experts + config.n_group;
  const std::span<float> scratch = step.Floats(step.pool.num_threads() * scratch_size);
  step.pool.Run(step.num_tokens, [&](size_t t, size_t thread) {
    RouteToken(shape, logits.subspan(t * num_experts, num_experts),
               weights.e_score_correction_bias.data(),
               scratch.subspan(thread * scratch_size, scratch_size), &experts[t * k],
               &expert_weights[t * k]);
  });
}

Routing Route(const Step& step, const MoeWeights& weights, const float* x) {
  const size_t num_experts = step.config.n_routed_experts;
  const size_t k = step.config.num_experts_per_tok;
  const size_t num_slots = step.num_tokens * k;
  Routing routing{step.arena.Allocate<uint32_t>(num_experts + 1),
                  step.arena.Allocate<uint32_t>(num_slots),
                  step.arena.Allocate<uint32_t>(num_slots), step.Floats(num_slots)};
  const std::span<uint32_t> experts = step.arena.Allocate<uint32_t>(num_slots);
  ChooseExperts(step, weights, x, experts, routing.weights);

  // Counting sort by expert.
  std::ranges::fill(routing.first_slot, 0);
  for (uint32_t expert : experts) ++routing.first_slot[expert + 1];
  std::partial_sum(routing.first_slot.begin(), routing.first_slot.end(),
                   routing.first_slot.begin());
  const std::span<uint32_t> next = step.arena.Allocate<uint32_t>(num_experts);
  std::copy_n(routing.first_slot.begin(), num_experts, next.begin());
  for (size_t choice = 0; choice < num_slots; ++choice) {
    const uint32_t slot = next[experts[choice]]++;
    routing.token_of_slot[slot] = static_cast<uint32_t>(choice / k);
    routing.slot_of_choice[choice] = slot;
  }
  return routing;
}

// y[slot] = experts[e] input[index[slot]] for every slot of every expert e.
// y: [num_slots, rows]; input is prepared for every expert alike (checked at load).
void ProjectByExpert(const Step& step, const std::vector<std::unique_ptr<Weight>>& experts,
                     const Routing& routing, const PreparedInput& input, const uint32_t* index,
                     float* y) {
  const std::span<MatMulJob> jobs = step.arena.Allocate<MatMulJob>(experts.size());
  size_t num_jobs = 0;
  for (size_t e = 0; e < experts.size(); ++e) {
    const uint32_t first = routing.first_slot[e];
    const uint32_t num_slots = routing.first_slot[e + 1] - first;
    if (num_slots == 0) continue;
    const size_t rows = experts[e]->rows();
    jobs[num_jobs++] = {
        experts[e].get(), &input, {index + first, num_slots}, y + first * rows, rows};
  }
  MatMul(jobs.first(num_jobs), step.numerics, step.arena, step.pool);
}

// u: [num_tokens, expert_input_size] -> the experts' outputs by slot, [num_slots,
// expert_input_size]
float* RunExperts(const Step& step, const MoeWeights& weights, const Routing& routing,
                  const float* u) {
  const ModelConfig& config = step.config;
  const size_t num_slots = routing.token_of_slot.size();
  const size_t hidden = config.moe_intermediate_size;
  float* h = step.Floats(num_slots * hidden).data();
  const PreparedInput tokens =
      PrepareInput(u, step.num_tokens, *weights.up[0], step.numerics, step.arena, step.pool);
  ProjectByExpert(step, weights.up, routing, tokens, routing.token_of_slot.data(), h);
  step.pool.Run(num_slots, [&](size_t slot, size_t) { Relu2(h + slot * hidden, hidden); });

  float* y = step.Floats(num_slots * config.expert_input_size()).data();
  const std::span<uint32_t> identity = step.arena.Allocate<uint32_t>(num_slots);
  std::iota(identity.begin(), identity.end(), 0);
  const PreparedInput slots =
      PrepareInput(h, num_slots, *weights.down[0], step.numerics, step.arena, step.pool);
  ProjectByExpert(step, weights.down, routing, slots, identity.data(), y);
  return y;
}

// out[t] = sum over the token's choices, in order of choice, of weight * y[slot]
void Combine(const Step& step, const Routing& routing, const float* y, float* out) {
  const size_t size = step.config.expert_input_size();
  const size_t k = step.config.num_experts_per_tok;
  step.pool.Run(step.num_tokens, [&](size_t t, size_t) {
    std::fill_n(out + t * size, size, 0.0f);
    for (size_t choice = t * k; choice < (t + 1) * k; ++choice) {
      AddScaledTo(routing.weights[choice], y + routing.slot_of_choice[choice] * size, size,
                  out + t * size);
    }
  });
}

}  // namespace

void Moe(const Step& step, const MoeWeights& weights, const float* x, float* out) {
  const ModelConfig& config = step.config;
  const Routing routing = Route(step, weights, x);
  const float* u = x;
  float* combined = out;
  if (weights.latent_down) {
    float* latent = step.Floats(step.num_tokens * config.moe_latent_size).data();
    Project(step, x, {{weights.latent_down.get(), latent}});
    u = latent;
    combined = step.Floats(step.num_tokens * config.moe_latent_size).data();
  }
  Combine(step, routing, RunExperts(step, weights, routing, u), combined);
  if (weights.latent_up) Project(step, combined, {{weights.latent_up.get(), out}});
  if (weights.shared) {
    const size_t size = step.num_tokens * config.hidden_size;
    float* shared = step.Floats(size).data();
    Mlp(step, *weights.shared, x, shared);
    AddTo(shared, size, out);
  }
}

}  // namespace ponder
