#include "ui/view/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "ui/view/block_builder.h"
#include "ui/view/entity.h"
#include "ui/view/markdown_repair.h"

namespace ponder {
namespace {

// md4c fills short table rows up, so the length of the text does not bound them.
constexpr size_t kMaxCells = 4000;
constexpr std::string_view kCodeIndent = "  ";
constexpr unsigned kFlags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTML |
                            MD_FLAG_LATEXMATHSPANS | MD_FLAG_PERMISSIVEURLAUTOLINKS;

std::string_view TextOf(const MD_ATTRIBUTE& attribute) { return {attribute.text, attribute.size}; }

Alignment AlignmentOf(const void* cell) {
  switch (static_cast<const MD_BLOCK_TD_DETAIL*>(cell)->align) {
    case MD_ALIGN_RIGHT:
      return Alignment::kRight;
    case MD_ALIGN_CENTER:
      return Alignment::kCentre;
    default:
      return Alignment::kLeft;
  }
}

ListKind OrderedList(const void* detail) {
  const auto* list = static_cast<const MD_BLOCK_OL_DETAIL*>(detail);
  return {.ordered = true,
          .tight = list->is_tight != 0,
          .first_number = list->start,
          .delimiter = list->mark_delimiter};
}

ListKind BulletList(const void* detail) {
  return {.tight = static_cast<const MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0};
}

// Turns md4c's events into blocks of styled text.
class Renderer {
 public:
  Renderer(std::string_view text, size_t source, TextWidths widths, const Glyphs& glyphs)
      : text_(text), source_(source), newest_source_(source), blocks_(widths, glyphs) {}

  void EnterBlock(MD_BLOCKTYPE type, void* detail);
  void LeaveBlock(MD_BLOCKTYPE type, void* detail);
  void EnterSpan(MD_SPANTYPE type, void* detail);
  void LeaveSpan(MD_SPANTYPE type);
  void AddText(MD_TEXTTYPE type, const char* text, MD_SIZE size);
  // There is more of it than can be shown; what follows is of no use.
  bool too_large() const { return too_large_; }
  MarkdownRows Finish();

 private:
  struct OpenSpan {
    MD_SPANTYPE type;
    uint8_t attributes;   // of the text in it
    std::string address;  // of a link
    size_t first_inline;
  };

  void BeginBlock();
  void LeaveCode();
  void AddCell(bool header, Alignment alignment);
  void Close(const OpenSpan& span);
  bool IsOpen(MD_SPANTYPE type) const;
  void Append(std::string_view text);
  void AppendDim(std::string_view text);
  void NoteSource(const char* text);
  Style CurrentStyle() const;

  const std::string_view text_;  // what md4c parses
  const size_t source_;          // of its first byte
  size_t newest_source_;
  BlockBuilder blocks_;
  std::vector<Inline> inlines_;  // of the open block
  std::vector<OpenSpan> spans_;  // innermost last
  bool in_heading_ = false;
  bool in_code_ = false;
  std::optional<Table> table_;
  size_t num_cells_ = 0;
  bool too_large_ = false;
};

// A tight item's text has no paragraph around it; whatever begins ends it.
void Renderer::BeginBlock() {
  blocks_.Paragraph(std::exchange(inlines_, {}));
  spans_.clear();
}

void Renderer::EnterBlock(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_UL:
      BeginBlock();
      blocks_.OpenList(BulletList(detail));
      break;
    case MD_BLOCK_OL:
      BeginBlock();
      blocks_.OpenList(OrderedList(detail));
      break;
    case MD_BLOCK_LI:
      blocks_.OpenItem();
      break;
    case MD_BLOCK_QUOTE:
      BeginBlock();
      blocks_.OpenQuote();
      break;
    case MD_BLOCK_HR:
      BeginBlock();
      blocks_.Rule(newest_source_);
      break;
    case MD_BLOCK_H:
    case MD_BLOCK_P:
    case MD_BLOCK_CODE:
      BeginBlock();
      in_heading_ = type == MD_BLOCK_H;
      in_code_ = type == MD_BLOCK_CODE;
      break;
    case MD_BLOCK_TABLE:
      BeginBlock();
      table_ = Table{.header = {}, .rows = {}, .source = newest_source_};
      break;
    case MD_BLOCK_TR:
      if (table_ && !table_->header.empty()) table_->rows.emplace_back();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      too_large_ = ++num_cells_ > kMaxCells;
      break;
    default:
      break;
  }
}

void Renderer::LeaveBlock(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_P:
      BeginBlock();
      break;
    case MD_BLOCK_H:
      blocks_.Heading(std::exchange(inlines_, {}));
      in_heading_ = false;
      break;
    case MD_BLOCK_CODE:
      LeaveCode();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      AddCell(type == MD_BLOCK_TH, AlignmentOf(detail));
      break;
    case MD_BLOCK_TABLE:
      if (table_) blocks_.AddTable(*table_);
      table_.reset();
      break;
    case MD_BLOCK_LI:
      BeginBlock();
      blocks_.CloseItem(newest_source_);
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
    case MD_BLOCK_QUOTE:
      BeginBlock();
      blocks_.CloseListOrQuote();
      break;
    default:
      break;
  }
}

