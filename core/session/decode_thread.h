// DecodeThread: the local engine as a backend. One thread owns the open model, the conversation's
// state and the sampler, and works through requests.
//
// Thread rule: the screen's thread calls; everything behind runs in the decode thread.
#pragma once

#include <mutex>
#include <thread>

#include "core/base/mailbox.h"
#include "core/session/backend.h"
#include "core/session/turn.h"

namespace ponder {

// A model ready to answer.
struct OpenedModel {
  ModelReady ready;
  ModelText text;
  std::unique_ptr<Generator> generator;
};

// Opens what OpenModel::path names. Called in the decode thread.
using ModelOpener = std::function<Result<OpenedModel>(
    const std::string& path, const std::function<void(uint64_t done, uint64_t total)>& progress,
    std::stop_token stop)>;

class DecodeThread : public Backend {
 public:
  explicit DecodeThread(ModelOpener opener, TurnClock clock = RealTurnClock());
  // Stops whatever runs, within one layer's time.
  ~DecodeThread() override;

  void Submit(Request request) override;
  // Also gives up opening a model, and a request still waiting; ModelFailed{kCancelled} follows.
  void Cancel() override;

  EventQueue<Event>& events() override { return events_; }
  Published<Settings>& settings() override { return settings_; }
  const Meters& meters() const override { return meters_; }

 private:
  struct Job {
    Request request;
    std::stop_source stop;
  };
  struct Loaded {
    OpenedModel model;
    SamplingChain sampler;
  };

  void Main(std::stop_token stop);
  void Handle(const OpenModel& request, std::stop_token stop);
  void Handle(const TurnRequest& request, std::stop_token stop);

  const ModelOpener opener_;
  const TurnClock clock_;

  EventQueue<Event> events_{MergeEvents};
  Published<Settings> settings_{Settings{}};
  Meters meters_;
  Mailbox<Job> mailbox_;
  std::mutex mutex_;
  std::stop_source running_stop_;  // of the request at work; guarded by mutex_
  std::stop_source newest_stop_;   // of the newest request, perhaps still waiting; likewise

  std::unique_ptr<Loaded> loaded_;  // the decode thread's

  std::jthread thread_;  // last: it uses everything above
};

}  // namespace ponder
