#include "mocks/oauth/dials.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <span>

#include "mocks/core/text.h"

namespace rehearse::oauth {
namespace {

const DialInfo& info_of(Dial dial) { return dial_table()[size_t(dial)]; }

size_t choice_count(const DialInfo& info) {
  return size_t(std::count_if(info.choices.begin(), info.choices.end(),
                              [](std::string_view choice) { return !choice.empty(); }));
}

std::string allowed_text(const DialInfo& info) {
  if (info.kind == DialKind::number)
    return fmt::format("a number from {} to {}", info.least, info.most);
  if (info.kind == DialKind::duration) {
    return fmt::format("a duration from {} to {}, such as 90s, 15m, 2h or 30d",
                       format_duration(Duration(info.least)), format_duration(Duration(info.most)));
  }
  const std::span choices(info.choices.data(), choice_count(info));
  return fmt::format("one of {}", fmt::join(choices, ", "));
}

std::optional<int64_t> parse_position(const DialInfo& info, std::string_view value) {
  if (info.kind == DialKind::choice) {
    const size_t count = choice_count(info);
    for (size_t index = 0; index < count; ++index) {
      if (info.choices[index] == value) return int64_t(index);
    }
    return {};
  }
  int64_t number = 0;
  if (info.kind == DialKind::duration) {
    const auto duration = parse_duration(value);
    if (!duration) return {};
    number = duration.value().count();
  } else {
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failure != std::errc() || end != value.data() + value.size()) return {};
  }
  if (number < info.least || number > info.most) return {};
  return number;
}

}  // namespace

Dials::Dials() {
  for (const DialInfo& info : dial_table()) {
    const auto position = parse_position(info, info.standard);
    if (!position) std::abort();  // the table contradicts itself
    positions_[size_t(info.dial)] = *position;
  }
}

Dials::Dials(const Dials& other) { *this = other; }

Dials& Dials::operator=(const Dials& other) {
  for (size_t index = 0; index < kDialCount; ++index) {
    positions_[index] = other.positions_[index].load();
  }
  return *this;
}

bool Dials::is(Dial dial, std::string_view choice) const {
  return info_of(dial).choices[size_t(positions_[size_t(dial)].load())] == choice;
}

int64_t Dials::number(Dial dial) const { return positions_[size_t(dial)].load(); }
Duration Dials::duration(Dial dial) const { return Duration(positions_[size_t(dial)].load()); }

std::string Dials::text(Dial dial) const {
  const DialInfo& info = info_of(dial);
  const int64_t position = positions_[size_t(dial)].load();
  switch (info.kind) {
    case DialKind::choice:
      return std::string(info.choices[size_t(position)]);
    case DialKind::number:
      return std::to_string(position);
    case DialKind::duration:
      break;
  }
  return format_duration(Duration(position));
}

Result<Done, std::string> Dials::set(std::string_view name, std::string_view value) {
  for (const DialInfo& info : dial_table()) {
    if (info.name != name) continue;
    const auto position = parse_position(info, value);
    if (!position) {
      return fmt::format("the dial {} cannot be \"{}\"; it takes {}", name, value,
                         allowed_text(info));
    }
    positions_[size_t(info.dial)] = *position;
    return Done{};
  }
  std::vector<std::string> names;
  for (const DialInfo& info : dial_table()) names.emplace_back(info.name);
  const auto meant = nearest(name, names);
  return fmt::format("there is no dial \"{}\"{}", name,
                     meant ? fmt::format("; did you mean {}?", *meant)
                           : std::string("; `rehearse fidelity` lists them"));
}

}  // namespace rehearse::oauth
