#include "mocks/wire/connection.h"

#include <sys/socket.h>

#include <algorithm>

namespace rehearse::wire {
namespace {

constexpr size_t kReadSize = 16'384;
constexpr size_t kMostDiscarded = 4 << 20;
constexpr std::chrono::milliseconds kDiscardTime{250};

Connection::Read as_read(ByteStream::Status status) {
  switch (status) {
    case ByteStream::Status::ok:
      return Connection::Read::ok;
    case ByteStream::Status::closed:
      return Connection::Read::closed;
    case ByteStream::Status::timeout:
      return Connection::Read::timeout;
    case ByteStream::Status::broken:
      break;
  }
  return Connection::Read::broken;
}

}  // namespace

void Connection::set_deadline(std::chrono::milliseconds from_now) {
  deadline_ = std::chrono::steady_clock::now() + from_now;
}

Connection::Read Connection::fill() {
  if (!out_.empty() && !flush()) return last_ = Read::broken;
  if (at_ == in_.size()) {
    in_.clear();
    at_ = 0;
  }
  const size_t old = in_.size();
  in_.resize(old + kReadSize);
  const ByteStream::Moved moved = stream_->read(in_.data() + old, kReadSize, deadline_);
  in_.resize(old + moved.bytes);
  return last_ = as_read(moved.status);
}

Connection::Read Connection::wait_for_bytes() {
  while (at_ == in_.size()) {
    if (const Read read = fill(); read != Read::ok) return read;
  }
  return Read::ok;
}

Connection::Read Connection::read_line(std::string& line, size_t limit) {
  line.clear();
  size_t searched = at_;
  for (;;) {
    const size_t end = in_.find('\n', searched);
    const size_t length = (end == std::string::npos ? in_.size() : end + 1) - at_;
    if (length > limit) return last_ = Read::too_long;
    if (end != std::string::npos) {
      line.assign(in_, at_, length);
      at_ += length;
      return Read::ok;
    }
    const size_t unread = in_.size() - at_;
    if (const Read read = fill(); read != Read::ok) return read;
    searched = at_ + unread;
  }
}

Connection::Read Connection::read_exactly(std::string& to, size_t size) {
  while (size > 0) {
    if (const Read read = wait_for_bytes(); read != Read::ok) return read;
    const size_t count = std::min(size, in_.size() - at_);
    to.append(in_, at_, count);
    at_ += count;
    size -= count;
  }
  return Read::ok;
}

void Connection::read_some(std::string& to, size_t most) {
  const size_t count = std::min(most, in_.size() - at_);
  to.append(in_, at_, count);
  at_ += count;
}

bool Connection::flush() {
  size_t done = 0;
  while (done < out_.size()) {
    const ByteStream::Moved moved =
        stream_->write(out_.data() + done, out_.size() - done, deadline_);
    if (moved.status != ByteStream::Status::ok) return false;
    done += moved.bytes;
    sent_ = true;
  }
  out_.clear();
  return true;
}

void Connection::finish(int socket) {
  stream_->say_goodbye();
  ::shutdown(socket, SHUT_WR);
  set_deadline(kDiscardTime);
  for (size_t discarded = 0; discarded < kMostDiscarded; discarded += in_.size()) {
    at_ = in_.size();
    if (fill() != Read::ok) return;
  }
}

}  // namespace rehearse::wire
