#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace landfall::base {

void wipe(void* at, std::size_t size);

/// A value that must not be printed, compared byte by byte, or left in memory. It has no stream
/// operator and no ==; `reveal` marks each place where it is used. T is std::string or std::vector.
template <class T>
class Secret {
public:
    Secret() = default;
    explicit Secret(T value) : value_(std::move(value)) {}
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept : value_(std::move(other.value_)) { other.clear(); }
    Secret& operator=(Secret&& other) noexcept {
        if (this != &other) {
            clear();
            value_ = std::move(other.value_);
            other.clear();
        }
        return *this;
    }
    ~Secret() { clear(); }

    [[nodiscard]] const T& reveal() const { return value_; }
    [[nodiscard]] bool empty() const { return value_.empty(); }
    [[nodiscard]] Secret copy() const { return Secret(value_); }
    void clear() {
        if (!value_.empty()) wipe(value_.data(), value_.size() * sizeof(value_[0]));
        value_.clear();
    }

private:
    T value_;
};

using SecretText = Secret<std::string>;

/// A 32-byte key in guarded, locked memory (sodium_malloc). Few of them exist at a time, because
/// each locks a page.
class Key32 {
public:
    Key32();
    Key32(const Key32&) = delete;
    Key32& operator=(const Key32&) = delete;
    Key32(Key32&& other) noexcept : data_(std::exchange(other.data_, nullptr)) {}
    Key32& operator=(Key32&& other) noexcept {
        std::swap(data_, other.data_);
        return *this;
    }
    ~Key32();

    [[nodiscard]] std::span<std::uint8_t, 32> bytes() {
        return std::span<std::uint8_t, 32>(data_, 32);
    }
    [[nodiscard]] std::span<const std::uint8_t, 32> bytes() const {
        return std::span<const std::uint8_t, 32>(data_, 32);
    }

private:
    std::uint8_t* data_;
};

}  // namespace landfall::base
