#include "landfall/fhir/care_plan.hpp"
#include "unit/pathway/sample_consents.hpp"
#include "unit/patient/unlocked_phone.hpp"

using namespace landfall;
using namespace landfall::patient;
using namespace landfall::patient::testing;
using pathway::ConsentFault;
using pathway::ConsentStage;

namespace {
/// The clinic sends its own text.
void send(UnlockedPhone& world, const sample::ConsentParts& parts, int number = 1) {
    const auto id = "0195a000-0000-7000-8000-0000000000d" + std::to_string(number);
    world.receive("DocumentReference", id,
                  fhir::buildConsentDocument({id, support::confirmedPairing().patient, morning,
                                              sample::consent(parts), ""}));
}

void understand(Consenting& consenting) {
    REQUIRE(consenting.markRead().has_value());
    const auto document = *consenting.document();
    for (const auto& question : document->questions())
        REQUIRE(consenting.answer(question.id, question.right).has_value());
}

std::vector<std::string> eventsOf(Consenting& consenting) {
    std::vector<std::string> out;
    const auto history = *consenting.history();
    for (const auto& event : history) out.push_back(event.purpose + ' ' + event.event);
    return out;
}
}  // namespace

TEST_CASE("a consent is read, understood and signed, each step a record of its own that is sent") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    CHECK(consenting.state()->standing.stage == ConsentStage::NotRead);
    CHECK(consenting.answer("benefit", "nobody-knows").error().is(ConsentFault::NotRead));
    CHECK(consenting.sign({.name = "Robin", .agreeTo = {}}).error().is(ConsentFault::NotRead));
    REQUIRE(consenting.markRead()->standing.stage == ConsentStage::Read);
    CHECK(consenting.markRead()->standing.stage == ConsentStage::Read);
    CHECK(
        consenting.sign({.name = "Robin", .agreeTo = {}}).error().is(ConsentFault::NotUnderstood));
    const auto wrong = *consenting.answer("benefit", "yes");
    CHECK_FALSE(wrong.right);
    CHECK_FALSE(wrong.explanation.empty());
    understand(consenting);
    CHECK(consenting.state()->standing.stage == ConsentStage::Understood);
    CHECK(consenting.sign({.name = " ", .agreeTo = {}}).error().is(ConsentFault::NameMissing));
    CHECK(consenting.sign({.name = "Robin", .agreeTo = {"marketing"}})
              .error()
              .is(ConsentFault::UnknownPurpose));
    const auto signedState = *consenting.sign({.name = "Robin Example", .agreeTo = {"research"}});
    CHECK(signedState.standing.stage == ConsentStage::Signed);
    CHECK(signedState.standing.allows("research"));
    CHECK_FALSE(signedState.standing.allows("share-journal"));
    CHECK(eventsOf(consenting) ==
          std::vector<std::string>{"participation read", "participation understood",
                                   "participation signed", "research signed",
                                   "share-journal declined", "contact-person declined"});
    const auto history = *consenting.history();
    CHECK(history[1].tries == 8);
    CHECK(history[1].follows == history[0].id);
    CHECK(history[2].follows == history[1].id);
    CHECK(history[2].signedName == "Robin Example");
    CHECK(history[2].isTemplate);
    CHECK(history[2].sha256 == (*consenting.document())->sha256());
    CHECK(world.deliver() == 6);
    CHECK(
        consenting.sign({.name = "Robin", .agreeTo = {}}).error().is(ConsentFault::AlreadySigned));
}

TEST_CASE("answers about the text and the whole course survive a restart") {
    UnlockedPhone world;
    REQUIRE(world.phone->consenting.markRead().has_value());
    REQUIRE(world.phone->consenting.answer("stop", "any-time").has_value());
    world.restart();
    CHECK(world.phone->consenting.state().error().is(Fault::Locked));
    world.unlock();
    CHECK(world.phone->consenting.state()->left.size() == 6);
    understand(world.phone->consenting);
    world.restart();
    world.unlock();
    CHECK(world.phone->consenting.state()->standing.stage == ConsentStage::Understood);
    CHECK(world.phone->consenting.state()->left.empty());
}

