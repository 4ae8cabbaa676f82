#include "harness/sandbox/mock_sandbox.h"

#include <utility>
#include <vector>

#include "harness/sandbox/terminal.h"
#include "harness/target/mock_org.h"

namespace rehearse::harness {
namespace {

// Nobody is there, but for the login's token.
class TokenTerminal final : public Terminal {
 public:
  explicit TokenTerminal(std::string token) : token_(std::move(token)) {}
  bool is_there() const override { return true; }
  void say(std::string_view) override {}
  std::optional<std::string> ask(std::string_view, std::chrono::seconds) override {
    return std::nullopt;
  }
  std::optional<std::string> ask_secret(std::string_view, std::chrono::seconds,
                                        const Elsewhere&) override {
    return token_;
  }

 private:
  std::string token_;
};

// The same target, with the org's journal: the mock says why it refused something, so that what a
// recording bears out can be named.
class WithJournal final : public Target {
 public:
  WithJournal(std::unique_ptr<Target> inner, MockOrg& org) : inner_(std::move(inner)), org_(org) {}
  bool can(std::string_view capability) const override {
    return capability == "journal" || inner_->can(capability);
  }
  const Sites& sites() const override { return inner_->sites(); }
  wire::HttpCall& http() override { return inner_->http(); }
  Entropy& entropy() override { return inner_->entropy(); }
  Result<ControlAnswer, Trouble> control(std::string_view method, std::string_view path,
                                         std::string_view body) override {
    if (path == "/journal") return org_.control(method, path, body);
    return inner_->control(method, path, body);
  }
  std::optional<std::string> take_inability() override { return inner_->take_inability(); }
  Result<std::string, Trouble> browser_entry() override { return inner_->browser_entry(); }
  std::string source_of(std::string_view verb) const override { return inner_->source_of(verb); }
  std::vector<std::string> leave() override { return inner_->leave(); }
  void step_begins(std::string_view id) override { inner_->step_begins(id); }

 private:
  std::unique_ptr<Target> inner_;
  MockOrg& org_;
};

// The org goes after everything that asks it.
struct Opened {
  std::unique_ptr<MockOrg> org{};
  std::unique_ptr<TargetFactory> stages{};
};

class MockSandboxes final : public TargetFactory {
 public:
  explicit MockSandboxes(SandboxOptions like) : like_(std::move(like)) {}

  Result<Stage, Trouble> open(const TargetRequest& request) override {
    auto org = start_mock_org({.seed = request.seed, .dials = request.dials});
    if (!org) return org.error();
    Opened opened{std::move(org).value(), nullptr};
    SandboxOptions options = like_;
    TargetFile& target = options.target;
    target.salesforce = TargetFile::Salesforce::sandbox;
    target.workato = TargetFile::Workato::engine;
    target.my_domain = opened.org->my_domain();
    target.organization_id = opened.org->organization_id();
    target.login = {.kind = OrgLogin::Kind::access_token,
                    .secret = {SecretSource::Kind::prompt, "token"}};
    target.addresses = {"127.0.0.1"};
    options.make_http = [network = opened.org->network()](const CurlOptions&) {
      return std::make_unique<CurlCall>(network);
    };
    opened.stages = sandbox_targets(
        std::move(options), std::make_unique<TokenTerminal>(opened.org->access_token()), "api");
    opened_.push_back(std::move(opened));
    TargetRequest with_journal = request;
    with_journal.wrapping.target = [&org = *opened_.back().org,
                                    more = request.wrapping.target](std::unique_ptr<Target> bare) {
      std::unique_ptr<Target> known = std::make_unique<WithJournal>(std::move(bare), org);
      return more ? more(std::move(known)) : std::move(known);
    };
    return opened_.back().stages->open(with_journal);
  }

 private:
  SandboxOptions like_;
  std::vector<Opened> opened_{};
};

}  // namespace

std::unique_ptr<TargetFactory> mock_sandboxes(SandboxOptions like) {
  return std::make_unique<MockSandboxes>(std::move(like));
}

}  // namespace rehearse::harness
