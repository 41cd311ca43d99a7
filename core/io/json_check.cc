#include "core/io/json_check.h"

#include <nlohmann/json.hpp>
#include <unordered_set>
#include <vector>

namespace ponder {
namespace {

using nlohmann::json;

// Called by the parser; false stops it.
class Checker : public nlohmann::json_sax<json> {
 public:
  Checker(const JsonLimits& limits, const std::string& where) : limits_(limits), where_(where) {}

  Status Check(std::string_view text) {
    if (!json::sax_parse(text, this) && status_) return Damaged("not valid JSON");
    return status_;
  }

  bool null() override { return Value(); }
  bool boolean(bool) override { return Value(); }
  bool number_integer(number_integer_t) override { return Value(); }
  bool number_unsigned(number_unsigned_t) override { return Value(); }
  bool number_float(number_float_t, const string_t&) override { return Value(); }
  bool string(string_t&) override { return Value(); }
  bool binary(binary_t&) override { return Value(); }

  bool start_object(size_t) override {
    if (limits_.unique_keys) keys_.emplace_back();
    return Enter();
  }
  bool key(string_t& name) override {
    if (!limits_.unique_keys || keys_.back().insert(name).second) return true;
    return Stop(Fail(ErrorCode::kModel, where_, "'{}' occurs twice", name));
  }
  bool end_object() override {
    if (limits_.unique_keys) keys_.pop_back();
    return Leave();
  }
  bool start_array(size_t) override { return Enter(); }
  bool end_array() override { return Leave(); }

  bool parse_error(size_t, const std::string&, const json::exception& error) override {
    return Stop(Damaged(JsonReason(error.what())));
  }

 private:
  tl::unexpected<Error> Damaged(std::string_view reason) const {
    return Fail(ErrorCode::kModel, where_, "not valid JSON: {}", reason);
  }
  bool Stop(Status status) {
    status_ = std::move(status);
    return false;
  }
  bool Value() {
    if (++num_values_ <= limits_.max_values) return true;
    return Stop(Fail(ErrorCode::kModel, where_,
                     "more than {} values; no file of a model has so many", limits_.max_values));
  }
  bool Enter() {
    if (++depth_ <= limits_.max_depth) return Value();
    return Stop(Fail(ErrorCode::kModel, where_, "nested deeper than {} levels", limits_.max_depth));
  }
  bool Leave() {
    --depth_;
    return true;
  }

  const JsonLimits limits_;
  const std::string& where_;
  Status status_;
  size_t depth_ = 0;
  size_t num_values_ = 0;
  std::vector<std::unordered_set<std::string>> keys_;  // of the open objects
};

}  // namespace

Status CheckJson(std::string_view text, const JsonLimits& limits, const std::string& where) {
  return Checker(limits, where).Check(text);
}

std::string_view JsonReason(std::string_view exception_text) {
  const size_t name_end = exception_text.find("] ");
  return name_end == exception_text.npos ? exception_text : exception_text.substr(name_end + 2);
}

}  // namespace ponder
