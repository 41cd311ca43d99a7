// `ponder doctor`: what this machine has, and where ponder keeps files.
#pragma once

#include <cstdio>

#include "app/paths.h"

namespace ponder {

void RunDoctorCommand(const Paths& paths, std::FILE* out);

}  // namespace ponder
