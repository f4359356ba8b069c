#include "landfall/pathway/consent_course.hpp"

#include "unit/pathway/sample_consents.hpp"

using namespace landfall;
using namespace landfall::pathway;

namespace {
/// What one person did, in order.
class Course {
public:
    explicit Course(ConsentLibrary& library) : library_(library) {}

    Course& did(const ConsentDocument& document, ConsentStep step,
                std::string_view purpose = participation) {
        fhir::ConsentRecord event;
        event.id = "c" + std::to_string(events_.size());
        event.event = nameOf(step);
        event.purpose = purpose;
        event.document = document.id();
        event.documentVersion = document.version();
        event.sha256 = document.sha256();
        events_.push_back(event);
        return *this;
    }
    Course& signedAll(const ConsentDocument& document) {
        return did(document, ConsentStep::Read)
            .did(document, ConsentStep::Understood)
            .did(document, ConsentStep::Signed);
    }
    [[nodiscard]] ConsentStanding now(const ConsentDocument& document) const {
        return standingOf(library_, document, events_);
    }

private:
    ConsentLibrary& library_;
    std::vector<fhir::ConsentRecord> events_;
};

bool refused(const ConsentStanding& standing, ConsentStep step, ConsentFault fault) {
    const auto may = mayFollow(standing, step);
    return may.has_error() && may.error().is(fault);
}
}  // namespace

TEST_CASE("a consent goes from not read over read and understood to signed, and no other way") {
    ConsentLibrary library;
    const auto one = sample::added(library);
    Course course(library);
    auto now = course.now(*one);
    CHECK(now.stage == ConsentStage::NotRead);
    CHECK(refused(now, ConsentStep::Understood, ConsentFault::NotRead));
    CHECK(refused(now, ConsentStep::Signed, ConsentFault::NotRead));
    CHECK(refused(now, ConsentStep::Withdrawn, ConsentFault::NotSigned));
    now = course.did(*one, ConsentStep::Read).now(*one);
    CHECK(now.stage == ConsentStage::Read);
    CHECK(refused(now, ConsentStep::Signed, ConsentFault::NotUnderstood));
    CHECK(mayFollow(now, ConsentStep::Understood).has_value());
    now = course.did(*one, ConsentStep::Understood).now(*one);
    CHECK(now.stage == ConsentStage::Understood);
    CHECK_FALSE(now.inForce);
    CHECK(mayFollow(now, ConsentStep::Signed).has_value());
    // Reading once more takes nothing away.
    CHECK(course.did(*one, ConsentStep::Read).now(*one).stage == ConsentStage::Understood);
    now = course.did(*one, ConsentStep::Signed).now(*one);
    CHECK(now.stage == ConsentStage::Signed);
    CHECK(now.inForce->documentVersion == "1.0.0");
    CHECK(refused(now, ConsentStep::Signed, ConsentFault::AlreadySigned));
    CHECK(mayFollow(now, ConsentStep::Withdrawn).has_value());
}

TEST_CASE("a withdrawal ends what is in force, and a new consent begins with reading") {
    ConsentLibrary library;
    const auto one = sample::added(library);
    Course course(library);
    auto now = course.signedAll(*one).did(*one, ConsentStep::Withdrawn).now(*one);
    CHECK(now.stage == ConsentStage::Withdrawn);
    CHECK_FALSE(now.inForce);
    CHECK(refused(now, ConsentStep::Signed, ConsentFault::NotRead));
    // Another choice about the data, until there is a new signature.
    REQUIRE(now.withdrawal);
    CHECK(mayFollow(now, ConsentStep::Withdrawn).has_value());
    now = course.did(*one, ConsentStep::Read).now(*one);
    CHECK(now.stage == ConsentStage::Read);
    CHECK(now.withdrawal);
    CHECK(mayFollow(now, ConsentStep::Withdrawn).has_value());
    CHECK(refused(now, ConsentStep::Signed, ConsentFault::NotUnderstood));
    CHECK_FALSE(Course(course).signedAll(*one).now(*one).withdrawal);
    CHECK(course.signedAll(*one).now(*one).stage == ConsentStage::Signed);
}

