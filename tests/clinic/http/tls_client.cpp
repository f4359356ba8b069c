#include "clinic/http/tls_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "landfall/base/bytes.hpp"

namespace landfall::tests {

namespace {
/// A test that waits for a server that never answers must end by itself.
constexpr long readSecondsMax = 30;

int connectTo(std::uint16_t port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval timeout{readSecondsMax, 0};
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}
}  // namespace

void TlsClient::FreeSsl::operator()(SSL* ssl) const {
    ::close(SSL_get_fd(ssl));
    SSL_free(ssl);
}

std::optional<TlsClient> TlsClient::connect(std::uint16_t port, const TlsOptions& options) {
    std::signal(SIGPIPE, SIG_IGN);
    TlsClient client;
    client.context_.reset(SSL_CTX_new(TLS_client_method()));
    auto* context = client.context_.get();
    SSL_CTX_set_min_proto_version(context, options.versionMin);
    SSL_CTX_set_max_proto_version(context, options.versionMax);
    SSL_CTX_set_security_level(context, 0);  // or OpenSSL would not even offer TLS 1.1
    const int descriptor = connectTo(port);
    if (descriptor < 0) return std::nullopt;
    client.ssl_.reset(SSL_new(context));
    auto* ssl = client.ssl_.get();
    SSL_set_fd(ssl, descriptor);
    if (!options.name.empty()) SSL_set_tlsext_host_name(ssl, options.name.c_str());
    if (!options.protocols.empty())
        SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(options.protocols.data()),
                            static_cast<unsigned>(options.protocols.size()));
    if (SSL_connect(ssl) != 1) return std::nullopt;
    return client;
}

bool TlsClient::send(std::string_view bytes) {
    return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
}

bool TlsClient::readSome() {
    std::array<char, 4096> buffer{};
    const int size = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (size <= 0) return false;
    waiting_.append(buffer.data(), static_cast<std::size_t>(size));
    return true;
}

std::string TlsClient::readUntil(std::string_view part) {
    for (;;) {
        const auto at = waiting_.find(part);
        if (at != std::string::npos) {
            auto text = waiting_.substr(0, at + part.size());
            waiting_.erase(0, text.size());
            return text;
        }
        if (!readSome()) return std::exchange(waiting_, {});
    }
}

std::string TlsClient::readAnswer() {
    constexpr std::string_view lengthField = "Content-Length: ";
    auto answer = readUntil("\r\n\r\n");
    const auto at = answer.find(lengthField);
    if (at == std::string::npos) return answer;
    const auto length = std::stoul(answer.substr(at + lengthField.size()));
    while (waiting_.size() < length && readSome()) {
    }
    answer += waiting_.substr(0, length);
    waiting_.erase(0, length);
    return answer;
}

std::string TlsClient::readToEnd() {
    while (readSome()) {
    }
    return std::exchange(waiting_, {});
}

std::string TlsClient::peerPin() const {
    X509* certificate = SSL_get1_peer_certificate(ssl_.get());
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    const auto pin = base::sha256(base::ByteView(der, static_cast<std::size_t>(size)));
    OPENSSL_free(der);
    X509_free(certificate);
    return base::toHex(pin);
}

}  // namespace landfall::tests
