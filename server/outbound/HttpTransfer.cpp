// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/outbound/HttpTransfer.h"

#include "server/base/Sockets.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <algorithm>
#include <utility>

namespace tabletalk {

static constexpr qsizetype mostHeaders = 200;
static constexpr int mostBytesToldOfErrors = 64 * 1024;

static QString tr(const char *text)
{
    return QCoreApplication::translate("Outbound", text);
}

HttpTransfer::HttpTransfer(const WebRequest &request, const TransferRules &rules, Done done)
    : m_rules(rules)
    , m_request(request)
    , m_curl(curl_easy_init())
    , m_done(std::move(done))
    , m_url(request.url.toEncoded())
{
    if (m_curl)
        configure(m_request);
}

void HttpTransfer::configure(const WebRequest &request)
{
    CURL *curl = m_curl.get();
    curl_slist *headers = nullptr;
    for (const auto &[name, value] : request.headers) {
        // No value can begin another header.
        const QByteArray header = name + ": " + value;
        const bool plain = std::ranges::none_of(header, [](char c) { return c == '\r' || c == '\n' || c == 0; });
        if (plain)
            headers = curl_slist_append(headers, header.constData());
    }
    headers = curl_slist_append(headers, "Expect:"); // no round trip before a body
    m_headers.reset(headers);
    curl_easy_setopt(curl, CURLOPT_URL, m_url.constData());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.constData());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, m_headers.get());
    if (!request.body.isEmpty()) {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.size()));
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.constData());
    }
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(request.connectTime.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, long(request.wholeTime.count()));
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, std::max(1L, long(request.silence.count() / 1000)));
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, long(request.redirects > 0));
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, long(request.redirects));
    if (!m_rules.proxy.isEmpty())
        curl_easy_setopt(curl, CURLOPT_PROXY, m_rules.proxy.constData());
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    if (!m_rules.trusted.isEmpty()) {
        curl_blob trusted{const_cast<char *>(m_rules.trusted.constData()), size_t(m_rules.trusted.size()),
                          CURL_BLOB_NOCOPY};
        curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &trusted);
    }
#ifdef Q_OS_WIN
    else {
        curl_easy_setopt(curl, CURLOPT_SSL_OPTIONS, long(CURLSSLOPT_NATIVE_CA)); // Windows keeps no file of them
    }
#endif
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &HttpTransfer::onHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &HttpTransfer::onBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::onSocket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
    // A connection that a tenant may not open is none that it may find open either.
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT,
                     long(request.onBehalfOf == OnBehalfOf::Tenant && !m_rules.hosts.isOpen()));
    curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
}

size_t HttpTransfer::onHeader(char *bytes, size_t size, size_t count, void *data)
{
    auto *self = static_cast<HttpTransfer *>(data);
    const QByteArrayView line = QByteArrayView(bytes, qsizetype(size * count)).trimmed();
    const qsizetype colon = line.indexOf(':');
    if (line.startsWith("HTTP/"))
        self->m_answer.headers.clear(); // of the answer before a redirect
    else if (colon > 0 && std::ssize(self->m_answer.headers) < mostHeaders)
        self->m_answer.headers.emplace_back(line.first(colon).toByteArray().toLower(),
                                            line.sliced(colon + 1).trimmed().toByteArray());
    return size * count;
}

size_t HttpTransfer::onBody(char *bytes, size_t size, size_t count, void *data)
{
    auto *self = static_cast<HttpTransfer *>(data);
    const QByteArrayView piece(bytes, qsizetype(size * count));
    long status = 0;
    curl_easy_getinfo(self->m_curl.get(), CURLINFO_RESPONSE_CODE, &status);
    const bool good = status >= 200 && status < 300;
    self->m_taken += piece.size();
    if (self->m_taken > self->m_request.mostBytes) {
        self->m_tooLarge = true;
        return 0;
    }
    if (good && self->m_request.onBytes) {
        if (self->m_request.onBytes(piece))
            return size * count;
        self->m_stoppedByTaker = true;
        return 0;
    }
    if (good || self->m_answer.body.size() < mostBytesToldOfErrors)
        self->m_answer.body += piece;
    return size * count;
}

