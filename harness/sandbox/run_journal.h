#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mocks/core/result.h"

namespace rehearse::harness {

// Resource is something that a run makes in the org or the workspace and takes away again.
struct Resource {
  enum class Kind : uint8_t { app, profile, connection };
  Kind kind = Kind::app;
  std::string name{};        // its API name or name; starts with the prefix and the run's id
  std::string id{};          // once it is there
  std::string deployment{};  // of an app: the job that makes it, once it is begun
};
std::string_view to_text(Resource::Kind kind);

// RunHeader says whose journal it is.
struct RunHeader {
  std::string run{};     // the run's id
  std::string target{};  // the target file, as it was given
  std::string began_at{};
  std::string my_domain{}, organization_id{}, user_id{};
  std::string prefix{};        // of the names
  std::string workspace_id{};  // of a real Workato workspace; empty: none
};

// RunJournal is the crash-safe record of what a run makes: each line is on disk before the act it
// announces. One file a run, JSON Lines; it is locked while the run lives.
class RunJournal {
 public:
  // The folder is made where it is missing. The error is a sentence that names folder or file.
  static Result<std::unique_ptr<RunJournal>, std::string> begin(const std::string& folder,
                                                                const RunHeader& header);
  // An earlier run's, to finish its cleanup. A last line that a crash cut is taken away.
  static Result<std::unique_ptr<RunJournal>, std::string> resume(const std::string& path);
  // The same, only to read it: nothing is written, and nothing can be.
  static Result<std::unique_ptr<RunJournal>, std::string> look(const std::string& path);
  ~RunJournal();
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;

  const RunHeader& header() const { return header_; }
  // Before something is made; the number stands for it from then on.
  Result<size_t, std::string> intend(Resource::Kind kind, const std::string& name);
  Result<Done, std::string> began(size_t number, const std::string& deployment);
  Result<Done, std::string> made(size_t number, const std::string& id);
  Result<Done, std::string> removed(size_t number);
  size_t count() const { return entries_.size(); }  // of all that were intended
  // Its last line was cut by a crash. What it was to announce did not happen.
  bool was_cut() const { return was_cut_; }
  // What is intended or there and not removed, with its number, the newest first.
  std::vector<std::pair<size_t, Resource>> left() const;
  // Nothing is left: the file goes. With something left it stays.
  Result<Done, std::string> finish();

 private:
  struct Entry {
    Resource resource{};
    bool is_removed = false;
  };
  RunJournal(int descriptor, std::string path);
  static Result<std::unique_ptr<RunJournal>, std::string> open_at(const std::string& path,
                                                                  bool only_to_read);
  Result<Done, std::string> append(const std::string& line);
  Result<Done, std::string> take(std::string_view line, size_t number);

  int descriptor_;
  std::string path_;
  bool is_broken_ = false, was_cut_ = false;
  RunHeader header_{};
  std::vector<Entry> entries_{};
};

// The paths of the journals in a folder, the oldest first; none if there is no such folder.
std::vector<std::string> journals_in(const std::string& folder);

}  // namespace rehearse::harness
