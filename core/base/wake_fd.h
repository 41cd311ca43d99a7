// A file descriptor that poll() reports readable after Wake(), from any thread or signal handler.
#pragma once

namespace ponder {

class WakeFd {
 public:
  WakeFd();
  ~WakeFd();
  WakeFd(const WakeFd&) = delete;
  WakeFd& operator=(const WakeFd&) = delete;

  int fd() const { return fd_; }
  void Wake() const;   // async-signal-safe
  void Clear() const;  // makes it unreadable until the next Wake()

 private:
  int fd_;
};

}  // namespace ponder
