#include "harness/scenario/locate.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace rehearse::harness {
namespace {

// Text nested deeper than this is given up: no JSON file of ours is read beyond 100 levels, and
// paths grow with their depth.
constexpr size_t kDeepestPath = 128;

// Scanner walks over the text without building values. It keeps a stack of its own, so that deep
// nesting doesn't cost the call stack.
class Scanner {
 public:
  Scanner(std::string_view text, std::map<std::string, int, std::less<>>& lines,
          std::vector<std::string>& repeated)
      : text_(text), lines_(lines), repeated_(repeated) {}

  void scan() {
    begin_value("$");
    while (at_ < text_.size() && !open_.empty()) {
      skip_space();
      if (at_ >= text_.size()) return;
      step(text_[at_]);
    }
  }

 private:
  struct Open {
    std::string path{};
    bool object = false;
    size_t next = 0;  // index of the next element
  };

  void step(char character) {
    Open& inner = open_.back();
    if (character == '}' || character == ']') {
      ++at_;
      open_.pop_back();
    } else if (character == ',') {
      ++at_;
    } else if (inner.object) {
      if (character != '"') return give_up();
      const int line = line_;
      const std::string path = member_path(inner.path, string());
      if (!lines_.try_emplace(path, line).second) repeated_.push_back(path);
      skip_space();
      if (at_ >= text_.size() || text_[at_] != ':') return give_up();
      ++at_;
      begin_value(path);
    } else {
      begin_value(element_path(inner.path, inner.next++));
    }
  }

  void begin_value(const std::string& path) {
    skip_space();
    lines_.try_emplace(path, line_);
    if (at_ >= text_.size()) return;
    const char character = text_[at_];
    if (character == '{' || character == '[') {
      if (open_.size() >= kDeepestPath) return give_up();
      ++at_;
      open_.push_back({path, character == '{'});
    } else if (character == '"') {
      string();
    } else {
      const size_t start = at_;
      at_ = std::min(text_.find_first_of(",]} \t\r\n/", at_), text_.size());
      if (at_ == start) give_up();
    }
  }

  // The string's text. Escapes stay as written, which is right for all keys without any.
  std::string string() {
    const size_t start = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const size_t end = std::min(at_, text_.size());
    at_ = std::min(end + 1, text_.size());
    return std::string(text_.substr(start, end - start));
  }

  void skip_space() {
    while (at_ < text_.size()) {
      if (text_.substr(at_, 2) == "//") {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (text_.substr(at_, 2) == "/*") {
        const size_t end = std::min(text_.find("*/", at_ + 2), text_.size());
        line_ +=
            int(std::count(text_.begin() + ptrdiff_t(at_), text_.begin() + ptrdiff_t(end), '\n'));
        at_ = std::min(end + 2, text_.size());
      } else if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
        line_ += text_[at_++] == '\n' ? 1 : 0;
      } else {
        return;
      }
    }
  }

  void give_up() { at_ = text_.size(); }

  std::string_view text_;
  std::map<std::string, int, std::less<>>& lines_;
  std::vector<std::string>& repeated_;
  std::vector<Open> open_{};
  size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

Lines::Lines(std::string_view text) { Scanner(text, lines_, repeated_).scan(); }

int Lines::line_of(std::string_view path) const {
  for (; !path.empty(); path = parent_path(path)) {
    const auto found = lines_.find(path);
    if (found != lines_.end()) return found->second;
  }
  return 1;
}

std::string member_path(std::string_view path, std::string_view key) {
  return fmt::format("{}.{}", path, key);
}

std::string element_path(std::string_view path, size_t index) {
  return fmt::format("{}[{}]", path, index);
}

std::string_view parent_path(std::string_view path) {
  const size_t end = path.find_last_of(".[");
  return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

}  // namespace rehearse::harness
