#include "core/session/decode_thread.h"

#include <exception>
#include <new>
#include <random>

namespace ponder {
namespace {

// Short enough to be read out, copied, and kept exact by every JSON reader.
uint64_t FreshSeed() { return std::random_device{}(); }

// What a library threw, as an error.
Error Caught() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::kMemory, "out of memory", ""};
  } catch (const std::exception& exception) {
    return {ErrorCode::kRuntime, exception.what(), ""};
  }
}

Event FailureOf(const Request& request, Error error) {
  if (std::holds_alternative<OpenModel>(request)) return ModelFailed{std::move(error)};
  return TurnFailed{std::move(error)};
}

}  // namespace

DecodeThread::DecodeThread(ModelOpener opener, TurnClock clock)
    : opener_(std::move(opener)),
      clock_(std::move(clock)),
      thread_([this](std::stop_token stop) { Main(std::move(stop)); }) {}

DecodeThread::~DecodeThread() {
  thread_.request_stop();
  Cancel();
  thread_.join();
}

void DecodeThread::Submit(Request request) {
  Job job{std::move(request), std::stop_source()};
  {
    std::lock_guard lock(mutex_);
    newest_stop_ = job.stop;
  }
  mailbox_.Put(std::move(job));
}

void DecodeThread::Cancel() {
  std::lock_guard lock(mutex_);
  running_stop_.request_stop();
  newest_stop_.request_stop();
}

void DecodeThread::Main(std::stop_token stop) {
  while (const std::optional<Job> job = mailbox_.Take(stop)) {
    {
      std::lock_guard lock(mutex_);
      running_stop_ = job->stop;
    }
    try {
      std::visit([&](const auto& request) { Handle(request, job->stop.get_token()); },
                 job->request);
    } catch (...) {
      // The state may stand anywhere: the next turn reads everything again.
      if (loaded_) loaded_->model.generator->Clear();
      events_.Push(FailureOf(job->request, Caught()));
    }
  }
}

void DecodeThread::Handle(const OpenModel& request, std::stop_token stop) {
  const auto progress = [this](uint64_t done, uint64_t total) {
    events_.Push(LoadProgress{done, total});
  };
  Result<OpenedModel> opened = opener_(request.path, progress, std::move(stop));
  if (!opened) return events_.Push(ModelFailed{std::move(opened).error()});
  const ModelReady ready = opened->ready;
  SamplingChain sampler(opened->generator->logits().size());
  loaded_ = std::make_unique<Loaded>(Loaded{std::move(*opened), std::move(sampler)});
  meters_.context_used = 0;
  meters_.kv_bytes = 0;
  meters_.context_size = ready.context;
  events_.Push(ready);
}

void DecodeThread::Handle(const TurnRequest& request, std::stop_token stop) {
  if (!loaded_) return events_.Push(TurnFailed{{ErrorCode::kModel, "no model is open", ""}});
  Result<TurnReport> report = RunTurn(request,
                                      {.text = loaded_->model.text,
                                       .generator = *loaded_->model.generator,
                                       .sampler = loaded_->sampler,
                                       .settings = settings_,
                                       .meters = meters_,
                                       .clock = clock_,
                                       .publish = [this](Event e) { events_.Push(std::move(e)); },
                                       .fresh_seed = FreshSeed()},
                                      std::move(stop));
  if (!report) return events_.Push(TurnFailed{std::move(report).error()});
  events_.Push(TurnEnded{*report});
}

}  // namespace ponder
