// The filters, tests and functions that every template has.
//
// Thread rule: immutable tables, any thread.
#pragma once

#include <span>
#include <string_view>

#include "core/text/jinja/native.h"
#include "core/text/jinja/objects.h"

namespace ponder::jinja {

// Null where there is none of this name.
const Native* FindFilter(std::string_view name);
const Native* FindTest(std::string_view name);

// range, dict, namespace, joiner, cycler, raise_exception, strftime_now.
std::span<const Native> GlobalFunctions();

// The filters by topic.
std::span<const Native> TextFilters();
std::span<const Native> MarkupFilters();
std::span<const Native> SequenceFilters();
std::span<const Native> OrderFilters();
std::span<const Native> SelectionFilters();
std::span<const Native> NumberFilters();

}  // namespace ponder::jinja
