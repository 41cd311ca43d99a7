#include "core/session/turn_meters.h"

namespace ponder {
namespace {

double PerSecond(size_t count, double seconds) {
  return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

}  // namespace

TurnMeters::TurnMeters(const TurnParts& parts) : parts_(parts), start_(parts.clock.now()) {
  parts.meters.mean_tokens_per_s = 0;
}

TurnMeters::~TurnMeters() {
  parts_.meters.tokens_per_s = 0;
  parts_.meters.possible_per_s = 0;
  ShowMemory();
}

void TurnMeters::Read(size_t done, size_t total) {
  if (!reused_tokens_) reused_tokens_ = done;
  prompt_tokens_ = total;
  parts_.publish(
      PrefillProgress{*reused_tokens_, done, total, PerSecond(done - *reused_tokens_, Now())});
  ShowMemory();
}

void TurnMeters::ReadAll() { prefill_end_ = last_token_ = Now(); }

void TurnMeters::Waited(double seconds) {
  waited_ += seconds;
  waited_for_this_ = seconds;
}

double TurnMeters::Decoded() {
  const double now = Now();
  const double seconds = now - last_token_;
  // The first token comes from reading the prompt; what it took says nothing about decoding.
  if (num_decoded_ > 0) {
    shown_.Add(seconds);
    possible_.Add(seconds - waited_for_this_);
    parts_.meters.tokens_per_s = shown_.per_s();
    parts_.meters.possible_per_s = possible_.per_s();
    parts_.meters.mean_tokens_per_s = PerSecond(num_decoded_, now - prefill_end_);
  }
  ++num_decoded_;
  last_token_ = now;
  ShowMemory();
  return seconds;
}

TurnReport TurnMeters::Report(const Reply& reply) const {
  TurnReport report;
  report.prompt_tokens = prompt_tokens_;
  report.reused_tokens = reused_tokens_.value_or(0);
  report.completion_tokens = reply.length();
  report.thinking_tokens = reply.thinking_tokens();
  const bool read_all = prefill_end_ > 0;
  report.prefill_seconds = read_all ? prefill_end_ : Now();
  report.decode_seconds = read_all ? Now() - prefill_end_ - waited_ : 0;
  report.paced_seconds = waited_;
  return report;
}

double TurnMeters::Now() const { return SecondsBetween(start_, parts_.clock.now()); }

void TurnMeters::ShowMemory() {
  const Generator::Memory memory = parts_.generator.memory();
  parts_.meters.context_used = parts_.generator.tokens().size();
  parts_.meters.context_size = parts_.generator.context();
  parts_.meters.kv_bytes = memory.kv_bytes;
  parts_.meters.state_bytes = memory.state_bytes;
  parts_.meters.checkpoint_bytes = memory.checkpoint_bytes;
}

}  // namespace ponder
