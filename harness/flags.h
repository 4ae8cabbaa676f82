#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <vector>

// Each command's flags go into its options.
namespace rehearse::harness {

// Command is one command of the program, and what it does once the line is read.
struct Command {
  CLI::App* app = nullptr;
  std::function<int()> run{};  // gives the exit code
};

// Adds every command. A command within another one comes before it.
std::vector<Command> add_commands(CLI::App& app);

}  // namespace rehearse::harness
