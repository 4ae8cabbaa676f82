#include "harness/sandbox/run_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "mocks/core/json.h"
#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".journal";
constexpr int kVersion = 1;
constexpr std::array<std::string_view, 3> kKinds{"app", "profile", "connection"};

std::optional<Resource::Kind> kind_of(std::string_view text) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), text);
  if (found == kKinds.end()) return std::nullopt;
  return Resource::Kind(found - kKinds.begin());
}

std::string trouble_with(const std::string& path, std::string_view what) {
  return fmt::format("{}: {} ({}); nothing is made in an org without a journal", path, what,
                     std::strerror(errno));
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t wrote = write(descriptor, text.data(), text.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    text.remove_prefix(size_t(wrote));
  }
  return fsync(descriptor) == 0;
}

// The entry of a new file is on disk once its folder is.
bool sync_folder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool done = fsync(descriptor) == 0;
  close(descriptor);
  return done;
}

Json json_of(const RunHeader& header) {
  return {{"version", kVersion},
          {"run", header.run},
          {"target", header.target},
          {"began_at", header.began_at},
          {"my_domain", header.my_domain},
          {"organization_id", header.organization_id},
          {"user_id", header.user_id},
          {"prefix", header.prefix},
          {"workspace_id", header.workspace_id}};
}

RunHeader header_of(const Json& json) {
  const auto text = [&](std::string_view name) { return string_member(json, name).value_or(""); };
  return {text("run"),       text("target"),          text("began_at"),
          text("my_domain"), text("organization_id"), text("user_id"),
          text("prefix"),    text("workspace_id")};
}

}  // namespace

std::string_view to_text(Resource::Kind kind) { return kKinds[size_t(kind)]; }

RunJournal::RunJournal(int descriptor, std::string path)
    : descriptor_(descriptor), path_(std::move(path)) {}

RunJournal::~RunJournal() { close(descriptor_); }

Result<std::unique_ptr<RunJournal>, std::string> RunJournal::begin(const std::string& folder,
                                                                   const RunHeader& header) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  const std::string path = (fs::path(folder) / (header.run + std::string(kEnding))).string();
  // It has its name once it says whose it is: what a crash leaves before that is no journal.
  const std::string unnamed = path + ".new";
  const int descriptor =
      open(unnamed.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return trouble_with(path, "the run's journal cannot be made");
  std::unique_ptr<RunJournal> journal(new RunJournal(descriptor, path));
  journal->header_ = header;
  const bool is_locked = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  if (const auto done = journal->append(dump_json(json_of(header))); !done) return done.error();
  if (!is_locked || rename(unnamed.c_str(), path.c_str()) != 0 || !sync_folder(folder))
    return trouble_with(path, "the run's journal cannot be kept");
  return journal;
}

Result<std::unique_ptr<RunJournal>, std::string> RunJournal::resume(const std::string& path) {
  return open_at(path, false);
}

Result<std::unique_ptr<RunJournal>, std::string> RunJournal::look(const std::string& path) {
  return open_at(path, true);
}

