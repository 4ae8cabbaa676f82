#include "mocks/wire/form_memory.h"

#include <algorithm>

#include "mocks/core/crypto.h"
#include "mocks/wire/form.h"

namespace rehearse::wire {
namespace {

constexpr size_t kTokenLength = 22;  // 131 bits

// The session's token changes when somebody logs in again; the form stays the same.
bool is_session_token(const Field& field) { return field.name == "csrf"; }

// Nothing for a form without a token. Equal forms with other tokens are two forms.
std::optional<std::string> key_of(Fields form) {
  if (!value_of(form, kOnce)) return std::nullopt;
  std::erase_if(form, is_session_token);
  return hex_encode(sha256(encode_form(form)));
}

}  // namespace

std::string FormMemory::new_token() {
  if (!entropy_) entropy_.emplace(seed_, label_);
  return entropy_->text(kAlphanumeric, kTokenLength);
}

std::optional<std::string> FormMemory::led_to(const Fields& form) const {
  const auto key = key_of(form);
  if (!key) return std::nullopt;
  const auto found = std::ranges::find(acted_, *key, &Acted::key);
  return found == acted_.end() ? std::nullopt : std::optional(found->led_to);
}

void FormMemory::acted(const Fields& form, std::string led_to) {
  auto key = key_of(form);
  if (!key) return;
  if (acted_.size() == kMostActed) acted_.pop_front();
  acted_.push_back({std::move(*key), std::move(led_to)});
}

std::optional<std::string> FormMemory::keep(KeptForm form,
                                            const std::vector<std::string_view>& secrets,
                                            TimePoint now) {
  size_t size = 0;
  std::erase_if(form.fields, [&](const Field& field) {
    return is_session_token(field) || std::ranges::find(secrets, field.name) != secrets.end();
  });
  for (const Field& field : form.fields) size += field.name.size() + field.value.size();
  if (size > kLongestKept) return std::nullopt;
  if (kept_.size() == kMostKept) kept_.pop_front();
  kept_.push_back({new_token(), std::move(form), now});
  return kept_.back().id;
}

const Fields* FormMemory::find_kept(std::string_view id, std::string_view owner,
                                    std::string_view page, TimePoint now) const {
  const auto found = std::ranges::find(kept_, id, &Kept::id);
  if (found == kept_.end() || now > found->at + kKeptFor) return nullptr;
  return found->form.owner == owner && found->form.page == page ? &found->form.fields : nullptr;
}

}  // namespace rehearse::wire
