// A library to be loaded in front of others (LD_PRELOAD): lets one write call on the ledger's files fail, as a failing
// disk would. A wrapper around SQLite's own file system was turned down: it would test what the program would do with
// another library, this tests the program that people run.
//
//   FAULTY_NAME   only files whose path holds this
//   FAULTY_AT     which call fails, from 1; 0: none
//   FAULTY_FOR    how many calls from there on (default 1)
//   FAULTY_ERRNO  what it fails with (default 5, EIO)
//   FAULTY_COUNT  a file that gets the number of calls when the program ends
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

long number_of(const char* name, long otherwise) {
    const char* value = std::getenv(name);
    return value ? std::atol(value) : otherwise;
}

std::atomic<long> calls = 0;

bool fails(int file) {
    static const char* const name = std::getenv("FAULTY_NAME");
    static const long at = number_of("FAULTY_AT", 0), count = number_of("FAULTY_FOR", 1),
                      code = number_of("FAULTY_ERRNO", EIO);
    if (name == nullptr) return false;
    char link[64], path[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t size = ::readlink(link, path, sizeof path - 1);
    if (size < 0) return false;
    path[size] = '\0';
    if (std::strstr(path, name) == nullptr) return false;
    const long number = ++calls;
    if (at == 0 || number < at || number >= at + count) return false;
    errno = static_cast<int>(code);
    return true;
}

template <class Function>
Function* real(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

struct Report {
    ~Report() {
        const char* path = std::getenv("FAULTY_COUNT");
        if (path == nullptr) return;
        if (std::FILE* file = std::fopen(path, "w")) {
            std::fprintf(file, "%ld\n", calls.load());
            std::fclose(file);
        }
    }
} report;

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
    static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
    return file > 2 && fails(file) ? -1 : next(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    static auto* const next = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    return fails(file) ? -1 : next(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    static auto* const next = real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return fails(file) ? -1 : next(file, bytes, size, at);
}

int ftruncate(int file, off_t size) {
    static auto* const next = real<int(int, off_t)>("ftruncate");
    return fails(file) ? -1 : next(file, size);
}

int ftruncate64(int file, off64_t size) {
    static auto* const next = real<int(int, off64_t)>("ftruncate64");
    return fails(file) ? -1 : next(file, size);
}

int fsync(int file) {
    static auto* const next = real<int(int)>("fsync");
    return fails(file) ? -1 : next(file);
}

int fdatasync(int file) {
    static auto* const next = real<int(int)>("fdatasync");
    return fails(file) ? -1 : next(file);
}
}
