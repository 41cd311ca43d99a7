ponder_test(chat_app_test
  SOURCES chat_app_test.cc chat_app_failure_test.cc clipboard_test.cc commands_test.cc
          conversation_test.cc history_file_test.cc keymap_test.cc live_settings_test.cc
          nearest_test.cc pages_test.cc theme_files_test.cc ../support/sanitizer_options.cc
  DEPENDS chat_screen
  LIBRARIES ponder_screen_support)

# The guide of the built-in model against the tables of keys, commands, settings and arguments.
ponder_test(guide_facts_test SOURCES guide_facts_test.cc DEPENDS chat_screen command_line)