void Renderer::LeaveCode() {
  std::string code;
  for (const Inline& line : inlines_) code += line.text;
  const size_t source = inlines_.empty() ? newest_source_ : inlines_[0].source;
  inlines_.clear();
  in_code_ = false;
  blocks_.Code(code, source);
}

void Renderer::AddCell(bool header, Alignment alignment) {
  TableCell cell{.text = std::exchange(inlines_, {}), .alignment = alignment};
  spans_.clear();
  if (!table_ || (!header && table_->rows.empty())) return;
  auto& row = header ? table_->header : table_->rows.back();
  row.push_back(std::move(cell));
}

bool Renderer::IsOpen(MD_SPANTYPE type) const {
  return std::ranges::any_of(spans_, [&](const OpenSpan& span) { return span.type == type; });
}

void Renderer::EnterSpan(MD_SPANTYPE type, void* detail) {
  OpenSpan span{.type = type,
                .attributes = spans_.empty() ? uint8_t{kPlain} : spans_.back().attributes,
                .address = {},
                .first_inline = inlines_.size()};
  if (type == MD_SPAN_EM) span.attributes |= kItalic;
  if (type == MD_SPAN_STRONG) span.attributes |= kBold;
  if (type == MD_SPAN_DEL) span.attributes |= kFaint;
  if (type == MD_SPAN_LATEXMATH) Append("$");
  if (type == MD_SPAN_LATEXMATH_DISPLAY) Append("$$");
  if (type == MD_SPAN_A) {
    span.address = UnprotectMath(TextOf(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
  }
  if (type == MD_SPAN_IMG) {
    AppendDim("image: ");
    span.address = UnprotectMath(TextOf(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src));
  }
  spans_.push_back(std::move(span));
}

// md4c 0.4.8 sometimes leaves a span that it never entered.
void Renderer::LeaveSpan(MD_SPANTYPE type) {
  if (!IsOpen(type)) return;
  bool found = false;
  while (!found) {
    const OpenSpan span = std::move(spans_.back());
    spans_.pop_back();
    found = span.type == type;
    Close(span);
  }
}

void Renderer::Close(const OpenSpan& span) {
  if (span.type == MD_SPAN_LATEXMATH) Append("$");
  if (span.type == MD_SPAN_LATEXMATH_DISPLAY) Append("$$");
  if (span.address.empty()) return;
  std::string text;
  for (size_t i = span.first_inline; i < inlines_.size(); ++i) text += inlines_[i].text;
  if (text != span.address) AppendDim(" (" + span.address + ")");
}

Style Renderer::CurrentStyle() const {
  Role role = Role::kText;
  if (in_heading_) role = Role::kHeading;
  if (IsOpen(MD_SPAN_A) || IsOpen(MD_SPAN_IMG)) role = Role::kLink;
  if (IsOpen(MD_SPAN_CODE) || in_code_) role = Role::kCode;
  return {role, spans_.empty() ? uint8_t{kPlain} : spans_.back().attributes};
}

// md4c hands out pieces of its input, and literals of its own.
void Renderer::NoteSource(const char* text) {
  const auto at = reinterpret_cast<std::uintptr_t>(text);
  const auto begin = reinterpret_cast<std::uintptr_t>(text_.data());
  if (at < begin || at >= begin + text_.size()) return;
  newest_source_ = std::max(newest_source_, source_ + (at - begin));
}

void Renderer::Append(std::string_view text) {
  inlines_.push_back({std::string(text), CurrentStyle(), newest_source_});
}

void Renderer::AppendDim(std::string_view text) {
  inlines_.push_back({std::string(text), {Role::kDim}, newest_source_});
}

void Renderer::AddText(MD_TEXTTYPE type, const char* text, MD_SIZE size) {
  NoteSource(text);
  const std::string_view piece(text, size);
  switch (type) {
    case MD_TEXT_BR:
      return Append(table_ ? " " : "\n");
    case MD_TEXT_SOFTBR:
      return Append(" ");
    case MD_TEXT_NULLCHAR:
      return Append("\uFFFD");
    case MD_TEXT_ENTITY:
      return Append(DecodeEntity(piece));
    default:
      return Append(UnprotectMath(piece));
  }
}

MarkdownRows Renderer::Finish() {
  BeginBlock();
  return blocks_.Finish();
}

Renderer& Self(void* user) { return *static_cast<Renderer*>(user); }

// Non-zero stops the parser.
int Done(const Renderer& renderer) { return renderer.too_large() ? 1 : 0; }

MD_PARSER Callbacks() {
  MD_PARSER parser{};
  parser.flags = kFlags;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    if (!Self(user).too_large()) Self(user).EnterBlock(type, detail);
    return Done(Self(user));
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    if (!Self(user).too_large()) Self(user).LeaveBlock(type, detail);
    return Done(Self(user));
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    if (!Self(user).too_large()) Self(user).EnterSpan(type, detail);
    return Done(Self(user));
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    if (!Self(user).too_large()) Self(user).LeaveSpan(type);
    return Done(Self(user));
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    if (!Self(user).too_large()) Self(user).AddText(type, text, size);
    return Done(Self(user));
  };
  return parser;
}

}  // namespace

