#include "harness/target/curl_call.h"

#include <curl/curl.h>

#include <charconv>
#include <mutex>
#include <utility>

#include "mocks/core/text.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void append(List& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) return;
  (void)list.release();
  list.reset(longer);
}

// Transfer is what the callbacks of one request work on.
struct Transfer {
  wire::WireResponse response{};
  size_t body_limit = 0;
  bool too_large = false;
  bool may_repeat = false;
  int times_sent = 0;
  bool interrupted = false;
  bool has_proxy = false;  // one that the options name
  int proxy_status = 0;    // of the answer to CONNECT; 0: there was none
};

size_t on_body(char* bytes, size_t size, size_t count, void* user) {
  auto* transfer = static_cast<Transfer*>(user);
  if (transfer->response.body.size() + size * count > transfer->body_limit) {
    transfer->too_large = true;
    return 0;
  }
  transfer->response.body.append(bytes, size * count);
  return size * count;
}

// A status line starts the header block anew: an interim answer (100) has one of its own.
size_t on_header(char* bytes, size_t size, size_t count, void* user) {
  auto* transfer = static_cast<Transfer*>(user);
  const std::string_view line(bytes, size * count);
  if (line.starts_with("HTTP/")) {
    transfer->response.headers.clear();
    return size * count;
  }
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return size * count;
  transfer->response.headers.push_back(
      {std::string(line.substr(0, colon)), std::string(trim(line.substr(colon + 1)))});
  return size * count;
}

// libcurl repeats a request by itself when a kept-alive connection closes without an answer. For a
// request that may have had its effect already that would hide a lost answer.
int before_request(void* user, char*, char*, int, int) {
  auto* transfer = static_cast<Transfer*>(user);
  if (transfer->times_sent > 0 && !transfer->may_repeat) return CURL_PREREQFUNC_ABORT;
  ++transfer->times_sent;
  return CURL_PREREQFUNC_OK;
}

// Watching is what is asked whether the run was interrupted, and where the answer goes.
struct Watching {
  const std::function<bool()>& interrupted;
  Transfer& transfer;
};

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto* watching = static_cast<Watching*>(user);
  if (watching->interrupted()) watching->transfer.interrupted = true;
  return watching->transfer.interrupted ? 1 : 0;
}

Trouble::Kind kind_of(CURLcode code, const Transfer& transfer) {
  if (transfer.interrupted) return Trouble::Kind::interrupted;
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return Trouble::Kind::timeout;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
      return Trouble::Kind::tls;
    default:
      return transfer.times_sent > 0 ? Trouble::Kind::bad_answer : Trouble::Kind::unreachable;
  }
}

// What the proxy did wrong, as a sentence; empty: it was not the proxy.
std::string proxy_sentence(CURLcode code, const Transfer& transfer) {
  if (code == CURLE_COULDNT_RESOLVE_PROXY) return "the proxy's name could not be resolved";
  if (transfer.times_sent > 0 || transfer.proxy_status == 200) return {};
  if (transfer.proxy_status == 0) {
    if (transfer.has_proxy && code == CURLE_COULDNT_CONNECT) return "the proxy does not answer";
    if (transfer.has_proxy && code == CURLE_OPERATION_TIMEDOUT)
      return "the proxy did not connect to the host in time";
    return {};
  }
  const std::string status = " (HTTP " + std::to_string(transfer.proxy_status) + ")";
  // Some proxies answer 401 to a wrong password.
  if (transfer.proxy_status == 407 || transfer.proxy_status == 401)
    return "the proxy wants a user and a password, or other ones" + status;
  if (transfer.proxy_status == 403) return "the proxy does not let this host through" + status;
  return "the proxy did not reach the host" + status;
}

std::string sentence_of(CURLcode code, const Transfer& transfer) {
  if (transfer.interrupted) return "the run was interrupted";
  if (std::string proxy = proxy_sentence(code, transfer); !proxy.empty()) return proxy;
  if (transfer.too_large) {
    return "the answer is longer than " + std::to_string(transfer.body_limit) + " bytes";
  }
  switch (code) {
    case CURLE_GOT_NOTHING:
    case CURLE_ABORTED_BY_CALLBACK:
      return "the connection was closed without an answer";
    case CURLE_PARTIAL_FILE:
      return "the connection was closed in the middle of the answer";
    default:
      return curl_easy_strerror(code);
  }
}

bool is_clean(const wire::HttpRequest& request) {
  if (has_control(request.url) || has_control(request.method) || request.method.empty()) {
    return false;
  }
  for (const wire::Field& field : request.headers) {
    if (field.name.empty() || has_control(field.name) || has_control(field.value)) return false;
  }
  return true;
}

// libcurl adds these two headers to a request with a body unless told otherwise; a header with no
// value is written with a semicolon.
List header_list(const wire::HttpRequest& request) {
  List list;
  for (const wire::Field& field : request.headers) {
    append(list, field.value.empty() ? field.name + ";" : field.name + ": " + field.value);
  }
  append(list, "Expect:");
  if (!wire::header_of(request.headers, "Content-Type")) append(list, "Content-Type:");
  return list;
}

}  // namespace

