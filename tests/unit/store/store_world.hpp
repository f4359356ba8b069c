#pragma once

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "landfall/base/bytes.hpp"
#include "landfall/base/clock.hpp"
#include "landfall/base/log.hpp"
#include "landfall/fhir/build.hpp"
#include "landfall/store/store.hpp"

namespace landfall::store::testing {

/// 2026-03-01T08:00:00Z in Berlin.
constexpr base::WallTime morning{1772352000000, 60};
constexpr std::string_view phq9 = "https://landfall.example/fhir/Questionnaire/phq-9|1.0.0";

/// A paired phone's store in a folder of its own.
class StoreWorld {
public:
    explicit StoreWorld(std::int64_t pagesMax = 0) : pagesMax_(pagesMax) {
        base::setLogEnabled(false);
        auto pattern = (std::filesystem::temp_directory_path() / "landfall-store-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        folder = pattern;
        random.fill(id.bytes);
        open(true);
        REQUIRE(store->settings().set(Settings::patient, patient).has_value());
    }
    ~StoreWorld() {
        store.reset();
        std::filesystem::remove_all(folder);
    }
    StoreWorld(const StoreWorld&) = delete;
    StoreWorld& operator=(const StoreWorld&) = delete;

    void open(bool create = false) {
        auto opened = tryOpen(create);
        REQUIRE(opened.has_value());
        store = std::move(*opened);
    }
    Result<std::unique_ptr<Store>> tryOpen(bool create = false) {
        store.reset();
        Store::Options options;
        options.path = path();
        options.databaseId = id;
        options.create = create;
        options.memorySecurity = false;
        options.pagesMax = pagesMax_;
        return Store::open(std::move(options), clock, random);
    }
    [[nodiscard]] std::filesystem::path path() const { return folder / "landfall.db"; }

    [[nodiscard]] base::Uuid newId() { return base::makeUuidV7(clock, random); }

    [[nodiscard]] RecordWrite response(std::string_view responseId) {
        const auto operation = newId();
        fhir::Response out;
        out.id = responseId;
        out.patient = patient;
        out.questionnaire = phq9;
        out.authored = clock.now();
        fhir::ResponseItem item;
        item.linkId = "1";
        item.text = "Little interest";
        item.answers.emplace_back(std::int64_t{2});
        out.items.push_back(item);
        out.source = "urn:uuid:" + operation.text();
        return {fhir::ResourceType::QuestionnaireResponse, out.id, fhir::buildResponse(out),
                operation};
    }
    [[nodiscard]] RecordWrite score(std::string_view responseId, std::int64_t value) {
        const auto operation = newId();
        fhir::ScoreRecord out;
        out.id = newId().text();
        out.patient = patient;
        out.response = responseId;
        out.questionnaire = phq9;
        out.code = {"http://loinc.org", "44261-6", "PHQ-9 total"};
        out.authored = clock.now();
        out.value = value;
        out.algorithm = "phq9/1.0.0";
        out.band = "moderate";
        out.answered = 9;
        out.asked = 9;
        out.source = "urn:uuid:" + operation.text();
        return {fhir::ResourceType::Observation, out.id, fhir::buildScore(out), operation};
    }
    [[nodiscard]] RecordWrite flag(const Draft& draft, int tier, bool active = true) {
        const auto operation = newId();
        fhir::SafetyFlag out;
        out.id = draft.flag;
        out.patient = patient;
        out.tier = tier;
        out.raised = clock.now();
        out.response = draft.response;
        out.questionnaire = draft.questionnaire;
        out.evidenceItem = "9";
        out.evidenceAnswer = "Several days";
        out.active = active;
        if (!active) out.acknowledged = clock.now();
        out.source = "urn:uuid:" + operation.text();
        return {fhir::ResourceType::Flag, out.id, fhir::buildFlag(out), operation};
    }
    [[nodiscard]] std::string task(std::string_view taskId, std::string_view status = "requested",
                                   std::string_view due = "2026-03-08") {
        fhir::Assignment out;
        out.id = taskId;
        out.patient = patient;
        out.questionnaire = phq9;
        out.title = "PHQ-9";
        out.assigned = morning;
        out.opens = morning;
        out.due = due;
        out.status = status;
        return fhir::buildAssignment(out);
    }
    [[nodiscard]] std::string entryBytes(std::string_view entryId, std::string_view text) {
        fhir::JournalEntry out;
        out.id = entryId;
        out.patient = patient;
        out.authored = morning;
        out.text = text;
        return fhir::buildJournalEntry(out);
    }

    /// Freezes what waits and answers it as the clinic would, all with this version.
    std::size_t deliver(std::string_view version) {
        std::size_t count = 0;
        for (;;) {
            const auto frozen = store->outbox().freezeNext({}, {});
            REQUIRE(frozen.has_value());
            if (!frozen->has_value()) return count;
            const auto entries = answer(**frozen, version);
            const auto done = store->outbox().acknowledge((*frozen)->id, entries);
            REQUIRE(done.has_value());
            count += *done;
        }
    }
    [[nodiscard]] static std::vector<AppliedEntry> answer(const FrozenBundle& bundle,
                                                          std::string_view version) {
        std::vector<AppliedEntry> out;
        for (const auto& key : bundle.entries)
            out.push_back({key, std::string(version), "2026-03-01T08:00:05.000Z"});
        return out;
    }
    [[nodiscard]] FrozenBundle freezeOne() {
        auto frozen = store->outbox().freezeNext({}, {});
        REQUIRE(frozen.has_value());
        REQUIRE(frozen->has_value());
        return std::move(**frozen);
    }
    [[nodiscard]] std::uint64_t pending() {
        const auto count = store->outbox().count();
        REQUIRE(count.has_value());
        return count->pending;
    }
    /// A page of one change.
    Result<PageOutcome> pull(std::string_view type, std::string_view recordId,
                             std::string_view version, std::string_view bytes) {
        FeedPage page;
        page.changes.push_back({.seq = ++seq_,
                                .key = {std::string(type), std::string(recordId)},
                                .versionId = version,
                                .lastModified = "2026-03-01T08:00:09.000Z",
                                .resource = bytes,
                                .deleted = bytes.empty()});
        page.next = {"epoch-1", "cursor-" + std::to_string(seq_), seq_};
        return store->inbox().applyPage(page);
    }

    const std::string patient = "0190aaaa-0000-7000-8000-000000000001";
    base::FixedClock clock{morning};
    base::SeededRandom random{7};
    base::Uuid id;
    std::filesystem::path folder;
    std::unique_ptr<Store> store;

private:
    std::int64_t pagesMax_;
    std::uint64_t seq_ = 0;
};

inline bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace landfall::store::testing
