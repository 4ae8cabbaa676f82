#include "mocks/salesforce/metadata/zip_archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>

#include "mocks/core/text.h"
#include "mocks/salesforce/reasons.h"

namespace rehearse::salesforce {
namespace {

constexpr size_t kChunk = 64 * 1'024;  // bytes read at a time

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Archive = std::unique_ptr<zip_t, Discard>;
using File = std::unique_ptr<zip_file_t, Discard>;
using Source = std::unique_ptr<zip_source_t, Discard>;

ZipProblem broken(std::string_view what) {
  return {fmt::format("The zip file cannot be read: {}.", what), &reason::zip_broken};
}

// Opens the bytes where they are; they must outlive the archive.
Archive open_bytes(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  Source source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error));
  Archive archive(source ? zip_open_from_source(source.get(), ZIP_RDONLY, &error) : nullptr);
  if (archive) source.release();  // now the archive's
  zip_error_fini(&error);
  return archive;
}

bool has_drive(std::string_view path) { return path.size() >= 2 && path[1] == ':'; }

// A name is used as it stands, so it has to be a plain relative path.
std::optional<ZipProblem> check_name(const std::string& name) {
  if (!is_utf8(name) || has_control(name) || name.find('\\') != name.npos) {
    return ZipProblem{
        "The zip file holds an entry whose name has a backslash, a control character or bytes that "
        "are not UTF-8.",
        &reason::zip_entry_name};
  }
  std::vector<std::string> parts = split(name, '/');
  if (parts.size() > 1 && parts.back().empty()) parts.pop_back();  // a directory
  const bool climbs = std::ranges::any_of(
      parts, [](const std::string& part) { return part.empty() || part == "." || part == ".."; });
  if (!climbs && !has_drive(name)) return std::nullopt;
  return ZipProblem{
      fmt::format("The zip file holds the entry '{}', which is not a path inside it.", name),
      &reason::zip_entry_escapes};
}

ZipProblem too_large(const ZipLimits& limits) {
  return {fmt::format("The files of the zip file take more than {} bytes when unpacked.",
                      limits.unpacked),
          &reason::zip_unpacked_size};
}

// Reads one file; `size` is what the archive says of it, and no more is taken.
Result<std::string, ZipProblem> read_file(zip_t* archive, zip_uint64_t index, uint64_t size) {
  const File file(zip_fopen_index(archive, index, 0));
  if (!file) return broken(zip_strerror(archive));
  std::string content;
  while (true) {
    const size_t before = content.size();
    const size_t room = size_t(std::min<uint64_t>(kChunk, size + 1 - before));
    content.resize(before + room);
    const zip_int64_t got = zip_fread(file.get(), content.data() + before, room);
    if (got < 0) return broken(zip_file_strerror(file.get()));
    content.resize(before + size_t(got));
    if (got == 0) return content;
    if (content.size() > size) return broken("a file is longer than the archive says");
  }
}

struct Listed {
  zip_uint64_t index = 0;
  uint64_t size = 0;
  std::string path{};
};

// What the archive says of its files, judged before anything is unpacked.
Result<std::vector<Listed>, ZipProblem> list_files(zip_t* archive, const ZipLimits& limits) {
  const ZipProblem too_many{fmt::format("The zip file holds more than {} files.", limits.files),
                            &reason::zip_file_count};
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count > zip_int64_t(2 * limits.files)) return too_many;  // directories included
  std::vector<Listed> files;
  std::set<std::string> seen;
  uint64_t unpacked = 0;
  for (zip_uint64_t index = 0; index < zip_uint64_t(std::max<zip_int64_t>(count, 0)); ++index) {
    zip_stat_t stat;
    const char* name = zip_get_name(archive, index, ZIP_FL_ENC_RAW);
    if (name == nullptr || zip_stat_index(archive, index, 0, &stat) != 0)
      return broken(zip_strerror(archive));
    Listed file{index, stat.size, name};
    if (auto problem = check_name(file.path)) return *problem;
    if (file.path.ends_with('/')) continue;
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
      return ZipProblem{"The zip file is encrypted.", &reason::zip_encrypted};
    if (!seen.insert(file.path).second) {
      return ZipProblem{fmt::format("The zip file holds the entry '{}' twice.", file.path),
                        &reason::zip_entry_twice};
    }
    if (file.size > limits.unpacked - unpacked) return too_large(limits);
    unpacked += file.size;
    files.push_back(std::move(file));
    if (files.size() > limits.files) return too_many;
  }
  return files;
}

}  // namespace

Result<std::vector<ZipEntry>, ZipProblem> read_zip(std::string_view bytes,
                                                   const ZipLimits& limits) {
  // Metadata API Developer Guide: at most 39 MB zipped, 400 MB unzipped, 10,000 files.
  if (bytes.size() > limits.archive) {
    return ZipProblem{fmt::format("The zip file is larger than {} bytes.", limits.archive),
                      &reason::zip_size};
  }
  const Archive archive = bytes.empty() ? nullptr : open_bytes(bytes);
  if (!archive) return broken("it is not a zip archive");
  const auto listed = list_files(archive.get(), limits);
  if (!listed) return listed.error();
  std::vector<ZipEntry> entries;
  for (const Listed& file : listed.value()) {
    auto content = read_file(archive.get(), file.index, file.size);
    if (!content) return content.error();
    entries.push_back({file.path, std::move(content).value()});
  }
  return entries;
}

std::string write_zip(const std::vector<ZipEntry>& entries) {
  constexpr zip_uint16_t kTime = 0, kDate = 0x21;  // 1980-01-01, the first a zip can hold
  zip_error_t error;
  zip_error_init(&error);
  const Source bytes(zip_source_buffer_create(nullptr, 0, 0, &error));
  zip_source_keep(bytes.get());
  Archive archive(zip_open_from_source(bytes.get(), ZIP_TRUNCATE, &error));
  for (const ZipEntry& entry : entries) {
    zip_source_t* content =
        zip_source_buffer(archive.get(), entry.content.data(), entry.content.size(), 0);
    const zip_int64_t index =
        zip_file_add(archive.get(), entry.path.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
      zip_source_free(content);
      continue;
    }
    zip_file_set_dostime(archive.get(), zip_uint64_t(index), kTime, kDate, 0);
  }
  std::string out;
  if (zip_close(archive.get()) != 0) return out;
  archive.release();  // gone with the close
  zip_stat_t stat;
  zip_source_open(bytes.get());
  if (zip_source_stat(bytes.get(), &stat) == 0) out.resize(size_t(stat.size));
  zip_source_read(bytes.get(), out.data(), out.size());
  zip_source_close(bytes.get());
  zip_error_fini(&error);
  return out;
}

}  // namespace rehearse::salesforce
