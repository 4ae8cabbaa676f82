#include "harness/sandbox/zip_file.h"

#include <zip.h>

#include <memory>

namespace rehearse::harness {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

// 1980-01-01, the first instant that the format has.
constexpr zip_uint16_t kFirstDate = 0x21;

bool add(zip_t* archive, const std::string& path, const std::string& content) {
  zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
  if (source == nullptr) return false;
  const zip_int64_t index = zip_file_add(archive, path.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  // Stored as they are: how long the package is depends on nothing but its texts' lengths.
  if (zip_set_file_compression(archive, zip_uint64_t(index), ZIP_CM_STORE, 0) != 0) return false;
  return zip_file_set_dostime(archive, zip_uint64_t(index), 0, kFirstDate, 0) == 0;
}

std::string bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return {};
  std::string bytes(stat.size, '\0');
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  return read == zip_int64_t(bytes.size()) ? bytes : std::string();
}

}  // namespace

std::string zip_of(const std::map<std::string, std::string>& files) {
  const std::unique_ptr<zip_source_t, Discard> bytes(
      zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!bytes) return {};
  std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(bytes.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) return {};
  zip_source_keep(bytes.get());  // the archive gives its own hold on it back
  for (const auto& [path, content] : files) {
    if (!add(archive.get(), path, content)) return {};
  }
  if (zip_close(archive.get()) != 0) return {};
  (void)archive.release();
  return bytes_of(bytes.get());
}

}  // namespace rehearse::harness
