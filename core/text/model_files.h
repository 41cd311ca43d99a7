// What the files of a checkpoint say about its chat: template and special tokens.
//
// Thread rule: any thread.
#pragma once

#include <nlohmann/json.hpp>

#include "core/io/folder.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

namespace ponder {

// tokenizer.json. Errors: kModel.
Result<Tokenizer> LoadTokenizer(const Folder& folder);

// chat_template.jinja, or chat_template in tokenizer_config.json: a string, or a list of named
// templates, of which "default" counts. Errors: kModel, also where there is none or it is
// empty.
Result<ChatTemplate> LoadChatTemplate(const Folder& folder);

// bos_token, eos_token, unk_token, pad_token and the like as an object of strings, from
// tokenizer_config.json and special_tokens_map.json: variables for the template. Those the files do
// not set are left out. Errors: kModel for a file that is no JSON object.
Result<nlohmann::ordered_json> LoadSpecialTokens(const Folder& folder);

}  // namespace ponder
