#include "core/text/oniguruma.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace ponder {
namespace {

constexpr int kMaxNesting = 100;
// Unlike in PCRE2 10.42, \w counts marks, and six numbers of Latin-1 (superscripts and fractions).
constexpr std::string_view kPosixWordItems = R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc})";
constexpr std::string_view kWordItems =
    R"(\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\x{B2}\x{B3}\x{B9}\x{BC}-\x{BE})";
constexpr std::string_view kHexItems = "0-9A-Fa-f";

struct PosixClass {
  std::string_view name;
  std::string_view items;
};
constexpr PosixClass kPosixClasses[] = {
    {"alpha", R"(\p{Alphabetic})"}, {"alnum", R"(\p{Alphabetic}\p{Nd})"},
    {"digit", R"(\p{Nd})"},         {"lower", R"(\p{Lowercase})"},
    {"punct", R"(\p{P}\p{S})"},     {"space", R"(\p{White_Space})"},
    {"upper", R"(\p{Uppercase})"},  {"word", kPosixWordItems},
    {"xdigit", kHexItems}};

struct NameMapping {
  std::string_view oniguruma;  // lower case, without space, hyphen, underscore
  std::string_view pcre;
};
constexpr NameMapping kProperties[] = {{"any", "Any"},
                                       {"alpha", "Alphabetic"},
                                       {"alphabetic", "Alphabetic"},
                                       {"space", "White_Space"},
                                       {"whitespace", "White_Space"},
                                       {"upper", "Uppercase"},
                                       {"uppercase", "Uppercase"},
                                       {"lower", "Lowercase"},
                                       {"lowercase", "Lowercase"},
                                       {"digit", "Nd"},
                                       {"punct", "P"},
                                       {"punctuation", "P"},
                                       {"letter", "L"},
                                       {"mark", "M"},
                                       {"number", "N"},
                                       {"symbol", "S"},
                                       {"separator", "Z"},
                                       {"other", "C"},
                                       {"control", "Cc"},
                                       {"uppercaseletter", "Lu"},
                                       {"lowercaseletter", "Ll"},
                                       {"titlecaseletter", "Lt"},
                                       {"modifierletter", "Lm"},
                                       {"otherletter", "Lo"},
                                       {"nonspacingmark", "Mn"},
                                       {"decimalnumber", "Nd"},
                                       {"letternumber", "Nl"},
                                       {"othernumber", "No"},
                                       {"connectorpunctuation", "Pc"},
                                       {"mathsymbol", "Sm"},
                                       {"currencysymbol", "Sc"},
                                       {"spaceseparator", "Zs"},
                                       {"emoji", "Emoji"},
                                       {"extendedpictographic", "ExtPict"},
                                       {"ideographic", "Ideographic"},
                                       {"xidstart", "XIDS"},
                                       {"xidcontinue", "XIDC"}};
constexpr std::array<std::string_view, 37> kCategories = {
    "C",  "Cc", "Cf", "Cn", "Co", "Cs", "L",  "Ll", "Lm", "Lo", "Lt", "Lu", "M",
    "Mc", "Me", "Mn", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Pe", "Pf", "Pi",
    "Po", "Ps", "S",  "Sc", "Sk", "Sm", "So", "Z",  "Zl", "Zp", "Zs"};

