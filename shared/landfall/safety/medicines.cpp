#include "landfall/safety/medicines.hpp"

#include <algorithm>
#include <array>

namespace landfall::safety {

using fhir::Fault;
using fhir::Node;

namespace {
using Words = std::vector<std::string>;

bool hasLetters(const std::string& word) {
    return std::any_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
    });
}

/// Words that say how much and how often, and no name.
bool isDoseWord(const std::string& word) {
    static constexpr std::array<std::string_view, 24> dose = {
        "mg",    "g",       "ml",   "mcg",   "ug",  "iu",     "x",       "a",
        "day",   "daily",   "once", "twice", "per", "tablet", "tablets", "capsule",
        "night", "morning", "the",  "in",    "at",  "needed", "as",      "evening"};
    // "20mg" is one word too.
    const auto letters = word.substr(std::min(word.find_first_not_of("0123456789"), word.size()));
    return !hasLetters(word) || letters.size() == 1 ||
           std::find(dose.begin(), dose.end(), letters) != dose.end();
}

bool saysNone(const Words& words) {
    static const std::array<Words, 7> none = {Words{"none"},
                                              Words{"no"},
                                              Words{"nothing"},
                                              Words{"n", "a"},
                                              Words{"no", "medicines"},
                                              Words{"no", "medication"},
                                              Words{"no", "medicine"}};
    return std::find(none.begin(), none.end(), words) != none.end();
}

/// The entries of a text, cut at what stands between them.
std::vector<std::string_view> entriesOf(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t from = 0;
    const auto add = [&](std::size_t to, std::size_t next) {
        if (to > from) out.push_back(text.substr(from, to - from));
        from = next;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (std::string_view("\n\r,;/+").find(text[i]) != std::string_view::npos)
            add(i, i + 1);
        else if (text.substr(i, 5) == " and ")
            add(i, i + 5);
    }
    add(text.size(), text.size());
    return out;
}

std::string trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string_view::npos) return {};
    return std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

/// How many letters are added, left out, changed or swapped with their neighbour.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::vector<std::size_t> next(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = a[i - 1] == b[j - 1];
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row[b.size()];
}

/// A short word is soon like another, so it is never guessed at.
std::size_t slipsAllowed(const std::string& word) {
    return word.size() < 5 ? 0 : word.size() < 9 ? 1 : 2;
}

Result<ReviewClass> classIn(const Node& node) {
    const auto found = reviewClassOf(node.get("class").textOr());
    if (!found) return faultAt(Fault::BadCode, node, "class");
    return *found;
}

Result<Medicine> readMedicine(const Node& node, const std::vector<std::string>& groups) {
    Medicine out;
    LF_TRY(out.generic, textIn(node, "generic"));
    for (const auto name : node.get("otherNames").elements()) {
        if (name.textOr().empty()) return Error{Fault::BadValue, name.path()};
        out.otherNames.emplace_back(name.textOr());
    }
    for (const auto country : node.get("brands").members())
        for (const auto name : country.elements()) {
            if (name.textOr().empty()) return Error{Fault::BadValue, name.path()};
            out.brands.emplace_back(name.textOr());
        }
    LF_TRY(out.group, textIn(node, "group"));
    if (std::find(groups.begin(), groups.end(), out.group) == groups.end())
        return faultAt(Fault::BadCode, node, "group");
    LF_TRY(out.reviewClass, classIn(node));
    LF_TRY(out.rule, textIn(node, "rule"));
    LF_TRY(out.evidence, textIn(node, "evidence"));
    const auto reviewed = node.get("reviewedBy");
    // null says that nobody has looked yet; leaving it out says nothing.
    if (!reviewed || !(reviewed.isNull() || reviewed.isString()))
        return faultAt(Fault::Missing, node, "reviewedBy");
    out.reviewedBy = reviewed.textOr();
    return out;
}
}  // namespace

Result<Medicines> Medicines::bundled() {
    LF_TRY(const auto json, bundledJson("medicines/medicines.json"));
    return read(json.root());
}

Result<Medicines> Medicines::read(const Node& root) {
    Medicines out;
    LF_TRY(out.unknownClass_, classIn(root.get("unknown")));
    LF_TRY(out.unknownRule_, textIn(root.get("unknown"), "rule"));
    // What is not known may be anything.
    if (out.unknownClass_ < ReviewClass::Review)
        return faultAt(Fault::BadValue, root.get("unknown"), "class");
    std::vector<std::string> groups;
    for (const auto group : root.get("groups").elements()) {
        LF_TRY(auto id, textIn(group, "group"));
        groups.push_back(std::move(id));
    }
    const auto medicines = root.get("medicines");
    if (medicines.size() == 0) return faultAt(Fault::Missing, root, "medicines");
    for (const auto node : medicines.elements()) {
        LF_TRY(auto medicine, readMedicine(node, groups));
        const auto index = out.list_.size();
        std::vector<std::string> names = {medicine.generic};
        names.insert(names.end(), medicine.otherNames.begin(), medicine.otherNames.end());
        names.insert(names.end(), medicine.brands.begin(), medicine.brands.end());
        for (const auto& name : names) {
            Name one{foldedWords(name), index};
            if (one.words.empty()) return faultAt(Fault::BadValue, node, "generic");
            for (const auto& other : out.names_)
                if (other.words == one.words && other.medicine != index)
                    return faultAt(Fault::DuplicateEntry, node, "generic");
            out.names_.push_back(std::move(one));
        }
        out.list_.push_back(std::move(medicine));
    }
    return out;
}

std::vector<std::size_t> Medicines::namedIn(const Words& words) const {
    std::vector<std::size_t> found;
    for (const auto& name : names_) {
        const auto at =
            std::search(words.begin(), words.end(), name.words.begin(), name.words.end());
        if (at != words.end() &&
            std::find(found.begin(), found.end(), name.medicine) == found.end())
            found.push_back(name.medicine);
    }
    return found;
}

std::string Medicines::suggestionFor(const Words& words) const {
    std::size_t best = 3;
    std::vector<std::size_t> medicines;
    for (const auto& word : words)
        for (const auto& name : names_) {
            if (name.words.size() != 1) continue;
            const auto slips = distance(word, name.words.front());
            if (slips > slipsAllowed(word) || slips > best) continue;
            if (slips < best) medicines.clear();
            best = slips;
            if (std::find(medicines.begin(), medicines.end(), name.medicine) == medicines.end())
                medicines.push_back(name.medicine);
        }
    // Two that are equally near are no suggestion.
    return medicines.size() == 1 ? list_[medicines.front()].generic : std::string();
}

std::vector<MedicineFinding> Medicines::find(std::string_view written) const {
    std::vector<MedicineFinding> findings;
    std::size_t count = 0;
    for (const auto entry : entriesOf(written)) {
        const auto words = foldedWords(entry);
        if (std::all_of(words.begin(), words.end(), isDoseWord) || saysNone(words)) continue;
        const bool isLooked = ++count <= medicineEntriesMax;
        const auto named = isLooked ? namedIn(words) : std::vector<std::size_t>();
        for (const auto index : named)
            findings.push_back(
                {trimmed(entry), &list_[index], "", list_[index].reviewClass, list_[index].rule});
        if (named.empty()) {
            findings.push_back(unknown(trimmed(entry)));
            if (isLooked) findings.back().suggestion = suggestionFor(words);
        }
        if (!isLooked) break;
    }
    return findings;
}

}  // namespace landfall::safety
