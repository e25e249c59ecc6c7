// Result<T>: a value or a numbered error. Nothing in the library throws across a folder's border, prints or exits;
// what went wrong travels in this type. std::expected is C++23, and an exception would lose the number and the place.
#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace tallybook {

// `code` is one of the numbers of base/errors.hpp ("TB1203"); `message` says what to do; `where` is a path, a
// file:line:column, or empty.
struct Error {
    std::string code;
    std::string message;
    std::string where;

    std::string describe() const { return "error " + code + ": " + (where.empty() ? "" : where + ": ") + message; }
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::move(value)) {}
    Result(Error error) : content_(std::move(error)) {}

    explicit operator bool() const { return std::holds_alternative<T>(content_); }
    T& operator*() & { return std::get<T>(content_); }
    const T& operator*() const& { return std::get<T>(content_); }
    T&& operator*() && { return std::get<T>(std::move(content_)); }
    T* operator->() { return &std::get<T>(content_); }
    const T* operator->() const { return &std::get<T>(content_); }
    const Error& error() const { return std::get<Error>(content_); }

private:
    std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    explicit operator bool() const { return !error_; }
    const Error& error() const { return *error_; }

private:
    std::optional<Error> error_;
};

}  // namespace tallybook
