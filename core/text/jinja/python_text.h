// Python's string operations on UTF-8: positions count characters. Views returned point into the
// arguments. All text is valid UTF-8.
//
// Thread rule: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ponder::jinja {

// As std::string_view::find, in linear time on any text.
size_t Find(std::string_view text, std::string_view part, size_t from = 0);

// The byte where character `index` starts; the size of the text behind the last one.
size_t ByteOfCharacter(std::string_view text, size_t index);
// The characters from `begin` up to `end`.
std::string_view Characters(std::string_view text, size_t begin, size_t end);

enum class Side { kLeft, kRight, kBoth };
// Without white space at that side, or without the characters in `characters`.
std::string_view Strip(std::string_view text, Side side,
                       std::optional<std::string_view> characters = std::nullopt);

// str.split and rsplit. No separator: runs of white space. `limit`: how many cuts, from that side;
// negative is any number.
std::vector<std::string_view> SplitText(std::string_view text,
                                        std::optional<std::string_view> separator, int64_t limit);
std::vector<std::string_view> SplitTextFromRight(std::string_view text,
                                                 std::optional<std::string_view> separator,
                                                 int64_t limit);
std::vector<std::string_view> SplitLines(std::string_view text, bool keep_ends);

// str.replace; `limit` negative is any number.
std::string ReplaceText(std::string_view text, std::string_view old, std::string_view with,
                        int64_t limit);
size_t CountText(std::string_view text, std::string_view part);  // without overlaps

std::string Capitalize(std::string_view text);  // first character up, the rest down
std::string Title(std::string_view text);       // str.title: every run of letters
std::string SwapCase(std::string_view text);

// &, <, >, " and ' as HTML entities.
std::string EscapeHtml(std::string_view text);

// How repr() writes the text, with quotes.
std::string ReprOfText(std::string_view text);

// What start:stop:step selects from `length` items: positions, in order.
struct SliceRange {
  int64_t start;
  int64_t step;
  int64_t count;
};
SliceRange ResolveSlice(std::optional<int64_t> start, std::optional<int64_t> stop, int64_t step,
                        int64_t length);

}  // namespace ponder::jinja
