// SPDX-License-Identifier: GPL-3.0-or-later
//
// One transfer of libcurl, as HttpClient runs it. Seen by the two files of the client alone.
#pragma once

#include "server/outbound/HttpClient.h"

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>

#include <curl/curl.h>

namespace tabletalk {

struct CurlFree
{
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

/// What all transfers share.
struct TransferRules
{
    const ReachableHosts &hosts;
    QByteArray proxy;
    QByteArray trusted; ///< PEM of all that is trusted, when it differs from the system's
    std::atomic<qint64> &socketsOpened;
};

/// Lives until its end was told; used on the client's thread, but for its making.
class HttpTransfer
{
public:
    using Done = std::move_only_function<void(Result<WebAnswer>)>;

    HttpTransfer(const WebRequest &request, const TransferRules &rules, Done done);

    CURL *handle() const { return m_curl.get(); }
    /// What came of it, told once.
    void end(CURLcode code);
    void endWith(Problem problem);
    /// cancel is called when a stop is asked for, from any thread. Before the transfer is handed over.
    void stopWith(const std::stop_token &stop, std::function<void()> cancel);
    bool isStopped() const { return m_stopped; }

private:
    void configure(const WebRequest &request);
    Problem problemOf(CURLcode code) const;
    static size_t onHeader(char *bytes, size_t size, size_t count, void *self);
    static size_t onBody(char *bytes, size_t size, size_t count, void *self);
    static curl_socket_t onSocket(void *self, curlsocktype purpose, curl_sockaddr *address);

    const TransferRules &m_rules;
    const WebRequest m_request;
    std::unique_ptr<CURL, CurlFree> m_curl;
    std::unique_ptr<curl_slist, CurlFree> m_headers;
    WebAnswer m_answer;
    Done m_done;
    QByteArray m_url;
    bool m_refusedAddress = false;
    bool m_tooLarge = false;
    bool m_stoppedByTaker = false;
    qint64 m_taken = 0;
    std::atomic<bool> m_stopped = false;
    std::unique_ptr<std::stop_callback<std::function<void()>>> m_onStop;
};

} // namespace tabletalk
