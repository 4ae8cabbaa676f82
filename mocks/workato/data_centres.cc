#include "mocks/workato/data_centres.h"

#include <algorithm>

namespace rehearse::workato {
namespace {

constexpr std::array<DataCentre, 10> kDataCentres{{
    {"us",
     "United States",
     "https://app.workato.com",
     {"52.5.142.59", "34.226.132.221", "52.54.43.157"},
     "https://app.workato.com/oauth/callback"},
    {"eu",
     "Europe",
     "https://app.eu.workato.com",
     {"3.65.225.246", "3.66.45.94", "18.198.249.58"},
     "https://app.eu.workato.com/oauth/callback"},
    {"jp",
     "Japan",
     "https://app.jp.workato.com",
     {"52.193.168.95", "13.113.30.44", "18.176.45.101"},
     "https://app.jp.workato.com/oauth/callback"},
    {"sg",
     "Singapore",
     "https://app.sg.workato.com",
     {"13.215.42.244", "18.141.131.114", "52.74.226.121"},
     "https://app.sg.workato.com/oauth/callback"},
    {"au",
     "Australia",
     "https://app.au.workato.com",
     {"54.253.214.156", "13.236.115.248", "13.238.90.15"},
     "https://app.au.workato.com/oauth/callback"},
    {"il",
     "Israel",
     "https://app.il.workato.com",
     {"51.16.210.3", "51.84.133.176", "51.17.208.207"},
     "https://app.il.workato.com/oauth/callback"},
    {"cn",
     "China",
     "https://app.workatoapp.cn",
     {"161.189.63.116", "52.82.72.174", "52.83.128.24"},
     "https://app.workatoapp.cn/oauth/callback"},
    {"kr",
     "South Korea",
     "https://app.kr.workato.com",
     {"43.200.205.181", "43.201.190.232", "3.36.217.81"},
     "https://app.kr.workato.com/oauth/callback"},
    {"uk",
     "United Kingdom",
     "https://app.uk.workato.com",
     {},
     "https://app.uk.workato.com/oauth/callback"},
    {"trial",
     "Developer sandbox",
     "https://app.trial.workato.com",
     {"174.129.15.46", "13.216.205.222", "3.234.79.251"},
     "https://app.trial.workato.com/oauth/callback"},
}};

}  // namespace

std::span<const DataCentre> data_centres() { return kDataCentres; }

const DataCentre* find_data_centre(std::string_view name) {
  const auto found = std::ranges::find(kDataCentres, name, &DataCentre::name);
  return found == kDataCentres.end() ? nullptr : &*found;
}

}  // namespace rehearse::workato
