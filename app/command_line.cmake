# The commands of the program, apart from the chat screen.
ponder_room(command_line
  SOURCES args.cc bench_command.cc config_file.cc cut_file.cc doctor_command.cc help.cc
          logits_command.cc model_report.cc model_source.cc models_command.cc paths.cc prompt_command.cc prompt_input.cc
          run_command.cc run_json.cc run_progress.cc run_signals.cc run_writer.cc
          setting_overrides.cc tokens_command.cc
  DEPENDS base io quant math state model engine text sampling chat session assets chat_screen
  LIBRARIES CLI11::CLI11)
target_compile_definitions(ponder_command_line PRIVATE PONDER_VERSION="${PROJECT_VERSION}")

add_executable(ponder main.cc model_opener.cc)
target_link_libraries(ponder PRIVATE ponder_command_line)
set_target_properties(ponder PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
