#include "mocks/salesforce/org/org.h"

#include <map>

#include "mocks/salesforce/metadata/jobs.h"
#include "mocks/salesforce/org/record_id.h"

namespace rehearse::salesforce {
namespace {

OrgConfig completed(OrgConfig config) {
  if (config.organization_id.empty()) {
    SeededEntropy entropy(config.seed, "salesforce organization");
    config.organization_id = make_record_id("00D", entropy);
  }
  config.organization_id = long_id(config.organization_id);
  return config;
}

}  // namespace

Org::Org(OrgConfig config, const oauth::Dials& dials, TimePoint start)
    : config_(completed(std::move(config))),
      dials_(dials),
      apps_(config_.seed, config_.mode, start, &users_),
      users_(config_.seed, start),
      profiles_(config_.seed),
      sessions_(config_.seed, config_.organization_id, settings_),
      authorize_requests_(config_.seed),
      verification_(config_.seed, dials_),
      grants_(config_.seed, config_.organization_id),
      frontdoor_passes_(config_.seed, config_.organization_id),
      metadata_jobs_(std::make_unique<MetadataJobs>(config_.seed, dials_)),
      forms_(config_.seed, "salesforce forms") {}

Org::~Org() = default;

void Org::catch_up(TimePoint now) {
  if (now < metadata_jobs_->next_due()) return;
  auto tx = begin();
  tx.metadata_jobs().run_due(*this, tx, now);
}

std::string Org::my_domain_host() const { return domain_label() + ".my.salesforce.com"; }

// Salesforce, documented (My Domain URLs): Setup has a domain of its own beside My Domain.
std::string Org::setup_host() const { return domain_label() + ".my.salesforce-setup.com"; }

std::string Org::domain_label() const {
  if (!config_.is_sandbox) return config_.my_domain;
  // <my domain>--<sandbox name>.sandbox (Salesforce, documented: My Domain URLs).
  return config_.my_domain.substr(0, config_.my_domain.find('.')) + "--dev.sandbox";
}

// Making a key takes long, and orgs of one seed have the same: all of them share it.
const SigningKey& Org::signing_key() {
  static std::mutex mutex;
  static std::map<uint64_t, std::unique_ptr<const SigningKey>> keys;
  const std::lock_guard lock(mutex);
  std::unique_ptr<const SigningKey>& key = keys[config_.seed];
  if (key == nullptr) {
    SeededEntropy entropy(config_.seed, "salesforce signing key");
    key = std::make_unique<const SigningKey>(entropy);
  }
  return *key;
}

std::string Org::signing_key_id() const {
  SeededEntropy entropy(config_.seed, "salesforce signing key id");
  return std::to_string(200 + entropy.below(100));
}

}  // namespace rehearse::salesforce
