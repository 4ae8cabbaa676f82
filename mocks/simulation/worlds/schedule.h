#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/core/result.h"

namespace rehearse::simulation {

// Choice is one thing that happens next in a small world. `subject` is a worker, from 1, or a
// message, from 1 in the order in which they were sent.
struct Choice {
  enum class Kind {
    start,     // a worker begins its next operation
    arrive,    // a request reaches the org and waits there
    serve,     // the org serves a request
    answer,    // an answer reaches its worker
    lose,      // an answer is lost after the org has committed
    truncate,  // an answer is cut off
    drop,      // a request is lost before the org has processed it
    repeat,    // a request is delivered once more
    give_up,   // a worker's patience ends; its request stays under way
    crash,     // a worker dies; its request stays under way
    wait,      // two minutes pass
  };
  Kind kind = Kind::start;
  int subject = 0;  // none for `wait`
  friend bool operator==(const Choice&, const Choice&) = default;
};

// Schedule is everything that happens in a small world, in order.
using Schedule = std::vector<Choice>;

// `start 1`, `serve m2`, `wait`.
std::string to_text(const Choice& choice);
// The error is a sentence that names the nearest known word.
Result<Choice, std::string> parse_choice(std::string_view text);

}  // namespace rehearse::simulation
