// landfall-bench-store [ROUNDS] [ROWS]: a saved answer and an unlocked open beside their floors.
#include <cstdio>
#include <cstdlib>

#include "bench/bare_file.hpp"
#include "bench/measure.hpp"
#include "landfall/base/log.hpp"
#include "landfall/store/store.hpp"
#include "support/temp_folder.hpp"

namespace {
using namespace landfall;

constexpr std::size_t bodyBytes = 1'400;
constexpr int perOpenRounds = 15;
const std::string draftState =
    R"({"questionnaire":"https://landfall.example/fhir/Questionnaire/phq-9|1.0.0","position":8,)"
    R"("answers":{"phq9-1":{"option":1},"phq9-2":{"option":2},"phq9-3":{"option":1},)"
    R"("phq9-4":{"option":0},"phq9-5":{"option":0},"phq9-6":{"option":1},"phq9-7":{"option":0}}})";

struct Phone {
    std::filesystem::path path;
    base::SystemClock clock;
    base::SystemRandom random;
    base::Uuid id{};

    std::unique_ptr<store::Store> open(bool create) {
        store::Store::Options options;
        options.path = path;
        options.databaseId = id;
        options.create = create;
        auto opened = store::Store::open(std::move(options), clock, random);
        if (opened.has_error()) bench::giveUp("the store does not open");
        return std::move(*opened);
    }
};

void savedAnswer(const support::TempFolder& folder, int rounds) {
    Phone phone{.path = folder.path() / "answer.db", .clock = {}, .random = {}};
    phone.id.bytes[0] = 1;
    const auto store = phone.open(true);
    const auto draft = store->drafts().begin("phq-9|1.0.0", phone.clock.now());
    if (draft.has_error()) bench::giveUp("no draft");
    bench::BareFile bare(folder.path() / "bare.db", bench::BareFile::Pragmas::Phone);
    const auto pair = bench::inTurns(
        rounds,
        [&] {
            if (store->drafts()
                    .saveAnswer({.response = draft->response,
                                 .state = draftState,
                                 .at = phone.clock.now(),
                                 .tier = 0,
                                 .flag = {}})
                    .has_error())
                bench::giveUp("an answer is not stored");
        },
        [&] { bare.replaceDraft(draftState); });
    bench::print("saved answer / bare transaction, same pragmas", pair, "us", "1.10");
}

double plainOpen(const std::string& program, const std::filesystem::path& file, int times) {
    const auto command = "'" + program + "' open '" + file.string() + "' " + std::to_string(times);
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    double microseconds = 0;
    const bool read = pipe != nullptr && std::fscanf(pipe, "%lf", &microseconds) == 1;
    if (pipe != nullptr) ::pclose(pipe);
    if (!read) bench::giveUp("plain SQLite did not answer");
    return microseconds;
}

void unlockedOpen(const support::TempFolder& folder, const std::string& plain, int rows) {
    Phone phone{.path = folder.path() / "open.db", .clock = {}, .random = {}};
    phone.id.bytes[0] = 2;
    {
        const auto store = phone.open(true);
        const std::string text(bodyBytes, 'x');
        for (int i = 0; i < rows; ++i)
            if (store->journal().create(text, true, phone.clock.now()).has_error())
                bench::giveUp("an entry is not stored");
    }
    const auto file = folder.path() / "plain.db";
    if (std::system(
            ("'" + plain + "' make '" + file.string() + "' " + std::to_string(rows)).c_str()) != 0)
        bench::giveUp("plain SQLite makes no file");
    std::vector<double> ours;
    std::vector<double> floor;
    for (int round = 0; round < perOpenRounds; ++round) {
        ours.push_back(bench::microsecondsOf([&] {
            const auto store = phone.open(false);
            if (store->journal().list(1).has_error()) bench::giveUp("nothing to read");
        }));
        floor.push_back(plainOpen(plain, file, 3));
    }
    bench::print("unlocked open and first read / plain SQLite, " + std::to_string(rows) + " rows",
                 {bench::median(ours), bench::median(floor)}, "us", "2.0");
}
}  // namespace

int main(int argc, char** argv) {
    base::setLogEnabled(false);
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 400;
    const int rows = argc > 2 ? std::atoi(argv[2]) : 1'000;
    const support::TempFolder folder;
    savedAnswer(folder, rounds);
    const auto plain = std::filesystem::read_symlink("/proc/self/exe").parent_path() /
                       "landfall-bench-plain-sqlite";
    if (std::filesystem::exists(plain))
        unlockedOpen(folder, plain.string(), rows);
    else
        std::fputs("landfall-bench-plain-sqlite is not built, so opening has no floor\n", stderr);
}
