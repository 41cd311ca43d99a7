// What the address sanitizer must know: curses and readline keep memory until the end, the chat's
// own handlers give the terminal back after a fault, and its memmem reads the whole text on every
// call.

extern "C" {

const char* __lsan_default_suppressions();
const char* __lsan_default_suppressions() {
  return "leak:libtinfo\nleak:libncursesw\nleak:libreadline\n";
}

const char* __asan_default_options();
const char* __asan_default_options() {
  return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:"
         "print_suppressions=0:intercept_memmem=0";
}

}  // extern "C"
