#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <set>

#include "clinic/store/test_clinic.hpp"

using namespace landfall::clinic::test;
namespace fs = std::filesystem;

namespace {

struct Ran {
    int code = -1;
    std::string out;
    std::string err;
};

/// The real program in a process of its own.
class Program {
public:
    Program(std::vector<std::string> arguments, const std::string& input = {}) {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        std::array<int, 2> err{};
        REQUIRE(::pipe2(in.data(), O_CLOEXEC) == 0);
        REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
        REQUIRE(::pipe2(err.data(), O_CLOEXEC) == 0);
        arguments.insert(arguments.begin(), LANDFALL_CLINIC_PROGRAM);
        std::vector<char*> words;
        for (auto& word : arguments) words.push_back(word.data());
        words.push_back(nullptr);
        child_ = ::fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            ::dup2(in[0], 0);
            ::dup2(out[1], 1);
            ::dup2(err[1], 2);
            ::execv(words[0], words.data());
            ::_exit(127);
        }
        ::close(in[0]);
        ::close(out[1]);
        ::close(err[1]);
        REQUIRE(::write(in[1], input.data(), input.size()) == static_cast<ssize_t>(input.size()));
        ::close(in[1]);
        out_ = out[0];
        err_ = err[0];
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program() {
        if (child_ > 0) {
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
        }
        ::close(out_);
        ::close(err_);
    }

