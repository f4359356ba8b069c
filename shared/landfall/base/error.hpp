#pragma once

#include <boost/system/error_code.hpp>
#include <string>
#include <type_traits>

namespace landfall::base {

/// Why something did not happen. `code` is the machine's reason; `where` names a place (a JSON
/// path, a bundle entry, a file name) and never holds anything a patient wrote.
struct Error {
    boost::system::error_code code;
    std::string where;

    Error() = default;
    Error(boost::system::error_code c, std::string w = {}) : code(c), where(std::move(w)) {}
    template <class E>
    requires boost::system::is_error_code_enum<E>::value Error(E e, std::string w = {})
        : code(make_error_code(e)), where(std::move(w)) {}

    template <class E>
    requires boost::system::is_error_code_enum<E>::value [[nodiscard]] bool is(E e) const {
        return code == make_error_code(e);
    }

    /// One line for a terminal or a log: the sentence of the enumerator and the place.
    [[nodiscard]] std::string line() const;
};

/// Errors of the base component itself.
enum class Fault {
    NotFound = 1,  ///< the file or folder is not there
    AccessDenied,  ///< the operating system refuses access
    DiskFull,      ///< no space left; what was there before is unchanged
    ReadOnly,      ///< the file system is read-only
    InputOutput,   ///< reading or writing failed
    TooLarge,      ///< longer than the stated limit
    Malformed,     ///< not of the expected form
    Unsupported,   ///< written by a newer version
    Busy,          ///< another process holds it
    Cancelled,     ///< stopped before it ended
};

[[nodiscard]] const boost::system::error_category& faultCategory();
[[nodiscard]] inline boost::system::error_code make_error_code(Fault f) {
    return {static_cast<int>(f), faultCategory()};
}

/// The fault that an `errno` value stands for.
[[nodiscard]] Fault faultFromErrno(int errnoValue);

/// A category whose sentences come from a function: each component needs only its enum and that.
class SentenceCategory final : public boost::system::error_category {
public:
    using Sentence = const char* (*)(int);
    constexpr SentenceCategory(const char* name, Sentence sentence)
        : name_(name), sentence_(sentence) {}
    [[nodiscard]] const char* name() const noexcept override { return name_; }
    [[nodiscard]] std::string message(int value) const override { return sentence_(value); }

private:
    const char* name_;
    Sentence sentence_;
};

}  // namespace landfall::base

template <>
struct boost::system::is_error_code_enum<landfall::base::Fault> : std::true_type {};