TEST_CASE("whom the clinic may call is said with the opt-in, or the opt-in is not given") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    understand(consenting);
    CHECK(consenting.sign({.name = "Robin", .agreeTo = {"contact-person"}})
              .error()
              .is(ConsentFault::NameMissing));
    REQUIRE(consenting
                .sign({.name = "Robin",
                       .agreeTo = {"contact-person"},
                       .contact = {"Kim", "+49 30 5550199"}})
                .has_value());
    CHECK(consenting.state()->standing.optIns.at("contact-person").contactName == "Kim");
    REQUIRE(consenting.choose({.purpose = "contact-person", .agrees = false}).has_value());
    CHECK_FALSE(consenting.state()->standing.allows("contact-person"));
    CHECK(consenting.choose({.purpose = "contact-person", .agrees = false})
              .error()
              .is(ConsentFault::NotSigned));
    REQUIRE(consenting.choose({.purpose = "research", .agrees = true}).has_value());
    CHECK(consenting.state()->standing.allows("research"));
    CHECK(consenting.state()->standing.stage == ConsentStage::Signed);
}

TEST_CASE("a withdrawal ends every opt-in, says what becomes of the data, and overwrites nothing") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    CHECK(consenting.withdraw(Consenting::Collected::Keep).error().is(ConsentFault::NotSigned));
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {"research"}}).has_value());
    REQUIRE(world.deliver() == 6);
    const auto before = *world.store().records().all(fhir::ResourceType::Consent);
    world.advanceMinutes(90);
    const auto state = *consenting.withdraw(Consenting::Collected::Erase);
    CHECK(state.standing.stage == ConsentStage::Withdrawn);
    CHECK_FALSE(state.standing.allows("research"));
    const auto after = *world.store().records().all(fhir::ResourceType::Consent);
    REQUIRE(after.size() == before.size() + 2);
    for (std::size_t i = 0; i < before.size(); ++i) CHECK(after[i].bytes == before[i].bytes);
    const auto history = *consenting.history();
    CHECK(history[6].event == "withdrawn");
    CHECK(history[6].dataChoice == "erase");
    CHECK(history[6].follows == history[2].id);
    CHECK(history[7].purpose == "research");
    CHECK(history[7].dataChoice.empty());
    CHECK(world.deliver() == 2);
    // Who agrees again reads and answers again.
    REQUIRE(consenting.markRead().has_value());
    CHECK(consenting.state()->left.size() == 7);
}

TEST_CASE("whoever has withdrawn can change their mind about the data, either way") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {"research"}}).has_value());
    REQUIRE(consenting.withdraw(Consenting::Collected::Keep).has_value());
    const auto before = consenting.history()->size();
    CHECK(consenting.withdraw(Consenting::Collected::Keep)
              .error()
              .is(ConsentFault::AlreadyWithdrawn));
    CHECK(consenting.history()->size() == before);
    // Reading again in between takes nothing away.
    REQUIRE(consenting.markRead().has_value());
    const auto state = *consenting.withdraw(Consenting::Collected::Erase);
    CHECK(state.standing.stage == ConsentStage::Withdrawn);
    CHECK(state.standing.withdrawal->dataChoice == "erase");
    const auto history = *consenting.history();
    REQUIRE(history.size() == before + 2);
    CHECK(history.back().event == "withdrawn");
    CHECK(history.back().follows == history[before].id);
    CHECK(consenting.copy()->dataChoice == "erase");
    REQUIRE(consenting.withdraw(Consenting::Collected::Keep).has_value());
    CHECK(consenting.state()->standing.withdrawal->dataChoice == "keep");
    CHECK(world.deliver() == before + 3);
}

TEST_CASE("a withdrawal stands above a signature from a clock that was ahead") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    constexpr std::int64_t year = 365 * 24 * 60;
    world.advanceMinutes(year);
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {"research"}}).has_value());
    world.advanceMinutes(-year);
    const auto state = *consenting.withdraw(Consenting::Collected::Keep);
    CHECK(state.standing.stage == ConsentStage::Withdrawn);
    CHECK_FALSE(state.standing.inForce);
    CHECK_FALSE(state.standing.allows("research"));
    CHECK(consenting.history()->back().event == "withdrawn");
    // And who begins again is not held by the withdrawal.
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {}}).has_value());
    CHECK(consenting.state()->standing.stage == ConsentStage::Signed);
}

TEST_CASE("offline, signing and withdrawing both reach the clinic") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {}}).has_value());
    REQUIRE(consenting.withdraw(Consenting::Collected::Keep).has_value());
    CHECK(world.deliver() == 7);
}

