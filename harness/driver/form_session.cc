#include "harness/driver/form_session.h"

#include <algorithm>
#include <utility>

#include "mocks/core/text.h"
#include "mocks/wire/form.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

using Kind = PageField::Kind;
constexpr size_t kMostRedirects = 20;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

// HTML, "constructing the entry list": enabled controls with a name, in order; only ticked boxes,
// only chosen options, and of the buttons only the one that was clicked.
wire::Fields entries_of(const PageForm& form, const PageField& button) {
  wire::Fields entries;
  for (const PageField& field : form.fields) {
    if (field.disabled || field.name.empty()) continue;
    if (field.kind == Kind::submit && &field != &button) continue;
    if ((field.kind == Kind::check_box || field.kind == Kind::radio) && !field.checked) continue;
    if (field.kind != Kind::select) {
      // A form sends line breaks as CR LF.
      const std::string lines = replace_all(field.value, "\r\n", "\n");
      entries.push_back({field.name, replace_all(lines, "\n", "\r\n")});
      continue;
    }
    const bool any = std::any_of(field.options.begin(), field.options.end(),
                                 [](const PageOption& option) { return option.selected; });
    for (const PageOption& option : field.options) {
      if (option.selected) entries.push_back({field.name, option.value});
    }
    // A drop-down shows its first option when none is marked.
    if (!any && !field.multiple && !field.options.empty()) {
      entries.push_back({field.name, field.options.front().value});
    }
  }
  return entries;
}

std::string without_query(std::string url) { return url.substr(0, url.find_first_of("?#")); }
std::string without_fragment(std::string url) { return url.substr(0, url.find('#')); }

}  // namespace

FormSession::FormSession(wire::HttpCall& http, std::function<TimePoint()> now)
    : http_(http), now_(std::move(now)) {}

PageResult FormSession::load(wire::HttpRequest request) {
  redirects_.clear();
  stopped_ = false;
  for (size_t hop = 0; hop <= kMostRedirects; ++hop) {
    request.url = without_fragment(request.url);
    std::erase_if(request.headers,
                  [](const wire::Field& header) { return header.name == "Cookie"; });
    if (std::string cookie = cookies_.header_for(request.url, now()); !cookie.empty()) {
      request.headers.push_back({"Cookie", std::move(cookie)});
    }
    auto sent = http_.send(request);
    if (!sent) return PageProblem{sent.error().what, sent.error()};
    const wire::WireResponse& response = sent.value();
    for (const wire::Field& header : response.headers) {
      if (lower(header.name) == "set-cookie") cookies_.store(request.url, header.value, now());
    }
    const auto location = wire::header_of(response.headers, "Location");
    if (!is_redirect(response.status) || !location) {
      page() = read_page(request.url, response);
      return Done{};
    }
    const std::string next = wire::resolve(request.url, *location);
    redirects_.push_back(next);
    if (!stop_before_.empty() && next.starts_with(stop_before_)) {
      stopped_ = true;
      page() = PageView{.url = next, .status = response.status};
      return Done{};
    }
    // A 301, 302 or 303 turns a POST into a GET, as in every browser; 307 and 308 repeat it.
    if (response.status < 304 && request.method != "HEAD") {
      request = wire::HttpRequest{.method = "GET", .timeout = request.timeout};
    }
    request.url = next;
  }
  return PageProblem{"more than " + std::to_string(kMostRedirects) + " redirects in a row", {}};
}

PageResult FormSession::open(const std::string& url) {
  return load({.url = view().url.empty() ? url : wire::resolve(view().url, url)});
}

PageResult FormSession::fill(std::string_view label, std::string_view text) {
  PageField* found = find_field(page(), label);
  if (found == nullptr || found->kind != Kind::text) return missing_on(view(), "text field", label);
  if (found->disabled) return disabled_on("field", label);
  found->value = found->max_length > 0 ? text.substr(0, found->max_length) : text;
  return Done{};
}

PageResult FormSession::check(std::string_view label, bool on) {
  PageField* found = find_field(page(), label);
  if (found == nullptr || (found->kind != Kind::check_box && found->kind != Kind::radio)) {
    return missing_on(view(), "checkbox", label);
  }
  if (found->checked == on) return Done{};
  if (found->disabled) return disabled_on("checkbox", label);
  if (found->kind == Kind::radio) {
    for (PageForm& form : page().forms) {
      for (PageField& other : form.fields) {
        if (other.kind == Kind::radio && other.name == found->name) other.checked = false;
      }
    }
  }
  found->checked = on;
  return Done{};
}

PageResult FormSession::select(std::string_view label, const std::vector<std::string>& options) {
  PageField* found = find_field(page(), label);
  const auto chosen = choose_on(view(), label, options);
  if (!chosen) return chosen.error();
  for (size_t i = 0; i < found->options.size(); ++i) found->options[i].selected = chosen.value()[i];
  return Done{};
}

PageResult FormSession::submit(const PageForm& form, const PageField& button) {
  const std::string& target = button.form_action.empty() ? form.action : button.form_action;
  const std::string action = wire::resolve(view().url, target.empty() ? view().url : target);
  const std::string body = wire::encode_form(entries_of(form, button));
  const bool is_get = form.method == "get";
  if (button.in_new_tab) open_tab();
  if (is_get) return load({.url = without_query(action) + "?" + body});
  return load({.method = "POST",
               .url = action,
               .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
               .body = body});
}

PageResult FormSession::click(std::string_view text) {
  for (const PageForm& form : view().forms) {
    for (const PageField& candidate : form.fields) {
      if (candidate.kind != Kind::submit || candidate.label != text) continue;
      if (candidate.disabled) return disabled_on("button", text);
      return submit(form, candidate);
    }
  }
  for (const PageLink& link : view().links) {
    if (link.label != text) continue;
    const std::string target = wire::resolve(view().url, link.href);
    if (link.in_new_tab) open_tab();
    return load({.url = target});
  }
  // The title of a part that expands: without scripts it stands open already.
  for (const std::string& section : view().sections) {
    if (section == text) return Done{};
  }
  return missing_on(view(), "button or link", text);
}

std::vector<std::string> FormSession::options(std::string_view label) {
  std::vector<std::string> labels;
  if (const PageField* found = find_field(view(), label)) {
    for (const PageOption& option : found->options) labels.push_back(option.label);
  }
  return labels;
}

bool FormSession::has_field(std::string_view label) {
  const PageField* found = find_field(page(), label);
  return found != nullptr && !found->disabled;
}

size_t FormSession::open_tab() {
  tabs_.emplace_back();
  current_ = tabs_.size() - 1;
  return current_;
}

PageResult FormSession::switch_tab(size_t number) {
  if (number >= tabs_.size()) {
    return PageProblem{"there is no tab " + std::to_string(number + 1), {}};
  }
  current_ = number;
  return Done{};
}

}  // namespace rehearse::harness