std::string Folded(std::string_view name) {
  std::string folded;
  for (char c : name) {
    if (c == ' ' || c == '-' || c == '_') continue;
    folded.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  return folded;
}

// What PCRE2 calls the property; an unknown name is taken for a script. A plain script name would
// mean script extensions in PCRE2.
std::string PropertyName(std::string_view name) {
  const std::string folded = Folded(name);
  for (const NameMapping& mapping : kProperties) {
    if (mapping.oniguruma == folded) return std::string(mapping.pcre);
  }
  for (std::string_view category : kCategories) {
    if (Folded(category) == folded) return std::string(category);
  }
  return "sc:" + std::string(name);
}

class Translator {
 public:
  explicit Translator(std::string_view pattern) : rest_(pattern) {}

  Result<std::string> Translate() {
    std::vector<size_t> groups;  // where each open group starts in `out_`
    size_t atom = 0;             // where the last atom starts
    while (!rest_.empty()) {
      const char c = rest_.front();
      const size_t here = out_.size();
      if (IsRepetition()) {
        CopyRepetition(atom);
        continue;
      }
      if (c == '(') {
        groups.push_back(here);
        CopyGroupStart();
      } else if (c == ')') {
        Copy(1);
        if (!groups.empty()) atom = groups.back(), groups.pop_back();
        continue;
      } else if (c == '[') {
        out_ += TRY(Class(0));
      } else if (c == '\\') {
        out_ += TRY(Escape(/*in_class=*/false));
      } else {
        CopyCharacter();
      }
      atom = here;
    }
    return std::move(out_);
  }

 private:
  void Copy(size_t n) {
    out_ += rest_.substr(0, n);
    rest_.remove_prefix(std::min(n, rest_.size()));
  }
  void CopyCharacter() {
    size_t n = 1;
    while (n < rest_.size() && (static_cast<unsigned char>(rest_[n]) & 0xC0) == 0x80) ++n;
    Copy(n);
  }

  // True at {n}, {n,}, {,m} or {n,m}.
  bool IsRepetition() const {
    const size_t end = rest_.front() == '{' ? rest_.find('}') : rest_.npos;
    if (end == rest_.npos || end < 2) return false;
    return std::ranges::all_of(rest_.substr(1, end - 1), [](char c) {
      return c == ',' || std::isdigit(static_cast<unsigned char>(c));
    });
  }
  // {,m} means {0,m} in Ruby; a + behind makes {n,m} possessive in PCRE2 only.
  void CopyRepetition(size_t atom) {
    if (rest_[1] == ',') {
      out_ += "{0";
      rest_.remove_prefix(1);
    }
    Copy(rest_.find('}') + 1);
    if (rest_.starts_with('+')) {
      out_.insert(atom, "(?:");
      out_ += ")";
    }
  }

  // "(" and, behind "(?", the flags: Ruby's m is PCRE2's s.
  void CopyGroupStart() {
    Copy(1);
    if (!rest_.starts_with('?')) return;
    Copy(1);
    while (!rest_.empty() &&
           (std::isalpha(static_cast<unsigned char>(rest_[0])) || rest_[0] == '-')) {
      out_.push_back(rest_[0] == 'm' ? 's' : rest_[0]);
      rest_.remove_prefix(1);
    }
  }

  // The escape at the front, rewritten.
  Result<std::string> Escape(bool in_class) {
    const char letter = rest_.size() > 1 ? rest_[1] : '\0';
    const auto take = [this](size_t n) {
      const std::string taken(rest_.substr(0, n));
      rest_.remove_prefix(std::min(n, rest_.size()));
      return taken;
    };
    switch (letter) {
      case 's':
        take(2);
        return std::string(R"(\p{White_Space})");
      case 'S':
        take(2);
        return std::string(R"(\P{White_Space})");
      case 'w':
        take(2);
        return Items(kWordItems, in_class);
      case 'h':
        take(2);
        return Items(kHexItems, in_class);
      case 'W':
      case 'H':
        take(2);
        if (in_class) return Unsupported("\\W or \\H inside a character class");
        return "[^" + std::string(letter == 'W' ? kWordItems : kHexItems) + "]";
      case 'p':
      case 'P':
        return Property(take);
      case 'u':
        return "\\x{" + take(6).substr(2) + "}";
      default:
        return take(2);
    }
  }
  static std::string Items(std::string_view items, bool in_class) {
    return in_class ? std::string(items) : "[" + std::string(items) + "]";
  }
  template <typename Take>
  Result<std::string> Property(Take take) {
    const size_t end = rest_.find('}');
    if (!rest_.substr(2).starts_with('{') || end == rest_.npos) {
      return Unsupported("a property without {name}");
    }
    bool negated = rest_[1] == 'P';
    std::string name = take(end + 1).substr(3);
    name.pop_back();
    if (name.starts_with('^')) {
      negated = !negated;
      name.erase(0, 1);
    }
    return (negated ? "\\P{" : "\\p{") + PropertyName(name) + "}";
  }

  // The class at the front: "[...]", or a group where PCRE2 cannot say it as a class.
  Result<std::string> Class(int depth) {
    if (depth > kMaxNesting) return Unsupported("character classes nested so deep");
    rest_.remove_prefix(1);
    const bool negated = rest_.starts_with('^');
    if (negated) rest_.remove_prefix(1);
    std::vector<Operand> operands;  // of &&
    do {
      operands.push_back(TRY(Union(depth)));
    } while (SkipPrefix("&&"));
    if (!SkipPrefix("]")) return Unsupported("a character class without its ']'");
    if (operands.size() == 1) return Join(operands[0], negated);
    return Intersection(operands, negated);
  }
  bool SkipPrefix(std::string_view prefix) {
    if (!rest_.starts_with(prefix)) return false;
    rest_.remove_prefix(prefix.size());
    return true;
  }

  // Items up to "&&" or "]".
  struct Operand {
    std::string items;                // as inside of [...]
    std::vector<std::string> nested;  // classes
  };
  Result<Operand> Union(int depth) {
    Operand operand;
    bool first = true;
    while (!rest_.empty() && !rest_.starts_with("&&") && (first || rest_.front() != ']')) {
      first = false;
      if (rest_.starts_with("[:")) {
        operand.items += TRY(PosixItem());
      } else if (rest_.front() == '[') {
        operand.nested.push_back(TRY(Class(depth + 1)));
      } else if (rest_.front() == '\\') {
        operand.items += TRY(Escape(/*in_class=*/true));
      } else {
        operand.items.push_back(rest_.front());
        rest_.remove_prefix(1);
      }
    }
    return operand;
  }
  Result<std::string> PosixItem() {
    const size_t end = rest_.find(":]");
    if (end == rest_.npos) return Unsupported("'[:' without ':]'");
    const std::string_view name = rest_.substr(2, end - 2);
    for (const PosixClass& posix : kPosixClasses) {
      if (posix.name != name) continue;
      rest_.remove_prefix(end + 2);
      return std::string(posix.items);
    }
    return Unsupported("the class [:" + std::string(name) + ":]");
  }

  static std::string Join(const Operand& operand, bool negated) {
    std::string items = operand.items;
    std::string others;  // what cannot be written into the one class
    for (const std::string& inner : operand.nested) {
      if (inner.starts_with('[') && !inner.starts_with("[^")) {
        items += inner.substr(1, inner.size() - 2);
      } else {
        others += (others.empty() ? "" : "|") + inner;
      }
    }
    if (others.empty()) return (negated ? "[^" : "[") + items + "]";
    if (!items.empty()) others += "|[" + items + "]";
    return negated ? NotThis(others) : "(?:" + others + ")";
  }
  // One character that is in every operand: all but the first as lookaheads.
  static std::string Intersection(const std::vector<Operand>& operands, bool negated) {
    std::string all;
    for (size_t i = 1; i < operands.size(); ++i) all += "(?=" + Join(operands[i], false) + ")";
    all += Join(operands[0], false);
    return negated ? NotThis(all) : "(?:" + all + ")";
  }
  static std::string NotThis(const std::string& pattern) { return "(?:(?!" + pattern + ")(?s:.))"; }

  static tl::unexpected<Error> Unsupported(std::string_view what) {
    return Fail(ErrorCode::kModel, "", "the pattern has {}, which is not supported", what);
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

Result<std::string> PcrePatternFromOniguruma(std::string_view pattern) {
  return Translator(pattern).Translate();
}

}  // namespace ponder