    std::string line() {
        std::string text;
        char c = 0;
        while (::read(out_, &c, 1) == 1 && c != '\n') text += c;
        return text;
    }
    void signal(int number) const { ::kill(child_, number); }
    Ran wait() {
        Ran ran;
        ran.out = drain(out_);
        ran.err = drain(err_);
        int status = 0;
        ::waitpid(child_, &status, 0);
        child_ = -1;
        ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return ran;
    }

private:
    static std::string drain(int descriptor) {
        std::string text;
        std::array<char, 4096> piece{};
        for (ssize_t got = 0; (got = ::read(descriptor, piece.data(), piece.size())) > 0;)
            text.append(piece.data(), static_cast<std::size_t>(got));
        return text;
    }
    pid_t child_ = -1;
    int out_ = -1;
    int err_ = -1;
};

Ran run(const std::vector<std::string>& arguments, const std::string& input = {}) {
    return Program(arguments, input).wait();
}

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> namesIn(const fs::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

bool isOneLine(const std::string& text) {
    return !text.empty() && text.find('\n') == text.size() - 1;
}

}  // namespace

TEST_CASE("a clinic is made, served, administered while it runs, and ended") {
    TempFolder folder;
    const auto data = folder.path().string();
    REQUIRE(run({"init", "--data", data, "--name", "Harbour Clinic", "--country", "GB"}).code == 0);
    const std::string password = "quiet boats at noon\n";
    const auto user = run({"--json", "user", "add", "--data", data, "--email", "lin@example.org",
                           "--name", "Dr Lin", "--role", "clinician"},
                          password);
    REQUIRE(user.code == 0);
    CHECK(parsed(user.out).get("otpauth").textOr().starts_with("otpauth://totp/"));

    // Options before the words of the command, and between them.
    const auto patient = run({"--data", data, "patient", "--json", "add", "--name", "Ada",
                              "--clinician", "lin@example.org"});
    REQUIRE(patient.code == 0);
    const std::string id(parsed(patient.out).get("id").textOr());

    Program server({"serve", "--data", data, "--listen", "127.0.0.1:0"});
    const auto ready = server.line();
    REQUIRE(ready.starts_with("ready https://127.0.0.1:"));
    const auto port = ready.substr(ready.rfind(':') + 1);
    CHECK(port != "0");

    const auto invited = run({"invite", "--data", data, "--patient", id, "--json"});
    REQUIRE(invited.code == 0);
    CHECK(parsed(invited.out).get("uri").textOr().find("h=127.0.0.1:" + port + "&") !=
          std::string::npos);
    CHECK(run({"assign", "--data", data, "--patient", id, "--questionnaire", "phq-9"}).code == 0);
    CHECK(run({"confirm", "--data", data, "--all-pending", "--json"}).out == "[]\n");

    // Bytes that are no text are told as such, by the server too.
    const auto bytes = folder / "bytes.json";
    std::ofstream(bytes, std::ios::binary) << "{\"x\":\"\xff\"}";
    const auto noText = run({"questionnaire", "add", bytes.string(), "--data", data});
    CHECK(noText.code == 1);
    CHECK(isOneLine(noText.err));
    CHECK(noText.err.find("UTF-8") != std::string::npos);

    const auto second = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
    CHECK(second.code == 1);
    CHECK(second.err == "landfall-clinic: a server is running on this folder already\n");

    TempFolder other;
    REQUIRE(run({"init", "--data", other.path().string(), "--name", "Other"}).code == 0);
    const auto taken =
        run({"serve", "--data", other.path().string(), "--listen", "127.0.0.1:" + port});
    CHECK(taken.code == 1);
    CHECK(taken.err.find("in use") != std::string::npos);

    server.signal(SIGTERM);
    const auto ended = server.wait();
    CHECK(ended.code == 0);
    CHECK(ended.out.empty());
    const auto checked = run({"check", "--data", data, "--json"});
    CHECK(checked.code == 0);
    CHECK(parsed(checked.out).get("ok").boolean() == true);
}

TEST_CASE("a server that was killed starts again on its folder") {
    TempFolder folder;
    const auto data = folder.path().string();
    REQUIRE(run({"init", "--data", data, "--name", "Harbour Clinic"}).code == 0);
    for (int time = 0; time < 3; ++time) {
        Program server({"serve", "--data", data, "--listen", "127.0.0.1:0"});
        REQUIRE(server.line().starts_with("ready https://127.0.0.1:"));
        server.signal(SIGKILL);
        CHECK(server.wait().code == 128 + SIGKILL);
    }
    CHECK(run({"check", "--data", data}).code == 0);
}

TEST_CASE("a server does not start on a damaged page, says what to do, and changes nothing") {
    TempFolder folder;
    const auto data = folder.path().string();
    REQUIRE(run({"init", "--data", data, "--name", "Harbour Clinic"}).code == 0);
    {
        Program server({"serve", "--data", data, "--listen", "127.0.0.1:0"});
        REQUIRE(server.line().starts_with("ready "));
        server.signal(SIGTERM);
        REQUIRE(server.wait().code == 0);
    }
    const auto path = folder / "clinic.db";
    const auto whole = contentOf(path);
    constexpr std::size_t pageBytes = 4096;
    REQUIRE(whole.size() > 8 * pageBytes);
    // Not the first page, which no opening gets past: one that a start need not read.
    for (const auto page : {std::size_t{3}, whole.size() / pageBytes - 1}) {
        auto damaged = whole;
        damaged[page * pageBytes + 100] = static_cast<char>(damaged[page * pageBytes + 100] ^ 1);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged;
        const auto before = namesIn(folder.path());
        const auto refused = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
        INFO(refused.err);
        CHECK(refused.code == 1);
        CHECK(refused.out.empty());
        CHECK(isOneLine(refused.err));
        CHECK(refused.err.find("damaged") != std::string::npos);
        CHECK(refused.err.find("changed nothing") != std::string::npos);
        CHECK(refused.err.find("backup") != std::string::npos);
        CHECK(contentOf(path) == damaged);
        CHECK(namesIn(folder.path()) == before);
        CHECK(run({"check", "--data", data}).code == 1);
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << whole;
    Program server({"serve", "--data", data, "--listen", "127.0.0.1:0"});
    CHECK(server.line().starts_with("ready "));
}

TEST_CASE("what would write refuses a damaged database and changes nothing; export still tries") {
    TempFolder folder;
    const auto data = folder.path().string();
    REQUIRE(run({"init", "--data", data, "--name", "Harbour Clinic"}).code == 0);
    REQUIRE(run({"user", "add", "--data", data, "--email", "lin@example.org", "--name", "Dr Lin",
                 "--role", "clinician"},
                "quiet boats at noon\n")
                .code == 0);
    const auto patient = run({"patient", "add", "--data", data, "--json", "--name", "Ada",
                              "--clinician", "lin@example.org"});
    REQUIRE(patient.code == 0);
    const std::string id(parsed(patient.out).get("id").textOr());
    const auto path = folder / "clinic.db";
    const auto whole = contentOf(path);
    auto damaged = whole;
    constexpr std::size_t pageBytes = 4096;
    // One that no opening reads, so that nobody notices.
    damaged[3 * pageBytes + 100] = static_cast<char>(damaged[3 * pageBytes + 100] ^ 1);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged;

    const auto served = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
    CHECK(served.code == 1);
    const auto file = folder / "form.json";
    std::ofstream(file) << "{}";
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"user", "add", "--email", "ito@example.org", "--name", "Dr Ito", "--role",
              "clinician"},
             {"patient", "add", "--name", "Ben", "--clinician", "lin@example.org"},
             {"patient", "add-clinician", "--patient", id, "--clinician", "lin@example.org"},
             {"patient", "remove-clinician", "--patient", id, "--clinician", "lin@example.org"},
             {"invite", "--patient", id},
             {"confirm", "--all-pending"},
             {"device", "revoke", "--device", id},
             {"assign", "--patient", id, "--questionnaire", "phq-9"},
             {"plan", "--patient", id},
             {"session", "--patient", id, "--date", "2026-12-31"},
             {"questionnaire", "add", file.string()},
             {"consent", "send", file.string(), "--patient", id},
             {"consent", "countersign", "--patient", id, "--consent", id, "--name", "Dr Lin"},
             {"reindex"}}) {
        auto arguments = words;
        arguments.insert(arguments.end(), {"--data", data});
        const auto refused = run(arguments, "quiet boats at noon\n");
        INFO(words.front() << ' ' << words.back());
        CHECK(refused.code == 1);
        CHECK(refused.out.empty());
        CHECK(refused.err == served.err);
        CHECK(contentOf(path) == damaged);
    }
    // What says what is wrong, and what gets out what is left, is not kept from trying.
    const auto checked = run({"check", "--data", data});
    CHECK(checked.code == 1);
    CHECK(checked.err == "landfall-clinic: the database is damaged; restore a backup\n");
    CHECK(run({"export", "--data", data, "--to", (folder / "out").string()}).code == 0);
    CHECK(contentOf(folder / "out/Patient.ndjson").find(id) != std::string::npos);
    // Also where an opening gets no further than the damage.
    damaged = whole;
    damaged[damaged.size() - pageBytes + 100] =
        static_cast<char>(damaged[damaged.size() - pageBytes + 100] ^ 1);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged;
    CHECK(run({"check", "--data", data}).err ==
          "landfall-clinic: the database is damaged; restore a backup\n");
    CHECK(run({"invite", "--data", data, "--patient", id}).err == served.err);
}

