#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "harness/driver/start_wait.h"
#include "harness/target/child.h"
#include "harness/target/scratch_folder.h"
#include "mocks/core/result.h"
#include "mocks/core/trouble.h"

namespace rehearse::harness {

// ChromePrograms are the paths of what a browser needs.
struct ChromePrograms {
  std::string chromedriver{}, chromium{};
};
// REHEARSE_CHROMEDRIVER and REHEARSE_CHROMIUM name them, else the search path does. The error is
// one line that says what to install.
Result<ChromePrograms, std::string> find_chrome();

// ChromeProcess is a chromedriver of our own, on a port that it chose itself, in a process group
// with the browsers it starts. It ends with this program at the latest, however that ends: the
// kernel ends chromedriver, and a browser without it ends itself.
class ChromeProcess {
 public:
  static Result<std::unique_ptr<ChromeProcess>, Trouble> start(
      const ChromePrograms& programs, const std::function<bool()>& interrupted,
      const StartPatience& patience = {});
  ~ChromeProcess();

  std::string url() const;  // http://127.0.0.1:PORT
  std::string folder() const { return folder_.path().string(); }
  // Reads what it wrote meanwhile. Empty: it runs; else how it ended, as part of a sentence.
  std::string how_it_ended();

 private:
  ChromeProcess() = default;

  ScratchFolder folder_{};  // for all that a browser writes
  std::optional<Child> child_{};
  int port_ = 0;
};

}  // namespace rehearse::harness
