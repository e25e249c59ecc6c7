#include "fetch/libcurl.hpp"

#include <dlfcn.h>

namespace tallybook {

namespace {

constexpr const char* kLibrary = "libcurl.so.4";  // the name is that of its binary interface

template <class Function>
bool find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

bool load(LibCurl& curl) {
    void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
    return library && find(library, "curl_global_init", curl.global_init) &&
           find(library, "curl_easy_init", curl.easy_init) && find(library, "curl_easy_cleanup", curl.easy_cleanup) &&
           find(library, "curl_easy_setopt", curl.easy_setopt) &&
           find(library, "curl_easy_perform", curl.easy_perform) &&
           find(library, "curl_easy_getinfo", curl.easy_getinfo) &&
           find(library, "curl_easy_strerror", curl.easy_strerror) &&
           find(library, "curl_slist_append", curl.slist_append) &&
           find(library, "curl_slist_free_all", curl.slist_free_all) && find(library, "curl_url", curl.url) &&
           find(library, "curl_url_cleanup", curl.url_cleanup) && find(library, "curl_url_get", curl.url_get) &&
           find(library, "curl_url_set", curl.url_set) && find(library, "curl_free", curl.free) &&
           find(library, "curl_getdate", curl.getdate) && curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

}  // namespace

const LibCurl* libcurl() {
    static LibCurl curl{};
    static const bool loaded = load(curl);
    return loaded ? &curl : nullptr;
}

}  // namespace tallybook
