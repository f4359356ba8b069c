#include "landfall/base/log.hpp"

#include <atomic>
#include <cstdio>
#include <string>

namespace landfall::base {

namespace {
std::atomic<bool> enabled{true};
}

void setLogEnabled(bool on) {
    enabled = on;
}

void log(LogName event, std::initializer_list<LogField> fields) {
    if (!enabled) return;
    std::string line(event.text());
    for (const auto& field : fields) {
        line += ' ';
        line += field.name.text();
        line += '=';
        line += field.word.empty() ? std::to_string(field.number) : std::string(field.word);
    }
    line += '\n';
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace landfall::base
