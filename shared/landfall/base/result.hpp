#pragma once

#include <boost/system/result.hpp>
#include <utility>

#include "landfall/base/error.hpp"

namespace landfall::base {

/// A value or the reason why there is none. Thin over boost::system::result, which in 1.83 may be
/// dropped silently; this one may not.
template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
    using Base = boost::system::result<T, Error>;

public:
    Result(T value) : Base(boost::system::in_place_value, std::move(value)) {}
    Result(Error error) : Base(boost::system::in_place_error, std::move(error)) {}
    template <class E>
    requires boost::system::is_error_code_enum<E>::value Result(E e)
        : Base(boost::system::in_place_error, Error{e}) {}
};

template <>
class [[nodiscard]] Result<void> : public boost::system::result<void, Error> {
    using Base = boost::system::result<void, Error>;

public:
    Result() = default;
    Result(Error error) : Base(boost::system::in_place_error, std::move(error)) {}
    template <class E>
    requires boost::system::is_error_code_enum<E>::value Result(E e)
        : Base(boost::system::in_place_error, Error{e}) {}
};

/// The success of an operation that has nothing to return.
inline Result<void> ok() {
    return {};
}

/// boost::system::result throws through this when a value is taken from an error: a programming
/// fault.
[[noreturn]] inline void throw_exception_from_error(const Error& error,
                                                    const boost::source_location& where) {
    boost::system::throw_exception_from_error(error.code, where);
}

}  // namespace landfall::base

namespace landfall {
using base::Error;
using base::ok;
using base::Result;
}  // namespace landfall

#define LF_JOIN_(a, b) a##b
#define LF_JOIN(a, b) LF_JOIN_(a, b)

/// `LF_TRY(const auto answers, readAnswers(json));` declares a value, or returns the error.
#define LF_TRY(declaration, ...)                                                                  \
    auto LF_JOIN(lfTry, __LINE__) = (__VA_ARGS__);                                                \
    if (LF_JOIN(lfTry, __LINE__).has_error()) return std::move(LF_JOIN(lfTry, __LINE__)).error(); \
    declaration = *std::move(LF_JOIN(lfTry, __LINE__))

/// `LF_CHECK(save(entry));` returns the error of a Result<void>, or goes on.
#define LF_CHECK(...)                                                                             \
    do {                                                                                          \
        if (auto lfCheck = (__VA_ARGS__); lfCheck.has_error()) return std::move(lfCheck).error(); \
    } while (false)
