// libcurl, loaded when an address is first looked at: it brings two dozen libraries of its own (TLS, Kerberos, LDAP),
// and finding their places was a tenth of the start of every command, of which only `watch` ever asks the web. Private
// to this folder. Functions are called as libcurl's own, by their names without "curl_"; thread-safe once loaded.
#pragma once

#include <curl/curl.h>

namespace tallybook {

struct LibCurl {
    decltype(&curl_global_init) global_init;
    decltype(&curl_easy_init) easy_init;
    decltype(&curl_easy_cleanup) easy_cleanup;
    decltype(&curl_easy_setopt) easy_setopt;
    decltype(&curl_easy_perform) easy_perform;
    decltype(&curl_easy_getinfo) easy_getinfo;
    decltype(&curl_easy_strerror) easy_strerror;
    decltype(&curl_slist_append) slist_append;
    decltype(&curl_slist_free_all) slist_free_all;
    decltype(&curl_url) url;
    decltype(&curl_url_cleanup) url_cleanup;
    decltype(&curl_url_get) url_get;
    decltype(&curl_url_set) url_set;
    decltype(&curl_free) free;
    decltype(&curl_getdate) getdate;
};

// Loaded and started once; null where it is not installed.
const LibCurl* libcurl();

}  // namespace tallybook
