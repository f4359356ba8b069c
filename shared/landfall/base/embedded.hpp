#pragma once

#include <span>
#include <string_view>

namespace landfall::base {

/// A data file compiled into the program, byte for byte (cmake/LandfallEmbed.cmake).
struct EmbeddedFile {
    std::string_view name;  ///< path below the data folder, for example phq-9/1.0.0.json
    std::string_view bytes;
};

}  // namespace landfall::base
