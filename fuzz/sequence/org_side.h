#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/model/shadow.h"
#include "fuzz/sequence/operation.h"
#include "mocks/oauth/dials.h"
#include "mocks/salesforce/org/org.h"
#include "mocks/wire/call.h"

namespace rehearse::fuzz {

inline constexpr std::string_view kCallback = "https://www.workato.com/oauth/callback";
// Users of the org, by the model's numbers.
inline constexpr std::string_view kUsers[] = {"user@rehearsal.test", "admin@rehearsal.test"};

// Served is an answer, and the reason the journal would have.
struct Served {
  wire::WireResponse response{};
  const Reason* reason = nullptr;
  bool stopped = false;  // by a planned fault, before anything was committed
};

// OrgSide is a mock org with two apps that inputs are performed on, one after the other: each finds
// it as it was when it was made. To make one costs as much as a thousand operations.
class OrgSide {
 public:
  using Endpoint = wire::WireResponse (*)(salesforce::Org&, wire::Call&);

  OrgSide();
  // Back to the start, with an input's setting.
  void begin(const std::vector<model::App>& apps, bool cascades, bool locks);

  uint64_t arrive() { return ++arrivals_; }
  uint64_t latest() const { return arrivals_; }
  // `stops`: a planned fault ends the request before it commits anything.
  Served serve(Endpoint endpoint, const wire::WireRequest& request, uint64_t arrival, bool stops);
  // A person opens an authorization request, logs in and decides.
  Served browse(std::string_view username, const wire::WireRequest& request, bool approve);
  // A code as an approval without mistakes gives it, at a fraction of the cost.
  std::string issue_code(const model::Code& code);
  void change_app(size_t app, const model::App& settings, TimePoint now);
  void change_user(size_t user, bool active, TimePoint now);
  void set_password(size_t user, TimePoint now);
  void set_dial(std::string_view name, std::string_view value);
  // Keys and secrets of the apps, as the model has them.
  std::vector<model::App> apps() const { return apps_; }

 private:
  void make();

  oauth::Dials dials_{};
  std::unique_ptr<salesforce::Org> org_{};
  std::atomic<uint64_t> arrivals_{0};
  std::vector<model::App> apps_{};  // as they are made
  std::vector<AppId> ids_{};
  std::shared_ptr<const salesforce::Grants::Saved> saved_{};
  bool changed_[2] = {false, false};
  int inputs_ = 0;
};

// The settings of an app, as the org takes them.
oauth::AppSettings settings_of(const model::App& app);

}  // namespace rehearse::fuzz
