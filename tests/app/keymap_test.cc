#include "app/keymap.h"

#include <gtest/gtest.h>

namespace ponder {
namespace {

TEST(Keymap, NoKeyMeansTwoThingsInOnePlace) {
  for (size_t i = 0; i < Bindings().size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      const bool same =
          Bindings()[i].focus == Bindings()[j].focus && Bindings()[i].key == Bindings()[j].key;
      EXPECT_FALSE(same) << Bindings()[i].name << " and " << Bindings()[j].name;
    }
  }
}

TEST(Keymap, TheFocusComesBeforeAnywhere) {
  const Key escape{.code = KeyCode::kEscape};
  EXPECT_EQ(FindBinding(Focus::kPrompt, escape)->action, Action::kEscape);
  EXPECT_EQ(FindBinding(Focus::kPanel, escape)->action, Action::kBack);
  EXPECT_EQ(FindBinding(Focus::kPrompt, {.character = U'x'}), nullptr);
}

TEST(Keymap, EveryPlaceCanBeLeftByEsc) {
  for (const Focus focus : {Focus::kThoughts, Focus::kPanel, Focus::kPage}) {
    EXPECT_EQ(FindBinding(focus, {.code = KeyCode::kEscape})->action, Action::kBack);
  }
}

TEST(Keymap, WhatIsNamedIsExplained) {
  for (const Binding& binding : Bindings()) EXPECT_EQ(binding.name.empty(), binding.help.empty());
}

}  // namespace
}  // namespace ponder