MarkdownRows LayOutMarkdown(std::string_view markdown, size_t source, TextWidths widths,
                            const Glyphs& glyphs) {
  static const MD_PARSER callbacks = Callbacks();
  const std::string text = WidenTableRules(ProtectMath(markdown));
  Renderer renderer(text, source, widths, glyphs);
  const int failed =
      md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &callbacks, &renderer);
  // md4c 0.4.8 does not hand on every stop.
  if (failed != 0 || renderer.too_large()) {
    return {.rows = LayOutPlain(markdown, source, widths.prose, {})};
  }
  MarkdownRows result = renderer.Finish();
  // Repairs make the text longer, and md4c may look ahead.
  size_t newest = source;
  for (Row& row : result.rows) {
    newest = row.source = std::clamp(row.source, newest, source + markdown.size());
  }
  return result;
}

std::vector<Row> LayOutPlain(std::string_view text, size_t source, int width, Style style) {
  const WrapOptions options{.width = width, .first_prefix = {}, .next_prefix = {}};
  std::vector<Row> rows = Wrap({{std::string(text), style, source}}, options);
  size_t newest = source;
  for (Row& row : rows) newest = row.source = std::max(row.source, newest);
  return rows;
}

Row LayOutCodeLine(std::string_view line, size_t source, int width, const Glyphs& glyphs) {
  Row row;
  row.source = source;
  row.Append(kCodeIndent, {});
  const Row code = CutLine(line, std::max(width - row.width(), 1), {Role::kCode}, glyphs.missing);
  for (const Run& run : code.runs) row.Append(run.text, run.style);
  return row;
}

}  // namespace ponder
