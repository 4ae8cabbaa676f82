#include "harness/sandbox/own_workspace.h"

#include <fmt/format.h>

#include "harness/driver/workato_api.h"
#include "mocks/core/text.h"
#include "mocks/wire/form.h"

namespace rehearse::harness {
namespace {

using Act = WorkspaceRequest::Act;
using Answer = Result<wire::WireResponse, Trouble>;

Trouble journal_trouble(std::string why) {
  return {Trouble::Kind::refused, std::move(why), "", false};
}

bool is_done(const wire::WireResponse& answer, const Json& body) {
  return answer.status / 100 == 2 && bool_member(body, "success") != false;
}

// A server's own error, a redirect, a timeout or no answer may all hide that something was made.
bool says_nothing_was_made(const wire::WireResponse& answer, const Json& body) {
  constexpr int kTimeout = 408;
  if (answer.status / 100 == 2) return !is_done(answer, body);
  return answer.status / 100 == 4 && answer.status != kTimeout;
}

Json body_of(const wire::WireResponse& answer) {
  auto json = parse_json(answer.body);
  return json ? std::move(json).value() : Json();
}

wire::HttpRequest with_name(wire::HttpRequest request, const std::string& name) {
  Json body = parse_json(request.body).value();
  body["name"] = name;
  request.body = dump_json(body);
  return request;
}

std::string name_in(const wire::HttpRequest& request) {
  const auto body = parse_json(request.body);
  return body ? string_member(body.value(), "name").value_or("") : std::string();
}

// The same answer with another body, whose length is told anew.
wire::WireResponse with_body(wire::WireResponse answer, const Json& body) {
  wire::WireResponse changed = wire::json_response(answer.status, dump_json(body));
  for (wire::Field& field : answer.headers) {
    const bool is_set = wire::header_of(changed.headers, field.name).has_value();
    if (!is_set && lower(field.name) != "content-length") changed.headers.push_back(field);
  }
  return changed;
}

}  // namespace

OwnWorkspace::OwnWorkspace(WorkspaceGuard& guard, RunJournal& journal, LiveAuthorization& org,
                           WorkatoSites sites)
    : guard_(guard),
      journal_(journal),
      org_(org),
      items_(guard),
      sites_(std::move(sites)),
      callback_(wire::parse_uri(sites_.callback).value_or(wire::Uri{})) {}

bool OwnWorkspace::is_host(std::string_view host) const {
  for (const std::string* origin : {&sites_.api, &sites_.web, &sites_.callback}) {
    const auto uri = wire::parse_uri(*origin);
    if (uri && uri->host == host) return true;
  }
  return false;
}

Answer OwnWorkspace::send(const wire::HttpRequest& request) {
  const std::lock_guard lock(mutex_);
  const auto uri = wire::parse_uri(request.url);
  if (!uri) return guard_.send(request);
  const WorkspaceRequest what = workspace_request(request, *uri, callback_);
  const bool is_list = uri->path == path_of(what.kind);
  if (what.act == Act::make) return make(request, what.kind);
  if (what.act == Act::change && request.method == "PUT") return change(request, what);
  if (what.act == Act::remove) return remove(request, what);
  if (what.act == Act::respond) return respond(request);
  if (what.is_api && what.act == Act::read && is_list) return list(what.kind, *uri);
  auto answer = guard_.send(request);
  const bool is_parted = what.act == Act::change && answer && answer.value().status < 400;
  if (is_parted) org_.set_held(false);
  return answer;
}

Answer OwnWorkspace::make(const wire::HttpRequest& request, Resource::Kind kind) {
  Made thing{.shown = name_in(request)};
  // The guard refuses what has no name.
  if (thing.shown.empty()) return guard_.send(request);
  thing.own = own_beginning(journal_.header()) + std::to_string(journal_.count() + 1);
  const auto entry = journal_.intend(kind, thing.own);
  if (!entry) return journal_trouble(entry.error());
  thing.entry = entry.value();
  Answer answer = guard_.send(with_name(request, thing.own));
  return made(std::move(answer), kind, std::move(thing));
}

Answer OwnWorkspace::made(Answer answer, Resource::Kind kind, Made thing) {
  const bool was_sent = answer || answer.error().bytes_sent;
  const Json body = answer ? body_of(answer.value()) : Json();
  const bool is_there = answer && is_done(answer.value(), body);
  const bool is_refused = answer && says_nothing_was_made(answer.value(), body);
  if (!was_sent || is_refused) {
    if (const auto noted = journal_.removed(thing.entry); !noted)
      return journal_trouble(noted.error());
  }
  if (!is_there) return answer;
  const Json item = what_is_inside(body);
  const std::string id = item_id(item);
  if (id.empty())
    return Trouble{Trouble::Kind::bad_answer,
                   fmt::format("the workspace made a {} and gives it no id", to_text(kind)),
                   guard_.api(), true};
  if (const auto noted = journal_.made(thing.entry, id); !noted)
    return journal_trouble(noted.error());
  guard_.own(kind, id);
  made_[{kind, id}] = std::move(thing);
  return with_body(std::move(answer).value(), shown(kind, item));
}

Answer OwnWorkspace::change(const wire::HttpRequest& request, const WorkspaceRequest& what) {
  const auto found = made_.find({what.kind, what.id});
  if (found == made_.end()) return guard_.send(request);
  const std::string name = name_in(request);
  auto answer = guard_.send(name.empty() ? request : with_name(request, found->second.own));
  if (!answer) return answer;
  const Json body = body_of(answer.value());
  if (!is_done(answer.value(), body)) return answer;
  if (!name.empty()) found->second.shown = name;
  return with_body(std::move(answer).value(), shown(what.kind, what_is_inside(body)));
}

Answer OwnWorkspace::remove(const wire::HttpRequest& request, const WorkspaceRequest& what) {
  auto answer = guard_.send(request);
  const auto found = made_.find({what.kind, what.id});
  if (!answer || found == made_.end() || !is_done(answer.value(), body_of(answer.value())))
    return answer;
  if (const auto noted = journal_.removed(found->second.entry); !noted)
    return journal_trouble(noted.error());
  guard_.disown(what.kind, what.id);
  made_.erase(found);
  if (what.kind == Resource::Kind::connection) org_.set_held(false);
  return answer;
}

// From here on the workspace may hold tokens, which nobody else sees.
Answer OwnWorkspace::respond(const wire::HttpRequest& request) {
  const auto uri = wire::parse_uri(request.url);
  const auto query = wire::parse_urlencoded(uri ? uri->query : "");
  auto answer = guard_.send(request);
  const bool has_code = query && wire::value_of(*query, "code").has_value();
  const bool may_hold = answer ? answer.value().status < 400 : answer.error().bytes_sent;
  if (has_code && may_hold) org_.set_held(true);
  return answer;
}

// All of the run's own on the first page, whatever pages the workspace has.
Answer OwnWorkspace::list(Resource::Kind kind, const wire::Uri& uri) {
  const auto query = wire::parse_urlencoded(uri.query);
  const std::string page = query ? wire::value_of(*query, "page").value_or("1") : "1";
  Json own = Json::array();
  if (page == "1") {
    auto all = items_.list(kind);
    if (!all) return all.error();
    for (Json& item : all.value()) {
      if (made_.contains({kind, item_id(item)})) own.push_back(shown(kind, std::move(item)));
    }
  }
  return wire::json_response(
      200, dump_json(kind == Resource::Kind::profile ? Json{{"result", own}} : own));
}

Json OwnWorkspace::shown(Resource::Kind kind, Json item) const {
  const auto found = made_.find({kind, item_id(item)});
  if (found != made_.end() && item.contains("name")) item["name"] = found->second.shown;
  return item;
}

}  // namespace rehearse::harness
