#include "core/session/engine_model.h"

#include <ctime>
#include <nlohmann/json.hpp>

#include "core/session/defaults.h"

namespace ponder {
namespace {

class TimelineGenerator : public Generator {
 public:
  TimelineGenerator(const std::shared_ptr<const Engine>& engine, const TimelineOptions& options)
      : timeline_(engine->files, options) {}

  Status Sync(std::span<const TokenId> prefix, const Progress& progress,
              std::stop_token stop) override {
    TRY(timeline_.Sync(prefix, {.stop = std::move(stop), .progress = progress}));
    return {};
  }
  Status Step(TokenId token, std::stop_token stop) override {
    return timeline_.Step(token, std::move(stop));
  }
  void Checkpoint() override { timeline_.Checkpoint(); }

  std::span<const float> logits() const override { return timeline_.logits(); }
  std::span<const TokenId> tokens() const override { return timeline_.tokens(); }
  size_t context() const override { return timeline_.context(); }
  Memory memory() const override {
    const Timeline::MemoryUse use = timeline_.memory();
    return {.kv_bytes = use.kv_bytes,
            .state_bytes = use.state_bytes,
            .checkpoint_bytes = use.checkpoint_bytes};
  }

  void Clear() noexcept override { timeline_.Clear(); }

 private:
  Timeline timeline_;
};

std::string_view RoleName(Speaker speaker) {
  switch (speaker) {
    case Speaker::kSystem:
      return "system";
    case Speaker::kUser:
      return "user";
    case Speaker::kAssistant:
      return "assistant";
  }
  return "user";
}

nlohmann::ordered_json TemplateMessage(const PromptMessage& message) {
  nlohmann::ordered_json json = {{"role", RoleName(message.speaker)}, {"content", message.text}};
  if (!message.thought.empty()) json["reasoning_content"] = message.thought;
  return json;
}

std::tm LocalTime() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return local;
}

ModelText::Render MakeRender(const std::shared_ptr<const Engine>& engine) {
  return [engine](const TurnRequest& request, bool think, bool generation_prompt) {
    nlohmann::ordered_json variables = engine->special_tokens;
    variables["enable_thinking"] = think;
    variables["add_generation_prompt"] = generation_prompt;
    auto& messages = variables["messages"] = nlohmann::ordered_json::array();
    for (const PromptMessage& message : request.messages) {
      messages.push_back(TemplateMessage(message));
    }
    return engine->chat_template.Render(variables, LocalTime());
  };
}

}  // namespace

OpenedModel OpenEngine(std::shared_ptr<const Engine> engine, const TimelineOptions& options) {
  const ModelFiles& files = *engine->files;
  OpenedModel opened{.ready = {.name = engine->name,
                               .format = files.format_text(),
                               .weight_bytes = files.tensors.data_bytes(),
                               .context = files.context,
                               .can_think = engine->chat_template.Mentions("enable_thinking"),
                               .defaults = DefaultSettings(engine->generation, files.inventory)},
                     .text = {.tokenizer = engine->tokenizer,
                              .render = MakeRender(engine),
                              .markers = FindSpanMarkers(engine->tokenizer),
                              .end_tokens = engine->generation.eos_token_ids},
                     .generator = nullptr};
  opened.generator = std::make_unique<TimelineGenerator>(engine, options);
  return opened;
}

}  // namespace ponder
