#include "core/text/jinja/lexer.h"

#include <algorithm>
#include <array>

#include "core/text/jinja/limits.h"
#include "core/text/jinja/string_literal.h"
#include "core/text/unicode.h"

namespace ponder::jinja {
namespace {

using Kind = Token::Kind;

constexpr std::array<std::string_view, 25> kOperators = {
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[",
    "]",  "(",  ")",  "{",  "}",  ">",  "<", "=", ".", ":", "|", ","};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
// Bytes of characters beyond ASCII count as letters.
bool IsNameByte(char c) {
  return IsDigit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<signed char>(c) < 0;
}

// Line breaks become \n; a single one at the end is dropped.
std::string NormalizeNewlines(std::string_view source) {
  std::string out;
  out.reserve(source.size());
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\r') {
      out.push_back('\n');
      if (source.substr(i + 1).starts_with('\n')) ++i;
    } else {
      out.push_back(source[i]);
    }
  }
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

// Digits with single underscores between them; their number of bytes.
size_t DigitRun(std::string_view text) {
  size_t n = 0;
  while (n < text.size() && (IsDigit(text[n]) || (text[n] == '_' && n > 0 && text[n - 1] != '_' &&
                                                  n + 1 < text.size() && IsDigit(text[n + 1])))) {
    ++n;
  }
  return n;
}

// The bytes of a float at the start, or zero: it needs a fraction or an exponent.
size_t FloatLength(std::string_view text) {
  const size_t whole = DigitRun(text);
  if (whole == 0) return 0;
  size_t n = whole;
  if (text.substr(n).starts_with('.')) {
    const size_t fraction = DigitRun(text.substr(n + 1));
    if (fraction > 0) n += 1 + fraction;
  }
  if (n < text.size() && (text[n] | 0x20) == 'e') {
    size_t exponent = n + 1;
    if (exponent < text.size() && (text[exponent] == '+' || text[exponent] == '-')) ++exponent;
    const size_t digits = DigitRun(text.substr(std::min(exponent, text.size())));
    if (digits > 0) n = exponent + digits;
  }
  return n == whole ? 0 : n;
}

bool IsBaseDigit(char c, char base) {
  if (base == 'b') return c == '0' || c == '1';
  if (base == 'o') return c >= '0' && c <= '7';
  return IsDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

size_t IntegerLength(std::string_view text) {
  if (text.size() > 2 && text[0] == '0') {
    const char base = static_cast<char>(text[1] | 0x20);
    size_t n = 2;
    while ((base == 'x' || base == 'o' || base == 'b') && n < text.size() &&
           (IsBaseDigit(text[n], base) ||
            (text[n] == '_' && n + 1 < text.size() && IsBaseDigit(text[n + 1], base)))) {
      ++n;
    }
    if (n > 2) return n;
  }
  // A number does not go on behind a leading zero.
  return text.starts_with('0') ? 1 : DigitRun(text);
}

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(NormalizeNewlines(source)), rest_(source_) {}

  Result<std::vector<Token>> Run();

 private:
  Status LexTag(size_t begin);
  Status LexComment();
  Status LexRaw(size_t length);
  Status LexExpression(Kind end, std::string_view close);
  Status LexToken();
  Status LexString();
  Status LexOperator();
  Status Balance(std::string_view symbol);
  bool TakeEnd(std::string_view close, bool trims_newline);
  void AddData(std::string_view data, char sign, bool strips_line);
  void Add(Kind kind, std::string text) { tokens_.push_back({kind, std::move(text), line_}); }
  void Skip(size_t bytes);
  void SkipSpace() { Skip(LeadingBytes(rest_, IsPythonSpace)); }

  const std::string source_;
  std::string_view rest_;
  std::vector<Token> tokens_;
  std::string open_;  // the closing brackets that are due
  int line_ = 1;
  bool line_starting_ = true;  // the last tag took its line break along
};

void Lexer::Skip(size_t bytes) {
  line_ += static_cast<int>(
      std::count(rest_.begin(), rest_.begin() + static_cast<ptrdiff_t>(bytes), '\n'));
  rest_.remove_prefix(bytes);
}

// The text before a tag. '-' in the tag strips all white space; otherwise a block or a comment
// strips the white space between it and the start of its line, unless it has a '+'.
void Lexer::AddData(std::string_view data, char sign, bool strips_line) {
  std::string_view kept = data;
  if (sign == '-') {
    kept.remove_suffix(TrailingBytes(kept, IsPythonSpace));
  } else if (sign != '+' && strips_line) {
    const size_t line_begin = data.rfind('\n') + 1;
    const std::string_view indent = data.substr(line_begin);
    const bool only_space = LeadingBytes(indent, IsPythonSpace) == indent.size();
    if ((line_begin > 0 || line_starting_) && only_space) kept = data.substr(0, line_begin);
  }
  if (!kept.empty()) Add(Kind::kData, std::string(kept));
}

Result<std::vector<Token>> Lexer::Run() {
  size_t begin = 0;
  while ((begin = rest_.find('{', begin)) != rest_.npos) {
    const char next = begin + 1 < rest_.size() ? rest_[begin + 1] : '\0';
    if (next == '{' || next == '%' || next == '#') {
      TRY(LexTag(begin));
      begin = 0;
    } else {
      ++begin;
    }
  }
  if (!rest_.empty()) Add(Kind::kData, std::string(rest_));
  Skip(rest_.size());
  Add(Kind::kEnd, "");
  return std::move(tokens_);
}

// "{% word" and white space at the start of `tag`, if the tag ends there: its bytes, else zero.
size_t WordTagLength(std::string_view tag, std::string_view word) {
  size_t n = 2;
  if (tag.substr(n).starts_with('-') || tag.substr(n).starts_with('+')) ++n;
  n += LeadingBytes(tag.substr(n), IsPythonSpace);
  if (!tag.substr(n).starts_with(word)) return 0;
  n += word.size();
  n += LeadingBytes(tag.substr(n), IsPythonSpace);
  const std::string_view end = tag.substr(n);
  return end.starts_with("%}") || end.starts_with("-%}") ||
                 (word == "endraw" && end.starts_with("+%}"))
             ? n
             : 0;
}

// The tag at `begin`, and the text before it.
Status Lexer::LexTag(size_t begin) {
  const std::string_view data = rest_.substr(0, begin);
  const std::string_view tag = rest_.substr(begin);
  const char type = tag[1];
  const char mark = tag.size() > 2 ? tag[2] : '\0';
  const char sign = mark == '-' || mark == '+' ? mark : '\0';
  AddData(data, sign, /*strips_line=*/type != '{');
  const size_t raw = type == '%' ? WordTagLength(tag, "raw") : 0;
  Skip(begin);
  line_starting_ = false;
  if (raw > 0) return LexRaw(raw);
  Skip(sign == '\0' ? 2 : 3);
  if (type == '#') return LexComment();
  Add(type == '{' ? Kind::kVariableBegin : Kind::kBlockBegin, "");
  return type == '{' ? LexExpression(Kind::kVariableEnd, "}}")
                     : LexExpression(Kind::kBlockEnd, "%}");
}

Status Lexer::LexComment() {
  if (rest_.empty()) return {};  // as upstream lets it pass
  const int begin_line = line_;
  const size_t end = rest_.find("#}");
  if (end == rest_.npos) return WrongAt(begin_line, "a comment without its '#}}'");
  const char before = end > 0 ? rest_[end - 1] : '\0';
  Skip(before == '-' || before == '+' ? end - 1 : end);
  TakeEnd("#}", /*trims_newline=*/true);
  return {};
}

// Text up to {% endraw %}, as it is. `length`: of the tag up to its end mark.
Status Lexer::LexRaw(size_t length) {
  const int begin_line = line_;
  Skip(length);
  // Unlike other blocks, raw does not swallow the line break behind it.
  TakeEnd("%}", /*trims_newline=*/false);
  if (rest_.empty()) return {};  // as upstream lets it pass
  for (size_t end = rest_.find("{%"); end != rest_.npos; end = rest_.find("{%", end + 1)) {
    const std::string_view tag = rest_.substr(end);
    const size_t tag_length = WordTagLength(tag, "endraw");
    if (tag_length == 0) continue;
    AddData(rest_.substr(0, end), tag[2], /*strips_line=*/true);
    Skip(end + tag_length);
    TakeEnd("%}", /*trims_newline=*/true);
    return {};
  }
  return WrongAt(begin_line, "'raw' without its 'endraw'");
}

// The end of a tag: "-" strips white space behind it, "+" keeps the line break.
bool Lexer::TakeEnd(std::string_view close, bool trims_newline) {
  const bool strips = rest_.starts_with('-') && rest_.substr(1).starts_with(close);
  const bool keeps = trims_newline && rest_.starts_with('+') && rest_.substr(1).starts_with(close);
  if (!strips && !keeps && !rest_.starts_with(close)) return false;
  Skip(close.size() + (strips || keeps ? 1 : 0));
  size_t space = 0;
  if (strips) {
    space = LeadingBytes(rest_, IsPythonSpace);
  } else if (!keeps && trims_newline && rest_.starts_with('\n')) {
    space = 1;
  }
  line_starting_ = space > 0 && rest_[space - 1] == '\n';
  Skip(space);
  return true;
}

Status Lexer::LexExpression(Kind end, std::string_view close) {
  const int begin_line = line_;
  while (true) {
    SkipSpace();
    if (rest_.empty()) return WrongAt(begin_line, "a tag without its '{}'", close);
    const int end_line = line_;
    if (open_.empty() && TakeEnd(close, /*trims_newline=*/end == Kind::kBlockEnd)) {
      tokens_.push_back({end, "", end_line});
      return {};
    }
    TRY(LexToken());
  }
}

Status Lexer::LexToken() {
  const bool behind_dot = !tokens_.empty() && tokens_.back().IsOperator(".");
  size_t length = behind_dot ? 0 : FloatLength(rest_);
  Kind kind = Kind::kFloat;
  if (length == 0) {
    length = IntegerLength(rest_);
    kind = Kind::kInteger;
  }
  if (length == 0) {
    length = static_cast<size_t>(std::ranges::find_if_not(rest_, IsNameByte) - rest_.begin());
    kind = Kind::kName;
  }
  if (length == 0) return rest_[0] == '"' || rest_[0] == '\'' ? LexString() : LexOperator();
  if (length > kMaxWordBytes) return WrongAt(line_, "a word of more than {} bytes", kMaxWordBytes);
  Add(kind, std::string(rest_.substr(0, length)));
  Skip(length);
  return {};
}

Status Lexer::LexString() {
  const char quote = rest_[0];
  size_t end = 1;
  while (end < rest_.size() && rest_[end] != quote) end += rest_[end] == '\\' ? 2 : 1;
  if (end >= rest_.size()) return WrongAt(line_, "a string without its closing quote");
  auto text = ResolveEscapes(rest_.substr(1, end - 1));
  if (!text) return WrongAt(line_, "{}", text.error().message);
  Add(Kind::kString, std::move(*text));
  Skip(end + 1);
  return {};
}

Status Lexer::LexOperator() {
  for (std::string_view symbol : kOperators) {
    if (!rest_.starts_with(symbol)) continue;
    TRY(Balance(symbol));
    Add(Kind::kOperator, std::string(symbol));
    Skip(symbol.size());
    return {};
  }
  return WrongAt(line_, "unexpected character '{}'", rest_.substr(0, 1));
}

Status Lexer::Balance(std::string_view symbol) {
  const char c = symbol[0];
  if (c == '(' || c == '[' || c == '{') {
    open_.push_back(c == '(' ? ')' : c == '[' ? ']' : '}');
  } else if (c == ')' || c == ']' || c == '}') {
    if (open_.empty()) return WrongAt(line_, "unexpected '{}'", c);
    if (open_.back() != c) return WrongAt(line_, "unexpected '{}', expected '{}'", c, open_.back());
    open_.pop_back();
  }
  return {};
}

}  // namespace

Result<std::vector<Token>> Tokenize(std::string_view source) { return Lexer(source).Run(); }

}  // namespace ponder::jinja
