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

bool can_be_edited(const PageField& field) {
  return field.kind != Kind::hidden && field.kind != Kind::submit;
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

PageProblem FormSession::missing(std::string_view kind, std::string_view label) const {
  std::string where = view().heading.empty() ? view().title : view().heading;
  if (where.empty()) where = "status " + std::to_string(view().status);
  return {"the page \"" + where + "\" has no " + std::string(kind) + " \"" + std::string(label) +
              "\"; it has " + what_is_on(view()),
          {}};
}

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

PageField* FormSession::field(std::string_view label) {
  for (PageForm& form : page().forms) {
    for (PageField& candidate : form.fields) {
      if (can_be_edited(candidate) && candidate.label == label) return &candidate;
    }
  }
  return nullptr;
}

PageResult FormSession::fill(std::string_view label, std::string_view text) {
  PageField* found = field(label);
  if (found == nullptr || found->kind != Kind::text) return missing("text field", label);
  if (found->disabled)
    return PageProblem{"the field \"" + std::string(label) + "\" is disabled", {}};
  found->value = found->max_length > 0 ? text.substr(0, found->max_length) : text;
  return Done{};
}

PageResult FormSession::check(std::string_view label, bool on) {
  PageField* found = field(label);
  if (found == nullptr || (found->kind != Kind::check_box && found->kind != Kind::radio)) {
    return missing("checkbox", label);
  }
  if (found->checked == on) return Done{};
  if (found->disabled) {
    return PageProblem{"the checkbox \"" + std::string(label) + "\" is disabled", {}};
  }
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
  PageField* found = field(label);
  if (found == nullptr || found->kind != Kind::select) return missing("list", label);
  if (found->disabled)
    return PageProblem{"the list \"" + std::string(label) + "\" is disabled", {}};
  if (!found->multiple && options.size() != 1) {
    return PageProblem{"the list \"" + std::string(label) + "\" takes exactly one option", {}};
  }
  std::vector<bool> chosen(found->options.size(), false);
  for (const std::string& wanted : options) {
    size_t at = 0;
    while (at < found->options.size() && found->options[at].label != wanted &&
           found->options[at].value != wanted) {
      ++at;
    }
    if (at == found->options.size()) {
      std::vector<std::string> offered;
      for (const PageOption& option : found->options) offered.push_back(option.label);
      return PageProblem{"the list \"" + std::string(label) + "\" has no option \"" + wanted +
                             "\"; it has " + join(offered, ", "),
                         {}};
    }
    chosen[at] = true;
  }
  for (size_t i = 0; i < chosen.size(); ++i) found->options[i].selected = chosen[i];
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
      if (candidate.disabled) {
        return PageProblem{"the button \"" + std::string(text) + "\" is disabled", {}};
      }
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
  return missing("button or link", text);
}

Result<std::string, PageProblem> FormSession::read(std::string_view id_or_label) {
  for (const PageForm& form : view().forms) {
    for (const PageField& candidate : form.fields) {
      if (!can_be_edited(candidate)) continue;
      if (candidate.id != id_or_label && candidate.label != id_or_label) continue;
      if (candidate.kind == Kind::check_box || candidate.kind == Kind::radio) {
        return std::string(candidate.checked ? "true" : "false");
      }
      if (candidate.kind != Kind::select) return candidate.value;
      std::vector<std::string> chosen;
      for (const PageOption& option : candidate.options) {
        if (option.selected) chosen.push_back(option.label);
      }
      return join(chosen, ", ");
    }
  }
  for (const PageValue& value : view().values) {
    if (value.id == id_or_label || value.label == id_or_label) return value.text;
  }
  return missing("text or field", id_or_label);
}

std::vector<std::string> FormSession::options(std::string_view label) {
  std::vector<std::string> labels;
  if (const PageField* found = field(label)) {
    for (const PageOption& option : found->options) labels.push_back(option.label);
  }
  return labels;
}

bool FormSession::has_field(std::string_view label) {
  const PageField* found = field(label);
  return found != nullptr && !found->disabled;
}

bool FormSession::has_button(std::string_view text) {
  for (const PageForm& form : view().forms) {
    for (const PageField& candidate : form.fields) {
      if (candidate.kind == Kind::submit && candidate.label == text) return true;
    }
  }
  return std::any_of(view().links.begin(), view().links.end(),
                     [&](const PageLink& link) { return link.label == text; });
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