TEST_CASE("the clinic's text takes the template's place, and asks again only for what matters") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    send(world, {}, 1);
    CHECK((*consenting.document())->id() == "own");
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {}}).has_value());
    CHECK_FALSE(consenting.history()->at(2).isTemplate);

    send(world, {.version = "1.0.1", .replaces = "1.0.0", .material = false}, 2);
    auto state = *consenting.state();
    CHECK(state.standing.hasNews);
    CHECK(state.standing.stage == ConsentStage::Signed);

    send(world, {.version = "1.1.0", .replaces = "1.0.1"}, 3);
    state = *consenting.state();
    CHECK(state.standing.mustSignAgain);
    CHECK(state.standing.inForce->documentVersion == "1.0.0");
    CHECK(consenting.sign({.name = "Robin", .agreeTo = {}}).error().is(ConsentFault::NotRead));
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {}}).has_value());
    state = *consenting.state();
    CHECK_FALSE(state.standing.mustSignAgain);
    CHECK(state.standing.inForce->documentVersion == "1.1.0");
    CHECK(world.phone->journaling.list()->empty());
}

TEST_CASE("a text that cannot be read, or another one under the same version, changes nothing") {
    UnlockedPhone world;
    send(world, {}, 1);
    const auto before = (*world.phone->consenting.document())->sha256();
    const auto id = std::string("0195a000-0000-7000-8000-0000000000d8");
    world.receive("DocumentReference", id,
                  fhir::buildConsentDocument(
                      {id, support::confirmedPairing().patient, morning, "{\"format\":9}", ""}));
    send(world, {.material = false}, 9);
    CHECK((*world.phone->consenting.document())->sha256() == before);
}

TEST_CASE("the countersignature arrives, and the copy to keep says everything") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    auto copy = *consenting.copy();
    CHECK(copy.signedName.empty());
    CHECK(copy.questions.empty());
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin", .agreeTo = {"research"}}).has_value());
    REQUIRE(world.deliver() == 6);
    const auto id = consenting.history()->at(2).id;
    const auto record = *world.store().records().read(fhir::ResourceType::Consent, id);
    const auto json = *fhir::Json::borrow(record.bytes);
    const base::WallTime later{morning.unixMs + 3'600'000, 60};
    world.receive("Consent", id, *fhir::countersignedConsent(json, "Dr Ada Example", later), "2");

    copy = *consenting.copy();
    CHECK(copy.signedName == "Robin");
    CHECK(copy.signedAt == base::toFhirDateTime(morning));
    CHECK(copy.countersignedBy == "Dr Ada Example");
    CHECK(copy.countersignedAt == base::toFhirDateTime(later));
    CHECK(copy.isTemplate);
    CHECK(copy.sha256 == (*consenting.document())->sha256());
    REQUIRE(copy.sections.size() == 7);
    CHECK(copy.sections[0].paragraphs[0].evidence == "low");
    CHECK(copy.questions.size() == 7);
    CHECK(copy.questions[2].answer == "At any time, without a reason");
    REQUIRE(copy.optIns.size() == 3);
    CHECK(copy.optIns[0].state == "signed");
    CHECK(copy.optIns[1].state == "declined");
    CHECK(copy.withdrawnAt.empty());

    REQUIRE(consenting.withdraw(Consenting::Collected::Keep).has_value());
    copy = *consenting.copy();
    CHECK(copy.dataChoice == "keep");
    CHECK_FALSE(copy.withdrawnAt.empty());
    CHECK(copy.signedName == "Robin");
    // A copy of a withdrawal is not countersigned: that was the signature.
    CHECK(consenting.history()->back().countersignedBy.empty());
}

