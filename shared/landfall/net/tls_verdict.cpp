#include "landfall/net/tls_verdict.hpp"

#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace landfall::net {

namespace {
int verdictIndex() {
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

bool nameFits(X509* certificate, const std::string& host) {
    if (X509_check_ip_asc(certificate, host.c_str(), 0) == 1) return true;
    return X509_check_host(certificate, host.data(), host.size(),
                           X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS,
                           nullptr) == 1;
}

int judge(X509_STORE_CTX* store, void*) {
    auto* ssl =
        static_cast<SSL*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* verdict = static_cast<TlsVerdict*>(SSL_get_ex_data(ssl, verdictIndex()));
    X509* leaf = X509_STORE_CTX_get0_cert(store);
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
    if (verdict == nullptr || verdict->endpoint == nullptr || leaf == nullptr) return 0;
    verdict->seen = spkiPinOf(leaf);
    const auto& pins = verdict->endpoint->pins;
    verdict->pinFits =
        verdict->seen && std::find(pins.begin(), pins.end(), *verdict->seen) != pins.end();
    verdict->nameFits = nameFits(leaf, verdict->endpoint->host);
    // A wrong phone clock or a forgotten renewal must not lock patients out of a pinned server.
    verdict->inDate = X509_cmp_current_time(X509_get0_notBefore(leaf)) < 0 &&
                      X509_cmp_current_time(X509_get0_notAfter(leaf)) > 0;
    if (!verdict->pinFits || !verdict->nameFits) return 0;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}
}  // namespace

std::optional<ports::SpkiPin> spkiPinOf(const X509* certificate) {
    unsigned char* der = nullptr;
    // Not X509_pubkey_digest: that hashes the key bits alone and is no SPKI pin.
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0) return std::nullopt;
    const auto pin = base::sha256(base::ByteView(der, static_cast<std::size_t>(size)));
    OPENSSL_free(der);
    return pin;
}

void setUpPinnedTls(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(context,
                        SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(context, &judge, nullptr);
}

void attachVerdict(SSL* ssl, TlsVerdict& verdict) {
    SSL_set_ex_data(ssl, verdictIndex(), &verdict);
}

}  // namespace landfall::net
