#include "core/text/pattern_field.h"

namespace ponder {

Result<Regex> ParsePattern(const JsonObject& object) {
  const JsonObject pattern = TRY(object.Object("pattern"));
  const std::string where = object.where() + ": " + object.PathOf("pattern");
  if (pattern.Find("Regex") != nullptr) return Regex::Compile(TRY(pattern.Text("Regex")), where);
  return Regex::Literal(TRY(pattern.Text("String")), where);
}

}  // namespace ponder
