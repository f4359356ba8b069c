// landfall-bench-sync FOLDER push|pull URI COUNT: one phone against a running clinic. It pairs,
// says "waiting", reads a line (the clinic has confirmed it), and then sends COUNT shared entries
// or fetches everything there is. Prints "took SECONDS RECORDS BYTES-ON-DISK". landfall-bench-sync
// FOLDER floor COUNT: the same bodies into two bare files, as the phone and as the clinic keep
// them; prints "took SECONDS COUNT BYTES-ON-DISK".
#include <cstdlib>
#include <iostream>

#include "bench/bare_file.hpp"
#include "bench/measure.hpp"
#include "landfall/base/log.hpp"
#include "landfall/net/event_loop.hpp"
#include "landfall/net/https_client.hpp"
#include "landfall/patient/phone.hpp"

namespace {
using namespace landfall;

constexpr std::size_t textBytes = 780;  // a record of 1.5 KB
constexpr std::size_t recordBytes = 1'500;
constexpr int perBundle = 100;
constexpr int roundsMax = 400;
constexpr double microsecondsPerSecond = 1e6;
constexpr keys::Stretch cheap{.passes = 1, .memoryKib = 8};  // keys are not what is measured here

class BenchPhone {
public:
    explicit BenchPhone(const std::string& folder)
        : client_(loop_),
          phone_(patient::Phone::open({folder},
                                      {.clock = clock_,
                                       .trueClock = clock_,
                                       .random = random_,
                                       .files = files_,
                                       .transport = client_,
                                       .timers = loop_},
                                      {.stretch = keys::StretchPolicy{cheap, cheap}})) {
        if (phone_.has_error()) bench::giveUp("the folder cannot be used");
    }

    patient::Phone& phone() { return **phone_; }

    void pair(const std::string& uri) {
        bool done = false;
        bool paired = false;
        phone().pairing.begin(uri, [&](const Result<patient::PairingView>& outcome) {
            done = true;
            paired = outcome.has_value();
        });
        loop_.runUntil([&] { return done; });
        if (!paired) bench::giveUp("the clinic did not take the code");
        std::cout << "waiting" << std::endl;
        std::string line;
        std::getline(std::cin, line);
        if (phone().access.create(base::SecretText("quiet harbour lantern")).has_error())
            bench::giveUp("no passphrase");
    }

    /// True when the clinic has everything and so has the phone.
    bool syncOnce() {
        bool done = false;
        bool received = false;
        phone().syncing.now([&](const Result<sync::SyncReport>& outcome) {
            done = true;
            received = outcome.has_value() && outcome->state == sync::SyncState::Received;
        });
        loop_.runUntil([&] { return done; });
        return received && phone().overview.status().pending == 0;
    }

    double sync() {
        return bench::microsecondsOf([&] {
                   for (int round = 0; round < roundsMax; ++round)
                       if (syncOnce()) return;
                   bench::giveUp("it does not come to an end");
               }) /
               microsecondsPerSecond;
    }

    std::size_t entries() {
        const auto all = phone().journaling.list(1'000'000);
        return all.has_value() ? all->size() : 0;
    }

private:
    base::SystemClock clock_;
    base::SystemRandom random_;
    base::PosixFiles files_;
    net::EventLoop loop_;
    net::HttpsClient client_;
    Result<std::unique_ptr<patient::Phone>> phone_;
};

std::uintmax_t bytesIn(const std::string& folder) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
}

void tell(double seconds, std::size_t count, const std::string& folder) {
    std::cout << "took " << seconds << ' ' << count << ' ' << bytesIn(folder) << std::endl;
}

void floorOf(const std::string& folder, int count) {
    const std::string body(recordBytes, 'x');
    bench::BareFile phone(folder + "/phone.db", bench::BareFile::Pragmas::Phone);
    bench::BareFile clinic(folder + "/clinic.db", bench::BareFile::Pragmas::Clinic);
    const auto took = bench::microsecondsOf([&] {
        clinic.addBodies(body, count, perBundle);
        phone.addBodies(body, count, perBundle);
    });
    tell(took / microsecondsPerSecond, static_cast<std::size_t>(count), folder);
}

int run(const std::vector<std::string>& words) {
    if (words.size() == 3 && words[1] == "floor") {
        floorOf(words[0], std::atoi(words[2].c_str()));
        return 0;
    }
    if (words.size() != 4) return 2;
    BenchPhone bench(words[0]);
    bench.pair(words[2]);
    if (words[1] == "push") {
        std::string text;
        while (text.size() < textBytes) text += "the sea was calm ";
        for (int i = std::atoi(words[3].c_str()); i > 0; --i)
            if (bench.phone().journaling.add(text, false).has_error())
                bench::giveUp("an entry is not stored");
    }
    const auto seconds = bench.sync();
    tell(seconds, bench.entries(), words[0]);
    return 0;
}
}  // namespace

int main(int argc, char** argv) {
    base::setLogEnabled(false);
    return run({argv + 1, argv + argc});
}
