#include "mocks/workato/workspace.h"

#include <cassert>

#include "mocks/workato/recipes/running_jobs.h"

namespace rehearse::workato {

Workspace::Workspace(WorkspaceConfig config, wire::HttpCall& http, TimePoint start,
                     wire::HttpCall* direct)
    : config_(std::move(config)),
      data_centre_(find_data_centre(config_.data_centre)),
      correct_(config_.bugs == ClientBugs()),
      known_origins_{config_.salesforce_login, config_.salesforce_test},
      http_(http),
      direct_(direct != nullptr ? *direct : http),
      started_at_(start),
      browsers_(config_.seed),
      api_clients_(config_.seed, config_.api_token),
      folders_(start),
      running_jobs_(std::make_unique<RunningJobs>()),
      states_(config_.seed, "workato states"),
      verifiers_(config_.seed, "workato verifiers"),
      jitter_(config_.seed, "workato jitter"),
      forms_(config_.seed, "workato forms") {
  assert(data_centre_ != nullptr && "the caller checks the name with find_data_centre");
  if (data_centre_ == nullptr) data_centre_ = &data_centres().front();
}

Workspace::~Workspace() = default;

Sending::Sending(Workspace& workspace, wire::HttpRequest request, Sender sender, TimePoint now)
    : workspace_(workspace), request_(std::move(request)), sender_(sender), now_(now) {}

Sending::~Sending() {
  if (waiting_ && !answered_) sender_.carrier->forget(*this);
}

bool Sending::await_ready() {
  if (sender_.carrier != nullptr) return false;
  answered_.emplace(Answered{workspace_.send(std::move(request_), sender_), now_});
  return true;
}

void Sending::await_suspend(std::coroutine_handle<> waiting) {
  waiting_ = waiting;
  sender_.carrier->carry(workspace_.from_egress(std::move(request_), sender_), *this);
}

void Sending::arrive(Answered answered) {
  answered_.emplace(std::move(answered));
  waiting_.resume();
}

wire::HttpRequest Workspace::from_egress(wire::HttpRequest request, Sender sender) {
  if (!config_.binds_egress) return request;
  const std::lock_guard lock(mutex_);
  const size_t turn = sender.host >= 0 ? size_t(sender.host) : calls_++;
  request.local_address = kLoopbackEgress[turn % kLoopbackEgress.size()];
  return request;
}

Result<wire::WireResponse, Trouble> Workspace::send(wire::HttpRequest request, Sender sender) {
  return (sender.in_process ? direct_ : http_).send(from_egress(std::move(request), sender));
}

std::optional<std::string> Workspace::login_base(const ConnectionSettings& settings) const {
  if (!settings.custom_domain.empty())
    return custom_domain_origin(settings.custom_domain, origins());
  return settings.sandbox ? config_.salesforce_test : config_.salesforce_login;
}

std::string Workspace::web_origin() const {
  // The guide opens www.workato.com, which is the United States'.
  return data_centre_ == &data_centres().front() ? "https://www.workato.com"
                                                 : std::string(data_centre_->base_url);
}

const std::string& Workspace::console_url() const {
  return config_.salesforce_console.empty() ? config_.salesforce_login : config_.salesforce_console;
}

}  // namespace rehearse::workato
