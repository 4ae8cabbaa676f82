#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "mocks/core/json.h"

namespace rehearse::fuzz {

// Transcript is what an input did, for people: one JSON object a line, written while it happens, so
// that it is there when the process ends in the middle. Off unless the environment variable
// REHEARSE_TRANSCRIPT names a file. Codes, tokens, keys and secrets are in it as `${name}` alone;
// what gave one has it under "gives", and an app gives `NAME_key` and `NAME_secret`. The lines:
//
//   {"do":"app","name":"app1","settings":{…}}                  the fields of POST /apps
//   {"do":"dials","dials":{"rtr.replay":"reject_only"}}
//   {"do":"approve","app":"app1","username":"…","decision":"approve","query":[["scope","api"],…],
//    "status":302,"gives":{"code":"code1"}}                    a person at the authorize endpoint
//   {"do":"request","method":"POST","path":"/services/oauth2/token","query":[…],"form":[…],
//    "headers":[…],"peer":"52.5.142.59","status":400,"error":"invalid_grant",
//    "gives":{"access_token":"access1","refresh_token":"refresh1"}}
//   {"do":"advance","by":"31d"}
//   {"do":"settings","app":"app1","settings":{…}}              an admin edits the app
//   {"do":"user","username":"…","active":false}
//   {"do":"fault","fault":{…}}                                 as POST /faults takes it
//   {"do":"note","text":"…"}                                   what no line above can say
//   {"do":"promise","promise":"O-06","text":"…"}               the last one, if one was broken
//
// A body that is no form is "body":"…", percent-encoded.
class Transcript {
 public:
  Transcript();
  bool is_on() const { return file_ != nullptr; }
  // An input begins: what was told of the one before is forgotten.
  void begin();
  // Ask is_on() first: to make a line costs more than an operation.
  void line(const Json& what);
  void promise(std::string_view promise, std::string_view text);

 private:
  std::string path_{};
  std::FILE* file_ = nullptr;
};
Transcript& transcript();

}  // namespace rehearse::fuzz
