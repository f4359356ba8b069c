#include "landfall/patient/pairing.hpp"

#include <algorithm>

#include "landfall/base/log.hpp"
#include "landfall/net/fault.hpp"
#include "landfall/patient/pairing_record.hpp"

namespace landfall::patient {

namespace {
PairingView viewOf(const net::Enrolled& enrolled) {
    return {.clinicName = enrolled.clinic.name,
            .device = enrolled.clientId,
            .digits = enrolled.digits,
            .confirmed = enrolled.state == net::DeviceState::Active,
            .hasBackupPin = enrolled.hasBackupPin};
}

/// The answer to this code is here already.
bool isOfCode(const net::Enrolled& kept, const net::PairingUri& uri) {
    return kept.codeHash == uri.codeHash() && kept.endpoint == uri.endpoint;
}

PairingView goingOn(const net::Enrolled& kept) {
    auto view = viewOf(kept);
    view.goesOn = true;
    return view;
}

/// True when what came of keeping an answer is final; one that could not be kept (a full disk) is
/// asked for again with the same key.
bool isFinal(const Result<PairingView>& kept) {
    return kept.has_value() || kept.error().is(Fault::OtherClinic) ||
           kept.error().is(Fault::OtherPatient);
}

/// Only a server with a key that was pinned before can answer: either of a code's keys may.
bool isPinned(const net::Enrolled& before, const ports::Endpoint& now) {
    const auto& pins = before.endpoint.pins;
    return std::all_of(now.pins.begin(), now.pins.end(), [&](const ports::SpkiPin& pin) {
        return std::find(pins.begin(), pins.end(), pin) != pins.end();
    });
}

/// A key that was pinned before, or the very store the phone has synced with: a clinic may have to
/// change the one or the other, and nobody else has either.
bool isSameClinic(const net::Enrolled& before, const net::Enrolled& now) {
    const auto& pins = before.endpoint.pins;
    return before.epoch == now.epoch ||
           std::find_first_of(pins.begin(), pins.end(), now.endpoint.pins.begin(),
                              now.endpoint.pins.end()) != pins.end();
}

/// True when the server may be asked again with the key of an earlier try: it was too busy to look
/// at the code, or found, before it used it, that this is not the code meant.
bool leavesEarlierTryOpen(const Error& error) {
    return error.is(net::Fault::Busy) || error.is(net::Fault::PinsDiffer) ||
           error.is(Fault::OtherPatient);
}
}  // namespace

Pairing::Pairing(Profile& profile, Helping& helping)
    : profile_(profile),
      helping_(helping),
      attempts_(profile),
      enrolment_(profile.surroundings().transport, profile.surroundings().timers) {}

void Pairing::begin(std::string_view code, Done done) {
    const auto uri = net::readPairingUri(code);
    if (uri.has_error()) return done(uri.error());
    switch (profile_.standing()) {
        case Standing::Unpaired:
            return enrol(*uri, {}, std::move(done), &Pairing::keepWaiting);
        case Standing::Waiting:
            if (const auto kept = waiting(); kept.has_value() && isOfCode(*kept, *uri))
                return done(goingOn(*kept));
            return enrol(*uri, {}, std::move(done), &Pairing::keepWaiting);
        case Standing::Unlocked:
            return beginAgain(*uri, std::move(done));
        default:
            return done(Fault::AlreadyPaired);
    }
}

void Pairing::enrol(const net::PairingUri& uri, const std::string& patient, Done done,
                    Result<PairingView> (Pairing::*keep)(const net::Enrolled&)) {
    auto attempt = attempts_.forCode(uri);
    if (attempt.has_error()) return done(attempt.error());
    const bool goesOn = attempt->goesOn;
    enrolment_.start(
        uri, std::move(attempt->key), profile_.surroundings().trueClock.now().unixMs, patient,
        [this, keep, goesOn, done = std::move(done)](Result<net::Enrolled> outcome) {
            if (outcome.has_error() && outcome.error().is(net::Fault::PatientDiffers))
                outcome = Error{Fault::OtherPatient};
            auto view = outcome.has_error() ? Result<PairingView>(outcome.error())
                                            : (this->*keep)(*outcome);
            const bool refused = enrolment_.wasAnswered() && !(goesOn && view.has_error() &&
                                                               leavesEarlierTryOpen(view.error()));
            const bool ended =
                outcome.has_value() ? isFinal(view) : refused || (!goesOn && !enrolment_.wasSent());
            if (ended && attempts_.clear().has_error()) base::log("pairing_attempt_not_removed");
            done(std::move(view));
        });
}

void Pairing::beginAgain(const net::PairingUri& uri, Done done) {
    const auto stopped = profile_.isStopped();
    if (stopped.has_error()) return done(stopped.error());
    if (*stopped) return enrolAgain(uri, std::move(done));
    // The clinic may have stopped this phone since it last spoke to it.
    const auto kept = profile_.pairing();
    if (kept.has_error()) return done(kept.error());
    if (isOfCode(*kept, uri)) return done(goingOn(*kept));
    enrolment_.askState(kept->endpoint, kept->clientId,
                        [this, uri, done = std::move(done)](const Result<net::DeviceState>& state) {
                            // A server with another key, or one that never heard of this phone,
                            // ends a pairing too.
                            const bool ended = state.has_error()
                                                   ? state.error().is(net::Fault::WrongPin) ||
                                                         state.error().is(net::Fault::NoSuchCode)
                                                   : *state == net::DeviceState::Suspended ||
                                                         *state == net::DeviceState::Revoked;
                            if (ended) return enrolAgain(uri, done);
                            done(state.has_error() ? state.error() : Error{Fault::AlreadyPaired});
                        });
}

void Pairing::enrolAgain(const net::PairingUri& uri, Done done) {
    const auto before = profile_.pairing();
    if (before.has_error()) return done(before.error());
    // Whose folder this is, is the business of no other clinic.
    enrol(uri, isPinned(*before, uri.endpoint) ? before->patient : std::string(), std::move(done),
          &Pairing::keepAgain);
}

Result<PairingView> Pairing::keepAgain(const net::Enrolled& enrolled) {
    LF_TRY(const auto before, profile_.pairing());
    if (!isSameClinic(before, enrolled)) return Fault::OtherClinic;
    if (before.patient != enrolled.patient) return Fault::OtherPatient;
    LF_TRY(auto* const store, profile_.store());
    const auto kept = writePairing(enrolled);
    LF_CHECK(store->settings().set({{std::string(setting::pairing), kept.reveal()},
                                    {std::string(setting::lastSyncState), std::nullopt},
                                    {std::string(setting::lastRefusal), std::nullopt}}));
    LF_CHECK(
        helping_.keepCard({enrolled.clinic.name, enrolled.clinic.phone, enrolled.clinic.country}));
    return viewOf(enrolled);
}

Result<PairingView> Pairing::keepWaiting(const net::Enrolled& enrolled) {
    const auto& folder = profile_.folder();
    const auto kept = writePairing(enrolled);
    LF_CHECK(profile_.surroundings().files.replace(folder.pendingPairing(),
                                                   base::viewOf(kept.reveal())));
    // Help now has to know the clinic before there is a passphrase.
    LF_CHECK(
        helping_.keepCard({enrolled.clinic.name, enrolled.clinic.phone, enrolled.clinic.country}));
    return viewOf(enrolled);
}

Result<net::Enrolled> Pairing::waiting() const {
    return profile_.waiting();
}

Result<PairingView> Pairing::pending() const {
    LF_TRY(const auto enrolled, waiting());
    return viewOf(enrolled);
}

void Pairing::ask(Done done) {
    auto enrolled = profile_.standing() == Standing::Waiting ? waiting() : profile_.pairing();
    if (enrolled.has_error()) return done(enrolled.error());
    const auto kept = std::make_shared<net::Enrolled>(std::move(*enrolled));
    enrolment_.askState(kept->endpoint, kept->clientId,
                        [this, kept, done = std::move(done)](Result<net::DeviceState> state) {
                            if (state.has_error()) return done(state.error());
                            done(stateIs(std::move(*kept), *state));
                        });
}

Result<PairingView> Pairing::stateIs(net::Enrolled enrolled, net::DeviceState state) {
    const bool changed = enrolled.state != state;
    enrolled.state = state;
    if (changed && profile_.standing() == Standing::Waiting) {
        LF_TRY(const auto kept, keepWaiting(enrolled));
        return state == net::DeviceState::Active || state == net::DeviceState::Pending
                   ? Result<PairingView>(kept)
                   : Result<PairingView>(Fault::Suspended);
    }
    if (changed && profile_.standing() == Standing::Unlocked)
        LF_CHECK(profile_.keepPairing(enrolled));
    if (state == net::DeviceState::Suspended || state == net::DeviceState::Revoked)
        return Fault::Suspended;
    return viewOf(enrolled);
}

void Pairing::mendHelpCard() {
    if (!helping_.card().clinicName.empty()) return;
    const auto kept = profile_.pairing();
    if (kept.has_error()) return;
    const auto& clinic = kept->clinic;
    const auto store = profile_.store();
    if (helping_.keepCard({clinic.name, clinic.phone, clinic.country}).has_error() ||
        (store.has_value() && helping_.followClinic(**store).has_error()))
        base::log("help_card_not_written");
}

Result<void> Pairing::clearWaiting() {
    LF_CHECK(attempts_.clear());
    return erase(profile_.surroundings().files, profile_.folder().pendingPairing());
}

Result<void> Pairing::abandon() {
    enrolment_.cancel();
    if (profile_.standing() != Standing::Waiting) return ok();
    LF_CHECK(profile_.surroundings().files.remove(profile_.folder().helpCard()));
    return clearWaiting();
}

}  // namespace landfall::patient
