#include "mocks/salesforce/org/grants.h"

namespace rehearse::salesforce {

// All but the seal, which never changes.
class Grants::Saved {
 public:
  explicit Saved(const Grants& from)
      : last_id_(from.last_id_),
        codes_(from.codes_),
        codes_in_order_(from.codes_in_order_),
        grants_(from.grants_),
        ended_in_order_(from.ended_in_order_),
        bearers_in_order_(from.bearers_in_order_),
        by_user_app_(from.by_user_app_) {}

  void put_into(Grants& grants) const {
    grants.last_id_ = last_id_;
    grants.codes_ = codes_;
    grants.codes_in_order_ = codes_in_order_;
    grants.grants_ = grants_;
    grants.ended_in_order_ = ended_in_order_;
    grants.bearers_in_order_ = bearers_in_order_;
    grants.by_user_app_ = by_user_app_;
  }

 private:
  GrantId last_id_;
  std::unordered_map<GrantId, Code> codes_;
  std::deque<GrantId> codes_in_order_;
  std::unordered_map<GrantId, Grant> grants_;
  std::deque<GrantId> ended_in_order_;
  std::deque<GrantId> bearers_in_order_;
  std::unordered_map<std::string, UserApp> by_user_app_;
};

std::shared_ptr<const Grants::Saved> Grants::save() const {
  return std::make_shared<const Saved>(*this);
}

void Grants::restore(const Saved& saved) { saved.put_into(*this); }

void Grants::antedate(GrantId id, Duration by) {
  if (Grant* grant = find_mutable(id)) grant->opened_at -= by;
}

}  // namespace rehearse::salesforce
