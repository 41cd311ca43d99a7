// `ponder run`: one prompt, one answer, an exit status.
#pragma once

#include "app/args.h"
#include "app/run_writer.h"
#include "core/session/backend.h"

namespace ponder {

struct RunJob {
  std::string model;  // for OpenModel
  TurnRequest request;
  SettingOverrides settings;
  double timeout_s = 0;  // 0 = none
};

// Opens the model, asks, writes. SIGINT, SIGTERM and SIGHUP end it early with what there is.
// Returns the exit status of design.md: 0, 1, 4-7, 124, 129, 130, 143. Errors go to streams.err.
// REQUIRES: nothing else handles these signals meanwhile. A turn may still be stopping in the
// backend on return.
int RunOnce(Backend& backend, const RunJob& job, const RunWriters& writers,
            const RunStreams& streams);

}  // namespace ponder
