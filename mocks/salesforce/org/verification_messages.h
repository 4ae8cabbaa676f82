#pragma once

#include <string>
#include <string_view>

#include "mocks/core/reason.h"
#include "mocks/salesforce/org/verification.h"

namespace rehearse::salesforce {

// VerificationPage is how one method of identity verification appears: its addresses, its field and
// its name in VerificationHistory. Source: pages saved from real orgs and browser scripts.
struct VerificationPage {
  VerificationMethod method = VerificationMethod::email;
  std::string_view path{};    // asks for the code and takes it
  std::string_view resend{};  // sends another; empty where nothing is sent
  std::string_view field{};   // the code's input
  std::string_view history{};
};
const VerificationPage& verification_page_of(VerificationMethod method);
// The page of an address; null for one that is none.
const VerificationPage* verification_page_at(std::string_view path);

// What the page says above the field, with the address masked.
std::string instruction_for(const Challenge& challenge, const User& user);
// What the page says after a code was refused, in Salesforce's words.
std::string_view message_for(const Reason& reason);
// The mail or text message that carries the code.
Message message_of(const Challenge& challenge, const User& user, bool is_sandbox);
// A row of VerificationHistory; `status` is its picklist value.
HistoryRow verification_row(const Challenge& challenge, std::string_view status,
                            std::string_view peer, TimePoint now);

// `ja********@**na.com`: two characters of the name and the end of the domain stay.
std::string masked_email(std::string_view address);
// All digits but the last four become asterisks.
std::string masked_phone(std::string_view number);

}  // namespace rehearse::salesforce
