// Gives the terminal back on exits that no destructor sees: a failed CHECK, a fatal signal, a
// shutdown that takes too long.
//
// Thread rule: Arm and Disarm on the screen's thread; RestoreTerminal and LeaveWithin may be called
// from a signal handler of any thread.
#pragma once

#include <string_view>

namespace ponder {

// From now on the terminal `fd` has to be given back: its modes as they are now, after writing
// `reset` (at most 511 bytes are kept). Installs the handlers of fatal signals the first time.
void ArmTerminalGuard(int fd, std::string_view reset);

// The terminal was given back in the ordinary way.
void DisarmTerminalGuard();

// Does nothing unless armed. Does not wait for a terminal that takes no output.
void RestoreTerminal();

// Ends the process with `exit_code` after that time, wherever it hangs then; an armed terminal is
// restored.
void LeaveWithin(int milliseconds, int exit_code);

}  // namespace ponder
