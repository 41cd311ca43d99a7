// `ponder tokens`: text to token ids and back, line by line, for comparison with other software.
#pragma once

#include <cstdio>
#include <istream>

#include "app/args.h"
#include "core/io/folder.h"

namespace ponder {

// For every line of `in`, a JSON string, a JSON array of its token ids in `out`, without the tokens
// a prompt begins with; with `args.decode` the reverse. What comes out is ASCII, so that lines stay
// lines. Invalid UTF-8 counts as U+FFFD. Errors: kModel; kUsage with the line that is wrong.
Status RunTokensCommand(const Folder& model, const TokensArgs& args, std::istream& in,
                        std::FILE* out);

}  // namespace ponder
