#pragma once

#include <string>
#include <string_view>

namespace rehearse::workato {

// problem_of_name says in Workato's Rails style what is wrong with a name that somebody gave to a
// profile, a connection or a folder; empty if nothing is.
std::string problem_of_name(std::string_view name);
// The same of a text that may hold any character, such as a pasted secret.
std::string problem_of_text(std::string_view text, size_t most);

}  // namespace rehearse::workato
