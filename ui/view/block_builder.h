// Lays out the blocks of a Markdown text one after another: lists and quotes around paragraphs,
// code, rules and tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/view/markdown.h"
#include "ui/view/table_layout.h"
#include "ui/view/wrap.h"

namespace ponder {

struct ListKind {
  bool ordered = false;
  bool tight = true;  // no blank rows between items
  unsigned first_number = 1;
  char delimiter = '.';
};

class BlockBuilder {
 public:
  BlockBuilder(TextWidths widths, const Glyphs& glyphs) : widths_(widths), glyphs_(glyphs) {}

  void OpenList(const ListKind& kind);
  void OpenItem();
  void OpenQuote();
  void CloseItem(size_t source);  // an item without text still shows its marker
  void CloseListOrQuote();

  void Paragraph(const std::vector<Inline>& text);
  void Heading(const std::vector<Inline>& text);
  void Code(std::string_view code, size_t source);
  void Rule(size_t source);
  void AddTable(const Table& table);

  MarkdownRows Finish();

 private:
  enum class Around : uint8_t { kList, kItem, kQuote };
  // What is open around the next block.
  struct Container {
    Around around;
    ListKind list = {};
    unsigned next_number = 1;
    std::string marker = {};     // of an item
    bool marker_is_due = false;  // until the item's first row
  };

  bool InTightList() const;
  Row Prefix(size_t depth, bool uses_markers);
  Row Prefix(bool uses_markers) { return Prefix(containers_.size(), uses_markers); }
  void Close();
  void Emit(std::vector<Row> rows, bool gap_after);

  const TextWidths widths_;
  const Glyphs& glyphs_;
  std::vector<Container> containers_;
  bool gap_is_due_ = false;
  size_t gap_depth_ = 0;  // containers around both blocks that the gap is between
  MarkdownRows result_;
};

}  // namespace ponder
