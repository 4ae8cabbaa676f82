#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rehearse {

// pem_sign_rs256 signs (RFC 7518 section 3.3) with a private key that somebody has in PEM form.
// Nothing if the text is not exactly one RSA key of 2048 bits or more, or if a passphrase locks it.
// Raw signature bytes.
std::optional<std::string> pem_sign_rs256(std::string_view pem, std::string_view message);

}  // namespace rehearse
