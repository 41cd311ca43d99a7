// The chat screen on a scripted backend: what the tests of this folder drive through a pty.
//
//   scripted_chat [--ascii] [--history FILE] [--model NAME] [--themes FOLDER]
#include <atomic>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "app/loop.h"
#include "tests/screen/scripts.h"

int main(int argc, char** argv) {
  using namespace ponder;
  ChatOptions options{.model_path = "scripted"};
  options.no_colour = std::getenv("NO_COLOR") != nullptr;
  for (int i = 1; i < argc; ++i) {
    const std::string_view flag = argv[i];
    if (flag == "--ascii") options.ascii = true;
    if (i + 1 == argc) break;
    if (flag == "--history") options.history_path = argv[i + 1];
    if (flag == "--model") options.model_path = argv[i + 1];
    if (flag == "--themes") options.theme_folders = {argv[i + 1]};
  }
  testing::ScriptedBackend backend(testing::Answer);
  std::jthread player([&backend](std::stop_token stop) {
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(testing::milliseconds(1));
      backend.Advance(testing::milliseconds(1));
    }
  });
  return RunChat(backend, options);
}
