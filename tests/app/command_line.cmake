ponder_test(command_line_test
  SOURCES args_test.cc bench_command_test.cc config_file_test.cc cut_file_test.cc
          doctor_command_test.cc model_source_test.cc models_command_test.cc paths_test.cc prompt_command_test.cc
          prompt_input_test.cc run_command_test.cc run_writer_test.cc tokens_command_test.cc
  DEPENDS command_line)

ponder_test(program_test SOURCES program_test.cc)
target_compile_definitions(program_test PRIVATE PONDER_PROGRAM="$<TARGET_FILE:ponder>")
add_dependencies(program_test ponder)
