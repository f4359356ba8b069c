#include <algorithm>
#include <functional>

#include "landfall/store/journal_entries.hpp"

namespace landfall::store {

namespace {
/// When no word begins with what was typed, the newest entries are read for it inside of words.
constexpr int innerEntriesMax = 10'000;
constexpr std::size_t innerBytesMin = 3;

/// What was asked for: words for the index, and runs that the index does not serve and that are
/// looked for in the text: symbols (emoji), which it leaves out, and scripts that put no spaces
/// between words, of which it only knows the first of a sentence.
struct Wanted {
    std::string match;
    std::vector<std::string> words;
    std::vector<std::string> runs;
};

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == '\0';
}

/// Arrows, dingbats, emoji and what joins them.
bool isSymbol(char32_t point) {
    return (point >= 0x2190 && point <= 0x2BFF) || (point >= 0x1F000 && point <= 0x1FBFF) ||
           point == 0xFE0F || point == 0x200D || point == 0x20E3;
}

/// Han, kana, Thai, Lao, Burmese and Khmer.
bool isUnspaced(char32_t point) {
    return (point >= 0x3040 && point <= 0x30FF) || (point >= 0x31F0 && point <= 0x31FF) ||
           (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x20000 && point <= 0x3FFFF) || (point >= 0x0E00 && point <= 0x0EFF) ||
           (point >= 0x1000 && point <= 0x109F) || (point >= 0x1780 && point <= 0x17FF) ||
           point == 0x3005 || point == 0x3007;
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
    to.words.push_back(word);
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
        std::string run;
        while (!rest.empty()) {
            char32_t point = 0;
            const auto character = takeCharacter(rest, point);
            if (isSymbol(point) || isUnspaced(point)) {
                addPhrase(out, word, false);
                word.clear();
                run += character;
            } else {
                if (!run.empty()) out.runs.push_back(std::exchange(run, {}));
                word += character;
            }
        }
        if (!run.empty()) out.runs.push_back(std::move(run));
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

/// Letters of ASCII without their case, as LIKE compares them.
std::string folded(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

using Fits = std::function<bool(std::string_view)>;

Result<std::vector<Hit>> hitsOf(db::Rows rows, std::size_t countMax, const Fits& fits) {
    std::vector<Hit> out;
    while (out.size() < countMax) {
        LF_TRY(const bool more, rows.next());
        if (!more) break;
        if (fits(rows.text(1))) out.push_back({rows.string(0), rows.string(2)});
    }
    return out;
}

Result<std::vector<Hit>> withWords(Core& core, const Wanted& wanted, std::size_t countMax) {
    LF_TRY(auto rows,
           core.db().query("SELECT j.id, j.text, snippet(journal_text, 0, '', '', '…', 16)"
                           " FROM journal_text JOIN journal j ON j.n = journal_text.rowid"
                           " WHERE journal_text MATCH ?1 ORDER BY journal_text.rowid DESC",
                           wanted.match));
    return hitsOf(std::move(rows), countMax,
                  [&](std::string_view text) { return holdsAll(text, wanted.runs); });
}

Result<std::vector<Hit>> withRuns(Core& core, const Wanted& wanted, std::size_t countMax) {
    LF_TRY(auto rows,
           core.db().query("SELECT id, text, substr(text, max(1, instr(text, ?1) - 40), 100)"
                           " FROM journal WHERE removed = 0 AND instr(text, ?1) > 0"
                           " ORDER BY n DESC",
                           wanted.runs.front()));
    return hitsOf(std::move(rows), countMax,
                  [&](std::string_view text) { return holdsAll(text, wanted.runs); });
}

/// The words as parts of other words: "haven" in "safehaven".
Result<std::vector<Hit>> insideWords(Core& core, const Wanted& wanted, std::size_t countMax) {
    std::vector<std::string> parts;
    for (const auto& word : wanted.words) parts.push_back(folded(word));
    const auto isShort = [](const std::string& part) { return part.size() < innerBytesMin; };
    if (std::any_of(parts.begin(), parts.end(), isShort)) return std::vector<Hit>{};
    LF_TRY(auto rows,
           core.db().query(
               "SELECT id, text, substr(text, max(1, instr(lower(text), ?1) - 40), 100) FROM"
               " (SELECT n, id, text FROM journal WHERE removed = 0 ORDER BY n DESC LIMIT ?2)"
               " WHERE instr(lower(text), ?1) > 0 ORDER BY n DESC",
               parts.front(), innerEntriesMax));
    return hitsOf(std::move(rows), countMax, [&](std::string_view text) {
        return holdsAll(folded(text), parts) && holdsAll(text, wanted.runs);
    });
}
}  // namespace

Result<std::vector<Entry>> Journal::search(std::string_view words, std::size_t countMax) {
    LF_CHECK(core_.makeUsable());
    const auto wanted = wantedOf(words);
    std::vector<Hit> hits;
    if (!wanted.match.empty()) {
        LF_TRY(hits, withWords(core_, wanted, countMax));
        if (hits.empty()) {
            LF_TRY(hits, insideWords(core_, wanted, countMax));
        }
    } else if (!wanted.runs.empty()) {
        LF_TRY(hits, withRuns(core_, wanted, countMax));
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
