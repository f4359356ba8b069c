#include <boost/json/object.hpp>
#include <iostream>
#include <memory>

#include "commands.hpp"
#include "landfall/keys/passphrase.hpp"
#include "landfall/patient/access.hpp"

namespace landfall::headless {

namespace {
std::string joined(const patient::RecoveryGroups& groups) {
    std::string text;
    for (const auto& group : groups) text += (text.empty() ? "" : "-") + group;
    return text;
}

boost::json::object pairingJson(const patient::PairingView& view) {
    return {{"digits", view.digits},
            {"device", view.device},
            {"state", view.confirmed ? "active" : "pending"},
            {"clinic", view.clinicName},
            {"backupPin", view.hasBackupPin}};
}

/// Warns where the code had no spare key (security rule E-06).
Result<void> print(const Context& context, const patient::PairingView& view,
                   const std::optional<patient::RecoveryGroups>& code = {}) {
    auto json = pairingJson(view);
    if (code) json["recoveryCode"] = joined(*code);
    context.output().print(json);
    if (!view.hasBackupPin)
        std::cerr << "This clinic gave no spare key. If it ever changes its server, you will need "
                     "a new code from it.\n";
    return ok();
}

Result<void> printWithCode(const Context& context, patient::Phone& phone,
                           const patient::PairingView& view) {
    LF_TRY(const auto code, phone.access.unconfirmedCode());
    return print(context, view, code);
}

/// A folder that belongs to a clinic is opened with its own passphrase: it may have been stopped,
/// and then a new code goes on with what is in it.
Result<void> pairAgain(const Context& context, Session& session, const base::SecretText& passphrase,
                       const std::string& uri) {
    auto& phone = session.phone();
    LF_CHECK(phone.access.unlock(passphrase));
    LF_TRY(const auto view, session.wait<Result<patient::PairingView>>(
                                [&](auto done) { phone.pairing.begin(uri, std::move(done)); }));
    // The code of this pairing itself: what was to be printed then may never have been read.
    return view.goesOn ? printWithCode(context, phone, view) : print(context, view);
}

/// An empty line is no passphrase: then the one of the file counts.
Result<base::SecretText> givenPassphrase(base::SecretText line) {
    if (!line.reveal().empty()) return line;
    auto ofFile = passphraseFromFile();
    if (ofFile.has_error() && ofFile.error().is(patient::Fault::Locked))
        return patient::Fault::NoPassphrase;
    if (ofFile.has_value() && ofFile->reveal().empty()) return patient::Fault::NoPassphrase;
    return ofFile;
}

/// The passphrase is checked before the code is used up.
Result<void> pair(const Context& context, std::string uri) {
    LF_TRY(const auto session, context.open());
    auto& phone = session->phone();
    base::SecretText passphrase(readLine());
    if (uri == "-") uri = readLine();
    if (phone.profile.standing() == patient::Standing::Locked) {
        LF_TRY(const auto given, givenPassphrase(std::move(passphrase)));
        return pairAgain(context, *session, given, uri);
    }
    LF_TRY(const auto normalised, keys::normalise(passphrase.reveal()));
    LF_CHECK(keys::checkNewPassphrase(normalised));
    const auto outcome = session->wait<Result<patient::PairingView>>(
        [&](auto done) { phone.pairing.begin(uri, std::move(done)); });
    LF_TRY(const auto view, outcome);
    LF_CHECK(phone.access.create(passphrase));
    return printWithCode(context, phone, view);
}

/// The old code is given up only when there is somewhere to show the new one.
Result<void> recoveryCode(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    if (!context.output().canPrint()) return patient::Fault::NowhereToShow;
    LF_TRY(const auto groups, session->phone().access.renewCode());
    context.output().print(boost::json::object{{"recoveryCode", joined(groups)}});
    return ok();
}

Result<void> restore(const Context& context) {
    LF_TRY(const auto session, context.open());
    if (session->phone().profile.standing() == patient::Standing::Waiting)
        return patient::Fault::PairingWaits;
    const base::SecretText code(readLine());
    const base::SecretText passphrase(readLine());
    LF_CHECK(session->phone().access.recover(code.reveal(), passphrase));
    context.output().print(toJson(session->phone().overview.status()));
    return ok();
}
}  // namespace

void addAccessCommands(CLI::App& app, Command& chosen) {
    auto* const pairing = app.add_subcommand("pair",
                                             "Connect this folder to a clinic, or again after the "
                                             "clinic stopped it; the passphrase is the "
                                             "first line of standard input");
    auto uri = std::make_shared<std::string>();
    pairing->add_option("URI", *uri, "landfall://pair?..., or - to read it from the second line")
        ->required();
    pairing->callback(
        [&chosen, uri] { chosen = [uri](const Context& context) { return pair(context, *uri); }; });
    app.add_subcommand("recovery-code", "Make a new recovery code; the old one ends")
        ->callback([&] { chosen = recoveryCode; });
    app.add_subcommand("restore",
                       "Set a new passphrase with the recovery code; both from standard input")
        ->callback([&] { chosen = restore; });
}

}  // namespace landfall::headless