TEST_CASE("a server does not start with a key that other users may read") {
    TempFolder folder;
    const auto data = folder.path().string();
    REQUIRE(run({"init", "--data", data, "--name", "Harbour Clinic"}).code == 0);
    fs::permissions(folder / "server.key", fs::perms::group_read, fs::perm_options::add);
    const auto refused = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
    CHECK(refused.code == 1);
    CHECK(isOneLine(refused.err));
    CHECK(refused.err.find("chmod 600") != std::string::npos);
    CHECK(refused.err.find("server.key") != std::string::npos);
}

TEST_CASE("a clinic that lacks a part of itself says how to get it back") {
    for (const auto* part : {"server.key", "clinic.toml"}) {
        TempFolder folder;
        const auto data = folder.path().string();
        REQUIRE(run({"init", "--data", data, "--name", "Harbour Clinic"}).code == 0);
        fs::remove(folder / part);
        const auto refused = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
        INFO(part);
        CHECK(refused.code == 1);
        CHECK(isOneLine(refused.err));
        CHECK(refused.err.find(part) != std::string::npos);
        CHECK(refused.err.find("copy of the whole folder") != std::string::npos);
    }
}

TEST_CASE("bad input is one clear line and exit code 1, wrong usage is 2") {
    TempFolder folder;
    const auto data = folder.path().string();
    const auto refuses = [&](const std::vector<std::string>& arguments, const std::string& word) {
        const auto ran = run(arguments);
        INFO(ran.err);
        CHECK(ran.code == 1);
        CHECK(ran.out.empty());
        CHECK(isOneLine(ran.err));
        CHECK(ran.err.find(word) != std::string::npos);
    };
    refuses({"invite", "--data", data, "--patient", "x"}, "there is no clinic");
    refuses({"serve", "--data", data}, "there is no clinic");
    refuses({"init", "--data", data, "--name", "X", "--country", "XX"}, "country");
    refuses({"init", "--data", data, "--name", "X", "--store", "postgresql://db/x"}, "--store");
    CHECK(fs::is_empty(folder.path()));
    REQUIRE(run({"init", "--data", data, "--name", "X"}).code == 0);
    refuses({"init", "--data", data, "--name", "X"}, "already");
    refuses({"invite", "--data", data, "--patient", "nobody"}, "no patient");
    refuses({"serve", "--data", data, "--listen", "somewhere"}, "127.0.0.1:8443");
    refuses({"questionnaire", "add", data + "/nothing.json", "--data", data}, "not there");

    TempFolder full;
    std::fclose(std::fopen((full.path() / "letter.txt").c_str(), "w"));
    refuses({"init", "--data", full.path().string(), "--name", "X"}, "not empty");
    CHECK(std::distance(fs::directory_iterator(full.path()), {}) == 1);

    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
             {},
             {"dance"},
             {"invite", "--data", data},
             {"invite", "--data", data, "--patient", "x", "--role", "admin"},
             {"confirm", "--data", data},
             {"confirm", "--data", data, "--all-pending", "--device", "x"},
             {"user", "--data", data},
             {"init", "--data", data, "--name"}}) {
        const auto ran = run(wrong);
        CHECK(ran.code == 2);
        CHECK(ran.out.empty());
        CHECK_FALSE(ran.err.empty());
    }
}

TEST_CASE("a passphrase seals the store, and without it nothing opens") {
    TempFolder folder;
    TempFolder secret;
    const auto data = (folder.path() / "clinic").string();
    const auto file = secret.path() / "passphrase";
    if (auto* out = std::fopen(file.c_str(), "w")) {
        std::fputs("a sentence that nobody guesses\n", out);
        std::fclose(out);
    }
    ::setenv("LANDFALL_CLINIC_PASSPHRASE_FILE", file.c_str(), 1);
    CHECK(run({"init", "--data", data, "--name", "X"}).code == 0);
    CHECK(run({"check", "--data", data}).code == 0);
    ::unsetenv("LANDFALL_CLINIC_PASSPHRASE_FILE");
    const auto refused = run({"check", "--data", data});
    CHECK(refused.code == 1);
    CHECK(refused.err.find("passphrase") != std::string::npos);
}
