#include "app/tokens_command.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/text/model_files.h"

namespace ponder {
namespace {

using nlohmann::json;

bool IsTokenId(const json& value) {
  return value.is_number_unsigned() &&
         value.get<uint64_t>() <= uint64_t{std::numeric_limits<TokenId>::max()};
}

Result<json> Encode(const Tokenizer& tokenizer, const TokensArgs& args, const json& line,
                    const std::string& where) {
  if (!line.is_string()) return Fail(ErrorCode::kUsage, where, "want a JSON string");
  const std::string& text = line.get_ref<const std::string&>();
  return args.no_special ? tokenizer.EncodeAsText(text) : tokenizer.Encode(text);
}

Result<json> Decode(const Tokenizer& tokenizer, const TokensArgs& args, const json& line,
                    const std::string& where) {
  if (!line.is_array() || !std::ranges::all_of(line, IsTokenId)) {
    return Fail(ErrorCode::kUsage, where, "want a JSON array of token ids");
  }
  return tokenizer.Decode(line.get<std::vector<TokenId>>(), args.no_special);
}

}  // namespace

Status RunTokensCommand(const Folder& model, const TokensArgs& args, std::istream& in,
                        std::FILE* out) {
  const Tokenizer tokenizer = TRY(LoadTokenizer(model));
  std::string text;
  for (size_t number = 1; std::getline(in, text); ++number) {
    const json line = json::parse(ReplaceInvalidUtf8(text), nullptr, /*allow_exceptions=*/false);
    const std::string where = fmt::format("stdin, line {}", number);
    const json answer = TRY((args.decode ? Decode : Encode)(tokenizer, args, line, where));
    fmt::print(out, "{}\n", answer.dump(-1, ' ', /*ensure_ascii=*/true));
  }
  return {};
}

}  // namespace ponder
