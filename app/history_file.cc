#include "app/history_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/utf8.h"
#include "core/io/atomic_write.h"

namespace ponder {
namespace {

constexpr size_t kMaxFileBytes = 64 << 20;
constexpr size_t kMaxEntryBytes = 64 << 10;  // a whole pasted file is no line to bring back

std::string Escape(std::string_view entry) {
  std::string line;
  for (const char c : entry) {
    if (c == '\\') line += "\\\\";
    if (c == '\n') line += "\\n";
    if (c != '\\' && c != '\n') line.push_back(c);
  }
  return line;
}

std::string Unescape(std::string_view line) {
  std::string entry;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      entry.push_back(line[i]);
      continue;
    }
    ++i;
    entry.push_back(line[i] == 'n' ? '\n' : line[i]);
  }
  return entry;
}

Result<std::string> ReadAll(const std::string& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return std::string();
  // Opening a pipe would wait for a writer.
  if (!std::filesystem::is_regular_file(status) ||
      std::filesystem::file_size(path, error) > kMaxFileBytes || error) {
    return Fail(ErrorCode::kRuntime, path, "want a history file of at most {} bytes",
                kMaxFileBytes);
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::string();
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    if (end > begin) lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

Status WriteWhole(int fd, const std::string& path, std::string_view bytes) {
  const ssize_t written = write(fd, bytes.data(), bytes.size());
  if (written == static_cast<ssize_t>(bytes.size())) return {};
  return Fail(ErrorCode::kRuntime, path, "could not be written: {}",
              written < 0 ? std::strerror(errno) : "disk full");
}

}  // namespace

Result<std::vector<std::string>> ReadHistory(const std::string& path, size_t max_entries) {
  std::vector<std::string> lines = Lines(TRY(ReadAll(path)));
  if (lines.size() > max_entries)
    lines.erase(lines.begin(), lines.end() - static_cast<ptrdiff_t>(max_entries));
  for (std::string& line : lines) line = ReplaceInvalidUtf8(Unescape(line));
  return lines;
}

Status AppendHistory(const std::string& path, std::string_view entry) {
  if (entry.size() > kMaxEntryBytes) return {};
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) {
    return Fail(ErrorCode::kRuntime, path, "could not be opened: {}", std::strerror(errno));
  }
  const Status status = WriteWhole(fd, path, Escape(entry) + "\n");
  close(fd);
  return status;
}

Status TrimHistory(const std::string& path, size_t max_entries) {
  const std::vector<std::string> lines = Lines(TRY(ReadAll(path)));
  if (lines.size() <= 2 * max_entries) return {};
  std::string kept;
  for (size_t i = lines.size() - max_entries; i < lines.size(); ++i) kept += lines[i] + "\n";
  return WriteFileAtomically(path, kept);
}

}  // namespace ponder
