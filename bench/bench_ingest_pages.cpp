// How fast pages become main text on one core, in megabytes of page a second: the pages of tests/pages as they are
// (small and full of text, the slow case), and the same with the scripts and styles around them that pages carry.
#include <fmt/format.h>

#include <cstdio>
#include <ctime>

#include "../tests/unit/ingest/page_kit.hpp"
#include "ingest/html.hpp"

namespace {

using namespace tallybook;
constexpr double kSeconds = 2;

double megabytes_a_second(const std::vector<std::string>& pages) {
    uint64_t bytes = 0, text = 0;
    const std::clock_t start = std::clock();  // CPU time: other programs may run
    double seconds = 0;
    while (seconds < kSeconds) {
        for (const std::string& page : pages) {
            InputFields fields;
            fields.text = page;
            read_html(fields);
            bytes += page.size();
            text += fields.text.size();
        }
        seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    if (text == 0) return 0;
    return static_cast<double>(bytes) / seconds / 1e6;
}

// 100 KB of what a page's head and end hold today.
std::string with_scripts(const std::string& page) {
    std::string script, style;
    for (int i = 0; i < 1400; ++i) script += fmt::format("var a{0}=function(b){{return b<{0}?b:\"<p>{0}</p>\"}};", i);
    for (int i = 0; i < 1000; ++i) style += fmt::format(".c{0}{{margin:{0}px 0;color:#{0:06x}}}", i);
    const size_t body = page.find("<body");
    if (body == std::string::npos) return page;
    return page.substr(0, body) + "<style>" + style + "</style>" + page.substr(body) + "<script>" + script +
           "</script>";
}

}  // namespace

int main() {
    std::vector<std::string> plain, full;
    for (const auto& page : pages::all_pages()) {
        plain.push_back(page.html);
        full.push_back(with_scripts(page.html));
    }
    std::printf("pages to main text, one core: %.0f MB/s as they are, %.0f MB/s with 100 KB of scripts and styles\n",
                megabytes_a_second(plain), megabytes_a_second(full));
    return 0;
}
