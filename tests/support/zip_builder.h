#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rehearse::testing {

// ZipBuilder makes zip archives byte by byte, independently of the library that the mocks read
// them with, the broken and dishonest ones included. Files are stored, not compressed.
class ZipBuilder {
 public:
  // How one entry differs from a plain file.
  struct Entry {
    std::string name{};          // any bytes
    std::string content{};       // as it lies in the archive
    bool is_deflated = false;    // `content` is a deflate stream
    uint32_t unpacked_size = 0;  // what the archive says; 0: the content's size
    uint32_t crc = 0;            // what the archive says; 0: the content's
    uint16_t flags = 0;          // bit 0: encrypted, bit 11: the name is UTF-8
  };

  ZipBuilder& file(std::string_view name, std::string_view content) {
    return entry({std::string(name), std::string(content)});
  }
  ZipBuilder& directory(std::string_view name) { return entry({std::string(name) + "/"}); }
  ZipBuilder& entry(Entry entry);
  std::string bytes() const;

 private:
  std::vector<Entry> entries_{};
};

// A deflate stream of `count` equal bytes: small, whatever it unpacks to (RFC 1951).
std::string deflated_run(char byte, size_t count);
uint32_t crc32_of(std::string_view bytes);

}  // namespace rehearse::testing
