#include "harness/driver/browser_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/driver/page_find.h"
#include "mocks/wire/uri.h"

namespace rehearse::harness {
namespace {

using Kind = PageField::Kind;

// What stands under these is nobody's business: it is covered before a picture is taken.
const std::vector<std::string>& secret_labels() {
  static const std::vector<std::string> kLabels{"Password",        "Client ID",
                                                "Client secret",   "Consumer Key",
                                                "Consumer Secret", "Verification Code"};
  return kLabels;
}

std::string in_quotes(std::string_view label) { return fmt::format("\"{}\"", label); }

// The control that `is_it` says yes to, with its number on the page.
std::optional<std::pair<PagePart, PageField>> find_control(
    const PageView& page, const std::function<bool(const PageField&)>& is_it) {
  size_t number = 0;
  for (const PageForm& form : page.forms) {
    for (const PageField& field : form.fields) {
      if (is_it(field)) return std::pair{PagePart{PagePart::Kind::control, number}, field};
      ++number;
    }
  }
  return std::nullopt;
}

}  // namespace

Result<WebDriver*, PageProblem> BrowserSession::driver() {
  if (driver_) return driver_.get();
  auto opened = open_browser_();
  if (!opened) return PageProblem{opened.error().what, opened.error()};
  driver_ = std::move(opened).value();
  auto window = driver_->window();
  if (!window) return std::move(window).error();
  tabs_[0].window = window.value();
  if (auto quiet = ask_for_no_icon(); !quiet) return std::move(quiet).error();
  return driver_.get();
}

// A browser asks by itself for an icon where a page names none. Nobody did that who is rehearsed,
// and it would stand in the journal as a refusal.
PageResult BrowserSession::ask_for_no_icon() {
  if (!driver_->is_chromium()) return Done{};
  const std::string_view tried = "leave icons alone";
  if (auto on = driver_->cdp("Network.enable", Json::object(), tried); !on)
    return std::move(on).error();
  auto done =
      driver_->cdp("Network.setBlockedURLs", {{"urls", Json::array({"*/favicon.ico"})}}, tried);
  if (!done) return std::move(done).error();
  return Done{};
}

// An empty tab, and one that stopped, show nothing.
Result<PageView, PageProblem> BrowserSession::view() {
  if (!tabs_[current_].stopped_at.empty()) return PageView{.url = tabs_[current_].stopped_at};
  auto at = driver();
  if (!at) return std::move(at).error();
  auto read = read_browser_page(*at.value());
  if (!read) return std::move(read).error();
  PageView page = std::move(read.value().view);
  if (page.url == "about:blank" || page.url.starts_with("data:")) page = {};
  return page;
}

PageView BrowserSession::look() {
  if (!driver_) return {};
  auto page = view();
  if (page) return std::move(page).value();
  trouble_ = page.error().trouble.value_or(
      Trouble{Trouble::Kind::bad_answer, page.error().what, "", true});
  return {};
}

std::optional<Trouble> BrowserSession::take_trouble() {
  return std::exchange(trouble_, std::nullopt);
}

PageResult BrowserSession::open(const std::string& url) {
  auto page = view();
  if (!page) return std::move(page).error();
  const std::string target = page.value().url.empty() ? url : wire::resolve(page.value().url, url);
  return go([&] { return driver_->navigate(target); }, true);
}

PageResult BrowserSession::back() {
  return go([&] { return driver_->back(); }, true);
}

PageResult BrowserSession::reload() {
  return go([&] { return driver_->refresh(); }, true);
}

PageResult BrowserSession::fill(std::string_view label, std::string_view text) {
  auto page = view();
  if (!page) return std::move(page).error();
  const auto found = find_control(page.value(), [&](const PageField& field) {
    return can_be_edited(field) && field.label == label;
  });
  if (!found || found->second.kind != Kind::text)
    return missing_on(page.value(), "text field", label);
  if (found->second.disabled) return disabled_on("field", label);
  remember_secret(label, text);
  has_changed_ = true;
  return hand_->write(*driver_, found->first, text, in_quotes(label));
}

PageResult BrowserSession::check(std::string_view label, bool on) {
  auto page = view();
  if (!page) return std::move(page).error();
  const auto found = find_control(page.value(), [&](const PageField& field) {
    return can_be_edited(field) && field.label == label;
  });
  if (!found || (found->second.kind != Kind::check_box && found->second.kind != Kind::radio))
    return missing_on(page.value(), "checkbox", label);
  if (found->second.checked == on) return Done{};
  if (found->second.disabled) return disabled_on("checkbox", label);
  return go([&] { return hand_->press(*driver_, found->first, in_quotes(label)); }, false);
}

PageResult BrowserSession::select(std::string_view label, const std::vector<std::string>& options) {
  auto page = view();
  if (!page) return std::move(page).error();
  const auto chosen = choose_on(page.value(), label, options);
  if (!chosen) return chosen.error();
  const auto found = find_control(page.value(), [&](const PageField& field) {
    return can_be_edited(field) && field.label == label;
  });
  std::vector<Choice> choices;
  for (size_t i = 0; i < chosen.value().size(); ++i)
    choices.push_back({{PagePart::Kind::option, found->first.number, i},
                       found->second.options[i].selected,
                       chosen.value()[i]});
  // A drop-down loses what was chosen by itself.
  if (!found->second.multiple) {
    for (Choice& choice : choices) {
      if (!choice.is_wanted) choice.is_chosen = false;
    }
  }
  has_changed_ = true;
  return hand_->choose(*driver_, found->first, choices, in_quotes(label));
}

PageResult BrowserSession::click(std::string_view text) {
  auto page = view();
  if (!page) return std::move(page).error();
  const auto button = find_control(page.value(), [&](const PageField& field) {
    return field.kind == Kind::submit && field.label == text;
  });
  if (button && button->second.disabled) return disabled_on("button", text);
  if (button) return press_button(button->second, button->first);
  const auto& links = page.value().links;
  const auto link = std::find_if(links.begin(), links.end(),
                                 [&](const PageLink& one) { return one.label == text; });
  if (link != links.end()) {
    const PagePart part{PagePart::Kind::link, size_t(link - links.begin())};
    const auto press = [&] { return hand_->press(*driver_, part, in_quotes(text)); };
    return link->in_new_tab ? go_in_new_tab(press) : go(press, false);
  }
  const auto& sections = page.value().sections;
  const auto section = std::find(sections.begin(), sections.end(), text);
  if (section == sections.end()) return missing_on(page.value(), "button or link", text);
  return press_section({PagePart::Kind::section, size_t(section - sections.begin())}, text);
}

PageResult BrowserSession::press_button(const PageField& button, const PagePart& part) {
  auto objects = objection(*driver_, part);
  if (!objects) return std::move(objects).error();
  if (objects.value())
    return PageProblem{fmt::format("the browser does not send the form: {}", *objects.value()), {}};
  const auto press = [&] { return hand_->press(*driver_, part, in_quotes(button.label)); };
  return button.in_new_tab ? go_in_new_tab(press) : go(press, false);
}

// Expands it; one that stands open already stays so.
PageResult BrowserSession::press_section(const PagePart& part, std::string_view title) {
  auto open = is_open(*driver_, part);
  if (!open) return std::move(open).error();
  if (open.value()) return Done{};
  return go([&] { return hand_->press(*driver_, part, in_quotes(title)); }, false);
}

Result<std::string, PageProblem> BrowserSession::read(std::string_view id_or_label) {
  auto page = view();
  if (!page) return std::move(page).error();
  auto text = read_on(page.value(), id_or_label);
  if (text) remember_secret(id_or_label, text.value());
  return text;
}

std::vector<std::string> BrowserSession::options(std::string_view label) {
  std::vector<std::string> labels;
  const PageView page = look();
  if (const PageField* found = find_field(page, label)) {
    for (const PageOption& option : found->options) labels.push_back(option.label);
  }
  return labels;
}

bool BrowserSession::has_field(std::string_view label) {
  const PageView page = look();
  const PageField* found = find_field(page, label);
  return found != nullptr && !found->disabled;
}

bool BrowserSession::has_button(std::string_view text) { return has_button_on(look(), text); }

// A tab that could not be opened has a number that nobody can change to.
size_t BrowserSession::open_tab() {
  auto at = driver();
  auto opened = at ? at.value()->new_window() : WebDriver::Answer<std::string>(at.error());
  if (!opened) {
    trouble_ = opened.error().trouble;
    return tabs_.size();
  }
  tabs_.push_back({opened.value(), {}});
  auto done = switch_tab(tabs_.size() - 1);
  if (done) done = ask_for_no_icon();
  if (!done) trouble_ = done.error().trouble;
  return current_;
}

PageResult BrowserSession::switch_tab(size_t number) {
  if (number >= tabs_.size())
    return PageProblem{"there is no tab " + std::to_string(number + 1), {}};
  if (number == current_) return Done{};
  auto at = driver();
  if (!at) return std::move(at).error();
  if (auto done = at.value()->switch_to(tabs_[number].window); !done) return done;
  current_ = number;
  return Done{};
}

void BrowserSession::remember_secret(std::string_view label, std::string_view value) {
  const auto& labels = secret_labels();
  if (value.empty() || std::find(labels.begin(), labels.end(), label) == labels.end()) return;
  if (std::find(secrets_.begin(), secrets_.end(), value) == secrets_.end())
    secrets_.emplace_back(value);
}

std::optional<std::string> BrowserSession::screenshot() {
  if (!driver_ || !has_changed_ || !tabs_[current_].stopped_at.empty()) return std::nullopt;
  has_changed_ = false;
  if (!cover_secrets(*driver_, secret_labels(), secrets_)) return std::nullopt;
  auto png = driver_->screenshot();
  const auto uncovered = uncover_secrets(*driver_);
  if (!png || !uncovered) return std::nullopt;
  return std::move(png).value();
}

}  // namespace rehearse::harness
