#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "mocks/core/crypto.h"
#include "mocks/core/entropy.h"
#include "mocks/oauth/dials.h"
#include "mocks/salesforce/org/api_usage.h"
#include "mocks/salesforce/org/apps.h"
#include "mocks/salesforce/org/authorize_requests.h"
#include "mocks/salesforce/org/frontdoor_passes.h"
#include "mocks/salesforce/org/grants.h"
#include "mocks/salesforce/org/history.h"
#include "mocks/salesforce/org/login_rates.h"
#include "mocks/salesforce/org/model.h"
#include "mocks/salesforce/org/profiles.h"
#include "mocks/salesforce/org/query_cursors.h"
#include "mocks/salesforce/org/sessions.h"
#include "mocks/salesforce/org/used_assertions.h"
#include "mocks/salesforce/org/users.h"
#include "mocks/salesforce/org/verification.h"
#include "mocks/wire/form_memory.h"

namespace rehearse::salesforce {

class MetadataJobs;

// Org is one mock Salesforce org. Its stores are plain; whoever holds a Transaction holds the org's
// one lock, from judgement to commit.
class Org {
 public:
  Org(OrgConfig config, const oauth::Dials& dials, TimePoint start);
  ~Org();

  class Transaction {
   public:
    explicit Transaction(Org& org) : org_(org), lock_(org.mutex_) {}
    Apps& apps() { return org_.apps_; }
    Users& users() { return org_.users_; }
    Profiles& profiles() { return org_.profiles_; }
    OrgSettings& settings() { return org_.settings_; }
    Sessions& sessions() { return org_.sessions_; }
    AuthorizeRequests& authorize_requests() { return org_.authorize_requests_; }
    Verification& verification() { return org_.verification_; }
    Grants& grants() { return org_.grants_; }
    UsedAssertions& used_assertions() { return org_.used_assertions_; }
    FrontdoorPasses& frontdoor_passes() { return org_.frontdoor_passes_; }
    History& history() { return org_.history_; }
    ApiUsage& api_usage() { return org_.api_usage_; }
    LoginRates& login_rates() { return org_.login_rates_; }
    const oauth::Dials& dials() const { return org_.dials_; }
    const OrgConfig& config() const { return org_.config_; }
    bool breaks(oauth::Mutant rule) const { return org_.breaks(rule); }
    MetadataJobs& metadata_jobs() { return *org_.metadata_jobs_; }
    QueryCursors& query_cursors() { return org_.query_cursors_; }
    wire::FormMemory& forms() { return org_.forms_; }

   private:
    Org& org_;
    std::lock_guard<std::mutex> lock_;
  };
  Transaction begin() { return Transaction(*this); }
  // Lets everything take effect that was due by then: the side's dispatcher and the control facade
  // call this before whatever reads the org. Costs one atomic read where nothing is due.
  void catch_up(TimePoint now);

  const OrgConfig& config() const { return config_; }
  // True if the org was told to break that rule.
  bool breaks(oauth::Mutant rule) const { return config_.mutants.has(rule); }
  const oauth::Dials& dials() const { return dials_; }
  const std::string& organization_id() const { return config_.organization_id; }  // 18 characters
  std::string my_domain_host() const;  // <my_domain>.my.salesforce.com, or the sandbox form
  std::string setup_host() const;      // <my_domain>.my.salesforce-setup.com, or the sandbox form
  const SigningKey& signing_key();     // of the seed; made when first asked for, once a process
  // The `kid` of that key in JWKS and in JWT headers: three digits, as Salesforce's are.
  std::string signing_key_id() const;

 private:
  std::string domain_label() const;  // what both hosts begin with

  OrgConfig config_;
  const oauth::Dials& dials_;
  std::mutex mutex_;
  Apps apps_;
  Users users_;
  Profiles profiles_;
  OrgSettings settings_{};
  Sessions sessions_;
  AuthorizeRequests authorize_requests_;
  Verification verification_;
  Grants grants_;
  UsedAssertions used_assertions_{};
  FrontdoorPasses frontdoor_passes_;
  History history_;
  ApiUsage api_usage_;
  LoginRates login_rates_{};
  std::unique_ptr<MetadataJobs> metadata_jobs_;
  QueryCursors query_cursors_;
  wire::FormMemory forms_;
};

}  // namespace rehearse::salesforce
