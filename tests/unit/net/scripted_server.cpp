#include "scripted_server.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include "landfall/net/event_loop_impl.hpp"
#include "landfall/net/tls_verdict.hpp"

namespace landfall::net::test {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Code = boost::system::error_code;

namespace {
template <class Write>
std::string pemOf(Write write) {
    BIO* memory = BIO_new(BIO_s_mem());
    write(memory);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return pem;
}
}  // namespace

Identity Identity::make(const Options& options) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), options.validFromS);
    X509_gmtime_adj(X509_getm_notAfter(certificate), options.validToS);
    X509_set_pubkey(certificate, key);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, options.names.c_str());
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key, EVP_sha256());
    Identity identity;
    identity.pin = *spkiPinOf(certificate);
    identity.certificatePem = pemOf([&](BIO* to) { PEM_write_bio_X509(to, certificate); });
    identity.keyPem = pemOf(
        [&](BIO* to) { PEM_write_bio_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(certificate);
    EVP_PKEY_free(key);
    return identity;
}

class ScriptedServer::Listener : public std::enable_shared_from_this<Listener> {
public:
    Listener(asio::io_context& io, const Identity& identity, Script script)
        : tls_(asio::ssl::context::tls_server),
          acceptor_(io, tcp::endpoint(asio::ip::address_v4::loopback(), 0)),
          script_(std::move(script)) {
        tls_.use_certificate_chain(asio::buffer(identity.certificatePem));
        tls_.use_private_key(asio::buffer(identity.keyPem), asio::ssl::context::pem);
    }

    void accept() {
        acceptor_.async_accept([self = shared_from_this()](const Code& code, tcp::socket socket) {
            if (code) return;
            ++self->connections_;
            auto session = std::make_shared<Session>(std::move(socket), self->tls_, self);
            self->sessions_.push_back(session);
            session->begin();
            self->accept();
        });
    }

    void close() {
        Code ignored;
        acceptor_.close(ignored);
        for (const auto& each : sessions_)
            if (const auto session = each.lock()) session->close();
        silent_.clear();
    }

    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    std::size_t connections_ = 0;
    std::vector<std::string> requests_;

private:
    struct Session : std::enable_shared_from_this<Session> {
        Session(tcp::socket socket, asio::ssl::context& tls, std::shared_ptr<Listener> owner)
            : stream(std::move(socket), tls), listener(std::move(owner)) {}

        void begin() {
            stream.async_handshake(asio::ssl::stream_base::server,
                                   [self = shared_from_this()](const Code& code) {
                                       if (!code) self->read();
                                   });
        }
        void read() {
            stream.async_read_some(asio::buffer(chunk),
                                   [self = shared_from_this()](const Code& code, std::size_t size) {
                                       if (code) return;
                                       self->received.append(self->chunk.data(), size);
                                       self->answerIfWhole();
                                   });
        }
        void answerIfWhole() {
            const auto head = received.find("\r\n\r\n");
            std::size_t whole = std::string::npos;
            if (head != std::string::npos) {
                constexpr std::string_view field = "Content-Length: ";
                const auto at = received.find(field);
                const auto body =
                    at < head ? std::stoul(received.substr(at + field.size())) : std::size_t{0};
                whole = head + 4 + body;
            }
            if (whole == std::string::npos || received.size() < whole) {
                read();
                return;
            }
            const auto request = received.substr(0, whole);
            received.erase(0, whole);
            listener->requests_.push_back(request);
            reaction = listener->script_(request);
            if (reaction.silent) {
                // Somebody has to hold the connection open.
                listener->silent_.push_back(shared_from_this());
                return;
            }
            if (reaction.cutAfter) reaction.bytes.resize(*reaction.cutAfter);
            asio::async_write(stream, asio::buffer(reaction.bytes),
                              [self = shared_from_this()](const Code& code, std::size_t) {
                                  if (code) return;
                                  if (self->reaction.cutAfter || self->reaction.closeAfter)
                                      self->close();
                                  else
                                      self->read();
                              });
        }
        void close() {
            Code ignored;
            stream.lowest_layer().close(ignored);
        }

        asio::ssl::stream<tcp::socket> stream;
        std::shared_ptr<Listener> listener;
        std::array<char, 4096> chunk{};
        std::string received;
        Reaction reaction;
    };

    asio::ssl::context tls_;
    tcp::acceptor acceptor_;
    Script script_;
    std::vector<std::weak_ptr<Session>> sessions_;
    std::vector<std::shared_ptr<Session>> silent_;
};

ScriptedServer::ScriptedServer(EventLoop& loop, const Identity& identity, Script script)
    : listener_(std::make_shared<Listener>(loop.impl().io, identity, std::move(script))) {
    listener_->accept();
}

ScriptedServer::~ScriptedServer() {
    listener_->close();
}

ports::Endpoint ScriptedServer::endpoint(std::vector<ports::SpkiPin> pins) const {
    return {"127.0.0.1", listener_->port(), "/", std::move(pins), ports::Trust::Private};
}

std::size_t ScriptedServer::connections() const {
    return listener_->connections_;
}

const std::vector<std::string>& ScriptedServer::requests() const {
    return listener_->requests_;
}

std::string httpAnswer(const std::string& status, const std::string& fields,
                       const std::string& body) {
    return "HTTP/1.1 " + status + "\r\n" + fields +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace landfall::net::test
