// The line on a terminal's stderr while a model is loaded or a long prompt is read.
#include <chrono>
#include <cmath>

#include "app/run_writer.h"
#include "core/base/clock.h"

namespace ponder {
namespace {

// Shorter waits need no word.
constexpr double kQuietSeconds = 1;

class ProgressWriter : public RunWriter {
 public:
  ProgressWriter(std::FILE* err, SteadyNow now) : err_(err), now_(std::move(now)) {}

  void Loading(const LoadProgress& progress) override {
    Show("loading", static_cast<double>(progress.done_bytes),
         static_cast<double>(progress.total_bytes));
  }
  void Ready(const ModelReady&) override {
    Clear();
    begin_.reset();
  }
  void Read(const PrefillProgress& progress) override {
    Show("reading", static_cast<double>(progress.done - progress.reused),
         static_cast<double>(progress.total - progress.reused));
  }
  void Said(const SpanEvent&) override { Clear(); }
  void Ended(const TurnReport&) override { Clear(); }
  void Failed(const Error&) override { Clear(); }

 private:
  void Show(const char* what, double done, double total) {
    const SteadyTime now = now_();
    if (!begin_) begin_ = now;
    const double seconds = SecondsBetween(*begin_, now);
    if (seconds < kQuietSeconds || done <= 0 || total <= 0) return;
    const double left = std::ceil(seconds * (total - done) / done);
    fmt::print(err_, "\r{} {:.0f} %, {:.0f} s left \x1B[K", what, 100 * done / total, left);
    std::fflush(err_);
    shown_ = true;
  }
  void Clear() {
    if (!shown_) return;
    fmt::print(err_, "\r\x1B[K");
    std::fflush(err_);
    shown_ = false;
  }

  std::FILE* const err_;
  const SteadyNow now_;
  std::optional<SteadyTime> begin_;  // of what is being waited for
  bool shown_ = false;
};

}  // namespace

std::unique_ptr<RunWriter> MakeProgressWriter(std::FILE* err, SteadyNow now) {
  return std::make_unique<ProgressWriter>(err, std::move(now));
}

}  // namespace ponder
