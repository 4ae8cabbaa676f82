#pragma once

#include <memory>
#include <optional>
#include <string>

#include "harness/sandbox/org_facade.h"
#include "harness/sandbox/own_workspace.h"
#include "harness/sandbox/sandbox_run.h"
#include "harness/sandbox/system_entropy.h"
#include "harness/target/engine.h"
#include "harness/target/target.h"

namespace rehearse::harness {

// SandboxTarget is a sandbox with the mock engine as Workato, where authorization responses never
// leave this machine, or with a real workspace, as the run has it. What only a mock can do (clock,
// mailbox, faults, network, journal, users, dials) it cannot.
class SandboxTarget final : public Target {
 public:
  // `admin` goes around what the target asks by itself; none: nothing does. With a workspace there
  // is no engine.
  static Result<std::unique_ptr<SandboxTarget>, Trouble> open(SandboxRun& run,
                                                              const EngineOptions& engine,
                                                              const wire::HttpWrapper& admin);

  static bool offers(std::string_view capability) {
    return capability == "apps" || capability == "time";
  }
  bool can(std::string_view capability) const override { return offers(capability); }
  const Sites& sites() const override { return sites_; }
  wire::HttpCall& http() override { return *http_; }
  Entropy& entropy() override { return entropy_; }
  Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                         std::string_view body) override;
  std::optional<std::string> take_inability() override;
  Result<std::string, Trouble> browser_entry() override;
  std::string source_of(std::string_view verb) const override;
  std::vector<std::string> leave() override;
  // A person performs what happens in the org.
  void set_operated() { is_operated_ = true; }
  OrgFacade& facade() { return facade_; }

 private:
  SandboxTarget(SandboxRun& run, std::unique_ptr<Engine> engine, const wire::HttpWrapper& admin);

  Result<ControlAnswer, Trouble> let_pass(std::string_view body);

  SandboxRun& run_;
  std::unique_ptr<Engine> engine_;  // null: there is a workspace
  std::unique_ptr<OwnWorkspace> workspace_{};
  Sites sites_{};
  std::unique_ptr<wire::HttpCall> http_, admin_;
  SystemEntropy entropy_{};
  bool is_operated_ = false;
  OrgFacade facade_;
  std::optional<std::string> inability_{};
};

}  // namespace rehearse::harness
