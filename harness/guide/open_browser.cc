#include "harness/guide/open_browser.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace rehearse::harness {
namespace {

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool open_browser(const std::string& address) {
  if (!is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY")) return false;
  // Not harness/target/child: that ends with this program, and a browser must not. The shell ends
  // at once, so that whatever it starts is nobody's child here. The address is an argument, never
  // part of the command. Nothing of the browser's shows in this terminal, and the signals that are
  // held back here reach it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string shell = "sh", flag = "-c", url = address;
  std::string command =
      "command -v xdg-open >/dev/null 2>&1 || exit 1; "
      "xdg-open \"$0\" >/dev/null 2>&1 </dev/null &";
  char* arguments[] = {shell.data(), flag.data(), command.data(), url.data(), nullptr};
  pid_t child = 0;
  const int failed = posix_spawn(&child, "/bin/sh", nullptr, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  int status = 0;
  return failed == 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

}  // namespace rehearse::harness
