#include "mocks/simulation/worlds/schedule.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "mocks/core/text.h"

namespace rehearse::simulation {
namespace {

enum class Of { worker, message, nothing };
struct Word {
  Choice::Kind kind;
  std::string_view text;
  Of of;
};
constexpr std::array kWords{
    Word{Choice::Kind::start, "start", Of::worker},
    Word{Choice::Kind::arrive, "arrive", Of::message},
    Word{Choice::Kind::serve, "serve", Of::message},
    Word{Choice::Kind::answer, "answer", Of::message},
    Word{Choice::Kind::lose, "lose", Of::message},
    Word{Choice::Kind::truncate, "truncate", Of::message},
    Word{Choice::Kind::drop, "drop", Of::message},
    Word{Choice::Kind::repeat, "repeat", Of::message},
    Word{Choice::Kind::give_up, "give-up", Of::worker},
    Word{Choice::Kind::crash, "crash", Of::worker},
    Word{Choice::Kind::wait, "wait", Of::nothing},
};

std::string unknown(std::string_view word) {
  std::vector<std::string> known;
  for (const Word& row : kWords) known.emplace_back(row.text);
  const auto close = nearest(word, known);
  return fmt::format("there is no \"{}\" in a schedule{}", word,
                     close ? fmt::format("; did you mean \"{}\"?", *close)
                           : fmt::format("; its words are {}.", join(known, ", ")));
}

}  // namespace

std::string to_text(const Choice& choice) {
  const Word& word = kWords[size_t(choice.kind)];
  if (word.of == Of::nothing) return std::string(word.text);
  return fmt::format("{} {}{}", word.text, word.of == Of::message ? "m" : "", choice.subject);
}

Result<Choice, std::string> parse_choice(std::string_view text) {
  const std::vector<std::string> parts = split(trim(text), ' ');
  for (const Word& row : kWords) {
    if (row.text != parts.front()) continue;
    if (row.of == Of::nothing && parts.size() == 1) return Choice{row.kind, 0};
    const std::string_view wanted = row.of == Of::message ? "m1" : "1";
    std::string_view number = parts.size() == 2 ? std::string_view(parts[1]) : "";
    if (row.of == Of::message && number.starts_with('m'))
      number.remove_prefix(1);
    else if (row.of == Of::message)
      number = {};
    int subject = 0;
    const auto [end, failed] =
        std::from_chars(number.data(), number.data() + number.size(), subject);
    const bool read = failed == std::errc{} && end == number.data() + number.size();
    if (row.of != Of::nothing && read && subject > 0) return Choice{row.kind, subject};
    return fmt::format("\"{}\": write it as `{}{}`", text, row.text,
                       row.of == Of::nothing ? "" : fmt::format(" {}", wanted));
  }
  return unknown(parts.front());
}

}  // namespace rehearse::simulation