Result<std::unique_ptr<RunJournal>, std::string> RunJournal::open_at(const std::string& path,
                                                                     bool only_to_read) {
  const int access = only_to_read ? O_RDONLY : O_RDWR | O_APPEND;
  const int descriptor = open(path.c_str(), access | O_CLOEXEC);
  if (descriptor < 0) return trouble_with(path, "the journal cannot be opened");
  std::unique_ptr<RunJournal> journal(new RunJournal(descriptor, path));
  if (flock(descriptor, (only_to_read ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0)
    return fmt::format("{}: its run is still going on; end that first", path);
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const size_t whole = text.rfind('\n') + 1;
  journal->was_cut_ = whole < text.size();
  if (journal->was_cut_ && !only_to_read && ftruncate(descriptor, off_t(whole)) != 0)
    return trouble_with(path, "its cut last line cannot be taken away");
  text.resize(whole);
  size_t number = 0;
  for (const std::string& line : split(text, '\n')) {
    ++number;
    if (line.empty()) continue;
    if (const auto done = journal->take(line, number); !done)
      return fmt::format("{}:{}: {}", path, number, done.error());
  }
  if (!journal->header_.run.empty()) return journal;
  return fmt::format("{}: it does not say whose journal it is", path);
}

Result<Done, std::string> RunJournal::take(std::string_view line, size_t number) {
  const auto parsed = parse_json(line);
  if (!parsed || !parsed.value().is_object()) return std::string("this is no line of a journal");
  const Json& json = parsed.value();
  if (number == 1) {
    if (integer_member(json, "version") != kVersion)
      return fmt::format("this journal is of another version; this program reads {}", kVersion);
    header_ = header_of(json);
    return Done{};
  }
  if (const auto kind = string_member(json, "intend")) {
    const auto known = kind_of(*kind);
    if (!known) return fmt::format("\"{}\" is nothing that a run makes", *kind);
    entries_.push_back({{*known, string_member(json, "name").value_or(""), ""}});
    return Done{};
  }
  const bool is_made = json.contains("made"), is_begun = json.contains("began");
  const auto which = integer_member(json, is_made ? "made" : is_begun ? "began" : "removed");
  if (!which || *which < 0 || size_t(*which) >= entries_.size())
    return std::string("this line speaks of nothing that the journal has");
  Entry& entry = entries_[size_t(*which)];
  if (is_made) {
    entry.resource.id = string_member(json, "id").value_or("");
  } else if (is_begun) {
    entry.resource.deployment = string_member(json, "deployment").value_or("");
  } else {
    entry.is_removed = true;
  }
  return Done{};
}

Result<Done, std::string> RunJournal::append(const std::string& line) {
  if (is_broken_) return fmt::format("{}: the journal cannot be written any more", path_);
  const off_t length = lseek(descriptor_, 0, SEEK_END);
  if (length >= 0 && write_all(descriptor_, line + "\n")) return Done{};
  auto trouble = trouble_with(path_, "the journal cannot be written");
  // Half a line would spoil the next one.
  if (length >= 0 && ftruncate(descriptor_, length) != 0) is_broken_ = true;
  return trouble;
}

Result<size_t, std::string> RunJournal::intend(Resource::Kind kind, const std::string& name) {
  const auto done = append(dump_json({{"intend", to_text(kind)}, {"name", name}}));
  if (!done) return done.error();
  entries_.push_back({{kind, name, ""}});
  return entries_.size() - 1;
}

Result<Done, std::string> RunJournal::began(size_t number, const std::string& deployment) {
  entries_.at(number).resource.deployment = deployment;
  return append(dump_json({{"began", number}, {"deployment", deployment}}));
}

Result<Done, std::string> RunJournal::made(size_t number, const std::string& id) {
  entries_.at(number).resource.id = id;
  return append(dump_json({{"made", number}, {"id", id}}));
}

Result<Done, std::string> RunJournal::removed(size_t number) {
  const auto done = append(dump_json({{"removed", number}}));
  if (done) entries_.at(number).is_removed = true;
  return done;
}

std::vector<std::pair<size_t, Resource>> RunJournal::left() const {
  std::vector<std::pair<size_t, Resource>> resources;
  for (size_t number = entries_.size(); number-- > 0;) {
    if (!entries_[number].is_removed) resources.emplace_back(number, entries_[number].resource);
  }
  return resources;
}

Result<Done, std::string> RunJournal::finish() {
  if (!left().empty()) return Done{};
  if (unlink(path_.c_str()) != 0) return trouble_with(path_, "the journal cannot be taken away");
  return Done{};
}

std::vector<std::string> journals_in(const std::string& folder) {
  std::vector<std::pair<fs::file_time_type, std::string>> found;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed)) {
    if (entry.path().extension() != kEnding) continue;
    found.emplace_back(entry.last_write_time(failed), entry.path().string());
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> paths;
  for (auto& [at, path] : found) paths.push_back(std::move(path));
  return paths;
}

}  // namespace rehearse::harness
