#pragma once

#include <filesystem>

namespace landfall::patient {

/// The names of a phone's data folder. One place, so that nothing else builds a path.
struct Folder {
    std::filesystem::path root;

    [[nodiscard]] std::filesystem::path database() const { return root / "landfall.db"; }
    /// The two copies of the key file are this with ".a" and ".b".
    [[nodiscard]] std::filesystem::path keysA() const { return root / "landfall.keys.a"; }
    [[nodiscard]] std::filesystem::path keysB() const { return root / "landfall.keys.b"; }
    /// A pairing that has no passphrase yet; see docs/adr/0002-pending-pairing.md.
    [[nodiscard]] std::filesystem::path pendingPairing() const { return root / "pairing.pending"; }
    /// The key of an enrolment that was not answered yet; see the same decision.
    [[nodiscard]] std::filesystem::path pairingAttempt() const { return root / "pairing.attempt"; }
    /// Where a set-up is prepared before its files move up; holds nothing a person wrote.
    [[nodiscard]] std::filesystem::path setUp() const { return root / "setup"; }
    /// The clinic's number and country, and what the person shows while it is locked.
    [[nodiscard]] std::filesystem::path helpCard() const { return root / "help.json"; }
    /// Questionnaires put there by hand: *.json below it.
    [[nodiscard]] std::filesystem::path instruments() const { return root / "instruments"; }
};

}  // namespace landfall::patient
