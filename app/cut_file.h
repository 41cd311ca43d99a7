// What happens when a mapped file is cut short while it is read.
#pragma once

namespace ponder {

// From now on SIGBUS ends the program with one line on stderr and the exit status of a damaged
// checkpoint. A guard of the terminal installed later runs first and hands over.
void ExplainCutFiles();

}  // namespace ponder
