#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "harness/sandbox/terminal.h"

namespace rehearse::harness {

// MemoryTerminal is a person who answers from a list, or, with nothing left in it, not at all.
class MemoryTerminal : public Terminal {
 public:
  bool is_there() const override { return there; }
  void say(std::string_view text) override { said += text; }
  std::optional<std::string> ask(std::string_view question, std::chrono::seconds) override {
    asked.emplace_back(question);
    return next();
  }
  std::optional<std::string> ask_secret(std::string_view question, std::chrono::seconds,
                                        const Elsewhere&) override {
    asked_secretly.emplace_back(question);
    return next();
  }

  bool there = true;
  std::deque<std::string> answers{};
  std::string said{};
  std::vector<std::string> asked{}, asked_secretly{};

 private:
  std::optional<std::string> next() {
    if (answers.empty()) return std::nullopt;
    std::string answer = answers.front();
    answers.pop_front();
    return answer;
  }
};

}  // namespace rehearse::harness
