#include "mocks/wire/tls_identity.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "mocks/core/crypto.h"

namespace rehearse::wire {
namespace {

struct Deleter {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <class T>
using Owned = std::unique_ptr<T, Deleter>;

constexpr long kDay = 86'400;

// A wildcard covers one label (RFC 6125 section 6.4.3), so each level has its own.
constexpr std::array<std::string_view, 35> kNames{"DNS:localhost",
                                                  "IP:127.0.0.1",
                                                  "IP:::1",
                                                  "DNS:salesforce.com",
                                                  "DNS:login.salesforce.com",
                                                  "DNS:test.salesforce.com",
                                                  "DNS:www.salesforce.com",
                                                  "DNS:*.my.salesforce.com",
                                                  "DNS:*.sandbox.my.salesforce.com",
                                                  "DNS:*.develop.my.salesforce.com",
                                                  "DNS:*.dev-ed.develop.my.salesforce.com",
                                                  "DNS:*.scratch.my.salesforce.com",
                                                  "DNS:*.trailblaze.my.salesforce.com",
                                                  "DNS:*.my.salesforce-setup.com",
                                                  "DNS:*.sandbox.my.salesforce-setup.com",
                                                  "DNS:*.develop.my.salesforce-setup.com",
                                                  "DNS:*.dev-ed.develop.my.salesforce-setup.com",
                                                  "DNS:*.scratch.my.salesforce-setup.com",
                                                  "DNS:*.trailblaze.my.salesforce-setup.com",
                                                  "DNS:*.lightning.force.com",
                                                  "DNS:*.sandbox.lightning.force.com",
                                                  "DNS:*.develop.lightning.force.com",
                                                  "DNS:*.dev-ed.develop.lightning.force.com",
                                                  "DNS:workato.com",
                                                  "DNS:www.workato.com",
                                                  "DNS:app.workato.com",
                                                  "DNS:app.eu.workato.com",
                                                  "DNS:app.jp.workato.com",
                                                  "DNS:app.sg.workato.com",
                                                  "DNS:app.au.workato.com",
                                                  "DNS:app.il.workato.com",
                                                  "DNS:app.kr.workato.com",
                                                  "DNS:app.uk.workato.com",
                                                  "DNS:app.trial.workato.com",
                                                  "DNS:app.workatoapp.cn"};

// When OpenSSL can't make a key there is no memory or no library to work with.
void require(bool worked) {
  if (!worked) std::abort();
}

void add_extension(X509* certificate, X509* issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  require(extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1);
}

Owned<X509> make_certificate(EVP_PKEY* key, const char* name, long serial) {
  Owned<X509> certificate(X509_new());
  require(X509_set_version(certificate.get(), X509_VERSION_3) == 1);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 365 * kDay);
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>(name), -1, -1, 0) == 1);
  require(X509_set_pubkey(certificate.get(), key) == 1);
  return certificate;
}

void sign(X509* certificate, EVP_PKEY* key) {
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
}

std::string pem_of(X509* certificate) {
  const Owned<BIO> memory(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(memory.get(), certificate) == 1);
  char* text = nullptr;
  const long length = BIO_get_mem_data(memory.get(), &text);
  return {text, size_t(length)};
}

std::string digest_of(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int length = i2d_PUBKEY(key, &der);
  require(length > 0);
  const std::string bytes(der, der + length);
  OPENSSL_free(der);
  return base64_encode(sha256(bytes), Base64::standard);
}

std::string all_names() {
  std::string names;
  for (const std::string_view name : kNames)
    names += (names.empty() ? "" : ",") + std::string(name);
  return names;
}

}  // namespace

struct TlsIdentity::Impl {
  Owned<SSL_CTX> context{SSL_CTX_new(TLS_server_method())};
  std::string ca_pem{}, key_digest{};
};

TlsIdentity::TlsIdentity() : impl_(std::make_unique<Impl>()) {
  const Owned<EVP_PKEY> ca_key(EVP_EC_gen("P-256")), key(EVP_EC_gen("P-256"));
  require(ca_key != nullptr && key != nullptr && impl_->context != nullptr);

  const Owned<X509> ca = make_certificate(ca_key.get(), "Rehearsal authority (a mock)", 1);
  require(X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get())) == 1);
  add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
  sign(ca.get(), ca_key.get());
  impl_->ca_pem = pem_of(ca.get());

  const Owned<X509> leaf = make_certificate(key.get(), "Rehearsal mocks", 2);
  require(X509_set_issuer_name(leaf.get(), X509_get_subject_name(ca.get())) == 1);
  add_extension(leaf.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
  add_extension(leaf.get(), ca.get(), NID_key_usage, "critical,digitalSignature");
  add_extension(leaf.get(), ca.get(), NID_ext_key_usage, "serverAuth");
  add_extension(leaf.get(), ca.get(), NID_authority_key_identifier, "keyid");
  add_extension(leaf.get(), ca.get(), NID_subject_alt_name, all_names());
  sign(leaf.get(), ca_key.get());
  impl_->key_digest = digest_of(key.get());

  SSL_CTX* context = impl_->context.get();
  require(SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1);
  require(SSL_CTX_use_certificate(context, leaf.get()) == 1);
  require(SSL_CTX_use_PrivateKey(context, key.get()) == 1);
  // Tickets triple the cost of a new connection, and nothing here resumes a session.
  SSL_CTX_set_num_tickets(context, 0);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
}

TlsIdentity::~TlsIdentity() = default;

const std::string& TlsIdentity::ca_pem() const { return impl_->ca_pem; }

const std::string& TlsIdentity::key_digest() const { return impl_->key_digest; }

ssl_ctx_st* TlsIdentity::server_context() const { return impl_->context.get(); }

}  // namespace rehearse::wire