/// The address is known here, whatever the name meant before.
curl_socket_t HttpTransfer::onSocket(void *data, curlsocktype, curl_sockaddr *address)
{
    auto *self = static_cast<HttpTransfer *>(data);
    const QHostAddress host(&address->addr);
    if (self->m_request.onBehalfOf == OnBehalfOf::Tenant && !self->m_rules.hosts.allows(host)) {
        self->m_refusedAddress = true;
        return CURL_SOCKET_BAD;
    }
    self->m_rules.socketsOpened.fetch_add(1, std::memory_order_relaxed);
    return curl_socket_t(openSocket(address->family, address->socktype, address->protocol));
}

Problem HttpTransfer::problemOf(CURLcode code) const
{
    const QString host = m_request.url.host();
    if (m_refusedAddress)
        return Problem::of(ProblemCode::OutboundRefused,
                           tr("%1 lies in a private network, which this server does not reach for you.").arg(host),
                           tr("An operator can allow a range of addresses with --allow-model-hosts."));
    if (m_tooLarge)
        return Problem::of(ProblemCode::TooLarge, tr("The answer of %1 is too large.").arg(host));
    if (m_stoppedByTaker)
        return Problem::of(ProblemCode::Cancelled);
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return Problem::of(ProblemCode::CannotConnect, tr("The name \"%1\" leads to no address.").arg(host),
                           tr("Check the spelling, and that the server can resolve names."));
    case CURLE_COULDNT_CONNECT:
        return Problem::of(ProblemCode::CannotConnect,
                           tr("Nothing listens at %1, port %2.")
                               .arg(host)
                               .arg(m_request.url.port(m_request.url.scheme() == u"https" ? 443 : 80)),
                           tr("Check that the server runs, and address and port."));
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
        return Problem::of(ProblemCode::CannotConnect, tr("%1 could not prove who it is.").arg(host),
                           tr("If it uses a certificate of your own authority, an operator can add that with "
                              "--outbound-ca."));
    case CURLE_OPERATION_TIMEDOUT:
        return Problem::of(ProblemCode::RequestTimeout, tr("%1 took too long.").arg(host),
                           tr("Ask again, or choose a quicker model."));
    case CURLE_TOO_MANY_REDIRECTS:
        return Problem::of(ProblemCode::CannotConnect, tr("%1 leads from one address to the next.").arg(host));
    default:
        break;
    }
    return Problem::of(ProblemCode::CannotConnect,
                       tr("The connection to %1 broke: %2.").arg(host, QString::fromUtf8(curl_easy_strerror(code))),
                       tr("Try again."));
}

void HttpTransfer::stopWith(const std::stop_token &stop, std::function<void()> cancel)
{
    m_onStop = std::make_unique<std::stop_callback<std::function<void()>>>(stop, [this, cancel = std::move(cancel)] {
        m_stopped = true;
        cancel();
    });
}

void HttpTransfer::end(CURLcode code)
{
    m_onStop.reset(); // waits for a call under way, which speaks of this transfer
    if (!m_done)
        return;
    Done done = std::exchange(m_done, {});
    if (code != CURLE_OK)
        return done(std::unexpected(problemOf(code)));
    CURL *curl = m_curl.get();
    long status = 0;
    char *address = nullptr;
    long requestBytes = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl, CURLINFO_PRIMARY_IP, &address);
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &requestBytes);
    m_answer.status = int(status);
    m_answer.address = QString::fromLatin1(address ? address : "");
    m_answer.bytesSent = qint64(requestBytes) + m_request.body.size();
    m_answer.bytesReceived = m_taken;
    done(std::move(m_answer));
}

void HttpTransfer::endWith(Problem problem)
{
    m_onStop.reset();
    if (m_done)
        std::exchange(m_done, {})(std::unexpected(std::move(problem)));
}

} // namespace tabletalk
