// What the scripted chat answers, by the words of the message.
#pragma once

#include "tests/support/scripted_backend.h"

namespace ponder::testing {

Script Answer(const Request& request);

}  // namespace ponder::testing
