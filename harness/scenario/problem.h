#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/scenario/locate.h"

namespace rehearse::harness {

// Problem is one thing wrong with a scenario file.
struct Problem {
  std::string file{};
  int line = 0;
  std::string path{};     // `$.steps[3].do`
  std::string message{};  // a sentence without the full stop; names the nearest known name
  friend bool operator==(const Problem&, const Problem&) = default;
};

// `scenarios/guide.json:12: $.steps[3].do: there is no verb "app.creat"; did you mean …`
std::string to_text(const Problem& problem);

// Problems gathers what is wrong with one file. The same message at the same path counts once,
// however many variants meet it.
class Problems {
 public:
  Problems(std::string file, Lines lines) : file_(std::move(file)), lines_(std::move(lines)) {}

  void add(std::string_view path, std::string message);
  bool empty() const { return found_.empty(); }
  // True if something is wrong at the path, around it or within it.
  bool touch(std::string_view path) const;
  // In the order of the file.
  std::vector<Problem> in_order() const;

 private:
  std::string file_;
  Lines lines_;
  std::vector<Problem> found_{};
};

// `; did you mean "app.create"?` if one of the names is close enough, else nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

}  // namespace rehearse::harness
