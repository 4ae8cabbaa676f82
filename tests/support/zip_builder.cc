#include "tests/support/zip_builder.h"

#include <array>
#include <cstdint>

namespace rehearse::testing {
namespace {

// Little-endian, as the format has it (PKWARE APPNOTE 4.3).
void put(std::string& out, uint64_t value, size_t bytes) {
  for (size_t index = 0; index < bytes; ++index) out += char(value >> (8 * index));
}

uint32_t unpacked_size(const ZipBuilder::Entry& entry) {
  return entry.unpacked_size != 0 ? entry.unpacked_size : uint32_t(entry.content.size());
}

// The fields that the local header and the central directory share.
void put_common(std::string& out, const ZipBuilder::Entry& entry) {
  put(out, 20, 2);  // version needed
  put(out, entry.flags, 2);
  put(out, entry.is_deflated ? 8 : 0, 2);
  put(out, 0, 2);     // time
  put(out, 0x21, 2);  // date
  put(out, entry.crc != 0 ? entry.crc : crc32_of(entry.content), 4);
  put(out, entry.content.size(), 4);
  put(out, unpacked_size(entry), 4);
  put(out, entry.name.size(), 2);
  put(out, 0, 2);  // extra field
}

// BitWriter packs bits from the lowest of a byte upwards (RFC 1951 section 3.1.1).
class BitWriter {
 public:
  void bits(uint32_t value, int count) {
    for (int index = 0; index < count; ++index) bit((value >> index) & 1U);
  }
  // Huffman codes go in from their highest bit.
  void code(uint32_t value, int count) {
    for (int index = count - 1; index >= 0; --index) bit((value >> index) & 1U);
  }
  std::string take() {
    if (used_ != 0) out_ += char(byte_);
    return out_;
  }

 private:
  void bit(uint32_t value) {
    byte_ = uint8_t(byte_ | (value << used_));
    if (++used_ < 8) return;
    out_ += char(byte_);
    byte_ = 0;
    used_ = 0;
  }
  std::string out_{};
  uint8_t byte_ = 0;
  int used_ = 0;
};

}  // namespace

uint32_t crc32_of(std::string_view bytes) {
  uint32_t crc = 0xffffffffU;
  for (const char character : bytes) {
    crc ^= uint8_t(character);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xedb88320U & (0U - (crc & 1U)));
  }
  return ~crc;
}

// One block with fixed codes: the byte, then copies of 258 bytes at distance 1.
std::string deflated_run(char byte, size_t count) {
  BitWriter out;
  out.bits(1, 1);                                                             // the last block
  out.bits(1, 2);                                                             // fixed Huffman codes
  const auto literal = [&] { out.code(uint32_t(0x30 + uint8_t(byte)), 8); };  // bytes below 144
  size_t left = count;
  if (left > 0) {
    literal();
    --left;
  }
  for (; left >= 258; left -= 258) {
    out.code(0xc5, 8);  // length 258: symbol 285
    out.code(0, 5);     // distance 1
  }
  for (; left > 0; --left) literal();
  out.code(0, 7);  // end of block
  return out.take();
}

ZipBuilder& ZipBuilder::entry(Entry entry) {
  entries_.push_back(std::move(entry));
  return *this;
}

std::string ZipBuilder::bytes() const {
  std::string out, directory;
  for (const Entry& entry : entries_) {
    put(directory, 0x02014b50, 4);
    put(directory, 0x0314, 2);  // made by: Unix
    put_common(directory, entry);
    put(directory, 0, 2 + 2 + 2);  // comment, disk, internal attributes
    put(directory, 0, 4);          // external attributes
    put(directory, out.size(), 4);
    directory += entry.name;
    put(out, 0x04034b50, 4);
    put_common(out, entry);
    out += entry.name;
    out += entry.content;
  }
  const size_t start = out.size();
  out += directory;
  put(out, 0x06054b50, 4);
  put(out, 0, 4);  // disks
  put(out, entries_.size(), 2);
  put(out, entries_.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);  // comment
  return out;
}

}  // namespace rehearse::testing
