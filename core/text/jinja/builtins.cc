#include "core/text/jinja/builtins.h"

namespace ponder::jinja {

const Native* FindFilter(std::string_view name) {
  for (const auto table : {TextFilters(), MarkupFilters(), SequenceFilters(), OrderFilters(),
                           SelectionFilters(), NumberFilters()}) {
    if (const Native* native = FindNative(table, name)) return native;
  }
  return nullptr;
}

}  // namespace ponder::jinja