TEST_CASE("an entry is newly shared only by a person who agreed to share the journal") {
    UnlockedPhone world;
    auto& consenting = world.phone->consenting;
    auto& journaling = world.phone->journaling;
    CHECK(*journaling.mayShare());
    const auto before = *journaling.add("before the consent", false);
    const auto kept = *journaling.add("kept", true);
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {"research"}}).has_value());

    CHECK_FALSE(*journaling.mayShare());
    CHECK(journaling.add("a new one", false).error().is(Fault::SharingNotAgreed));
    CHECK(journaling.setPrivate(kept.id, false).error().is(Fault::SharingNotAgreed));
    CHECK(journaling.show(kept.id)->isPrivate);
    // Typed as shared: the words are kept, and nobody else gets them.
    const auto typed = *journaling.keepTyping("", "typed as shared", false);
    CHECK((*journaling.finish(typed))->isPrivate);
    CHECK(journaling.show(typed)->text == "typed as shared");
    // What was shared before stays so, and can be edited.
    CHECK_FALSE(journaling.setPrivate(before.id, false)->isPrivate);
    CHECK_FALSE(journaling.edit(before.id, "before, edited")->isPrivate);

    REQUIRE(consenting.choose({.purpose = "share-journal", .agrees = true}).has_value());
    CHECK_FALSE(journaling.setPrivate(kept.id, false)->isPrivate);
    REQUIRE(consenting.withdraw(Consenting::Collected::Keep).has_value());
    CHECK_FALSE(*journaling.mayShare());
}

namespace {
void beginPlan(UnlockedPhone& world, const std::string& start = "2026-02-02") {
    fhir::CarePlan plan;
    plan.id = "0195a000-0000-7000-8000-00000000ca01";
    plan.patient = support::confirmedPairing().patient;
    plan.protocol = "https://landfall.example/fhir/PlanDefinition/dmt-trd|1.0.0";
    plan.zone = "Europe/Berlin";
    plan.start = start;
    plan.created = morning;
    world.receive("CarePlan", plan.id, fhir::buildCarePlan(plan));
}

std::string consentVisit(UnlockedPhone& world) {
    const auto way = world.phone->overview.way();
    REQUIRE(way.has_value());
    REQUIRE(way->has_value());
    for (const auto& visit : (*way)->visits)
        if (visit.visit == "CON") return visit.state;
    return "not there";
}
}  // namespace

TEST_CASE("clinical rules 4: the visit of the consent is done by signing, and by no form") {
    UnlockedPhone world;
    beginPlan(world);
    auto& consenting = world.phone->consenting;
    CHECK(consentVisit(world) == "later");
    understand(consenting);
    CHECK(consentVisit(world) == "later");
    REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
    CHECK(consentVisit(world) == "done");
    REQUIRE(consenting.withdraw(Consenting::Collected::Keep).has_value());
    CHECK(consentVisit(world) == "later");
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
    CHECK(consentVisit(world) == "done");
    const auto due = world.phone->overview.today();
    REQUIRE(due.has_value());
    for (const auto& card : *due) CHECK(card.id.find("consent") == std::string::npos);
}

TEST_CASE("clinical rules 4: a text that changes in what matters asks for the signature again") {
    UnlockedPhone world;
    beginPlan(world);
    auto& consenting = world.phone->consenting;
    send(world, {});
    CHECK(consenting.state()->waits());
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
    CHECK(consentVisit(world) == "done");
    CHECK_FALSE(consenting.state()->waits());
    send(world, {.version = "1.0.1", .replaces = "1.0.0", .material = false}, 2);
    CHECK(consentVisit(world) == "done");
    CHECK_FALSE(consenting.state()->waits());
    send(world, {.version = "1.1.0", .replaces = "1.0.1"}, 3);
    CHECK(consentVisit(world) == "due");
    CHECK(consenting.state()->waits());
    // Nobody has stopped taking part: everything else goes on.
    CHECK_FALSE(world.phone->overview.today()->empty());
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
    CHECK(consentVisit(world) == "done");
    CHECK_FALSE(consenting.state()->waits());
}

TEST_CASE(
    "whoever has stopped taking part is asked and reminded of nothing, until they sign anew") {
    UnlockedPhone world;
    beginPlan(world, "2026-02-28");
    auto& consenting = world.phone->consenting;
    understand(consenting);
    REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
    REQUIRE_FALSE(world.phone->overview.today()->empty());
    REQUIRE_FALSE(world.phone->reminding.planned()->empty());
    for (const auto collected : {Consenting::Collected::Keep, Consenting::Collected::Erase}) {
        REQUIRE(consenting.withdraw(collected).has_value());
        CHECK(world.phone->overview.today()->empty());
        CHECK(world.phone->reminding.planned()->empty());
        CHECK_FALSE(world.phone->overview.forms()->empty());
        understand(consenting);
        REQUIRE(consenting.sign({.name = "Robin Example", .agreeTo = {}}).has_value());
        CHECK_FALSE(world.phone->overview.today()->empty());
        CHECK_FALSE(world.phone->reminding.planned()->empty());
    }
}
