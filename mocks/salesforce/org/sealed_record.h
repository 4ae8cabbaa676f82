#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rehearse::salesforce {

// RecordKind tells the sealed records apart, so that a code is never good as a token.
enum class RecordKind : uint8_t { code = 1, refresh = 2, access = 3 };

// RecordWriter lays numbers out in a record of fixed length, big-endian; the rest stays zero.
class RecordWriter {
 public:
  RecordWriter(RecordKind kind, size_t length) : bytes_(length, '\0') { put(uint64_t(kind), 1); }
  void put(uint64_t number, size_t width) {
    for (size_t index = width; index-- > 0;) bytes_[used_++] = char(number >> (8 * index) & 0xff);
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  size_t used_ = 0;
};

// RecordReader reads what RecordWriter wrote.
class RecordReader {
 public:
  explicit RecordReader(std::string_view bytes) : bytes_(bytes) {}
  uint64_t take(size_t width) {
    uint64_t number = 0;
    for (size_t index = 0; index < width; ++index) {
      number = number << 8 | uint8_t(bytes_[used_++]);
    }
    return number;
  }
  bool is(RecordKind kind) { return take(1) == uint64_t(kind); }

 private:
  std::string_view bytes_;
  size_t used_ = 0;
};

}  // namespace rehearse::salesforce
