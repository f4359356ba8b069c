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

/// A folder that belongs to a clinic is opened with its own passphrase: it may have been stopped,
/// and then a new code goes on with what is in it.
Result<void> pairAgain(const Context& context, Session& session, const base::SecretText& passphrase,
                       const std::string& uri) {
    auto& phone = session.phone();
    LF_CHECK(phone.access.unlock(passphrase));
    LF_TRY(const auto view, session.wait<Result<patient::PairingView>>(
                                [&](auto done) { phone.pairing.begin(uri, std::move(done)); }));
    context.output().print(pairingJson(view));
    return ok();
}

/// The passphrase is checked before the code is used up.
Result<void> pair(const Context& context, std::string uri) {
    LF_TRY(const auto session, context.open());
    auto& phone = session->phone();
    base::SecretText passphrase(readLine());
    if (uri == "-") uri = readLine();
    if (phone.profile.standing() == patient::Standing::Locked)
        return pairAgain(context, *session, passphrase, uri);
    LF_TRY(const auto normalised, keys::normalise(passphrase.reveal()));
    LF_CHECK(keys::checkNewPassphrase(normalised));
    const auto outcome = session->wait<Result<patient::PairingView>>(
        [&](auto done) { phone.pairing.begin(uri, std::move(done)); });
    LF_TRY(const auto view, outcome);
    LF_CHECK(phone.access.create(passphrase));
    LF_TRY(const auto code, phone.access.unconfirmedCode());
    auto json = pairingJson(view);
    if (code) json["recoveryCode"] = joined(*code);
    context.output().print(json);
    return ok();
}

Result<void> recoveryCode(const Context& context) {
    LF_TRY(const auto session, context.unlocked());
    LF_TRY(const auto groups, session->phone().access.renewCode());
    context.output().print(boost::json::object{{"recoveryCode", joined(groups)}});
    return ok();
}

Result<void> restore(const Context& context) {
    LF_TRY(const auto session, context.open());
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