TEST_CASE("only a change that matters asks for a new signature") {
    ConsentLibrary library;
    const auto one = sample::added(library);
    Course course(library);
    course.signedAll(*one);

    const auto spelling =
        sample::added(library, {.version = "1.0.1", .replaces = "1.0.0", .material = false});
    auto now = course.now(*spelling);
    CHECK(now.stage == ConsentStage::Signed);
    CHECK(now.hasNews);
    CHECK_FALSE(now.mustSignAgain);

    const auto risk = sample::added(library, {.version = "1.1.0", .replaces = "1.0.1"});
    now = course.now(*risk);
    CHECK(now.mustSignAgain);
    CHECK(now.stage == ConsentStage::NotRead);
    // What was signed is in force until it is replaced or taken back.
    CHECK(now.inForce->documentVersion == "1.0.0");
    CHECK(mayFollow(now, ConsentStep::Withdrawn).has_value());

    // A change that matters is not undone by a smaller one after it.
    const auto later =
        sample::added(library, {.version = "1.1.1", .replaces = "1.1.0", .material = false});
    CHECK(course.now(*later).mustSignAgain);
    now = course.signedAll(*later).now(*later);
    CHECK(now.stage == ConsentStage::Signed);
    CHECK_FALSE(now.mustSignAgain);
}

TEST_CASE("when it cannot be known what changed, the change matters") {
    ConsentLibrary library;
    const auto one = sample::added(library);
    Course course(library);
    course.signedAll(*one);
    const auto three =
        sample::added(library, {.version = "3.0.0", .replaces = "2.0.0", .material = false});
    CHECK(course.now(*three).mustSignAgain);
    auto other = *ConsentLibrary::bundled();
    CHECK(course.now(*other.current()).mustSignAgain);
}

TEST_CASE("documents that replace each other in a circle end") {
    ConsentLibrary library;
    sample::added(library, {.version = "1.0.0", .replaces = "2.0.0", .material = false});
    const auto two =
        sample::added(library, {.version = "2.0.0", .replaces = "1.0.0", .material = false});
    CHECK(library.isMaterialSince(*two, "own", "0.1.0"));
}

TEST_CASE(
    "each opt-in is a choice of its own, possible after signing, and taken back at any time") {
    ConsentLibrary library;
    const auto one = sample::added(library);
    Course course(library);
    CHECK(mayChoose(course.now(*one), "research", true).error().is(ConsentFault::NotSigned));
    course.signedAll(*one);
    CHECK(mayChoose(course.now(*one), "research", true).has_value());
    CHECK_FALSE(course.now(*one).allows("research"));
    auto now = course.did(*one, ConsentStep::Signed, "research").now(*one);
    CHECK(now.allows("research"));
    CHECK(now.stage == ConsentStage::Signed);
    CHECK(mayChoose(now, "research", false).has_value());
    now = course.did(*one, ConsentStep::Withdrawn, "research").now(*one);
    CHECK_FALSE(now.allows("research"));
    CHECK(now.stage == ConsentStage::Signed);
    CHECK(now.inForce);
    CHECK_FALSE(course.did(*one, ConsentStep::Declined, "research").now(*one).allows("research"));
}

TEST_CASE("an event comes after the one it follows, whatever the clock said that made its id") {
    const auto event = [](std::string id, std::string follows) {
        fhir::ConsentRecord record;
        record.id = std::move(id);
        record.follows = std::move(follows);
        return record;
    };
    const auto ids = [](const std::vector<fhir::ConsentRecord>& events) {
        std::string out;
        for (const auto place : orderOf(events)) out += events[place].id;
        return out;
    };
    CHECK(ids({}).empty());
    // b was signed by a clock that was ahead, a took it back once the clock was right.
    CHECK(ids({event("a", "c"), event("b", ""), event("c", "b")}) == "bca");
    CHECK(ids({event("d", ""), event("c", "gone"), event("a", "d")}) == "dca");
    CHECK(ids({event("a", "b"), event("b", "a"), event("c", "")}) == "cab");
    CHECK(ids({event("a", "a")}) == "a");
    CHECK(ids({event("a", ""), event("a", ""), event("b", "a")}) == "aab");
}
