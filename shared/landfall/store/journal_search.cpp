#include <algorithm>

#include "landfall/store/journal_entries.hpp"

namespace landfall::store {

namespace {
/// What was asked for: words for the index, and runs of symbols (emoji), which the index leaves out
/// and which are looked for in the text.
struct Wanted {
    std::string match;
    std::vector<std::string> symbols;
};

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == '\0';
}

/// Arrows, dingbats, emoji and what joins them.
bool isSymbol(char32_t point) {
    return (point >= 0x2190 && point <= 0x2BFF) || (point >= 0x1F000 && point <= 0x1FBFF) ||
           point == 0xFE0F || point == 0x200D || point == 0x20E3;
}

/// One character of UTF-8 off the front; a stray byte counts as itself.
std::string_view takeCharacter(std::string_view& rest, char32_t& point) {
    const auto lead = static_cast<unsigned char>(rest.front());
    std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size = std::min(size, rest.size());
    point = size == 1 ? lead : size == 2 ? lead & 0x1FU : size == 3 ? lead & 0x0FU : lead & 0x07U;
    for (std::size_t i = 1; i < size; ++i)
        point = point << 6 | (static_cast<unsigned char>(rest[i]) & 0x3FU);
    const auto out = rest.substr(0, size);
    rest.remove_prefix(size);
    return out;
}

/// In quotes nothing is an operator; quotes inside are doubled.
void addPhrase(Wanted& to, const std::string& word, bool unfinished) {
    if (word.empty()) return;
    if (!to.match.empty()) to.match += ' ';
    to.match += '"';
    for (const char c : word) {
        if (c == '"') to.match += '"';
        to.match += c;
    }
    to.match += unfinished ? "\"*" : "\"";
}

Wanted wantedOf(std::string_view words) {
    Wanted out;
    std::size_t taken = 0;
    while (!words.empty() && taken < searchWordsMax) {
        if (isSpace(words.front())) {
            words.remove_prefix(1);
            continue;
        }
        const auto end = std::find_if(words.begin(), words.end(), isSpace);
        auto rest = words.substr(0, static_cast<std::size_t>(end - words.begin()));
        words.remove_prefix(rest.size());
        ++taken;
        const bool last = std::all_of(words.begin(), words.end(), isSpace);
        std::string word;
        std::string symbols;
        while (!rest.empty()) {
            char32_t point = 0;
            const auto character = takeCharacter(rest, point);
            if (isSymbol(point)) {
                addPhrase(out, word, false);
                word.clear();
                symbols += character;
            } else {
                if (!symbols.empty()) out.symbols.push_back(std::exchange(symbols, {}));
                word += character;
            }
        }
        if (!symbols.empty()) out.symbols.push_back(std::move(symbols));
        addPhrase(out, word, last);
    }
    return out;
}

bool holdsAll(std::string_view text, const std::vector<std::string>& parts) {
    return std::all_of(parts.begin(), parts.end(), [text](const std::string& part) {
        return text.find(part) != std::string_view::npos;
    });
}

struct Hit {
    std::string id;
    std::string snippet;
};

Result<std::vector<Hit>> hitsOf(db::Rows rows, const std::vector<std::string>& symbols,
                                std::size_t countMax) {
    std::vector<Hit> out;
    while (out.size() < countMax) {
        LF_TRY(const bool more, rows.next());
        if (!more) break;
        if (holdsAll(rows.text(1), symbols)) out.push_back({rows.string(0), rows.string(2)});
    }
    return out;
}
}  // namespace

Result<std::vector<Entry>> Journal::search(std::string_view words, std::size_t countMax) {
    LF_CHECK(core_.makeUsable());
    const auto wanted = wantedOf(words);
    std::vector<Hit> hits;
    if (!wanted.match.empty()) {
        LF_TRY(auto rows,
               core_.db().query("SELECT j.id, j.text, snippet(journal_text, 0, '', '', '…', 16)"
                                " FROM journal_text JOIN journal j ON j.n = journal_text.rowid"
                                " WHERE journal_text MATCH ?1 ORDER BY journal_text.rowid DESC",
                                wanted.match));
        LF_TRY(hits, hitsOf(std::move(rows), wanted.symbols, countMax));
    } else if (!wanted.symbols.empty()) {
        LF_TRY(auto rows,
               core_.db().query("SELECT id, text, substr(text, max(1, instr(text, ?1) - 40), 100)"
                                " FROM journal WHERE removed = 0 ORDER BY n DESC",
                                wanted.symbols.front()));
        LF_TRY(hits, hitsOf(std::move(rows), wanted.symbols, countMax));
    }
    std::vector<Entry> out;
    for (auto& hit : hits) {
        LF_TRY(auto entry, readEntry(core_, hit.id));
        entry.snippet = std::move(hit.snippet);
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace landfall::store
