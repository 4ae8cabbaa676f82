#include "harness/sandbox/secrets.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>

#include "mocks/core/text.h"

namespace rehearse::harness {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongest = 64 * 1024;
constexpr int kGlance = 50;  // milliseconds between two looks at what is another run's

// Descriptor closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool ok() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// What is wrong with the file that was opened, judged on the open file so that nobody can put
// another in its place meanwhile. A link is followed; what counts is what it leads to.
std::optional<std::string> why_not_read(int file, const std::string& path) {
  struct stat facts {};
  if (fstat(file, &facts) != 0)
    return fmt::format("{} cannot be read: {}.", path, std::strerror(errno));
  if (!S_ISREG(facts.st_mode))
    return fmt::format("{} is no regular file: put the secret in one.", path);
  if (facts.st_uid != geteuid())
    return fmt::format("{} belongs to another user: a secret's file must be your own.", path);
  if ((facts.st_mode & 0077U) != 0)
    return fmt::format("{} may be read or changed by others (mode {:04o}): run: chmod 600 {}", path,
                       facts.st_mode & 07777U, path);
  if (size_t(facts.st_size) > kLongest)
    return fmt::format("{} is longer than {} bytes: it holds more than a secret.", path, kLongest);
  return std::nullopt;
}

Result<Secret, std::string> trimmed(std::string text, const std::string& shown,
                                    std::string_view remedy) {
  Secret secret{std::string(trim(text))};
  if (secret.value.empty()) return fmt::format("{} is empty: {}.", shown, remedy);
  if (secret.value.find('\0') != std::string::npos)
    return fmt::format("{} holds a NUL byte: it is no text; {}.", shown, remedy);
  return secret;
}

// The error is in the second of the two.
std::string read_all(int file, std::string& error) {
  std::string text(kLongest + 1, '\0');
  size_t length = 0;
  while (length < text.size()) {
    const ssize_t count = read(file, text.data() + length, text.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) error = std::strerror(errno);
    if (count <= 0) break;
    length += size_t(count);
  }
  text.resize(length);
  return text;
}

Result<Secret, std::string> read_secret_file(const std::string& path) {
  // Not to wait for a pipe, nor to take a terminal over.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file.ok())
    return fmt::format("{} cannot be read: {}; put the secret there, with mode 0600.", path,
                       std::strerror(errno));
  if (auto wrong = why_not_read(file.number(), path)) return *std::move(wrong);
  std::string error;
  std::string text = read_all(file.number(), error);
  if (!error.empty()) return fmt::format("{} cannot be read: {}.", path, error);
  if (text.size() > kLongest)
    return fmt::format("{} is longer than {} bytes: it holds more than a secret.", path, kLongest);
  return trimmed(std::move(text), path, "put the secret there");
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(size_t(count));
  }
  return true;
}

// Another run may have died with such a file in place, so there are several names.
constexpr int kNames = 100;

// A new file beside `path`; its name comes back through `name`.
int open_beside(const fs::path& path, fs::path& name) {
  for (int number = 0; number < kNames; ++number) {
    name = path;
    name += fmt::format(".new-{}-{}", getpid(), number);
    const int file =
        open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
}

std::string cannot_write(const std::string& path, int reason) {
  return fmt::format(
      "{} cannot be replaced: {}; the file is as it was. Make its folder writable, or get a new "
      "secret.",
      path, std::strerror(reason));
}

}  // namespace

Result<Secret, std::string> read_secret(const SecretSource& source, Terminal& terminal,
                                        std::chrono::seconds within) {
  switch (source.kind) {
    case SecretSource::Kind::none:
      return std::string("no place of the secret is given.");
    case SecretSource::Kind::environment: {
      const char* const value = std::getenv(source.name.c_str());
      const std::string shown = "the variable " + source.name;
      if (value == nullptr)
        return fmt::format("{} is not set: set it, or name another place in the target file.",
                           shown);
      return trimmed(value, shown, "put the secret there");
    }
    case SecretSource::Kind::file:
      return read_secret_file(source.name);
    case SecretSource::Kind::prompt:
      break;
  }
  if (!terminal.is_there())
    return fmt::format(
        "nobody can be asked for {}: there is no terminal; take {{\"env\": …}} or {{\"file\": …}} "
        "in the target file.",
        source.name);
  auto answer = terminal.ask_secret(source.name, within);
  if (!answer)
    return fmt::format("there was no answer to the question for {}: start again.", source.name);
  return trimmed(*std::move(answer), "the answer to the question for " + source.name,
                 "start again");
}

SecretLock::SecretLock(const SecretSource& source, const std::function<bool()>& interrupted) {
  if (source.kind != SecretSource::Kind::file) return;
  const std::string beside = source.name + ".lock";
  descriptor_ = open(beside.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  while (descriptor_ >= 0 && flock(descriptor_, LOCK_EX | LOCK_NB) != 0 &&
         (errno == EINTR || errno == EWOULDBLOCK) && !interrupted())
    (void)poll(nullptr, 0, kGlance);
}

SecretLock::~SecretLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

Result<Done, std::string> write_secret(const SecretSource& source, const std::string& secret) {
  if (source.kind != SecretSource::Kind::file)
    return fmt::format("{} is no file: a new secret cannot be kept there.", source.name);
  std::error_code failed;
  fs::path path = fs::canonical(source.name, failed);  // a link stays a link
  if (failed) path = source.name;
  fs::path beside;
  const Descriptor file(open_beside(path, beside));
  if (!file.ok()) return cannot_write(source.name, errno);
  const bool is_written = write_all(file.number(), secret + "\n") && fsync(file.number()) == 0 &&
                          rename(beside.c_str(), path.c_str()) == 0;
  if (!is_written) {
    const int reason = errno;
    unlink(beside.c_str());
    return cannot_write(source.name, reason);
  }
  // The name is on disk once the folder is.
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const Descriptor directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.ok() && fsync(directory.number()) != 0 && errno != EINVAL)
    return fmt::format("{} holds the new secret, but may lose it if the power fails: {}.",
                       source.name, std::strerror(errno));
  return Done{};
}

}  // namespace rehearse::harness