struct CurlCall::Handle {
  CURL* curl = curl_easy_init();
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { curl_easy_cleanup(curl); }
};

struct CurlCall::Pool {
  explicit Pool(CurlOptions given) : options(std::move(given)) {
    for (const HostRoute& route : options.routes) {
      append(connect_to, route.host + ":" + std::to_string(route.port) + ":" + route.to_address +
                             ":" + std::to_string(route.to_port));
    }
  }

  std::unique_ptr<Handle> take() {
    const std::lock_guard lock(mutex);
    if (idle.empty()) return std::make_unique<Handle>();
    std::unique_ptr<Handle> handle = std::move(idle.back());
    idle.pop_back();
    return handle;
  }

  void put_back(std::unique_ptr<Handle> handle) {
    const std::lock_guard lock(mutex);
    idle.push_back(std::move(handle));
  }

  void set_up(CURL* curl, const wire::HttpRequest& request, Transfer& transfer) const {
    curl_easy_reset(curl);  // options only: connections stay
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    // Else an interrupted request would wait for a name that is still being resolved.
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
#endif
    set_proxy(curl);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, long(request.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    if (request.method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
    }
    if (connect_to) curl_easy_setopt(curl, CURLOPT_CONNECT_TO, connect_to.get());
    if (!request.local_address.empty()) {
      curl_easy_setopt(curl, CURLOPT_INTERFACE, ("host!" + request.local_address).c_str());
    }
    if (!options.ca_pem.empty()) {
      curl_blob authorities{const_cast<char*>(options.ca_pem.data()), options.ca_pem.size(),
                            CURL_BLOB_COPY};
      curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &authorities);
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, before_request);
    curl_easy_setopt(curl, CURLOPT_PREREQDATA, &transfer);
  }

  // An empty text keeps curl from looking into the environment.
  void set_proxy(CURL* curl) const {
    const ProxyOptions& proxy = options.proxy;
    // The proxy's own headers are not the answer's.
    curl_easy_setopt(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    if (proxy.url.empty() && proxy.uses_environment) return;
    curl_easy_setopt(curl, CURLOPT_PROXY, proxy.url.c_str());
    if (proxy.url.empty()) return;
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    if (proxy.username.empty()) return;
    curl_easy_setopt(curl, CURLOPT_PROXYAUTH, long(CURLAUTH_BASIC));
    curl_easy_setopt(curl, CURLOPT_PROXYUSERNAME, proxy.username.c_str());
    curl_easy_setopt(curl, CURLOPT_PROXYPASSWORD, proxy.password.c_str());
  }

  CurlOptions options;
  List connect_to{};
  std::mutex mutex{};
  std::vector<std::unique_ptr<Handle>> idle{};
};

CurlCall::CurlCall(CurlOptions options) : pool_(std::make_unique<Pool>(std::move(options))) {}
CurlCall::~CurlCall() = default;

Result<wire::WireResponse, Trouble> CurlCall::send(const wire::HttpRequest& request) {
  const auto uri = wire::parse_uri(request.url);
  const std::string where = uri ? uri->origin() : "";
  if (!uri || !is_clean(request)) {
    return Trouble{Trouble::Kind::unreachable,
                   "the request could not be written: its address or a "
                   "header is malformed",
                   where, false};
  }
  const std::function<bool()>& interrupted = pool_->options.interrupted;
  if (interrupted && interrupted())
    return Trouble{Trouble::Kind::interrupted, "the run was interrupted", where, false};
  std::unique_ptr<Handle> handle = pool_->take();
  Transfer transfer{.body_limit = pool_->options.body_limit,
                    .may_repeat = pool_->options.repeats_get &&
                                  (request.method == "GET" || request.method == "HEAD"),
                    .has_proxy = !pool_->options.proxy.url.empty()};
  pool_->set_up(handle->curl, request, transfer);
  const List headers = header_list(request);
  curl_easy_setopt(handle->curl, CURLOPT_HTTPHEADER, headers.get());
  Watching watching{interrupted, transfer};
  if (interrupted) {
    curl_easy_setopt(handle->curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle->curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(handle->curl, CURLOPT_XFERINFODATA, &watching);
  }
  const CURLcode code = curl_easy_perform(handle->curl);
  long status = 0;
  curl_easy_getinfo(handle->curl, CURLINFO_RESPONSE_CODE, &status);
  long connected = 0;
  curl_easy_getinfo(handle->curl, CURLINFO_HTTP_CONNECTCODE, &connected);
  transfer.proxy_status = int(connected);
  pool_->put_back(std::move(handle));
  if (code != CURLE_OK) {
    return Trouble{kind_of(code, transfer), sentence_of(code, transfer), where,
                   transfer.times_sent > 0};
  }
  transfer.response.status = int(status);
  return std::move(transfer.response);
}

}  // namespace rehearse::harness
