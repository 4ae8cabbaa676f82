#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "harness/fuzz/engine.h"
#include "harness/fuzz/findings.h"

namespace rehearse::harness {

// Triage makes findings of inputs that broke something: stores the new ones first, then runs them
// once more for a transcript, looks for a smaller input, and writes the reproductions.
class Triage {
 public:
  // Looks for a smaller input for so long. `meanwhile` is called while a target runs, and stops
  // that by false: what is stored stays.
  Triage(const FuzzEngine& engine, FindingsFolder& findings, std::string program,
         int minimize_seconds, std::function<bool()> meanwhile)
      : engine_(engine),
        findings_(findings),
        program_(std::move(program)),
        minimize_seconds_(minimize_seconds),
        meanwhile_(std::move(meanwhile)) {}

  // Of a worker that ended with this report. Takes the artifact away once it is stored, or once it
  // is known that a stored one still breaks the same. Gives the signature.
  Result<std::string, FolderError> take(const std::filesystem::path& artifact,
                                        std::string_view report, uint64_t executions,
                                        uint64_t seed);
  // Of an artifact that a killed run left. Empty: stopped before it was run.
  Result<std::string, FolderError> take_left_over(const std::filesystem::path& artifact);
  // Runs the input of a stored finding once more, for what is made from that. Stopped meanwhile,
  // the finding stays one that was not tried.
  void try_out(FuzzFinding& finding);
  // Looks once more for a smaller input of a finding. False: none was found.
  bool shrink(FuzzFinding& finding);

 private:
  enum class Again { breaks, holds, stopped };
  Again once_more(const std::filesystem::path& input, const Breakage& breakage,
                  const std::filesystem::path& transcript) const;
  // Whether a known finding is good for this input as well, or the input is to take its place.
  Again still_stands(const FuzzFinding& known, const std::filesystem::path& artifact);
  Result<std::string, FolderError> take(const std::filesystem::path& artifact,
                                        const Breakage& breakage, std::string_view report,
                                        uint64_t executions, uint64_t seed);
  std::optional<ChildOutcome> run(const std::filesystem::path& input,
                                  const std::filesystem::path& transcript) const;
  void reproduce_as_files(FuzzFinding& finding) const;

  const FuzzEngine& engine_;
  FindingsFolder& findings_;
  std::string program_;
  int minimize_seconds_;
  std::function<bool()> meanwhile_;
};

}  // namespace rehearse::harness
