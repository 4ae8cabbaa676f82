#pragma once

#include <memory>
#include <string>

struct ssl_ctx_st;

namespace rehearse::wire {

// TlsIdentity is a certificate authority of its own and a server certificate signed by it, both
// made at start (P-256, RFC 8422) from the system's own randomness: a key that a seed could repeat
// must not sign names that exist. The certificate covers localhost, the loopback addresses and the
// documented host names of Salesforce and Workato. It is valid from a day ago for a year of real
// time.
class TlsIdentity {
 public:
  TlsIdentity();
  ~TlsIdentity();
  TlsIdentity(const TlsIdentity&) = delete;
  TlsIdentity& operator=(const TlsIdentity&) = delete;

  // The authority's certificate: what a client has to trust.
  const std::string& ca_pem() const;
  // The base64 SHA-256 digest of the server's public key (its SubjectPublicKeyInfo, as RFC 7469
  // section 2.4 has it): what a browser can be told to trust, without trusting any other key.
  const std::string& key_digest() const;
  // The context of a server that shows this identity: TLS 1.2 or newer, no session tickets.
  ssl_ctx_st* server_context() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rehearse::wire
