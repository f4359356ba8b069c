#include "landfall/base/secret.hpp"

#include <sodium.h>

#include <cstdlib>

namespace landfall::base {

void wipe(void* at, std::size_t size) {
    sodium_memzero(at, size);
}

Key32::Key32() : data_(nullptr) {
    if (sodium_init() < 0) std::abort();
    data_ = static_cast<std::uint8_t*>(sodium_malloc(32));
    if (data_ == nullptr) std::abort();  // a key that cannot be guarded is not made
    sodium_memzero(data_, 32);
}

Key32::~Key32() {
    sodium_free(data_);
}

}  // namespace landfall::base
