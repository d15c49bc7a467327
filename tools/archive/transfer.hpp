// One HTTP request into a partial file, resumed where the server can.
#pragma once

#include <ctime>
#include <functional>
#include <optional>
#include <string>

#include "archive/partial_file.hpp"

namespace tool::archive {

enum class Ending {
  complete,   // as long as the server said
  unchanged,  // not newer than asked for
  gone,       // 404 or 410
  refused,    // another answer that will not change soon
  failed      // cut short, unreachable, a fault of the server: worth another try
};

struct Answer {
  Ending ending = Ending::failed;
  std::string sentence;                 // what went wrong
  std::optional<std::time_t> modified;  // Last-Modified
  bool grown = false;                   // the partial file is longer than it was
};

struct Request {
  std::string url;
  std::optional<std::time_t> newer_than;            // If-Modified-Since; not sent when a partial file is resumed
  long patience_s = 30;                             // time without a byte
  std::function<void(std::size_t bytes)> on_bytes;  // called as they come
};

// Kept open from one request to the next. For one thread at a time.
class Connection {
 public:
  Connection();
  ~Connection();
  Connection(const Connection &) = delete;
  Connection &operator=(const Connection &) = delete;
  void *handle() const { return curl_; }

 private:
  void *curl_;
};

// Interrupted when a signal came; what has come by then stays in the partial file.
Answer transfer(const Connection &connection, const Request &request, PartialFile &file);

// Once, before the first thread starts.
void prepare_transfers();

}  // namespace tool::archive
