#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "mocks/wire/byte_stream.h"

namespace rehearse::wire {

// Connection reads and writes one side of an HTTP connection through buffers, so that a request
// and a response cost one system call each. It owns neither the socket nor its lifetime.
class Connection {
 public:
  enum class Read { ok, closed, timeout, broken, too_long };

  explicit Connection(std::unique_ptr<ByteStream> stream) : stream_(std::move(stream)) {}

  // All reads and writes until the next call end by then.
  void set_deadline(std::chrono::milliseconds from_now);
  // Waits until at least one unread byte is there.
  Read wait_for_bytes();
  // Replaces `line` with the next line, its LF (and CR) included, at most `limit` bytes.
  Read read_line(std::string& line, size_t limit);
  // Appends exactly `size` bytes.
  Read read_exactly(std::string& to, size_t size);
  // Appends up to `most` of the bytes that wait_for_bytes() found.
  void read_some(std::string& to, size_t most);

  // Collects bytes; they leave with flush(), or on their own before the next read.
  void write(std::string_view bytes) { out_.append(bytes); }
  std::string& pending() { return out_; }
  bool flush();
  // After the last byte: says so, then reads what the peer still sends for a moment, since closing
  // with unread bytes would take the answer from the peer.
  void finish(int socket);
  // Whether any byte went out.
  bool has_sent() const { return sent_; }
  Read last_read() const { return last_; }

 private:
  Read fill();

  std::unique_ptr<ByteStream> stream_;
  std::chrono::steady_clock::time_point deadline_{};
  std::string in_{}, out_{};
  size_t at_ = 0;  // of the first unread byte in in_
  bool sent_ = false;
  Read last_ = Read::ok;
};

}  // namespace rehearse::wire
