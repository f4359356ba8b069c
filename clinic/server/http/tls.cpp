#include "server/http/tls.hpp"

#include <openssl/ssl.h>

#include <string_view>

namespace landfall::clinic::http {

namespace {

constexpr unsigned char http11[] = "\x08http/1.1";

int chooseProtocol(SSL*, const unsigned char** out, unsigned char* outSize,
                   const unsigned char* offered, unsigned offeredSize, void*) {
    unsigned char* chosen = nullptr;
    const int found =
        SSL_select_next_proto(&chosen, outSize, http11, sizeof(http11) - 1, offered, offeredSize);
    if (found != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

int checkName(SSL* ssl, int* alert, void* context) {
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    // No name is what a client that was given an address sends.
    if (!name || static_cast<const HostList*>(context)->acceptsName(name)) return SSL_TLSEXT_ERR_OK;
    *alert = SSL_AD_UNRECOGNIZED_NAME;
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Result<void> prepareTls(boost::asio::ssl::context& context, const ServerOptions& options,
                        const HostList& hosts) {
    boost::system::error_code error;
    context.use_certificate_chain_file(options.certificateFile.string(), error);
    if (error) return Error(base::Fault::Malformed, options.certificateFile.filename().string());
    context.use_private_key_file(options.keyFile.string(), boost::asio::ssl::context::pem, error);
    if (error) return Error(base::Fault::Malformed, options.keyFile.filename().string());

    auto* native = context.native_handle();
    const bool set = SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION) == 1 &&
                     SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                     SSL_CTX_set1_groups_list(native, "X25519:P-256:P-384") == 1 &&
                     SSL_CTX_set_num_tickets(native, 0) == 1 &&
                     SSL_CTX_set_max_early_data(native, 0) == 1;
    if (!set) return base::Fault::Unsupported;
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(native, &chooseProtocol, nullptr);
    SSL_CTX_set_tlsext_servername_callback(native, &checkName);
    SSL_CTX_set_tlsext_servername_arg(native, const_cast<HostList*>(&hosts));
    return ok();
}

}  // namespace landfall::clinic::http
